import { Link } from 'react-router';

import { Button, Section, useFormat, useSay, useTexts } from '#ui';

import type { DispatchActs } from './acts.ts';
import type { BoardView, ChoiceView, Item } from './data.ts';
import { dispatchTexts } from './texts.ts';

interface WhyProps {
  readonly item: Item;
  readonly board: BoardView;
  readonly acts: DispatchActs;
}

/** Why a team is suggested: the cost in its parts, what else was possible, and who could not. */
export function Why({ item, board, acts }: WhyProps) {
  const t = useTexts(dispatchTexts);
  const { weights } = board;
  return (
    <div className="why-side">
      <Section
        title={t(item.chosen.parts ? 'why' : 'whyOpen')}
        aside={
          <Link to={`/cases/${item.code}`} className="small">
            {t('open')}
          </Link>
        }
      >
        <div className="stack tight">
          <p>
            <b>{item.title}</b>
            {item.caseTitle !== item.title && <span className="ink2 small"> · {item.caseTitle}</span>}
          </p>
          {item.chosen.parts ? <Parts choice={item.chosen} board={board} /> : <WhyOpen item={item} />}
          {!item.located && <p className="small ink2">{t('noPlace')}</p>}
          <p className="tiny ink2">{t('unit', { lateness: weights.lateness, load: weights.load })}</p>
        </div>
      </Section>
      <Section title={t('losing')}>
        <Losing item={item} board={board} acts={acts} />
      </Section>
    </div>
  );
}

const PARTS = ['travel', 'lateness', 'load'] as const;

function Parts({ choice: { parts, cost, teamId }, board }: { readonly choice: ChoiceView; readonly board: BoardView }) {
  const t = useTexts(dispatchTexts);
  const say = useSay();
  const { number } = useFormat();
  const name = board.teams.find(({ id }) => id === teamId)?.name;
  const most = Math.max(cost, 1);
  return (
    <table className="cost-parts">
      {name && <caption>{say(name)}</caption>}
      <tbody>
        {PARTS.map((part) => (
          <tr key={part}>
            <th scope="row">{t(part)}</th>
            <td className="cost-bar" aria-hidden>
              <meter min={0} max={most} value={parts?.[part] ?? 0} />
            </td>
            <td className="num">{t('minutes', { value: number(parts?.[part] ?? 0, 1) })}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('total')}</th>
          <td />
          <td className="num b">{t('minutes', { value: number(cost, 1) })}</td>
        </tr>
      </tfoot>
    </table>
  );
}

function WhyOpen({ item }: { readonly item: Item }) {
  const t = useTexts(dispatchTexts);
  const { number } = useFormat();
  const possible = item.losing.length > 0;
  return (
    <p>
      {possible ? t('openWhy', { open: number(item.chosen.cost) }) : t('nobody')}
      {!possible && <Obstacles item={item} />}
    </p>
  );
}

function Obstacles({ item: { obstacles } }: { readonly item: Item }) {
  const t = useTexts(dispatchTexts);
  const { list } = useFormat();
  const said = (['shift', 'skill', 'vehicle', 'full'] as const).flatMap((key) =>
    obstacles[key] > 0 ? [t(key, { count: obstacles[key] })] : [],
  );
  return <span>{list(said)}</span>;
}

function Losing({ item, board, acts }: WhyProps) {
  const t = useTexts(dispatchTexts);
  const { obstacles } = item;
  return (
    <div className="stack tight">
      {item.losing.length === 0 && <p className="ink2">{t('noOther')}</p>}
      <ol className="losing">
        {item.losing.map((choice, index) => (
          <Other key={choice.teamId ?? 'open'} item={item} choice={choice} number={index + 1} board={board} acts={acts} />
        ))}
      </ol>
      {item.losing.length > 0 && obstacles.shift + obstacles.skill + obstacles.vehicle + obstacles.full > 0 && (
        <p className="tiny ink2">
          {t('could')}: <Obstacles item={item} />
        </p>
      )}
    </div>
  );
}

interface OtherProps extends WhyProps {
  readonly choice: Item['losing'][number];
  readonly number: number;
}

function Other({ item, choice, number: place, board, acts }: OtherProps) {
  const t = useTexts(dispatchTexts);
  const say = useSay();
  const { number } = useFormat();
  const team = say(board.teams.find(({ id }) => id === choice.teamId)?.name ?? { en: '…', zh: '…' });
  const added = number(choice.added, 1);
  const sentence =
    choice.teamId === null ? t('insteadOpen', { added }) : choice.added === 0 ? t('insteadSame', { team }) : t('instead', { team, added });
  return (
    <li>
      <p>
        {sentence}
        {choice.moved > 0 && t('moved', { count: choice.moved })}
        {say({ en: '.', zh: '。' })}
      </p>
      {choice.teamId !== null && item.state === 'waiting' && (
        <Button size="sm" shortcut={String(place)} busy={acts.busy} onClick={() => void acts.confirm(item, choice.teamId as string)}>
          {t('choose', { team })}
        </Button>
      )}
    </li>
  );
}
