import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

import { compileRuleSet, decideSubject, openProfile, readJdm } from '#kernel';
import { categoriesOf } from '../signals/categories.ts';
import { policiesFile } from './facts.ts';
import { policyFaults, policyFor } from './policies.ts';

const folder = new URL('../../../../profiles/zhejiang/', import.meta.url);
const profile = openProfile(folder);

describe('deadline policies of the profile', () => {
  it('fit every category at every level, and the doctor finds nothing', () => {
    assert.deepEqual(policyFaults(profile), []);
  });
  it('are never chosen in silence: a case that none fits is refused with the list', () => {
    const file = { ...profile(policiesFile), policies: profile(policiesFile).policies.filter(({ key }) => key === 'urgent') };
    assert.throws(() => policyFor(file, ['roads.pothole', 'roads'], 'normal'), { code: 'operations.noPolicy' });
    assert.throws(() => policyFor(file, ['roads.pothole', 'roads'], 'whenever'), { code: 'operations.unknownLevel' });
  });
  it('are named as missing by the doctor when a level has none', () => {
    const file = { ...profile(policiesFile), policies: profile(policiesFile).policies.filter(({ key }) => key !== 'hard') };
    const broken = ((wanted: { name: string }) => (wanted.name === policiesFile.name ? file : profile(wanted as never))) as never;
    assert.equal(policyFaults(broken).length, categoriesOf(profile).size);
  });
});

describe('the published rule for the first receiver', () => {
  const rules = compileRuleSet(readJdm(JSON.parse(readFileSync(new URL('rules/case-routing.json', folder), 'utf8'))));
  it('names for each category the department that the category tree says is usual', () => {
    for (const { key, department } of categoriesOf(profile).values()) {
      assert.equal(decideSubject(rules, { category: key }).outputs['department'], department, key);
    }
  });
});
