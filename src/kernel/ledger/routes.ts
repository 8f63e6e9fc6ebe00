import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';

import { Type } from 'typebox';

import { type Context, closed, type FileReply, kernelDb, Page, pageQuery, route, text, Uuid, type Work, workRoute } from '../core/index.ts';
import { auditType } from './audit-job.ts';
import { toBase64 } from './bytes.ts';
import { latestCheckpoint, listCheckpoints, listKeys, verifierKeys } from './checkpoint.ts';
import { entriesFrom, entryKinds, readEntry, recentEntries } from './entries.ts';
import { ledgerErrors } from './errors.ts';
import { exportLedger } from './export.ts';
import { consistencyProof, inclusionProof } from './proofs.ts';
import { CheckpointView, ConsistencyProof, Count, Entry, InclusionProof, KeyView } from './schema.ts';
import { readSubtrees } from './tree.ts';

const VERIFIER_SCRIPT = new URL('../../../scripts/verify-ledger.mjs', import.meta.url);
const PLAIN = 'text/plain; charset=utf-8';
/** Seconds: a proof within a given tree never changes; lists grow. */
const FOR_EVER = 31_536_000;
const FRESH = 2;

/** What anybody may ask the ledger: all reading is public, because entries hold only ids and digests. */
export const ledgerRoutes = [
  workRoute({
    method: 'GET',
    path: '/checkpoint',
    summary: 'The latest signed checkpoint, as a C2SP note',
    permission: 'public',
    reply: 'file',
    work: (work) => work.transaction(checkpointFile),
  }),
  route({
    method: 'GET',
    path: '/checkpoints',
    summary: 'All signed checkpoints, newest first',
    permission: 'public',
    query: closed(pageQuery),
    reply: Page(CheckpointView),
    maxAge: FRESH,
    handle: (context, { query }) => listCheckpoints(kernelDb(context), query),
  }),
  route({
    method: 'GET',
    path: '/entries',
    summary: 'Entries in the order of their places, from a given place',
    permission: 'public',
    query: closed({ from: Type.Optional(Count), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })) }),
    reply: closed({ items: Type.Array(Entry) }),
    maxAge: FRESH,
    handle: async (context, { query }) => ({ items: await entriesFrom(kernelDb(context), query.from ?? 0, query.limit ?? 100) }),
  }),
  route({
    method: 'GET',
    path: '/entries/recent',
    summary: 'Newest entries first, of one kind or all',
    permission: 'public',
    query: closed({ kind: Type.Optional(text(100)), ...pageQuery }),
    reply: Page(Entry),
    maxAge: FRESH,
    handle: (context, { query }) => recentEntries(kernelDb(context), query),
  }),
  route({
    method: 'GET',
    path: '/entries/:id',
    summary: 'One entry',
    permission: 'public',
    params: closed({ id: Uuid }),
    reply: Entry,
    maxAge: FRESH,
    handle: (context, { params }) => readEntry(kernelDb(context), params.id),
  }),
  route({
    method: 'GET',
    path: '/kinds',
    summary: 'All kinds of entries there are',
    permission: 'public',
    reply: closed({ items: Type.Array(Type.String()) }),
    maxAge: FRESH,
    handle: async (context) => ({ items: await entryKinds(kernelDb(context)) }),
  }),
  route({
    method: 'GET',
    path: '/proofs/inclusion',
    summary: 'Proof that an entry is in the tree of a given size (RFC 9162)',
    permission: 'public',
    query: closed({ index: Count, size: Count }),
    reply: InclusionProof,
    maxAge: FOR_EVER,
    handle: (context, { query }) => proveInclusion(context, query.index, query.size),
  }),
  route({
    method: 'GET',
    path: '/proofs/consistency',
    summary: 'Proof that a later tree only adds to an earlier one (RFC 9162)',
    permission: 'public',
    query: closed({ from: Count, to: Count }),
    reply: ConsistencyProof,
    maxAge: FOR_EVER,
    handle: async (context, { query }) => ({
      ...query,
      proof: (await consistencyProof(kernelDb(context), query.from, query.to)).map(toBase64),
    }),
  }),
  route({
    method: 'POST',
    path: '/audits',
    summary: 'Start an audit of the whole ledger',
    permission: 'ledger:audit',
    body: closed({}),
    reply: closed({ job: Type.String() }),
    status: 202,
    handle: async (context) => ({ job: await context.enqueue(auditType, {}) }),
  }),
  workRoute({
    method: 'GET',
    path: '/key',
    summary: 'Public keys that signed, newest first, one C2SP verifier key a line',
    permission: 'public',
    reply: 'file',
    work: (work) => work.transaction(keyFile),
  }),
  route({
    method: 'GET',
    path: '/keys',
    summary: 'Public keys that signed, newest first, with when each first did',
    permission: 'public',
    reply: closed({ items: Type.Array(KeyView) }),
    maxAge: FRESH,
    handle: async (context) => ({ items: await listKeys(kernelDb(context)) }),
  }),
  workRoute({
    method: 'GET',
    path: '/export',
    summary: 'The whole ledger with its checkpoints as NDJSON, for verify-ledger.mjs',
    permission: 'public',
    reply: 'file',
    work: exportFile,
  }),
  workRoute({
    method: 'GET',
    path: '/verify-ledger.mjs',
    summary: 'The stand-alone verifier: one file for Node.js, without dependencies',
    permission: 'public',
    reply: 'file',
    work: verifierFile,
  }),
];

async function checkpointFile(context: Context<never>): Promise<FileReply> {
  const latest = await latestCheckpoint(kernelDb(context));
  if (!latest) throw ledgerErrors.nothingSigned();
  return { stream: Readable.from([latest.note]), type: PLAIN, etag: Buffer.from(latest.root).toString('hex'), maxAge: FRESH };
}

async function proveInclusion(context: Context<never>, index: number, size: number) {
  const proof = await inclusionProof(kernelDb(context), index, size);
  const [leaf] = await readSubtrees(kernelDb(context), [{ level: 0, index }]);
  return { index, size, leafHash: toBase64(leaf as Uint8Array), proof: proof.map(toBase64) };
}

async function keyFile(context: Context<never>): Promise<FileReply> {
  const keys = await verifierKeys(kernelDb(context));
  if (keys.length === 0) throw ledgerErrors.nothingSigned();
  return { stream: Readable.from([`${keys.join('\n')}\n`]), type: PLAIN, maxAge: 60 };
}

async function exportFile(work: Work<never>): Promise<FileReply> {
  const stream = Readable.from(await exportLedger(work));
  return { stream, type: 'application/x-ndjson', fileName: `ledger-${work.district}.ndjson` };
}

async function verifierFile(): Promise<FileReply> {
  const script = await readFile(VERIFIER_SCRIPT);
  const etag = createHash('sha256').update(script).digest('hex');
  return {
    stream: Readable.from([script]),
    type: 'text/javascript; charset=utf-8',
    fileName: 'verify-ledger.mjs',
    size: script.length,
    etag,
    maxAge: 300,
  };
}
