/** A team of the demo district, and what it drives. */
interface DemoTeam {
  readonly zh: string;
  readonly en: string;
  readonly department: string;
  readonly skills: readonly string[];
  readonly capacity: number;
  readonly vehicles: readonly (readonly [kind: string, plate: string])[];
}

const URBAN = 'urban-management';
const HOUSING = 'housing-construction';
const WATER = 'agriculture-water';

/** Twelve teams of three departments. Plates begin with a letter pair that is issued nowhere. */
export const TEAMS: readonly DemoTeam[] = [
  team(URBAN, '古桥环卫一队', 'Guqiao cleaning team 1', ['sanitation'], 4, [['scooter', '浙 Z·A101']]),
  team(URBAN, '柳岸环卫二队', 'Liu’an cleaning team 2', ['sanitation'], 4, [['scooter', '浙 Z·A102']]),
  team(URBAN, '园林养护队', 'Tree and green team', ['greenery'], 3, [['lift', '浙 Z·A201']]),
  team(URBAN, '综合执法一队', 'Enforcement team 1', ['enforcement'], 4, [['patrol', '浙 Z·A301']]),
  team(URBAN, '综合执法二队', 'Enforcement team 2', ['enforcement', 'sanitation'], 4, [['patrol', '浙 Z·A302']]),
  team(HOUSING, '道路抢修一队', 'Road repair team 1', ['road-repair'], 3, [['works', '浙 Z·B101']]),
  team(HOUSING, '道路抢修二队', 'Road repair team 2', ['road-repair', 'drainage'], 3, [
    ['works', '浙 Z·B102'],
    ['pump', '浙 Z·B103'],
  ]),
  team(HOUSING, '路灯维修队', 'Street lighting team', ['lighting'], 3, [['lift', '浙 Z·B201']]),
  team(HOUSING, '燃气应急队', 'Gas response team', ['gas'], 2, [['works', '浙 Z·B301']]),
  team(WATER, '供水抢修队', 'Water supply team', ['water-supply'], 3, [['works', '浙 Z·C101']]),
  team(WATER, '排涝一队', 'Drainage team 1', ['drainage'], 3, [['pump', '浙 Z·C201']]),
  team(WATER, '排涝二队', 'Drainage team 2', ['drainage', 'water-supply'], 3, [['pump', '浙 Z·C202']]),
];

/** People of the team that works by roster; posts, for nobody of the demo district has a name. */
export const POSTS = ['01', '02', '03', '04', '05'].map((number) => `环卫一队 ${number} 岗`);

function team(
  department: string,
  zh: string,
  en: string,
  skills: DemoTeam['skills'],
  capacity: number,
  vehicles: DemoTeam['vehicles'],
): DemoTeam {
  return { department, zh, en, skills, capacity, vehicles };
}
