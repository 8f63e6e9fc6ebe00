import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { DatasetDescription, FieldDescription } from '../../../src/modules/data-platform/description.ts';
import type { DriftReport } from '../../../src/modules/data-platform/ingest/index.ts';
import { paymentsOf, sendFile } from '../../../src/modules/data-platform/test-support.ts';
import type { Check, House, LoadSeen } from './house.ts';
import { csvFiles, keyFrom } from './source.ts';

const STRUCTURAL = new Set(['added', 'removed', 'renamed', 'retyped']);

interface Suggested {
  readonly sniff: { readonly columns: readonly { readonly name: string }[] };
  readonly fields: readonly FieldDescription[];
}

/** Files as the bodies published them: described by what the platform finds in them, loaded one after another, and changes of layout told. */
export async function checkInferred(house: House, folder: string, body: string, check: Check): Promise<void> {
  const map = columnMap(folder);
  for (const stage of ['raw', 'clean']) {
    const key = keyFrom(body, stage);
    let before: readonly string[] | null = null;
    for (const file of csvFiles(path.join(folder, stage))) {
      const name = `${body}/${stage}/${path.basename(file)}`;
      const content = readFileSync(file);
      const { sniff, fields } = await suggestionFor(house, path.basename(file), content);
      const described = mapped(fields, map);
      await describe(house, key, described, before === null);
      const load = await house.load(key, [{ name: path.basename(file), content }]);
      checkLoad(name, load, described, Object.keys(map), check);
      const columns = sniff.columns.map((column) => column.name).sort();
      if (before) checkDrift(name, JSON.stringify(before) === JSON.stringify(columns), load, check);
      before = columns;
    }
  }
}

async function suggestionFor(house: House, name: string, content: Buffer): Promise<Suggested> {
  const upload = await sendFile(house.district, name, content);
  return house.json(`/api/data/uploads/${upload}/sniff`);
}

async function describe(house: House, key: string, fields: readonly FieldDescription[], fresh: boolean): Promise<void> {
  const about: Partial<DatasetDescription> = { licence: 'INTERNAL', openClass: 'restricted', fields: [...fields] };
  if (fresh) return house.describe(key, about);
  const { revision } = await house.json<{ revision: number }>(`/api/data/datasets/${key}`);
  return house.put(`/api/data/datasets/${key}`, revision, paymentsOf(key, about));
}

function checkLoad(name: string, load: LoadSeen, fields: readonly FieldDescription[], mappedNames: readonly string[], check: Check): void {
  const { state, read, accepted, rejected } = load;
  const whole = read !== null && read > 0 && (accepted ?? 0) + (rejected ?? 0) === read;
  const types = fields.filter(({ spec }) => mappedNames.includes(spec.name)).map(({ spec }) => `${spec.name}: ${spec.type}`);
  const note = `${state}, ${read} rows, ${rejected} rejected${types.length > 0 ? `; ${types.join(', ')}` : ''}`;
  check(`${name} loads by inference`, whole && (state === 'published' || state === 'held') && (rejected ?? 0) <= (read ?? 0) * 0.2, note);
}

/** A changed layout holds the load and says what changed; an unchanged one changes at most the types found in it. */
function checkDrift(name: string, sameLayout: boolean, load: LoadSeen, check: Check): void {
  const report = load.drift as DriftReport | null;
  const structural = (report?.drifts ?? []).filter(({ kind }) => STRUCTURAL.has(kind));
  const told = structural.map((drift) => `${drift.kind} ${drift.field}${'to' in drift ? ` to ${drift.to}` : ''}`).join(', ');
  const held = load.state === 'held' && load.heldFor.some(({ code }) => code === 'drift');
  const right = sameLayout ? structural.every(({ kind }) => kind === 'retyped') : structural.length > 0 && held;
  check(`${name}: ${sameLayout ? 'no drift of an unchanged layout' : 'drift of the layout is told and held'}`, right, told || 'none');
}

function columnMap(folder: string): Readonly<Record<string, readonly string[]>> {
  const index = path.join(folder, 'index.json');
  return existsSync(index) ? (JSON.parse(readFileSync(index, 'utf8')).columns?.map ?? {}) : {};
}

/** Gives found fields the names the map knows; each name goes to the first column that fits. */
function mapped(fields: readonly FieldDescription[], map: Readonly<Record<string, readonly string[]>>): FieldDescription[] {
  const taken = new Set(fields.map(({ spec }) => spec.name));
  return fields.map((field) => {
    const found = Object.entries(map).find(([name, sources]) => !taken.has(name) && sources.includes(field.spec.name));
    if (!found) return field;
    taken.add(found[0]);
    return { ...field, spec: { ...field.spec, name: found[0], source: [field.spec.name] } };
  });
}
