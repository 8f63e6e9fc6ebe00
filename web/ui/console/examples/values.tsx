import { AgeOf, Figure, Money } from '../values.tsx';

const MINUTES_AGO = new Date(Date.now() - 9 * 60_000);
const DAYS_AGO = new Date(Date.now() - 3 * 86_400_000);

/** Times with their age, money, figures. */
export default function ValuesExample() {
  return (
    <p className="row">
      <AgeOf at={MINUTES_AGO} /> · <AgeOf at={DAYS_AGO} oldAfterSeconds={172_800} /> · <Money fen={-418_050} /> ·{' '}
      <Figure value={48_102.5} digits={1} unit="km" />
    </p>
  );
}
