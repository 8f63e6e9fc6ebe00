import type { ReactNode } from 'react';

import { Choices, Details, ErrorSummary, Field, Form, Note, PageHead, Section, useFrame, useSpeak, type ViewProps } from '#ui/portal';

import type { ReportPage } from '../../portal/report.ts';
import type { ReportForm } from '../../portal/report-message.ts';
import { reportTexts } from './report-texts.ts';

import './report.css';

type Say = ReturnType<typeof reportTexts>;
type StepProps = { readonly data: ReportPage; readonly say: Say };

const STEPS = { tell: Tell, check: Check, sent: Sent } as const;
const HEADS = { tell: ['title', 'lead'], check: ['checkTitle', 'checkLead'], sent: ['sentTitle', 'sentLead'] } as const;

/** Somebody says what they have seen, looks at it once more, and gets a receipt; without an account, without a script. */
export default function Report({ data, frame: { language } }: ViewProps<ReportPage>) {
  const say = reportTexts(language);
  const [title, lead] = HEADS[data.step];
  const Step = STEPS[data.step];
  return (
    <>
      {data.errors.length > 0 && (
        <div className="wrap">
          <ErrorSummary errors={data.errors} />
        </div>
      )}
      <PageHead title={say(title)} lead={say(lead)} />
      <div className="wrap cols">
        <div className="stack-l">
          <Step data={data} say={say} />
        </div>
        <aside className="stack-l">
          {data.step !== 'sent' && (
            <Note title={say('dangerTitle')} tone={data.urgent ? 'act' : 'calm'}>
              <p>{say('danger')}</p>
            </Note>
          )}
          <div className="aside stack-s">
            <h2>{say('haveCode')}</h2>
            <p>
              <a href="/track">{say('haveCodeLink')}</a>
            </p>
          </div>
        </aside>
      </div>
    </>
  );
}

function Tell({ data: { form, errors, towns }, say }: StepProps) {
  const speak = useSpeak();
  const { person } = useFrame();
  const field = (name: keyof ReportForm) => ({
    name,
    value: form[name],
    error: errors.find((error) => error.field === name)?.message,
  });
  const options = [{ value: '', text: say('anyTown') }, ...towns.map(({ code, name }) => ({ value: code, text: speak(name) }))];
  return (
    <Form action="/report">
      <OnceOnly kept={form.number} />
      <Kept form={form} names={['guess', 'category']} />
      <Part title={say('whatTitle')}>
        <Field {...field('text')} label={say('text')} hint={say('textHint')} rows={5} />
      </Part>
      <Part title={say('whereTitle')}>
        <Field {...field('town')} label={say('town')} options={options} optional />
        <Field {...field('place')} label={say('place')} hint={say('placeHint')} optional />
        <Field {...field('point')} label={say('point')} hint={say('pointHint')} width="middle" optional />
      </Part>
      <Part title={say('whoTitle')}>
        <p className="measure">{say('whoText')}</p>
        {person && <p className="measure">{say('signedIn')}</p>}
        <Field {...field('name')} label={say('name')} autoComplete="name" width="middle" optional />
        <Field {...field('phone')} label={say('phone')} type="tel" inputMode="tel" autoComplete="tel" width="middle" optional />
        <Field {...field('email')} label={say('email')} type="email" inputMode="email" autoComplete="email" optional />
      </Part>
      <p>
        <Go to="check">{say('next')}</Go>
      </p>
    </Form>
  );
}

function Check({ data, say }: StepProps) {
  const speak = useSpeak();
  const { form, errors, guesses, categories } = data;
  const choices = [
    ...guesses.map(({ key, title, groupTitle }) => ({ value: key, text: speak(title), note: speak(groupTitle) })),
    { value: 'desk', text: say('desk') },
    { value: 'list', text: say('list') },
  ];
  const options = categories.map(({ key, title, groupTitle }) => ({ value: key, text: `${speak(groupTitle)} · ${speak(title)}` }));
  const error = errors.find(({ field }) => field === 'category')?.message;
  return (
    <Form action="/report">
      <OnceOnly kept={form.number} />
      <Kept form={form} names={['text', 'town', 'place', 'point', 'name', 'phone', 'email']} />
      <Said data={data} say={say} />
      <Choices
        name="guess"
        label={say('category')}
        hint={say('categoryHint')}
        options={choices}
        chosen={[form.guess ?? guesses[0]?.key ?? 'desk']}
      />
      <Field
        name="category"
        label={say('allCategories')}
        options={[{ value: '', text: '—' }, ...options]}
        value={form.category}
        error={error}
        optional
      />
      <p className="report-buttons">
        <Go to="send">{say('send')}</Go>
        <Go to="tell" secondary>
          {say('change')}
        </Go>
      </p>
    </Form>
  );
}

function Said({ data: { form, towns }, say }: StepProps) {
  const speak = useSpeak();
  const town = towns.find(({ code }) => code === form.town);
  const where = [town && speak(town.name), form.place, form.point].filter(Boolean).join(' · ');
  const contact = [form.name, form.phone, form.email].filter(Boolean).join(' · ');
  return (
    <Section id="said" title={say('said')}>
      <p className="report-words measure">{form.text}</p>
      <Details
        items={[
          { label: say('where'), value: where || say('noPlace') },
          { label: say('contact'), value: contact || say('anonymous') },
        ]}
      />
    </Section>
  );
}

function Sent({ data: { receipt }, say }: StepProps) {
  return (
    <>
      <div className="report-receipt stack-s">
        <h2>{say('receipt')}</h2>
        <p className="report-code mono">{receipt}</p>
        <p className="measure">{say('receiptText')}</p>
        <Form action="/track">
          <input type="hidden" name="code" value={receipt ?? ''} />
          <p>
            <button type="submit" className="btn">
              {say('follow')}
            </button>
          </p>
        </Form>
      </div>
      <Section id="next" title={say('followTitle')}>
        <ol className="bul stack-s measure">
          <li>{say('follow1')}</li>
          <li>{say('follow2')}</li>
          <li>{say('follow3')}</li>
        </ol>
        <p>
          <a href="/report">{say('another')}</a>
        </p>
      </Section>
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="report-part stack-l">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** The report's own number: drawn once, and the same on every step. */
function OnceOnly({ kept }: { kept: string | undefined }) {
  const { once } = useFrame();
  return <input type="hidden" name="number" value={kept || once} />;
}

/** What was typed on the other page travels with this one; nothing of it is kept by us in between. */
function Kept({ form, names }: { form: ReportForm; names: readonly (keyof ReportForm)[] }) {
  return names.map((name) => form[name] && <input key={name} type="hidden" name={name} value={form[name]} />);
}

function Go({ to, secondary = false, children }: { to: 'tell' | 'check' | 'send'; secondary?: boolean; children: ReactNode }) {
  return (
    <button type="submit" name="step" value={to} className={secondary ? 'btn alt' : 'btn'}>
      {children}
    </button>
  );
}
