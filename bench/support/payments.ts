import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

/** Which rows to make. */
interface Payments {
  readonly rows: number;
  readonly seed: number;
  /** One row in a thousand has an amount that is none, one a negative amount, one in ten thousand a field too many. */
  readonly faults: boolean;
}

export const paymentColumns = [
  'id',
  'paid_on',
  'booked_at',
  'amount',
  'vat',
  'department',
  'supplier',
  'town',
  'category',
  'quantity',
  'urgent',
  'note',
];

const DEPARTMENTS = ['Finance', 'Housing', 'Transport', 'Education', 'Health', 'Culture', 'Environment', 'Planning'];
const TOWNS = ['Lizhu', 'Pingshui', 'Donghu', 'Keqiao', 'Fusheng', 'Doumen', 'Sunduan', 'Gaobu', 'Mashan', 'Lingzhi'];
const WORDS = ['Maple', 'Bridge', 'River', 'Stone', 'Silk', 'Tea', 'Bamboo', 'Jade', 'Lake', 'Cloud'];
const DAY_MS = 86_400_000;
const BATCH = 5000;

/** Writes made-up payments as CSV, the same for the same seed. @returns bytes written */
export async function writePayments(path: string, { rows, seed, faults }: Payments): Promise<number> {
  const random = source(seed);
  const file = createWriteStream(path);
  file.write(`${paymentColumns.join(',')}\n`);
  for (let from = 1; from <= rows; from += BATCH) {
    const lines = Array.from({ length: Math.min(BATCH, rows - from + 1) }, (_, index) => payment(from + index, random, faults));
    if (!file.write(`${lines.join('\n')}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
  return file.bytesWritten;
}

function payment(id: number, random: () => number, faults: boolean): string {
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? '';
  const day = new Date(Date.UTC(2019, 0, 1) + Math.floor(random() * 2000) * DAY_MS).toISOString().slice(0, 10);
  const clock = `${pad(random() * 24)}:${pad(random() * 60)}`;
  const supplier = `${pick(WORDS)} ${pick(WORDS)} ${Math.floor(random() * 20_000)}`;
  const fields = [id, day, `${day} ${clock}`, amount(random, faults), (random() * 1000).toFixed(2), pick(DEPARTMENTS)];
  const more = [
    random() < 0.02 ? `"${supplier}, Ltd"` : supplier,
    pick(TOWNS),
    `C${100 + Math.floor(random() * 40)}`,
    Math.floor(random() * 500),
  ];
  const last = [random() < 0.1, `p${Math.floor(random() * 1e6)}`];
  return `${[...fields, ...more, ...last].join(',')}${faults && random() < 0.0001 ? ',extra' : ''}`;
}

function amount(random: () => number, faults: boolean): string {
  const plain = (random() * 100_000).toFixed(2);
  const luck = random();
  if (!faults || luck >= 0.002) return plain;
  return luck < 0.001 ? 'n/a' : `-${plain}`;
}

function pad(value: number): string {
  return String(Math.floor(value)).padStart(2, '0');
}

/** Mulberry32: small, fast and good enough to make rows. */
function source(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
