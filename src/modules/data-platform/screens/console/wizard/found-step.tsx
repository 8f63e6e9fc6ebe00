import type { Static } from 'typebox';

import { Facts, Loaded, Note, type Reading, Section, useApi, useFormat, useSay, useTexts } from '#ui';
import type { Dialect as DialectSchema } from '../../../ingest/index.ts';

import type { FoundColumn, Suggestion } from '../data.ts';
import { Scrolling } from '../scrolling.tsx';
import { DialectForm } from './dialect-form.tsx';
import { wizardTexts } from './texts.ts';
import type { SentFile } from './use-uploads.ts';

export type Dialect = Static<typeof DialectSchema>;
type Words = ReturnType<typeof useTexts<typeof wizardTexts.table>>;

/** What the platform understands of the first file; the others are held against it. */
export function useSuggestion(files: readonly SentFile[], dialect: Dialect | null): Reading<Suggestion> {
  const [first] = files;
  const ready = first?.finished ? `/api/data/uploads/${first.id}/sniff` : null;
  return useApi<Suggestion>(ready, { query: dialect ? { ...dialect, quote: dialect.quote ?? 'none' } : {}, freshSeconds: 3600 });
}

interface FoundStepProps {
  readonly files: readonly SentFile[];
  readonly dialect: Dialect | null;
  readonly onDialect: (dialect: Dialect | null) => void;
}

/** How a file is written and what stands in it, with problems in words; the steward corrects what is wrong. */
export function FoundStep({ files, dialect, onDialect }: FoundStepProps) {
  const t = useTexts(wizardTexts);
  const reading = useSuggestion(files, dialect);
  return (
    <Loaded reading={reading}>
      {({ sniff }) => (
        <div className="stack">
          <Section title={t('stepFound')} note={sniff.name}>
            <div className="found">
              <FileFacts sniff={sniff} />
              <Problems sniff={sniff} />
            </div>
            {sniff.dialect && (
              <DialectForm key={JSON.stringify(sniff.dialect)} found={sniff.dialect} corrected={dialect !== null} onApply={onDialect} />
            )}
            {files.slice(1).map((file) => (
              <OtherFile key={file.id} file={file} columns={sniff.columns} dialect={dialect} />
            ))}
          </Section>
          <FirstRows sniff={sniff} />
        </div>
      )}
    </Loaded>
  );
}

type Sniffed = Suggestion['sniff'];

function FileFacts({ sniff }: { readonly sniff: Sniffed }) {
  const t = useTexts(wizardTexts);
  const { number } = useFormat();
  const { kind, packedAs, encoding, dialect, bytes, sampledRows, columns } = sniff;
  const delimiter = dialect && (dialect.delimiter === '\t' ? t('tab') : dialect.delimiter);
  return (
    <Facts
      facts={[
        [t('kind'), `${kind.toUpperCase()}${packedAs ? ` · ${t('packed', { kind: packedAs })}` : ''}`],
        [t('size'), `${number(bytes / 1e6, bytes < 1e7 ? 2 : 0)} MB`],
        [t('encoding'), encoding && `${encoding.encoding} · ${t(encoding.evidence)}`],
        [t('delimiter'), delimiter && <code>{delimiter}</code>],
        [t('header'), dialect && number(dialect.headerLine)],
        [t('preview'), `${t('columnsFound', { count: columns.length })} · ${t('sampled', { count: sampledRows })}`],
      ]}
    />
  );
}

function Problems({ sniff }: { readonly sniff: Sniffed }) {
  const t = useTexts(wizardTexts);
  const found = problemsOf(sniff, t);
  if (found.length === 0) return <Note tone="ok">{t('noProblems')}</Note>;
  return (
    <Note tone="warn" title={t('problems')}>
      <ul className="bullets small">
        {found.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </Note>
  );
}

function problemsOf({ encoding, raggedRows, renamedColumns, columns }: Sniffed, t: Words): string[] {
  const whole = [
    encoding?.evidence === 'likely' && t('guessedEncoding'),
    raggedRows > 0 && t('ragged', { count: raggedRows }),
    renamedColumns > 0 && t('renamed', { count: renamedColumns }),
  ];
  return [...whole, ...columns.flatMap((column) => problemsOfColumn(column, t))].filter((words) => words !== false);
}

function problemsOfColumn({ field, exceptions, ambiguous, formulas }: FoundColumn, t: Words): (string | false)[] {
  const column = field.name;
  return [
    exceptions > 0 && t('exceptions', { column, count: exceptions, type: t(field.type) }),
    ambiguous && t('ambiguous', { column }),
    formulas > 0 && t('formulas', { column, count: formulas }),
  ];
}

function OtherFile({
  file,
  columns,
  dialect,
}: {
  readonly file: SentFile;
  readonly columns: readonly FoundColumn[];
  readonly dialect: Dialect | null;
}) {
  const t = useTexts(wizardTexts);
  const say = useSay();
  const { data, problem } = useSuggestion([file], dialect);
  if (problem) return <Note tone="stop">{`${file.name}: ${say(problem.text)}`}</Note>;
  if (!data) return null;
  const names = new Set(data.sniff.columns.map(({ field }) => field.name));
  const missing = columns.filter(({ field }) => !names.has(field.name)).map(({ field }) => field.name);
  if (missing.length === 0) return <p className="small ink2">{t('otherFile', { name: file.name })}</p>;
  return <Note tone="warn">{t('otherColumns', { name: file.name, missing: missing.join(', ') })}</Note>;
}

const SHOWN_ROWS = 12;

function FirstRows({ sniff: { columns, preview } }: { readonly sniff: Sniffed }) {
  const t = useTexts(wizardTexts);
  return (
    <Section title={t('preview')} flush>
      <Scrolling title={t('preview')}>
        <table className="grid-t cells">
          <thead>
            <tr>
              {columns.map(({ field }) => (
                <th key={field.name} scope="col">
                  {field.name} <span className="ink3">{t(field.type)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.slice(0, SHOWN_ROWS).map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other name than their place
              <tr key={index}>
                {columns.map(({ field }, place) => (
                  <td key={field.name}>{row[place]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
    </Section>
  );
}
