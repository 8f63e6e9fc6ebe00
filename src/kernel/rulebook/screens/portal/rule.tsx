import { Facts, FileDownloads, PageHead, Section, useFormats, useSpeak, type ViewProps } from '#ui/portal';

import type { RulePage } from '../../portal.ts';
import { Changes, Effect, Versions } from './rule/history.tsx';
import { DecisionTable, Examples, Inputs, Meanings } from './rule/table.tsx';
import { ruleTexts } from './texts.ts';

type Props = ViewProps<RulePage>;

/** One rule set: its table in words, what each rule means, what changed, and how to check it. */
export default function Rule({ data, frame }: Props) {
  const say = ruleTexts(frame.language);
  const speak = useSpeak();
  const { day } = useFormats();
  const { ruleSet: set, endsOn } = data;
  return (
    <>
      <PageHead kick={say('kick')} title={speak(set.title)} lead={speak(set.text)}>
        <Facts
          facts={[
            { label: say('version'), value: set.version, note: say(set.state) },
            { label: say('validFrom'), value: day(set.validFrom), note: endsOn ? say('until', { day: day(endsOn) }) : say('open') },
            { label: say('notice'), value: say('workingDays', { count: set.noticePeriod }) },
          ]}
        />
      </PageHead>
      <div className="wrap cols">
        <div>
          <DecisionTable data={data} frame={frame} />
          <Meanings data={data} frame={frame} />
          {data.changes && <Changes data={data} frame={frame} />}
          {data.report && <Effect data={data} frame={frame} />}
          <Inputs data={data} frame={frame} />
          {(set.examples ?? []).length > 0 && <Examples data={data} frame={frame} />}
          <Versions data={data} frame={frame} />
        </div>
        <Aside data={data} frame={frame} />
      </div>
    </>
  );
}

function Aside({ data: { ruleSet: set, digest, ledgerEntryId }, frame }: Props) {
  const say = ruleTexts(frame.language);
  const speak = useSpeak();
  const file = `/api/rulebook/export.jdm.json?identifier=${set.identifier}&version=${set.version}`;
  const hasDays = set.inputs.some(({ type }) => type === 'date');
  return (
    <aside className="stack-l">
      <div className="aside stack-s">
        <h2>{say('basis')}</h2>
        <ul className="bul">
          {set.legalBasis.map(({ act, article, link }) => (
            <li key={act.zh + article.zh}>
              {link ? <a href={link}>{speak(act)}</a> : speak(act)} {speak(article)}
            </li>
          ))}
        </ul>
        <h2>{say('ask')}</h2>
        <p>{speak(set.contact)}</p>
        <h2>{say('appeal')}</h2>
        <p>{speak(set.appeal)}</p>
      </div>
      <Section id="take" title={say('take')}>
        <FileDownloads
          files={[
            { format: 'JDM', purpose: say('takeText'), href: file },
            ...(hasDays ? [{ format: 'JDM', purpose: say('takeDays'), href: `${file}&dates=days` }] : []),
          ]}
        />
      </Section>
      {ledgerEntryId && (
        <Section id="proven" title={say('proven')}>
          <p className="sm brk">{say('provenText', { digest: digest.slice(0, 16) })}</p>
          <p className="sm">
            <a href={`/ledger?entry=${ledgerEntryId}`}>{say('see')}</a>
          </p>
        </Section>
      )}
    </aside>
  );
}
