import type { Static } from 'typebox';

import type { Bilingual } from '#kernel';

import type { FieldDescription } from '../../description.ts';
import type { Manifest, SniffResult } from '../../ingest/index.ts';
import type { Dataset, DatasetSummary, Load, Upload, Version } from '../../shapes.ts';

/** What a shape looks like after JSON: moments are texts. */
type Wire<Shape> = Shape extends Date ? string : Shape extends object ? { readonly [Part in keyof Shape]: Wire<Shape[Part]> } : Shape;

export type SummaryView = Wire<Static<typeof DatasetSummary>>;
export type DatasetView = Wire<Static<typeof Dataset>>;
export type VersionView = Wire<Static<typeof Version>>;
export type LoadView = Wire<Static<typeof Load>>;
export type UploadView = Static<typeof Upload>;
export type FieldView = FieldDescription;
export type ManifestView = Manifest;
export type { AccessClass, DatasetDescription } from '../../description.ts';
export type { Refusal } from '../../refusals.ts';
export type { Suggestion } from '../../suggest.ts';
export type { Term, Terms } from '../../terms.ts';
export type FoundColumn = SniffResult['columns'][number];

/** One page of a list as the server answers it. */
export interface Paged<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** One line of a dataset's history. */
export interface HistoryView {
  readonly id: string;
  readonly act: string;
  readonly actor: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly at: string;
}

/** Address of a dataset in the interface. */
export const datasetApi = (key: string) => `/api/data/datasets/${encodeURIComponent(key)}`;

/** A term's title, or its key when the profile no longer knows it. */
export function titleOf(terms: readonly { readonly key: string; readonly title: Bilingual }[] | undefined, key: string): Bilingual {
  return terms?.find((term) => term.key === key)?.title ?? { en: key, zh: key };
}
