import { Button, Pill, Section, useAct, useFormat, useMay, useSay, useSession, useTexts } from '#ui';

import type { RulesView, SwapView } from './data.ts';
import { rosterTexts } from './texts.ts';

const TONES = { asked: 'todo', agreed: 'soon', approved: 'good', refused: 'danger', withdrawn: 'todo' } as const;

interface SwapsProps {
  readonly swaps: readonly SwapView[];
  readonly rules: RulesView;
  /** Shows what a supervisor decides; otherwise what concerns oneself. */
  readonly supervising?: boolean;
}

/** Swaps: asked by one, agreed by the other, approved by a supervisor. */
export function SwapList({ swaps, rules, supervising = false }: SwapsProps) {
  const t = useTexts(rosterTexts);
  return (
    <Section title={t('swaps')} note={swaps.length || undefined}>
      {swaps.length === 0 && <p className="ink2 small">{t('noSwaps')}</p>}
      <ul className="lines">
        {swaps.map((swap) => (
          <Line key={swap.id} swap={swap} rules={rules} supervising={supervising} />
        ))}
      </ul>
    </Section>
  );
}

function Line({ swap, rules, supervising }: { readonly swap: SwapView; readonly rules: RulesView; readonly supervising: boolean }) {
  const t = useTexts(rosterTexts);
  const shiftName = useShiftName(rules);
  const { id: me } = useSession();
  const maySupervise = useMay('operations:supervise');
  const act = useAct<{ verb: 'decide' | 'answer' | 'withdraw'; body?: object }, unknown>({
    change: ({ verb, body }) => ({ path: `/api/swaps/${swap.id}/${verb}`, ...(body && { body }) }),
    touches: ['/api/swaps', '/api/shifts'],
  });
  const button = (words: string, input: Parameters<typeof act.run>[0], kind: 'plain' | 'quiet' = 'plain') => (
    <Button size="sm" kind={kind} busy={act.busy} onClick={() => void act.run(input)}>
      {words}
    </Button>
  );
  return (
    <li>
      <div>
        <p>
          {t('gives', { from: swap.from.name, to: swap.to.name, shift: shiftName(swap.shift) })}
          {swap.inReturn && t('inReturn', { shift: shiftName(swap.inReturn) })}
        </p>
        <Pill tone={TONES[swap.state]}>{t(swap.state)}</Pill>
      </div>
      <div className="row">
        {supervising && maySupervise && swap.state === 'agreed' && (
          <>
            {button(t('approve'), { verb: 'decide', body: { approved: true } })}
            {button(t('refuse'), { verb: 'decide', body: { approved: false } }, 'quiet')}
          </>
        )}
        {!supervising && swap.state === 'asked' && swap.to.id === me && (
          <>
            {button(t('agree'), { verb: 'answer', body: { agrees: true } })}
            {button(t('decline'), { verb: 'answer', body: { agrees: false } }, 'quiet')}
          </>
        )}
        {!supervising &&
          (swap.state === 'asked' || swap.state === 'agreed') &&
          swap.from.id === me &&
          button(t('takeBack'), { verb: 'withdraw' }, 'quiet')}
      </div>
    </li>
  );
}

/** A shift in words: its kind and when it begins. */
export function useShiftName(rules: RulesView): (shift: { readonly kind: string; readonly startsAt: string }) => string {
  const say = useSay();
  const { moment } = useFormat();
  return ({ kind, startsAt }) => {
    const title = say(rules.kinds.find(({ key }) => key === kind)?.title ?? { en: kind, zh: kind });
    return `${title} ${moment(new Date(startsAt))}`;
  };
}
