import { Value } from 'typebox/value';

import { DomainError, kernelErrors, type Work } from '#kernel';

import type { Act } from './act.ts';
import { readCode } from './code.ts';
import { perform } from './engine.ts';
import type { CaseTables } from './tables.ts';

interface Item {
  readonly code: string;
  readonly revision: number;
  readonly input: object;
}

/** Does the same act to many cases, each in a transaction of its own. @returns each item's new revision, or why it was refused */
export async function performEach(work: Work<CaseTables>, act: Act, items: readonly Item[]) {
  const done = [];
  for (const { code, revision, input } of items) {
    try {
      if (!Value.Check(act.input, input)) throw kernelErrors.invalid({ code });
      const { record } = await work.transaction((context) => perform(context, { code: readCode(code) }, act, input, { base: revision }));
      done.push({ code, revision: record.revision, problem: null });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      done.push({
        code,
        revision: null,
        problem: { code: error.code, status: error.status, title: error.text.en, title_zh: error.text.zh },
      });
    }
  }
  return done;
}
