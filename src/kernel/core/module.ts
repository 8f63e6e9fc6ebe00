import type { Readable } from 'node:stream';

import type { Static, TObject, TSchema } from 'typebox';

import type { Context, EventType, JobType, Port, Purpose, Work } from './context.ts';
import type { Bilingual, Language } from './errors.ts';
import type { ProfileFile, ReadProfile } from './profile.ts';

/** What the module keeps in one table, and about whom. */
export interface TableSpec {
  /** In both languages where personal data is kept: the public register shows it. */
  readonly purpose: string | Bilingual;
  /** Columns that hold personal data; reads of them must be recorded. Empty means none. */
  readonly personal: readonly string[];
  /** How long rows are kept, in days, or 'forever' for public records. */
  readonly retentionDays: number | 'forever';
  /** Column from whose time they are counted; the daily clean-up then removes what is past. Absent means that it does not. */
  readonly agedBy?: string;
}

/** Who may come in. There is no default, so nobody can forget it; 'signed-in' means the handler asks about the very row. */
export type Permission = 'public' | 'signed-in' | `${string}:${string}`;

/** A file as an answer: streamed, with its own type and name. */
export interface FileReply {
  readonly stream: Readable;
  readonly type: string;
  /** Sends the reader to a page instead, for those who came with a browser. */
  readonly location?: `/${string}`;
  /** Name under which a browser saves it; without one it is shown in the page. */
  readonly fileName?: string;
  /** Size in bytes, when known. */
  readonly size?: number;
  /** Strong validator, such as a content hash; makes 304 answers and If-None-Match work. */
  readonly etag?: string;
  /** Seconds a shared cache may keep it; 0 or absent means never. */
  readonly maxAge?: number;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

interface Endpoint {
  readonly method: Method;
  readonly path: `/${string}`;
  /** True where `path` is the whole address, not below the module's own, such as `/data/catalog.ttl`. */
  readonly absolute?: boolean;
  readonly summary: string;
  readonly permission: Permission;
}

/** What a handler gets, checked against the route's own schemas. `headers` are the raw ones, lower-case names. */
export interface Input<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The address under which people reach the platform; null before the operator said it. */
  readonly publicUrl: string | null;
}

/** One HTTP endpoint whose work is one transaction. POSTs are idempotent by the header Idempotency-Key. */
export interface Route<
  Tables,
  Params extends TObject = TObject,
  Query extends TObject = TObject,
  Body extends TSchema = TSchema,
  Reply extends TSchema = TSchema,
> extends Endpoint {
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** Shape of the answer; a field that is not declared never leaves. */
  readonly reply: Reply;
  /** Status of success; 200 unless said. */
  readonly status?: 200 | 201 | 202 | 204;
  /** Largest JSON body in bytes; 1 MiB unless said. */
  readonly bodyLimit?: number;
  /** Seconds that anybody's cache may keep the answer of a public GET; none may unless said. */
  readonly maxAge?: number;
  handle(context: Context<Tables>, input: Input<Static<Params>, Static<Query>, Static<Body>>): Promise<Static<Reply>>;
}

/**
 * One HTTP endpoint that streams, or that works longer than a transaction should stay open.
 * A body comes as bytes when `body` is 'stream'; an answer is JSON by `reply`, or a file.
 */
export interface WorkRoute<Tables, Params extends TObject = TObject, Query extends TObject = TObject, Body extends TSchema = TSchema>
  extends Endpoint {
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body | 'stream';
  /** Media types a streamed body may have, such as `application/xml`; `application/octet-stream` unless said. Any other is refused with 415. */
  readonly consumes?: readonly string[];
  readonly reply: TSchema | 'file';
  readonly status?: 200 | 201 | 202 | 204;
  /** Largest body in bytes. */
  readonly bodyLimit?: number;
  work(work: Work<Tables>, input: Input<Static<Params>, Static<Query>, Static<Body>> & { readonly stream: Readable }): Promise<unknown>;
}

/** What a portal page gets from the address. `headers` are the raw ones, lower-case names; `ip` is the sender's address. */
interface PageInput<Params, Query> {
  readonly params: Params;
  readonly query: Query;
  readonly language: Language;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly ip: string;
}

/** Where a form leads: to another page, or back to the same one with what was wrong. `setCookie` holds whole Set-Cookie values. */
export type FormOutcome = ({ readonly redirect: string } | { readonly data: object; readonly status?: number }) & {
  readonly setCookie?: readonly string[];
};

/** A public page rendered on the server. `view` names a file: `voice/promise` is `modules/voice/screens/portal/promise.tsx`. */
export interface PortalScreen<Tables, Params extends TObject = TObject, Query extends TObject = TObject, Form extends TObject = TObject> {
  readonly path: `/${string}`;
  readonly title: Bilingual;
  readonly view: string;
  readonly permission: Permission;
  /** Place in the top navigation, lowest first; absent means the page is reached from others. */
  readonly menu?: number;
  readonly params?: Params;
  readonly query?: Query;
  readonly form?: Form;
  /** True where sending the form twice must do it twice, or where its outcome must not be kept, such as signing in. */
  readonly repeatable?: boolean;
  /** Data for the view. `pageTitle` in it, when bilingual, replaces `title`. */
  load(context: Context<Tables>, input: PageInput<Static<Params>, Static<Query>>): Promise<object>;
  /** Takes the page's own form (POST to the same path; the kernel checks the CSRF token and idempotency). */
  act?(context: Context<Tables>, input: PageInput<Static<Params>, Static<Query>> & { readonly form: Static<Form> }): Promise<FormOutcome>;
}

/** A staff page, drawn in the browser. `view` names a file: `data-platform/loads` is `modules/data-platform/screens/console/loads.tsx`. */
export interface ConsoleScreen {
  /** Path below `/console`, with `:name` parameters. */
  readonly path: `/${string}`;
  readonly title: Bilingual;
  readonly view: string;
  readonly permission: Permission;
  /** Place in the rail; absent means the page is reached from others. `icon` is a name in web/console/icons.ts. */
  readonly menu?: { readonly order: number; readonly icon: string };
}

/** One way into the module on the portal's home. */
export interface Door {
  readonly title: Bilingual;
  readonly text: Bilingual;
  readonly href: `/${string}`;
  readonly icon: 'report' | 'code' | 'vote' | 'data' | 'rules' | 'person';
  readonly order: number;
}

/** One figure of "what the district is doing now", with its provenance. */
export interface LiveFigure {
  readonly title: Bilingual;
  readonly value: string;
  readonly unit: Bilingual;
  readonly note: Bilingual;
  readonly source: Bilingual;
  readonly asOf: Date;
  /** Minutes after which the figure counts as old and says so; 60 unless said. */
  readonly freshForMinutes?: number;
  readonly href: `/${string}`;
  /** Recent values, oldest first, for a small curve. */
  readonly series?: readonly number[];
}

/** One thing that a search found. */
export interface SearchHit {
  readonly kind: Bilingual;
  readonly title: Bilingual;
  readonly text: Bilingual;
  readonly href: string;
  /** 0 to 1, best 1. */
  readonly score: number;
}

/** What a module adds to pages that belong to nobody: home and search. */
export interface Contributions<Tables> {
  readonly doors?: readonly Door[];
  figures?(context: Context<Tables>): Promise<readonly LiveFigure[]>;
  /** Searches what the actor may see. `face` says for which face the links are. */
  search?(context: Context<Tables>, query: string, face: 'portal' | 'console'): Promise<readonly SearchHit[]>;
}

/**
 * Something people may follow live (`GET /api/live?topics=`): `name` alone, or `name:id` for one of its kind. What no module declares
 * nobody follows.
 */
export interface LiveTopic<Tables> {
  /** As `module.noun`, such as `operations.case`. */
  readonly name: string;
  /** Whether the actor, who has signed in, may follow it; asked at the start and again when their rights change. `id` is null without one. */
  may(context: Context<Tables>, id: string | null): boolean | Promise<boolean>;
}

export interface Subscription<Tables> {
  readonly event: EventType;
  /** Unique name of this consumer in its module, kept with each event it has seen. */
  readonly consumer: string;
  /** Runs at least once per event, so doing it twice must change nothing. */
  handle(context: Context<Tables>, payload: unknown): Promise<void>;
}

/** How far a job is. */
export interface Progress {
  readonly done: number;
  /** Null while nobody knows. */
  readonly total: number | null;
  /** What is counted. */
  readonly unit: Bilingual;
}

/** What a running job may touch. */
export interface JobWork<Tables> extends Work<Tables> {
  readonly jobId: string;
  /** Shows how far the work is; cheap to call often. */
  progress(progress: Progress): void;
}

/** A kind of long work and how it is done. */
export interface JobSpec<Tables> {
  readonly type: JobType;
  /** When it runs by itself, as a cron line in the district's time zone. */
  readonly cron?: string;
  /** How often a failed run is tried again; 0 unless said. */
  readonly retries?: number;
  run(work: JobWork<Tables>, input: unknown): Promise<void>;
}

/** Everything one module brings. Reading a module's `module.ts` is reading its table of contents. */
export interface Module<Tables> {
  readonly name: string;
  /** Its routes are below `/api/<api>`; the name unless said. */
  readonly api?: string;
  readonly title: Bilingual;
  readonly purpose: string;
  readonly dependsOn: readonly string[];
  /** Folder of numbered `.sql` files, or null when the module keeps no tables. */
  readonly migrations: URL | null;
  readonly tables: { readonly [Name in keyof Tables]: TableSpec };
  readonly profiles: readonly ProfileFile[];
  readonly permissions: Readonly<Record<string, Bilingual>>;
  readonly purposes: readonly Purpose[];
  readonly publishes: readonly EventType[];
  readonly consumes: readonly Subscription<Tables>[];
  readonly ports: readonly Port<never, unknown>[];
  readonly jobs: readonly JobSpec<Tables>[];
  readonly routes: readonly (Route<never> | WorkRoute<never>)[];
  readonly portal: readonly PortalScreen<never>[];
  readonly console: readonly ConsoleScreen[];
  readonly topics: readonly LiveTopic<Tables>[];
  readonly contributes: Contributions<Tables>;
  /** Puts right what an earlier process left behind, before jobs and requests come. `alone` says that no other process serves this district. */
  onStart?(work: Work<Tables>, about: { readonly alone: boolean }): Promise<void>;
  /** What is wrong with the module's profile files taken together, beyond their shapes; `maplebridge doctor` shows it. */
  faults?(profile: ReadProfile): readonly Bilingual[];
  /** Throws the module's projections away and makes them again from what they are made of. @returns how many things were made */
  rebuild?(work: Work<Tables>): Promise<number>;
  /**
   * Whether the actor may read a file attached to one of the module's records; it also records the read where that is due.
   * Absent means that only the one who sent it may.
   */
  mayReadAttachment?(context: Context<Tables>, record: { readonly table: string; readonly id: string }): Promise<boolean>;
}

/** A module as the kernel sees it: the kernel knows no module's tables. */
export type AnyModule = Module<never>;

/** What a module need not say when it brings none of it. */
type Optional =
  | 'profiles'
  | 'permissions'
  | 'purposes'
  | 'publishes'
  | 'consumes'
  | 'ports'
  | 'jobs'
  | 'routes'
  | 'portal'
  | 'console'
  | 'topics'
  | 'contributes';

/** Declares a module; the type of `Tables` ties the manifest to the queries. What it does not name it does not bring. */
export function defineModule<Tables>(spec: Omit<Module<Tables>, Optional> & Partial<Pick<Module<Tables>, Optional>>): AnyModule {
  return { ...NOTHING, ...spec } as unknown as AnyModule;
}

const NOTHING: Pick<AnyModule, Optional> = {
  profiles: [],
  permissions: {},
  purposes: [],
  publishes: [],
  consumes: [],
  ports: [],
  jobs: [],
  routes: [],
  portal: [],
  console: [],
  topics: [],
  contributes: {},
};

/** Declares a route: what `handle` receives and must return follows from the schemas. */
export function route<
  Tables = never,
  Params extends TObject = TObject,
  Query extends TObject = TObject,
  Body extends TSchema = TSchema,
  Reply extends TSchema = TSchema,
>(spec: Route<Tables, Params, Query, Body, Reply>): Route<Tables> {
  return spec as unknown as Route<Tables>;
}

/** Declares a route that streams or works long. */
export function workRoute<
  Tables = never,
  Params extends TObject = TObject,
  Query extends TObject = TObject,
  Body extends TSchema = TSchema,
>(spec: WorkRoute<Tables, Params, Query, Body>): WorkRoute<Tables> {
  return spec as unknown as WorkRoute<Tables>;
}

/** Gathers a module's routes in a file of their own, typed with the module's tables. */
export function defineRoutes<Tables>(routes: readonly (Route<Tables> | WorkRoute<Tables>)[]): AnyModule['routes'] {
  return routes as unknown as AnyModule['routes'];
}

/** Declares a portal page. */
export function portalScreen<
  Tables = never,
  Params extends TObject = TObject,
  Query extends TObject = TObject,
  Form extends TObject = TObject,
>(spec: PortalScreen<Tables, Params, Query, Form>): PortalScreen<Tables> {
  return spec as unknown as PortalScreen<Tables>;
}

/** Gathers a module's portal pages in a file of their own, typed with the module's tables. */
export function definePortal<Tables>(screens: readonly PortalScreen<Tables>[]): AnyModule['portal'] {
  return screens as unknown as AnyModule['portal'];
}

/** Declares a kind of event. The module that understands it best exports it. */
export function eventType<Payload extends TSchema>(name: EventType['name'], payload: Payload): EventType<Payload> {
  return { name, payload };
}

/** Declares the reasons for which a module reads personal data. */
export function purpose(code: Purpose['code'], text: Bilingual): Purpose {
  return { code, text };
}

/** Subscribes a module to an event; the payload's type follows from the event. */
export function on<Tables, Payload extends TSchema>(
  event: EventType<Payload>,
  consumer: string,
  handle: (context: Context<Tables>, payload: Static<Payload>) => Promise<void>,
): Subscription<Tables> {
  return { event, consumer, handle } as unknown as Subscription<Tables>;
}

/** Offers a use case to other modules, which reach it with `context.call` and never see the tables behind it. */
export function port<Tables, Input, Output>(
  name: Port<Input, Output>['name'],
  run: (context: Context<Tables>, input: Input) => Promise<Output>,
): Port<Input, Output> {
  return { name, run } as unknown as Port<Input, Output>;
}

/** Declares a kind of long work, for those who start it. */
export function jobType<Input extends TSchema>(name: JobType['name'], title: Bilingual, input: Input): JobType<Input> {
  return { name, title, input };
}

/** Says how a kind of long work is done. */
export function job<Tables = never, Input extends TSchema = TSchema>(spec: {
  type: JobType<Input>;
  cron?: string;
  retries?: number;
  run(work: JobWork<Tables>, input: Static<Input>): Promise<void>;
}): JobSpec<Tables> {
  return spec as unknown as JobSpec<Tables>;
}
