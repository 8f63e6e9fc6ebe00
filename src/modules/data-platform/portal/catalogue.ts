import type { Static } from 'typebox';

import { type Bilingual, departmentName, departmentsFile } from '#kernel';

import type { CatalogueQuery } from '../catalogue.ts';
import { dataFacts } from '../facts.ts';
import { summaries } from '../read-model.ts';
import type { DatasetSummary } from '../shapes.ts';
import type { DataContext } from '../tables.ts';

/** A choice to narrow the list by, with how many datasets it leaves. */
export interface Facet {
  readonly key: string;
  readonly title: Bilingual;
  readonly count: number;
}

/** The public catalogue. */
export interface CataloguePage {
  readonly query: CatalogueQuery;
  readonly items: readonly (Static<typeof DatasetSummary> & { readonly departmentName: Bilingual; readonly themeTitle: Bilingual })[];
  readonly next: string | null;
  /** Open datasets in all. */
  readonly total: number;
  readonly themes: readonly Facet[];
  readonly departments: readonly Facet[];
  /** Address of this list as CSV of the interface, and of the whole catalogue for machines. */
  readonly machines: readonly { readonly format: string; readonly href: string }[];
}

const PAGE = 20;

/** What the public sees of the catalogue: open datasets, searched in both languages, by theme and department. */
export async function cataloguePage(context: DataContext, asked: CatalogueQuery): Promise<CataloguePage> {
  const query = { ...asked, open: true, state: 'active' as const };
  const { items, next } = await summaries(context, { ...query, limit: PAGE });
  const { themes } = context.profile(dataFacts);
  const departments = context.profile(departmentsFile);
  const counts = await countOpen(context);
  const facet = (column: 'theme' | 'department', titleOf: (key: string) => Bilingual): Facet[] => {
    const sums = new Map<string, number>();
    for (const row of counts) sums.set(row[column], (sums.get(row[column]) ?? 0) + row.count);
    return [...sums]
      .map(([key, count]) => ({ key, title: titleOf(key), count }))
      .sort((a, b) => b.count - a.count || a.key.localeCompare(b.key));
  };
  const themeTitle = (key: string) => themes[key]?.title ?? { en: key, zh: key };
  return {
    query: asked,
    items: items.map((item) => ({
      ...item,
      departmentName: departmentName(departments, item.department),
      themeTitle: themeTitle(item.theme),
    })),
    next,
    total: counts.reduce((sum, { count }) => sum + count, 0),
    themes: facet('theme', themeTitle),
    departments: facet('department', (key) => departmentName(departments, key)),
    machines: MACHINES,
  };
}

const MACHINES = [
  { format: 'DCAT-AP (Turtle)', href: '/data/catalog.ttl' },
  { format: 'DCAT-AP (JSON-LD)', href: '/data/catalog.jsonld' },
  { format: 'JSON API', href: '/api/data/datasets' },
];

async function countOpen(context: DataContext): Promise<{ theme: string; department: string; count: number }[]> {
  const rows = await context.db
    .selectFrom('data_platform_dataset')
    .select(({ fn }) => ['theme', 'department', fn.countAll<string>().as('count')])
    .where('published_at', 'is not', null)
    .where('state', '=', 'active')
    .groupBy(['theme', 'department'])
    .execute();
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}
