import { Facts, PageHead, Section, type ViewProps } from '#ui/portal';

import { accessibilityTexts } from './texts.ts';

const CAN_DO = ['larger', 'keyboard', 'reader', 'scripts', 'dark', 'language', 'zoom'] as const;
const LIMITS = ['limitMap', 'limitData', 'limitStaff'] as const;

/** How the site works for everybody, where it does not yet, and whom to tell. */
export default function Accessibility({ data, frame: { language } }: ViewProps<{ phone: string; answerWorkingDays: number }>) {
  const say = accessibilityTexts(language);
  return (
    <>
      <PageHead title={say('title')} lead={say('lead')}>
        <Facts
          facts={[
            { label: say('standard'), value: 'WCAG 2.2 AA', note: say('standardNote') },
            { label: say('checked'), value: say('checkedValue'), note: say('checkedNote') },
            { label: say('weight'), value: '62 kB', note: say('weightNote') },
          ]}
        />
      </PageHead>
      <div className="wrap">
        <Section id="can-do" title={say('canDo')}>
          <Points points={CAN_DO.map((key) => say(key))} />
        </Section>
        <Section id="limits" title={say('limits')}>
          <Points points={LIMITS.map((key) => say(key))} />
        </Section>
        <Section id="tell" title={say('tell')}>
          <p className="measure">{say('tellText', { phone: data.phone, days: data.answerWorkingDays })}</p>
        </Section>
      </div>
    </>
  );
}

function Points({ points }: { points: readonly string[] }) {
  return (
    <ul className="bul measure">
      {points.map((point) => (
        <li key={point}>{point}</li>
      ))}
    </ul>
  );
}
