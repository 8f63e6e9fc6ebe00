import { type Bilingual, departmentName, departmentsFile, type ReadLine, readsOfRecord } from '#kernel';

import { openPause, readingOf } from '../cases/clocks.ts';
import { factsOf } from '../cases/facts.ts';
import type { CaseRecord } from '../cases/fold.ts';
import { type CaseRef, type Loaded, loadCase } from '../cases/store.ts';
import type { CaseContext, CaseState } from '../cases/tables.ts';
import { titlesOf } from '../cases/titles.ts';
import { type Chapter, chaptersOf } from './chapters.ts';
import type { PortalContext } from './tables.ts';

/** A deadline as the public may know it: what has to be done by then, and by which rule. */
export interface Deadline {
  readonly kind: Bilingual;
  /** Null while a halt leaves it open. */
  readonly at: Date | null;
  readonly late: boolean;
  readonly policy: Bilingual;
  readonly law: Bilingual;
  readonly paused: Bilingual | null;
}

/** Where a case stands, for anybody who knows its code: no words of anybody. */
export interface PublicMatter {
  readonly code: string;
  readonly state: CaseState;
  readonly outcome: 'confirmed' | 'unconfirmed' | null;
  readonly category: Bilingual;
  readonly lead: Bilingual;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly deadline: Deadline | null;
}

/** What the reporter may do now. */
export type ReporterAct = 'confirm' | 'dispute' | 'appeal';

/** The same with the answer and the story, for whoever reported it. */
export interface OwnMatter extends PublicMatter {
  readonly title: string;
  readonly result: string | null;
  readonly story: readonly Chapter[];
  /** Reasons of the last decision about an appeal. */
  readonly decision: { readonly upheld: boolean; readonly reasons: string } | null;
  readonly acts: readonly ReporterAct[];
}

/** A report that no case has been opened from. */
export interface Waiting {
  readonly state: 'waiting' | 'dismissed';
  readonly receivedAt: Date;
}

/** What a receipt leads to. */
export interface Followed {
  readonly matter: OwnMatter | Waiting;
  /** Everybody who looked at the reporter's contact details. */
  readonly reads: readonly ReadLine[];
}

/** What anybody may know of a case; null when there is none. */
export async function publicMatter(context: PortalContext, ref: CaseRef): Promise<PublicMatter | null> {
  const loaded = await loadCase(context as unknown as CaseContext, ref, false);
  return loaded && publicOf(context, loaded.record);
}

/** What a receipt's holder may know: the case that their report became, or that it has not become one. */
export async function followedMatter(context: PortalContext, signalId: string): Promise<Followed> {
  const { caseId, state, receivedAt, account } = await eventOf(context, signalId);
  const subjects = [`reporter:${signalId}`, ...(account ? [account] : [])];
  const reads = await readsOfRecord(context, subjects, `operations_reporter/${signalId}`);
  const loaded = caseId ? await survivorOf(context, caseId) : null;
  if (!loaded) return { matter: { state: state === 'dismissed' ? 'dismissed' : 'waiting', receivedAt }, reads };
  return { matter: ownOf(context, loaded, loaded.record.id === caseId), reads };
}

/** The event that a signal is in, following those that were joined into others. */
export async function eventOf({ db }: PortalContext, signalId: string) {
  const first = await db
    .selectFrom('operations_event_signal as l')
    .innerJoin('operations_signal as s', 's.id', 'l.signal_id')
    .leftJoin('operations_reporter as r', 'r.signal_id', 's.id')
    .select(['l.event_id', 's.received_at', 'r.account_id'])
    .where('l.signal_id', '=', signalId)
    .executeTakeFirstOrThrow();
  const events = await db
    .withRecursive('above', (cte) =>
      cte
        .selectFrom('operations_event')
        .select(['id', 'state', 'merged_into', 'case_id'])
        .where('id', '=', first.event_id)
        .unionAll(
          cte
            .selectFrom('operations_event as e')
            .innerJoin('above', 'above.merged_into', 'e.id')
            .select(['e.id', 'e.state', 'e.merged_into', 'e.case_id']),
        ),
    )
    .selectFrom('above')
    .select(['state', 'case_id'])
    .where('merged_into', 'is', null)
    .executeTakeFirst();
  return { caseId: events?.case_id ?? null, state: events?.state ?? 'open', receivedAt: first.received_at, account: first.account_id };
}

/** A case, or the one it was joined to. */
export async function survivorOf(context: PortalContext, id: string): Promise<Loaded | null> {
  const loaded = await loadCase(context as unknown as CaseContext, { id }, false);
  const into = loaded?.record.fields.mergedInto;
  return into ? survivorOf(context, into) : loaded;
}

function publicOf(context: PortalContext, record: CaseRecord): PublicMatter {
  const { fields } = record;
  return {
    code: fields.code,
    state: fields.state,
    outcome: fields.outcome,
    category: titlesOf(context.profile).category(fields.category).title,
    lead: departmentName(context.profile(departmentsFile), fields.lead),
    openedAt: new Date(fields.openedAt),
    closedAt: fields.closedAt === null ? null : new Date(fields.closedAt),
    deadline: deadlineOf(context, record),
  };
}

/** @param own false for a report that was joined to another's case, whose reporter is asked */
function ownOf(context: PortalContext, { record, lines }: Loaded, own: boolean): OwnMatter {
  const decided = Object.values(record.appeals).findLast(({ decision }) => decision !== null);
  return {
    ...publicOf(context, record),
    title: record.fields.title,
    result: record.fields.result,
    story: chaptersOf(context.profile, lines),
    decision: decided ? { upheld: decided.decision === 'upheld', reasons: decided.reasons ?? '' } : null,
    acts: own && record.fields.reporter ? actsOf(record) : [],
  };
}

/** One appeal a case; whoever decided about it, decided. */
function actsOf({ fields, appeals }: CaseRecord): ReporterAct[] {
  if (fields.state === 'answered') return ['confirm', 'dispute'];
  return fields.state === 'closed' && Object.keys(appeals).length === 0 ? ['appeal'] : [];
}

/** Which deadline governs what, in the order in which a state looks for one. */
const GOVERNING: Partial<Record<CaseState, readonly string[]>> = { answered: ['silence'], appealed: ['appeal'] };

function deadlineOf(context: PortalContext, { fields, clocks }: CaseRecord): Deadline | null {
  const kinds = GOVERNING[fields.state] ?? ['answer'];
  const clock = Object.values(clocks).findLast(({ kind, stoppedAt }) => stoppedAt === null && kinds.includes(kind));
  if (!clock) return null;
  const titles = titlesOf(context.profile);
  const { dueAt, onTime } = readingOf(clock, factsOf(context).calendar, context.now);
  const pause = openPause(clock);
  return {
    kind: titles.kind(clock.kind).title,
    at: dueAt,
    late: clock.binding && !onTime,
    policy: titles.policy(clock.policy).title,
    law: titles.law(clock.policy),
    paused: pause ? titles.pauseCode(pause.code).title : null,
  };
}
