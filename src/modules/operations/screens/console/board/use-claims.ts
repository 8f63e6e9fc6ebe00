import { useEffect, useMemo } from 'react';

import { ask, useAct } from '#ui';

import { caseApi } from '../cases/data.ts';
import type { BoardView } from './shown.ts';

/** Takes cases and lets them go; what one holds is renewed as long as the board is looked at. */
export function useClaims(board: BoardView | undefined) {
  const claim = useAct<string>({ change: (code) => ({ path: `${caseApi(code)}/claim` }) });
  const release = useAct<string>({ change: (code) => ({ path: `${caseApi(code)}/claim/release` }) });
  const mine = useMemo(
    () =>
      (board?.cases ?? [])
        .filter((one) => one.claim?.mine)
        .map(({ code }) => code)
        .sort()
        .join(' '),
    [board],
  );
  const every = (board?.renewSeconds ?? 0) * 1000;
  useEffect(() => {
    if (!mine || every === 0) return;
    const renewing = setInterval(() => {
      if (document.hidden) return;
      for (const code of mine.split(' ')) void ask('POST', `${caseApi(code)}/claim/renew`).catch(() => undefined);
    }, every);
    return () => clearInterval(renewing);
  }, [mine, every]);
  return { claim: claim.run, release: release.run };
}
