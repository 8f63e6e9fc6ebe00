import type { defineModule } from '#kernel';

type Manifest<Tables> = Parameters<typeof defineModule<Tables>>[0];

/** What a feature may add to the module's manifest, in the same words. */
type Lists =
  | 'profiles'
  | 'permissions'
  | 'purposes'
  | 'publishes'
  | 'consumes'
  | 'ports'
  | 'jobs'
  | 'routes'
  | 'portal'
  | 'console'
  | 'topics'
  | 'contributes';

type PartOf<Tables> = Pick<Manifest<Tables>, Lists | 'tables'>;

/** What one feature folder brings to the module: its tables and the rest of its manifest. */
export type Part = PartOf<never>;

/** Declares a feature; `Tables` ties its list of tables, its jobs and its consumers to their types. */
export function definePart<Tables>(part: PartOf<Tables>): Part {
  return part as unknown as Part;
}

/** The lists of all parts, joined in the order given. `Tables` are those of the whole module. */
export function assemble<Tables>(parts: readonly Part[]): PartOf<Tables> {
  const list = (name: Lists) => parts.flatMap((part) => (part[name] ?? []) as never[]);
  const lists = ['profiles', 'purposes', 'publishes', 'consumes', 'ports', 'jobs', 'routes', 'portal', 'console', 'topics'] as const;
  return {
    tables: Object.assign({}, ...parts.map(({ tables }) => tables)),
    permissions: Object.assign({}, ...parts.map(({ permissions }) => permissions)),
    ...Object.fromEntries(lists.map((name) => [name, list(name)])),
    contributes: contributionsOf(parts) as never,
  };
}

function contributionsOf(parts: readonly Part[]): NonNullable<Part['contributes']> {
  const all = parts.flatMap(({ contributes }) => contributes ?? []);
  return {
    doors: all.flatMap(({ doors }) => doors ?? []),
    figures: async (context) => {
      const found = [];
      for (const { figures } of all) found.push(...((await figures?.(context)) ?? []));
      return found;
    },
    search: async (context, query, face) => {
      const found = [];
      for (const { search } of all) found.push(...((await search?.(context, query, face)) ?? []));
      return found;
    },
  };
}
