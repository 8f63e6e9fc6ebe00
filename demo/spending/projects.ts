import type { Name } from '../names.ts';

/** What money is spent on: the classes of the open ledger, with the trades that are paid in each. */
export interface Category {
  readonly key: string;
  readonly name: Name;
  /** Classes of GB/T 4754 whose firms supply it; none means that the payee is a public body or a person. */
  readonly suppliers: RegExp | null;
  /** Middle amount in yuan and spread of its logarithm. */
  readonly median: number;
  readonly sigma: number;
}

/** The categories, from bricks to pensions. */
export const CATEGORIES = {
  works: category('works', '工程建设', 'Works', /^E4|^E50|^C33/, 68_000, 2.0),
  upkeep: category('upkeep', '维修养护', 'Repairs and upkeep', /^E48|^N78|^E50/, 21_000, 1.6),
  cleaning: category('cleaning', '保洁绿化', 'Cleaning and green spaces', /^N78/, 16_000, 1.4),
  design: category('design', '设计监理检测', 'Design, supervision and testing', /^M74/, 22_000, 1.5),
  software: category('software', '信息化', 'Information technology', /^I65/, 38_000, 1.6),
  office: category('office', '办公采购', 'Office supplies', /^F52(13|81|92)|^L7259|^F5165|^C2110/, 2_600, 1.4),
  printing: category('printing', '宣传印刷', 'Print and publicity', /^L7259|^C2319/, 4_200, 1.3),
  catering: category('catering', '食堂与配餐', 'Canteens and meals', /^F51(23)|^H62(10|20)|^A01/, 5_200, 1.2),
  guarding: category('guarding', '物业安保', 'Premises and guarding', /^K70|^L72/, 19_000, 1.1),
  transport: category('transport', '运输租赁', 'Transport and hire', /^G54|^O81/, 6_400, 1.4),
  care: category('care', '养老与助残', 'Care services', /^Q85/, 26_000, 1.2),
  health: category('health', '医疗卫生', 'Health supplies and services', /^F5251|^Q84/, 24_000, 1.5),
  farming: category('farming', '农业补助', 'Farm subsidies', /^A/, 13_000, 1.5),
  industry: category('industry', '产业扶持', 'Support for industry', /^C|^I65/, 120_000, 1.5),
  utilities: category('utilities', '水电通信', 'Water, power and telephone', null, 3_900, 1.5),
  relief: category('relief', '民生补助', 'Benefits and relief', null, 1_450, 0.9),
  transfer: category('transfer', '转移支付', 'Transfers to towns and villages', null, 185_000, 1.3),
} as const satisfies Record<string, Category>;

export type CategoryKey = keyof typeof CATEGORIES;

/** One thing a payer does with money. `weight` says how often it pays for it. */
export interface Project {
  readonly category: CategoryKey;
  readonly name: Name;
  readonly weight: number;
}

/** What every office buys. */
export const OFFICE_PROJECTS: readonly Project[] = [
  project('office', '办公用品采购', 'Office supplies', 9),
  project('utilities', '水电费', 'Water and power', 8),
  project('utilities', '通信网络费', 'Telephone and network', 4),
  project('printing', '政策宣传资料印制', 'Printing of public information', 4),
  project('guarding', '办公楼物业服务', 'Office building services', 4),
  project('catering', '机关食堂食材配送', 'Food for the staff canteen', 4),
  project('transport', '公务租车', 'Hired vehicles', 2),
  project('software', '业务系统运维', 'Upkeep of office systems', 2),
];

/** What each department does, by its key in the profile. A department that is not here only runs its office. */
export const DEPARTMENT_PROJECTS: Readonly<Record<string, readonly Project[]>> = {
  'development-reform': [
    project('design', '“十五五”重大项目前期研究', 'Studies for major projects of the 15th plan', 6),
    project('industry', '节能降碳技改补助', 'Subsidies for energy saving', 8),
  ],
  'economy-information': [
    project('industry', '亩均效益领跑者奖励', 'Awards for leaders in yield per mu', 10),
    project('industry', '纺织产业数字化改造补助', 'Digital looms programme', 16),
    project('software', '“产业大脑”平台运维', 'Industry brain platform upkeep', 4),
  ],
  'education-sports': [
    project('works', '东渡小学扩建工程', 'Dongdu Primary School extension', 12),
    project('upkeep', '校园维修“暑期集中”项目', 'Summer school repairs', 22),
    project('catering', '义务教育学校食材集中配送', 'School meals supply', 26),
    project('relief', '学前教育资助', 'Nursery school grants', 14),
    project('guarding', '校园安保服务', 'School guarding', 14),
  ],
  'public-security': [
    project('software', '智慧安防小区维护', 'Safe estates equipment upkeep', 8),
    project('transport', '执勤车辆维修', 'Patrol car repairs', 16),
    project('upkeep', '交通信号设施维护', 'Traffic signal upkeep', 12),
  ],
  'civil-affairs': [
    project('care', '居家养老服务中心运营', 'Day centres for the elderly', 26),
    project('relief', '最低生活保障金', 'Minimum living allowance', 30),
    project('relief', '困难残疾人生活补贴', 'Disability allowance', 20),
    project('relief', '高龄津贴', 'Old-age allowance', 24),
  ],
  'human-resources': [
    project('relief', '失业人员技能培训补贴', 'Training grants for the unemployed', 18),
    project('industry', '高校毕业生见习补贴', 'Graduate trainee subsidies', 10),
  ],
  'natural-resources': [
    project('design', '国土空间规划编制', 'Land-use planning', 10),
    project('works', '榧山乡地质灾害治理', 'Landslide protection, Feishan', 8),
    project('farming', '永久基本农田补偿', 'Protected farmland compensation', 10),
  ],
  'ecology-environment': [
    project('design', '枫江水质监测', 'Fengjiang water monitoring', 16),
    project('software', '空气自动站运维', 'Air station upkeep', 8),
    project('industry', '印染企业废气治理补助', 'Dye works emission grants', 8),
  ],
  'housing-construction': [
    project('works', '桥东片老旧小区改造', 'Renewal of old estates, Qiaodong', 34),
    project('works', '丝厂弄未来社区建设', 'Future community, Sichang Lane', 22),
    project('upkeep', '路灯维修养护', 'Street light repairs', 20),
    project('works', '既有住宅加装电梯补助', 'Lifts for existing flats', 12),
    project('design', '房屋安全鉴定', 'Building safety surveys', 10),
  ],
  transport: [
    project('works', '“四好农村路”提升工程', 'Better rural roads', 34),
    project('upkeep', '县乡道日常养护', 'Road maintenance', 34),
    project('works', '公交港湾站改造', 'Bus bay rebuilding', 10),
    project('industry', '城乡公交运营补贴', 'Bus service subsidy', 10),
    project('design', '桥梁定期检测', 'Bridge inspections', 10),
  ],
  'agriculture-water': [
    project('works', '枫江堤防加固二期', 'Fengjiang embankment, phase 2', 30),
    project('works', '病险水库山塘整治', 'Hill reservoir repairs', 18),
    project('upkeep', '河道保洁与清淤', 'River cleaning and dredging', 28),
    project('farming', '耕地地力保护补贴', 'Soil protection subsidy', 32),
    project('farming', '“千万工程”和美乡村示范', 'Green rural revival, model villages', 20),
    project('farming', '香榧产业提升', 'Torreya growing programme', 10),
  ],
  commerce: [
    project('industry', '外贸企业参展补助', 'Trade fair support', 16),
    project('printing', '“枫桥年货节”活动', 'Fengqiao New Year fair', 8),
  ],
  'culture-tourism': [
    project('works', '古桥历史街区修缮', 'Guqiao old quarter repairs', 14),
    project('printing', '文化惠民演出', 'Open-air performances', 16),
    project('upkeep', '农村文化礼堂维护', 'Village culture halls', 12),
    project('software', '图书馆自助借阅设备', 'Library self-service', 5),
  ],
  health: [
    project('health', '基层医疗机构药品耗材', 'Medicines for clinics', 34),
    project('health', '“两慢病”健康管理', 'Care for chronic illness', 20),
    project('care', '医养结合服务', 'Nursing in care homes', 10),
    project('upkeep', '卫生院改造', 'Health station repairs', 8),
  ],
  'veterans-affairs': [project('relief', '优抚对象抚恤补助', 'Veterans allowances', 24)],
  'emergency-management': [
    project('upkeep', '避灾安置场所建设', 'Emergency shelters', 10),
    project('software', '应急指挥系统运维', 'Emergency control room upkeep', 6),
    project('transport', '防汛物资运输', 'Flood materials transport', 6),
  ],
  'market-regulation': [
    project('design', '食品安全抽检', 'Food sampling', 24),
    project('design', '特种设备安全检查', 'Special equipment checks', 10),
  ],
  'medical-insurance': [project('relief', '医疗救助', 'Medical relief', 26)],
  'urban-management': [
    project('cleaning', '城区道路清扫保洁', 'Street cleaning', 36),
    project('cleaning', '公园绿地养护', 'Park care', 24),
    project('upkeep', '公厕提升改造', 'Public toilet renewal', 16),
    project('transport', '生活垃圾清运', 'Waste collection', 24),
  ],
  'data-administration': [
    project('software', '一体化智能化公共数据平台', 'Public data platform', 20),
    project('software', '政务云资源租用', 'Cloud services', 14),
  ],
  'social-governance': [
    project('guarding', '矛盾纠纷调处中心运行', 'Dispute resolution centre', 8),
    project('relief', '人民调解员“以奖代补”', 'Awards for lay mediators', 14),
  ],
  finance: [
    project('transfer', '美丽乡村以奖代补', 'Rural improvement awards', 60),
    project('transfer', '村级组织运转经费', 'Village running costs', 90),
    project('transfer', '一事一议财政奖补', 'Matching grants for village votes', 50),
  ],
};

/** What a town does. `{town}` is its name. */
export const TOWN_PROJECTS: readonly Project[] = [
  project('works', '{town}美丽城镇建设', 'Town improvement, {town}', 12),
  project('works', '{town}农村生活污水管网改造', 'Village sewers, {town}', 12),
  project('upkeep', '{town}小微水体整治', 'Ponds and ditches, {town}', 10),
  project('cleaning', '{town}集镇保洁', 'Street cleaning, {town}', 16),
  project('cleaning', '{town}垃圾分类收集', 'Waste sorting, {town}', 12),
  project('care', '{town}老年食堂配送餐', 'Meals for the elderly, {town}', 12),
  project('relief', '{town}困难群众慰问', 'Hardship relief, {town}', 14),
  project('printing', '{town}文化礼堂活动', 'Culture hall events, {town}', 6),
  project('farming', '{town}粮食生产补助', 'Grain growing grants, {town}', 8),
  project('guarding', '{town}网格巡查服务', 'Grid patrol services, {town}', 6),
];

/** What a village does. `{village}` is its name. */
export const VILLAGE_PROJECTS: readonly Project[] = [
  project('upkeep', '{village}村道修补', 'Lane repairs, {village}', 12),
  project('cleaning', '{village}保洁', 'Cleaning, {village}', 18),
  project('works', '{village}文化礼堂修缮', 'Culture hall repairs, {village}', 5),
  project('upkeep', '{village}山塘沟渠清淤', 'Ditch clearing, {village}', 9),
  project('utilities', '{village}路灯电费', 'Street light power, {village}', 12),
  project('relief', '{village}误工补贴', 'Allowances for lost work, {village}', 16),
  project('relief', '{village}重阳节老人慰问', 'Double Ninth gifts for the old, {village}', 5),
  project('office', '{village}办公费', 'Office costs, {village}', 9),
  project('catering', '{village}老年食堂', 'Canteen for the elderly, {village}', 7),
  project('farming', '{village}集体林地管护', 'Common woodland care, {village}', 5),
];

function category(key: string, zh: string, en: string, suppliers: RegExp | null, median: number, sigma: number): Category {
  return { key, name: { zh, en }, suppliers, median, sigma };
}

function project(key: CategoryKey, zh: string, en: string, weight: number): Project {
  return { category: key, name: { zh, en }, weight };
}
