import { Button, Section, useSay, useTexts } from '#ui';

import type { RuleSet } from '../../engine/rule-set.ts';
import { boundsOf, cellKey, type Edits, withBound } from './edits.ts';
import { consoleTexts } from './texts.ts';

interface BoundsProps {
  readonly set: RuleSet;
  readonly row: RuleSet['rows'][number];
  readonly edits: Edits;
  readonly onEdit: (row: string, field: string, cell: string) => void;
}

/** Every number of the chosen row as a slider, so that the what-if can be watched while a threshold is dragged. */
export function Bounds({ set, row, edits, onEdit }: BoundsProps) {
  const t = useTexts(consoleTexts);
  const say = useSay();
  const sliders = set.inputs.flatMap((input) => {
    const kept = row.cells[input.field] ?? '';
    const cell = edits[cellKey(row.id, input.field)] ?? kept;
    return boundsOf(cell).map((bound, at) => ({ input, kept, cell, bound, original: boundsOf(kept)[at]?.text }));
  });
  if (sliders.length === 0) return null;
  return (
    <Section title={`${row.id} ${say(row.title)}`}>
      <div className="stack tight">
        {sliders.map(({ input, cell, bound, original }) => {
          const value = Number(bound.text);
          const base = Number(original ?? bound.text);
          const span = Math.max(10, Math.abs(base));
          return (
            <div key={`${input.field} ${bound.at}`} className="bound">
              <label>
                {t('bound', { row: row.id, column: say(input.title), value })}
                <input
                  type="range"
                  min={base - span}
                  max={base + span}
                  step={input.step ?? 1}
                  value={value}
                  onChange={({ target }) => onEdit(row.id, input.field, withBound(cell, bound, Number(target.value)))}
                />
              </label>
              {value !== base && (
                <Button kind="quiet" size="sm" onClick={() => onEdit(row.id, input.field, withBound(cell, bound, base))}>
                  {t('back', { value: base })}
                </Button>
              )}
            </div>
          );
        })}
      </div>
    </Section>
  );
}
