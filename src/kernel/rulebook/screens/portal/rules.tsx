import { Empty, PageHead, Pagination, useFormats, useSpeak, type ViewProps } from '#ui/portal';

import type { RulesPage } from '../../portal.ts';
import { ruleTexts } from './texts.ts';

/** Everything the district decides by. */
export default function Rules({ data, frame: { language, now } }: ViewProps<RulesPage>) {
  const say = ruleTexts(language);
  const speak = useSpeak();
  const { day } = useFormats();
  const today = now.toISOString().slice(0, 10);
  return (
    <>
      <PageHead title={say('listTitle')} lead={say('listLead')} />
      <div className="wrap">
        {data.items.length === 0 && <Empty title={say('none')}>{say('noneText')}</Empty>}
        <ul className="plain rows">
          {data.items.map(({ identifier, title, text, version, validFrom, endsOn, rows }) => (
            <li key={identifier} className="stack-s">
              <h2 className="serif">
                <a href={`/rules/${identifier}`}>{speak(title)}</a>
              </h2>
              <p className="dim measure">{speak(text)}</p>
              <p className="sm dim">
                {[
                  say('rows', { count: rows }),
                  say('versionOf', { version }),
                  validFrom > today ? say('from', { day: day(validFrom) }) : say('since', { day: day(validFrom) }),
                  ...(endsOn ? [say('until', { day: day(endsOn) })] : []),
                ].join(' · ')}
              </p>
            </li>
          ))}
        </ul>
        <Pagination next={data.next && `/rules?cursor=${data.next}`} />
      </div>
    </>
  );
}
