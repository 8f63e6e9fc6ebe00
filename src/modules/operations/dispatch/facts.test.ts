import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { departmentsFile, openProfile } from '#kernel';

import { categoriesFile } from '../signals/categories.ts';
import { dispatchFile, skillOf } from './facts.ts';

const profile = openProfile(new URL('../../../../profiles/zhejiang/', import.meta.url));
const facts = profile(dispatchFile);

describe('the facts of dispatch', () => {
  it('name only skills, vehicles, categories and departments that there are', () => {
    const { groups } = profile(categoriesFile);
    const categories = new Set(groups.flatMap(({ key, leaves }) => [key, ...leaves.map((leaf) => leaf.key)]));
    const departments = new Set(profile(departmentsFile).departments.map(({ key }) => key));
    for (const { category, department, skill } of facts.skillsOfCategories) {
      assert.ok(categories.has(category), category);
      assert.ok(departments.has(department), department);
      assert.ok(Object.hasOwn(facts.skills, skill), skill);
    }
    for (const { vehicles } of Object.values(facts.skills))
      for (const kind of vehicles) assert.ok(Object.hasOwn(facts.vehicles, kind), kind);
  });

  it('never let a group’s line hide a line for one of its leaves', () => {
    facts.skillsOfCategories.forEach(({ category, department, skill }) => {
      assert.equal(skillOf(facts, { skill: null, category, department }), skill, `${category} of ${department}`);
    });
  });

  it('leave a task the skill it names', () => {
    assert.equal(skillOf(facts, { skill: 'rescue', category: 'appearance.litter', department: 'urban-management' }), 'rescue');
    assert.equal(skillOf(facts, { skill: null, category: 'other.praise', department: 'social-governance' }), null);
  });
});
