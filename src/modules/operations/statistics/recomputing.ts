import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';

import { calendarFile, openCalendar } from '#kernel';

import { fold } from '../cases/fold.ts';
import { publishMonth } from './export.ts';
import { type CaseMonth, caseMonth } from './lines.ts';
import { spanOf } from './month.ts';
import { profile, seeded, simulatedCase } from './test-support.ts';

const SCRIPT = fileURLToPath(new URL('../../../../scripts/recompute-statistics.mjs', import.meta.url));
const DAY_MS = 86_400_000;

/** The month of the simulation. */
export const PERIOD = '2026-10';
export const span = spanOf('Asia/Shanghai', PERIOD);
export const calendar = (name: string) => openCalendar(profile(calendarFile), name);

/** Cases that began in the weeks around the month; the same each time. */
export function simulated(cases: number) {
  const random = seeded(20_261_001);
  const from = Date.parse('2026-09-20T00:00:00Z');
  return Array.from({ length: cases }, (_, at) => simulatedCase(random, at, new Date(from + Math.floor(random() * 38 * DAY_MS))));
}

/** Runs the stand-alone script, as a stranger would. */
export async function recompute(...args: string[]): Promise<{ status: number; said: string }> {
  return promisify(execFile)(process.execPath, [SCRIPT, ...args], { maxBuffer: 1e8 }).then(
    ({ stdout }) => ({ status: 0, said: stdout }),
    ({ code, stderr }: { code: number; stderr: string }) => ({ status: code, said: stderr }),
  );
}

/** Simulates, publishes, and has the script work everything out again; then changes one line, which it must notice. */
export async function recomputeSimulated(count: number): Promise<void> {
  const cases = simulated(count);
  const ends = cases.map(({ id, lines }) => fold(id, lines).fields);
  assert.ok(ends.every(({ state, outcome }) => state === 'appealed' || (state === 'closed' && outcome !== null)));
  const months = cases.map(({ id, lines }) => caseMonth(id, lines, span, calendar)).filter((month): month is CaseMonth => month !== null);
  const { logGz, document, log, lines } = publishMonth(PERIOD, months, 10);
  assert.ok(lines > count);
  const folder = await mkdtemp(path.join(tmpdir(), 'mbs-'));
  try {
    const [logFile, figures] = [path.join(folder, `${PERIOD}.ndjson.gz`), path.join(folder, `${PERIOD}.json`)];
    await writeFile(logFile, logGz);
    await writeFile(figures, document);
    assert.equal((await recompute(logFile)).said, document);
    assert.equal((await recompute(logFile, figures)).status, 0);
    assertFull(document);
    const changed = log.replace('"act":"confirm"', '"act":"close"');
    assert.notEqual(changed, log);
    await writeFile(logFile, gzipSync(changed));
    const found = await recompute(logFile, figures);
    assert.equal(found.status, 1);
    assert.match(found.said, /DIFFERENCE: \/all\/counts\/confirmed: published \d+, recomputed \d+/);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A simulation in which nothing happens would prove nothing. */
function assertFull(document: string): void {
  const { all } = JSON.parse(document);
  for (const name of ['answeredOnTime', 'confirmed', 'disputed', 'upheld', 'bounced', 'visitsSatisfied', 'ordersSignedOnTime'])
    assert.ok(all.rates[name].denominator > 0, name);
  assert.ok(all.counts.pauseSeconds > 0 && Object.keys(all.steps).length > 0);
}
