import type { AnyModule } from '#kernel';

/** The lists of the module's manifest to which a feature may add. */
type Lists = Pick<
  AnyModule,
  'profiles' | 'permissions' | 'purposes' | 'publishes' | 'consumes' | 'ports' | 'jobs' | 'routes' | 'portal' | 'console' | 'contributes'
>;

type TableSpec = AnyModule['tables'][never];

/** What one feature folder brings to the module: its tables, and the same lists as a manifest, in the same words. */
export interface Part extends Partial<Lists> {
  readonly tables: Readonly<Record<string, TableSpec>>;
}

/** Declares a feature; `Tables` ties its list of tables to their types. */
export function definePart<Tables>(part: Partial<Lists> & { readonly tables: { readonly [Name in keyof Tables]: TableSpec } }): Part {
  return part as Part;
}

/** The lists of all parts, joined in the order given. */
export function assemble(parts: readonly Part[]): Lists & { readonly tables: Readonly<Record<string, TableSpec>> } {
  const list = <Name extends keyof Part>(name: Name) => parts.flatMap((part) => (part[name] ?? []) as never[]);
  return {
    tables: Object.assign({}, ...parts.map(({ tables }) => tables)),
    permissions: Object.assign({}, ...parts.map(({ permissions }) => permissions)),
    profiles: list('profiles'),
    purposes: list('purposes'),
    publishes: list('publishes'),
    consumes: list('consumes'),
    ports: list('ports'),
    jobs: list('jobs'),
    routes: list('routes'),
    portal: list('portal'),
    console: list('console'),
    contributes: contributionsOf(parts),
  };
}

function contributionsOf(parts: readonly Part[]): Lists['contributes'] {
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
