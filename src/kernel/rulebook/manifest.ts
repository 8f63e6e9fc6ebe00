import { Type } from 'typebox';
import { calendarFile } from '../calendar/index.ts';
import { type Context, closed, defineModule, pageQuery, portalScreen } from '../core/index.ts';
import { Identifier, Version } from './engine/rule-set.ts';
import { rulePage, rulesPage } from './portal.ts';
import { ruleListFile } from './profile-rules.ts';
import { rulebookRoutes } from './routes.ts';
import { searchRules } from './search.ts';
import type { RulebookTables } from './tables.ts';

/** Published rules: kept, tried out, put in force by two persons, explained, and open to everybody. */
export const rulebookManifest = defineModule<RulebookTables>({
  name: 'rulebook',
  title: { en: 'Rules', zh: '规则' },
  purpose: 'Keep the rules that decide about enterprises and data, publish them with two signatures, and explain every result.',
  dependsOn: ['ledger'],
  migrations: new URL('./migrations/', import.meta.url),
  tables: {
    kernel_rule_set: { purpose: 'Identifiers of rule sets', personal: [], retentionDays: 'forever' },
    kernel_rule_set_version: {
      purpose: 'Versions of rule sets with who wrote, proposed and approved them',
      personal: [],
      retentionDays: 'forever',
    },
    kernel_rule_population: {
      purpose: 'Inputs of the subjects of a rule set, for what-ifs; public identifiers only',
      personal: [],
      retentionDays: 'forever',
    },
  },
  profiles: [ruleListFile, calendarFile],
  permissions: {
    'rulebook:edit': { en: 'Write and try out rules', zh: '编写和推演规则' },
    'rulebook:publish': { en: 'Approve rules as the second person', zh: '作为第二人审批规则' },
  },
  routes: rulebookRoutes,
  portal: [
    portalScreen({
      path: '/rules',
      title: { en: 'Published rules', zh: '公开规则' },
      view: 'rulebook/rules',
      permission: 'public',
      menu: 40,
      query: closed(pageQuery),
      load: (context, { query }) => rulesPage(context, query),
    }),
    portalScreen({
      path: '/rules/:identifier',
      title: { en: 'Rule set', zh: '规则集' },
      view: 'rulebook/rule',
      permission: 'public',
      params: closed({ identifier: Identifier }),
      query: closed({ version: Type.Optional(Version) }),
      load: (context, { params, query }) => rulePage(context, params.identifier, query.version),
    }),
  ],
  console: [
    {
      path: '/rules',
      title: { en: 'Rules', zh: '规则' },
      view: 'rulebook/rules',
      permission: 'signed-in',
      menu: { order: 60, icon: 'rules' },
    },
    { path: '/rules/:identifier', title: { en: 'Rule set', zh: '规则集' }, view: 'rulebook/rule', permission: 'signed-in' },
  ],
  contributes: {
    doors: [
      {
        title: { en: 'Read the rules', zh: '查看规则' },
        text: { en: 'What decides about enterprises and data, in words and tables', zh: '以文字和表格公开企业与数据的判定规则' },
        href: '/rules',
        icon: 'rules',
        order: 50,
      },
    ],
    search: (context, query, face) => searchRules(context as unknown as Context<never>, query, face),
  },
});
