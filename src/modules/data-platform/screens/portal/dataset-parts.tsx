import { Details, FileDownloads, ResponsiveTable, Scores, Section, Status, useFormats, useFrame, useSpeak } from '#ui/portal';

import type { DatasetPage, PageField } from '../../portal/dataset.ts';
import { dataTexts } from './texts.ts';

const DIMENSIONS = ['completeness', 'validity', 'uniqueness', 'consistency', 'timeliness'] as const;
const SOURCES_SHOWN = 6;
const CODES_SHOWN = 12;

/** Files, licence, hash and use, beside the page. */
export function DatasetAside({ data }: { data: DatasetPage }) {
  const { language } = useFrame();
  const say = dataTexts(language);
  const speak = useSpeak();
  const { key, version, licence, uses } = data;
  return (
    <aside className="aside" aria-labelledby="downloads">
      <h2 id="downloads">{say('downloads')}</h2>
      <FileDownloads
        files={data.files.map(({ format, href }) => ({ format: format.toUpperCase(), purpose: say(format), href }))}
        note={
          <>
            {say('downloadNote')} <a href={`/data/${key}/current.csv`}>/data/{key}/current.csv</a>
          </>
        }
      />
      <Details
        stacked
        items={[
          { label: say('licence'), value: <a href={licence.url}>{speak(licence.title)}</a> },
          {
            label: say('hash'),
            value: (
              <>
                <code className="brk xs">{version.contentHash}</code>
                <br />
                <span className="sm dim">
                  {say('hashText')}: <a href={`/data/${key}/v${version.number}/manifest.json`}>{say('manifest')}</a>
                </span>
              </>
            ),
          },
          { label: say('api'), value: <a href={`/api/data/datasets/${key}/rows?limit=20`}>/api/data/datasets/{key}/rows</a> },
          { label: say('legalBasis'), value: speak(data.legalBasis) },
          { label: say('uses'), value: say('usesText', { views: uses.view, downloads: uses.download, queries: uses.query }) },
        ]}
      />
    </aside>
  );
}

/** The schema dictionary. */
export function FieldTable({ fields }: { fields: readonly PageField[] }) {
  const say = dataTexts(useFrame().language);
  const speak = useSpeak();
  const { percent } = useFormats();
  return (
    <Section id="fields" title={say('fields')}>
      <ResponsiveTable
        caption={say('fields')}
        rows={fields}
        rowKey={({ name }) => name}
        columns={[
          {
            key: 'name',
            title: say('fieldName'),
            cell: ({ name, title }) => (
              <>
                <b>{speak(title)}</b>
                <br />
                <code className="xs dim">{name}</code>
              </>
            ),
          },
          { key: 'meaning', title: say('fieldMeaning'), cell: (field) => <Meaning field={field} /> },
          {
            key: 'type',
            title: say('fieldType'),
            cell: ({ type, unit, required }) => (
              <>
                {say(type as 'text')}
                {unit && `, ${speak(unit)}`}
                {required && <span className="xs dim"> {say('required')}</span>}
              </>
            ),
          },
          {
            key: 'filled',
            title: say('fieldFilled'),
            numeric: true,
            cell: ({ nullShare }) => (nullShare === null ? '–' : percent(1 - nullShare, 1)),
          },
        ]}
      />
    </Section>
  );
}

function Meaning({ field: { definition, codes } }: { field: PageField }) {
  const say = dataTexts(useFrame().language);
  const speak = useSpeak();
  return (
    <>
      {speak(definition)}
      {codes.length > 0 && (
        <details>
          <summary className="sm">
            {say('codes')} ({codes.length})
          </summary>
          <ul className="plain sm">
            {codes.slice(0, CODES_SHOWN).map(({ code, title }) => (
              <li key={code}>
                <code>{code}</code> {speak(title) === code ? '' : speak(title)}
              </li>
            ))}
            {codes.length > CODES_SHOWN && <li>{say('moreSources', { count: codes.length - CODES_SHOWN })}</li>}
          </ul>
        </details>
      )}
    </>
  );
}

/** Scores by dimension, each with what failed. */
export function QualitySection({ scorecard }: { scorecard: DatasetPage['scorecard'] }) {
  const say = dataTexts(useFrame().language);
  const { percent, number } = useFormats();
  const scores = DIMENSIONS.flatMap((dimension) => {
    const share = scorecard.dimensions[dimension];
    if (share === null) return [];
    const rules = scorecard.rules.filter((rule) => rule.dimension === dimension);
    const failing = rules.filter(({ failed }) => failed > 0);
    const failed = failing.reduce((sum, rule) => sum + rule.failed, 0);
    const checked = Math.max(...rules.map((rule) => rule.checked));
    const note =
      failed === 0
        ? say('checksPassed', { count: rules.length })
        : say('checksFailed', { failed: number(failed), checked: number(checked), rules: failing.map(({ id }) => id).join(', ') });
    return [{ name: say(dimension), share, value: percent(share, 1), note, warn: share < 0.95 }];
  });
  return (
    <Section id="quality" title={say('qualitySection')} more={say('qualityMore')}>
      <Scores scores={scores} />
    </Section>
  );
}

/** Source files with their hashes, and the account of every row. */
export function OriginSection({ data: { sources, version, read } }: { data: DatasetPage }) {
  const say = dataTexts(useFrame().language);
  const { instant, number } = useFormats();
  return (
    <Section id="origin" title={say('origin')}>
      <p>
        {say('originText', { count: sources.length, when: instant(version.loadedAt) })}{' '}
        {say('accounted', { read: number(read), accepted: number(version.rows), rejected: number(version.rejected) })}
      </p>
      <ResponsiveTable
        caption={say('origin')}
        rows={sources.slice(0, SOURCES_SHOWN)}
        rowKey={({ name }) => name}
        columns={[
          { key: 'name', title: say('sourceFile'), cell: ({ name }) => <span className="brk">{name}</span> },
          { key: 'rows', title: say('sourceRows'), numeric: true, cell: (source) => number(source.read) },
          { key: 'hash', title: say('sourceHash'), mono: true, cell: ({ sha256 }) => <span title={sha256}>{sha256.slice(0, 12)}…</span> },
        ]}
      />
      {sources.length > SOURCES_SHOWN && <p className="sm dim">{say('moreSources', { count: sources.length - SOURCES_SHOWN })}</p>}
    </Section>
  );
}

/** Every version, with a way to look at it as it was. */
export function VersionTable({ data: { key, versions } }: { data: DatasetPage }) {
  const say = dataTexts(useFrame().language);
  const { instant, number, percent } = useFormats();
  return (
    <Section id="versions" title={say('versions')}>
      <ResponsiveTable
        caption={say('versions')}
        rows={versions}
        rowKey={(version) => String(version.number)}
        columns={[
          {
            key: 'number',
            title: say('versionColumn'),
            cell: (version) => (
              <>
                <a href={`/open-data/${key}?version=${version.number}`}>{say('versionNo', { number: version.number })}</a>{' '}
                {version.state === 'current' && <Status tone="ok">{say('current')}</Status>}
              </>
            ),
          },
          { key: 'loaded', title: say('loadedColumn'), cell: ({ loadedAt }) => instant(loadedAt) },
          { key: 'rows', title: say('rowsFact'), numeric: true, cell: ({ rows }) => number(rows) },
          { key: 'score', title: say('quality'), numeric: true, cell: ({ score }) => (score === null ? '–' : percent(score, 1)) },
          {
            key: 'hash',
            title: say('hash'),
            mono: true,
            cell: ({ contentHash }) => <span title={contentHash}>{contentHash.slice(0, 12)}…</span>,
          },
        ]}
      />
    </Section>
  );
}
