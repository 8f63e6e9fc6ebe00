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

/** The form for an update or cancellation begins with what the alert said; a cancellation says that it is over. */
export function draftFrom({ info, status }: DetailView, cancels: boolean, now = new Date()): AlertDraft {
  const block = (language: Language) => info.find((one) => one.language?.startsWith(language)) ?? info[0];
  const own = block('zh');
  if (!own) return FRESH;
  const words = (language: Language) => (cancels ? overIn(language, wordsOf(block(language))) : wordsOf(block(language)));
  const expires = cancels ? new Date(now.getTime() + DAY_MS) : own.expires && new Date(own.expires);
  return {
    ...FRESH,
    ...placeOf(own.area[0]),
    status: status as AlertDraft['status'],
    category: (own.category[0] ?? 'Other') as AlertDraft['category'],
    responseType: cancels ? ['AllClear'] : (own.responseType as AlertDraft['responseType']),
    urgency: cancels ? 'Past' : (own.urgency as AlertDraft['urgency']),
    severity: own.severity as AlertDraft['severity'],
    certainty: own.certainty as AlertDraft['certainty'],
    expires: expires ? localOf(expires) : '',
    zh: words('zh'),
    en: words('en'),
  };
}

const DAY_MS = 86_400_000;
const OVER = {
  zh: { before: '解除：', description: '该预警所涉情况已经解除，恢复正常。' },
  en: { before: 'Over: ', description: 'What this alert warned of is over.' },
};

function overIn(language: Language, words: Required<Words>): Required<Words> {
  const { before, description } = OVER[language];
  return { ...words, headline: `${before}${words.headline}`.slice(0, 160), description, instruction: '' };
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

function placeOf(area: InfoView['area'][number] | undefined): Pick<AlertDraft, 'where' | 'corners' | 'km'> {
  const [polygon, circle] = [area?.polygon[0]?.trim().split(/\s+/), area?.circle[0]?.trim().split(/\s+/)];
  if (polygon) return { where: 'polygon', corners: polygon.slice(0, -1).map(placeAt), km: FRESH.km };
  return circle
    ? { where: 'circle', corners: [placeAt(circle[0] ?? '')], km: Number(circle[1]) }
    : { where: 'whole', corners: [], km: FRESH.km };
}

function placeAt(text: string): Place {
  const [lat = 0, lng = 0] = text.split(',').map(Number);
  return [lat, lng];
}
