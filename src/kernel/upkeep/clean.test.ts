import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { Type } from 'typebox';

import { eventType, type TableSpec } from '../core/index.ts';
import { openLiveHub, tellLive } from '../events/index.ts';
import { openTestDistrict } from '../testing/index.ts';
import { cleanType } from './index.ts';

const DAY_MS = 86_400_000;
const happened = eventType('test.happened', Type.Object({}));

describe('the daily clean-up', async () => {
  const district = await openTestDistrict();
  after(() => district.close());
  const start = district.clock.now;
  const later = (days: number) => {
    district.clock.now = new Date(start.getTime() + days * DAY_MS);
  };
  const count = async (table: 'kernel_outbox' | 'kernel_live' | 'kernel_event_seen') =>
    Number(
      (
        await district.look((tx) =>
          tx
            .selectFrom(table)
            .select(({ fn }) => fn.countAll().as('n'))
            .executeTakeFirstOrThrow(),
        )
      ).n,
    );

  it('removes delivered events and their marks once they are past, and never one that still waits', async () => {
    for (let n = 0; n < 2; n++) await district.act((context) => context.publish(happened, {}));
    await district.deliver();
    await district.act((context) => context.publish(happened, {}));
    later(89);
    await district.runJob(cleanType, {});
    assert.equal(await count('kernel_outbox'), 3);
    later(91);
    await district.runJob(cleanType, {});
    assert.equal(await count('kernel_outbox'), 1);
  });
  it('lets live positions go on after all of them have gone', async () => {
    const openHub = () => openLiveHub({ dsn: district.dsn, db: district.db, district: district.district, onError: () => undefined });
    const tell = () => district.look((tx) => tellLive(tx, district.clock.now, 'jobs', ['a']));
    const before = await openHub();
    await tell();
    await tell();
    while (before.head() < 2) await sleep(5);
    await before.close();
    later(200);
    await district.runJob(cleanType, {});
    assert.equal(await count('kernel_live'), 0);
    const hub = await openHub();
    await tell();
    while (hub.head() < 3) await sleep(5);
    await hub.close();
    const row = await district.look((tx) => tx.selectFrom('kernel_live').select('position').executeTakeFirstOrThrow());
    assert.equal(row.position, '3');
  });
  it('finds every column by which a table ages', async () => {
    const aged = district.modules.flatMap(({ tables }) =>
      Object.entries(tables as Record<string, TableSpec>).flatMap(([table, { agedBy }]) => (agedBy ? [[table, agedBy] as const] : [])),
    );
    assert.ok(aged.length >= 8);
    const { rows } = await district.pool.query(
      "select table_name, column_name from information_schema.columns where table_schema = $1 and data_type = 'timestamp with time zone'",
      [district.schema],
    );
    const columns = new Set(rows.map(({ table_name, column_name }) => `${table_name}.${column_name}`));
    assert.deepEqual(
      aged.filter(([table, column]) => !columns.has(`${table}.${column}`)),
      [],
    );
  });
});
