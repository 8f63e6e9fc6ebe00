import { readFileSync } from 'node:fs';

import type { Name } from '../names.ts';

/** One column as the data platform describes it; `spec` is what the loader checks. */
interface FieldDescription {
  readonly title: Name;
  readonly definition: Name;
  readonly unit?: Name;
  readonly class: 'public' | 'conditional' | 'restricted';
  readonly personal: boolean;
  readonly codeTitles?: Readonly<Record<string, Name>>;
  readonly spec: { readonly name: string; readonly type: string; readonly unique?: boolean; readonly codes?: readonly string[] };
}

/** A rule of the data platform. A `reference` here names only the dataset; its values are filled in when that dataset is made. */
export interface RuleDescription {
  readonly id: string;
  readonly kind: string;
  readonly severity: 'reject' | 'fail' | 'warn';
  readonly field?: string;
  readonly fields?: readonly string[];
  readonly dataset?: string;
  readonly values?: readonly string[];
}

/** The picture on a dataset's page. */
interface ChartDescription {
  readonly x: string;
  readonly y: string;
  readonly by?: string;
  readonly title: Name;
}

/** All that the catalogue says about a dataset before any row is loaded, in the data platform's own format. */
export interface DatasetDescription {
  readonly key: string;
  readonly title: Name;
  readonly description: Name;
  readonly theme: string;
  readonly keywords: readonly string[];
  readonly department: string;
  readonly updateFrequency: string;
  readonly licence: string;
  readonly legalBasis: Name;
  readonly shareClass: FieldDescription['class'];
  readonly openClass: FieldDescription['class'];
  readonly retentionDays: number | null;
  readonly fields: readonly FieldDescription[];
  readonly rules: readonly RuleDescription[];
  readonly chart?: ChartDescription;
}

/** Reads the description that lies beside the generators as `<key>.json`. */
export function readDescription(key: string): DatasetDescription {
  return JSON.parse(readFileSync(new URL(`${key}.json`, import.meta.url), 'utf8')) as DatasetDescription;
}
