import { Fragment, useState } from 'react';

import { Button, Loaded, Section, useApi, useFormat, useTexts } from '#ui';

import type { ManifestView, Paged, Refusal } from '../data.ts';
import { Scrolling } from '../scrolling.tsx';
import { dataTexts } from '../texts.ts';
import { wizardTexts } from '../wizard/texts.ts';
import { faultWords } from './fault-words.ts';
import { loadTexts } from './texts.ts';

interface RefusedProps {
  readonly loadId: string;
  readonly manifest: ManifestView;
}

/** Rows that were set aside, by reason: one example of each with the cell at fault, the others behind a button. */
export function Refused({ loadId, manifest }: RefusedProps) {
  const t = useTexts(loadTexts);
  const d = useTexts(dataTexts);
  const { number } = useFormat();
  const { rejected, read } = manifest.rows;
  const api = `/api/data/loads/${loadId}`;
  const reading = useApi<Pick<Paged<Refusal>, 'items'>>(rejected > 0 ? `${api}/refusals` : null, { freshSeconds: 3600 });
  return (
    <Section
      title={d('refusedRows')}
      note={t('refusedOf', { rejected: number(rejected), read: number(read) })}
      aside={
        rejected > 0 && (
          <>
            <a href={`${api}/refusals.csv`} download>
              {t('downloadCsv')}
            </a>
            <a href={`${api}/rejects`} download>
              {t('downloadLines')}
            </a>
          </>
        )
      }
      flush
    >
      {rejected === 0 ? (
        <p className="in ink2">{t('noneRefused')}</p>
      ) : (
        <Loaded reading={reading}>
          {({ items }) => (
            <>
              <Reasons refusals={items} manifest={manifest} />
              {items.length < rejected && <p className="in tiny ink2">{t('firstOf', { count: items.length })}</p>}
            </>
          )}
        </Loaded>
      )}
    </Section>
  );
}

function Reasons({ refusals, manifest }: { readonly refusals: readonly Refusal[]; readonly manifest: ManifestView }) {
  const t = useTexts(loadTexts);
  const d = useTexts(dataTexts);
  const groups = Map.groupBy(refusals, ({ faults }) => faults[0] ?? '');
  const counts = new Map(manifest.scorecard.rules.map(({ id, failed }) => [id, failed]));
  return (
    <Scrolling title={d('refusedRows')}>
      <table className="grid-t refused-t">
        <thead>
          <tr>
            <th scope="col" className="num">
              {t('line')}
            </th>
            <th scope="col">{d('field')}</th>
            <th scope="col">{t('value')}</th>
            <th scope="col">{t('why')}</th>
            <th scope="col" className="num">
              {t('alike')}
            </th>
          </tr>
        </thead>
        <tbody>
          {[...groups].map(([fault, rows]) => (
            <Reason key={fault} rows={rows} manifest={manifest} count={Math.max(rows.length, counts.get(fault) ?? 0)} />
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

interface ReasonProps {
  readonly rows: readonly Refusal[];
  readonly manifest: ManifestView;
  readonly count: number;
}

function Reason({ rows, manifest, count }: ReasonProps) {
  const t = useTexts(loadTexts);
  const { number } = useFormat();
  const [open, setOpen] = useState(false);
  const many = manifest.sources.length > 1;
  return (
    <Fragment>
      {rows.slice(0, open ? undefined : 1).map((row, index) => (
        <Row key={`${row.file} ${row.line}`} row={row} manifest={manifest} withFile={many}>
          {index === 0 && (
            <span className="alike">
              {rows.length > 1 && (
                <Button size="sm" kind="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
                  {open ? t('hideAlike') : t('showAlike', { count: rows.length })}
                </Button>
              )}
              {number(count)}
            </span>
          )}
        </Row>
      ))}
    </Fragment>
  );
}

interface RowProps {
  readonly row: Refusal;
  readonly manifest: ManifestView;
  readonly withFile: boolean;
  readonly children: React.ReactNode;
}

function Row({ row, manifest, withFile, children }: RowProps) {
  const t = useTexts(loadTexts);
  const types = useTexts(wizardTexts);
  const { number } = useFormat();
  const { file, line, field, value, raw, faults } = row;
  return (
    <tr>
      <td className="num nb">
        {number(line)}
        {withFile && <small className="sample">{file}</small>}
      </td>
      <td>{field ? <code>{field}</code> : <span className="ink2">{t('wholeRow')}</span>}</td>
      <td>
        {value === '' ? (
          <span className="ink3">{t('emptyValue')}</span>
        ) : (
          <code className="at-fault">{value ?? raw.trim().slice(0, 120)}</code>
        )}
        {value !== null && (
          <details className="raw">
            <summary className="tiny">{t('wholeRow')}</summary>
            <code className="tiny">{raw.trim()}</code>
          </details>
        )}
      </td>
      <td>{faults.map((fault) => faultWords(fault, manifest.schema, t, types)).join('; ')}</td>
      <td className="num">{children}</td>
    </tr>
  );
}
