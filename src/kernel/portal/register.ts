import type { AnyModule, Bilingual, Purpose } from '../core/index.ts';

/** One table with personal data: what for, which columns, how long. */
export interface RegisterTable {
  readonly name: string;
  readonly purpose: string;
  readonly personal: readonly string[];
  readonly retentionDays: number | 'forever';
}

/** What one module keeps about people, and why it may read it. */
export interface RegisterEntry {
  readonly module: string;
  readonly title: Bilingual;
  readonly tables: readonly RegisterTable[];
  readonly purposes: readonly Purpose[];
}

/** The data-protection register, made from the same manifests that the platform runs on. */
export interface Register {
  readonly entries: readonly RegisterEntry[];
  /** All tables there are, so that what is missing here is known to hold nothing personal. */
  readonly tables: number;
  readonly withPersonalData: number;
}

/** Gathers the register; modules that hold nothing about people are counted and left out. */
export function registerOf(modules: readonly AnyModule[]): Register {
  const all = modules.map(toEntry);
  const tables = modules.reduce((sum, module) => sum + Object.keys(module.tables).length, 0);
  const withPersonalData = all.reduce((sum, entry) => sum + entry.tables.length, 0);
  return { entries: all.filter((entry) => entry.tables.length + entry.purposes.length > 0), tables, withPersonalData };
}

function toEntry({ name, title, tables, purposes }: AnyModule): RegisterEntry {
  const personal = Object.entries(tables as Readonly<Record<string, Omit<RegisterTable, 'name'>>>)
    .filter(([, table]) => table.personal.length > 0)
    .map(([table, spec]) => ({ name: table, purpose: spec.purpose, personal: spec.personal, retentionDays: spec.retentionDays }));
  return { module: name, title, tables: personal, purposes };
}
