import assert from 'node:assert/strict';

import { person, type TestDistrict } from '#kernel/testing';

const SEE = 'operations:see';

/** The duty desk of the district. */
export const DESK = person({
  id: 'desk',
  department: 'social-governance',
  permissions: [SEE, 'operations:intake', 'operations:dispatch', 'operations:handle'],
});
/** Officials of departments that get tasks. */
export const URBAN = person({ id: 'urban', department: 'urban-management', permissions: [SEE, 'operations:handle'] });
export const HOUSING = person({ id: 'housing', department: 'housing-construction', permissions: [SEE, 'operations:handle'] });
export const TRANSPORT = person({ id: 'transport', department: 'transport', permissions: [SEE, 'operations:handle'] });
/** Watches deadlines and decides appeals. */
export const SUPERVISOR = person({
  id: 'supervisor',
  department: 'government-office',
  permissions: [SEE, 'operations:supervise', 'operations:decide-appeals'],
});
/** Works outside, for urban management. */
export const FIELD = person({ id: 'field', department: 'urban-management', permissions: [SEE, 'operations:field'] });

/** Asks as somebody; an act on a case sends the revision it read. */
export type Ask = ReturnType<TestDistrict['as']>;

/** Opens a case at the desk. @returns its code */
export async function openedCase(district: TestDistrict, about: object = {}): Promise<string> {
  const { status, body, text } = await district.as(DESK)('POST', '/api/cases', {
    title: '金柯桥大道路面塌陷',
    text: '机动车道出现约一米宽的坑',
    category: 'roads.pothole',
    reporter: true,
    ...about,
  });
  assert.equal(status, 201, text);
  return body.code;
}

/** Does something to a case as it stands. */
export async function act(ask: Ask, code: string, name: string, input: object = {}, revision?: number) {
  const base = revision ?? (await ask('GET', `/api/cases/${code}`)).body.revision;
  return ask('POST', `/api/cases/${code}/acts/${name}`, input, { 'if-match': `"${base}"` });
}

/** The same, and it must succeed. @returns the case afterwards */
export async function done(ask: Ask, code: string, name: string, input: object = {}) {
  const { status, text } = await act(ask, code, name, input);
  assert.equal(status, 200, text);
  return (await ask('GET', `/api/cases/${code}`)).body;
}
