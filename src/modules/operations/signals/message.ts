import { createHash } from 'node:crypto';

import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';

import { canonicalJson, closed, districtFile, faultsOf, kernelErrors, type ReadProfile, text } from '#kernel';

import { categoryNamed } from './categories.ts';
import { metresBetween } from './duplicates/block.ts';
import { signalErrors } from './errors.ts';
import { intakeFile } from './facts.ts';

const Phone = Type.String({ pattern: '^\\+?[0-9][0-9 -]{4,20}$' });

/** Who can be called back. It is kept apart from the message. */
export const ReporterContact = closed({
  name: Type.Optional(text(80)),
  phone: Type.Optional(Phone),
  email: Type.Optional(Type.String({ format: 'email', maxLength: 254 })),
});

/** One report as a source sends it. `details` is whatever else the source knows, kept as it came. */
export const SignalMessage = closed({
  source: Type.String({ pattern: '^[a-z][a-z0-9-]{1,39}$' }),
  /** The source's own number of it; the same number again is the same message. */
  externalId: text(200),
  /** When it was seen; without it, when it came in. */
  occurredAt: Type.Optional(Type.String({ format: 'date-time' })),
  text: Type.Optional(text(4_000)),
  category: Type.Optional(Type.String({ maxLength: 80 })),
  level: Type.Optional(Type.String({ maxLength: 40 })),
  place: Type.Optional(
    closed({
      /** WGS84 degrees. */
      lng: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
      lat: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
      /** An address or a name, in words. */
      label: Type.Optional(text(300)),
    }),
  ),
  /** Number of the lamp, the pump, the lift it is about. */
  assetId: Type.Optional(text(100)),
  details: Type.Optional(Type.Record(Type.String({ maxLength: 100 }), Type.Unknown(), { maxProperties: 200 })),
  reporter: Type.Optional(ReporterContact),
});
export type SignalMessage = Static<typeof SignalMessage>;

const DEEPEST = 12;

/**
 * Reads a message of unknown shape.
 * @throws kernel.invalid with the faults by field
 */
export function readMessage(raw: unknown): SignalMessage {
  if (!isPlain(raw, DEEPEST)) throw kernelErrors.invalid({ reason: 'text or depth' });
  if (!Value.Check(SignalMessage, raw)) throw kernelErrors.invalid({ fields: faultsOf(Value.Errors(SignalMessage, raw)) });
  const { place, text: words, category, assetId } = raw;
  if ((place?.lng === undefined) !== (place?.lat === undefined))
    throw invalidField('/place', 'lng and lat go together', '经度和纬度须同时填写');
  if (!words && !category && !assetId)
    throw invalidField('/text', 'say what it is: text, category or assetId', '请说明内容：文字、类别或设施编号');
  return raw;
}

/**
 * Checks a message against the facts of the district.
 * @param reach whether the source only tells about this district
 * @throws operations-signals.unknownCategory, inTheFuture, outsideDistrict
 */
export function checkMessage(message: SignalMessage, profile: ReadProfile, now: Date, reach: boolean): void {
  const { reachKm, aheadMinutes } = profile(intakeFile);
  if (message.category) categoryNamed(profile, message.category);
  const at = message.occurredAt ? Date.parse(message.occurredAt) : now.getTime();
  if (!(at <= now.getTime() + aheadMinutes.minutes * 60_000)) throw signalErrors.inTheFuture({ at: message.occurredAt });
  const place = placeOf(message);
  if (!place || !reach) return;
  const [lng, lat] = profile(districtFile).centre;
  if (metresBetween(place, { lng, lat }) > reachKm.kilometres * 1_000)
    throw signalErrors.outsideDistrict({ ...place, km: reachKm.kilometres });
}

/** The point that a message names, or null. */
export function placeOf({ place }: SignalMessage): { lng: number; lat: number } | null {
  return place?.lng !== undefined && place.lat !== undefined ? { lng: place.lng, lat: place.lat } : null;
}

/** The message as it is kept: all but its source, its number and who sent it. */
export function payloadOf({
  source: _,
  externalId: __,
  reporter: ___,
  ...payload
}: SignalMessage): Omit<SignalMessage, 'source' | 'externalId' | 'reporter'> {
  return payload;
}

/** SHA-256 over canonical JSON (RFC 8785), in hexadecimal. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

/** Text that PostgreSQL can keep, and no deeper than a message has reason to be. */
export function isPlain(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  return Object.entries(value).every(([key, part]) => isPlain(key, depth) && isPlain(part, depth - 1));
}

function invalidField(field: string, en: string, zh: string) {
  return kernelErrors.invalid({ fields: [{ field, keyword: 'rule', message: { en, zh } }] });
}
