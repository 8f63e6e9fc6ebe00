import { Age, Doors, Figures, Icon, Scene, SearchBox, useFormats, useFrame, useSpeak, type ViewProps } from '#ui/portal';

import type { HomePage } from '../../home.ts';
import { homeTexts } from './texts.ts';

const STEPS = ['rule', 'inputs', 'reason', 'appeal'] as const;

/** The district's front door. */
export default function Home({ data, frame }: ViewProps<HomePage>) {
  return (
    <>
      <Hero data={data} frame={frame} />
      <DoorsOf doors={data.doors} />
      {data.figures.length > 0 && <Now figures={data.figures} />}
      <Decides />
    </>
  );
}

function Hero({ data, frame: { language, district } }: ViewProps<HomePage>) {
  const say = homeTexts(language);
  const suggestions = data.oftenLookedFor.map((text) => ({
    text: text[language],
    href: `/search?q=${encodeURIComponent(text[language])}`,
  }));
  return (
    <div className="hero">
      <div className="wrap">
        <div className="stack-l">
          <div className="stack">
            <h1>{say('claim', { district: district[language] })}</h1>
            <p className="lead">{say('lead')}</p>
          </div>
          <SearchBox label={say('searchLabel')} action="/search" suggestions={suggestions} />
        </div>
        <Scene />
      </div>
    </div>
  );
}

function DoorsOf({ doors }: Pick<HomePage, 'doors'>) {
  const speak = useSpeak();
  return <Doors doors={doors.map(({ title, text, href, icon }) => ({ title: speak(title), text: speak(text), href, icon }))} />;
}

function Now({ figures }: Pick<HomePage, 'figures'>) {
  const { language, now } = useFrame();
  const { weekday, time } = useFormats();
  const speak = useSpeak();
  const say = homeTexts(language);
  return (
    <section aria-labelledby="now">
      <div className="wrap">
        <div className="head">
          <h2 id="now">{say('now')}</h2>
          <p className="sm dim">{say('nowAt', { when: `${weekday(now)} ${time(now)}` })}</p>
        </div>
        <Figures
          figures={figures.map(({ title, unit, note, source, ...figure }) => ({
            ...figure,
            title: speak(title),
            unit: speak(unit),
            note: speak(note),
            source: speak(source),
          }))}
        />
      </div>
    </section>
  );
}

/** How decisions explain themselves, and the ledger under them. */
function Decides() {
  const { language, ledger } = useFrame();
  const say = homeTexts(language);
  return (
    <section className="ruled" aria-labelledby="decides">
      <div className="wrap">
        <div className="head">
          <h2 id="decides">{say('decides')}</h2>
          <p className="sm">
            <a href="/about">{say('decidesMore')}</a>
          </p>
        </div>
        <ol className="arches">
          {STEPS.map((step) => (
            <li key={step}>
              <h3>{say(step)}</h3>
              <p className="dim">{say(`${step}Text`)}</p>
            </li>
          ))}
        </ol>
        {ledger && (
          <div className="ledger-strip">
            <Icon name="seal" />
            <div className="stack-s">
              <p className="serif big">{say('ledgerTitle', { count: ledger.size })}</p>
              <p className="dim measure">{say('ledgerText')}</p>
            </div>
            <p>
              <a className="btn alt" href="/ledger">
                {say('verify')}
              </a>
              <span className="sm dim">
                {say('ledgerSigned')} <Age at={ledger.signedAt} />
              </span>
            </p>
          </div>
        )}
      </div>
    </section>
  );
}
