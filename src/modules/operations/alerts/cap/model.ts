/** One line of a table of elements: the element's name and what may stand there. A list in place of a kind is a part with parts. */
export type Line = readonly [name: string, kind: 'text' | 'texts' | 'pairs' | readonly Line[]];

/** `valueName` and `value`: a code of somebody's list. */
export interface Pair {
  readonly valueName: string;
  readonly value: string;
}

export interface Resource {
  readonly resourceDesc: string;
  readonly mimeType?: string;
  readonly size?: string;
  readonly uri?: string;
  readonly derefUri?: string;
  readonly digest?: string;
}

/** Where: `polygon` is "lat,lon lat,lon ...", `circle` is "lat,lon km"; WGS84. */
export interface Area {
  readonly areaDesc: string;
  readonly polygon: readonly string[];
  readonly circle: readonly string[];
  readonly geocode: readonly Pair[];
  readonly altitude?: string;
  readonly ceiling?: string;
}

/** What is said in one language. */
export interface Info {
  readonly language?: string;
  readonly category: readonly string[];
  readonly event: string;
  readonly responseType: readonly string[];
  readonly urgency: string;
  readonly severity: string;
  readonly certainty: string;
  readonly audience?: string;
  readonly eventCode: readonly Pair[];
  readonly effective?: string;
  readonly onset?: string;
  readonly expires?: string;
  readonly senderName?: string;
  readonly headline?: string;
  readonly description?: string;
  readonly instruction?: string;
  readonly web?: string;
  readonly contact?: string;
  readonly parameter: readonly Pair[];
  readonly resource: readonly Resource[];
  readonly area: readonly Area[];
}

/** An alert of any version in the words of CAP 1.2; values stay as they were written, so nothing is lost. CAP 1.0 may leave the scope out. */
export interface Alert {
  readonly identifier: string;
  readonly sender: string;
  readonly sent: string;
  readonly status: string;
  readonly msgType: string;
  readonly source?: string;
  readonly scope?: string;
  readonly restriction?: string;
  readonly addresses?: string;
  readonly code: readonly string[];
  readonly note?: string;
  readonly references?: string;
  readonly incidents?: string;
  readonly info: readonly Info[];
}

const RESOURCE: readonly Line[] = texts('resourceDesc', 'mimeType', 'size', 'uri', 'derefUri', 'digest');
const AREA: readonly Line[] = [
  ['areaDesc', 'text'],
  ['polygon', 'texts'],
  ['circle', 'texts'],
  ['geocode', 'pairs'],
  ...texts('altitude', 'ceiling'),
];
const INFO: readonly Line[] = [
  ['language', 'text'],
  ['category', 'texts'],
  ['event', 'text'],
  ['responseType', 'texts'],
  ...texts('urgency', 'severity', 'certainty', 'audience'),
  ['eventCode', 'pairs'],
  ...texts('effective', 'onset', 'expires', 'senderName', 'headline', 'description', 'instruction', 'web', 'contact'),
  ['parameter', 'pairs'],
  ['resource', RESOURCE],
  ['area', AREA],
];

/** The elements of an alert in the order of the standard (CAP 1.2, section 3.2): reading and writing go by the same table. */
export const ALERT: readonly Line[] = [
  ...texts('identifier', 'sender', 'sent', 'status', 'msgType', 'source', 'scope', 'restriction', 'addresses'),
  ['code', 'texts'],
  ...texts('note', 'references', 'incidents'),
  ['info', INFO],
];

function texts(...names: readonly string[]): readonly Line[] {
  return names.map((name) => [name, 'text'] as const);
}
