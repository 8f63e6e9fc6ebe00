import { type Static, Type } from 'typebox';

import { type Bilingual, closed, DomainError, type Language, type ReadProfile } from '#kernel';

import { checkMessage, hashOf, isPlain, readMessage, type SignalMessage } from '../signals/message.ts';
import { townsOf } from '../signals/towns.ts';

const field = (maxLength: number) => Type.Optional(Type.String({ maxLength }));

/** What the page's form sends. Far more room than a report needs: what is too long is said beside its field, not refused as a whole. */
export const ReportForm = closed({
  /** Where the pressed button leads. */
  step: Type.Optional(Type.Enum(['tell', 'check', 'send'])),
  /** Drawn with the page, so that a report sent twice counts once. */
  number: field(64),
  text: field(20_000),
  town: field(20),
  place: field(2_000),
  point: field(200),
  name: field(500),
  phone: field(500),
  email: field(500),
  /** A category that the words suggest, `list` for the one in `category`, `desk` for none. */
  guess: field(80),
  category: field(80),
});
export type ReportForm = Static<typeof ReportForm>;

/** What is wrong with one field, in the reader's language. */
export interface Fault {
  readonly field: string;
  readonly message: string;
}

const SAYS = {
  text: { en: 'Say in a few words what it is (at most 4,000 characters)', zh: '请简要说明情况（不超过 4000 字）' },
  town: { en: 'Choose a town from the list', zh: '请从列表中选择镇街' },
  place: { en: 'Describe the place in at most 300 characters', zh: '地点描述请不超过 300 字' },
  point: { en: 'Write latitude and longitude, such as 29.9390, 120.6324', zh: '请按“纬度, 经度”填写，例如 29.9390, 120.6324' },
  name: { en: 'A name of at most 80 characters', zh: '称呼请不超过 80 字' },
  phone: { en: 'Only digits, blanks and hyphens, such as 138 0000 0000', zh: '电话仅限数字、空格和短横线，例如 138 0000 0000' },
  email: { en: 'An address such as name@example.cn', zh: '请填写有效的邮箱，例如 name@example.cn' },
  category: { en: 'Choose a category from the list', zh: '请从列表中选择类别' },
} satisfies Record<string, Bilingual>;
type FieldName = keyof typeof SAYS;

const FIELD_OF: Readonly<Record<string, FieldName>> = {
  '/text': 'text',
  '/place/label': 'place',
  '/place/lng': 'point',
  '/place/lat': 'point',
  '/reporter/name': 'name',
  '/reporter/phone': 'phone',
  '/reporter/email': 'email',
};
const FIELD_OF_ERROR: Readonly<Record<string, FieldName>> = {
  'operations-signals.unknownCategory': 'category',
  'operations-signals.outsideDistrict': 'point',
};

/** Makes a signal's message of what somebody typed, or says what is wrong with it, all of it at once. */
export function messageOf(form: ReportForm, profile: ReadProfile, now: Date, language: Language): SignalMessage | readonly Fault[] {
  const faults = (Object.keys(SAYS) as FieldName[]).filter((name) => isWrong[name]?.(form, profile));
  const say = (name: FieldName, words: Bilingual = SAYS[name]): Fault => ({ field: name, message: words[language] });
  if (faults.length > 0) return faults.map((name) => say(name));
  try {
    const message = readMessage(draftOf(form, profile));
    checkMessage(message, profile, now, true);
    return message;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const paths = (error.details as { fields?: { field: string }[] } | undefined)?.fields ?? [];
    const named = paths.map(({ field: path }) => FIELD_OF[path] ?? 'text');
    return named.length > 0 ? [...new Set(named)].map((name) => say(name)) : [say(FIELD_OF_ERROR[error.code] ?? 'text', error.text)];
  }
}

/** What the message's own shape cannot see. */
const isWrong: Partial<Record<FieldName, (form: ReportForm, profile: ReadProfile) => boolean>> = {
  text: (form) => !form.text?.trim() || !isPlain(form, 1),
  town: ({ town }, profile) => Boolean(town) && !townsOf(profile).some(({ code }) => code === town),
  point: ({ point }) => Boolean(point?.trim()) && pointOf(point) === null,
  category: ({ step, guess, category }) => step === 'send' && guess === 'list' && !category,
};

function draftOf(form: ReportForm, profile: ReadProfile): object {
  const category = form.guess === 'list' ? form.category : form.guess;
  const town = townsOf(profile).find(({ code }) => code === form.town);
  const label = [town?.name.zh, form.place?.trim()].filter(Boolean).join(' ');
  const place = { ...pointOf(form.point), ...(label && { label }) };
  const reporter = filled({ name: form.name, phone: form.phone, email: form.email });
  return {
    source: 'portal',
    externalId: numberOf(form),
    text: form.text?.trim().replaceAll('\r\n', '\n'),
    ...(category && category !== 'desk' && { category }),
    ...(Object.keys(place).length > 0 && { place }),
    ...(town && { details: { town: town.code } }),
    ...(Object.keys(reporter).length > 0 && { reporter }),
  };
}

/** The page's number and what was said: the same sent twice is one report, and what was changed after going back is another. */
function numberOf({ number, step: _, ...said }: ReportForm): string {
  const drawn = number && /^[\w-]{16,64}$/.test(number) ? number : crypto.randomUUID();
  return `${drawn}-${hashOf(said).slice(0, 16)}`;
}

function filled(fields: Readonly<Record<string, string | undefined>>): object {
  return Object.fromEntries(Object.entries(fields).flatMap(([key, value]) => (value?.trim() ? [[key, value.trim()]] : [])));
}

const POINT = /^\s*(-?\d{1,3}(?:\.\d{1,15})?)°?\s*[,，;\s]\s*(-?\d{1,3}(?:\.\d{1,15})?)°?\s*$/;
const POLE = 90;

/** Degrees as phones show them, latitude first; the other way round is seen by a number no latitude can have. */
function pointOf(typed: string | undefined): { lng: number; lat: number } | null {
  const [, one, other] = POINT.exec(typed ?? '') ?? [];
  if (one === undefined || other === undefined) return null;
  const [first, second] = [Number(one), Number(other)];
  return Math.abs(first) > POLE ? { lng: first, lat: second } : { lat: first, lng: second };
}
