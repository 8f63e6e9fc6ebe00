import { ResponsiveTable, Section, useFormats, useSpeak, type ViewProps } from '#ui/portal';

import type { RulePage } from '../../../portal.ts';
import { ruleTexts } from '../texts.ts';
import { said } from './table.tsx';

type Props = ViewProps<RulePage>;

/** Cell by cell, what the version before said otherwise. */
export function Changes({ data: { ruleSet: set, changes }, frame: { language } }: Props) {
  const say = ruleTexts(language);
  const speak = useSpeak();
  const cells = changes?.cells ?? [];
  const titleOf = (field: string) => [...set.inputs, ...set.outputs].find((column) => column.field === field)?.title;
  const cell = (text: string | null) => (text === null ? say('absent') : text === '' ? say('any') : <code>{text}</code>);
  return (
    <Section id="changes" title={say('changes', { version: changes?.against ?? '' })}>
      {cells.length === 0 ? (
        <p className="measure">{say('noChanges')}</p>
      ) : (
        <ResponsiveTable
          caption={say('changes', { version: changes?.against ?? '' })}
          rows={cells}
          rowKey={({ row, field }) => `${row} ${field}`}
          columns={[
            { key: 'row', title: say('rule'), mono: true, cell: ({ row }) => row },
            { key: 'column', title: say('column'), cell: ({ field }) => speak(titleOf(field) ?? { en: field, zh: field }) },
            { key: 'before', title: say('before'), cell: ({ before }) => <del>{cell(before)}</del> },
            { key: 'after', title: say('after'), cell: ({ after }) => <ins>{cell(after)}</ins> },
          ]}
        />
      )}
    </Section>
  );
}

/** What the what-if showed to the two who signed. */
export function Effect({ data: { ruleSet: set, report }, frame: { language } }: Props) {
  const say = ruleTexts(language);
  const { number } = useFormats();
  if (!report || report.against === null) return null;
  const { subjects, changed, output, matrix, basis } = report;
  const moved = matrix.filter(({ from, to }) => from !== to);
  return (
    <Section id="effect" title={say('effect')}>
      <p className="measure">{basis === 'examples' ? say('effectExamples', { subjects }) : say('effectText', { subjects, changed })}</p>
      {moved.length > 0 && (
        <ResponsiveTable
          caption={say('effect')}
          rows={moved}
          rowKey={({ from, to }) => `${from} ${to}`}
          columns={[
            {
              key: 'step',
              title: say('fromTo'),
              cell: ({ from, to }) => `${said(set, output, from, language)} → ${said(set, output, to, language)}`,
            },
            { key: 'count', title: say('subjects'), numeric: true, cell: ({ count }) => number(count) },
          ]}
        />
      )}
    </Section>
  );
}

/** All versions, the shown one marked. */
export function Versions({ data: { ruleSet: set, versions }, frame: { language } }: Props) {
  const say = ruleTexts(language);
  const { day } = useFormats();
  return (
    <Section id="versions" title={say('versions')}>
      <ResponsiveTable
        caption={say('versions')}
        rows={versions}
        rowKey={({ version }) => version}
        hit={({ version }) => (version === set.version && versions.length > 1 ? say('current') : null)}
        columns={[
          {
            key: 'version',
            title: say('version'),
            cell: ({ version }) =>
              version === set.version ? version : <a href={`/rules/${set.identifier}?version=${version}`}>{version}</a>,
          },
          { key: 'state', title: say('state'), cell: ({ state }) => say(state) },
          {
            key: 'from',
            title: say('validFrom'),
            cell: ({ validFrom, endsOn }) => `${day(validFrom)}${endsOn ? ` ${say('until', { day: day(endsOn) })}` : ''}`,
          },
          { key: 'published', title: say('published'), cell: ({ publishedAt }) => (publishedAt ? day(publishedAt) : '') },
        ]}
      />
    </Section>
  );
}
