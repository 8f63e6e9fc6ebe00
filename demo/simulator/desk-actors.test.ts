import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { openTestDistrict, person, type TestDistrict } from '#kernel/testing';
import { operations } from '#module/operations';

import { randomStream } from '../random.ts';
import { deskActors } from './desk-actors.ts';
import type { Session } from './session.ts';

const SEED = 2026;
const all = (...names: string[]) => names.map((name) => `operations:${name}`);
const CAST = {
  'window-clerk': person({ id: 'clerk', department: 'administrative-services', permissions: all('see', 'intake') }),
  dispatcher: person({ id: 'desk', department: 'social-governance', permissions: all('see', 'intake', 'dispatch', 'handle') }),
  'official-urban': person({ id: 'urban', department: 'urban-management', permissions: all('see', 'handle') }),
  'field-worker': person({ id: 'field', department: 'urban-management', permissions: all('see', 'field') }),
};

let district: TestDistrict;
before(async () => {
  district = await openTestDistrict({ modules: [operations], now: new Date('2026-11-23T02:00:00Z') });
});
after(() => district.close());

/** The same addresses without a network between. */
function sessionOf(persona: string): Session {
  const as = district.as(CAST[persona as keyof typeof CAST]);
  const ask = async (method: 'GET' | 'POST' | 'PUT' | 'PATCH', path: string, body?: unknown, revision?: number) => {
    const { status, text } = await as(method, path, body as object | undefined, revision ? { 'if-match': `"${revision}"` } : {});
    return { status, text, json: <Body>() => JSON.parse(text) as Body };
  };
  return { get: (path) => ask('GET', path), send: ask };
}

test('those who keep cases moving bring some to their end, and what is open does not grow without end', async () => {
  const random = randomStream(SEED, 'desk');
  const actors = deskActors(SEED).filter(({ name }) => name !== 'resident');
  const stage = () => ({ random, now: district.clock.now, as: async (persona: string) => sessionOf(persona), anonymous: assert.fail });
  const [clerk] = actors;
  for (let call = 0; call < 15; call++) await clerk?.act(stage());
  const open: number[] = [];
  for (let round = 0; round < 22; round++) {
    district.clock.now = new Date(district.clock.now.getTime() + 60_000);
    for (const actor of actors) await actor.act(stage());
    const { count } = (await sessionOf('dispatcher').get('/api/cases?state=open&limit=1')).json<{ count: number }>();
    open.push(count);
  }
  const { items } = (await sessionOf('dispatcher').get('/api/cases?state=closed')).json<{ items: { outcome: string }[] }>();
  assert.ok(items.length >= 3, `${items.length} closed`);
  assert.ok(items.every(({ outcome }) => outcome === 'confirmed'));
  assert.ok(Math.max(...open) <= 16, `open cases: ${open.join(' ')}`);
});
