import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { type DatasetDescription, dataPorts, type LoadProgress, runLoadIn, suggestFields } from '#module/data-platform';

import { modules } from '../app.ts';
import { readConfig } from '../kernel/config.ts';
import type { Work } from '../kernel/core/index.ts';
import { openFoundation, workOver } from '../kernel/platform.ts';
import { say, UsageError } from './say.ts';

const OPTIONS = {
  dataset: { type: 'string' },
  describe: { type: 'string' },
  title: { type: 'string' },
  department: { type: 'string', default: 'data-administration' },
  theme: { type: 'string', default: 'GOVE' },
  licence: { type: 'string', default: 'INTERNAL' },
  frequency: { type: 'string', default: 'IRREG' },
  'legal-basis': { type: 'string' },
  open: { type: 'boolean', default: false },
} as const;

/**
 * Loads files into a dataset: `import payments.csv --dataset spending`. A dataset that does not exist yet is described by a file
 * (`--describe description.json`), or from the columns found, with `--title` and `--legal-basis`. Works beside a running platform.
 */
export async function importFiles(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  const files = positionals.map((file) => path.resolve(file));
  const missing = files.find((file) => !existsSync(file));
  if (files.length === 0 || !values.dataset || missing) {
    say(
      missing ? `There is no file ${missing}` : 'Say: import FILE… --dataset NAME',
      missing ? `文件 ${missing} 不存在` : '用法：import 文件… --dataset 名称',
    );
    process.exitCode = 1;
    return;
  }
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  const config = readConfig();
  const foundation = await openFoundation({ config, modules }, { beside: true });
  try {
    const work = workOver(foundation, config, stop.signal);
    await describeUnlessKnown(work, values.dataset, files[0] ?? '', values);
    const sources = files.map((file) => ({ name: path.basename(file), path: file }));
    const loadId = await work.transaction((context) => context.call(dataPorts.createLoad, { key: values.dataset ?? '', sources }));
    const begun = performance.now();
    await runLoadIn(work, loadId, (progress) => drawProgress(progress, begun));
    process.stderr.write('\r\u001b[K');
    await report(work, loadId);
    if (values.open) await work.transaction((context) => context.call(dataPorts.openToPublic, values.dataset ?? ''));
  } finally {
    await foundation.close();
  }
}

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

async function describeUnlessKnown(work: Work<never>, key: string, file: string, values: Values): Promise<void> {
  if (await work.transaction((context) => context.call(dataPorts.hasDataset, key))) return;
  const description = values.describe
    ? (JSON.parse(readFileSync(values.describe, 'utf8')) as DatasetDescription)
    : await inferDescription(work, key, file, values);
  await work.transaction((context) => context.call(dataPorts.registerDataset, { ...description, key }));
  say(`Dataset ${key} entered into the catalogue`, `数据集 ${key} 已编入目录`);
}

async function inferDescription(work: Work<never>, key: string, file: string, values: Values): Promise<DatasetDescription> {
  const basis = values['legal-basis'];
  if (!basis) {
    throw new UsageError(
      `There is no dataset ${key} yet. Describe it with --describe FILE.json, or say --legal-basis "…" (and --title, --department, --theme).`,
      `数据集 ${key} 尚不存在。请用 --describe 文件.json 说明，或给出 --legal-basis "……"（以及 --title、--department、--theme）。`,
    );
  }
  const { fields } = await suggestFields(work, file, path.basename(file));
  const title = { en: values.title ?? key, zh: values.title ?? key };
  const isOpen = values.open;
  return {
    key,
    title,
    description: title,
    theme: values.theme ?? 'GOVE',
    keywords: [],
    department: values.department ?? '',
    updateFrequency: values.frequency ?? 'IRREG',
    licence: isOpen && values.licence === 'INTERNAL' ? 'CC_BY_4_0' : (values.licence ?? 'INTERNAL'),
    legalBasis: { en: basis, zh: basis },
    shareClass: isOpen ? 'public' : 'restricted',
    openClass: isOpen ? 'public' : 'restricted',
    retentionDays: null,
    fields: isOpen ? fields.map((field) => ({ ...field, class: 'public' as const })) : [...fields],
    rules: [],
  };
}

function drawProgress({ step, rows, bytes, totalBytes }: LoadProgress, begun: number): void {
  if (!process.stderr.isTTY) return;
  const seconds = (performance.now() - begun) / 1000;
  const share = totalBytes > 0 ? Math.min(1, bytes / totalBytes) : 0;
  const bar = '█'.repeat(Math.round(share * 24)).padEnd(24, '░');
  const rate = rows > 0 ? ` ${Math.round(rows / seconds).toLocaleString('en')} rows/s 行/秒` : '';
  process.stderr.write(`\r\u001b[K${bar} ${(share * 100).toFixed(0).padStart(3)}% ${step} ${rows.toLocaleString('en')}${rate}`);
}

async function report(work: Work<never>, loadId: string): Promise<void> {
  const load = await work.transaction((context) => context.call(dataPorts.loadOutcome, loadId));
  process.stdout.write(`${JSON.stringify(load)}\n`);
  for (const { text } of load.heldFor) say(`Held: ${text.en}`, `待处理：${text.zh}`);
  if (load.problem) say(load.problem.text.en, load.problem.text.zh);
  if (load.state !== 'published' && load.state !== 'unchanged') process.exitCode = 2;
}
