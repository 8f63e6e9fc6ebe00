import type { AnyModule, Bilingual, Purpose, ReadProfile } from '../core/index.ts';
import { dataProtectionRegister, type RegisterEntry } from '../policy/index.ts';
import { portalProfile } from './profile.ts';

/** What one module keeps about people, and why it may read it. */
export interface RegisterModule {
  readonly name: string;
  readonly title: Bilingual;
  readonly tables: readonly RegisterEntry[];
  readonly purposes: readonly Purpose[];
}

/** The data-protection register as the portal shows it. */
export interface RegisterPage {
  readonly modules: readonly RegisterModule[];
  /** All tables there are, so that what is missing here is known to hold nothing personal. */
  readonly tables: number;
  readonly withPersonalData: number;
  readonly law: { readonly name: Bilingual; readonly articles: Bilingual };
}

/** Groups the register by module; modules that hold nothing about people are counted and left out. */
export function registerPage(modules: readonly AnyModule[], profile: ReadProfile): RegisterPage {
  const entries = dataProtectionRegister(modules);
  const shown = modules.map(({ name, title, purposes }) => ({
    name,
    title,
    purposes,
    tables: entries.filter((entry) => entry.module === name),
  }));
  return {
    modules: shown.filter(({ tables, purposes }) => tables.length + purposes.length > 0),
    tables: modules.reduce((sum, module) => sum + Object.keys(module.tables).length, 0),
    withPersonalData: entries.length,
    law: profile(portalProfile).personalDataLaw,
  };
}
