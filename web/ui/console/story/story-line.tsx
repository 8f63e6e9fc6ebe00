import { type ReactNode, useMemo, useState } from 'react';

import { defineTexts } from '#kernel/i18n';
import { Button } from '../button.tsx';
import { useFormat } from '../format.ts';
import { useTexts } from '../language.ts';
import { type Segment, Segments } from '../segments.tsx';
import { useTick } from '../tick.ts';
import { type StoryEntry, StoryItem } from './story-item.tsx';

const texts = defineTexts({
  all: { en: 'All', zh: '全部' },
  show: { en: 'Show', zh: '显示' },
  now: { en: 'now', zh: '现在' },
  smaller: { en: '{count} smaller lines: {titles}', zh: '{count} 条次要记录：{titles}' },
  fold: { en: 'Fold these lines', zh: '收起' },
  nothing: { en: 'Nothing of this kind yet', zh: '暂无此类记录' },
});

interface StoryLineProps {
  readonly title: string;
  /** In the order in which they happened; those after now are promises. */
  readonly entries: readonly StoryEntry[];
  /** Kinds to filter by, in words; an entry belongs to its `group`. */
  readonly groups?: readonly { readonly key: string; readonly title: string }[];
  /** Leaves out the line that says "now": for what has ended. */
  readonly ended?: boolean;
  /** What stands beside the filter. */
  readonly aside?: ReactNode;
}

/** Everything that happened, in order, as one story: who, what, which fields; small lines are folded, what is promised stands after now. */
export function StoryLine({ title, entries, groups = [], ended = false, aside }: StoryLineProps) {
  const t = useTexts(texts);
  const [group, setGroup] = useState('');
  const now = useTick(toMinute);
  const shown = group ? entries.filter((entry) => entry.group === group) : entries;
  const past = shown.filter(({ at }) => new Date(at).getTime() <= now + 60_000);
  const promised = shown.filter((entry) => !past.includes(entry));
  const present = groups.filter(({ key }) => entries.some((entry) => entry.group === key));
  const segments: readonly Segment<string>[] = [
    { value: '', title: t('all'), count: entries.length },
    ...present.map(({ key, title: name }) => ({ value: key, title: name, count: entries.filter((entry) => entry.group === key).length })),
  ];
  return (
    <section aria-label={title}>
      <div className="story-h">
        <h2>{title}</h2>
        <div className="row">
          {present.length > 1 && <Segments title={t('show')} segments={segments} value={group} onChange={setGroup} />}
          {aside}
        </div>
      </div>
      {shown.length === 0 && <p className="ink2">{t('nothing')}</p>}
      <ol className="story">
        <Past entries={past} folded={group === ''} />
        {!ended && <Now at={now} />}
        {promised.map((entry) => (
          <StoryItem key={entry.id} entry={entry} promised />
        ))}
      </ol>
    </section>
  );
}

const toMinute = (at: number) => at - (at % 60_000);

function Now({ at }: { readonly at: number }) {
  const t = useTexts(texts);
  const format = useFormat();
  return (
    <li className="now">
      <time dateTime={new Date(at).toISOString()}>{format.time(new Date(at))}</time>
      <span>
        {t('now')}
        <i />
      </span>
    </li>
  );
}

/** The days as headings, small lines in a row behind one button. */
function Past({ entries, folded }: { readonly entries: readonly StoryEntry[]; readonly folded: boolean }) {
  const format = useFormat();
  const parts = useMemo(() => partsOf(entries, folded), [entries, folded]);
  let day = '';
  return parts.map((part) => {
    const [first] = part;
    if (!first) return null;
    const today = format.weekday(new Date(first.at));
    const heading = today === day ? null : today;
    day = today;
    return <Part key={first.id} heading={heading} entries={part} />;
  });
}

function Part({ heading, entries }: { readonly heading: string | null; readonly entries: readonly StoryEntry[] }) {
  const t = useTexts(texts);
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const titles = format.list([...new Set(entries.map(({ title }) => title))].slice(0, 3));
  return (
    <>
      {heading && <li className="day">{heading}</li>}
      {entries.length > 1 && (
        <li>
          <span />
          <span className="dot" aria-hidden="true">
            {open ? '−' : '+'}
          </span>
          <div>
            <Button size="sm" kind="quiet" className="fold" aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? t('fold') : t('smaller', { count: entries.length, titles })}
            </Button>
          </div>
        </li>
      )}
      {(open || entries.length === 1) && entries.map((entry) => <StoryItem key={entry.id} entry={entry} />)}
    </>
  );
}

/** Entries one by one, but neighbours that are small and of one day together. */
function partsOf(entries: readonly StoryEntry[], folded: boolean): StoryEntry[][] {
  const parts: StoryEntry[][] = [];
  for (const entry of entries) {
    const before = parts.at(-1);
    const joins = folded && entry.small && before?.[0]?.small && before[0].at.slice(0, 10) === entry.at.slice(0, 10);
    if (joins) before.push(entry);
    else parts.push([entry]);
  }
  return parts;
}
