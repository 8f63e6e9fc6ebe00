import assert from 'node:assert/strict';

import { person, type TestDistrict } from '#kernel/testing';

import { type Ask, DESK, openedCase } from '../test-support.ts';

const FIELDS = ['title', 'text', 'place', 'town', 'asset'] as const;

const dispatcher = (number: number) =>
  person({ ...DESK, id: `dispatcher-${number}`, permissions: [...DESK.permissions], department: 'social-governance' });

interface Said {
  readonly field: string;
  readonly value: string;
  readonly rev: number;
}

/** Reads the case, changes one field, and where somebody was faster looks at both versions and says it again on top. */
async function changeField(ask: Ask, code: string, number: number): Promise<Said & { conflicts: number }> {
  const field = FIELDS[number % FIELDS.length] as string;
  const value = `${field} ${number}`;
  let base = 2;
  for (let conflicts = 0; ; conflicts += 1) {
    const { status, body, text } = await ask('PATCH', `/api/cases/${code}`, { [field]: value }, { 'if-match': `"${base}"` });
    if (status === 200) return { field, value, rev: body.revision, conflicts };
    assert.equal(status, 409, text);
    assert.equal(body.details.yours[field], value);
    assert.ok(field in body.details.theirs, 'what the others wrote is shown beside it');
    base = body.details.head;
  }
}

/** Many dispatchers change and note one case at once; whatever was answered with success must stand in its log. */
export async function editTogether(district: TestDistrict, people: number): Promise<void> {
  const code = await openedCase(district);
  const said = await Promise.all(
    Array.from({ length: people }, async (_, number) => {
      const ask = district.as(dispatcher(number));
      const noted = ask('POST', `/api/cases/${code}/acts/note`, { text: `note ${number}` }, { 'if-match': '"2"' });
      const changed = await changeField(ask, code, number);
      assert.equal((await noted).status, 200, 'a note stands beside everything');
      return changed;
    }),
  );
  const ask = district.as(DESK);
  const log: { rev: number; act: string; note: { text?: string } | null; changes: { field: string; after: unknown }[] }[] = (
    await ask('GET', `/api/cases/${code}/log`)
  ).body.items;
  assert.deepEqual(
    log.map(({ rev }) => rev),
    Array.from({ length: 2 + 2 * people }, (_, at) => at + 1),
  );
  const notes = new Set(log.flatMap(({ act, note }) => (act === 'note' ? [note?.text] : [])));
  assert.equal(notes.size, people);
  for (const { field, value, rev } of said)
    assert.deepEqual(
      log[rev - 1]?.changes.map((change) => [change.field, change.after]),
      [[field, value]],
    );
  const now = (await ask('GET', `/api/cases/${code}`)).body;
  for (const field of FIELDS) {
    const last = said.filter((one) => one.field === field).toSorted((a, b) => b.rev - a.rev)[0];
    assert.equal(now[field], last?.value, 'what was said last stands');
  }
  assert.ok(
    said.some(({ conflicts }) => conflicts > 0),
    'they did meet',
  );
}
