import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { openPortal } from './portal.ts';

let portal: Awaited<ReturnType<typeof openPortal>>;

before(async () => {
  portal = await openPortal();
});
after(() => portal?.close());

describe('every page of the portal', () => {
  for (const language of ['en', 'zh'] as const) {
    for (const elder of [false, true]) {
      for (const theme of ['light', 'dark'] as const) {
        for (const width of [320, 390, 1440]) {
          test(`is accessible in ${language}${elder ? ', elder mode' : ''}, ${theme}, at ${width} pixels`, async () => {
            assert.deepEqual(await portal.faults({ language, elder, theme, width }), []);
            assert.deepEqual(await portal.misfits({ language, elder, theme, width, scripts: false }), []);
          });
        }
      }
    }
  }
});
