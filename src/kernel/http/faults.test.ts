import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { openTestDistrict, person } from '../testing/index.ts';

let district: Awaited<ReturnType<typeof openTestDistrict>>;
before(async () => {
  district = await openTestDistrict();
});
after(() => district.close());

const fault = { message: 'TypeError: rows is undefined', stack: 'at Jobs' };

test('a broken screen is reported under the number of the request', async () => {
  const { status, body, headers } = await district.as(person())('POST', '/api/console/faults', fault);
  assert.equal(status, 201);
  assert.equal((body as { report: string }).report, headers['x-request-id']);
});

test('only who is signed in may write into the log, and only a short report', async () => {
  assert.equal((await district.as()('POST', '/api/console/faults', fault)).status, 401);
  const long = { ...fault, stack: 'x'.repeat(2001) };
  assert.equal((await district.as(person())('POST', '/api/console/faults', long)).status, 400);
});
