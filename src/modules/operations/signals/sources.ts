import type { Bilingual, Context, Port } from '#kernel';
import { kernelErrors, may, type ReadProfile } from '#kernel';

import { signalErrors } from './errors.ts';
import { intakeFile, type SourceFact } from './facts.ts';
import type { SignalContext, SignalTables, SourceKind } from './tables.ts';

type Source = SignalTables['operations_source'];

/** A module's way to the people behind its signals. The operations centre knows them only by the number their signal has there. */
export interface ReporterPorts {
  /** Asks whether the matter is settled. */
  readonly askReporter?: Port<ReporterNews, void>;
  /** Tells how far it is. */
  readonly notifyReporter?: Port<ReporterNews, void>;
}

/** What a reporter is told about; the words are the module's own. */
export interface ReporterNews {
  /** The source's own number of the signal. */
  readonly externalId: string;
  readonly caseCode: string;
  readonly state: string;
}

/** What is said when a source is registered. */
export interface NewSource extends ReporterPorts {
  readonly key: string;
  readonly title: Bilingual;
  readonly kind: SourceKind;
  /** Ids of service tokens (`service:<id>`) that may send over HTTP; a module sends through the port and needs none. */
  readonly senders?: readonly string[];
  /** Whether it also tells about places elsewhere, such as a neighbour's dispatch log. */
  readonly elsewhere?: boolean;
}

/** Ports are code, the same in every district, so they are kept beside the table and named again at each start. */
const reporterPorts = new Map<string, ReporterPorts>();

/** Enters a source, or renews what is known of it. Registering twice changes nothing. */
export async function registerSource(context: SignalContext, source: NewSource): Promise<void> {
  const { key, title, kind, senders = [], elsewhere = false, askReporter, notifyReporter } = source;
  reporterPorts.set(key, { ...(askReporter && { askReporter }), ...(notifyReporter && { notifyReporter }) });
  const row = { title: JSON.stringify(title) as never, kind, senders: [...senders], elsewhere };
  await context.db
    .insertInto('operations_source')
    .values({ key, ...row, active: true, created_at: context.now })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute();
}

/** How to reach the people behind a source's signals; empty when its module named no way. */
export function reporterPortsOf(source: string): ReporterPorts {
  return reporterPorts.get(source) ?? {};
}

/** Every source: those registered here, and those that each district has. */
export async function listSources({ db, profile, now }: SignalContext): Promise<Source[]> {
  const kept = await db.selectFrom('operations_source').selectAll().orderBy('kind').orderBy('key').execute();
  const unused = profile(intakeFile).sources.filter((fact) => !kept.some(({ key }) => key === fact.key));
  return [...unused.map((fact) => standardSource(fact, now)), ...kept];
}

/** A source by its key. @throws operations-signals.noSource */
export async function sourceNamed(context: SignalContext, key: string): Promise<Source> {
  const found = (await readSource(context, key)) ?? ((await keepStandard(context, key)) && (await readSource(context, key)));
  if (!found) throw signalErrors.noSource({ source: key });
  return found;
}

/** Switches a source on or off. @throws operations-signals.noSource */
export async function switchSource(context: SignalContext, key: string, active: boolean): Promise<Source> {
  await sourceNamed(context, key);
  await context.db.updateTable('operations_source').set({ active }).where('key', '=', key).execute();
  await context.record({ kind: 'operations.source_switched', body: { source: key, active, by: context.actor.id } });
  return sourceNamed(context, key);
}

/**
 * Lets a sender in over HTTP: whoever holds the permission of a standard source, or a machine that the source names.
 * @throws operations-signals.notTheSender, kernel.signInFirst
 */
export function admitSender({ actor, profile }: Pick<Context<never>, 'actor' | 'profile'>, source: Source): void {
  if (actor.kind === 'anonymous') throw kernelErrors.signInFirst();
  const permission = permissionOf(profile, source.key);
  const byPermission = permission !== undefined && may(actor, permission);
  const byName = source.senders.includes(actor.id) && may(actor, 'operations:send');
  if (!byPermission && !byName) throw signalErrors.notTheSender({ source: source.key });
}

function permissionOf(profile: ReadProfile, key: string): string | undefined {
  return profile(intakeFile).sources.find((source) => source.key === key)?.permission;
}

function readSource({ db }: SignalContext, key: string): Promise<Source | undefined> {
  return db.selectFrom('operations_source').selectAll().where('key', '=', key).executeTakeFirst();
}

/** Writes a source of the profile down when it is first used. @returns whether the profile knows it */
async function keepStandard(context: SignalContext, key: string): Promise<boolean> {
  const fact = context.profile(intakeFile).sources.find((source) => source.key === key);
  if (!fact) return false;
  const source = standardSource(fact, context.now);
  await context.db
    .insertInto('operations_source')
    .values({ ...source, title: JSON.stringify(source.title) as never })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  return true;
}

function standardSource({ key, zh, en, kind }: SourceFact, now: Date): Source {
  return { key, title: { zh, en }, kind, senders: [], elsewhere: false, active: true, created_at: now };
}
