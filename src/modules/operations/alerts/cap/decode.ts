import { CapFault } from './faults.ts';

const DECLARED = /^<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/;

/**
 * Bytes as the text they are. We decode, not the parser, so that what is looked through for a DOCTYPE is exactly what is parsed.
 * A byte-order mark counts most, then the transport's charset, then the XML declaration; UTF-8 otherwise (RFC 7303, section 3).
 * @throws CapFault encoding
 */
export function decode(bytes: Uint8Array, charset?: string): string {
  const label = markOf(bytes) ?? charset ?? wideOf(bytes) ?? declaredIn(bytes) ?? 'utf-8';
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    throw new CapFault('encoding', label);
  }
}

function markOf([a, b, c, d]: Uint8Array): string | undefined {
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) throw new CapFault('encoding', 'UTF-32');
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return a === 0xef && b === 0xbb && c === 0xbf ? 'utf-8' : undefined;
}

/** UTF-16 without a mark: every other byte of `<` and what follows it is zero. */
function wideOf([a, b, , d]: Uint8Array): string | undefined {
  if (a === 0x3c && b === 0 && d === 0) return 'utf-16le';
  return a === 0 && b === 0x3c ? 'utf-16be' : undefined;
}

function declaredIn(bytes: Uint8Array): string | undefined {
  const label = DECLARED.exec(Buffer.from(bytes.subarray(0, 256)).toString('latin1'))?.[1]?.toLowerCase();
  if (label?.startsWith('utf-16')) throw new CapFault('encoding', `declares ${label}, but is not`);
  return label;
}
