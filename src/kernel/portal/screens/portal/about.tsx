import { Age, Details, Facts, Icon, PageHead, Section, useFormats, type ViewProps } from '#ui/portal';

import { aboutTexts } from './texts.ts';

const PROMISES = ['things', 'reads', 'reasons', 'figures', 'kept', 'free'] as const;
const PARTS = ['rule', 'inputs', 'outcome', 'appeal', 'proof'] as const;

/** Promises, the anatomy of a decision, and how to check both. */
export default function About({ frame: { language, ledger } }: ViewProps<object>) {
  const say = aboutTexts(language);
  const { number } = useFormats();
  return (
    <>
      <PageHead title={say('title')} lead={say('lead')} />
      <div className="wrap">
        <Section id="promises" title={say('promises')}>
          <ul className="promises">
            {PROMISES.map((promise) => (
              <li key={promise}>
                <Icon name="check" />
                <div>
                  <h3>{say(promise)}</h3>
                  <p className="dim">{say(`${promise}Text`)}</p>
                </div>
              </li>
            ))}
          </ul>
        </Section>
        <Section id="decision" title={say('anatomy')}>
          <div className="duo">
            <p className="lead">{say('anatomyText')}</p>
            <div className="aside">
              <Details items={PARTS.map((part) => ({ label: say(`${part}Label`), value: say(`${part}Value`) }))} />
            </div>
          </div>
        </Section>
        <Section id="ledger" title={say('ledger')}>
          <p className="measure">{say('ledgerText')}</p>
          {ledger ? (
            <Facts
              facts={[
                { label: say('ledgerSize'), value: number(ledger.size) },
                { label: say('ledgerSigned'), value: <Age at={ledger.signedAt} /> },
              ]}
            />
          ) : (
            <p className="dim">{say('ledgerEmpty')}</p>
          )}
          <p className="acts after">
            <a className="btn" href="/ledger">
              {say('toLedger')}
            </a>
          </p>
        </Section>
        <Section id="api" title={say('api')}>
          <p>
            {say('apiText')} <a href="/api/openapi.json">{say('apiLink')}</a>
          </p>
        </Section>
      </div>
    </>
  );
}
