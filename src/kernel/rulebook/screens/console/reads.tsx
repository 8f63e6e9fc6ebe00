import { Link } from 'react-router';

import { Facts, Section, useFormat, useSay, useTexts } from '#ui';

import type { RuleSet } from '../../engine/rule-set.ts';
import type { VersionView } from '../../schema.ts';
import { StatePill } from './state-pill.tsx';
import { consoleTexts } from './texts.ts';

/** The words of one row in both languages, with law and repair. */
export function Reads({ set, row }: { readonly set: RuleSet; readonly row: RuleSet['rows'][number] }) {
  const t = useTexts(consoleTexts);
  const say = useSay();
  const basis = row.legalBasis.length > 0 ? row.legalBasis : set.legalBasis;
  const { repairPath } = row;
  return (
    <Section title={t('reads', { row: row.id })}>
      <div className="both">
        <p lang="en">
          <b>{row.title.en}</b>
          <br />
          {row.text.en}
        </p>
        <p lang="zh-CN">
          <b>{row.title.zh}</b>
          <br />
          {row.text.zh}
        </p>
      </div>
      <Facts
        facts={[
          [t('basis'), basis.map(({ act, article }) => `${say(act)} ${say(article)}`).join('; ')],
          [t('repair'), repairPath ? [repairPath.steps, repairPath.proof, repairPath.office].map(say).join(' · ') : t('noRepair')],
        ]}
      />
    </Section>
  );
}

/** All versions, and what this one writes differently. */
export function Versions({ view: { ruleSet, versions, changes } }: { readonly view: VersionView }) {
  const t = useTexts(consoleTexts);
  const { day } = useFormat();
  return (
    <Section title={t('versions')}>
      <div className="stack tight">
        <ul className="version-list">
          {versions.map(({ version, state, validFrom, endsOn }) => (
            <li key={version} className="row">
              {version === ruleSet.version ? (
                <b>{version}</b>
              ) : (
                <Link to={`/rules/${ruleSet.identifier}?version=${version}`}>{version}</Link>
              )}
              <StatePill state={state} />
              <span className="small ink2">
                {t('from', { day: day(validFrom) })} {endsOn && t('until', { day: day(endsOn) })}
              </span>
            </li>
          ))}
        </ul>
        {changes && <Differences changes={changes} />}
      </div>
    </Section>
  );
}

function Differences({ changes: { against, cells } }: { readonly changes: NonNullable<VersionView['changes']> }) {
  const t = useTexts(consoleTexts);
  return (
    <div>
      <h3>{t('differences', { version: against })}</h3>
      {cells.length === 0 && <p className="small ink2">{t('noDifferences')}</p>}
      <ul className="version-list">
        {cells.map(({ row, field, before, after }) => (
          <li key={`${row} ${field}`} className="row">
            <span className="mono">
              {row} · {field}
            </span>
            <del>
              <code>{before || t('any')}</code>
            </del>{' '}
            <ins>
              <code>{after || t('any')}</code>
            </ins>
          </li>
        ))}
      </ul>
    </div>
  );
}
