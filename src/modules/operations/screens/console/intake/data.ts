import type { Static } from 'typebox';

import type { Bilingual } from '#kernel';
import { useApi, useSay } from '#ui';

import type { DuplicateFacts } from '../../../signals/duplicates/facts.ts';
import type { Duplicate, EventSummary, Preview, Quarantined, Source, WholeEvent } from '../../../signals/shapes.ts';

/** What a shape looks like after JSON: moments are texts. */
type Wire<Shape> = Shape extends Date ? string : Shape extends object ? { readonly [Part in keyof Shape]: Wire<Shape[Part]> } : Shape;

export type EventRow = Wire<Static<typeof EventSummary>>;
export type EventView = Wire<Static<typeof WholeEvent>>;
export type SignalView = EventView['members'][number];
export type DuplicateView = Wire<Static<typeof Duplicate>>;
export type ComponentView = DuplicateView['components'][number];
export type PreviewView = Wire<Static<typeof Preview>>;
export type QuarantinedView = Wire<Static<typeof Quarantined>>;
export type SourceView = Wire<Static<typeof Source>>;

interface Named {
  readonly key: string;
  readonly title: Bilingual;
}

/** A leaf of the category tree, with where it begins. */
export interface LeafView extends Named {
  readonly level: string;
  readonly department: string;
}

/** Words of the profile that the forms of intake need. */
export interface IntakeTerms {
  readonly groups: readonly (Named & { readonly leaves: readonly LeafView[] })[];
  readonly levels: readonly Named[];
  readonly departments: readonly Named[];
  readonly sources: readonly Named[];
  readonly dismissReasons: readonly Named[];
  readonly duplicates: DuplicateFacts | null;
}

const NONE: IntakeTerms = { groups: [], levels: [], departments: [], sources: [], dismissReasons: [], duplicates: null };
const HOUR_SECONDS = 3_600;

/** The words of intake; empty until they have come. */
export function useIntakeTerms(): IntakeTerms {
  return useApi<IntakeTerms>('/api/intake/terms', { freshSeconds: HOUR_SECONDS }).data ?? NONE;
}

/** A leaf by its key. */
export function leafOf(terms: IntakeTerms, key: string | null): LeafView | undefined {
  return terms.groups.flatMap(({ leaves }) => leaves).find((leaf) => leaf.key === key);
}

/** Titles by key; the key itself where the profile no longer knows it. */
export function useTitles(): Record<'category' | 'level' | 'department' | 'source' | 'dismissReason', (key: string | null) => string> {
  const say = useSay();
  const terms = useIntakeTerms();
  const among = (named: readonly Named[]) => (key: string | null) => {
    const found = named.find((one) => one.key === key);
    return found ? say(found.title) : (key ?? '');
  };
  return {
    category: (key) => (key ? among(terms.groups.flatMap(({ leaves }) => leaves))(key) : ''),
    level: among(terms.levels),
    department: among(terms.departments),
    source: among(terms.sources),
    dismissReason: among(terms.dismissReasons),
  };
}

/** Paths that any decision about events changes. */
export const TOUCHES = ['/api/events', '/api/cases'];

/** Address of an event in the interface. */
export const eventApi = (id: string) => `/api/events/${id}`;
