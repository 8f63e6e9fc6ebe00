import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { CAP_1_2 } from '@dec112/cap-ts';
import fc from 'fast-check';

import { type Alert, readCap, type Verdict, writeAlert } from '../../../src/modules/operations/alerts/cap/index.ts';
import { compileSchema } from '../../../src/modules/operations/alerts/cap/schema.ts';
import { anyAlert, anyChange } from '../../../src/modules/operations/alerts/cap/test-support.ts';
import { withDocument } from '../../../src/modules/operations/alerts/cap/xml.ts';
import { compareSchemas } from './schemas.ts';
import { withTrap } from './trap.ts';
import { attacks, variantsOf } from './variants.ts';

interface Options {
  /** The suite's folder; the alerts are in `cap` below it. */
  readonly data: string;
  readonly check: (name: string, ok: boolean, note?: string) => void;
}

const HOSTILE_MS = 100;
const WRITTEN = 500;

/** CAP in and out: verdicts of every file, hostile documents, agreement of our grammars with the published ones, alerts that others read. */
export async function capChecks({ data, check }: Options): Promise<void> {
  const folder = path.join(data, 'cap');
  const files = new Map(readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name))]));
  const rows = rowsOf(String(files.get('expected.csv')));
  loadGrammars();

  const { touched } = await withTrap(() => {
    verdicts(rows, files, check);
    hostile(check);
    variants(rows, files, check);
  });
  check('CAP: no file opened, no address looked up, no socket made', touched.length === 0, touched.slice(0, 3).join('; ') || undefined);
  const proof = await withTrap(() => void readFileSync(path.join(folder, 'expected.csv')));
  check('CAP: the trap itself works', proof.touched.length > 0);

  compareSchemas(files, fc.sample(anyAlert, 40).map(writeAlert), fc.sample(anyChange, 20_000), check);
  await written(String(files.get('CAP-v1.2-oasis.xsd') ?? ''), check);
}

/** Our own grammars are read once, when a document first needs them. */
function loadGrammars(): void {
  for (const version of ['urn:oasis:names:tc:emergency:cap:1.1', 'urn:oasis:names:tc:emergency:cap:1.2', 'http://www.incident.com/cap/1.0'])
    readCap(Buffer.from(`<alert xmlns="${version}"/>`));
  readCap(Buffer.from('<EDXLDistribution xmlns="urn:oasis:names:tc:emergency:EDXL:DE:1.0"/>'));
}

interface Row {
  readonly file: string;
  readonly expected: string;
}

function rowsOf(csv: string): Row[] {
  const [head = '', ...lines] = csv.trim().split(/\r?\n/);
  if (head !== 'file,kind,verdict,alerts_accepted,alerts_refused,links,reason') throw new Error(`expected.csv: ${head}`);
  return lines.map((line) => ({ file: line.slice(0, line.indexOf(',')), expected: line.slice(line.indexOf(',') + 1) }));
}

const lineOf = ({ kind, verdict, accepted, refused, links, refusal }: Verdict) =>
  [kind, verdict, accepted, refused, links.length, refusal?.reason ?? ''].join(',');

function verdicts(rows: readonly Row[], files: ReadonlyMap<string, Buffer>, check: Options['check']): void {
  for (const { file, expected } of rows) {
    const found = lineOf(readCap(files.get(file) ?? Buffer.alloc(0)));
    check(`CAP: ${file} is ${expected}`, found === expected, found === expected ? undefined : found);
  }
}

function hostile(check: Options['check']): void {
  for (const [name, bytes] of attacks()) {
    const began = performance.now();
    const { verdict, refusal } = readCap(bytes);
    const took = performance.now() - began;
    check(
      `CAP: ${name} is refused in under ${HOSTILE_MS} ms`,
      verdict === 'refuse' && took < HOSTILE_MS,
      `${refusal?.reason}, ${took.toFixed(1)} ms`,
    );
  }
}

/** Other data of the same layout: each accepted alert, broken in one way that must be seen, whatever else is in it. */
function variants(rows: readonly Row[], files: ReadonlyMap<string, Buffer>, check: Options['check']): void {
  const wrong: string[] = [];
  let seen = 0;
  for (const { file } of rows.filter(({ expected }) => expected.startsWith('alert,accept'))) {
    for (const { name, text, expected } of variantsOf((files.get(file) ?? Buffer.alloc(0)).toString('latin1'))) {
      seen += 1;
      const found = lineOf(readCap(Buffer.from(text, 'latin1')));
      if (found !== expected) wrong.push(`${file}, ${name}: ${found}, not ${expected}`);
    }
  }
  check(`CAP: ${seen} changed copies of the files get the verdict that the change calls for`, seen > 0 && wrong.length === 0, wrong[0]);
}

/** What we write is valid by the published schema and says the same to another reader. */
async function written(oasis: string, check: Options['check']): Promise<void> {
  const schema = compileSchema(oasis);
  const faults: string[] = [];
  for (const alert of fc.sample(anyAlert, WRITTEN)) {
    const text = writeAlert(alert);
    const fault = withDocument(text, 100_000, (_root, document) => schema.faultOf(document));
    if (fault !== null) faults.push(fault);
    if (/<(?:sent|effective|onset|expires)>[^<]*Z</.test(text)) faults.push('an offset of Z');
    const difference = await differenceOf(alert, text);
    if (difference) faults.push(difference);
  }
  check(`CAP: ${WRITTEN} alerts of ours are valid by the OASIS schema and read the same by @dec112/cap-ts`, faults.length === 0, faults[0]);
}

/** Compares what cap-ts keeps: it trims nothing but drops text that is only white space, and reads one code. */
async function differenceOf(alert: Alert, text: string): Promise<string | null> {
  const other = await CAP_1_2.Alert.fromXML(text);
  const same = (name: string, ours: string | undefined, theirs: unknown) =>
    (ours ?? '').trim() === '' || ours?.replaceAll('\r\n', '\n') === String(theirs).replaceAll('\r\n', '\n')
      ? null
      : `${name}: ${ours} / ${theirs}`;
  const found = [
    same('identifier', alert.identifier, other.identifier),
    same('sender', alert.sender, other.sender),
    same('sent', alert.sent, other.sent),
    same('status', alert.status.toLowerCase(), CAP_1_2._to_string_Alert_status(other.status).toLowerCase()),
    same('references', alert.references, other.references),
    same('info', String(alert.info.length), other.info_list.length),
    ...alert.info.flatMap((info, at) => [
      same('event', info.event, other.info_list[at]?.event),
      same('headline', info.headline, other.info_list[at]?.headline),
      same('description', info.description, other.info_list[at]?.description),
      same('expires', info.expires, other.info_list[at]?.expires),
      same('area', String(info.area.length), other.info_list[at]?.area_list.length),
    ]),
  ];
  return found.find((one) => one !== null) ?? null;
}
