import type { Bilingual } from './frame.tsx';
import { useFrame, useSpeak } from './frame.tsx';
import { SearchBox } from './search.tsx';
import { problemTexts } from './texts.ts';

export interface ProblemProps {
  readonly status: number;
  /** What happened, from the error's own bilingual text. */
  readonly text: Bilingual;
  /** Stable code of the error, such as `kernel.notFound`. */
  readonly code?: string;
  /** Number under which the request can be found again. */
  readonly reference?: string;
  /** The page's title, unless it is shown within another page. */
  readonly heading?: 'h1' | 'h3';
}

/** What happened, what was kept, what to do. Never a bare code. */
export function ProblemPage({ status, text, code, reference, heading: Heading = 'h1' }: ProblemProps) {
  const { language, url } = useFrame();
  const speak = useSpeak();
  const say = problemTexts(language);
  const kind = kindOf(status);
  return (
    <div className="wrap problem">
      <BrokenBridge whole={kind === 'busy' || kind === 'closed'} />
      <div className="stack">
        <Heading>{say(`${kind}Title`)}</Heading>
        <p className="lead">
          {speak(text)}
          {language === 'zh' ? '。' : '.'}
        </p>
        <p>{say(`${kind}Next`)}</p>
        {kind === 'lost' && <SearchBox label={say('searchLabel')} action="/search" id="problem-search" />}
        <p className="acts">
          {status === 401 && (
            <a className="btn" href={`/sign-in?back=${encodeURIComponent(url)}`}>
              {say('signIn')}
            </a>
          )}
          {(kind === 'busy' || kind === 'ours') && (
            <a className="btn" href={url}>
              {say('again')}
            </a>
          )}
          <a href="/">{say('home')}</a>
        </p>
        <p className="sm dim">{[String(status), code, reference && say('reference', { reference })].filter(Boolean).join(' · ')}</p>
      </div>
    </div>
  );
}

function kindOf(status: number): 'lost' | 'closed' | 'ours' | 'busy' | 'yours' {
  if (status === 404 || status === 410) return 'lost';
  if (status === 401 || status === 403) return 'closed';
  if (status === 429 || status === 503) return 'busy';
  return status >= 500 ? 'ours' : 'yours';
}

/** The bridge, whole or with its keystone missing. */
function BrokenBridge({ whole }: { whole: boolean }) {
  return (
    <svg viewBox="0 0 320 150" fill="none" aria-hidden="true" strokeLinecap="round">
      <g stroke="var(--ink-2)" strokeWidth="2.5">
        <path d={whole ? 'M8 108C66 98 92 40 160 40s94 58 152 68' : 'M8 108C60 99 86 52 136 43M312 108C260 99 234 52 184 43'} />
        <path d={whole ? 'M92 108a68 56 0 0 1 136 0' : 'M92 108c2-22 20-42 44-51M228 108c-2-22-20-42-44-51'} />
        {!whole && <path d="M146 74l22-7 5 20-20 7z" stroke="var(--maple)" />}
      </g>
      <path d="M8 118h92M118 118h64M200 118h112M70 128h60M150 128h26M196 128h54M112 138h96" stroke="var(--river)" strokeWidth="2" />
    </svg>
  );
}
