/** What bytes are, told by the bytes alone: a name or a header can lie. */

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Bytes from the beginning that are enough to tell. */
export const SNIFF_BYTES = 8_192;

/**
 * The media type of a file by its beginning, or null when it is none we know.
 * @param whole true when `head` is the entire file
 */
export function sniffType(head: Buffer, whole: boolean): string | null {
  if (head.length >= 3 && head.readUIntBE(0, 3) === 0xff_d8_ff) return 'image/jpeg';
  if (head.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))) return 'image/png';
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WEBP') return 'image/webp';
  if (ascii(head, 0, 5) === '%PDF-') return 'application/pdf';
  if (head.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))) return officeType(head);
  return isText(head, whole) ? 'text/plain' : null;
}

/** Office files are ZIP archives; the names of their first entries stand readable at the beginning. */
function officeType(head: Buffer): string | null {
  const names = head.toString('latin1');
  if (!names.includes('[Content_Types].xml') && !names.includes('_rels/')) return null;
  if (names.includes('word/')) return DOCX;
  return names.includes('xl/') ? XLSX : null;
}

/** UTF-8 without control characters. What begins like a page or a script is not taken for text, so that nobody's browser runs it. */
function isText(head: Buffer, whole: boolean): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: !whole });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    return !/[\u0000-\u0008\u000b\u000e-\u001f\u007f]/.test(text) && !/^\s*(<!|<\?|<[a-z])/i.test(text);
  } catch {
    return false;
  }
}

const ascii = (bytes: Buffer, from: number, to: number) => bytes.toString('latin1', from, to);
