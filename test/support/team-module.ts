import { Type } from 'typebox';

import { type AnyModule, announce, closed, defineModule, job, jobType, route } from '#kernel';

import { kernelDb } from '../../src/kernel/core/index.ts';

const turn = jobType('team.turn', { en: 'One turn', zh: '一次处理' }, closed({ number: Type.Integer() }));
const TURN_MS = 200;

/** A module whose jobs write down which process did them, and that tells numbers to whoever follows, for tests with several processes. */
export const team: AnyModule = defineModule<object>({
  name: 'team',
  title: { en: 'Team', zh: '协作测试' },
  purpose: 'Show which process did which work.',
  dependsOn: [],
  migrations: null,
  tables: {},
  profiles: [],
  permissions: {},
  purposes: [],
  publishes: [],
  consumes: [],
  ports: [],
  jobs: [
    job({
      type: turn,
      async run(work, { number }) {
        await new Promise((resolve) => setTimeout(resolve, TURN_MS));
        await work.transaction((context) => context.record({ kind: 'team.turn', body: { number, process: process.pid } }));
      },
    }),
  ],
  routes: [
    route({
      method: 'POST',
      path: '/turns',
      summary: 'Queue turns',
      permission: 'public',
      body: closed({ count: Type.Integer({ minimum: 1, maximum: 100 }) }),
      reply: closed({ queued: Type.Integer() }),
      handle: async (context, { body }) => {
        for (let number = 0; number < body.count; number++) await context.enqueue(turn, { number });
        return { queued: body.count };
      },
    }),
    route({
      method: 'POST',
      path: '/numbers',
      summary: 'Tell a number',
      permission: 'public',
      body: closed({ number: Type.Integer() }),
      reply: closed({}),
      handle: async (context, { body }) => {
        await announce(context, ['team.number'], { ids: [String(body.number)] });
        return {};
      },
    }),
    route({
      method: 'GET',
      path: '/turns',
      summary: 'Who did which turn',
      permission: 'public',
      reply: closed({ items: Type.Array(closed({ number: Type.Integer(), process: Type.Integer() })) }),
      handle: async (context) => {
        const rows = await kernelDb(context).selectFrom('kernel_ledger_entry').select('body').where('kind', '=', 'team.turn').execute();
        return { items: rows.map(({ body }) => JSON.parse(body) as { number: number; process: number }) };
      },
    }),
  ],
  portal: [],
  console: [],
  topics: [{ name: 'team.number', may: (_context, id) => id === null }],
  contributes: {},
});
