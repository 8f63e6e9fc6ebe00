import { Type } from 'typebox';

import { type AnyModule, closed, Day, defineModule, portalScreen, workRoute } from '../core/index.ts';
import { homeOf } from './home.ts';
import { exportReads, MyDataQuery, readsAbout } from './my-data.ts';
import { portalProfile } from './profile.ts';
import { registerPage } from './register.ts';
import { findAll, findPages } from './search.ts';
import { titles } from './titles.ts';

/**
 * The shell's own pages, made from what the modules bring.
 * @param modules all modules of the platform, this one among them; asked when a page is
 */
export function portalManifest(modules: () => readonly AnyModule[]): AnyModule {
  return defineModule<Record<never, never>>({
    name: 'portal',
    title: { en: 'Portal', zh: '门户' },
    purpose: 'One door to the district for everybody: home, search, and who read my data.',
    dependsOn: ['core', 'policy'],
    migrations: null,
    tables: {},
    profiles: [portalProfile],
    routes: [exportRoute],
    portal: pagesOf(modules),
    contributes: {
      doors: [{ ...titles.myData, href: '/my-data', icon: 'person', order: 90 }],
      search: async (_context, query, face) => (face === 'portal' ? findPages(Object.values(titles), query) : []),
    },
  });
}

function pagesOf(modules: () => readonly AnyModule[]) {
  return [
    portalScreen({
      path: '/',
      title: { en: 'Home', zh: '首页' },
      view: 'portal/home',
      permission: 'public',
      load: homeOf(modules),
    }),
    portalScreen({
      path: '/search',
      title: { en: 'Search', zh: '搜索' },
      view: 'portal/search',
      permission: 'public',
      query: closed({ q: Type.Optional(Type.String({ maxLength: 200 })) }),
      load: (context, { query }) => findAll(modules(), context, query.q ?? ''),
    }),
    portalScreen({
      path: '/my-data',
      title: titles.myData.title,
      view: 'portal/my-data',
      permission: 'signed-in',
      query: MyDataQuery,
      load: (context, { query }) => readsAbout(context, query),
    }),
    portalScreen({
      path: '/privacy',
      title: titles.privacy.title,
      view: 'portal/privacy',
      permission: 'public',
      load: async ({ profile }) => registerPage(modules(), profile),
    }),
    portalScreen({ path: '/about', title: titles.about.title, view: 'portal/about', permission: 'public', load: async () => ({}) }),
    portalScreen({
      path: '/accessibility',
      title: titles.accessibility.title,
      view: 'portal/accessibility',
      permission: 'public',
      load: async ({ profile }) => profile(portalProfile).contact,
    }),
    portalScreen({
      path: '/examples',
      title: { en: 'Components', zh: '组件示例' },
      view: 'portal/examples',
      permission: 'public',
      load: async () => ({}),
    }),
  ];
}

const exportRoute = workRoute({
  method: 'GET',
  path: '/my-data.csv',
  summary: 'Who read the signed-in person’s data, as CSV',
  permission: 'signed-in',
  query: closed({
    from: Type.Optional(Day),
    to: Type.Optional(Day),
    language: Type.Optional(Type.Union([Type.Literal('en'), Type.Literal('zh')])),
  }),
  reply: 'file',
  work: (work, { query }) => work.transaction((context) => exportReads(context, query)),
});
