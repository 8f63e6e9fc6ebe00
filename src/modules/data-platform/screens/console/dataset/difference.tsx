import { useState } from 'react';

import { Button, Loaded, Section, Segments, useApi, useFormat, useTexts } from '#ui';

import type { DiffResult, RowDifference } from '../../../ingest/index.ts';
import { datasetApi, type ManifestView } from '../data.ts';
import { Scrolling } from '../scrolling.tsx';
import { dataTexts } from '../texts.ts';
import { datasetTexts } from './texts.ts';
import { Value } from './value.tsx';

type Change = RowDifference['change'];
const PAGE = 10;

interface DifferenceProps {
  readonly datasetKey: string;
  readonly from: number;
  readonly to: number;
  readonly schema: ManifestView['schema'];
}

/** Two versions held side by side: what came, what went, what changed, cell by cell. */
export function Difference({ datasetKey, from, to, schema }: DifferenceProps) {
  const t = useTexts(datasetTexts);
  const [key, setKey] = useState<readonly string[]>(() =>
    schema
      .filter(({ unique }) => unique)
      .slice(0, 1)
      .map(({ name }) => name),
  );
  const [change, setChange] = useState<Change>('changed');
  const [offset, setOffset] = useState(0);
  const reading = useApi<DiffResult>(key.length > 0 ? `${datasetApi(datasetKey)}/diff` : null, {
    query: { from, to, key: key.join(','), change, offset, limit: PAGE },
    freshSeconds: 3600,
  });
  const show = (next: Change) => {
    setChange(next);
    setOffset(0);
  };
  const { data } = reading;
  return (
    <Section
      title={t('difference', { from, to })}
      aside={
        data && (
          <Segments<Change>
            title={t('changes')}
            value={change}
            onChange={show}
            segments={[
              { value: 'added', title: t('added'), count: data.added },
              { value: 'removed', title: t('removed'), count: data.removed },
              { value: 'changed', title: t('changed'), count: data.changed },
            ]}
          />
        )
      }
      flush
    >
      <KeyChooser schema={schema} chosen={key} onChange={setKey} />
      {key.length > 0 && (
        <Loaded reading={reading}>
          {(result) => (
            <>
              <Rows result={result} change={change} from={from} to={to} />
              <Foot result={result} change={change} offset={offset} onOffset={setOffset} />
            </>
          )}
        </Loaded>
      )}
    </Section>
  );
}

interface KeyChooserProps {
  readonly schema: ManifestView['schema'];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

function KeyChooser({ schema, chosen, onChange }: KeyChooserProps) {
  const t = useTexts(datasetTexts);
  const flip = (name: string) => onChange(chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name]);
  return (
    <details className="in key-chooser" open={chosen.length === 0}>
      <summary className="small">
        {t('rowNamedBy')} <code>{chosen.join(', ') || '–'}</code>
      </summary>
      {chosen.length === 0 && <p className="small ink2">{t('chooseKey')}</p>}
      <fieldset className="row" aria-label={t('rowNamedBy')}>
        {schema.map(({ name }) => (
          <label key={name} className="row small">
            <input type="checkbox" checked={chosen.includes(name)} onChange={() => flip(name)} /> <code>{name}</code>
          </label>
        ))}
      </fieldset>
    </details>
  );
}

interface RowsProps {
  readonly result: DiffResult;
  readonly change: Change;
  readonly from: number;
  readonly to: number;
}

function Rows({ result: { page }, change, from, to }: RowsProps) {
  const t = useTexts(datasetTexts);
  const d = useTexts(dataTexts);
  if (page.length === 0) return <p className="in ink2">{t('noneOfThese')}</p>;
  return (
    <Scrolling title={t('changes')}>
      <table className="grid-t diff-t">
        <thead>
          <tr>
            <th scope="col">{t('key')}</th>
            <th scope="col">{d('field')}</th>
            {change !== 'added' && <th scope="col">{t('versionOf', { number: from })}</th>}
            {change !== 'removed' && <th scope="col">{t('versionOf', { number: to })}</th>}
          </tr>
        </thead>
        <tbody>
          {page.map((row) => (
            <DifferentRow key={JSON.stringify(row.key)} row={row} />
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

/** Of a changed row the cells that differ; of one that came or went, all that are filled. */
function DifferentRow({ row: { change, key, before, after } }: { readonly row: RowDifference }) {
  const fields = Object.keys({ ...before, ...after }).filter((name) => !(name in key) && differs(before?.[name], after?.[name]));
  const shown = change === 'changed' ? fields : fields.slice(0, 3);
  return shown.map((name, index) => (
    <tr key={name}>
      {index === 0 && (
        <th scope="rowgroup" rowSpan={shown.length}>
          <code>{Object.values(key).map(String).join(' · ')}</code>
        </th>
      )}
      <td>
        <code>{name}</code>
      </td>
      {change !== 'added' && <td className={change === 'changed' ? 'was' : undefined}>{before && <Value value={before[name]} />}</td>}
      {change !== 'removed' && <td className={change === 'changed' ? 'b' : undefined}>{after && <Value value={after[name]} />}</td>}
    </tr>
  ));
}

const differs = (before: unknown, after: unknown) => JSON.stringify(before ?? null) !== JSON.stringify(after ?? null);

interface FootProps {
  readonly result: DiffResult;
  readonly change: Change;
  readonly offset: number;
  readonly onOffset: (offset: number) => void;
}

function Foot({ result, change, offset, onOffset }: FootProps) {
  const t = useTexts(datasetTexts);
  const { number } = useFormat();
  const total = result[change];
  const { before, after } = result.unkeyed;
  return (
    <div className="in small ink2 diff-foot">
      <p>{t('same', { count: result.unchanged })}</p>
      {before + after > 0 && <p>{t('unkeyed', { before: number(before), after: number(after) })}</p>}
      {total > PAGE && (
        <div className="row">
          <span>{t('rowsShown', { from: number(offset + 1), to: number(Math.min(total, offset + PAGE)), total: number(total) })}</span>
          {offset > 0 && (
            <Button size="sm" onClick={() => onOffset(0)}>
              {t('previous')}
            </Button>
          )}
          {offset + PAGE < total && (
            <Button size="sm" onClick={() => onOffset(offset + PAGE)}>
              {t('following')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
