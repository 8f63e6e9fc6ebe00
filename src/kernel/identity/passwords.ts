import { type Algorithm, hash, verify } from '@node-rs/argon2';

import { identityErrors } from './errors.ts';
import type { SignInSettings } from './settings.ts';

/** Argon2id with 19 MiB, 2 passes, 1 lane: the OWASP Password Storage Cheat Sheet’s first choice. */
const PARAMETERS = { algorithm: 2 satisfies Algorithm.Argon2id as Algorithm, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes a password for keeping, in PHC form. Characters that look alike but are coded differently count as the same. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), PARAMETERS);
}

/** Whether the password is the one behind the hash. */
export async function passwordFits({ hash: kept, password }: { hash: string; password: string }): Promise<boolean> {
  return verify(kept, password.normalize('NFKC'));
}

/**
 * Refuses passwords that are too short or that an attacker tries first.
 * @param known words about the person, such as the account name, which may not make up the password
 * @throws identity.passwordTooShort, identity.passwordTooLong, identity.passwordTooCommon
 * @source NIST SP 800-63B-4, section 3.1.1.2
 */
export function requireGoodPassword(password: string, settings: SignInSettings['password'], known: readonly string[] = []): void {
  const { minLength, maxLength, commonest } = settings;
  const plain = password.normalize('NFKC');
  if ([...plain].length < minLength) throw identityErrors.passwordTooShort({ minLength });
  if ([...plain].length > maxLength) throw identityErrors.passwordTooLong({ maxLength });
  if (isGuessable(plain.toLowerCase(), [...commonest, ...known])) throw identityErrors.passwordTooCommon();
}

/** What stays after common words, runs and repeats are taken away must still have something to guess. */
function isGuessable(plain: string, words: readonly string[]): boolean {
  const longestFirst = words
    .map((word) => word.toLowerCase())
    .filter((word) => word.length >= 3)
    .sort((a, b) => b.length - a.length);
  const rest = longestFirst.reduce((text, word) => text.replaceAll(word, ''), plain);
  const letters = [...rest].filter((letter, at, all) => !isStep(all[at - 1], letter));
  return letters.length < 6 || new Set(letters).size < 5;
}

/** Whether a character only repeats or continues the one before: `aa`, `12`, `cb`. */
function isStep(before: string | undefined, letter: string): boolean {
  if (before === undefined) return false;
  return Math.abs((letter.codePointAt(0) ?? 0) - (before.codePointAt(0) ?? 0)) <= 1;
}
