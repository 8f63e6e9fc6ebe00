import assert from 'node:assert/strict';

import type { Actor } from '#kernel';
import { person, type TestDistrict } from '#kernel/testing';

import type { DatasetDescription, FieldDescription } from './description.ts';
import type { Field } from './ingest/index.ts';
import { loadJob } from './loads.ts';

/** Describes and loads. */
export const STEWARD = person({ id: 'steward', permissions: ['data:see-internal', 'data:steward'] });
/** Opens datasets to the public. */
export const OPENED = person({ id: 'publisher', permissions: ['data:see-internal', 'data:publish'] });

const same = (text: string) => ({ en: text, zh: text });

/** A field that everybody may see, unless said otherwise. */
export function fieldOf(spec: Field, about: Partial<FieldDescription> = {}): FieldDescription {
  return { title: same(spec.name), definition: same(spec.name), class: 'public', personal: false, spec, ...about };
}

/** A dataset of payments: a day, who got it, how much. */
export function paymentsOf(key: string, about: Partial<DatasetDescription> = {}): DatasetDescription {
  return {
    key,
    title: { en: `Payments ${key}`, zh: `付款 ${key}` },
    description: same('Money that went out'),
    theme: 'GOVE',
    keywords: ['payments', '付款'],
    department: 'finance',
    updateFrequency: 'MONTHLY',
    licence: 'CC_BY_4_0',
    legalBasis: same('Budget Law, article 14'),
    shareClass: 'public',
    openClass: 'public',
    retentionDays: null,
    fields: [
      fieldOf({ name: 'paid_on', type: 'date', required: true }),
      fieldOf({ name: 'payee', type: 'text' }),
      fieldOf({ name: 'amount', type: 'decimal', precision: 14, scale: 2, required: true }),
    ],
    rules: [],
    ...about,
  };
}

export async function describePayments(district: TestDistrict, key: string, about: Partial<DatasetDescription> = {}): Promise<void> {
  const { status, text } = await district.as(STEWARD)('POST', '/api/data/datasets', paymentsOf(key, about));
  assert.equal(status, 201, text);
}

/** Sends a file in one piece. @returns its upload id */
export async function sendFile(district: TestDistrict, name: string, content: string | Buffer, actor: Actor = STEWARD): Promise<string> {
  const bytes = Buffer.from(content);
  const ask = district.as(actor);
  const { status, body, text } = await ask('POST', '/api/data/uploads', { name, size: bytes.length });
  assert.equal(status, 201, text);
  const sent = await ask('PATCH', `/api/data/uploads/${body.id}?offset=0`, bytes);
  assert.equal(sent.status, 200, sent.text);
  assert.equal(sent.body.finished, true);
  return body.id;
}

/** What a load came to, as its page shows it. */
export interface LoadSeen {
  readonly id: string;
  readonly state: string;
  readonly read: number | null;
  readonly accepted: number | null;
  readonly rejected: number | null;
  readonly version: number | null;
  readonly problem: { readonly code: string; readonly text: { readonly en: string; readonly zh: string } } | null;
  readonly heldFor: readonly { readonly code: string }[];
}

/** Sends files, loads them and runs the job to its end. */
export async function loadFiles(
  district: TestDistrict,
  key: string,
  files: readonly { name: string; content: string | Buffer }[],
): Promise<LoadSeen> {
  const uploads: string[] = [];
  for (const { name, content } of files) uploads.push(await sendFile(district, name, content));
  return runLoadOf(district, key, uploads);
}

export function loadCsv(district: TestDistrict, key: string, text: string): Promise<LoadSeen> {
  return loadFiles(district, key, [{ name: 'data.csv', content: text }]);
}

/** Begins a load of uploads and runs the job to its end, also when it fails. */
export async function runLoadOf(district: TestDistrict, key: string, uploads: readonly string[]): Promise<LoadSeen> {
  const ask = district.as(STEWARD);
  const { status, body, text } = await ask('POST', `/api/data/datasets/${key}/loads`, { uploads });
  assert.equal(status, 202, text);
  await district.runJob(loadJob, { loadId: body.loadId }, STEWARD).catch(() => undefined);
  return (await ask('GET', `/api/data/loads/${body.loadId}`)).body;
}
