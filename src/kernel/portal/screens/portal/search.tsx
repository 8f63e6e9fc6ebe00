import type { ReactNode } from 'react';

import { Empty, PageHead, SearchBox, useSpeak, type ViewProps } from '#ui/portal';

import type { SearchPage } from '../../search.ts';
import { homeTexts } from './texts.ts';

/** Results over everything the district publishes. */
export default function Search({ data, frame: { language } }: ViewProps<SearchPage>) {
  const say = homeTexts(language);
  const { query, hits, more, oftenLookedFor } = data;
  const suggestions = oftenLookedFor.map((text) => ({ text: text[language], href: `/search?q=${encodeURIComponent(text[language])}` }));
  const count = hits.length;
  return (
    <>
      <PageHead title={say('searchTitle')} lead={query ? undefined : say('searchLead')}>
        <SearchBox label={say('searchLabel')} action="/search" value={query} suggestions={query ? [] : suggestions} />
      </PageHead>
      <div className="wrap">
        {count > 0 && (
          <>
            <p className="dim results-head">{more ? say('foundMore', { count, query }) : say('found', { count, query })}</p>
            <Results hits={hits} query={query} />
          </>
        )}
        {query && count === 0 && (
          <Empty title={say('nothing', { query })}>
            {say('nothingHint')}{' '}
            {suggestions.map(({ text, href }) => (
              <span key={href}>
                <a href={href}>{text}</a>{' '}
              </span>
            ))}
          </Empty>
        )}
      </div>
    </>
  );
}

function Results({ hits, query }: Pick<SearchPage, 'hits' | 'query'>) {
  const speak = useSpeak();
  return (
    <ol className="rows results">
      {hits.map(({ kind, title, text, href }) => (
        <li key={href}>
          <p className="kick">{speak(kind)}</p>
          <h2>
            <a href={href}>{marked(speak(title), query)}</a>
          </h2>
          <p className="dim measure">{marked(speak(text), query)}</p>
        </li>
      ))}
    </ol>
  );
}

/** Underlines the words that were asked for. */
function marked(text: string, query: string): ReactNode[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const pattern = new RegExp(`(${words.map((word) => RegExp.escape(word)).join('|')})`, 'gi');
  return text.split(pattern).map((part, index) => {
    if (!words.includes(part.toLowerCase())) return part;
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence never move
    return <mark key={index}>{part}</mark>;
  });
}
