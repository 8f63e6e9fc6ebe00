import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { openScreens } from './console.ts';

let screens: Awaited<ReturnType<typeof openScreens>>;

before(async () => {
  screens = await openScreens();
});
after(() => screens?.close());

describe('every screen of the console', () => {
  for (const language of ['en', 'zh'] as const) {
    for (const elder of [false, true]) {
      for (const theme of ['light', 'dark'] as const) {
        for (const width of [320, 390, 1440]) {
          test(`is accessible in ${language}${elder ? ', larger text' : ''}, ${theme}, at ${width} pixels`, async () => {
            assert.deepEqual(await screens.faults({ language, elder, theme, width }), []);
          });
        }
      }
    }
  }
});
