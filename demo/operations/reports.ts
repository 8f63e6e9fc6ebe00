import type { Random } from '../random.ts';
import type { Spot } from './spots.ts';

/** What people say about one thing; each line is another caller. */
const MATTERS: readonly { readonly category: string; readonly said: readonly string[] }[] = [
  {
    category: 'roads.streetlight',
    said: ['路灯不亮，已经三天了，晚上走路看不清', '这边路灯不亮，连着好几盏都灭了', '路灯不亮，老人晚上不敢出门'],
  },
  { category: 'appearance.litter', said: ['垃圾堆积没人清运，味道很大', '垃圾堆积在路口，满溢出来了'] },
  { category: 'roads.pothole', said: ['路面塌陷出一个坑，电动车差点摔倒', '路面破损有个大坑，请尽快修补'] },
  { category: 'noise.construction', said: ['工地夜间施工，打桩噪音很大，孩子睡不着', '夜间施工噪音，十一点了还在打桩'] },
  { category: 'water.burst', said: ['水管爆裂，路边一直在喷水'] },
  { category: 'appearance.bikes', said: ['共享单车乱停，把人行道堵住了'] },
  { category: 'traffic.parking', said: ['车辆违停占用消防通道'] },
  { category: 'dispute.property', said: ['物业费涨价没有公示，找物业没人管'] },
  { category: 'environment.smoke', said: ['楼下餐馆油烟直排，窗户不敢开'] },
  { category: 'other.advice', said: ['请问老年优待证怎么办，需要带什么材料'] },
];

/** A report as an intake form sends it. */
export interface DemoReport {
  readonly text: string;
  readonly category: string;
  readonly place: { readonly lng: number; readonly lat: number; readonly label: string };
}

/** Callers do not stand on the very spot; about 30 m, in degrees. */
const NEAR = 0.0003;

/** What waits in the inbox at the first start: ten matters, some of them reported by more than one. */
export function waitingReports(random: Random, spots: readonly Spot[]): DemoReport[] {
  return MATTERS.flatMap(({ category, said }) => {
    const spot = random.pick(spots);
    return said.map((text) => reportAt(random, spot, category, text));
  });
}

/** What the simulated department can work off by itself. */
const DAILY: typeof MATTERS = [
  { category: 'appearance.litter', said: ['垃圾堆积没人清运，味道很大', '垃圾堆积在路口，满溢出来了'] },
  { category: 'appearance.bikes', said: ['共享单车乱停，把人行道堵住了', '电动车乱停，盲道走不了'] },
  { category: 'appearance.vendors', said: ['流动摊贩占道经营，车辆过不去', '出店经营，桌子摆到了路上'] },
  { category: 'appearance.posters', said: ['电线杆上贴满小广告'] },
  { category: 'appearance.greenery', said: ['树木枯枝快掉下来了，需要修剪', '绿化带草坪被踩秃了'] },
  { category: 'noise.construction', said: ['工地夜间施工，打桩噪音很大'] },
];

/** One more report of a day. Now and then it is one that somebody else made before, in other words. */
export function nextReport(random: Random, spots: readonly Spot[], last: DemoReport | null): DemoReport {
  const { category, said } = random.pick(DAILY);
  if (last && random.chance(0.2)) return { ...last, text: `${last.text}，麻烦看一下` };
  return reportAt(random, random.pick(spots), category, random.pick(said));
}

function reportAt(random: Random, { name, position: [lng, lat] }: Spot, category: string, text: string): DemoReport {
  const around = (degrees: number) => Number((degrees + (random.unit() - 0.5) * NEAR).toFixed(6));
  return { text, category, place: { lng: around(lng), lat: around(lat), label: name } };
}
