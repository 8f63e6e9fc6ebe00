import { useState } from 'react';

import { Button, Section, useTexts } from '#ui';

import type { DatasetDescription, DatasetView } from '../data.ts';
import { Scrolling } from '../scrolling.tsx';
import { dataTexts } from '../texts.ts';
import { wizardTexts } from '../wizard/texts.ts';
import { datasetTexts } from './texts.ts';

type Part = keyof DatasetDescription;

/** Saves the merged description over what was saved meanwhile. */
export type Merge = (merged: DatasetDescription, current: DatasetView) => void;

interface ConflictProps {
  /** As it was when writing began. */
  readonly base: DatasetDescription;
  readonly mine: DatasetDescription;
  readonly theirs: DatasetDescription;
  readonly current: DatasetView;
  readonly onMerge: Merge;
}

/** Two changes that met: side by side, part by part. What only one of the two touched is joined without asking. */
export function Conflict({ base, mine, theirs, current, onMerge }: ConflictProps) {
  const t = useTexts(datasetTexts);
  const parts = (Object.keys(mine) as Part[]).filter((part) => !same(mine[part], theirs[part]));
  const [keep, setKeep] = useState<ReadonlySet<Part>>(() => new Set(parts.filter((part) => !same(mine[part], base[part]))));
  const choose = (part: Part, own: boolean) => setKeep(new Set(own ? [...keep, part] : [...keep].filter((one) => one !== part)));
  const merged = () => ({ ...theirs, ...Object.fromEntries([...keep].map((part) => [part, mine[part]])) }) as DatasetDescription;
  return (
    <Section title={t('conflictTitle')} flush>
      <p className="in ink2">{t('conflictText')}</p>
      <Scrolling title={t('conflictTitle')}>
        <table className="grid-t clash">
          <thead>
            <tr>
              <th scope="col">{t('part')}</th>
              <th scope="col">{t('theirs')}</th>
              <th scope="col">{t('mine')}</th>
            </tr>
          </thead>
          <tbody>
            {parts.map((part) => (
              <PartRow key={part} part={part} mine={mine} theirs={theirs} own={keep.has(part)} onChoose={(own) => choose(part, own)} />
            ))}
          </tbody>
        </table>
      </Scrolling>
      <div className="in row end">
        <Button kind="primary" onClick={() => onMerge(merged(), current)}>
          {t('mergeSave')}
        </Button>
      </div>
    </Section>
  );
}

interface PartRowProps {
  readonly part: Part;
  readonly mine: DatasetDescription;
  readonly theirs: DatasetDescription;
  readonly own: boolean;
  readonly onChoose: (own: boolean) => void;
}

function PartRow({ part, mine, theirs, own, onChoose }: PartRowProps) {
  const t = useTexts(datasetTexts);
  const name = usePartName()(part);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td data-kept={!own || undefined}>
        <label className="row">
          <input
            type="radio"
            name={`clash-${part}`}
            checked={!own}
            onChange={() => onChoose(false)}
            aria-label={`${name}: ${t('takeTheirs')}`}
          />
          <Shown value={theirs[part]} other={mine[part]} />
        </label>
      </td>
      <td data-kept={own || undefined}>
        <label className="row">
          <input
            type="radio"
            name={`clash-${part}`}
            checked={own}
            onChange={() => onChoose(true)}
            aria-label={`${name}: ${t('keepMine')}`}
          />
          <Shown value={mine[part]} other={theirs[part]} />
        </label>
      </td>
    </tr>
  );
}

/** Words in both languages; of long lists only the entries that differ. */
function Shown({ value, other }: { readonly value: unknown; readonly other: unknown }) {
  if (Array.isArray(value) && Array.isArray(other)) {
    const own = value.filter((entry) => !other.some((one) => same(one, entry)));
    return <span>{own.map(nameOf).join(', ') || '–'}</span>;
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

function nameOf(entry: unknown): string {
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

/** Equal as JSON whatever the order of the names, because a database does not keep it. */
function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(left, ordered) === JSON.stringify(right, ordered);
}

function ordered(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value ?? null;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .sort(([left], [right]) => (left < right ? -1 : 1)),
  );
}
