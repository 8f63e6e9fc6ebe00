import { errors } from '../errors.ts';
import { type Columns, subjectAt, valueAt } from './columns.ts';
import type { CompiledRules } from './compile.ts';
import { numbering } from './derive.ts';
import { MaskIndex } from './mask-index.ts';
import { keyOf, outcomeOf } from './outcome.ts';
import { randomSource } from './random.ts';
import type { Subject } from './rule-set.ts';

/** What a what-if compares. */
export interface WhatIfQuestion {
  readonly before: CompiledRules;
  readonly after: CompiledRules;
  readonly columns: Columns;
  /** The output whose change counts, such as `status`. */
  readonly output: string;
  /** A text column to count by, such as the industry. */
  readonly groupBy?: string | undefined;
  /** Draws the sample; the same seed draws the same subjects. */
  readonly seed?: number;
  /** How a subject is called; its position unless said. */
  readonly nameOf?: (i: number) => string;
}

/** What would change for whom. */
export interface WhatIfReport {
  readonly subjects: number;
  readonly changed: number;
  readonly output: string;
  readonly seed: number;
  readonly matrix: readonly { readonly from: string; readonly to: string; readonly count: number }[];
  readonly rows: readonly { readonly id: string; readonly before: number; readonly after: number }[];
  readonly groups: readonly GroupCount[];
  /** Up to 100 changed subjects drawn at random, in their order. */
  readonly sample: readonly { readonly name: string; readonly from: string; readonly to: string; readonly subject: Subject }[];
}

interface GroupCount {
  readonly group: string;
  readonly subjects: number;
  readonly changed: number;
  /** Subjects by hit row under the new version. */
  readonly rows: Readonly<Record<string, number>>;
}

const SAMPLE = 100;

/**
 * Decides every subject by two versions over the same columns and counts what changes.
 * @throws rulebook.noOutput, rulebook.noColumn, rulebook.moreThanOneHit
 */
export function whatIf({ before, after, columns, output, groupBy, seed = 1, nameOf = String }: WhatIfQuestion): WhatIfReport {
  const groups = groupsOf(columns, groupBy);
  const classes = new Classes();
  const old = new Side(before, columns, output, classes);
  const fresh = new Side(after, columns, output, classes);
  const tally = passOver(old, fresh, groups, columns.length, seed);
  const drawn = tally.sample.toSorted((one, other) => one - other);
  const sample = drawn.map((i) => ({ name: nameOf(i), from: old.nameAt(i), to: fresh.nameAt(i), subject: subjectAt(columns, i) }));
  return { subjects: columns.length, output, seed, changed: sum(tally.changed), ...tables(old, fresh, groups, tally, classes), sample };
}

/** Distinct values of the output, numbered over both versions. */
class Classes {
  readonly names: string[] = [];

  numberOf(name: string): number {
    const known = this.names.indexOf(name);
    return known >= 0 ? known : this.names.push(name) - 1;
  }
}

/** One version over the columns: each combination of hit rows once worked out, then only counted. */
class Side {
  readonly rules: CompiledRules;
  readonly numberAt: (i: number) => number;
  /** Class of the output by combination. */
  readonly classOf: number[] = [];
  /** Rows that hit by combination. */
  readonly hitsOf: (readonly number[])[] = [];
  private readonly index = new MaskIndex();
  private readonly output: string;
  private readonly classes: Classes;

  constructor(rules: CompiledRules, columns: Columns, output: string, classes: Classes) {
    if (!rules.set.outputs.some(({ field }) => field === output)) throw errors.noOutput({ field: output });
    this.rules = rules;
    this.output = output;
    this.classes = classes;
    this.numberAt = numbering(rules, columns, this.index);
  }

  /** Works out a combination when it is met for the first time. @throws rulebook.moreThanOneHit */
  learn(combination: number): void {
    const { hits, unknown } = this.index.combinations[combination] as MaskIndex['combinations'][number];
    const outcome = outcomeOf(this.rules.set, hits, unknown);
    this.classOf.push(this.classes.numberOf(keyOf(outcome.outputs[this.output] ?? null)));
    this.hitsOf.push(outcome.hits);
  }

  nameAt(i: number): string {
    return this.classes.names[this.classOf[this.numberAt(i)] as number] as string;
  }
}

interface Groups {
  readonly names: readonly string[];
  readonly at: (i: number) => number;
}

/** Subjects without a group count under an empty name, the last. */
function groupsOf({ byField }: Columns, field: string | undefined): Groups {
  if (field === undefined) return { names: [''], at: () => 0 };
  const column = byField[field];
  if (!column?.dictionary) throw errors.noColumn({ field, type: 'string' });
  const { dictionary, values, valid } = column;
  const at = (i: number) => values[i] as number;
  return { names: [...dictionary, ''], at: valid ? (i) => (valueAt(column, i) === null ? dictionary.length : at(i)) : at };
}

/** Counts that everything else follows from; small tables, so that ten million subjects pass quickly. */
class Tally {
  /** By old combination. */
  readonly old: number[] = [];
  /** By new combination, then by group. */
  readonly fresh: Uint32Array[] = [];
  /** By old class, then by new class. */
  readonly matrix: number[][] = [];
  /** By group. */
  readonly changed: Uint32Array;
  readonly sample: number[] = [];
  private seen = 0;
  private readonly random: ReturnType<typeof randomSource>;

  constructor(groups: number, seed: number) {
    this.changed = new Uint32Array(groups);
    this.random = randomSource(seed);
  }

  /** Counts a subject's combinations. */
  combine(was: number, is: number, group: number): void {
    if (was === this.old.length) this.old.push(0);
    if (is === this.fresh.length) this.fresh.push(new Uint32Array(this.changed.length));
    this.old[was] = (this.old[was] as number) + 1;
    const counts = this.fresh[is] as Uint32Array;
    counts[group] = (counts[group] as number) + 1;
  }

  /** Counts a subject's step in the matrix; a changed one may enter the sample. */
  step(i: number, from: number, to: number, group: number): void {
    while (this.matrix.length <= Math.max(from, to)) this.matrix.push([]);
    const line = this.matrix[from] as number[];
    while (line.length <= to) line.push(0);
    line[to] = (line[to] as number) + 1;
    if (from === to) return;
    this.changed[group] = (this.changed[group] as number) + 1;
    this.draw(i);
  }

  /** Reservoir sampling (Vitter's algorithm R): every changed subject stays with the same probability. */
  private draw(i: number): void {
    this.seen += 1;
    if (this.sample.length < SAMPLE) {
      this.sample.push(i);
      return;
    }
    const place = this.random.below(this.seen);
    if (place < SAMPLE) this.sample[place] = i;
  }
}

/** The one pass over all subjects. */
function passOver(old: Side, fresh: Side, groups: Groups, length: number, seed: number): Tally {
  const tally = new Tally(groups.names.length, seed);
  for (let i = 0; i < length; i += 1) {
    const was = old.numberAt(i);
    const is = fresh.numberAt(i);
    if (was === old.classOf.length) old.learn(was);
    if (is === fresh.classOf.length) fresh.learn(is);
    const group = groups.at(i);
    tally.combine(was, is, group);
    tally.step(i, old.classOf[was] as number, fresh.classOf[is] as number, group);
  }
  return tally;
}

function tables(
  old: Side,
  fresh: Side,
  groups: Groups,
  tally: Tally,
  { names }: Classes,
): Pick<WhatIfReport, 'matrix' | 'rows' | 'groups'> {
  const matrix = tally.matrix.flatMap((line, from) =>
    line.map((total, to) => ({ from: names[from] as string, to: names[to] as string, count: total })),
  );
  return {
    matrix: matrix.filter(({ count }) => count > 0),
    rows: rowCounts(rowTotals(old, tally.old), rowTotals(fresh, tally.fresh.map(sum))),
    groups: groups.names.map((group, at) => groupCount(group, at, fresh, tally)).filter(({ subjects }) => subjects > 0),
  };
}

function groupCount(group: string, at: number, fresh: Side, tally: Tally): GroupCount {
  const counts = tally.fresh.map((byGroup) => byGroup[at] as number);
  return { group, subjects: sum(counts), changed: tally.changed[at] as number, rows: Object.fromEntries(rowTotals(fresh, counts)) };
}

/** Subjects by hit row, from subjects by combination. */
function rowTotals({ rules, hitsOf }: Side, counts: readonly number[]): Map<string, number> {
  const totals = rules.set.rows.map(() => 0);
  counts.forEach((total, combination) => {
    for (const row of hitsOf[combination] ?? []) totals[row] = (totals[row] as number) + total;
  });
  return new Map(rules.set.rows.map(({ id }, row) => [id, totals[row] as number]));
}

function rowCounts(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): WhatIfReport['rows'] {
  const ids = new Set([...before.keys(), ...after.keys()]);
  return [...ids].map((id) => ({ id, before: before.get(id) ?? 0, after: after.get(id) ?? 0 }));
}

const sum = (counts: Iterable<number>): number => {
  let total = 0;
  for (const each of counts) total += each;
  return total;
};
