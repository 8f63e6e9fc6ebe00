import type { AnyModule, Bilingual, TableSpec } from '../core/index.ts';

/** One table that holds personal data: the record of processing that a data-protection register asks for (PIPL art. 55–56, GDPR art. 30). */
export interface RegisterEntry {
  readonly module: string;
  readonly title: Bilingual;
  readonly table: string;
  readonly purpose: Bilingual;
  readonly personal: readonly string[];
  readonly retentionDays: number | 'forever';
  /** For which purposes the module reads personal data. */
  readonly purposes: readonly { readonly code: string; readonly text: Bilingual }[];
}

/** The district's data-protection register, made from what every module declares; tables without personal data are left out. */
export function dataProtectionRegister(modules: readonly AnyModule[]): RegisterEntry[] {
  return modules.flatMap((module) =>
    Object.entries<TableSpec>(module.tables)
      .filter(([, { personal }]) => personal.length > 0)
      .map(([table, { purpose, personal, retentionDays }]) => ({
        module: module.name,
        title: module.title,
        table,
        purpose: inBoth(purpose),
        personal,
        retentionDays,
        purposes: module.purposes,
      })),
  );
}

/** The register as a document to keep beside the code. */
export function registerMarkdown(modules: readonly AnyModule[]): string {
  const entries = dataProtectionRegister(modules);
  const rows = entries.map(
    (entry) =>
      `| ${entry.title.en} ${entry.title.zh} | \`${entry.table}\` | ${entry.purpose.en} ${entry.purpose.zh} | ${entry.personal.join(', ')} | ${keptFor(entry.retentionDays)} |`,
  );
  const purposes = modules.flatMap((module) => module.purposes.map(({ code, text }) => `| \`${code}\` | ${text.en} | ${text.zh} |`));
  return [
    '# Data-protection register 个人信息处理登记',
    '',
    'Generated from the module manifests by `registerMarkdown`; a test fails when it is out of date.',
    '',
    '| module | table | what it is for | personal columns | kept |',
    '|---|---|---|---|---|',
    ...rows,
    '',
    '## Purposes for which personal data may be read 读取用途',
    '',
    '| code | purpose | 用途 |',
    '|---|---|---|',
    ...purposes,
    '',
  ].join('\n');
}

function inBoth(purpose: TableSpec['purpose']): Bilingual {
  return typeof purpose === 'string' ? { en: purpose, zh: purpose } : purpose;
}

function keptFor(retentionDays: number | 'forever'): string {
  return retentionDays === 'forever' ? 'for ever (public record)' : `${retentionDays} days`;
}
