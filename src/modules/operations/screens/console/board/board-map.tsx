import { useMemo } from 'react';

import { Button, CaseMap, type LegendEntry, type MapPoint, useLanguage, useSay, useTexts } from '#ui';

import { caseHref, spoken } from '../cases/data.ts';
import { StateMark } from '../cases/marks.tsx';
import { useCategoryMark, useTerms } from '../cases/terms.ts';
import { caseTexts } from '../cases/texts.ts';
import { ClaimWords, useHolding } from './claim-mark.tsx';
import { holding, type Shown, urgencyOf } from './shown.ts';
import { boardTexts } from './texts.ts';
import { TimeLeft } from './time-left.tsx';

interface BoardMapProps {
  readonly cases: readonly Shown[];
  readonly selected: string | null;
  readonly onSelect: (code: string | null) => void;
  readonly soonMinutes: number;
  readonly ahead: number;
  /** The moment shown, in milliseconds since 1970; rounded, so that the map is not drawn every second. */
  readonly now: number;
  /** Acts on a case, absent on a day played back. */
  readonly acts?: { readonly claim: (code: string) => unknown; readonly release: (code: string) => unknown };
}

/** Where the cases are. */
export function BoardMap({ cases, selected, onSelect, soonMinutes, ahead, now, acts }: BoardMapProps) {
  const t = useTexts(boardTexts);
  const c = useTexts(caseTexts);
  const markOf = useCategoryMark();
  const language = useLanguage();
  // biome-ignore lint/correctness/useExhaustiveDependencies: marks and words change with the language
  const points = useMemo(
    () =>
      cases.flatMap((one): MapPoint[] => {
        if (one.lng === null || one.lat === null) return [];
        const claim = holding(one, now + ahead);
        const late = urgencyOf(one, now, soonMinutes) === 'overdue';
        const note = [c(one.state), ...(late ? [t('groupOverdue')] : [])].join(', ');
        const { shape, tone } = markOf(one.category.key);
        return [
          {
            id: one.code,
            lng: one.lng,
            lat: one.lat,
            shape,
            tone,
            label: one.title,
            note,
            late,
            ...(claim && { badge: String(claim.seat) }),
          },
        ];
      }),
    [cases, now, ahead, soonMinutes, language, markOf],
  );
  const byCode = useMemo(() => new Map(cases.map((one) => [one.code, one])), [cases]);
  const callout = (code: string) => {
    const one = byCode.get(code);
    return one ? <Callout of={one} ahead={ahead} soonMinutes={soonMinutes} acts={acts} at={acts ? undefined : now} /> : null;
  };
  return (
    <CaseMap title={t('mapTitle')} points={points} selected={selected} onSelect={onSelect} callout={callout} legend={useLegend(cases)} />
  );
}

interface CalloutProps {
  readonly of: Shown;
  readonly ahead: number;
  readonly soonMinutes: number;
  readonly acts: BoardMapProps['acts'];
  readonly at: number | undefined;
}

function Callout({ of, ahead, soonMinutes, acts, at }: CalloutProps) {
  const t = useTexts(boardTexts);
  const claim = useHolding(of, ahead);
  return (
    <div className="board-callout">
      <p className="row between">
        <span className="code tiny">{spoken(of.code)}</span>
        <StateMark state={of.state} />
      </p>
      <p className="tt">{of.title}</p>
      <p className="row">
        <TimeLeft of={of} soonMinutes={soonMinutes} at={at} />
        {acts && <ClaimWords of={of} ahead={ahead} />}
      </p>
      <p className="row">
        <Button kind="primary" size="sm" to={caseHref(of.code)} shortcut="↵">
          {t('openCase')}
        </Button>
        {acts && (!claim || claim.mine) && (
          <Button size="sm" shortcut="C" onClick={() => void (claim ? acts.release(of.code) : acts.claim(of.code))}>
            {claim ? t('release') : t('claim')}
          </Button>
        )}
      </p>
    </div>
  );
}

/** Only what is on the map. */
function useLegend(cases: readonly Shown[]): readonly LegendEntry[] {
  const t = useTexts(boardTexts);
  const say = useSay();
  const markOf = useCategoryMark();
  const { groups } = useTerms();
  const present = new Set(cases.map(({ category }) => category.key.split('.')[0]));
  const shown = groups.filter(({ key }) => present.has(key));
  return [...shown.map(({ key, title }) => ({ title: say(title), ...markOf(key) })), { title: t('legendLate'), late: true }];
}
