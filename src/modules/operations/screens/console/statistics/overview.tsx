import { Link } from 'react-router';

import { LineChart, Pill, Section, StatePanel, useFormat, useSay, useTexts } from '#ui';

import type { FiguresView } from './data.ts';
import { statisticsTexts } from './texts.ts';

interface Part {
  readonly figures: FiguresView;
}

/** What is open now, and what came and went; each figure leads to the cases behind it. */
export function Tiles({ figures: { open, flow, days } }: Part) {
  const t = useTexts(statisticsTexts);
  const share = flow.answers.of === 0 ? '–' : `${Math.floor((flow.answers.onTime * 1000) / flow.answers.of) / 10}%`;
  return (
    <div className="stat-tiles">
      <Tile title={t('openCases')} value={open.cases} to="/cases?state=open" />
      <Tile title={t('overdue')} value={open.overdue} to="/cases?state=open&due=overdue" late={open.overdue > 0} />
      <Tile title={t('soon')} value={open.soon} to="/cases?state=open&due=soon" />
      <Tile title={t('paused')} value={open.paused} to="/cases?state=open&due=paused" />
      <Tile title={t('disputed')} value={open.disputed} to="/cases?state=disputed" />
      <Tile title={t('appealed')} value={open.appealed} to="/cases?state=appealed" />
      <Tile title={t('opened')} value={flow.opened} note={t('days', { count: days })} />
      <Tile title={t('closed')} value={flow.closed} note={t('unconfirmed', { count: flow.unconfirmed })} />
      <Tile title={t('onTime')} value={share} note={t('of', { onTime: flow.answers.onTime, of: flow.answers.of })} />
    </div>
  );
}

interface TileProps {
  readonly title: string;
  readonly value: number | string;
  readonly note?: string;
  readonly to?: string;
  readonly late?: boolean;
}

function Tile({ title, value, note, to, late = false }: TileProps) {
  const { number } = useFormat();
  const inside = (
    <>
      <span className="ink2 small">{title}</span>
      <b>{typeof value === 'number' ? number(value) : value}</b>
      {note && <span className="ink2 tiny">{note}</span>}
    </>
  );
  const classes = late ? 'stat-tile late' : 'stat-tile';
  return to ? (
    <Link className={classes} to={to}>
      {inside}
    </Link>
  ) : (
    <div className={classes}>{inside}</div>
  );
}

/** What was opened and closed on each day. */
export function Trend({ figures: { trend, days } }: Part) {
  const t = useTexts(statisticsTexts);
  const course = (key: 'opened' | 'closed') => {
    const points = trend.map(({ day, [key]: value }) => ({ label: day.slice(5), value }));
    const total = points.reduce((sum, { value }) => sum + value, 0);
    const finding = t(`${key}Finding`, { total, days, last: points.at(-1)?.value ?? 0 });
    return { points, finding };
  };
  return (
    <div className="stat-two">
      {(['opened', 'closed'] as const).map((key) => (
        <Section key={key} title={t(key)} note={course(key).finding}>
          <LineChart {...course(key)} unit={t('cases')} />
        </Section>
      ))}
    </div>
  );
}

/** Running clocks by the step they have reached. */
export function Ladder({ figures: { ladder } }: Part) {
  const t = useTexts(statisticsTexts);
  const say = useSay();
  const { number } = useFormat();
  const kinds = [...new Map(ladder.map(({ kind }) => [kind.key, kind.title]))];
  const tone = (percent: number) => (percent >= 100 ? 'danger' : percent > 0 ? 'soon' : 'todo');
  return (
    <Section title={t('ladder')}>
      <p className="ink2 small">{t('ladderText')}</p>
      {kinds.length === 0 && <StatePanel kind="empty" title={t('noClocks')} />}
      <table className="stat-bars">
        <caption className="vh">{t('ladder')}</caption>
        <tbody>
          {kinds.map(([key, title]) => (
            <tr key={key}>
              <th scope="row">{say(title)}</th>
              <td>
                <span className="stat-ladder">
                  {ladder
                    .filter(({ kind }) => kind.key === key)
                    .map(({ percent, clocks }) => (
                      <Pill key={percent} tone={tone(percent)}>
                        {percent === 0 ? t('calm') : `${percent}%`}: {number(clocks)}
                      </Pill>
                    ))}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

/** Open cases by category, the part that is overdue in the colour of what people say. */
export function Categories({ figures: { categories } }: Part) {
  const t = useTexts(statisticsTexts);
  const say = useSay();
  const { number } = useFormat();
  const most = Math.max(1, ...categories.map(({ cases }) => cases));
  return (
    <Section title={t('categories')}>
      {categories.length === 0 && <StatePanel kind="empty" title={t('none')} />}
      <table className="stat-bars">
        <caption className="vh">{t('categories')}</caption>
        <tbody>
          {categories.map(({ category, cases, overdue }) => (
            <tr key={category.key}>
              <th scope="row">
                <Link to={`/cases?state=open&category=${encodeURIComponent(category.key)}`}>{say(category.title)}</Link>
              </th>
              <td className="wide">
                <svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
                  <rect width={(cases / most) * 100} height="12" />
                  <rect className="late" width={(overdue / most) * 100} height="12" />
                </svg>
              </td>
              <td>
                {number(cases)}{' '}
                {overdue > 0 && (
                  <span className="tiny ink2">
                    ({t('overdue')} {number(overdue)})
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
