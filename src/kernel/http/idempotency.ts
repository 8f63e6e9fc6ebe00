import { createHash } from 'node:crypto';

import type { Kysely } from 'kysely';

import { type KernelTables, kernelErrors } from '../core/index.ts';

interface KeyedRequest {
  readonly key: string;
  readonly actorId: string;
  /** Method, address and body: the same key with another of these is a mistake. */
  readonly fingerprint: string;
  readonly now: Date;
}

/** An answer to a POST. */
export interface Answer {
  readonly status: number;
  readonly reply: unknown;
}

/** A digest of what a request asks for. */
export function fingerprintOf(method: string, url: string, body: unknown): string {
  return createHash('sha256')
    .update(`${method} ${url}\n${JSON.stringify(body ?? null)}`)
    .digest('hex');
}

/**
 * Does `work` once per key, in the caller's transaction. A second request with the same key waits for the first and gets its answer;
 * if the first failed, it is tried again.
 * @throws kernel.keyReused when the key was used for something else
 */
export async function once(tx: Kysely<KernelTables>, request: KeyedRequest, work: () => Promise<Answer>): Promise<Answer> {
  const claimed = await tx
    .insertInto('kernel_idempotency')
    .values({ actor_id: request.actorId, key: request.key, request_hash: request.fingerprint, created_at: request.now })
    .onConflict((conflict) => conflict.columns(['actor_id', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst();
  if (!claimed) return readAnswer(tx, request);
  const answer = await work();
  await tx
    .updateTable('kernel_idempotency')
    .set({ status: answer.status, reply: JSON.stringify(answer.reply ?? null) })
    .where('actor_id', '=', request.actorId)
    .where('key', '=', request.key)
    .execute();
  return answer;
}

async function readAnswer(tx: Kysely<KernelTables>, { actorId, key, fingerprint }: KeyedRequest): Promise<Answer> {
  const kept = await tx
    .selectFrom('kernel_idempotency')
    .select(['request_hash', 'status', 'reply'])
    .where('actor_id', '=', actorId)
    .where('key', '=', key)
    .executeTakeFirst();
  if (!kept || kept.status === null) throw kernelErrors.stillRunning();
  if (kept.request_hash !== fingerprint) throw kernelErrors.keyReused();
  return { status: kept.status, reply: kept.reply };
}
