import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';

import {
  Button,
  Columns,
  type KeySpec,
  Loaded,
  PageHeader,
  Section,
  StatePanel,
  toast,
  useApi,
  useFormat,
  useKeys,
  useLanguage,
  useSay,
  useTexts,
} from '#ui';

import { useDepartmentName } from './cases/terms.ts';
import './dispatch/dispatch.css';
import { useDispatchActs } from './dispatch/acts.ts';
import type { BoardView, Item, Suggested } from './dispatch/data.ts';
import { Queue } from './dispatch/queue.tsx';
import { TeamBoard } from './dispatch/team-board.tsx';
import { dispatchTexts } from './dispatch/texts.ts';
import { Why } from './dispatch/why.tsx';

/** Who does which waiting task: suggestions with their reasons, and a person who confirms. */
export default function Dispatch() {
  const [params, setParams] = useSearchParams();
  const department = params.get('department') ?? '';
  const query = department ? { department } : {};
  const topics = [department ? `operations.dispatch:${department}` : 'operations.dispatch'];
  const board = useApi<BoardView>('/api/dispatch/board', { query, topics });
  const latest = useApi<{ suggestion: Suggested | null }>('/api/dispatch/suggestions', { query, topics });
  return (
    <div className="page">
      <Loaded reading={board}>
        {(shown) => (
          <Shown
            board={shown}
            suggestion={latest.data?.suggestion ?? null}
            department={department}
            onDepartment={(next) => setParams(next ? { department: next } : {}, { replace: true })}
          />
        )}
      </Loaded>
    </div>
  );
}

interface ShownProps {
  readonly board: BoardView;
  readonly suggestion: Suggested | null;
  readonly department: string;
  readonly onDepartment: (department: string) => void;
}

function Shown({ board, suggestion, department, onDepartment }: ShownProps) {
  const t = useTexts(dispatchTexts);
  const { moment, number } = useFormat();
  const acts = useDispatchActs(suggestion, board, department);
  const [chosenId, choose] = useState<string | null>(null);
  const waiting = suggestion?.items.filter(({ state }) => state === 'waiting') ?? [];
  const chosen = suggestion?.items.find(({ taskId }) => taskId === chosenId) ?? waiting[0] ?? null;
  const ready = waiting.filter((item) => item.chosen.teamId !== null);
  useDispatchKeys({ items: suggestion?.items ?? [], chosen, choose, acts, all: ready });
  return (
    <>
      <PageHeader
        title={t('title')}
        facts={
          <>
            <span>
              {t('facts', {
                waiting: waiting.length,
                teams: board.teams.length,
                onDuty: board.teams.filter(({ onDuty }) => onDuty).length,
              })}
            </span>
            {suggestion && (
              <span>
                {t('madeAt', { when: moment(new Date(suggestion.madeAt)) })} · {t('took', { ms: number(Math.round(suggestion.tookMs)) })} ·{' '}
                {t('version', { version: suggestion.weights })}
              </span>
            )}
          </>
        }
      >
        <Button to="/aid">{t('aid')}</Button>
        <DepartmentPick value={department} teams={board.teams} onChange={onDepartment} />
        <Button kind={suggestion ? 'plain' : 'primary'} shortcut="R" busy={acts.busy} onClick={() => void acts.suggest()}>
          {t(suggestion ? 'again' : 'first')}
        </Button>
        {ready.length > 1 && (
          <Button kind="primary" shortcut="A" busy={acts.busy} onClick={() => void acts.confirmAll(ready)}>
            {t('confirmAll', { count: ready.length })}
          </Button>
        )}
      </PageHeader>
      <div className="stack">
        {suggestion === null || suggestion.items.length === 0 ? (
          <Section>
            <StatePanel kind="empty" title={t(suggestion ? 'empty' : 'none')}>
              {t(suggestion ? 'emptyText' : 'noneText')}
            </StatePanel>
          </Section>
        ) : (
          <Columns
            main={<Queue suggestion={suggestion} board={board} chosen={chosen} onChoose={choose} acts={acts} />}
            side={chosen && <Why item={chosen} board={board} acts={acts} />}
          />
        )}
        <TeamBoard board={board} waiting={waiting} marked={chosen?.chosen.teamId ?? null} />
      </div>
    </>
  );
}

function DepartmentPick({ value, teams, onChange }: { value: string; teams: BoardView['teams']; onChange: (department: string) => void }) {
  const t = useTexts(dispatchTexts);
  const nameOf = useDepartmentName();
  const [seen] = useState(() => new Set<string>());
  for (const team of teams) seen.add(team.department);
  if (value) seen.add(value);
  return (
    <select className="input department-pick" aria-label={t('department')} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{t('all')}</option>
      {[...seen].sort().map((key) => (
        <option key={key} value={key}>
          {nameOf(key)}
        </option>
      ))}
    </select>
  );
}

interface Keyed {
  readonly items: readonly Item[];
  readonly chosen: Item | null;
  readonly choose: (taskId: string) => void;
  readonly acts: ReturnType<typeof useDispatchActs>;
  readonly all: readonly Item[];
}

function useDispatchKeys({ items, chosen, choose, acts, all }: Keyed): void {
  const t = useTexts(dispatchTexts);
  const say = useSay();
  const language = useLanguage();
  const specs = useMemo((): KeySpec[] => {
    const step = (by: number) => () => {
      const at = items.findIndex(({ taskId }) => taskId === chosen?.taskId);
      const next = items[Math.min(items.length - 1, Math.max(0, at + by))];
      if (next) choose(next.taskId);
    };
    const other = (index: number) => () => {
      const teamId = chosen?.losing[index]?.teamId;
      if (chosen?.state === 'waiting' && teamId) void acts.confirm(chosen, teamId);
      else toast.done(say(dispatchTexts.table.noOther), language);
    };
    const take = () => {
      if (chosen?.state === 'waiting' && chosen.chosen.teamId) void acts.confirm(chosen, chosen.chosen.teamId);
    };
    return [
      { keys: 'j', title: t('keyNext'), run: step(1) },
      { keys: 'k', title: t('keyPrevious'), run: step(-1) },
      { keys: 'c', title: t('confirm'), run: take },
      { keys: '1', title: t('keyOther', { number: 1 }), run: other(0) },
      { keys: '2', title: t('keyOther', { number: 2 }), run: other(1) },
      { keys: 'a', title: t('confirmAll', { count: all.length }), run: () => void acts.confirmAll(all) },
      { keys: 'r', title: t('again'), run: () => void acts.suggest() },
    ];
  }, [items, chosen, choose, acts, all, t, say, language]);
  useKeys(specs);
}
