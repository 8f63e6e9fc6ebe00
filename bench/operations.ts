import * as calendar from './calendar.ts';
import * as cases from './operations-cases.ts';
import * as dispatch from './operations-dispatch.ts';
import * as live from './operations-sse.ts';

/** The operations centre whole: deadlines, dispatch, lives of cases beside a million others, boards. Options go to the lives of cases. */
export async function* run(options: readonly string[] = []): AsyncIterable<object> {
  for (const [part, figures] of Object.entries({
    deadlines: () => calendar.run(),
    dispatch: () => dispatch.run(),
    cases: () => cases.run(options),
    live: () => live.run(),
  })) {
    for await (const figure of figures() as AsyncIterable<object>) yield { part, ...figure };
  }
}
