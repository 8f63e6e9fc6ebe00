import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { differencesFromZen } from '../testing/oracle.ts';
import { sampleRuleSet } from '../testing/samples.ts';
import { zenHits } from '../testing/zen.ts';
import { compileRuleSet } from './compile.ts';
import { rowsOf } from './mask.ts';

const TABLES = 1000;
const SUBJECTS = 100;

describe('our decision tables beside ZEN', () => {
  it('hit the same rows in 100,000 random cases over all types, operators, nulls and wrong types, up to 64 rows', async () => {
    const differences: string[] = [];
    for (let seed = 1; seed <= TABLES; seed += 1)
      differences.push(...(await differencesFromZen(seed, seed % 20 === 0 ? 64 : 10, SUBJECTS)));
    assert.deepEqual(differences.slice(0, 5), []);
  });

  it('would be found out if a closed bound were read as an open one', async () => {
    const wrong = (candidate: unknown) => compileRuleSet(JSON.parse(JSON.stringify(candidate).replaceAll('<=', '<')));
    const differences: string[] = [];
    for (let seed = 1; seed <= 40; seed += 1) differences.push(...(await differencesFromZen(seed, 10, SUBJECTS, wrong)));
    assert.notEqual(differences.length, 0);
  });

  it('agree on the null traps: != and "not in" hit null, comparisons and intervals do not', async () => {
    const cells = ['!= 5', 'not in [1, 5]', '< 5', '[0..9]', 'null', '!= null', 'null, < 5', ''];
    const set = sampleRuleSet(
      [{ field: 'x', type: 'number' }],
      cells.map((x, i) => [`R${i}`, { x }, { row: `R${i}` }] as const),
      { hitPolicy: 'collect', reduce: { row: { by: 'unique' } } },
    );
    const ours = rowsOf(compileRuleSet(set).hits({ x: null })).map((row) => cells[row]);
    assert.deepEqual(ours, ['!= 5', 'not in [1, 5]', 'null', 'null, < 5', '']);
    assert.deepEqual(
      (await zenHits(set, [{ x: null }]))[0]?.map((id) => cells[Number(id.slice(1))]),
      ours,
    );
  });
});
