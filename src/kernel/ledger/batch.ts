import { entryRow, insertEntries, type LedgerEntry } from './append.ts';
import type { Transact } from './sequencer.ts';

/** Most lines that one transaction takes. */
const GROUP = 1_000;

type Waiting = { row: ReturnType<typeof entryRow>; done: (id: string) => void; failed: (error: unknown) => void };

export interface AppenderOptions {
  readonly transact: Transact;
  readonly now: () => Date;
  /** Called after each group, such as with the sequencer's `wake`. */
  readonly onWritten?: () => void;
}

/** Appends lines durably outside of any request's transaction. The promise is kept only once its line is committed. */
export type AppendBatched = (entry: LedgerEntry) => Promise<string>;

/**
 * Makes an appender for many callers at once: whoever comes while a transaction is under way joins the next one, so the cost of
 * a commit is shared. A line that cannot be written fails alone.
 */
export function createAppender({ transact, now, onWritten = () => {} }: AppenderOptions): AppendBatched {
  let waiting: Waiting[] = [];
  let writing = false;
  const write = async () => {
    writing = true;
    while (waiting.length > 0) {
      const group = waiting.slice(0, GROUP);
      waiting = waiting.slice(GROUP);
      await writeGroup(transact, group);
      onWritten();
    }
    writing = false;
  };
  return (entry) =>
    new Promise((done, failed) => {
      waiting.push({ row: entryRow(now(), entry), done, failed }); // what throws here rejects the promise
      if (!writing) void write();
    });
}

/** When the database refuses one line of a group for what it says, the others are written without it. */
async function writeGroup(transact: Transact, group: readonly Waiting[]): Promise<void> {
  try {
    const rows = group.map(({ row }) => row);
    await transact((tx) => insertEntries(tx, rows));
    for (const { row, done } of group) done(row.id);
  } catch (error) {
    if (group.length > 1 && isRefusal(error)) for (const one of group) await writeGroup(transact, [one]);
    else for (const { failed } of group) failed(error);
  }
}

/** Classes 22 and 23 of SQLSTATE: bad data, broken constraint. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^2[23]/.test(String(error.code));
}
