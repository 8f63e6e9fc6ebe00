import type { Columns } from './columns.ts';
import type { CompiledRules } from './compile.ts';
import { without } from './mask.ts';
import { MaskIndex } from './mask-index.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/** Outcomes of many subjects: few distinct ones, and which of them each subject has. */
export interface Derivation {
  readonly outcomes: readonly Outcome[];
  /** By subject, the place of its outcome in `outcomes`. */
  readonly numbers: Uint32Array;
}

/**
 * Decides every subject of the columns.
 * @throws rulebook.noColumn, rulebook.moreThanOneHit
 */
export function derive(rules: CompiledRules, columns: Columns): Derivation {
  const index = new MaskIndex();
  const numberAt = numbering(rules, columns, index);
  const numbers = new Uint32Array(columns.length);
  for (let i = 0; i < columns.length; i += 1) numbers[i] = numberAt(i);
  return { outcomes: index.combinations.map(({ hits, unknown }) => outcomeOf(rules.set, hits, unknown)), numbers };
}

/** Binds rules to columns so that each subject gets the number of its combination of rows. */
export function numbering(rules: CompiledRules, columns: Columns, index: MaskIndex): (i: number) => number {
  if (!hasGaps(rules, columns)) {
    const hitsAt = rules.over(columns);
    return (i) => index.numberOf(hitsAt(i), null);
  }
  const certainAt = rules.over(columns, 'certain');
  const possibleAt = rules.over(columns, 'possible');
  return (i) => {
    const certain = certainAt(i);
    const unknown = without(possibleAt(i), certain);
    const isKnown = typeof unknown === 'number' ? unknown === 0 : unknown.every((word) => word === 0);
    return index.numberOf(certain, isKnown ? null : unknown);
  };
}

const hasGaps = ({ set }: CompiledRules, { byField }: Columns) =>
  set.inputs.some(({ field, nullable }) => !nullable && byField[field]?.valid);
