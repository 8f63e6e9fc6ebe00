// Many boards in one process, each on a connection of its own. They note how old each event is when it arrives, and whether any is
// missing, doubled or out of order.
import { once } from 'node:events';
import { connect } from 'node:net';

interface Order {
  readonly port: number;
  readonly boards: number;
  /** Boards are spread evenly over so many topics. */
  readonly topics: number;
}

interface Board {
  rest: string;
  position: number;
  got: number;
}

const AT_ONCE = 50;
const SENT_AT = /","(\d+)"\],"state"/;
const boards: Board[] = [];
let ages = new Float64Array(1 << 16);
let heard = 0;
let disorder = 0;

async function open({ port, boards: count, topics }: Order): Promise<void> {
  for (let first = 0; first < count; first += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - first) }, (_, at) => first + at);
    await Promise.all(some.map((number) => openBoard(port, number, `bench.board:${number % topics}`)));
  }
}

async function openBoard(port: number, number: number, topic: string): Promise<void> {
  const board: Board = { rest: '', position: 0, got: 0 };
  boards.push(board);
  const socket = connect(port, '127.0.0.1');
  socket.setEncoding('latin1').setNoDelay(true);
  socket.write(`GET /api/live?topics=${topic} HTTP/1.1\r\nHost: bench\r\nX-Board: board${number}\r\n\r\n`);
  socket.on('data', (chunk) => read(board, String(chunk)));
  socket.on('error', () => (disorder += 1));
  await once(socket, 'data');
}

function read(board: Board, chunk: string): void {
  const now = Date.now();
  const { events, rest } = parse(board.rest + chunk);
  board.rest = rest;
  for (const [position, sentAt] of events) note(board, position, now - sentAt);
}

interface Parsed {
  readonly events: readonly (readonly [position: number, sentAt: number])[];
  readonly rest: string;
}

let last: { readonly text: string; readonly parsed: Parsed } = { text: '', parsed: { events: [], rest: '' } };

/** Boards often get the same bytes one after the other: reading them must not take longer than sending them. */
function parse(text: string): Parsed {
  if (text === last.text) return last.parsed;
  const frames = text.split('\n\n');
  const rest = frames.pop() ?? '';
  const parsed = { events: frames.flatMap(eventIn), rest };
  last = { text, parsed };
  return parsed;
}

function eventIn(frame: string): Parsed['events'] {
  const sentAt = SENT_AT.exec(frame)?.[1];
  return sentAt === undefined ? [] : [[Number(/id: (\d+)/.exec(frame)?.[1]), Number(sentAt)]];
}

function note(board: Board, position: number, age: number): void {
  if (position < board.position) disorder += 1;
  board.position = position;
  board.got += 1;
  if (heard === ages.length) {
    const more = new Float64Array(ages.length * 2);
    more.set(ages);
    ages = more;
  }
  ages[heard++] = age;
}

function report() {
  const sorted = ages.slice(0, heard).sort();
  const rank = (share: number) => sorted[Math.ceil(share * heard) - 1] ?? Number.NaN;
  const counts = boards.map(({ got }) => got);
  return { heard, disorder, fewest: Math.min(...counts), most: Math.max(...counts), p50: rank(0.5), p99: rank(0.99), worst: rank(1) };
}

process.on('message', async (wish: { open?: Order; forget?: true }) => {
  if (wish.open) await open(wish.open);
  if (wish.forget) {
    heard = 0;
    for (const board of boards) board.got = 0;
  }
  process.send?.(report());
});
