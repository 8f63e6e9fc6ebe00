import { useSearchParams } from 'react-router';

import type { Bilingual } from '#kernel';
import { defineTexts } from '#kernel/i18n';
import { FilterBar, type FilterSpec, Help, Loaded, PageHeader, Pill, Section, StatePanel, useApi, useSay, useTexts } from '#ui';

const texts = defineTexts({
  title: { en: 'Who may do what', zh: '权限矩阵' },
  facts: {
    en: 'Made from what modules declare and what the profile grants. A change is a change of the published profile.',
    zh: '由各模块声明的权限与配置文件授予的角色自动生成；调整须修改公开的配置文件。',
  },
  permission: { en: 'Permission', zh: '权限' },
  usedBy: { en: 'Asked for by', zh: '使用位置' },
  module: { en: 'Module', zh: '模块' },
  role: { en: 'Role', zh: '角色' },
  search: { en: 'Words', zh: '关键词' },
  any: { en: 'all', zh: '全部' },
  department: { en: 'department', zh: '本部门' },
  own: { en: 'own', zh: '本人' },
  none: { en: 'no', zh: '无' },
  reach: { en: 'How far a role reaches', zh: '权限范围' },
  reachText: {
    en: 'All: every record of the district. Department: records of one’s own department. Own: records that are about or by oneself.',
    zh: '全部：全区所有记录；本部门：本部门的记录；本人：本人的或由本人创建的记录。',
  },
  places: { en: { one: '{count} place', other: '{count} places' }, zh: '{count} 处' },
  inside: { en: 'checked within an act', zh: '在操作中校验' },
  nothing: { en: 'No permission passes these filters', zh: '没有符合条件的权限' },
  count: { en: { one: '{count} permission', other: '{count} permissions' }, zh: '{count} 项权限' },
});

type Reach = 'any' | 'department' | 'own';

interface MatrixRow {
  readonly module: string;
  readonly permission: string;
  readonly title: Bilingual;
  readonly usedBy: readonly string[];
  readonly roles: Readonly<Record<string, Reach>>;
}

interface Matrix {
  readonly roles: readonly { readonly key: string; readonly title: Bilingual }[];
  readonly rows: readonly MatrixRow[];
}

const { module: moduleTitle, role: roleTitle, search: searchTitle } = texts.table;

/** The permission matrix: every permission, which role holds it how far, and where it is asked for. */
export default function PermissionMatrix() {
  const t = useTexts(texts);
  const reading = useApi<Matrix>('/api/policy/matrix', { freshSeconds: 300 });
  return (
    <div className="page">
      <PageHeader title={t('title')} facts={t('facts')}>
        <Help title={t('reach')}>{t('reachText')}</Help>
      </PageHeader>
      <Loaded reading={reading}>{(matrix) => <Filtered matrix={matrix} />}</Loaded>
    </div>
  );
}

function Filtered({ matrix }: { readonly matrix: Matrix }) {
  const [search, setSearch] = useSearchParams();
  const filters = filtersOf(matrix);
  const values = Object.fromEntries(filters.map(({ key }) => [key, search.get(key) ?? '']).filter(([, value]) => value !== ''));
  const change = (changes: Readonly<Record<string, string>>) => {
    const next = new URLSearchParams(search);
    for (const [key, value] of Object.entries(changes)) value === '' ? next.delete(key) : next.set(key, value);
    setSearch(next, { replace: true });
  };
  const clear = () => change(Object.fromEntries(filters.map(({ key }) => [key, ''])));
  const rows = matrix.rows.filter((row) => passes(row, values));
  const roles = matrix.roles.filter(({ key }) => !values['role'] || values['role'] === key);
  return (
    <>
      <FilterBar filters={filters} values={values} onChange={(key, value) => change({ [key]: value })} onClear={clear} />
      <Grid roles={roles} rows={rows} />
    </>
  );
}

function Grid({ roles, rows }: Matrix) {
  const t = useTexts(texts);
  const say = useSay();
  return (
    <Section title={t('count', { count: rows.length })} flush>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must scroll by keyboard too (WCAG 2.1.1) */}
      <section className="scroll-x" aria-label={t('title')} tabIndex={0}>
        <table className="grid-t sticky-first">
          <thead>
            <tr>
              <th scope="col">{t('permission')}</th>
              {roles.map(({ key, title }) => (
                <th key={key} scope="col">
                  {say(title)}
                </th>
              ))}
              <th scope="col">{t('usedBy')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.permission}>
                <th scope="row">
                  <b>{say(row.title)}</b>
                  <br />
                  <code className="tiny">{row.permission}</code>
                </th>
                {roles.map(({ key }) => (
                  <td key={key}>
                    <ReachMark reach={row.roles[key]} />
                  </td>
                ))}
                <td className="tiny ink2">
                  <UsedBy places={row.usedBy} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length === 0 && <StatePanel kind="empty" title={t('nothing')} />}
      </section>
    </Section>
  );
}

/** Where a permission is asked for: one place at once, more on request. */
function UsedBy({ places }: { readonly places: readonly string[] }) {
  const t = useTexts(texts);
  if (places.length < 2) return places[0] ?? t('inside');
  return (
    <details>
      <summary>{t('places', { count: places.length })}</summary>
      {places.map((place) => (
        <div key={place}>{place}</div>
      ))}
    </details>
  );
}

function ReachMark({ reach }: { readonly reach: Reach | undefined }) {
  const t = useTexts(texts);
  if (!reach) return <span className="ink3 tiny">{t('none')}</span>;
  return <Pill tone={reach === 'any' ? 'good' : 'working'}>{t(reach)}</Pill>;
}

function passes({ module, permission, title, roles }: MatrixRow, values: Readonly<Record<string, string>>): boolean {
  const words = (values['q'] ?? '').toLowerCase();
  const rightModule = !values['module'] || values['module'] === module;
  const rightRole = !values['role'] || values['role'] in roles;
  return rightModule && rightRole && `${permission} ${title.en} ${title.zh}`.toLowerCase().includes(words);
}

function filtersOf({ roles, rows }: Matrix): FilterSpec[] {
  const modules = [...new Set(rows.map(({ module }) => module))].sort();
  return [
    { key: 'q', title: searchTitle, kind: 'text' },
    { key: 'module', title: moduleTitle, kind: 'choice', options: modules.map((value) => ({ value, title: { en: value, zh: value } })) },
    { key: 'role', title: roleTitle, kind: 'choice', options: roles.map(({ key, title }) => ({ value: key, title })) },
  ];
}
