import { useFormats, useFrame, useWords } from './frame.tsx';
import { Age, Source } from './source.tsx';
import { Sparkline } from './sparkline.tsx';

export interface FigureProps {
  readonly title: string;
  readonly value: string;
  readonly unit: string;
  /** What the value means: a comparison, a part, the worst of it. */
  readonly note?: string;
  readonly source: string;
  readonly asOf: Date;
  /** Minutes after which the figure counts as old; 60 unless said. */
  readonly freshForMinutes?: number;
  /** Nothing has come in since `asOf`: the last value is no longer shown as current. */
  readonly silent?: boolean;
  readonly href?: string;
  /** Recent values, oldest first. */
  readonly series?: readonly number[];
  /** A limit drawn dashed through the curve. */
  readonly limit?: number;
}

const HOUR = 60;

/** A live figure: value, unit, curve, comparison, age and source. Old and silent figures say so in words. */
export function Figure({
  title,
  value,
  unit,
  note,
  source,
  asOf,
  freshForMinutes = HOUR,
  silent = false,
  href,
  series,
  limit,
}: FigureProps) {
  const { now } = useFrame();
  const { time } = useFormats();
  const say = useWords();
  const old = now.getTime() - asOf.getTime() > freshForMinutes * 60_000;
  return (
    <div className="fig">
      <h3>{href ? <a href={href}>{title}</a> : title}</h3>
      {silent ? (
        <p className="val silent">{say('noReadingSince', { when: time(asOf) })}</p>
      ) : (
        <p className="val">
          {value} <small>{unit}</small>
        </p>
      )}
      {series && series.length > 1 && <Sparkline title={title} values={series} limit={limit} struck={silent} />}
      {note && <p className="cmp">{note}</p>}
      <Source parts={[<Age key="age" at={asOf} old={old || silent} />, source]} />
    </div>
  );
}

/** Live figures side by side. */
export function Figures({ figures }: { figures: readonly FigureProps[] }) {
  return (
    <div className="now">
      {figures.map((figure) => (
        <Figure key={figure.title} {...figure} />
      ))}
    </div>
  );
}
