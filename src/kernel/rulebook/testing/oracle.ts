import { type CompiledRules, compileRuleSet } from '../engine/compile.ts';
import { rowsOf } from '../engine/mask.ts';
import { randomRuleSet, randomSubject } from './random-rules.ts';
import { zenHits } from './zen.ts';

/** Compares our hits with ZEN's for one random table and some random subjects. @returns the differences, empty when all agree */
export async function differencesFromZen(seed: number, rows: number, subjects: number, compile = compileRuleSet): Promise<string[]> {
  const set = randomRuleSet(seed, rows);
  const rules: CompiledRules = compile(set);
  const cases = Array.from({ length: subjects }, (_, i) => randomSubject(set, seed * 1009 + i));
  const theirs = await zenHits(set, cases);
  return cases.flatMap((subject, i) => {
    const ours = rowsOf(rules.hits(subject)).map((row) => set.rows[row]?.id);
    const same = JSON.stringify(ours) === JSON.stringify(theirs[i]);
    return same ? [] : [`table ${seed}, subject ${JSON.stringify(subject)}: we ${ours.join(' ')}, ZEN ${theirs[i]?.join(' ')}`];
  });
}
