import type { Field } from './model.ts';

/** Finds the column of each field: by the names the field knows, first exactly, then without case and outer spaces. @returns places, -1 where there is none */
export function placesOf(schema: readonly Pick<Field, 'name' | 'source'>[], columns: readonly string[]): number[] {
  const folded = columns.map(fold);
  return schema.map((field) => {
    const names = [...(field.source ?? []), field.name];
    const exact = names.map((candidate) => columns.indexOf(candidate)).find((index) => index >= 0);
    return exact ?? names.map((candidate) => folded.indexOf(fold(candidate))).find((index) => index >= 0) ?? -1;
  });
}

function fold(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}
