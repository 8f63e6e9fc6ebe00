import type { ClockMood } from './reading.ts';

interface ClockBarProps {
  /** Share of the allowance that is used. */
  readonly used: number;
  readonly mood: ClockMood;
  readonly ladder: readonly { readonly fraction: number }[];
  readonly small?: boolean;
}

/** How much of the allowance is used. When it is over, the bar grows past the due mark. Words beside it say the same. */
export function ClockBar({ used, mood, ladder, small = false }: ClockBarProps) {
  const end = used > 1 ? Math.max(1.5, used) : 1;
  const at = (fraction: number) => Math.min(100, (fraction / end) * 100);
  const marks = ladder.map(({ fraction }) => fraction).filter((fraction) => fraction < end);
  return (
    <svg className={small ? 'clock-bar small' : 'clock-bar'} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect className="bg" width="100" height="8" rx="1" />
      <rect className={`used ${mood}`} width={at(Math.min(used, 1))} height="8" rx="1" />
      {used > 1 && <rect className="used over" x={at(1)} width={at(used) - at(1)} height="8" />}
      {marks.map((fraction) => (
        <path key={fraction} className={fraction === 1 ? 'tick due' : 'tick'} d={`M${at(fraction)} 0v8`} />
      ))}
      {end > 1 && !marks.includes(1) && <path className="tick due" d={`M${at(1)} 0v8`} />}
    </svg>
  );
}
