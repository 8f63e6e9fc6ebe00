import type { Day } from '../days.ts';

interface Words {
  readonly event: string;
  readonly headline: string;
  readonly description: string;
  readonly instruction: string;
}

interface Warning {
  readonly severity: 'Severe' | 'Moderate' | 'Minor';
  readonly responseType: readonly string[];
  readonly zh: Words;
  readonly en: Words;
}

const ICING: Warning = {
  severity: 'Moderate',
  responseType: ['Avoid', 'Prepare'],
  zh: {
    event: '道路结冰',
    headline: '道路结冰黄色预警：山区道路夜间易结冰',
    description: '受冷空气影响，榧山乡、岭下乡、茶岭镇等山区今夜至明晨最低气温零下 2 至 0 度，桥面和背阴路段易结冰。',
    instruction: '非必要不驾车进山，行车减速、保持车距；老年人清晨减少外出。',
  },
  en: {
    event: 'Icy roads',
    headline: 'Yellow warning of icy roads: hill roads may freeze tonight',
    description:
      'Cold air brings −2 to 0 °C to the hill towns of Feishan, Lingxia and Chaling from tonight to the morning; bridges and shaded roads may freeze.',
    instruction:
      'Do not drive into the hills unless you must; go slowly and keep a distance. Older people should stay in early in the morning.',
  },
};

const COLD: Warning = {
  severity: 'Minor',
  responseType: ['Prepare'],
  zh: {
    event: '低温寒潮',
    headline: '寒潮蓝色预警：48 小时内降温 8 度以上',
    description: '强冷空气南下，未来 48 小时平均气温下降 8 至 10 度，平原风力 5 至 6 级。',
    instruction: '注意添衣保暖，检查水管和燃气取暖设备，关照独居老人；农户做好大棚加固。',
  },
  en: {
    event: 'Cold wave',
    headline: 'Blue warning of a cold wave: 8 degrees colder within 48 hours',
    description:
      'Strong cold air moves south: mean temperatures fall by 8 to 10 degrees within 48 hours, with winds of force 5 to 6 in the plain.',
    instruction: 'Dress warmly, check water pipes and gas heaters, look in on older people who live alone; secure greenhouses.',
  },
};

const TYPHOON: Warning = {
  severity: 'Severe',
  responseType: ['Prepare', 'Shelter'],
  zh: {
    event: '台风',
    headline: '台风橙色预警：24 小时内风力可达 10 级',
    description: '台风外围环流影响本区，未来 24 小时平均风力 8 至 10 级，过程雨量 80 至 150 毫米。',
    instruction: '减少外出，加固门窗和室外悬挂物；低洼地区和工棚人员听从安排转移。',
  },
  en: {
    event: 'Typhoon',
    headline: 'Orange warning of a typhoon: winds up to force 10 within 24 hours',
    description: 'The outer bands of a typhoon reach the district: mean winds of force 8 to 10 within 24 hours, 80 to 150 mm of rain.',
    instruction: 'Stay indoors, secure windows and hanging objects; in low places and sheds follow the call to move.',
  },
};

const HEAT: Warning = {
  severity: 'Moderate',
  responseType: ['Prepare', 'Avoid'],
  zh: {
    event: '高温',
    headline: '高温黄色预警：连续三天最高气温 35 度以上',
    description: '受副热带高压控制，未来三天最高气温 36 至 38 度，城区午后体感温度更高。',
    instruction: '午后避免户外作业，注意补水防暑，关照老人、儿童；公共纳凉点全天开放。',
  },
  en: {
    event: 'Heat',
    headline: 'Yellow warning of heat: above 35 °C on three days in a row',
    description: 'Under the subtropical high, 36 to 38 °C are expected for three days, more felt in the town in the afternoon.',
    instruction: 'Avoid work outdoors in the afternoon, drink water, look after the old and children; public cool rooms are open all day.',
  },
};

/** Months in which it is warm enough for typhoons, May to October. */
const WARM = { from: 5, to: 10 };
const A_DAY_MS = 86_400_000;

/** Two warnings that fit the season, as the duty desk composes them. */
export function warningsOf(today: Day, now: Date): object[] {
  const month = Number(today.slice(5, 7));
  const season = month >= WARM.from && month <= WARM.to ? [TYPHOON, HEAT] : [ICING, COLD];
  return season.map((warning, index) => ({
    ...warning,
    status: 'Actual',
    category: ['Met'],
    urgency: 'Expected',
    certainty: 'Likely',
    expires: new Date(now.getTime() + (index + 1) * A_DAY_MS).toISOString(),
  }));
}
