import { type Bilingual, ErrorSummary, Field, Form, Icon, PageHead, useFrame, useSpeak, type ViewProps } from '#ui/portal';

import { signInTexts } from './texts.ts';

interface Persona {
  readonly key: string;
  readonly name: Bilingual;
  readonly text: Bilingual;
  readonly department: Bilingual | null;
  readonly face: 'portal' | 'console';
}

interface SignInPage {
  readonly back: string;
  readonly problem: Bilingual | null;
  readonly account: string;
  readonly singleSignOn: Bilingual | null;
  readonly personas: readonly Persona[];
}

/** The way in: password, the province’s single sign-on, and demo persons where everything is made up. */
export default function SignIn({ data, frame: { language } }: ViewProps<SignInPage>) {
  const say = signInTexts(language);
  const { personas } = data;
  return (
    <>
      <PageHead title={say('title')} lead={say('lead')} />
      <div className="wrap cols">
        <div className="stack-l">
          <PasswordForm data={data} />
        </div>
        <aside className="stack-l">
          {data.singleSignOn && <SingleSignOn name={data.singleSignOn} back={data.back} />}
          <Safety />
        </aside>
      </div>
      {personas.length > 0 && <Personas personas={personas} back={data.back} />}
    </>
  );
}

function PasswordForm({ data: { problem, account, back } }: { data: SignInPage }) {
  const { language } = useFrame();
  const say = signInTexts(language);
  const speak = useSpeak();
  return (
    <div>
      <ErrorSummary errors={problem ? [{ field: 'account', message: speak(problem) }] : []} />
      <Form action={`/sign-in?back=${encodeURIComponent(back)}`}>
        <Field name="account" label={say('account')} hint={say('accountHint')} value={account} autoComplete="username" width="middle" />
        <Field name="password" label={say('password')} type="password" autoComplete="current-password" width="middle" />
        <button className="btn" type="submit">
          {say('signIn')}
        </button>
      </Form>
    </div>
  );
}

function SingleSignOn({ name, back }: { name: Bilingual; back: string }) {
  const { language } = useFrame();
  const say = signInTexts(language);
  const speak = useSpeak();
  return (
    <div className="aside stack">
      <h2>{say('otherWays')}</h2>
      <p>
        <a className="btn alt" href={`/api/auth/sso?back=${encodeURIComponent(back)}`}>
          <Icon name="seal" />
          {say('sso', { name: speak(name) })}
        </a>
      </p>
      <p className="sm dim">{say('ssoHint')}</p>
    </div>
  );
}

function Safety() {
  const say = signInTexts(useFrame().language);
  return (
    <div className="aside stack">
      <h2>{say('safety')}</h2>
      <ul className="plain stack-s guard">
        {(['safetyLimit', 'safetySessions', 'safetyFactor'] as const).map((key) => (
          <li key={key}>
            <Icon name="check" />
            <span>{say(key)}</span>
          </li>
        ))}
      </ul>
      <h3>{say('forgot')}</h3>
      <p className="sm">{say('forgotText')}</p>
    </div>
  );
}

function Personas({ personas, back }: { personas: readonly Persona[]; back: string }) {
  const say = signInTexts(useFrame().language);
  const groups = [
    { title: say('demoPublic'), items: personas.filter(({ face }) => face === 'portal') },
    { title: say('demoDesk'), items: personas.filter(({ face }) => face === 'console') },
  ];
  return (
    <section className="wrap ruled" aria-labelledby="personas">
      <div className="head">
        <h2 id="personas">{say('demoTitle')}</h2>
        <p className="sm dim">{say('demoText')}</p>
      </div>
      {groups.map(({ title, items }) => (
        <div key={title} className="persona-group">
          <h3>{title}</h3>
          <ul className="personas">
            {items.map((persona) => (
              <li key={persona.key}>
                <PersonaCard persona={persona} back={back} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function PersonaCard({ persona: { key, name, text, department, face }, back }: { persona: Persona; back: string }) {
  const { language, csrf, once } = useFrame();
  const speak = useSpeak();
  return (
    <form method="post" action={`/sign-in?back=${encodeURIComponent(back)}`}>
      <input type="hidden" name="_csrf" value={csrf} />
      <input type="hidden" name="_once" value={once} />
      <button className={`persona ${face}`} type="submit" name="persona" value={key}>
        <span className="arch" aria-hidden="true">
          {initialOf(name, language)}
        </span>
        <span>
          <b>{speak(name)}</b>
          {department && <span className="sm dim">{speak(department)}</span>}
          <span className="sm">{speak(text)}</span>
        </span>
      </button>
    </form>
  );
}

/** A title stands before a Chinese name and after an English one. */
function initialOf(name: Bilingual, language: 'en' | 'zh'): string {
  const words = name[language].split(' ');
  return (language === 'zh' ? words.at(-1) : words[0])?.[0] ?? '';
}
