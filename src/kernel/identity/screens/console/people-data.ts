import type { Bilingual } from '#kernel';

/** A person as the list answers. */
export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly department: string | null;
  readonly account: string | null;
  readonly disabledAt: string | null;
  readonly createdAt: string;
  readonly roles: readonly {
    readonly id: string;
    readonly role: string;
    readonly department: string | null;
    readonly until: string | null;
  }[];
}

/** Something to choose, with its key. */
export interface Titled {
  readonly key: string;
  readonly title: Bilingual;
}

/** Roles and departments to choose from. */
export interface Choices {
  readonly roles: readonly Titled[];
  readonly departments: readonly Titled[];
}

/** A link to set a password. */
export interface Link {
  readonly personId: string;
  readonly path: string;
  readonly expiresAt: string;
}

/** The words of a key; the key itself when the profile does not know it. */
export function titleOf(list: readonly Titled[], key: string): Bilingual {
  return list.find((each) => each.key === key)?.title ?? { en: key, zh: key };
}
