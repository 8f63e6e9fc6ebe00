import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import type { Kysely } from 'kysely';

import { canonicalJson } from '#kernel';
import { openTestDistrict, person, type TestDistrict } from '#kernel/testing';

import { OffThreadFailure } from '../dispatch/off-thread.ts';
import { operations } from '../module.ts';
import { type Ask, DESK, openedCase } from '../test-support.ts';
import { runPlanning } from './planning.ts';
import type { RosterTables, RosterWork } from './tables.ts';

const NOW = new Date('2026-11-23T02:00:00Z');
const ROLES = { roles: ['supervisor'], department: 'urban-management' };
const KEEPER = person({ ...ROLES, permissions: ['operations:roster', 'operations:supervise', 'operations:see'] });
const people = Array.from({ length: 5 }, () =>
  person({ roles: ['field-worker'], department: 'urban-management', permissions: ['operations:see'] }),
);
const [ONE, TWO, THREE] = people as [(typeof people)[0], (typeof people)[0], (typeof people)[0]];

let district: TestDistrict;
let keeper: Ask;
let team: string;

before(async () => {
  district = await openTestDistrict({ modules: [operations], now: NOW });
  keeper = district.as(KEEPER);
  team = await enterTeam('市容巡查一队');
  for (const [index, { id }] of people.entries()) await enlist(id, `队员${index + 1}`);
});
after(() => district.close());

async function enterTeam(name: string): Promise<string> {
  const description = { name: { zh: name, en: name }, department: 'urban-management', skills: ['sanitation'], capacity: 3, duty: 'roster' };
  const { body, status, text } = await keeper('POST', '/api/dispatch/teams', description);
  assert.equal(status, 201, text);
  return body.id;
}

async function enlist(personId: string, name: string, to = team): Promise<void> {
  const { status, text } = await keeper('POST', '/api/roster/members', { personId, name, team: to, skills: ['sanitation'] });
  assert.equal(status, 201, text);
}

const needs = [
  { kind: 'early', people: 1, skills: {} },
  { kind: 'late', people: 1, skills: { sanitation: 1 } },
];
const work = () => district.work(KEEPER) as unknown as RosterWork;

/** Asks for a roster and runs its job here. */
async function planned(from: string, days: number, planner?: Parameters<typeof runPlanning>[2]) {
  const { body, status, text } = await keeper('POST', '/api/rosters', { team, from, days, needs });
  assert.equal(status, 202, text);
  await runPlanning(work(), body.id, planner);
  return (await keeper('GET', `/api/rosters/${body.id}`)).body;
}

const publish = (roster: { id: string; revision: number }) =>
  keeper('POST', `/api/rosters/${roster.id}/publish`, undefined, { 'if-match': `"${roster.revision}"` });
const shifts = async (from: string, to: string) => (await keeper('GET', `/api/shifts?team=${team}&from=${from}&to=${to}`)).body.items;
/** Puts people into a slot of a draft. */
const fill = async (id: string, day: string, kind: string, ids: string[]) => {
  const { revision } = (await keeper('GET', `/api/rosters/${id}`)).body;
  const answer = await keeper('PUT', `/api/rosters/${id}/slot`, { day, kind, people: ids }, { 'if-match': `"${revision}"` });
  assert.equal(answer.status, 200, answer.text);
  return answer.body;
};
const withDb = <Result>(run: (db: Kysely<RosterTables>) => Promise<Result>) =>
  district.act((context) => run(context.db as unknown as Kysely<RosterTables>));

describe('a roster', () => {
  it('is planned as a draft, published as a whole, and taken back so that the one before stands again', async () => {
    const first = await planned('2026-12-01', 2);
    assert.equal(first.state, 'draft', JSON.stringify(first));
    assert.equal(first.shifts.length, 4);
    assert.deepEqual(await shifts('2026-12-01', '2026-12-02'), [], 'a draft is nobody’s duty');
    assert.equal((await publish(first)).status, 200);
    const before = await shifts('2026-12-01', '2026-12-02');
    assert.equal(before.length, 4);
    assert.equal(before[0].startsAt, '2026-11-30T22:00:00.000Z', 'six o’clock in Shaoxing');
    const second = await planned('2026-12-01', 2);
    assert.equal((await publish(second)).status, 200);
    const replaced = await shifts('2026-12-01', '2026-12-02');
    assert.equal(replaced.length, 4);
    assert.ok(replaced.every(({ id }: { id: string }) => !before.some((each: { id: string }) => each.id === id)));
    const { revision } = (await keeper('GET', `/api/rosters/${second.id}`)).body;
    const withdrawn = await keeper('POST', `/api/rosters/${second.id}/withdraw`, undefined, { 'if-match': `"${revision}"` });
    assert.equal(withdrawn.status, 200, withdrawn.text);
    assert.deepEqual(await shifts('2026-12-01', '2026-12-02'), before);
  });

  it('that is published stays untouched when the solver crashes or takes too long, and the draft says so', async () => {
    const before = await shifts('2026-12-01', '2026-12-02');
    for (const kind of ['crash', 'timeout'] as const) {
      const failed = await planned('2026-12-01', 2, () => Promise.reject(new OffThreadFailure(kind)));
      assert.deepEqual([failed.state, failed.failure], ['failed', kind]);
      assert.equal((await publish(failed)).body.type, 'urn:maplebridge:operations.notDraft');
    }
    assert.deepEqual(await shifts('2026-12-01', '2026-12-02'), before);
  });

  it('names what is missing when there are too few people', async () => {
    const short = await keeper('POST', '/api/rosters', {
      team,
      from: '2026-12-20',
      days: 1,
      needs: [{ kind: 'early', people: 7, skills: {} }],
    });
    await runPlanning(work(), short.body.id);
    const { outcome } = (await keeper('GET', `/api/rosters/${short.body.id}`)).body;
    assert.deepEqual(outcome.gaps, [{ day: '2026-12-20', kind: 'early', missing: 2, skill: null }]);
  });

  it('puts nobody on duty twice at once, in any team, even past the service', async () => {
    const draft = await planned('2026-12-05', 1);
    await fill(draft.id, '2026-12-05', 'early', [ONE.id]);
    assert.equal((await publish(await fill(draft.id, '2026-12-05', 'late', [TWO.id]))).status, 200);
    const [shift] = await shifts('2026-12-05', '2026-12-05');
    const twice = withDb((db) =>
      db
        .insertInto('operations_shift')
        .values({
          id: crypto.randomUUID(),
          roster_id: draft.id,
          team_id: team,
          person_id: ONE.id,
          kind: 'late',
          day: '2026-12-05',
          starts_at: new Date(Date.parse(shift.startsAt) + 3_600_000),
          ends_at: new Date(Date.parse(shift.endsAt) + 3_600_000),
          night: false,
          state: 'published',
          replaced_by: null,
        })
        .execute(),
    );
    await assert.rejects(twice, { constraint: 'operations_shift_once' });
  });

  it('is read by colleagues and keepers only, and everybody shown can see who looked and why', async () => {
    assert.equal(
      (await district.as(person({ roles: ['field-worker'] }))('GET', `/api/shifts?team=${team}&from=2026-12-05&to=2026-12-05`)).status,
      403,
    );
    const mate = await district.as(TWO)('GET', `/api/shifts?team=${team}&from=2026-12-05&to=2026-12-05`);
    assert.equal(mate.status, 200, mate.text);
    const seen = await district.look((db) =>
      db.selectFrom('kernel_access_log').select(['subject_id', 'purpose']).where('actor_id', '=', TWO.id).execute(),
    );
    assert.deepEqual(seen, [{ subject_id: ONE.id, purpose: 'operations:duty' }], 'one’s own line is not one');
  });
});

describe('a swap', () => {
  it('needs both sides and a supervisor who is neither; then the shifts change hands at once', async () => {
    const [early, late] = (await shifts('2026-12-05', '2026-12-05')) as [{ id: string }, { id: string }];
    const [one, two] = [district.as(ONE), district.as(TWO)];
    const asked = await one('POST', '/api/swaps', { shift: early.id, to: TWO.id, inReturn: late.id });
    assert.equal(asked.status, 201, asked.text);
    const decide = (approved = true) => keeper('POST', `/api/swaps/${asked.body.id}/decide`, { approved });
    assert.equal((await decide()).body.type, 'urn:maplebridge:operations.notDecidable', 'the other side has not agreed');
    assert.equal((await one('POST', `/api/swaps/${asked.body.id}/answer`, { agrees: true })).status, 403, 'nobody agrees with themselves');
    assert.equal((await two('POST', `/api/swaps/${asked.body.id}/answer`, { agrees: true })).status, 200);
    const own = { ...TWO, permissions: new Set(['operations:supervise']) };
    const self = await district.as(own)('POST', `/api/swaps/${asked.body.id}/decide`, { approved: true });
    assert.equal(self.body.type, 'urn:maplebridge:operations.notOwnDecision');
    assert.equal((await decide()).status, 200);
    const after = await shifts('2026-12-05', '2026-12-05');
    assert.deepEqual(
      after.map(({ id, personId }: { id: string; personId: string }) => [id, personId]),
      [
        [early.id, TWO.id],
        [late.id, ONE.id],
      ],
    );
  });

  it('is the only way in which a published shift changes hands', async () => {
    const [shift] = await shifts('2026-12-05', '2026-12-05');
    const stolen = withDb((db) => db.updateTable('operations_shift').set({ person_id: THREE.id }).where('id', '=', shift.id).execute());
    await assert.rejects(stolen, { constraint: 'operations_shift_swapped' });
    const faked = withDb((db) =>
      db
        .insertInto('operations_swap')
        .values({
          id: crypto.randomUUID(),
          shift_id: shift.id,
          return_shift_id: null,
          from_person: TWO.id,
          to_person: THREE.id,
          asked_at: NOW,
          agreed_at: null,
          decided_by: KEEPER.id,
          decided_at: NOW,
          state: 'approved',
        })
        .execute(),
    );
    await assert.rejects(faked, { constraint: 'operations_swap_both_sides' });
  });

  it('that leaves somebody too little rest is refused, and nothing changes', async () => {
    const draft = await planned('2026-12-08', 2);
    for (const [day, kind, who] of [
      ['2026-12-08', 'early', ONE],
      ['2026-12-08', 'late', TWO],
      ['2026-12-09', 'early', THREE],
      ['2026-12-09', 'late', ONE],
    ] as const)
      await fill(draft.id, day, kind, [who.id]);
    assert.equal((await publish((await keeper('GET', `/api/rosters/${draft.id}`)).body)).status, 200);
    const before = await shifts('2026-12-08', '2026-12-09');
    const third = before.find((each: { day: string; kind: string }) => each.day === '2026-12-09' && each.kind === 'early');
    const asked = await district.as(THREE)('POST', '/api/swaps', { shift: third.id, to: TWO.id, inReturn: null });
    await district.as(TWO)('POST', `/api/swaps/${asked.body.id}/answer`, { agrees: true });
    const decided = await keeper('POST', `/api/swaps/${asked.body.id}/decide`, { approved: true });
    assert.equal(decided.body.type, 'urn:maplebridge:operations.tooLittleRest');
    assert.deepEqual(await shifts('2026-12-08', '2026-12-09'), before);
  });
});

describe('leave', () => {
  it('and duty exclude each other, whichever comes first', async () => {
    const span = { from: '2026-12-08T00:00:00Z', to: '2026-12-09T00:00:00Z' };
    const asked = await district.as(TWO)('POST', '/api/leave', { person: null, ...span });
    assert.equal(asked.status, 201, asked.text);
    const decide = (release: boolean) => keeper('POST', `/api/leave/${asked.body.id}/decide`, { granted: true, release });
    const kept = await decide(false);
    assert.equal(kept.body.type, 'urn:maplebridge:operations.leaveInShift');
    assert.match(kept.text, /2026-12-08/, 'the day is named');
    assert.equal((await decide(true)).status, 200);
    assert.ok((await shifts('2026-12-08', '2026-12-08')).every(({ personId }: { personId: string }) => personId !== TWO.id));
    const draft = await planned('2026-12-08', 1);
    assert.ok(
      draft.shifts.every(({ personId }: { personId: string }) => personId !== TWO.id),
      'the planner knows',
    );
    const forced = await fill(draft.id, '2026-12-08', 'late', [TWO.id]);
    assert.equal((await publish(forced)).body.type, 'urn:maplebridge:operations.onLeave', 'and so does the publication');
  });

  it('is never granted by oneself', async () => {
    const own = { ...THREE, permissions: new Set(['operations:roster']) };
    const asked = await district.as(own)('POST', '/api/leave', { person: null, from: '2026-12-28T00:00:00Z', to: '2026-12-29T00:00:00Z' });
    const decided = await district.as(own)('POST', `/api/leave/${asked.body.id}/decide`, { granted: true, release: false });
    assert.equal(decided.body.type, 'urn:maplebridge:operations.notOwnDecision');
  });
});

describe('a handover', () => {
  const department = 'housing-construction';
  const giver = person({ roles: ['dispatcher'], department, permissions: ['operations:see'] });
  const taker = person({ roles: ['dispatcher'], department, permissions: ['operations:see'] });
  const give = (sha256: string) => district.as(giver)('POST', '/api/handovers', { department, note: '雨量站设备待修', sha256 });

  it('is signed by two people over the same list, whose hash anybody can work out again', async () => {
    await openedCase(district);
    const read = async () => (await district.as(taker)('GET', `/api/handovers?department=${department}`)).body;
    const { work: list } = await read();
    assert.equal(list.items.length, 1);
    assert.equal(list.sha256, createHash('sha256').update(canonicalJson(list.items)).digest('hex'));
    const given = await give(list.sha256);
    assert.equal(given.status, 201, given.text);
    assert.equal((await give(list.sha256)).body.type, 'urn:maplebridge:operations.handoverOpen');
    const take = (who: typeof giver, sha256 = list.sha256) => district.as(who)('POST', `/api/handovers/${given.body.id}/take`, { sha256 });
    assert.equal((await take(giver)).body.type, 'urn:maplebridge:operations.sameSigner');
    assert.equal((await take(taker, 'a'.repeat(64))).body.type, 'urn:maplebridge:operations.otherList');
    assert.equal((await take(taker)).status, 200);
    const [handover] = (await read()).items;
    assert.equal(handover.state, 'taken');
    assert.notEqual(handover.givenEntry, handover.takenEntry, 'each signature is a line of the ledger');
    const entries = await district.look((db) =>
      db.selectFrom('kernel_ledger_entry').select('kind').where('id', 'in', [handover.givenEntry, handover.takenEntry]).execute(),
    );
    assert.deepEqual(entries.map(({ kind }) => kind).sort(), ['operations.handover_given', 'operations.handover_taken']);
    const changed = withDb((db) => db.updateTable('operations_handover').set({ note: 'another' }).where('id', '=', handover.id).execute());
    await assert.rejects(changed, /does not change/);
  });

  it('of a list that has moved on is refused; afterwards it shows what moved', async () => {
    const { work: old } = (await district.as(giver)('GET', `/api/handovers?department=${department}`)).body;
    const code = await openedCase(district);
    assert.equal((await give(old.sha256)).body.type, 'urn:maplebridge:operations.otherList');
    const { items } = (await district.as(giver)('GET', `/api/handovers?department=${department}`)).body;
    assert.deepEqual(items[0].moved.added, [code]);
  });

  it('is signed by persons only, and for a department’s own work', async () => {
    const machine = { ...giver, kind: 'service' as const };
    const { work: list } = (await district.as(giver)('GET', `/api/handovers?department=${department}`)).body;
    const signed = await district.as(machine)('POST', '/api/handovers', { department, note: 'x', sha256: list.sha256 });
    assert.equal(signed.body.type, 'urn:maplebridge:operations.nobodyOnBehalf');
    const stranger = person({ department: 'transport', permissions: ['operations:see'] });
    assert.equal((await district.as(stranger)('GET', `/api/handovers?department=${department}`)).status, 403);
    assert.equal((await district.as(DESK)('GET', `/api/handovers?department=transport`)).status, 200, 'the duty desk sees all');
  });
});
