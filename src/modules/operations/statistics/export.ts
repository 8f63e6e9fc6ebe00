import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';

import { canonicalJson } from '#kernel';

import { type Cell, coarsen } from './coarsen.ts';
import { statisticsOf } from './figures.ts';
import type { CaseMonth } from './lines.ts';
import type { PublicLine } from './log-line.ts';
import type { Month } from './month.ts';

/** A month as it is published. */
export interface Published {
  readonly cases: number;
  readonly lines: number;
  /** One canonical JSON line (RFC 8785) per act. */
  readonly log: string;
  readonly logGz: Buffer;
  readonly logSha256: string;
  readonly fileSha256: string;
  /** Canonical JSON of the figures, with a line feed. */
  readonly document: string;
  readonly sha256: string;
}

/**
 * Makes a month's log and figures. Every case gets a random number that is written down nowhere else, so that nobody, not even we, can
 * follow it into another month; the lines are in the order of these numbers.
 */
export function publishMonth(period: Month, months: readonly CaseMonth[], smallest: number): Published {
  const lines = linesOf(months, smallest);
  const log = lines.map((line) => `${canonicalJson(line)}\n`).join('');
  const logGz = gzipSync(log, { level: 9 });
  const logSha256 = sha256(log);
  const statistics = statisticsOf(period, lines, logSha256);
  const document = `${canonicalJson(statistics)}\n`;
  const { cases } = statistics.log;
  return { cases, lines: lines.length, log, logGz, logSha256, fileSha256: sha256(logGz), document, sha256: sha256(document) };
}

function linesOf(months: readonly CaseMonth[], smallest: number): PublicLine[] {
  const cells = coarsen(
    months.map(({ category, town }): Cell => ({ category, town })),
    smallest,
  );
  if (!cells) return [];
  return months
    .map(({ acts }, at) => ({ token: randomBytes(8).toString('hex'), cell: cells[at] as Cell, acts }))
    .toSorted((a, b) => (a.token < b.token ? -1 : 1))
    .flatMap(({ token, cell, acts }) => acts.map((act) => ({ case: token, ...cell, ...act })));
}

/** SHA-256 in lower-case hexadecimal. */
export function sha256(bytes: string | Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
