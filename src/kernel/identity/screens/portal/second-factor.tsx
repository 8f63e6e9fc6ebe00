import { type Bilingual, ErrorSummary, Field, Form, PageHead, useSpeak, type ViewProps } from '#ui/portal';

import { signInTexts } from './texts.ts';

/** The second step of signing in. */
export default function SecondFactor({ data, frame: { language } }: ViewProps<{ back: string; problem: Bilingual | null }>) {
  const say = signInTexts(language);
  const speak = useSpeak();
  const back = encodeURIComponent(data.back);
  return (
    <>
      <PageHead title={say('codeTitle')} lead={say('codeLead')} />
      <div className="wrap">
        <ErrorSummary errors={data.problem ? [{ field: 'code', message: speak(data.problem) }] : []} />
        <Form action={`/sign-in/second-factor?back=${back}`}>
          <Field name="code" label={say('code')} hint={say('codeHint')} autoComplete="one-time-code" maxLength={40} width="narrow" />
          <p className="acts">
            <button className="btn" type="submit">
              {say('confirm')}
            </button>{' '}
            <a className="btn alt" href={`/sign-in?back=${back}`}>
              {say('again')}
            </a>
          </p>
        </Form>
      </div>
    </>
  );
}
