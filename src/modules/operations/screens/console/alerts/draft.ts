import type { CompositionView, DetailView, FactsView, InfoView } from './data.ts';

type Language = 'zh' | 'en';
type Words = CompositionView['zh'];
type Place = readonly [lat: number, lng: number];

/** The form as it is being filled in; times are local, as the field for them has it. */
export interface AlertDraft {
  /** Key of the event it was begun from, or empty. */
  readonly preset: string;
  readonly status: CompositionView['status'];
  readonly category: CompositionView['category'][number];
  readonly responseType: readonly CompositionView['responseType'][number][];
  readonly urgency: CompositionView['urgency'];
  readonly severity: CompositionView['severity'];
  readonly certainty: CompositionView['certainty'];
  readonly onset: string;
  readonly expires: string;
  readonly zh: Required<Words>;
  readonly en: Required<Words>;
  readonly where: 'whole' | 'circle' | 'polygon';
  readonly corners: readonly Place[];
  readonly km: number;
}

const NO_WORDS: Required<Words> = { event: '', headline: '', description: '', instruction: '', area: '' };

/** An empty form. */
export const FRESH: AlertDraft = {
  preset: '',
  status: 'Actual',
  category: 'Met',
  responseType: [],
  urgency: 'Expected',
  severity: 'Moderate',
  certainty: 'Likely',
  onset: '',
  expires: '',
  zh: NO_WORDS,
  en: NO_WORDS,
  where: 'whole',
  corners: [],
  km: 1,
};

/** The form for an update or cancellation begins with what the alert said. */
export function draftFrom({ info, status }: DetailView, cancels: boolean): AlertDraft {
  const block = (language: Language) => info.find((one) => one.language?.startsWith(language)) ?? info[0];
  const own = block('zh');
  if (!own) return FRESH;
  const [area] = own.area;
  const corners = cornersOf(area);
  return {
    ...FRESH,
    ...(own as Pick<AlertDraft, 'urgency' | 'severity' | 'certainty'>),
    status: status as AlertDraft['status'],
    category: (own.category[0] ?? 'Other') as AlertDraft['category'],
    responseType: cancels ? ['AllClear'] : (own.responseType as AlertDraft['responseType']),
    ...(cancels && { urgency: 'Past' as const }),
    onset: '',
    expires: own.expires && !cancels ? localOf(new Date(own.expires)) : '',
    zh: wordsOf(block('zh')),
    en: wordsOf(block('en')),
    where: area?.polygon[0] ? 'polygon' : area?.circle[0] ? 'circle' : 'whole',
    corners,
    km: Number(area?.circle[0]?.trim().split(/\s+/)[1] ?? 1),
  };
}

/** Takes over an event that is often warned of, with its advice. */
export function withPreset(
  draft: AlertDraft,
  { key, event, category, responseType, instruction }: FactsView['events'][number],
): AlertDraft {
  const words = (language: Language) => ({ ...draft[language], event: event[language], instruction: instruction[language] });
  return {
    ...draft,
    preset: key,
    category: category as AlertDraft['category'],
    responseType: responseType as AlertDraft['responseType'],
    zh: words('zh'),
    en: words('en'),
  };
}

/** What is still needed before anything can be sent, by the names of fields. */
export function missingIn({
  zh,
  en,
  expires,
  where,
  corners,
}: AlertDraft): ('event' | 'headline' | 'description' | 'expires' | 'areaName' | 'centre' | 'threeCorners')[] {
  const lacks = (field: keyof Words) => !zh[field]?.trim() || !en[field]?.trim();
  return [
    ...(['event', 'headline', 'description'] as const).filter(lacks),
    ...(expires === '' ? (['expires'] as const) : []),
    ...(where !== 'whole' && lacks('area') ? (['areaName'] as const) : []),
    ...(where === 'circle' && corners.length < 1 ? (['centre'] as const) : []),
    ...(where === 'polygon' && corners.length < 3 ? (['threeCorners'] as const) : []),
  ];
}

/** What is sent. */
export function compositionOf(draft: AlertDraft, replaces: CompositionView['replaces']): CompositionView {
  const { status, category, responseType, urgency, severity, certainty, onset, expires, where, corners, km } = draft;
  const words = ({ event, headline, description, instruction, area }: Required<Words>): Words => ({
    ...{ event, headline, description },
    ...(instruction.trim() && { instruction }),
    ...(where !== 'whole' && { area }),
  });
  const [centre] = corners;
  return {
    ...{ status, category: [category], responseType: [...responseType], urgency, severity, certainty },
    ...(onset && { onset: new Date(onset).toISOString() }),
    expires: new Date(expires).toISOString(),
    ...{ zh: words(draft.zh), en: words(draft.en) },
    ...(where === 'polygon' && { polygon: corners.map(([lat, lng]) => [lat, lng] as const) }),
    ...(where === 'circle' && centre && { circle: { lat: centre[0], lng: centre[1], km } }),
    ...(replaces && { replaces }),
  } as CompositionView;
}

/** A moment as a field for local time has it. */
export function localOf(at: Date): string {
  const shifted = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

function wordsOf(info: InfoView | undefined): Required<Words> {
  const { event = '', headline = '', description = '', instruction = '', area = [] } = info ?? {};
  return { event, headline, description, instruction, area: area[0]?.areaDesc ?? '' };
}

function cornersOf(area: InfoView['area'][number] | undefined): Place[] {
  const text = area?.polygon[0] ?? area?.circle[0]?.trim().split(/\s+/)[0] ?? '';
  const points = text.trim().split(/\s+/).filter(Boolean);
  const read = points.map((point) => point.split(',').map(Number) as unknown as Place);
  return area?.polygon[0] ? read.slice(0, -1) : read;
}
