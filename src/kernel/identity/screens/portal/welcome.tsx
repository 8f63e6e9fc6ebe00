import { type Bilingual, ErrorSummary, Field, Form, Note, PageHead, useSpeak, type ViewProps } from '#ui/portal';

import { signInTexts } from './texts.ts';

interface WelcomePage {
  readonly minLength: number;
  readonly open: boolean;
  readonly problem: Bilingual | null;
}

/** Where an invitation leads: setting the first password. */
export default function Welcome({ data: { minLength, open, problem }, frame: { language } }: ViewProps<WelcomePage>) {
  const say = signInTexts(language);
  const speak = useSpeak();
  if (!open) {
    return (
      <>
        <PageHead title={say('welcomeTitle')} />
        <div className="wrap">
          <Note tone="act" title={problem ? speak(problem) : say('forgot')}>
            <p>{say('forgotText')}</p>
          </Note>
        </div>
      </>
    );
  }
  return (
    <>
      <PageHead title={say('welcomeTitle')} lead={say('welcomeLead')} />
      <div className="wrap">
        <ErrorSummary errors={problem ? [{ field: 'password', message: speak(problem) }] : []} />
        <Form>
          <Field
            name="password"
            label={say('newPassword')}
            hint={say('newPasswordHint', { count: minLength })}
            type="password"
            autoComplete="new-password"
            width="middle"
          />
          <button className="btn" type="submit">
            {say('save')}
          </button>
        </Form>
      </div>
    </>
  );
}
