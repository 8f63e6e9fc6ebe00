import { defineTexts } from '#kernel/i18n';

/** Words of the home page and the search. */
export const homeTexts = defineTexts({
  claim: { en: '{district} answers.', zh: '{district}，有问必答' },
  lead: {
    en: 'The district’s data, rules and decisions in one place. Every answer carries an office, a date and a reason.',
    zh: '本区的数据、规则和决定，一处可查。每项答复都有部门、有日期、有理由。',
  },
  searchLabel: { en: 'Search data, rules and answers', zh: '搜索数据、规则和办事答复' },
  now: { en: 'What the district is doing now', zh: '本区正在做什么' },
  nowAt: { en: '{when}, every figure with its age and source', zh: '{when}，每个数字都标明时效和来源' },
  decides: { en: 'How this district decides', zh: '本区如何作决定' },
  decidesMore: { en: 'Promises and appeals', zh: '承诺与申诉' },
  rule: { en: 'By a published rule', zh: '依公开的规则' },
  ruleText: { en: 'Versioned, in both languages, open to everybody before it counts.', zh: '分版本、中英双语，生效前向所有人公开。' },
  inputs: { en: 'From named inputs', zh: '凭注明的依据' },
  inputsText: { en: 'Each value with the source it came from and the day it was read.', zh: '每项数据都注明来源和读取时间。' },
  reason: { en: 'With its reason', zh: '附可读的理由' },
  reasonText: { en: 'What decided, and what would have changed the outcome.', zh: '说明由什么决定，以及怎样会有不同结果。' },
  appeal: { en: 'And somebody to ask', zh: '有人可问、可申诉' },
  appealText: { en: 'The office, the way and the last day to appeal.', zh: '写明受理部门、申诉方式和截止日期。' },
  ledgerTitle: {
    en: { one: '{count} line that nobody can change unseen', other: '{count} lines that nobody can change unseen' },
    zh: '{count} 条记录，谁也无法悄悄改动',
  },
  ledgerText: {
    en: 'Decisions, rule publications and looks at personal data are written into a signed, append-only ledger. Anybody can check it without trusting us.',
    zh: '决定、规则发布和个人数据查阅都写入只增不改、带签名的账本。无需信任我们，任何人都能核验。',
  },
  ledgerSigned: { en: 'Signed', zh: '签名于' },
  verify: { en: 'Verify it yourself', zh: '自行核验' },
  found: { en: { one: '{count} result for “{query}”', other: '{count} results for “{query}”' }, zh: '“{query}”共有 {count} 条结果' },
  foundMore: { en: 'More than {count} results for “{query}”; the best stand first', zh: '“{query}”有 {count} 条以上结果，最相关的在前' },
  nothing: { en: 'Nothing was found for “{query}”', zh: '没有找到“{query}”' },
  nothingHint: { en: 'Try fewer or more general words, or one of these:', zh: '请试试更少或更宽泛的词，或以下内容：' },
  components: { en: 'Components', zh: '组件示例' },
  componentsLead: {
    en: 'What the pages of this portal are made of. All words and figures here are made up.',
    zh: '本门户页面所用的组件，以下文字和数字均为示例。',
  },
  searchTitle: { en: 'Search', zh: '搜索' },
  searchLead: { en: 'One field over everything the district publishes.', zh: '一个搜索框，查遍本区公开的全部内容。' },
});

/** Words of "who read my data". */
export const myDataTexts = defineTexts({
  title: { en: 'Who read my data', zh: '谁查阅了我的数据' },
  lead: {
    en: 'Every look at your personal data leaves a line here, written in the same instant as the look itself. Nobody can leave it out, and nobody can take it away.',
    zh: '每次查阅您的个人数据，都会在同一时刻于此留痕。谁也不能略过，谁也不能抹去。',
  },
  looks: { en: 'Looks', zh: '查阅次数' },
  inPeriod: { en: 'in the chosen period', zh: '所选时段内' },
  sinceBeginning: { en: 'since your first record', zh: '自首条记录起' },
  offices: { en: 'Offices', zh: '查阅部门' },
  officesNote: { en: 'that looked', zh: '个部门查阅过' },
  latest: { en: 'Latest', zh: '最近一次' },
  from: { en: 'From', zh: '开始日期' },
  to: { en: 'Until', zh: '结束日期' },
  caption: { en: 'Looks at your personal data, newest first', zh: '对您个人数据的查阅，按时间倒序' },
  proof: { en: 'Proof', zh: '存证' },
  ledgerLine: { en: 'ledger line', zh: '账本条目' },
  noLines: { en: 'Nobody has looked at your data', zh: '尚无人查阅您的数据' },
  noLinesPeriod: { en: 'Nobody looked at your data in this period', zh: '该时段内无人查阅您的数据' },
  noLinesHint: {
    en: 'When an office reads something about you, a line appears here with its purpose, the fields and the time.',
    zh: '一旦有部门查阅您的信息，此处会立即显示其用途、字段和时间。',
  },
  takeHome: { en: 'Take it home', zh: '下载留存' },
  csv: { en: 'opens in a spreadsheet', zh: '可用表格软件打开' },
  wrong: { en: 'Does a line look wrong?', zh: '认为某条查阅不当？' },
  wrongText: {
    en: 'Ask the office named in the line, and quote the ledger line. It must tell you why it looked. If it does not, turn to the {office}.',
    zh: '请向该条所列部门询问，并注明账本条目编号；该部门须说明查阅理由。如未答复，可向{office}反映。',
  },
  page: { en: { one: '{count} line in all', other: '{count} lines in all' }, zh: '共 {count} 条' },
});

/** Words of the data-protection register. */
export const privacyTexts = defineTexts({
  title: { en: 'Personal data: the register', zh: '个人数据保护登记簿' },
  lead: {
    en: 'What this platform keeps about people, why, and for how long. The page is made from the same declarations the platform runs on, so it cannot fall behind.',
    zh: '本平台保存哪些与个人有关的数据、为何保存、保存多久。本页由系统运行所依据的声明直接生成，始终与实际一致。',
  },
  tables: { en: 'Tables in all', zh: '数据表总数' },
  withPersonal: { en: 'With personal data', zh: '含个人数据' },
  without: { en: { one: '{count} table holds none', other: '{count} tables hold none' }, zh: '其余 {count} 张不含个人数据' },
  purposes: { en: 'Purposes of reading', zh: '查阅用途' },
  purposesNote: { en: 'no read without one', zh: '无用途不得查阅' },
  law: { en: 'Legal ground', zh: '法律依据' },
  kept: { en: 'What is kept', zh: '保存的内容' },
  columns: { en: 'Personal fields', zh: '个人数据字段' },
  howLong: { en: 'For how long', zh: '保存期限' },
  days: { en: { one: '{count} day', other: '{count} days' }, zh: '{count} 天' },
  years: { en: { one: '{count} year', other: '{count} years' }, zh: '{count} 年' },
  forever: { en: 'for ever, as a public record', zh: '永久（公共档案）' },
  caption: { en: 'Tables with personal data: {module}', zh: '含个人数据的数据表：{module}' },
  mayBeRead: { en: 'May be read for', zh: '允许查阅的用途' },
  neverTitle: { en: 'What is never kept', zh: '绝不保存的内容' },
  neverText: {
    en: 'No score, rank or profile of any person. No faces, number plates or movements. Nothing collected from social networks.',
    zh: '不对任何个人评分、排名或画像；不采集人脸、车牌和行踪；不抓取社交网络内容。',
  },
  yours: { en: 'See every look at your own data', zh: '查看对您本人数据的每次查阅' },
});

/** Words of the page about how the district decides. */
export const aboutTexts = defineTexts({
  title: { en: 'How this district decides', zh: '本区如何作决定' },
  lead: {
    en: 'Six promises decide every argument about this platform. Each is built in, and each can be checked by you.',
    zh: '以下六项承诺高于一切争论。每一项都写入系统，您都可以检验。',
  },
  promises: { en: 'The promises', zh: '六项承诺' },
  things: { en: 'It watches things, money and power, not people', zh: '监督事、钱、权，不监督人' },
  thingsText: {
    en: 'Enterprises by published rules, public money, city things, officials’ deadlines. It never scores, tracks or profiles a natural person.',
    zh: '依公开规则看企业，看公共资金、城市设施和办理时限；绝不对自然人评分、跟踪或画像。',
  },
  reads: { en: 'Every read of personal data leaves a line', zh: '每次查阅个人数据都留痕' },
  readsText: {
    en: 'Written in the same transaction as the read, so that it cannot be forgotten. You see every line about you.',
    zh: '留痕与查阅在同一事务中完成，不会遗漏。与您有关的每一条，您都能看到。',
  },
  reasons: { en: 'Every automatic decision explains itself', zh: '每项自动决定都说明理由' },
  reasonsText: {
    en: 'The rule and its version, the inputs and their sources, what would change the outcome, whom to ask, and how and until when to appeal.',
    zh: '写明规则及版本、依据及来源、怎样会改变结果、向谁询问、如何申诉以及申诉期限。',
  },
  figures: { en: 'Every published figure can be recomputed', zh: '公布的每个数字都能重新计算' },
  figuresText: {
    en: 'From published data and rules, by an outsider, with the version it was made from.',
    zh: '任何外部人员都能凭公开的数据、规则及其版本重新算出。',
  },
  kept: { en: 'Nothing confirmed to you is lost', zh: '已向您确认的内容不会丢失' },
  keptText: {
    en: 'When a page says that something was received, it is stored safely, even if the power fails in the next second.',
    zh: '页面提示“已收到”时，内容已妥善保存，即使下一秒断电也不会丢失。',
  },
  free: { en: 'Free software', zh: '自由软件' },
  freeText: {
    en: 'The whole platform may be read, run and improved by anybody under the Apache 2.0 licence.',
    zh: '整个平台以 Apache 2.0 许可证开放，任何人都可以查看、运行和改进。',
  },
  anatomy: { en: 'What stands in every decision', zh: '每项决定都写明什么' },
  anatomyText: {
    en: 'A decision by rule is kept as one record with these parts. The person or enterprise concerned can read all of it.',
    zh: '依规则作出的决定保存为一份记录，包含以下内容，当事人可全部查看。',
  },
  ruleLabel: { en: 'Rule', zh: '规则' },
  ruleValue: { en: 'Name and version, with a link to its published text', zh: '名称和版本，并链接到公开的规则原文' },
  inputsLabel: { en: 'Inputs', zh: '依据' },
  inputsValue: { en: 'Every value with its source', zh: '每项数据及其来源' },
  outcomeLabel: { en: 'Outcome', zh: '结果' },
  outcomeValue: { en: 'What was decided, and what would have changed it', zh: '作出的决定，以及怎样会改变结果' },
  appealLabel: { en: 'Appeal', zh: '申诉' },
  appealValue: { en: 'Whom to ask, how, and until when', zh: '向谁提出、如何提出、截止何时' },
  proofLabel: { en: 'Proof', zh: '存证' },
  proofValue: { en: 'The ledger line that fixes all of this', zh: '固定以上全部内容的账本条目' },
  ledger: { en: 'The ledger: check us without trusting us', zh: '账本：无需信任，即可核验' },
  ledgerText: {
    en: 'Every decision, rule publication, grant and look at personal data becomes one line of a Merkle tree (RFC 6962). The tree’s head is signed. If a single line were changed, removed or moved, the signed heads would no longer fit together, and anybody could show it.',
    zh: '每项决定、规则发布、授权和个人数据查阅，都成为默克尔树（RFC 6962）中的一条记录，树根经过签名。只要有一条被改动、删除或调换，已签名的树根就无法吻合，任何人都能证明。',
  },
  ledgerSize: { en: 'Lines', zh: '记录总数' },
  ledgerSigned: { en: 'Last signed', zh: '最近签名' },
  ledgerEmpty: { en: 'No line has been signed yet.', zh: '账本尚未签名。' },
  toLedger: { en: 'Open the ledger and verify it', zh: '打开账本并核验' },
  api: { en: 'For programs', zh: '面向程序' },
  apiText: { en: 'Everything this site shows can be read by programs too.', zh: '本站展示的内容都可由程序读取。' },
  apiLink: { en: 'API description (OpenAPI 3.1)', zh: '接口说明（OpenAPI 3.1）' },
});

/** Words of the accessibility statement. */
export const accessibilityTexts = defineTexts({
  title: { en: 'Accessibility', zh: '无障碍声明' },
  lead: {
    en: 'This site is made for everybody: with a keyboard, a screen reader, a slow phone, tired eyes, or without any script.',
    zh: '本站为所有人而建：无论使用键盘、读屏软件、低速手机，视力不佳，或关闭脚本，都能使用。',
  },
  standard: { en: 'Standard', zh: '遵循标准' },
  standardNote: { en: 'and GB/T 37668-2019', zh: '及 GB/T 37668-2019' },
  checked: { en: 'Checked', zh: '检测方式' },
  checkedValue: { en: 'Every change', zh: '每次更新' },
  checkedNote: { en: 'each component and page by axe-core, in both languages', zh: '用 axe-core 检测每个组件和页面的中英文版' },
  weight: { en: 'A page weighs at most', zh: '单页上限' },
  weightNote: { en: 'compressed, so it opens on a weak line', zh: '压缩后，弱网也能打开' },
  canDo: { en: 'What you can do', zh: '您可以' },
  larger: {
    en: 'Make text and buttons larger with “A+” at the top of each page. The choice stays on this device.',
    zh: '点击页面顶部的“A+”放大文字和按钮，设置会保存在本机。',
  },
  keyboard: {
    en: 'Use everything with the keyboard. Tab moves on, and a dark ring shows where you are.',
    zh: '全部功能均可用键盘操作：按 Tab 键移动，深色边框表示当前位置。',
  },
  reader: {
    en: 'Listen with a screen reader. Pictures of data say their finding and come with a table.',
    zh: '用读屏软件收听。数据图会读出结论，并附数据表。',
  },
  scripts: { en: 'Switch scripts off. Every page and form still works.', zh: '关闭脚本，所有页面和表单仍可使用。' },
  dark: {
    en: 'Choose light or dark at the foot of the page, or let your device decide.',
    zh: '在页面底部选择浅色或深色，或跟随设备设置。',
  },
  language: {
    en: 'Read everything in Chinese or English. Forms, errors and letters too.',
    zh: '全部内容均有中英文版，包括表单、提示和文书。',
  },
  zoom: { en: 'Zoom to 400 per cent. Nothing scrolls sideways but wide tables.', zh: '放大至 400%，除宽表格外无需左右滚动。' },
  limits: { en: 'What does not work well yet', zh: '尚待改进之处' },
  limitMap: {
    en: 'Maps are drawings. The list beside each map carries the same places in words.',
    zh: '地图为图形。每幅地图旁的列表用文字列出相同地点。',
  },
  limitData: {
    en: 'Datasets keep the language of their source. Titles and field descriptions are given in both languages where the steward wrote them.',
    zh: '数据集保留来源语言；数据管理员提供双语标题和字段说明的，按双语展示。',
  },
  limitStaff: { en: 'The staff console needs a script.', zh: '工作人员控制台需要启用脚本。' },
  tell: { en: 'Tell us what stops you', zh: '遇到障碍请告诉我们' },
  tellText: {
    en: 'Call {phone}. Say which page and what you use. You will get an answer within {days} working days.',
    zh: '请拨打 {phone}，说明遇到问题的页面和您使用的设备或软件，我们将在 {days} 个工作日内答复。',
  },
});
