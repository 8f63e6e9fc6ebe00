import { type FieldDetail, type FieldFacts, type FieldTask, read } from '../api.ts';
import type { Device } from './database.ts';

/** How reading ended. */
export type Pulled = 'fresh' | 'unreached' | 'sign-in' | 'refused';

const AT_ONCE = 4;

/** Brings the tasks on the device up to date, and the details of those whose case has changed; 304 costs one small answer. */
export async function pull(device: Device): Promise<Pulled> {
  const known = await device.snapshot();
  const { status, body, etag } = await read('/api/field/tasks?department=true', known?.etag ?? null);
  const failed = endOf(status);
  if (failed) return failed;
  if (status === 304) {
    await device.stillTrue(Date.now());
    return pullDetails(device, await device.tasks());
  }
  const { items, facts } = body as unknown as { items: FieldTask[]; facts: FieldFacts };
  await device.keepTasks({ at: Date.now(), etag, facts, order: items.map(({ id }) => id) }, items);
  return pullDetails(device, items);
}

function endOf(status: number): Pulled | null {
  if (status === 200 || status === 304) return null;
  if (status === 401) return 'sign-in';
  return status === 403 ? 'refused' : 'unreached';
}

/** Also of tasks that are no longer in the list but still in the outbox: a conflict shows how they stand now. */
async function pullDetails(device: Device, tasks: readonly FieldTask[]): Promise<Pulled> {
  const known = new Map((await device.details()).map(({ id, revision }) => [id, revision]));
  const stale = tasks.filter(({ id, caseRevision }) => (known.get(id) ?? 0) < caseRevision).map(({ id }) => id);
  const blocked = (await device.items()).filter(
    ({ state, task, refusal }) => state === 'conflict' && headOf(refusal) > (known.get(task) ?? 0),
  );
  const wanted = [...new Set([...stale, ...blocked.map(({ task }) => task)])];
  for (let at = 0; at < wanted.length; at += AT_ONCE) {
    const answers = await Promise.all(wanted.slice(at, at + AT_ONCE).map((id) => read(`/api/field/tasks/${id}`)));
    for (const { status, body } of answers) {
      if (status === 0 || status === 401) return status === 0 ? 'unreached' : 'sign-in';
      if (status === 200 && body !== null) await device.keepDetail(body as unknown as FieldDetail);
    }
  }
  return 'fresh';
}

/** The revision at which a conflict arose; those that name none are looked at once more whenever the server is reached. */
function headOf(refusal: { readonly details: Readonly<Record<string, unknown>> } | null): number {
  return Number(refusal?.details['head'] ?? Number.POSITIVE_INFINITY);
}
