import type { Static } from 'typebox';

import type { Composition } from '../../../alerts/issue.ts';
import type { AlertDetail, AlertSummary, Report } from '../../../alerts/shapes.ts';

/** What a shape looks like after JSON: moments are texts. */
type Wire<Shape> = Shape extends Date ? string : Shape extends object ? { readonly [Part in keyof Shape]: Wire<Shape[Part]> } : Shape;

export type SummaryView = Wire<AlertSummary>;
export type DetailView = Wire<AlertDetail>;
export type InfoView = DetailView['info'][number];
export type ReportView = Wire<Report>;
export type CompositionView = Wire<Static<typeof Composition>>;

/** What the profile says of alerts. */
export interface FactsView {
  readonly wholeDistrict: { readonly en: string; readonly zh: string };
  readonly levels: Readonly<Record<string, { readonly en: string; readonly zh: string }>>;
  readonly events: readonly {
    readonly key: string;
    readonly event: { readonly en: string; readonly zh: string };
    readonly category: string;
    readonly responseType: readonly string[];
    readonly instruction: { readonly en: string; readonly zh: string };
  }[];
}

export const ALERTS = '/api/operations/alerts';
/** Live topic of alerts. */
export const TOPIC = 'operations.alerts';
