import { Form, PageHead, type ViewProps } from '#ui/portal';

import { signInTexts } from './texts.ts';

/** Asks before ending the session. */
export default function SignOut({ frame: { language } }: ViewProps<object>) {
  const say = signInTexts(language);
  return (
    <>
      <PageHead title={say('outTitle')} lead={say('outLead')} />
      <div className="wrap">
        <Form action="/sign-out">
          <p>
            <button className="btn" type="submit">
              {say('out')}
            </button>{' '}
            <a className="btn alt" href="/">
              {say('stay')}
            </a>
          </p>
        </Form>
      </div>
    </>
  );
}
