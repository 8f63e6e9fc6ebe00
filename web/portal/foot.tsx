import { Age, Icon, useFrame, useSpeak } from '../ui/portal/index.ts';
import { frameTexts } from '../ui/texts.ts';
import { isCurrent, Themes } from './switches.tsx';

const PROMISES = ['promiseThings', 'promiseReads', 'promiseReasons', 'promiseFigures'] as const;

/** The foot of every page: promises, the site, the reader's own data, and the state of the ledger. */
export function Foot() {
  const { language } = useFrame();
  const say = frameTexts(language);
  return (
    <footer className="foot">
      <Bridge />
      <div className="wrap">
        <div className="fgrid">
          <div>
            <h2>{say('promises')}</h2>
            <ul className="prom">
              {PROMISES.map((key) => (
                <li key={key}>
                  <Icon name="check" />
                  <span>{say(key)}</span>
                </li>
              ))}
            </ul>
          </div>
          <Site />
          <YourData />
        </div>
        <Base />
      </div>
    </footer>
  );
}

function Site() {
  const { language, menu, url } = useFrame();
  const speak = useSpeak();
  const say = frameTexts(language);
  return (
    <nav aria-label={say('onThisSite')}>
      <h2>{say('onThisSite')}</h2>
      <ul className="links">
        <li>
          <a href="/">{say('home')}</a>
        </li>
        {menu.map(({ title, href }) => (
          <li key={href}>
            <a href={href} aria-current={isCurrent(url, href)}>
              {speak(title)}
            </a>
          </li>
        ))}
        <li>
          <a href="/search">{say('search')}</a>
        </li>
      </ul>
    </nav>
  );
}

function YourData() {
  const { language, contact } = useFrame();
  const speak = useSpeak();
  const say = frameTexts(language);
  return (
    <div>
      <h2>{say('yourData')}</h2>
      <div className="who stack-s">
        <p>
          <a className="strong" href="/my-data">
            {say('whoRead')}
          </a>
        </p>
        <p className="sm">{say('whoReadHint')}</p>
      </div>
      {contact && (
        <p>
          {say('byPhone')} <b className="nw">{contact.phone}</b>
          <br />
          <span className="sm dim">{speak(contact.hours)}</span>
        </p>
      )}
    </div>
  );
}

function Base() {
  const { language, ledger } = useFrame();
  const say = frameTexts(language);
  const links = [
    ['/about', say('about')],
    ['/privacy', say('privacy')],
    ['/accessibility', say('accessibility')],
    ['/api/openapi.json', say('api')],
    ['/console', say('staff')],
  ] as const;
  return (
    <div className="base">
      {ledger && (
        <p>
          {say('ledger', { count: ledger.size })} · {say('ledgerSigned')} <Age at={ledger.signedAt} /> ·{' '}
          <a href="/ledger">{say('verify')}</a>
        </p>
      )}
      <ul className="links-row">
        {links.map(([href, text]) => (
          <li key={href}>
            <a href={href}>{text}</a>
          </li>
        ))}
      </ul>
      <Themes />
    </div>
  );
}

/** The bridge over the line where the page ends, with its reflection. */
function Bridge() {
  return (
    <svg
      className="river"
      viewBox="0 0 1440 56"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
    >
      <path d="M0 40h588c40-4 62-30 132-30s92 26 132 30h588" />
      <path d="M690 40a30 24 0 0 1 60 0M642 40a16 13 0 0 1 32 0M766 40a16 13 0 0 1 32 0" />
      <path d="M0 47h560M592 47h34M690 46a30 12 0 0 0 60 0M814 47h34M880 47h560" opacity=".6" />
    </svg>
  );
}
