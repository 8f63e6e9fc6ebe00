import { useMemo } from 'react';
import { useNavigate } from 'react-router';

import type { SearchHit } from '#kernel';
import { defineTexts } from '#kernel/i18n';
import { useSay, useTexts } from '../../ui/console/language.ts';
import { usePreferences } from '../../ui/console/preferences.ts';
import { useSelection } from '../../ui/console/selection.ts';
import { type Reading, useApi } from '../../ui/console/use-api.ts';
import { iconOf } from '../icons.ts';
import { goKeys, menuOf, type ScreenList } from '../menu.ts';

const texts = defineTexts({
  selected: { en: 'Do with {title}', zh: '对{title}执行' },
  places: { en: 'Go to', zh: '前往' },
  acts: { en: 'Do', zh: '执行' },
  home: { en: 'Home', zh: '首页' },
  settings: { en: 'Settings', zh: '设置' },
  portal: { en: 'The public portal', zh: '公众门户' },
  portalText: { en: 'What residents and enterprises see', zh: '居民和企业看到的页面' },
  dark: { en: 'Dark', zh: '切换为深色' },
  light: { en: 'Light', zh: '切换为浅色' },
  language: { en: 'Speak Chinese 中文', zh: '切换为英文 English' },
  keys: { en: 'All keys', zh: '全部快捷键' },
});

/** One line of the palette. */
export interface PaletteEntry {
  readonly id: string;
  readonly title: string;
  readonly text?: string;
  readonly icon: ReturnType<typeof iconOf>;
  /** Keys that do the same. */
  readonly keys?: readonly string[];
  /** Why it cannot be done now. */
  readonly refusal?: string | null;
  /** Where it leads, for opening in a new tab. */
  readonly href?: string;
  readonly run: () => unknown;
}

/** Lines under one heading. */
export interface PaletteGroup {
  readonly title: string;
  readonly entries: readonly PaletteEntry[];
}

/** Shortest query that records are searched for. */
const MIN_QUERY = 2;

/** What the palette offers for a query: acts on the selection, records, places, acts on the console itself. `>` leaves only acts. */
export function usePaletteGroups(query: string, screens: ScreenList, onKeys: () => void) {
  const actsOnly = query.startsWith('>');
  const words = query.replace(/^>/, '').trim();
  const search = useApi<{ items: SearchHit[] }>(!actsOnly && words.length >= MIN_QUERY ? '/api/console/search' : null, {
    query: { q: words },
  });
  const selected = useSelected();
  const places = usePlaces(screens);
  const acts = useActs(onKeys);
  const records = useRecords(search, words);
  const own = [selected, ...(actsOnly ? [] : [places]), acts].map(({ title, entries }) => ({
    title,
    entries: entries.filter(matching(words)),
  }));
  const [first, ...rest] = own;
  const groups = [...(first ? [first] : []), ...(actsOnly ? [] : records), ...rest].filter(({ entries }) => entries.length > 0);
  return { groups, search, words };
}

function useSelected(): PaletteGroup {
  const t = useTexts(texts);
  const selection = useSelection();
  const entries = selection?.acts.map(({ title, shortcut, refusal, run }) => ({
    id: `selected ${title}`,
    title,
    icon: iconOf('bolt'),
    refusal: refusal ?? null,
    run,
    ...(shortcut ? { keys: [shortcut] } : {}),
  }));
  return { title: t('selected', { title: selection?.title ?? '' }), entries: entries ?? [] };
}

function useRecords({ data }: Reading<{ items: SearchHit[] }>, words: string): PaletteGroup[] {
  const say = useSay();
  const follow = useFollow();
  const kinds = new Map<string, PaletteEntry[]>();
  for (const { kind, title, text, href } of words.length >= MIN_QUERY ? (data?.items ?? []) : []) {
    const entry = { id: `record ${href}`, title: say(title), text: say(text), icon: iconOf('file'), href, run: () => follow(href) };
    kinds.set(say(kind), [...(kinds.get(say(kind)) ?? []), entry]);
  }
  return [...kinds].map(([title, entries]) => ({ title: `${title} ${entries.length}`, entries }));
}

function usePlaces(screens: ScreenList): PaletteGroup {
  const t = useTexts(texts);
  const say = useSay();
  const follow = useFollow();
  return useMemo(() => {
    const menu = menuOf(screens);
    const letters = goKeys(menu);
    const place = (path: string, title: string, icon: string, letter: string | undefined, text?: string): PaletteEntry => ({
      id: `place ${path}`,
      title,
      icon: iconOf(icon),
      href: path,
      run: () => follow(path),
      ...(letter ? { keys: ['G', letter.toUpperCase()] } : {}),
      ...(text ? { text } : {}),
    });
    const entries = [
      place('/console', t('home'), 'home', 'h'),
      ...menu.map(({ path, title, menu: entry }) => place(`/console${path}`, say(title), entry?.icon ?? 'list', letters.get(path))),
      place('/console/settings', t('settings'), 'settings', 's'),
      place('/', t('portal'), 'public', undefined, t('portalText')),
    ];
    return { title: t('places'), entries };
  }, [screens, t, say, follow]);
}

function useActs(onKeys: () => void): PaletteGroup {
  const t = useTexts(texts);
  const [{ language }, change] = usePreferences();
  const dark = document.documentElement.dataset['theme'] === 'dark';
  const entries: PaletteEntry[] = [
    { id: 'act theme', title: t(dark ? 'light' : 'dark'), icon: iconOf('activity'), run: () => change({ theme: dark ? 'light' : 'dark' }) },
    { id: 'act language', title: t('language'), icon: iconOf('public'), run: () => change({ language: language === 'en' ? 'zh' : 'en' }) },
    { id: 'act keys', title: t('keys'), icon: iconOf('key'), keys: ['?'], run: onKeys },
  ];
  return { title: t('acts'), entries };
}

/** Goes to an address: within the console without loading, anywhere else as a link would. */
function useFollow(): (href: string) => void {
  const navigate = useNavigate();
  return useMemo(
    () => (href) => {
      if (href === '/console' || href.startsWith('/console/')) void navigate(href.slice('/console'.length) || '/');
      else location.assign(href);
    },
    [navigate],
  );
}

/** Every word of the query stands somewhere in the line. */
function matching(words: string): (entry: PaletteEntry) => boolean {
  const parts = words.toLowerCase().split(/\s+/);
  return ({ title, text = '' }) => parts.every((part) => `${title} ${text}`.toLowerCase().includes(part));
}
