/** Which message another one speaks of. CAP 1.0 does not say when it was sent. */
export interface Reference {
  readonly sender: string;
  readonly identifier: string;
  readonly sent: string | null;
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(Z|[+-]\d{2}:\d{2})?$/;

/** The instant of an `xs:dateTime`, read as UTC where it names no offset (CAP 1.0 and 1.1 allow that); null outside years 1 to 9999. */
export function instantOf(text: string): Date | null {
  const found = MOMENT.exec(text.trim());
  if (!found || text.trim().startsWith('0000')) return null;
  const at = new Date(found[1] ? text.trim() : `${text.trim()}Z`);
  return Number.isNaN(at.getTime()) || at.getUTCFullYear() < 1 || at.getUTCFullYear() > 9999 ? null : at;
}

/** A moment as CAP 1.2 writes it in that zone: whole seconds and an offset in digits, never Z. @param zone IANA name */
export function momentOf(at: Date, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' },
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const offset = part('timeZoneName').replace(/^GMT(?:\+00:00)?/, '') || '-00:00'; // the standard's way to write UTC
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}${offset}`;
}

/**
 * The messages that `references` names: `sender,identifier,sent` each, `identifier/sender` in CAP 1.0.
 * @returns null when one has another form
 */
export function referencesOf(text: string, version: string): readonly Reference[] | null {
  const read = text
    .trim()
    .split(/\s+/)
    .filter(Boolean)
    .map((one) => referenceOf(one, version));
  return read.every((one) => one !== null) ? read : null;
}

function referenceOf(text: string, version: string): Reference | null {
  const [sender, identifier, sent, ...more] = text.split(',');
  if (sender && identifier && sent && more.length === 0 && instantOf(sent)) return { sender, identifier, sent };
  const old = version === '1.0' && !text.includes(',') ? /^([^/]+)\/(.+)$/.exec(text) : null;
  return old ? { identifier: old[1] ?? '', sender: old[2] ?? '', sent: null } : null;
}
