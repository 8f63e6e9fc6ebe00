import { buffer } from 'node:stream/consumers';

import { Type } from 'typebox';

import { closed, workRoute } from '../../core/index.ts';
import { takeReceipt } from '../receipts.ts';

const LONGEST = 16 * 1024;

/** Where an SMS gateway reports what became of a message; the address itself is the secret. */
export const receiptRoute = workRoute({
  method: 'POST',
  path: '/receipts/:secret',
  summary: 'An SMS gateway says what became of a message',
  permission: 'public',
  params: closed({ secret: Type.String({ pattern: '^[A-Za-z0-9_-]{32}$' }) }),
  body: 'stream',
  consumes: ['application/json', 'application/x-www-form-urlencoded', 'application/xml', 'text/xml', 'text/plain'],
  bodyLimit: LONGEST,
  reply: closed({}),
  work: async (work, { params: { secret }, stream }) => {
    const report = (await buffer(stream)).toString('utf8');
    await work.transaction((context) => takeReceipt(context, secret, report));
    return {};
  },
});
