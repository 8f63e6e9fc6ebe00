import type { Landscape } from '../district/towns.ts';
import type { Name } from '../names.ts';

/** One class of GB/T 4754-2017 and how its firms look in this district. */
export interface Industry {
  readonly code: string;
  readonly name: Name;
  /** How common the class is among all businesses. */
  readonly weight: number;
  /** Share of sole traders (个体工商户) among its businesses. */
  readonly soleTraders: number;
  /** What a firm calls its trade, and what a sole trader calls the shop. */
  readonly trade: Name;
  readonly shop: Name;
  readonly landscapes: readonly Landscape[];
  /** Factories use land and energy and are judged per mu. */
  readonly factory: boolean;
}

const TOWN_AND_PLAIN: readonly Landscape[] = ['city', 'plain'];
const PLAIN: readonly Landscape[] = ['plain', 'plain', 'city', 'hills'];
const HILLS: readonly Landscape[] = ['hills', 'hills', 'plain'];
const ANYWHERE: readonly Landscape[] = ['city', 'city', 'city', 'city', 'plain', 'plain', 'plain', 'hills'];

/** The classes found in the district: textiles, silk, tea, rice wine and machines made it; shops and services keep it going. */
export const INDUSTRIES: readonly Industry[] = [
  ...industries(HILLS, false, [
    ['A0164', '茶叶种植', 'Tea growing', 30, 0.25, '茶业', 'Tea Estate', '茶园', 'Tea Garden'],
    ['A0161', '坚果种植', 'Nut growing', 22, 0.3, '香榧', 'Torreya Nut', '香榧园', 'Torreya Grove'],
    ['A0159', '其他水果种植', 'Other fruit growing', 14, 0.4, '果业', 'Fruit', '果园', 'Orchard'],
    ['H6130', '民宿服务', 'Guest houses', 34, 0.72, '民宿', 'Guest House', '民宿', 'Guest House'],
  ]),
  ...industries(PLAIN, false, [
    ['A0111', '稻谷种植', 'Rice growing', 26, 0.1, '粮油', 'Grain', '农场', 'Farm'],
    ['A0141', '蔬菜种植', 'Vegetable growing', 16, 0.2, '蔬菜', 'Vegetable', '菜园', 'Vegetable Garden'],
    ['A0412', '内陆养殖', 'Inland fish farming', 12, 0.4, '水产', 'Fishery', '渔场', 'Fish Farm'],
  ]),
  ...industries(PLAIN, true, [
    ['C1373', '水果和坚果加工', 'Fruit and nut processing', 12, 0.1, '食品', 'Foods', '炒货坊', 'Nut Roastery'],
    ['C1392', '豆制品制造', 'Bean curd products', 8, 0.4, '豆制品', 'Bean Products', '豆腐坊', 'Bean Curd Workshop'],
    ['C1514', '黄酒制造', 'Yellow rice wine', 12, 0.05, '酒业', 'Winery', '酒坊', 'Wine Cellar'],
    ['C1530', '精制茶加工', 'Tea refining', 16, 0.15, '茶叶', 'Tea', '茶厂', 'Tea Works'],
    ['C1711', '棉纺纱加工', 'Cotton spinning', 24, 0.05, '纺织', 'Textile', '纺纱厂', 'Spinning Works'],
    ['C1713', '棉印染精加工', 'Cotton dyeing and finishing', 14, 0, '印染', 'Dyeing and Finishing', '染坊', 'Dye Works'],
    ['C1751', '化纤织造加工', 'Man-made fibre weaving', 46, 0.2, '化纤织造', 'Weaving', '织造厂', 'Weaving Works'],
    ['C1763', '针织或钩针编织品制造', 'Knitted goods', 52, 0.3, '针织', 'Knitting', '针织厂', 'Knitting Works'],
    ['C1819', '其他机织服装制造', 'Woven clothing', 34, 0.25, '服饰', 'Garment', '制衣厂', 'Garment Works'],
    ['C2110', '木质家具制造', 'Wooden furniture', 14, 0.3, '家具', 'Furniture', '木器厂', 'Joinery'],
    ['C2231', '纸和纸板容器制造', 'Paper and board containers', 14, 0.1, '包装', 'Packaging', '纸箱厂', 'Carton Works'],
    ['C2319', '包装装潢及其他印刷', 'Packaging print', 10, 0.15, '印务', 'Printing', '印刷厂', 'Print Works'],
    ['C2822', '涤纶纤维制造', 'Polyester fibre', 10, 0, '新材料', 'New Materials', '化纤厂', 'Fibre Works'],
    ['C2927', '日用塑料制品制造', 'Household plastics', 18, 0.25, '塑业', 'Plastics', '塑料厂', 'Plastics Works'],
    ['C3311', '金属结构制造', 'Metal structures', 18, 0.15, '钢结构', 'Steel Structures', '铁艺坊', 'Ironwork Shop'],
    ['C3441', '泵及真空设备制造', 'Pumps and vacuum equipment', 16, 0.02, '泵业', 'Pump', '水泵厂', 'Pump Works'],
    ['C3451', '滚动轴承制造', 'Rolling bearings', 18, 0.05, '轴承', 'Bearing', '轴承厂', 'Bearing Works'],
    ['C3484', '机械零部件加工', 'Machine parts', 44, 0.35, '机械', 'Machinery', '机械加工厂', 'Machine Shop'],
    ['C3525', '模具制造', 'Moulds', 20, 0.25, '模具', 'Mould', '模具厂', 'Mould Shop'],
    [
      'C3531',
      '食品、酒、饮料及茶生产专用设备制造',
      'Food, wine and tea machinery',
      8,
      0,
      '茶叶机械',
      'Tea Machinery',
      '茶机厂',
      'Tea Machine Works',
    ],
    ['C3551', '纺织专用设备制造', 'Textile machinery', 20, 0.03, '纺织机械', 'Textile Machinery', '纺机配件厂', 'Loom Parts Works'],
    ['C3670', '汽车零部件及配件制造', 'Vehicle parts', 22, 0.03, '汽车零部件', 'Auto Parts', '汽配厂', 'Auto Parts Works'],
    ['C3812', '电动机制造', 'Electric motors', 14, 0.02, '电机', 'Motor', '电机厂', 'Motor Works'],
    [
      'C3825',
      '光伏设备及元器件制造',
      'Photovoltaic equipment',
      8,
      0,
      '光伏科技',
      'Photovoltaic Technology',
      '光伏配件厂',
      'Solar Parts Works',
    ],
    ['C3872', '照明灯具制造', 'Lamps', 12, 0.1, '照明', 'Lighting', '灯具厂', 'Lamp Works'],
    ['C3982', '电子电路制造', 'Electronic circuits', 10, 0, '电子', 'Electronics', '电子厂', 'Electronics Works'],
  ]),
  ...industries(TOWN_AND_PLAIN, false, [
    ['E4710', '住宅房屋建筑', 'House building', 20, 0, '建设', 'Construction', '施工队', 'Builders'],
    ['E4813', '市政道路工程建筑', 'Road building', 24, 0, '市政工程', 'Municipal Engineering', '施工队', 'Road Crew'],
    ['E4822', '河湖治理及防洪设施工程建筑', 'River and flood works', 16, 0, '水利工程', 'Hydraulic Engineering', '施工队', 'River Crew'],
    ['E5011', '公共建筑装饰和装修', 'Fitting-out of public buildings', 26, 0.15, '装饰', 'Decoration', '装修店', 'Fitting-out'],
    [
      'F5123',
      '果品、蔬菜批发',
      'Fruit and vegetable wholesale',
      36,
      0.7,
      '农产品',
      'Farm Produce',
      '果蔬批发部',
      'Fruit and Vegetable Wholesale',
    ],
    ['F5131', '纺织品、针织品及原料批发', 'Textile wholesale', 60, 0.4, '纺织品', 'Textiles Trading', '布行', 'Cloth Merchant'],
    ['F5165', '建材批发', 'Building materials wholesale', 34, 0.55, '建材', 'Building Materials', '建材经营部', 'Building Materials'],
    ['G5431', '普通货物道路运输', 'Road freight', 40, 0.45, '物流', 'Logistics', '货运部', 'Haulage'],
    ['G6020', '快递服务', 'Courier services', 16, 0.4, '快递', 'Express', '快递站', 'Courier Point'],
    ['I6513', '应用软件开发', 'Application software', 26, 0.02, '软件', 'Software', '软件工作室', 'Software Studio'],
    [
      'I6550',
      '信息处理和存储支持服务',
      'Data processing and storage',
      12,
      0,
      '数字科技',
      'Digital Technology',
      '数据工作室',
      'Data Studio',
    ],
    ['K7020', '物业管理', 'Property management', 18, 0, '物业服务', 'Property Services', '物业部', 'Property Services'],
    ['L7259', '其他广告服务', 'Advertising', 22, 0.4, '文化创意', 'Culture and Design', '图文店', 'Print and Design'],
    ['L7271', '安全服务', 'Security services', 8, 0, '保安服务', 'Security Services', '安防店', 'Security Shop'],
    ['M7452', '检测服务', 'Testing', 10, 0, '检测技术', 'Testing Technology', '检测站', 'Testing Station'],
    ['M7482', '工程监理服务', 'Works supervision', 10, 0, '工程管理', 'Engineering Management', '监理部', 'Works Supervision'],
    ['M7484', '工程设计活动', 'Engineering design', 14, 0, '工程设计', 'Engineering Design', '设计室', 'Design Office'],
    ['N7820', '环境卫生管理', 'Street cleaning', 14, 0, '环境服务', 'Environmental Services', '保洁部', 'Cleaning'],
    ['N7840', '绿化管理', 'Green space care', 16, 0.1, '园林绿化', 'Landscaping', '苗圃', 'Nursery'],
  ]),
  ...industries(ANYWHERE, false, [
    ['F5213', '便利店零售', 'Convenience stores', 150, 0.94, '商贸', 'Trading', '便利店', 'Convenience Store'],
    ['F5223', '果品、蔬菜零售', 'Greengrocers', 84, 0.97, '生鲜', 'Fresh Foods', '蔬果店', 'Greengrocer'],
    ['F5232', '服装零售', 'Clothes shops', 96, 0.93, '服饰商贸', 'Apparel Trading', '服装店', 'Clothes Shop'],
    ['F5251', '西药零售', 'Pharmacies', 34, 0.3, '大药房', 'Pharmacy', '药店', 'Pharmacy'],
    ['F5281', '五金零售', 'Hardware shops', 70, 0.92, '五金', 'Hardware', '五金店', 'Hardware Shop'],
    ['F5292', '互联网零售', 'Online retail', 86, 0.6, '电子商务', 'E-commerce', '网店', 'Online Shop'],
    ['H6210', '正餐服务', 'Restaurants', 96, 0.85, '餐饮管理', 'Catering', '饭店', 'Restaurant'],
    ['H6220', '快餐服务', 'Quick meals', 90, 0.95, '餐饮', 'Catering', '快餐店', 'Canteen'],
    ['H6231', '茶馆服务', 'Tea houses', 20, 0.85, '茶文化', 'Tea Culture', '茶馆', 'Tea House'],
    ['H6291', '小吃服务', 'Snacks', 92, 0.98, '餐饮', 'Catering', '面馆', 'Noodle House'],
    ['O8040', '理发及美容服务', 'Hairdressers', 78, 0.96, '美容美发', 'Hair and Beauty', '理发店', 'Barber'],
    ['O8111', '汽车修理与维护', 'Car repair', 44, 0.75, '汽车服务', 'Auto Service', '汽修店', 'Garage'],
    ['P8310', '学前教育', 'Nursery schools', 12, 0, '教育科技', 'Education', '托育园', 'Nursery'],
    ['Q8425', '门诊部（所）', 'Clinics', 18, 0.5, '门诊部', 'Clinic', '诊所', 'Clinic'],
    ['Q8514', '老年人、残疾人养护服务', 'Care homes', 10, 0, '养老服务', 'Elderly Care', '养老院', 'Care Home'],
  ]),
];

type Row = readonly [
  code: string,
  zh: string,
  en: string,
  weight: number,
  soleTraders: number,
  tradeZh: string,
  tradeEn: string,
  shopZh: string,
  shopEn: string,
];

function industries(landscapes: readonly Landscape[], factory: boolean, rows: readonly Row[]): Industry[] {
  return rows.map(([code, zh, en, weight, soleTraders, tradeZh, tradeEn, shopZh, shopEn]) => ({
    code,
    name: { zh, en },
    weight,
    soleTraders,
    trade: { zh: tradeZh, en: tradeEn },
    shop: { zh: shopZh, en: shopEn },
    landscapes,
    factory,
  }));
}
