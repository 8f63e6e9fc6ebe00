import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { canonicalHash, canonicalJson } from '../canonical.ts';
import { placesOf } from '../columns.ts';
import { type Examined, examine } from '../detect/examine.ts';
import { type Engine, openEngine } from '../engine.ts';
import { IngestFault } from '../fault.ts';
import { defaultLimits, type Limits } from '../limits.ts';
import type { Field, Manifest, Rule, SourceFile, SourceResult, VersionFile } from '../model.ts';
import { stageSource } from '../read/source.ts';
import { type Checks, planChecks } from './checks.ts';
import { beginFolder, describeFile, fileHash, publishFolder } from './folder.ts';
import { judge } from './judge.ts';
import { RejectWriter } from './rejects.ts';
import type { MappedStage } from './relation.ts';
import { checkFields } from './schema.ts';
import { splitRows } from './split.ts';

/** What to load, where to, and under which rules. */
export interface LoadRequest {
  /** Files of one layout or of several; together they are the dataset. */
  readonly sources: readonly SourceFile[];
  readonly schema: readonly Field[];
  readonly rules?: readonly Rule[];
  /** Folder of the dataset; the version becomes a folder in it. */
  readonly targetFolder: string;
  /** The moment the load began, ISO 8601; freshness is measured against it. */
  readonly now: string;
  /** The current version, if there is one. */
  readonly previous?: { readonly sourceHash: string; readonly schemaHash: string; readonly rows: number };
  readonly limits?: Partial<Limits>;
}

/** Why a load did not become the current version by itself. */
export type HoldReason = { readonly kind: 'rejectShare'; readonly share: number; readonly limit: number };

/** What became of a load. `held` versions are whole, but somebody has to look at them first. */
export type LoadResult =
  | { readonly outcome: 'unchanged'; readonly sourceHash: string; readonly schemaHash: string }
  | { readonly outcome: 'failed'; readonly manifest: Manifest; readonly failedRules: readonly string[] }
  | {
      readonly outcome: 'loaded' | 'held';
      /** Content hash: SHA-256 of the manifest in RFC 8785 form, and the folder's name. */
      readonly version: string;
      readonly folder: string;
      readonly manifest: Manifest;
      readonly reasons: readonly HoldReason[];
    };

/** How far a load is. */
export interface LoadProgress {
  readonly step: 'hashing' | 'reading' | 'checking' | 'profiling' | 'finishing';
  /** Bytes read of all sources' bytes, while hashing and reading. */
  readonly bytes: number;
  readonly totalBytes: number;
  /** Rows known so far. */
  readonly rows: number;
  readonly rejected: number;
}

export type OnProgress = (progress: LoadProgress) => void;

const REJECTS = 'rejects.ndjson';
const PART = 'part-0.parquet';

/**
 * Loads files into an immutable version. Until the folder is renamed nothing is to be seen of it, and afterwards nothing is missing.
 * Accepted and rejected rows together are the rows read, always; a load that cannot account for a row fails.
 */
export async function loadFiles(request: LoadRequest, onProgress: OnProgress): Promise<LoadResult> {
  const limits = { ...defaultLimits, ...request.limits };
  checkFields(request.schema);
  const checks = planChecks(request.schema, request.rules ?? []);
  if (request.sources.length === 0 || request.sources.length > limits.files)
    throw new IngestFault('tooManyFiles', { files: request.sources.length, limit: limits.files });
  const { folder, scratch } = await beginFolder(request.targetFolder);
  try {
    return await new Load(request, limits, checks, folder, scratch, onProgress).run();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

class Load {
  readonly #request: LoadRequest;
  readonly #limits: Limits;
  readonly #checks: Checks;
  readonly #folder: string;
  readonly #scratch: string;
  readonly #onProgress: OnProgress;
  readonly #stages: MappedStage[] = [];
  #progress: LoadProgress = { step: 'hashing', bytes: 0, totalBytes: 0, rows: 0, rejected: 0 };

  constructor(request: LoadRequest, limits: Limits, checks: Checks, folder: string, scratch: string, onProgress: OnProgress) {
    this.#request = request;
    this.#limits = limits;
    this.#checks = checks;
    this.#folder = folder;
    this.#scratch = scratch;
    this.#onProgress = onProgress;
  }

  async run(): Promise<LoadResult> {
    const { previous, schema, rules } = this.#request;
    const examined: Examined[] = [];
    for (const source of this.#request.sources) examined.push(await examine(source, this.#scratch, this.#limits));
    this.#report({ totalBytes: examined.reduce((sum, { bytes }) => sum + bytes, 0) });
    const hashes: string[] = [];
    for (const { path } of this.#request.sources)
      hashes.push(await fileHash(path, (bytes) => this.#report({ bytes: this.#progress.bytes + bytes })));
    const identity = { sourceHash: canonicalHash(hashes), schemaHash: canonicalHash({ fields: schema, rules: rules ?? [] }) };
    if (previous?.sourceHash === identity.sourceHash && previous.schemaHash === identity.schemaHash)
      return { outcome: 'unchanged', ...identity };
    const rejects = new RejectWriter(join(this.#folder, REJECTS));
    const sources = await this.#stageAll(examined, hashes, rejects);
    return this.#conclude({ ...identity, sources }, rejects);
  }

  async #stageAll(examined: readonly Examined[], hashes: readonly string[], rejects: RejectWriter): Promise<SourceResult[]> {
    this.#report({ step: 'reading', bytes: 0 });
    const results: SourceResult[] = [];
    for (const [id, source] of examined.entries()) results.push(await this.#stage(id, source, hashes[id] ?? '', rejects));
    return results;
  }

  async #stage(id: number, source: Examined, sha256: string, rejects: RejectWriter): Promise<SourceResult> {
    const columns = mapColumns(this.#request.schema, source);
    const before = rejects.rows;
    const stage = await stageSource(source, {
      scratch: this.#scratch,
      id,
      limits: this.#limits,
      onBroken: (line, fault, raw) => rejects.add({ file: source.name, line, field: null }, [`structure:${fault}`], raw),
      onBytes: (bytes) => this.#report({ bytes: this.#progress.bytes + bytes }),
    });
    this.#stages.push({ stage, width: source.columns.length, columns });
    const read = stage.records + rejects.rows - before;
    this.#report({ rows: this.#progress.rows + read, rejected: rejects.rows });
    const { name, kind, bytes } = source;
    const unused = source.columns.filter((_, index) => !columns.includes(index));
    return { name, kind, bytes, sha256, encoding: source.encoding?.encoding ?? null, read, columns: source.columns, unused };
  }

  async #conclude(identity: Pick<Manifest, 'sourceHash' | 'schemaHash' | 'sources'>, rejects: RejectWriter): Promise<LoadResult> {
    const engine = await openEngine([this.#folder], this.#scratch, this.#limits);
    try {
      const manifest = await this.#check(engine, identity, rejects);
      this.#report({ step: 'finishing' });
      const failedRules = manifest.scorecard.rules.filter(({ severity, failed }) => severity === 'fail' && failed > 0).map(({ id }) => id);
      if (failedRules.length > 0) return { outcome: 'failed', manifest, failedRules };
      return await this.#publish(manifest);
    } finally {
      engine.close();
      for (const { stage } of this.#stages) stage.close();
    }
  }

  async #check(
    engine: Engine,
    identity: Pick<Manifest, 'sourceHash' | 'schemaHash' | 'sources'>,
    rejects: RejectWriter,
  ): Promise<Manifest> {
    const { schema } = this.#request;
    const path = join(this.#folder, PART);
    const read = identity.sources.reduce((sum, source) => sum + source.read, 0);
    const broken = rejects.rows;
    this.#report({ step: 'checking' });
    const accepted = await splitRows(engine, {
      stages: this.#stages,
      names: identity.sources.map(({ name }) => name),
      schema,
      checks: this.#checks,
      path,
      rejects,
      recordBytes: this.#limits.recordBytes,
    });
    rejects.close();
    if (accepted + rejects.rows !== read)
      throw new Error(`accounting: ${accepted} accepted + ${rejects.rows} rejected is not ${read} read`);
    this.#report({ step: 'profiling', rejected: rejects.rows });
    const { now, previous } = this.#request;
    const { scorecard, profile } = await judge(engine, {
      path,
      schema,
      checks: this.#checks,
      read,
      broken,
      accepted,
      counts: rejects.counts,
      now,
      previousRows: previous?.rows ?? null,
    });
    const rows = { read, accepted, rejected: rejects.rows };
    return { format: 'maplebridge-version/1', schema, ...identity, rows, ...(await this.#files(rows)), scorecard, profile };
  }

  async #files({
    accepted,
    rejected,
  }: {
    accepted: number;
    rejected: number;
  }): Promise<{ files: VersionFile[]; rejects: VersionFile | null }> {
    const files = [await describeFile(this.#folder, PART, accepted)];
    if (rejected > 0) return { files, rejects: await describeFile(this.#folder, REJECTS, rejected) };
    await rm(join(this.#folder, REJECTS));
    return { files, rejects: null };
  }

  async #publish(manifest: Manifest): Promise<LoadResult> {
    const { rejected, read } = manifest.rows;
    await writeFile(join(this.#folder, 'manifest.json'), canonicalJson(manifest), { flush: true });
    const version = canonicalHash(manifest);
    const folder = await publishFolder(this.#folder, this.#request.targetFolder, version);
    const share = read === 0 ? 0 : rejected / read;
    const reasons: HoldReason[] = share > this.#limits.rejectShare ? [{ kind: 'rejectShare', share, limit: this.#limits.rejectShare }] : [];
    return { outcome: reasons.length > 0 ? 'held' : 'loaded', version, folder, manifest, reasons };
  }

  #report(change: Partial<LoadProgress>): void {
    this.#progress = { ...this.#progress, ...change };
    this.#onProgress(this.#progress);
  }
}

/** @throws missingColumns when a required field has no column, or none has */
function mapColumns(schema: readonly Field[], { columns, name }: Examined): number[] {
  const indexes = placesOf(schema, columns);
  const missing = schema.filter(({ required }, index) => indexes[index] === -1 && required).map((field) => field.name);
  if (missing.length > 0 || indexes.every((index) => index === -1)) {
    throw new IngestFault('missingColumns', {
      file: name,
      missing: (missing.length > 0 ? missing : schema.map((field) => field.name)).join(', '),
      found: columns.slice(0, 50).join(', '),
    });
  }
  return indexes;
}
