import { useEffect, useRef } from 'react';

import { AgeOf, Button, Pill, Section, useFormat, useSay, useTexts } from '#ui';

import { useDepartmentName } from '../cases/terms.ts';
import type { DispatchActs } from './acts.ts';
import { type BoardView, type Item, type Suggested, titleOf } from './data.ts';
import { dispatchTexts } from './texts.ts';

interface QueueProps {
  readonly suggestion: Suggested;
  readonly board: BoardView;
  readonly chosen: Item | null;
  readonly onChoose: (taskId: string) => void;
  readonly acts: DispatchActs;
}

/** Waiting tasks with the team suggested for each, the most urgent first. */
export function Queue({ suggestion, chosen, ...props }: QueueProps) {
  const t = useTexts(dispatchTexts);
  return (
    <Section title={t('waiting')} note={t('waitingNote')} flush>
      <div className="scroll-x dispatch-list">
        <table className="grid-t">
          <thead>
            <tr>
              <th>{t('task')}</th>
              <th>{t('team')}</th>
              <th className="num">{t('cost')}</th>
              <th aria-label={t('confirm')} />
            </tr>
          </thead>
          <tbody>
            {suggestion.items.map((item) => (
              <Line key={item.taskId} item={item} isChosen={item === chosen} {...props} />
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

type LineProps = Omit<QueueProps, 'suggestion' | 'chosen'> & { readonly item: Item; readonly isChosen: boolean };

function Line({ item, isChosen, board, onChoose, acts }: LineProps) {
  const t = useTexts(dispatchTexts);
  const say = useSay();
  const { number } = useFormat();
  const row = useRef<HTMLTableRowElement>(null);
  const nameOf = useDepartmentName();
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  const teamId = item.confirmed?.teamId ?? item.chosen.teamId;
  return (
    <tr ref={row} data-chosen={isChosen || undefined} aria-current={isChosen || undefined} onClick={() => onChoose(item.taskId)}>
      <th scope="row">
        <button type="button" className="plain-btn" onClick={() => onChoose(item.taskId)}>
          <b>{item.title}</b>
        </button>
        <span className="dispatch-meta">
          <code>{item.code}</code>
          {item.skill && <span>{say(titleOf(board.skills, item.skill))}</span>}
          <span>{nameOf(item.department)}</span>
          {item.dueAt && (
            <span>
              {t('due')} <AgeOf at={item.dueAt} />
            </span>
          )}
        </span>
      </th>
      <td>
        <TeamName board={board} id={teamId} />
        {item.state !== 'waiting' && <Pill tone={item.state === 'assigned' ? 'good' : 'todo'}>{t(item.state)}</Pill>}
      </td>
      <td className="num">{item.chosen.parts && number(item.chosen.cost, 1)}</td>
      <td className="line-act">
        {item.state === 'waiting' && item.chosen.teamId !== null && (
          <Button
            size="sm"
            kind={isChosen ? 'primary' : 'plain'}
            busy={acts.busy}
            {...(isChosen && { shortcut: 'C' })}
            onClick={() => void acts.confirm(item, item.chosen.teamId as string)}
          >
            {t('confirm')}
          </Button>
        )}
        {item.confirmed?.undoable && item.state === 'assigned' && (
          <Button size="sm" kind="quiet" busy={acts.busy} onClick={() => void acts.takeBack(item)}>
            {t('undo')}
          </Button>
        )}
      </td>
    </tr>
  );
}

function TeamName({ board, id }: { readonly board: BoardView; readonly id: string | null }) {
  const t = useTexts(dispatchTexts);
  const say = useSay();
  if (id === null) return <span className="ink2">{t('leaveOpen')}</span>;
  return <span className="b">{say(board.teams.find((team) => team.id === id)?.name ?? { en: '…', zh: '…' })} </span>;
}
