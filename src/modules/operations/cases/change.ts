import type { CaseState, TaskState } from './tables.ts';

/** A moment as it stands in the log: RFC 3339 in UTC. */
export type Moment = string;

/** The fields of a case itself. */
export interface CaseFields {
  readonly code: string;
  readonly state: CaseState;
  readonly title: string;
  readonly text: string;
  readonly category: string;
  readonly level: string;
  readonly town: string | null;
  readonly place: string | null;
  /** WGS 84 degrees. */
  readonly lng: number | null;
  readonly lat: number | null;
  readonly asset: string | null;
  readonly lead: string;
  /** Key of the registered source, and the record there. */
  readonly source: string;
  readonly sourceRef: string | null;
  /** Whether somebody can be asked when it is done. */
  readonly reporter: boolean;
  readonly parentId: string | null;
  readonly mergedInto: string | null;
  readonly openedAt: Moment;
  readonly result: string | null;
  readonly answeredAt: Moment | null;
  readonly closedAt: Moment | null;
  readonly outcome: 'confirmed' | 'unconfirmed' | null;
}

/** Everything that hangs on a case; `since` is when it began. */
interface Began {
  readonly since: Moment;
}

export interface TaskFields extends Began {
  readonly department: string;
  readonly title: string;
  readonly state: TaskState;
  readonly bounces: 0 | 1;
  readonly originId: string | null;
  readonly objection: string | null;
  readonly acceptedAt: Moment | null;
  readonly endedAt: Moment | null;
  readonly reason: string | null;
  readonly proposed: string | null;
  readonly result: string | null;
  readonly skill: string | null;
  readonly priority: number;
}

export interface AssignmentFields extends Began {
  readonly taskId: string;
  readonly kind: 'person' | 'team';
  readonly assignee: string;
  readonly endedAt: Moment | null;
}

/** A halt of a clock, with the reason that allows it. */
export interface PauseFields {
  readonly id: string;
  readonly from: Moment;
  readonly to: Moment | null;
  readonly code: string;
  readonly evidence: string | null;
}

export interface ClockFields extends Began {
  readonly taskId: string | null;
  readonly kind: string;
  readonly policy: string;
  readonly policyVersion: string;
  readonly calendar: string;
  readonly calendarVersion: string;
  readonly allowedSeconds: number;
  readonly usedSeconds: number;
  readonly stoppedAt: Moment | null;
  readonly breachedAt: Moment | null;
  readonly pauses: readonly PauseFields[];
  /** Fractions of the allowance at which somebody hears of it, and those already told. */
  readonly ladder: readonly number[];
  readonly told: readonly number[];
  /** Whether it is a deadline of the administration; the days in which a reporter may answer are not. */
  readonly binding: boolean;
}

export interface OrderFields extends Began {
  readonly department: string;
  readonly demand: string;
  readonly issuedBy: string;
  readonly signedAt: Moment | null;
  readonly fulfilledAt: Moment | null;
  readonly report: string | null;
  readonly liftedAt: Moment | null;
}

export interface ConfirmationFields extends Began {
  readonly verdict: 'confirmed' | 'disputed' | 'silent';
  readonly channel: string;
  readonly words: string | null;
}

export interface AppealFields extends Began {
  readonly grounds: string;
  readonly decision: 'upheld' | 'rejected' | null;
  readonly decidedBy: string | null;
  readonly deciderDepartment: string | null;
  readonly reasons: string | null;
  readonly decidedAt: Moment | null;
}

export interface VisitFields extends Began {
  readonly draw: string;
  readonly doneAt: Moment | null;
  readonly reached: boolean | null;
  readonly satisfied: boolean | null;
  readonly words: string | null;
}

/** Kept in the log of the survivor. */
export interface MergeFields extends Began {
  readonly mergedId: string;
  readonly explanation: unknown;
}

/** The collections of things that hang on a case, each by id. */
export interface Things {
  readonly tasks: TaskFields;
  readonly assignments: AssignmentFields;
  readonly clocks: ClockFields;
  readonly orders: OrderFields;
  readonly confirmations: ConfirmationFields;
  readonly appeals: AppealFields;
  readonly visits: VisitFields;
  readonly merges: MergeFields;
}

/**
 * What one log line does to a case: fields set on it and on the things that hang on it. A new thing brings `since`. Everything a later
 * reader needs stands here, so that folding the log asks no policy, no profile and no clock.
 */
export type Change = { readonly set?: Partial<CaseFields> } & {
  readonly [Kind in keyof Things]?: Readonly<Record<string, Partial<Things[Kind]>>>;
} & {
  /** What was said about the act; changes nothing. */
  readonly note?: Readonly<Record<string, unknown>>;
  /** The line that this one takes back. */
  readonly cancels?: number;
};

/** Names of the collections, in the order in which their rows can be written. */
export const KINDS = [
  'tasks',
  'assignments',
  'clocks',
  'orders',
  'confirmations',
  'appeals',
  'visits',
  'merges',
] as const satisfies readonly (keyof Things)[];

/** The fields that a change touches, as `title` or `tasks.<id>.state`; two changes that touch none in common can both stand. */
export function fieldsOf(change: Change): string[] {
  const own = Object.keys(change.set ?? {});
  const hung = KINDS.flatMap((kind) =>
    Object.entries(change[kind] ?? {}).flatMap(([id, thing]) => Object.keys(thing).map((field) => `${kind}.${id}.${field}`)),
  );
  return [...own, ...hung];
}
