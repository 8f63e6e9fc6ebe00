import { useFormat, useSay, useTexts } from '#ui';

import type { RuleSet } from '../../engine/rule-set.ts';
import type { SampledReport } from '../../schema.ts';
import { cellKey, type Edits } from './edits.ts';
import { consoleTexts } from './texts.ts';

interface DecisionTableProps {
  readonly set: RuleSet;
  readonly edits: Edits;
  readonly onEdit: ((row: string, field: string, cell: string) => void) | null;
  readonly report: SampledReport | undefined;
  readonly selected: string;
  readonly onSelect: (row: string) => void;
}

/** More columns than this do not fit beside each other; then each row names the conditions it has. */
const MOST_COLUMNS = 4;

/** The table as stewards see it: tests and outputs, hits now and their change; cells can be written in when `onEdit` is given. */
export function DecisionTable(props: DecisionTableProps) {
  const t = useTexts(consoleTexts);
  const say = useSay();
  const { set, selected, onSelect } = props;
  const used = set.inputs.filter(({ field }) => set.rows.some(({ cells }) => cells[field]?.trim()));
  const wide = used.length > MOST_COLUMNS;
  const counts = new Map(props.report?.rows.map((row) => [row.id, row]));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must scroll by keyboard too (WCAG 2.1.1)
    <figure className="scroll-x" aria-label={t('table')} tabIndex={0}>
      <table className="grid-t rule-table">
        <caption className="vh">{t('table')}</caption>
        <Head set={set} columns={wide ? [] : used} />
        <tbody>
          {set.rows.map((row) => (
            <tr key={row.id} data-chosen={row.id === selected || undefined} onFocus={() => onSelect(row.id)}>
              <th scope="row">
                <button type="button" className="link" onClick={() => onSelect(row.id)} aria-pressed={row.id === selected}>
                  <span className="mono">{row.id}</span> {say(row.title)}
                </button>
              </th>
              {wide ? (
                <Conditions {...props} row={row} />
              ) : (
                used.map((input) => (
                  <td key={input.field}>
                    <Cell {...props} row={row} input={input} />
                  </td>
                ))
              )}
              {set.outputs.map(({ field }) => (
                <td key={field}>{outputText(set, field, row.outputs[field], say)}</td>
              ))}
              <Counts of={counts.get(row.id)} />
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

function Head({ set, columns }: { readonly set: RuleSet; readonly columns: RuleSet['inputs'] }) {
  const t = useTexts(consoleTexts);
  const say = useSay();
  return (
    <thead>
      <tr>
        <th scope="col">{t('row')}</th>
        {columns.length === 0 && (
          <th scope="col" className="if">
            {t('if')}
          </th>
        )}
        {columns.map(({ field, title }) => (
          <th key={field} scope="col" className="if">
            {say(title)}
          </th>
        ))}
        {set.outputs.map(({ field, title }) => (
          <th key={field} scope="col" className="then">
            {say(title)}
          </th>
        ))}
        <th scope="col" className="num">
          {t('hits')}
        </th>
        <th scope="col" className="num">
          {t('change')}
        </th>
      </tr>
    </thead>
  );
}

type RowProps = DecisionTableProps & { readonly row: RuleSet['rows'][number] };

/** The conditions a row has; all that it could have while it is chosen for editing. */
function Conditions(props: RowProps) {
  const t = useTexts(consoleTexts);
  const say = useSay();
  const { set, row, edits, selected, onEdit } = props;
  const all = row.id === selected && onEdit !== null;
  const shown = set.inputs.filter(({ field }) => all || row.cells[field]?.trim() || edits[cellKey(row.id, field)] !== undefined);
  if (shown.length === 0) return <td className="ink3">{t('atOnce')}</td>;
  return (
    <td>
      <ul className="conditions">
        {shown.map((input) => (
          <li key={input.field}>
            <span className="ink2">{say(input.title)}</span>
            <span>
              <Cell {...props} input={input} />
            </span>
          </li>
        ))}
      </ul>
    </td>
  );
}

function Cell({ row, input, edits, onEdit }: RowProps & { readonly input: RuleSet['inputs'][number] }) {
  const t = useTexts(consoleTexts);
  const say = useSay();
  const kept = row.cells[input.field] ?? '';
  const edited = edits[cellKey(row.id, input.field)];
  const changed = edited !== undefined && edited !== kept;
  if (!onEdit) return kept ? <code>{kept}</code> : <span className="ink3">{t('any')}</span>;
  return (
    <>
      {changed && (
        <del>
          <code>{kept || t('any')}</code>
        </del>
      )}
      <input
        className={changed ? 'cell edited' : 'cell'}
        aria-label={t('cellOf', { column: say(input.title), row: row.id })}
        value={edited ?? kept}
        placeholder={t('any')}
        spellCheck={false}
        onChange={({ target }) => onEdit(row.id, input.field, target.value)}
      />
    </>
  );
}

function Counts({ of }: { readonly of: SampledReport['rows'][number] | undefined }) {
  const { number } = useFormat();
  const step = (of?.after ?? 0) - (of?.before ?? 0);
  return (
    <>
      <td className="num">{of && number(of.after)}</td>
      <td className="num">{of && (step === 0 ? 0 : <b>{step > 0 ? `+${number(step)}` : `−${number(-step)}`}</b>)}</td>
    </>
  );
}

/** An output in the words its column declares. */
export function outputText(
  set: RuleSet,
  field: string,
  value: RuleSet['rows'][number]['outputs'][string] | undefined,
  say: ReturnType<typeof useSay>,
): string {
  const labels = set.outputs.find((output) => output.field === field)?.values ?? [];
  const word = (one: string) => {
    const label = labels.find((each) => each.value === one);
    return label ? say(label.title) : one;
  };
  return Array.isArray(value) ? value.map(word).join(', ') : word(String(value ?? ''));
}
