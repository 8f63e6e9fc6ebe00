import type { Bilingual } from '#kernel';

/** A staff page that this person may open, as the server lists it. */
export interface ScreenEntry {
  readonly module: string;
  readonly path: string;
  readonly title: Bilingual;
  readonly view: string;
  readonly menu: { readonly order: number; readonly icon: string } | null;
}

/** What the shell asks before anything else: where it is, and which screens there are. */
export interface ScreenList {
  readonly district?: Bilingual;
  readonly items: readonly ScreenEntry[];
  /** Screens of other roles, so that an address somebody was sent explains itself. */
  readonly refused?: readonly RefusedScreen[];
}

/** A staff page that this person may not open. */
export interface RefusedScreen {
  readonly path: string;
  readonly title: Bilingual;
  readonly permission: string;
}

/** The second key after G that goes to a screen: the first letter of its English title that nobody took before it. */
export function goKeys(screens: readonly ScreenEntry[]): ReadonlyMap<string, string> {
  const taken = new Set(['h', 's']);
  const keys = new Map<string, string>();
  for (const { path, title } of screens) {
    const letter = [...title.en.toLowerCase()].find((sign) => /[a-z]/.test(sign) && !taken.has(sign));
    if (!letter) continue;
    taken.add(letter);
    keys.set(path, letter);
  }
  return keys;
}

/** Screens with a place in the rail, in order. */
export function menuOf({ items }: ScreenList): ScreenEntry[] {
  return items.filter(({ menu }) => menu).sort((left, right) => (left.menu?.order ?? 0) - (right.menu?.order ?? 0));
}
