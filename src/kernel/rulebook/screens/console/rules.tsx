import { type ChangeEvent, useMemo, useRef } from 'react';
import { useNavigate } from 'react-router';

import {
  Button,
  type Column,
  DataTable,
  type FilterSpec,
  PageHeader,
  toast,
  useAct,
  useFormat,
  useLanguage,
  useMay,
  useSay,
  useTexts,
} from '#ui';

import type { SetSummary, VersionView } from '../../schema.ts';
import { StatePill } from './state-pill.tsx';
import { consoleTexts } from './texts.ts';

const { search, state, draft, shadow, published, retired } = consoleTexts.table;

const FILTERS: readonly FilterSpec[] = [
  { key: 'q', title: search, kind: 'text' },
  {
    key: 'state',
    title: state,
    kind: 'choice',
    options: Object.entries({ draft, shadow, published, retired }).map(([value, title]) => ({ value, title })),
  },
];

/** Every rule set this person may see, and the way to bring in another. */
export default function Rules() {
  const t = useTexts(consoleTexts);
  return (
    <div className="page">
      <PageHeader title={t('title')} facts={t('facts')}>
        <TakeIn />
      </PageHeader>
      <DataTable
        name="rules"
        title={t('title')}
        source="/api/rulebook/sets"
        columns={useColumns()}
        filters={FILTERS}
        rowKey={({ identifier }) => identifier}
        rowHref={({ identifier }) => `/rules/${identifier}`}
        empty={{ title: t('none'), text: t('noneText') }}
      />
    </div>
  );
}

function useColumns(): readonly Column<SetSummary>[] {
  const say = useSay();
  const { day } = useFormat();
  const { name, version, rows, validFrom, ends, identifier } = consoleTexts.table;
  return useMemo(
    () => [
      { key: 'title', title: name, cell: (set) => say(set.title) },
      { key: 'identifier', title: identifier, cell: (set) => <code>{set.identifier}</code> },
      { key: 'version', title: version, cell: (set) => set.version },
      { key: 'state', title: state, cell: (set) => <StatePill state={set.state} /> },
      { key: 'rows', title: rows, cell: (set) => set.rows, align: 'end' },
      { key: 'validFrom', title: validFrom, cell: (set) => day(set.validFrom) },
      { key: 'endsOn', title: ends, cell: (set) => set.endsOn && day(set.endsOn) },
    ],
    [say, day, name, version, rows, validFrom, ends, identifier],
  );
}

/** Reads a JDM file from this computer and keeps it as a draft; the server names every mistake in it. */
function TakeIn() {
  const t = useTexts(consoleTexts);
  const language = useLanguage();
  const may = useMay('rulebook:edit');
  const go = useNavigate();
  const picker = useRef<HTMLInputElement>(null);
  const create = useAct<unknown, VersionView>({
    change: (body) => ({ path: '/api/rulebook/sets', body }),
    touches: ['/api/rulebook'],
    done: t('takenIn'),
  });
  const take = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    if (!file) return;
    const content = await file
      .text()
      .then(JSON.parse)
      .catch(() => null);
    target.value = '';
    if (content === null) return toast.done(t('notJson'), language);
    const kept = await create.run(content);
    if (kept) void go(`/rules/${kept.ruleSet.identifier}?version=${kept.ruleSet.version}`);
  };
  return (
    <>
      <input ref={picker} type="file" accept=".json,application/json" hidden onChange={(event) => void take(event)} />
      <Button busy={create.busy} refusal={may ? null : t('mayNotEdit')} onClick={() => picker.current?.click()}>
        {t('takeIn')}
      </Button>
    </>
  );
}
