import { type Bilingual, requirePermission } from '#kernel';

import { type DatasetRow, readDataset } from './catalogue.ts';
import { dataErrors } from './errors.ts';
import { dataFacts } from './facts.ts';
import { note } from './history.ts';
import type { DataContext } from './tables.ts';

/** What stands between a dataset and the public. */
export async function obstacles(context: DataContext, dataset: DatasetRow): Promise<Bilingual[]> {
  const fields = await context.db
    .selectFrom('data_platform_field')
    .select('name')
    .where('dataset_id', '=', dataset.id)
    .where((where) => where.or([where('personal', '=', true), where('class', '<>', 'public')]))
    .execute();
  const current = await context.db
    .selectFrom('data_platform_version')
    .select('id')
    .where('dataset_id', '=', dataset.id)
    .where('state', '=', 'current')
    .executeTakeFirst();
  const found: (Bilingual | false)[] = [
    dataset.open_class !== 'public' && { en: 'its open class is not public', zh: '开放属性不是“无条件开放”' },
    fields.length > 0 && {
      en: `these fields are personal or not public: ${fields.map(({ name }) => name).join(', ')}`,
      zh: `以下数据项含个人信息或未开放：${fields.map(({ name }) => name).join('、')}`,
    },
    !current && { en: 'nothing has been loaded', zh: '尚无入库数据' },
    dataset.licence === 'INTERNAL' && { en: 'it has no open licence', zh: '未选择开放许可' },
    dataset.state === 'retired' && { en: 'it is retired', zh: '已停用' },
  ];
  return found.filter((reason) => reason !== false);
}

/**
 * Opens a dataset to the public: catalogue, pages, query interface and downloads of its current version and all later ones.
 * @throws data-platform.notOpen with every reason
 */
export async function openToPublic(context: DataContext, key: string): Promise<DatasetRow> {
  requirePermission(context.actor, 'data:publish');
  const dataset = await readDataset(context, key);
  const reasons = await obstacles(context, dataset);
  if (reasons.length > 0) {
    throw dataErrors.notOpen({ reasons: reasons.map(({ en }) => en).join('; '), reasonsZh: reasons.map(({ zh }) => zh).join('；') });
  }
  return change(context, dataset, context.now, 'opened');
}

/** Takes a dataset back from the public; what was downloaded cannot be called back, so the ledger keeps that it was open. */
export async function closeToPublic(context: DataContext, key: string, reason: string): Promise<DatasetRow> {
  requirePermission(context.actor, 'data:publish');
  return change(context, await readDataset(context, key), null, 'closed', { reason });
}

async function change(
  context: DataContext,
  { id }: DatasetRow,
  at: Date | null,
  act: 'opened' | 'closed',
  details = {},
): Promise<DatasetRow> {
  const row = await context.db
    .updateTable('data_platform_dataset')
    .set({ published_at: at })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await note(context, id, act, details);
  return row;
}

/** How old the current version is against the promised frequency. */
export function freshness(
  context: DataContext,
  frequency: string,
  loadedAt: Date | null,
): { state: 'fresh' | 'late' | 'none'; dueInDays: number | null } {
  const days = context.profile(dataFacts).frequencies[frequency]?.days ?? null;
  if (!loadedAt) return { state: 'none', dueInDays: null };
  if (days === null) return { state: 'fresh', dueInDays: null };
  const age = (context.now.getTime() - loadedAt.getTime()) / 86_400_000;
  return { state: age > days ? 'late' : 'fresh', dueInDays: Math.round((days - age) * 10) / 10 };
}
