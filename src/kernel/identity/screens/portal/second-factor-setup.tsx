import { type Bilingual, ErrorSummary, Field, Form, PageHead, QrCode, Section, useFrame, useSpeak, type ViewProps } from '#ui/portal';

import { accountTexts } from './texts.ts';

interface Start {
  readonly uri: string;
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
}

interface FactorPage {
  readonly on: boolean;
  readonly hasPassword: boolean;
  readonly start: Start | null;
  /** True once the secret was shown and its first code is awaited. */
  readonly waiting: boolean;
  readonly problem: Bilingual | null;
}

/** Switching the second factor on and off, step by step. */
export default function SecondFactorSetup({ data, frame: { language } }: ViewProps<FactorPage>) {
  const say = accountTexts(language);
  const speak = useSpeak();
  const { on, start, waiting, hasPassword, problem } = data;
  return (
    <>
      <PageHead title={say('setUpTitle')} lead={say('setUpLead')} />
      <div className="wrap">
        <ErrorSummary errors={problem ? [{ field: waiting ? 'code' : 'password', message: speak(problem) }] : []} />
        {start && <Shown start={start} />}
        {waiting && <Prove />}
        {!start && <Begin on={on} hasPassword={hasPassword} />}
        <p>
          <a href="/account">{say('back')}</a>
        </p>
      </div>
    </>
  );
}

function Begin({ on, hasPassword }: { on: boolean; hasPassword: boolean }) {
  const say = accountTexts(useFrame().language);
  return (
    <Form action="/account/second-factor">
      <input type="hidden" name="action" value={on ? 'remove' : 'start'} />
      {on && <p>{say('removeText')}</p>}
      {hasPassword && (
        <Field name="password" label={say('confirmPassword')} type="password" autoComplete="current-password" width="middle" />
      )}
      <button className={on ? 'btn alt' : 'btn'} type="submit">
        {say(on ? 'remove' : 'start')}
      </button>
    </Form>
  );
}

function Shown({ start: { uri, secret, recoveryCodes } }: { start: Start }) {
  const say = accountTexts(useFrame().language);
  return (
    <>
      <Section id="add" title={say('step1')}>
        <div className="stack">
          <p>{say('step1Text')}</p>
          <QrCode text={uri} label={say('qr')} />
          <p>
            <a className="btn alt" href={uri}>
              {say('openApp')}
            </a>
          </p>
          <p className="sm dim">{say('key')}</p>
          <p className="secret">{secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</p>
        </div>
      </Section>
      <Section id="keep" title={say('step2')}>
        <div className="stack">
          <p>{say('step2Text')}</p>
          <ul className="recovery">
            {recoveryCodes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
        </div>
      </Section>
    </>
  );
}

function Prove() {
  const say = accountTexts(useFrame().language);
  return (
    <Section id="prove" title={say('step3')}>
      <Form action="/account/second-factor">
        <input type="hidden" name="action" value="finish" />
        <Field name="code" label={say('code')} autoComplete="one-time-code" inputMode="numeric" maxLength={7} width="narrow" />
        <button className="btn" type="submit">
          {say('finish')}
        </button>
      </Form>
    </Section>
  );
}
