import type { Field, FieldProfile, Manifest } from './model.ts';
import { nameSimilarity, profileOverlap, stabilityIndex } from './similarity.ts';

/** From when on a difference counts. */
export interface DriftLimits {
  /** Population stability index above which a distribution has moved. */
  readonly psi: number;
  /** Change of the share of missing values. */
  readonly nullShare: number;
  /** How alike a lost and a new field must be to count as renamed, 0 to 1. */
  readonly rename: number;
}

export const defaultDriftLimits: DriftLimits = { psi: 0.2, nullShare: 0.1, rename: 0.6 };

/** One difference in structure or content. A breaking one changes what readers of the dataset get. */
export type Drift =
  | { readonly kind: 'added'; readonly field: string; readonly breaking: false }
  | { readonly kind: 'removed'; readonly field: string; readonly breaking: true }
  | { readonly kind: 'renamed'; readonly field: string; readonly to: string; readonly likeness: number; readonly breaking: true }
  | { readonly kind: 'retyped'; readonly field: string; readonly from: string; readonly to: string; readonly breaking: boolean }
  | { readonly kind: 'codesGrown'; readonly field: string; readonly codes: readonly string[]; readonly breaking: false }
  | { readonly kind: 'nullShareMoved'; readonly field: string; readonly from: number; readonly to: number; readonly breaking: false }
  | { readonly kind: 'distributionMoved'; readonly field: string; readonly psi: number; readonly breaking: false };

/** All differences between two versions of a dataset. */
export interface DriftReport {
  readonly drifts: readonly Drift[];
  readonly breaking: boolean;
}

/** Above this share of different values a field names rows, and its distribution says nothing. */
const KEY_SHARE = 0.9;
/** Code lists have at most so many values, each of which stands for many rows. */
const CODES = 100;
const ROWS_PER_CODE = 5;

type Side = Pick<Manifest, 'profile' | 'rows' | 'schema'>;
interface Described {
  readonly field: Field;
  readonly profile: FieldProfile;
  readonly rows: number;
}

/** Compares a new version with the one before. */
export function findDrift(before: Side, after: Side, limits: DriftLimits = defaultDriftLimits): DriftReport {
  const old = describe(before);
  const fresh = describe(after);
  const removed = [...old.values()].filter(({ field }) => !fresh.has(field.name));
  const added = [...fresh.values()].filter(({ field }) => !old.has(field.name));
  const renamed = matchRenamed(removed, added, limits.rename);
  const drifts: Drift[] = renamed.map(({ from, to, likeness }) => ({
    kind: 'renamed',
    field: from.field.name,
    to: to.field.name,
    likeness,
    breaking: true,
  }));
  for (const { field } of removed)
    if (!renamed.some(({ from }) => from.field === field)) drifts.push({ kind: 'removed', field: field.name, breaking: true });
  for (const { field } of added)
    if (!renamed.some(({ to }) => to.field === field)) drifts.push({ kind: 'added', field: field.name, breaking: false });
  for (const [name, one] of old) {
    const other = fresh.get(name);
    if (other) drifts.push(...contentDrift(one, other, limits));
  }
  for (const { from, to } of renamed) drifts.push(...contentDrift(from, to, limits));
  return { drifts, breaking: drifts.some(({ breaking }) => breaking) };
}

function describe({ schema, profile, rows }: Side): Map<string, Described> {
  const profiles = new Map(profile.map((one) => [one.name, one]));
  const described = schema.flatMap((field) => {
    const found = profiles.get(field.name);
    return found ? [{ field, profile: found, rows: rows.accepted }] : [];
  });
  return new Map(described.map((one) => [one.field.name, one]));
}

/** Pairs lost and new fields, the most alike first. */
function matchRenamed(
  removed: readonly Described[],
  added: readonly Described[],
  least: number,
): { from: Described; to: Described; likeness: number }[] {
  const pairs = removed.flatMap((from) => added.map((to) => ({ from, to, likeness: likenessOf(from, to) })));
  const taken = new Set<Described>();
  const matched: { from: Described; to: Described; likeness: number }[] = [];
  for (const pair of pairs.sort((left, right) => right.likeness - left.likeness)) {
    if (pair.likeness < least || taken.has(pair.from) || taken.has(pair.to)) continue;
    taken.add(pair.from).add(pair.to);
    matched.push(pair);
  }
  return matched;
}

/** Half by name, half by content; fields of different types are not alike. */
function likenessOf(from: Described, to: Described): number {
  if (family(from.profile.type) !== family(to.profile.type)) return 0;
  return (nameSimilarity(from.field.name, to.field.name) + profileOverlap(from.profile, to.profile)) / 2;
}

function contentDrift(from: Described, to: Described, limits: DriftLimits): Drift[] {
  const field = to.field.name;
  if (from.profile.type !== to.profile.type) {
    return [
      { kind: 'retyped', field, from: from.profile.type, to: to.profile.type, breaking: !isWider(from.profile.type, to.profile.type) },
    ];
  }
  const drifts: Drift[] = [];
  const [nullsBefore, nullsAfter] = [nullShare(from), nullShare(to)];
  if (Math.abs(nullsAfter - nullsBefore) > limits.nullShare)
    drifts.push({ kind: 'nullShareMoved', field, from: nullsBefore, to: nullsAfter, breaking: false });
  const codes = newCodes(from, to);
  if (codes.length > 0) drifts.push({ kind: 'codesGrown', field, codes, breaking: false });
  const psi = isComparable(from) && isComparable(to) ? stabilityIndex(from.profile, to.profile) : null;
  if (psi !== null && psi > limits.psi) drifts.push({ kind: 'distributionMoved', field, psi, breaking: false });
  return drifts;
}

function nullShare({ profile, rows }: Described): number {
  return rows === 0 ? 0 : profile.nulls / rows;
}

function newCodes(from: Described, to: Described): string[] {
  if (!isCodeList(from) || to.profile.buckets !== 'values') return [];
  return Object.keys(to.profile.histogram).filter((code) => !Object.hasOwn(from.profile.histogram, code));
}

function isCodeList({ field, profile, rows }: Described): boolean {
  const values = Object.keys(profile.histogram).length;
  return (
    field.type === 'text' && profile.buckets === 'values' && values > 0 && values <= CODES && rows - profile.nulls >= values * ROWS_PER_CODE
  );
}

/** Months always move on, and keys are all new. */
function isComparable({ profile, rows }: Described): boolean {
  const present = rows - profile.nulls;
  return profile.buckets !== 'months' && present > 0 && profile.distinct < present * KEY_SHARE;
}

function family(type: string): string {
  return type.startsWith('DECIMAL') || type === 'BIGINT' ? 'number' : type === 'DATE' || type === 'TIMESTAMP' ? 'time' : type;
}

/** Whether every value of a type is one of the other: more digits, or whole numbers that became decimals. */
function isWider(from: string, to: string): boolean {
  const [fromWhole, fromScale] = digits(from);
  const [toWhole, toScale] = digits(to);
  return family(from) === 'number' && family(to) === 'number' && toWhole >= fromWhole && toScale >= fromScale;
}

function digits(type: string): [number, number] {
  const [precision = 19, scale = 0] = /\((\d+),(\d+)\)/.exec(type)?.slice(1).map(Number) ?? [];
  return [precision - scale, scale];
}
