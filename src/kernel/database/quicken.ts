import type pg from 'pg';

/** Longest statement that is worth keeping prepared; what is longer was made for one list of values. */
const LONGEST = 3_000;
/** Most statements that one process keeps prepared on a connection. */
const MOST = 500;
/** Seen so often, a statement will come again. */
const OFTEN = 3;

/** Names of statements that come often, for all connections of the process; a statement's text decides. */
const names = new Map<string, { readonly name: string; seen: number }>();

/**
 * Makes a pipelined connection cheaper for both sides: statements that come often are parsed once and then called by name, and all that is
 * asked in one turn of the event loop leaves in one write. Measured in docs/decisions/0020.
 */
export function quicken(client: pg.Client): void {
  const plain = client.query.bind(client) as (...all: unknown[]) => unknown;
  const { stream } = (client as unknown as { connection: { stream: { cork(): void; uncork(): void } } }).connection;
  let corked = false;
  const quick = (...all: unknown[]) => {
    if (!corked) {
      corked = true;
      stream.cork();
      process.nextTick(() => {
        corked = false;
        stream.uncork();
      });
    }
    const [text, values] = all;
    const name = all.length === 2 && typeof text === 'string' && Array.isArray(values) && values.length > 0 ? nameOf(text) : null;
    return name ? plain({ name, text, values }) : plain(...all);
  };
  client.query = quick as typeof client.query;
}

/** The name under which a statement is kept, once it has come often enough; null until then. */
function nameOf(text: string): string | null {
  if (text.length > LONGEST) return null;
  const known = names.get(text);
  if (known) {
    known.seen += 1;
    return known.seen >= OFTEN ? known.name : null;
  }
  if (names.size < MOST) names.set(text, { name: `s${names.size}`, seen: 1 });
  return null;
}
