import { Status, useFrame } from '#ui/portal';

import { dataTexts } from './texts.ts';

/** Whether a dataset is renewed as promised. */
export function DatasetState({ freshness }: { freshness: 'fresh' | 'late' | 'none' }) {
  const say = dataTexts(useFrame().language);
  if (freshness === 'late') return <Status tone="att">{say('late')}</Status>;
  if (freshness === 'none') return <Status tone="neutral">{say('empty')}</Status>;
  return <Status tone="ok">{say('fresh')}</Status>;
}
