/**
 * The unified social credit code, 统一社会信用代码: 18 characters by GB 32100-2015.
 * 1 registering authority, 2 kind of body, 3–8 administrative division, 9–17 organisation code (GB 11714-1997), 18 check character.
 */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const SHAPE = /^[0-9A-HJ-NP-RTUWXY]{2}[0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}$/;
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const BODY_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** Whether a text is a code with the right shape and check character. Letters must be capitals. */
export function isUscc(code: string): boolean {
  return SHAPE.test(code) && usccCheck(code.slice(0, 17)) === code[17];
}

/** The eighteenth character for the first seventeen: (31 − Σ value × 3^i mod 31) mod 31. */
export function usccCheck(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * ALPHABET.indexOf(first17.charAt(index)), 0);
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/**
 * A complete code.
 * @param prefix registering authority and kind, such as `91` for a company and `92` for a sole trader
 * @param division six digits, such as `330699`
 * @param body the eight characters that identify the body within its register
 */
export function makeUscc(prefix: string, division: string, body: string): string {
  const first17 = `${prefix}${division}${body}${bodyCheck(body)}`;
  return first17 + usccCheck(first17);
}

/** An eight-character body from a running number; the mix keeps neighbours apart and never collides. */
export function bodyFromNumber(number: number): string {
  let rest = (number * 16_807_009 + 7_654_321) % 31 ** 5;
  let text = '';
  for (let place = 0; place < 5; place++) {
    text = ALPHABET.charAt(rest % 31) + text;
    rest = Math.floor(rest / 31);
  }
  return `MA${ALPHABET.charAt(2 + (number % 7))}${text}`;
}

/** The ninth character of an organisation code: 11 − Σ weight × value mod 11, where 10 is written X and 11 is written 0. */
function bodyCheck(body: string): string {
  const sum = BODY_WEIGHTS.reduce((total, weight, index) => total + weight * Number.parseInt(body.charAt(index), 36), 0);
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}
