import { type Bilingual, Details, idOf, ResponsiveTable, Section, useFormats, useSpeak, type ViewProps } from '#ui/portal';

import type { OutputValue, RuleSet } from '../../../engine/rule-set.ts';
import type { RulePage } from '../../../portal.ts';
import { ruleTexts } from '../texts.ts';

type Props = ViewProps<RulePage>;

/** The decision table in words; on a phone each rule is a card. */
export function DecisionTable({ data: { ruleSet: set, conditions, report }, frame: { language } }: Props) {
  const say = ruleTexts(language);
  const speak = useSpeak();
  const { number } = useFormats();
  const counts = report?.basis === 'population' ? new Map(report.rows.map(({ id, after }) => [id, after])) : null;
  return (
    <Section id="table" title={say('table')} more={say(set.hitPolicy === 'first' ? 'firstHit' : 'allHits')}>
      <ResponsiveTable
        caption={speak(set.title)}
        rows={set.rows}
        rowKey={({ id }) => id}
        columns={[
          { key: 'id', title: say('rule'), cell: ({ id, title }) => <RuleName id={id} title={speak(title)} /> },
          {
            key: 'if',
            title: say('condition'),
            cell: ({ id }) => <Conditions of={conditions[id] ?? []} always={say('always')} and={say('and')} />,
          },
          ...set.outputs.map(({ field, title }) => ({
            key: field,
            title: speak(title),
            cell: ({ outputs }: RuleSet['rows'][number]) => said(set, field, outputs[field] ?? null, language),
          })),
          ...(counts
            ? [
                {
                  key: 'count',
                  title: say('hitNow'),
                  numeric: true,
                  cell: ({ id }: RuleSet['rows'][number]) => number(counts.get(id) ?? 0),
                },
              ]
            : []),
        ]}
      />
      <ul className="sm dim plain">
        {reductions(set, language).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Section>
  );
}

function RuleName({ id, title }: { id: string; title: string }) {
  return (
    <>
      <span className="mono dim">{id}</span> <a href={`#${idOf('rule', id)}`}>{title}</a>
    </>
  );
}

function Conditions({ of, always, and }: { of: RulePage['conditions'][string]; always: string; and: string }) {
  const speak = useSpeak();
  if (of.length === 0) return always;
  return (
    <>
      {of.map(({ title, words }, at) => (
        <span key={title.zh}>
          {at > 0 && ` ${and} `}
          <span className="dim">{speak(title)}</span> <b>{speak(words)}</b>
        </span>
      ))}
    </>
  );
}

/** How several rules come together, and what holds without any. */
function reductions(set: RuleSet, language: 'en' | 'zh'): string[] {
  const say = ruleTexts(language);
  return set.outputs.flatMap(({ field, title }) => {
    const reduction = set.reduce[field];
    const output = title[language];
    const order =
      reduction?.by === 'max'
        ? reduction.order.map((value) => said(set, field, value, language)).join(language === 'zh' ? '、' : ', ')
        : '';
    const how = { max: say('highest', { output, order }), union: say('together', { output }), unique: say('onlyOne', { output }) };
    const base = set.otherwise[field];
    return [
      ...(reduction ? [how[reduction.by]] : []),
      ...(base === undefined || (Array.isArray(base) && base.length === 0)
        ? []
        : [say('otherwise', { value: said(set, field, base, language) })]),
    ];
  });
}

/** What each rule means for whoever it applies to: law, and the way out. */
export function Meanings({ data: { ruleSet: set }, frame: { language } }: Props) {
  const say = ruleTexts(language);
  const speak = useSpeak();
  return (
    <Section id="meaning" title={say('what')}>
      <ul className="plain rows">
        {set.rows.map(({ id, title, text, legalBasis, repairPath }) => (
          <li key={id}>
            <details>
              <summary>
                <span>
                  <span className="mono dim sm">{id}</span> <b>{speak(title)}</b>
                </span>
              </summary>
              <div id={idOf('rule', id)} className="stack-s">
                <p className="measure">{speak(text)}</p>
                <Details
                  items={[
                    ...(legalBasis.length > 0
                      ? [{ label: say('basis'), value: legalBasis.map((each) => cited(each, language)).join('; ') }]
                      : []),
                    ...(repairPath
                      ? [
                          { label: say('repair'), value: speak(repairPath.steps) },
                          { label: say('proof'), value: speak(repairPath.proof) },
                          { label: say('office'), value: speak(repairPath.office) },
                        ]
                      : []),
                  ]}
                />
              </div>
            </details>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const cited = ({ act, article }: { act: Bilingual; article: Bilingual }, language: 'en' | 'zh') =>
  language === 'zh' ? `《${act.zh}》${article.zh}` : `${act.en}, ${article.en}`;

/** Where each input comes from, and what happens without it. */
export function Inputs({ data: { ruleSet: set }, frame: { language } }: Props) {
  const say = ruleTexts(language);
  const speak = useSpeak();
  return (
    <Section id="inputs" title={say('inputs')}>
      <ResponsiveTable
        caption={say('inputs')}
        rows={set.inputs}
        rowKey={({ field }) => field}
        columns={[
          { key: 'title', title: say('input'), cell: ({ title }) => speak(title) },
          { key: 'kind', title: say('kind'), cell: ({ type, unit }) => `${say(type)}${unit ? `, ${speak(unit)}` : ''}` },
          { key: 'dataset', title: say('dataset'), mono: true, cell: ({ dataset }) => dataset },
          { key: 'missing', title: say('missing'), cell: ({ nullable }) => say(nullable ? 'counts' : 'neverWorse') },
        ]}
      />
    </Section>
  );
}

/** Cases that anybody can follow. */
export function Examples({ data: { ruleSet: set }, frame: { language } }: Props) {
  const say = ruleTexts(language);
  const speak = useSpeak();
  return (
    <Section id="examples" title={say('examples')}>
      <p className="measure dim">{say('examplesText')}</p>
      <ResponsiveTable
        caption={say('examples')}
        rows={set.examples ?? []}
        rowKey={({ title }) => title.zh}
        columns={[
          { key: 'title', title: say('example'), cell: ({ title }) => speak(title) },
          ...set.outputs.map(({ field, title }) => ({
            key: field,
            title: speak(title),
            cell: ({ outcome }: NonNullable<RuleSet['examples']>[number]) => said(set, field, outcome[field] ?? null, language),
          })),
        ]}
      />
    </Section>
  );
}

/** An output in words. */
export function said(set: RuleSet, field: string, value: OutputValue | null, language: 'en' | 'zh'): string {
  const say = ruleTexts(language);
  const labels = set.outputs.find((output) => output.field === field)?.values ?? [];
  const word = (one: string) => labels.find((label) => label.value === one)?.title[language] ?? one;
  if (value === null) return say('unknown');
  if (!Array.isArray(value)) return word(String(value));
  return value.length === 0 ? say('nothing') : value.map(word).join(language === 'zh' ? '、' : ', ');
}
