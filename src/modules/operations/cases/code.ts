import { randomInt } from 'node:crypto';

import { operationsErrors } from '../errors.ts';

/** Crockford's base 32, and the five characters that only his check may use. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHECKS = `${ALPHABET}*~$=U`;
const LENGTH = 10;

/**
 * A new public code: ten random characters and Crockford's check character (mod 37). Drawn again until the check is one of the 32, so
 * that every code can be said over the telephone.
 */
export function newCode(): string {
  for (;;) {
    const body = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(32)]).join('');
    const check = checkOf(body);
    if (ALPHABET.includes(check)) return body + check;
  }
}

/**
 * A code as somebody wrote it: any case, with blanks and hyphens, O for 0 and I or L for 1.
 * @throws operations.badCode
 */
export function readCode(written: string): string {
  const code = written.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  const body = code.slice(0, LENGTH);
  if (!/^[0-9A-HJKMNP-TV-Z]{11}$/.test(code) || checkOf(body) !== code[LENGTH])
    throw operationsErrors.badCode({ code: written.slice(0, 40) });
  return code;
}

function checkOf(body: string): string {
  let rest = 0;
  for (const character of body) rest = (rest * 32 + ALPHABET.indexOf(character)) % 37;
  return CHECKS[rest] as string;
}
