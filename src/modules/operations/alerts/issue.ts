import { randomUUIDv7 } from 'node:crypto';

import { type Static, Type } from 'typebox';

import { type Bilingual, closed, districtFile, Instant, text, Uuid } from '#kernel';

import { type Alert, type Area, CapFault, type Info, momentOf, REASONS, readAlert, writeAlert } from './cap/index.ts';
import { alertErrors } from './errors.ts';
import { alertFacts } from './facts.ts';
import { readRow } from './read-model.ts';
import { showAlert } from './show.ts';
import { keepAlert } from './store.ts';
import type { AlertContext } from './tables.ts';

const Words = closed({
  event: text(100),
  headline: text(160),
  description: text(4_000),
  instruction: Type.Optional(text(4_000)),
  /** Where, in words; the whole district when it is left out. */
  area: Type.Optional(text(400)),
});
const Latitude = Type.Number({ minimum: -90, maximum: 90 });
const Longitude = Type.Number({ minimum: -180, maximum: 180 });

/** What a person fills in to issue an alert; the rest follows from the profile. */
export const Composition = closed({
  status: Type.Enum(['Actual', 'Exercise', 'Test']),
  /** The alert of ours that this one updates or cancels. */
  replaces: Type.Optional(closed({ id: Uuid, how: Type.Enum(['Update', 'Cancel']) })),
  category: Type.Array(
    Type.Enum(['Geo', 'Met', 'Safety', 'Security', 'Rescue', 'Fire', 'Health', 'Env', 'Transport', 'Infra', 'CBRNE', 'Other']),
    {
      minItems: 1,
      maxItems: 12,
    },
  ),
  responseType: Type.Array(Type.Enum(['Shelter', 'Evacuate', 'Prepare', 'Execute', 'Avoid', 'Monitor', 'Assess', 'AllClear', 'None']), {
    maxItems: 9,
  }),
  urgency: Type.Enum(['Immediate', 'Expected', 'Future', 'Past', 'Unknown']),
  severity: Type.Enum(['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown']),
  certainty: Type.Enum(['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown']),
  onset: Type.Optional(Instant),
  expires: Instant,
  zh: Words,
  en: Words,
  /** Corners of the area as latitude and longitude, WGS84; the last joins the first by itself. */
  polygon: Type.Optional(Type.Array(Type.Tuple([Latitude, Longitude]), { minItems: 3, maxItems: 200 })),
  circle: Type.Optional(closed({ lat: Latitude, lng: Longitude, km: Type.Number({ minimum: 0, maximum: 500 }) })),
});
export type Composition = Static<typeof Composition>;

/**
 * Issues an alert: written as CAP 1.2 in both languages, checked by the schema before anybody sees it, kept, entered in the ledger, shown.
 * @returns its id
 * @throws operations-alerts.notWritable, endsBefore, notOurs, overAlready, noAlert
 */
export async function issueAlert(context: AlertContext, composition: Composition): Promise<string> {
  const source = written(await composed(context, composition));
  const { id } = await keepAlert(context, { ...readAlert(source), source }, { documentId: null, issuedHere: true });
  const { sha256, sender, identifier, sent } = await readRow(context, id);
  await context.record({ kind: 'operations.alert_issued', body: { id, sender, identifier, sent, sha256, by: context.actor.id } });
  if (composition.status === 'Actual') await showAlert(context, id);
  return id;
}

/** The document that would leave, to be looked at first. @throws as issueAlert */
export async function previewAlert(context: AlertContext, composition: Composition): Promise<string> {
  return written(await composed(context, composition));
}

async function composed(context: AlertContext, composition: Composition): Promise<Alert> {
  const { now, profile } = context;
  const { sender, wholeDistrict } = profile(alertFacts);
  const { timeZone } = profile(districtFile);
  const { onset, expires, replaces, status } = composition;
  if (new Date(expires) <= now || (onset && new Date(onset) >= new Date(expires))) throw alertErrors.endsBefore();
  const references = replaces && (await referenceTo(context, replaces.id));
  return {
    identifier: `${wholeDistrict.geocode.value}.${randomUUIDv7()}`,
    ...{ sender, sent: momentOf(now, timeZone), status, msgType: replaces?.how ?? 'Alert', scope: 'Public' },
    ...{ code: [], info: [infoIn('zh', context, composition), infoIn('en', context, composition)] },
    ...(references && { references }),
  };
}

/** @throws operations-alerts.notOurs, overAlready */
async function referenceTo(context: AlertContext, id: string): Promise<string> {
  const { issued_here, state, sender, identifier, sent } = await readRow(context, id);
  if (!issued_here) throw alertErrors.notOurs();
  if (state !== 'in-force' && state !== 'expired') throw alertErrors.overAlready({ state: STATES[state].en, stateZh: STATES[state].zh });
  return `${sender},${identifier},${sent}`;
}

const STATES: Readonly<Record<'superseded' | 'cancelled' | 'notice', Bilingual>> = {
  superseded: { en: 'updated', zh: '已更新' },
  cancelled: { en: 'cancelled', zh: '已解除' },
  notice: { en: 'a notice', zh: '属于通知消息' },
};
const TAGS = { zh: 'zh-CN', en: 'en-US' };

function infoIn(language: 'zh' | 'en', { now, profile }: AlertContext, composition: Composition): Info {
  const { senderName, contact } = profile(alertFacts);
  const { timeZone } = profile(districtFile);
  const { category, responseType, urgency, severity, certainty, onset, expires } = composition;
  const { event, headline, description, instruction } = composition[language];
  return {
    language: TAGS[language],
    ...{ category, event, responseType, urgency, severity, certainty, eventCode: [], effective: momentOf(now, timeZone) },
    ...(onset && { onset: momentOf(new Date(onset), timeZone) }),
    expires: momentOf(new Date(expires), timeZone),
    ...{ senderName: senderName[language], headline, description },
    ...(instruction && { instruction }),
    ...{
      contact: contact[language],
      parameter: [],
      resource: [],
      area: [areaIn(language, profile(alertFacts).wholeDistrict, composition)],
    },
  };
}

function areaIn(language: 'zh' | 'en', whole: { name: Bilingual; geocode: Area['geocode'][number] }, composition: Composition): Area {
  const { polygon, circle } = composition;
  const { area } = composition[language];
  const corners = polygon && [...polygon, polygon[0] as [number, number]];
  return {
    areaDesc: area ?? whole.name[language],
    polygon: corners ? [corners.map((point) => point.join(',')).join(' ')] : [],
    circle: circle ? [`${circle.lat},${circle.lng} ${circle.km}`] : [],
    geocode: area || polygon || circle ? [] : [whole.geocode],
  };
}

function written(alert: Alert): string {
  try {
    return writeAlert(alert);
  } catch (error) {
    if (!(error instanceof CapFault)) throw error;
    const { en, zh } = REASONS[error.reason];
    throw alertErrors.notWritable({ reason: `${en} (${error.detail})`, reasonZh: zh });
  }
}
