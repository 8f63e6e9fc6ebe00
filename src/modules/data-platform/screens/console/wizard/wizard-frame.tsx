import type { ReactNode } from 'react';

import { Button, type Step, Steps, useTexts } from '#ui';

import { dataTexts } from '../texts.ts';
import { wizardTexts } from './texts.ts';

interface WizardFrameProps {
  readonly titles: readonly string[];
  readonly step: number;
  readonly onStep: (step: number) => void;
  /** Why one cannot go on yet. */
  readonly refusal: string | null;
  /** The last act, instead of "continue". */
  readonly finish?: ReactNode;
  readonly children: ReactNode;
}

/** Steps above, content, and the way on and back below. */
export function WizardFrame({ titles, step, onStep, refusal, finish, children }: WizardFrameProps) {
  const d = useTexts(dataTexts);
  const t = useTexts(wizardTexts);
  const steps = titles.map((title, index): Step => ({ title, state: index < step ? 'done' : index === step ? 'now' : 'next' }));
  return (
    <div className="stack">
      <Steps title={t('steps')} steps={steps} />
      {children}
      <div className="row end wizard-acts">
        {step > 0 && <Button onClick={() => onStep(step - 1)}>{d('back')}</Button>}
        {finish ?? (
          <Button kind="primary" refusal={refusal} onClick={() => onStep(step + 1)}>
            {d('next')}
          </Button>
        )}
      </div>
    </div>
  );
}
