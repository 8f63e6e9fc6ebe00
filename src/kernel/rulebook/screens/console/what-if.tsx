import { AgeOf, Note, type Problem, Section, useFormat, useSay, useTexts } from '#ui';

import type { Fault, RuleSet } from '../../engine/rule-set.ts';
import type { SampledReport } from '../../schema.ts';
import { outputText } from './decision-table.tsx';
import { consoleTexts } from './texts.ts';

interface WhatIfProps {
  readonly set: RuleSet;
  readonly report: SampledReport | undefined;
  readonly problem: Problem | null;
  readonly groupBy: string;
  readonly groups: readonly string[];
  readonly onGroupBy: (field: string) => void;
}

/** What the written changes would do: how many, from where to where, by group, and to whom for example. */
export function WhatIf({ set, report, problem, groupBy, groups, onGroupBy }: WhatIfProps) {
  const t = useTexts(consoleTexts);
  const { number, percent } = useFormat();
  return (
    <Section title={t('whatIf')} note={report && (report.against ? t('against', { version: report.against }) : t('onItself'))}>
      <div className="stack tight">
        {problem && <Faults problem={problem} />}
        {report && (
          <>
            <Basis report={report} />
            <p>
              <span className="big-figure">{number(report.changed)}</span>{' '}
              {t('changes', {
                share: percent(report.subjects === 0 ? 0 : report.changed / report.subjects, 1),
                all: number(report.subjects),
              })}
            </p>
            <Matrix set={set} report={report} />
            {groups.length > 0 && (
              <label className="row">
                {t('groupBy')}
                <select className="input" value={groupBy} onChange={({ target }) => onGroupBy(target.value)}>
                  <option value="">{t('noGroup')}</option>
                  {groups.map((field) => (
                    <option key={field}>{field}</option>
                  ))}
                </select>
              </label>
            )}
            {groupBy && <Groups report={report} />}
            {report.sample.length > 0 && <Sample set={set} report={report} />}
          </>
        )}
      </div>
    </Section>
  );
}

function Faults({ problem }: { readonly problem: Problem }) {
  const t = useTexts(consoleTexts);
  const say = useSay();
  const faults = (problem.details['faults'] ?? []) as readonly Fault[];
  return (
    <Note tone="warn" title={faults.length > 0 ? t('faults') : say(problem.text)}>
      {faults.length > 0 && (
        <ul>
          {faults.map(({ row, column, text }) => (
            <li key={`${row} ${column} ${text.en}`}>
              <span className="mono">{[row, column].filter(Boolean).join(' · ')}</span> {say(text)}
            </li>
          ))}
        </ul>
      )}
    </Note>
  );
}

function Basis({ report: { basis, subjects, takenAt } }: { readonly report: SampledReport }) {
  const t = useTexts(consoleTexts);
  const { number } = useFormat();
  return (
    <p className="small ink2">
      {t(basis, { count: number(subjects) as never })} {basis === 'population' && <AgeOf at={takenAt} />}
    </p>
  );
}

function Matrix({ set, report: { matrix, output } }: { readonly set: RuleSet; readonly report: SampledReport }) {
  const t = useTexts(consoleTexts);
  const say = useSay();
  const { number } = useFormat();
  const reduction = set.reduce[output];
  const met = [...new Set(matrix.flatMap(({ from, to }) => [from, to]))];
  const order = reduction?.by === 'max' ? reduction.order.filter((value) => met.includes(value)) : [];
  const classes = [...order, ...met.filter((value) => !order.includes(value))];
  const count = (from: string, to: string) => matrix.find((cell) => cell.from === from && cell.to === to)?.count ?? 0;
  const kind = (from: string, to: string) => (from === to ? 'num same' : count(from, to) > 0 ? 'num moved' : 'num ink3');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must scroll by keyboard too (WCAG 2.1.1)
    <figure className="scroll-x" aria-label={t('matrix')} tabIndex={0}>
      <table className="grid-t matrix">
        <caption className="b small">{t('matrix')}</caption>
        <thead>
          <tr>
            <th scope="col">↓ →</th>
            {classes.map((to) => (
              <th key={to} scope="col" className="num">
                {outputText(set, output, to, say)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {classes.map((from) => (
            <tr key={from}>
              <th scope="row">{outputText(set, output, from, say)}</th>
              {classes.map((to) => (
                <td key={to} className={kind(from, to)}>
                  {number(count(from, to))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

function Groups({ report }: { readonly report: SampledReport }) {
  const t = useTexts(consoleTexts);
  const { number } = useFormat();
  return (
    <table className="grid-t">
      <thead>
        <tr>
          <th scope="col">{t('group')}</th>
          <th scope="col" className="num">
            {t('subjects')}
          </th>
          <th scope="col" className="num">
            {t('changed')}
          </th>
        </tr>
      </thead>
      <tbody>
        {report.groups.map(({ group, subjects, changed }) => (
          <tr key={group}>
            <th scope="row">{group || '–'}</th>
            <td className="num">{number(subjects)}</td>
            <td className="num">{number(changed)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const SHOWN = 8;

function Sample({ set, report: { sample, output, seed, changed } }: { readonly set: RuleSet; readonly report: SampledReport }) {
  const t = useTexts(consoleTexts);
  const say = useSay();
  return (
    <table className="grid-t matrix">
      <caption className="b small">
        {t('sample', { count: changed })} <span className="ink3">{t('drawn', { shown: sample.length, seed })}</span>
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('subject')}</th>
          <th scope="col">{t('becomes')}</th>
        </tr>
      </thead>
      <tbody>
        {sample.slice(0, SHOWN).map(({ name, from, to }) => (
          <tr key={name}>
            <th scope="row">
              <code>{name}</code>
            </th>
            <td>
              {outputText(set, output, from, say)} → <b>{outputText(set, output, to, say)}</b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
