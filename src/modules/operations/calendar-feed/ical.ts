/** One deadline as a calendar entry. */
export interface Deadline {
  /** Of the clock: the same for life. */
  readonly uid: string;
  /** Grows with every change. */
  readonly sequence: number;
  readonly changedAt: Date;
  readonly at: Date;
  readonly cancelled: boolean;
  /** Public code of the case; nothing else is told. */
  readonly code: string;
  readonly url: string;
}

/** What a calendar says about itself. */
export interface CalendarHead {
  readonly name: string;
  readonly refreshMinutes: number;
}

const PRODUCT = '-//Maplebridge//Operations//EN';
/** RFC 5545, section 3.1: a line holds at most 75 octets without its end. */
const LINE_OCTETS = 75;

/** Writes deadlines as iCalendar (RFC 5545, with the refresh interval and name of RFC 7986): UTC, CRLF, folded lines. */
export function writeCalendar({ name, refreshMinutes }: CalendarHead, deadlines: readonly Deadline[]): string {
  const every = `PT${refreshMinutes}M`;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:${PRODUCT}`,
    'CALSCALE:GREGORIAN',
    `NAME:${escapeText(name)}`,
    `X-WR-CALNAME:${escapeText(name)}`,
    `REFRESH-INTERVAL;VALUE=DURATION:${every}`,
    `X-PUBLISHED-TTL:${every}`,
    ...deadlines.flatMap(entryLines),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

/**
 * Cuts a line into pieces of at most 75 octets, each but the first after a blank that readers take away again. No character is cut,
 * also none of several octets.
 */
export function fold(line: string): string {
  const pieces: string[] = [];
  let piece = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    const room = pieces.length === 0 ? LINE_OCTETS : LINE_OCTETS - 1;
    if (octets + size > room) {
      pieces.push(piece);
      [piece, octets] = ['', 0];
    }
    piece += character;
    octets += size;
  }
  return [...pieces, piece].join('\r\n ');
}

/** Writes a value of type TEXT (RFC 5545, section 3.3.11); control characters, which it cannot hold, go. */
export function escapeText(text: string): string {
  return (
    text
      .replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
      .replaceAll(/\r\n|\r|\n/g, '\\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
      .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
  );
}

function entryLines({ uid, sequence, changedAt, at, cancelled, code, url }: Deadline): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(uid)}`,
    `DTSTAMP:${utc(changedAt)}`,
    `LAST-MODIFIED:${utc(changedAt)}`,
    `SEQUENCE:${sequence}`,
    `DTSTART:${utc(at)}`,
    `SUMMARY:${escapeText(code)}`,
    `URL:${url}`,
    `STATUS:${cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'TRANSP:TRANSPARENT',
    'CLASS:CONFIDENTIAL',
    'END:VEVENT',
  ];
}

/** DATE-TIME in UTC, whole seconds. */
function utc(at: Date): string {
  return `${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}
