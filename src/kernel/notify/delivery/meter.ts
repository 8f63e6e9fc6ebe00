import type { Kysely } from 'kysely';
import { Gauge, type Registry } from 'prom-client';

import type { District, KernelTables } from '../../core/index.ts';
import { inDistrict } from '../../database/index.ts';
import { readCounts } from './state.ts';

/** Puts the length and age of the queue, and which channels are failing, among the process's Prometheus figures. */
export function meterDelivery(register: Registry, district: District, db: Kysely<KernelTables>, clock: () => Date): void {
  const read = <Result>(work: (tx: Kysely<KernelTables>) => Promise<Result>) => inDistrict(db, district, work);
  const registers = [register];
  new Gauge({
    name: 'maplebridge_deliveries',
    help: 'Notifications on their way out: waiting, held for quiet hours, and failed in the last 24 hours',
    labelNames: ['state'],
    registers,
    async collect() {
      const { waiting, held, failed } = await read((tx) => readCounts(tx, clock()));
      for (const [state, count] of Object.entries({ waiting, held, failed })) this.set({ state }, count);
    },
  });
  new Gauge({
    name: 'maplebridge_delivery_late_seconds',
    help: 'Age of the oldest notification that should have left',
    registers,
    async collect() {
      this.set((await read((tx) => readCounts(tx, clock()))).lateSeconds);
    },
  });
  new Gauge({
    name: 'maplebridge_delivery_channel_failing',
    help: '1 while a channel that is set up cannot be used',
    labelNames: ['channel'],
    registers,
    async collect() {
      const ways = await read((tx) => tx.selectFrom('kernel_delivery_channel').selectAll().where('ready', '=', true).execute());
      for (const { channel, failing_since } of ways) this.set({ channel }, failing_since ? 1 : 0);
    },
  });
}
