import { Conflict, type MetField, same, useTexts } from '#ui';

import type { DatasetDescription, DatasetView } from '../data.ts';
import { dataTexts } from '../texts.ts';
import { wizardTexts } from '../wizard/texts.ts';

type Part = keyof DatasetDescription;

/** Saves the merged description over what was saved meanwhile. */
export type Merge = (merged: DatasetDescription, current: DatasetView) => void;

interface DescriptionConflictProps {
  /** As it was when writing began. */
  readonly base: DatasetDescription;
  readonly mine: DatasetDescription;
  readonly theirs: DatasetDescription;
  readonly current: DatasetView;
  readonly onMerge: Merge;
}

/** Two descriptions that met, part by part. What only one of the two touched is chosen already. */
export function DescriptionConflict({ base, mine, theirs, current, onMerge }: DescriptionConflictProps) {
  const nameOf = usePartName();
  const parts = (Object.keys(mine) as Part[]).filter((part) => !same(mine[part], theirs[part]));
  const fields = parts.map((part): MetField => {
    const other = (value: unknown) => (value === mine[part] ? theirs[part] : mine[part]);
    return {
      key: part,
      name: nameOf(part),
      mine: mine[part],
      theirs: theirs[part],
      base: base[part],
      show: (value) => <Shown value={value} other={other(value)} />,
    };
  });
  return <Conflict fields={fields} head={current.revision} onSave={(chosen) => onMerge({ ...theirs, ...chosen }, current)} />;
}

/** Words in both languages; of long lists only the entries that differ. */
function Shown({ value, other }: { readonly value: unknown; readonly other: unknown }) {
  if (Array.isArray(value) && Array.isArray(other)) {
    const own = value.filter((entry) => !other.some((one) => same(one, entry)));
    return <span>{own.map(wordsOf).join(', ') || '–'}</span>;
  }
  if (typeof value === 'object' && value !== null && 'zh' in value && 'en' in value) {
    return (
      <span>
        <span lang="zh">{String(value.zh)}</span>
        <br />
        <span lang="en">{String(value.en)}</span>
      </span>
    );
  }
  return <span>{typeof value === 'object' ? JSON.stringify(value) : String(value)}</span>;
}

function wordsOf(entry: unknown): string {
  if (typeof entry !== 'object' || entry === null) return String(entry);
  const { spec, id } = entry as { readonly spec?: { readonly name: string }; readonly id?: string };
  return spec?.name ?? id ?? JSON.stringify(entry);
}

function usePartName(): (part: Part) => string {
  const w = useTexts(wizardTexts);
  const d = useTexts(dataTexts);
  const names: Partial<Record<Part, string>> = {
    title: w('title'),
    description: w('description'),
    legalBasis: w('legalBasis'),
    keywords: w('keywords'),
    openClass: w('openClass'),
    shareClass: w('shareClass'),
    retentionDays: w('retention'),
    fields: w('stepFields'),
    theme: d('theme'),
    department: d('department'),
    licence: d('licence'),
    updateFrequency: d('frequency'),
  };
  return (part) => names[part] ?? part;
}
