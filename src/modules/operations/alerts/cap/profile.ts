import { CapFault } from './faults.ts';
import type { Alert, Area } from './model.ts';
import { instantOf, referencesOf } from './values.ts';

const FORBIDDEN = /[\s,<&]/;
const ANSWERS = new Set(['Update', 'Cancel', 'Ack', 'Error']);

/**
 * What the standard demands in words and no XML Schema can say (CAP 1.2, section 3.2).
 * @throws CapFault naming the first demand that is not met
 */
export function checkProfile(alert: Alert, version: string): void {
  require(!isEmptyOrHas(alert.identifier), 'identifier-characters', alert.identifier);
  require(!isEmptyOrHas(alert.sender), 'sender-characters', alert.sender);
  require(instantOf(alert.sent) !== null, 'sent-range', alert.sent);
  checkReferences(alert, version);
  require(alert.scope !== 'Restricted' || hasText(alert.restriction), 'restriction-missing');
  require(alert.scope !== 'Private' || hasText(alert.addresses), 'addresses-missing');
  for (const { area } of alert.info) area.forEach(checkArea);
}

function checkReferences({ references, msgType }: Alert, version: string): void {
  const isNamed = hasText(references);
  require(isNamed || (references === undefined && !ANSWERS.has(msgType)), 'references-missing', msgType);
  if (isNamed) require(referencesOf(references ?? '', version) !== null, 'references-form', references);
}

function checkArea({ areaDesc, polygon, circle, altitude, ceiling }: Area): void {
  for (const text of polygon) require(isPolygon(text), 'polygon', `${areaDesc}: ${text}`);
  for (const text of circle) require(isCircle(text), 'circle', `${areaDesc}: ${text}`);
  require(ceiling === undefined || altitude !== undefined, 'altitude-missing', areaDesc);
}

/** Four points at least, the last one the same as the first. */
function isPolygon(text: string): boolean {
  const points = text.trim().split(/\s+/).map(pointOf);
  const [first, last] = [points[0], points.at(-1)];
  return points.length >= 4 && points.every(Boolean) && first?.[0] === last?.[0] && first?.[1] === last?.[1];
}

function isCircle(text: string): boolean {
  const [point, radius, ...more] = text.trim().split(/\s+/);
  return more.length === 0 && pointOf(point ?? '') !== null && (numberOf(radius ?? '') ?? -1) >= 0;
}

function pointOf(text: string): readonly [lat: number, lon: number] | null {
  const [lat, lon, ...more] = text.split(',').map(numberOf);
  if (lat == null || lon == null || more.length > 0) return null;
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? [lat, lon] : null;
}

function numberOf(text: string): number | null {
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text) ? Number(text) : null;
}

function isEmptyOrHas(text: string): boolean {
  return text === '' || FORBIDDEN.test(text);
}

function hasText(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== '';
}

function require(holds: boolean, reason: CapFault['reason'], detail = ''): void {
  if (!holds) throw new CapFault(reason, detail.trim().slice(0, 200));
}
