import { sql } from 'kysely';
import { Type } from 'typebox';

import { job, jobType } from '#kernel';

import { duplicateFacts } from './duplicates/facts.ts';
import type { SignalContext, SignalTables } from './tables.ts';

/**
 * Counts, once a night, in how many signals of the last weeks each word stands. Counting as signals come would make all of them wait for
 * the row of a common word, and would make a score depend on the minute; a month's counts hardly move in a day. Words of few signals
 * are left out, so that no name is kept here.
 */
export const countWordsJob = jobType('operations.count-words', { en: 'Count the words of signals', zh: '统计信号用词' }, Type.Object({}));

/** How the counting is run. */
export const countWords = job<SignalTables>({
  type: countWordsJob,
  cron: '20 2 * * *',
  run: (work) => work.transaction(recount),
});

/** Replaces the counts. */
async function recount({ db, profile, now }: SignalContext): Promise<void> {
  const { days, atLeast } = profile(duplicateFacts).words;
  const since = new Date(now.getTime() - days * 86_400_000);
  await db.deleteFrom('operations_word').execute();
  await sql`
    insert into operations_word (word, signals)
    select word, count(*) from (
      select distinct id, unnest(words) as word from operations_signal where received_at > ${since}
    ) as found group by word having count(*) >= ${atLeast}
    union all select '', count(*) from operations_signal where received_at > ${since}
  `.execute(db);
}
