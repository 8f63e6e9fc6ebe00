import { readFileSync } from 'node:fs';

import type { Name } from '../names.ts';

/** What a field may hold; the loader knows the same words. */
export type FieldType = 'text' | 'integer' | 'decimal' | 'boolean' | 'date' | 'datetime';

/** Who may have the data: without conditions, on conditions, or not at all. */
export type AccessClass = 'public' | 'conditional' | 'restricted';

/** One value of a code list with its label. */
export interface Code extends Name {
  readonly code: string;
}

/** One column: what it is called, what it means, what its values must be. */
export interface FieldDescription {
  readonly name: string;
  readonly title: Name;
  readonly definition: Name;
  readonly type: FieldType;
  /** Digits after the point of a decimal. */
  readonly scale?: number;
  readonly unit?: Name;
  readonly required: boolean;
  readonly unique?: boolean;
  readonly min?: string;
  readonly max?: string;
  readonly pattern?: string;
  readonly codes?: readonly Code[];
  /** Whether a value says something about a natural person. */
  readonly personal: boolean;
}

type Severity = 'reject' | 'fail' | 'warn';

/** A quality rule beyond those of single fields. `reference` names a dataset that has a column of the same name. */
export type RuleDescription = { readonly id: string; readonly severity: Severity } & (
  | { readonly kind: 'unique'; readonly fields: readonly string[] }
  | { readonly kind: 'reference'; readonly field: string; readonly dataset: string }
  | { readonly kind: 'expression'; readonly expression: string }
  | { readonly kind: 'freshness'; readonly field: string; readonly maxAgeDays: number }
  | { readonly kind: 'rowCount'; readonly min?: number; readonly maxChangeShare?: number }
);

/** The picture on a dataset's page. */
export interface ChartDescription {
  readonly kind: 'line' | 'bar';
  readonly x: string;
  readonly y: string;
  readonly by?: string;
  readonly aggregate: 'sum' | 'mean' | 'median' | 'count';
  readonly title: Name;
}

/** All that a catalogue says about a dataset before any row is loaded. */
export interface DatasetDescription {
  readonly key: string;
  readonly title: Name;
  readonly description: Name;
  /** Key of the department in the profile, and the office that answers for the data. */
  readonly department: string;
  readonly steward: Name;
  /** Code of the EU authority table `data-theme`, such as ENVI. */
  readonly theme: string;
  /** Code of the EU authority table `frequency`, such as DAILY. */
  readonly frequency: string;
  /** Code of the EU authority table `licence`; null when the data is not opened. */
  readonly licence: string | null;
  readonly legalBasis: readonly Name[];
  readonly shareClass: AccessClass;
  readonly openClass: AccessClass;
  readonly retentionYears: number;
  readonly keywords: { readonly zh: readonly string[]; readonly en: readonly string[] };
  readonly chart?: ChartDescription;
  readonly fields: readonly FieldDescription[];
  readonly rules: readonly RuleDescription[];
}

/** Reads the description that lies beside the generators as `<key>.json`. */
export function readDescription(key: string): DatasetDescription {
  return JSON.parse(readFileSync(new URL(`${key}.json`, import.meta.url), 'utf8')) as DatasetDescription;
}
