import { Pill, type Tone, useTexts } from '#ui';

import type { VersionView } from '../../schema.ts';
import { consoleTexts } from './texts.ts';

type State = VersionView['ruleSet']['state'];

const TONES: Readonly<Record<State, Tone>> = { draft: 'working', shadow: 'soon', published: 'good', retired: 'todo' };

/** Where a version stands on its way. */
export function StatePill({ state }: { readonly state: State }) {
  return <Pill tone={TONES[state]}>{useTexts(consoleTexts)(state)}</Pill>;
}
