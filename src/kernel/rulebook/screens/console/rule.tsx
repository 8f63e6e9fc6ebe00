import { useEffect, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';

import { Button, Columns, Loaded, PageHeader, Section, useAct, useApi, useFormat, useLanguage, useMay, useSay, useTexts } from '#ui';

import type { SampledReport, VersionView } from '../../schema.ts';
import { Bounds } from './bounds.tsx';
import { DecisionTable } from './decision-table.tsx';
import { boundsOf, cellKey, type Edits, type JdmFile, nextVersion, withEdits } from './edits.ts';
import { Publication } from './publication.tsx';
import './rulebook.css';
import { Reads, Versions } from './reads.tsx';
import { StatePill } from './state-pill.tsx';
import { consoleTexts } from './texts.ts';
import { WhatIf } from './what-if.tsx';

/** Dragging sends one question a moment, not one a pixel. */
const PAUSE_MS = 120;

/** One rule set: its table to read and try out, what would change, and the way to publication. */
export default function Rule() {
  const { identifier = '' } = useParams();
  const [query] = useSearchParams();
  const version = query.get('version');
  const reading = useApi<VersionView>(
    `/api/rulebook/sets/${encodeURIComponent(identifier)}${version ? `/${encodeURIComponent(version)}` : ''}`,
  );
  return (
    <div className="page">
      <Loaded reading={reading}>
        {(view) => <Shown key={`${view.ruleSet.identifier} ${view.ruleSet.version} ${view.revision}`} view={view} etag={reading.etag} />}
      </Loaded>
    </div>
  );
}

function Shown({ view, etag }: { readonly view: VersionView; readonly etag: string | null }) {
  const { ruleSet: set } = view;
  const mayEdit = useMay('rulebook:edit');
  const [edits, setEdits] = useState<Edits>({});
  const [groupBy, setGroupBy] = useState('');
  const [selected, setSelected] = useState(firstWithNumbers(set));
  const { file, report, problem } = useWhatIf(view, edits, groupBy, mayEdit);
  const onEdit = (row: string, field: string, cell: string) => setEdits((old) => ({ ...old, [cellKey(row, field)]: cell }));
  const row = set.rows.find(({ id }) => id === selected);
  return (
    <>
      <Header view={view} etag={etag} file={file} edits={edits} onDiscard={() => setEdits({})} />
      <Columns
        main={
          <>
            <TableCard view={view}>
              <DecisionTable
                set={set}
                edits={edits}
                onEdit={mayEdit && file ? onEdit : null}
                report={report}
                selected={selected}
                onSelect={setSelected}
              />
            </TableCard>
            {row && <Reads set={set} row={row} />}
            {view.people && <Publication view={view} />}
            <Versions view={view} />
          </>
        }
        side={
          mayEdit && (
            <>
              {row && file && <Bounds set={set} row={row} edits={edits} onEdit={onEdit} />}
              <WhatIf
                set={set}
                report={report}
                problem={problem}
                groupBy={groupBy}
                groups={report?.groupable ?? []}
                onGroupBy={setGroupBy}
              />
            </>
          )
        }
      />
    </>
  );
}

/** The row to begin with: one that a slider can move. */
function firstWithNumbers({ rows }: VersionView['ruleSet']): string {
  const row = rows.find(({ cells }) => Object.values(cells).some((cell) => boundsOf(cell).length > 0));
  return row?.id ?? rows[0]?.id ?? '';
}

function TableCard({ view: { ruleSet }, children }: { readonly view: VersionView; readonly children: React.ReactNode }) {
  const t = useTexts(consoleTexts);
  const mayEdit = useMay('rulebook:edit');
  return (
    <Section title={t('table')} note={t(ruleSet.hitPolicy)} aside={mayEdit && <span className="small ink2">{t('tryHint')}</span>} flush>
      {children}
    </Section>
  );
}

/** Asks again whenever a cell or the grouping changes, after a short pause. */
function useWhatIf({ ruleSet }: VersionView, edits: Edits, groupBy: string, enabled: boolean) {
  const { identifier, version, state } = ruleSet;
  // Changes to what is published are compared with it as it stands; a draft with the version it would follow.
  const against = state === 'published' || state === 'retired' ? { against: version } : {};
  const file = useApi<JdmFile>(enabled ? '/api/rulebook/export.jdm.json' : null, { query: { identifier, version } }).data;
  const [report, setReport] = useState<SampledReport>();
  const { run, problem } = useAct<object, SampledReport>({
    change: (body) => ({ path: '/api/rulebook/what-if', body }),
    problems: 'inline',
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `run` is new with every drawing
  useEffect(() => {
    if (!file) return;
    let wanted = true;
    const ask = async () => {
      const answer = await run({ file: withEdits(file, edits), ...against, ...(groupBy && { groupBy }) });
      if (wanted && answer) setReport(answer);
    };
    const pause = setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      wanted = false;
      clearTimeout(pause);
    };
  }, [file, edits, groupBy]);
  return { file, report, problem };
}

interface HeaderProps {
  readonly view: VersionView;
  readonly etag: string | null;
  readonly file: JdmFile | undefined;
  readonly edits: Edits;
  readonly onDiscard: () => void;
}

function Header({ view, etag, file, edits, onDiscard }: HeaderProps) {
  const t = useTexts(consoleTexts);
  const say = useSay();
  const language = useLanguage();
  const { day } = useFormat();
  const { ruleSet: set, endsOn } = view;
  const other = set.title[language === 'zh' ? 'en' : 'zh'];
  return (
    <PageHeader
      title={say(set.title)}
      otherTitle={other}
      crumbs={[{ title: t('title'), to: '/rules' }, { title: set.identifier }]}
      facts={
        <>
          <StatePill state={set.state} />
          <span>{set.version}</span>
          <span>{t('from', { day: day(set.validFrom) })}</span>
          {endsOn && <span>{t('until', { day: day(endsOn) })}</span>}
          <span>{t('notice', { count: set.noticePeriod })}</span>
          <a href={`/rules/${set.identifier}?version=${set.version}`}>{t('publicPage')}</a>
          <a href={`/api/rulebook/export.jdm.json?identifier=${set.identifier}&version=${set.version}`} download>
            {t('export')}
          </a>
        </>
      }
    >
      {Object.keys(edits).length > 0 && <Button onClick={onDiscard}>{t('discard')}</Button>}
      {file && <Save view={view} etag={etag} file={file} edits={edits} />}
    </PageHeader>
  );
}

/** A draft is saved in place; changes to anything else become the draft of a new version. */
function Save({ view: { ruleSet, versions }, etag, file, edits }: Omit<HeaderProps, 'onDiscard'> & { readonly file: JdmFile }) {
  const t = useTexts(consoleTexts);
  const go = useNavigate();
  const inPlace = ruleSet.state === 'draft';
  const version = inPlace ? ruleSet.version : nextVersion(versions.map((each) => each.version));
  const { identifier } = ruleSet;
  const save = useAct<JdmFile, VersionView>({
    change: (body) =>
      inPlace
        ? { method: 'PUT', path: `/api/rulebook/sets/${identifier}/${version}`, body, ...(etag && { ifMatch: etag }) }
        : { path: '/api/rulebook/sets', body },
    touches: ['/api/rulebook'],
    done: t('saved'),
  });
  const run = async () => {
    const kept = await save.run(
      withEdits(file, edits, { version, state: 'draft', ...(!inPlace && { validFrom: laterDay(ruleSet.validFrom) }) }),
    );
    if (kept) void go(`/rules/${identifier}?version=${version}`);
  };
  return (
    <Button
      kind="primary"
      busy={save.busy}
      refusal={Object.keys(edits).length === 0 ? t('nothingChanged') : null}
      onClick={() => void run()}
    >
      {inPlace ? t('save') : t('newVersion', { version })}
    </Button>
  );
}

const MONTH_MS = 31 * 86_400_000;

/** A month ahead, and after the version that gives way; the steward can set another day in the file. */
function laterDay(validFrom: string): string {
  return new Date(Math.max(Date.now(), Date.parse(validFrom)) + MONTH_MS).toISOString().slice(0, 10);
}
