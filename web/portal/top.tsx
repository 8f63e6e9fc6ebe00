import { type Bilingual, Icon, useFrame, useSpeak } from '../ui/portal/index.ts';
import { frameTexts } from '../ui/texts.ts';
import { isCurrent, preference, Themes } from './switches.tsx';

/** More sections than this no longer fit beside the district's name. */
const IN_BAR = 6;

/** The top of every page: where one is, the sections, and how one wants to read. */
export function Top() {
  const { language, district } = useFrame();
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <header className="top">
      <div className="wrap">
        <a className="brand" href="/">
          <Mark />
          <span>
            <b>{district[language]}</b>
            <small lang={other === 'zh' ? 'zh-CN' : 'en'}>{district[other]}</small>
          </span>
        </a>
        <Sections />
        <Tools />
      </div>
    </header>
  );
}

function Sections() {
  const { language, menu } = useFrame();
  return (
    <nav className="nav" aria-label={frameTexts(language)('sections')}>
      {menu.slice(0, IN_BAR).map((item) => (
        <MenuLink key={item.href} {...item} />
      ))}
    </nav>
  );
}

function MenuLink({ title, href }: { title: Bilingual; href: string }) {
  const { url } = useFrame();
  const speak = useSpeak();
  return (
    <a href={href} aria-current={isCurrent(url, href)}>
      {speak(title)}
    </a>
  );
}

function Tools() {
  const frame = useFrame();
  const { language, elder, person, url } = frame;
  const say = frameTexts(language);
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <div className="tools">
      {isCurrent(url, '/') !== 'page' && (
        <a className="find" href="/search">
          <Icon name="search" />
          <span className="vh">{say('search')}</span>
        </a>
      )}
      <a href={preference(frame, 'elder', elder ? 'off' : 'on')} rel="nofollow">
        <span className="aa">{elder ? 'A−' : 'A+'}</span> <span className="lbl">{say(elder ? 'usual' : 'larger')}</span>
        <span className="vh"> {say(elder ? 'usualHint' : 'largerHint')}</span>
      </a>
      <a
        href={preference(frame, 'language', other)}
        lang={other === 'zh' ? 'zh-CN' : 'en'}
        hrefLang={other === 'zh' ? 'zh-CN' : 'en'}
        rel="nofollow"
      >
        {other === 'zh' ? '中文' : 'English'}
      </a>
      <a className="sign" href={person ? '/account' : signIn(url)}>
        <Icon name="person" />
        {person ? person.name : say('signIn')}
      </a>
      <Menu />
    </div>
  );
}

/** Everything the bar has no room for; opens without a script. */
function Menu() {
  const { language, menu, person, url, csrf } = useFrame();
  const say = frameTexts(language);
  return (
    <details className={menu.length > IN_BAR ? 'menu always' : 'menu'}>
      <summary>{say('menu')}</summary>
      <div className="panel">
        <nav className="wrap" aria-label={say('menu')}>
          <ul className="links">
            {[both('home', '/'), ...menu, both('search', '/search')].map((item) => (
              <li key={item.href}>
                <MenuLink {...item} />
              </li>
            ))}
          </ul>
          <div className="person">
            {person ? (
              <form method="post" action="/sign-out">
                <input type="hidden" name="_csrf" value={csrf} />
                <p>
                  <a href="/account">{say('signedInAs', { name: person.name })}</a>
                </p>
                <button className="link" type="submit">
                  {say('signOut')}
                </button>
              </form>
            ) : (
              <a className="btn" href={signIn(url)}>
                {say('signIn')}
              </a>
            )}
          </div>
          <Themes />
        </nav>
      </div>
    </details>
  );
}

function both(key: 'home' | 'search', href: string) {
  return { title: { en: frameTexts('en')(key), zh: frameTexts('zh')(key) }, href };
}

function signIn(url: string): string {
  return `/sign-in?back=${encodeURIComponent(url)}`;
}

function Mark() {
  return (
    <svg viewBox="0 0 44 44" aria-hidden="true">
      <path fill="var(--maple)" d="M1 25C9 22 13 9.5 22 9.5S35 22 43 25h-9.5a11.5 11.5 0 0 0-23 0z" />
      <path
        fill="none"
        stroke="var(--river)"
        strokeWidth="2.2"
        strokeLinecap="round"
        d="M2 29h40M11 32.5a11.5 9 0 0 0 22 0M4 34h3.5M36.5 34H40"
      />
    </svg>
  );
}
