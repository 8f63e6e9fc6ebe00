import { useSyncExternalStore } from 'react';

/** How one person wants this device to look and behave. */
export interface Preferences {
  readonly language: 'en' | 'zh';
  readonly theme: 'light' | 'dark' | 'system';
  /** Larger letters and targets. */
  readonly large: boolean;
  /** Whether single letters act as shortcuts; people who speak to their computer turn them off (WCAG 2.1.4). */
  readonly letterKeys: boolean;
}

const YEAR_S = 365 * 24 * 3600;
const listeners = new Set<() => void>();
let current = readKept();

/** The preferences of this device, and how to change some of them. */
export function usePreferences(): readonly [Preferences, (change: Partial<Preferences>) => void] {
  return [useSyncExternalStore(subscribe, () => current), changePreferences];
}

/** The preferences outside React, for the moment before the first drawing. */
export function preferences(): Preferences {
  return current;
}

/** Whether the page is to be dark now. */
export function isDark({ theme }: Preferences): boolean {
  return theme === 'dark' || (theme === 'system' && systemDark().matches);
}

/** Puts the preferences on the document, where style sheets and screen readers find them. */
export function applyPreferences(): void {
  const root = document.documentElement;
  root.lang = current.language === 'zh' ? 'zh-CN' : 'en';
  root.dataset['theme'] = isDark(current) ? 'dark' : 'light';
  root.dataset['elder'] = current.large ? 'on' : 'off';
}

/** Language, theme and size live in the cookies that the portal reads too, so both faces look alike. */
function changePreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  keepCookie('mb_language', current.language);
  keepCookie('mb_theme', current.theme);
  keepCookie('mb_elder', current.large ? 'on' : 'off');
  localStorage.setItem('maplebridge.letterKeys', current.letterKeys ? 'on' : 'off');
  announce();
}

function announce(): void {
  applyPreferences();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) systemDark().onchange = followSystem;
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function followSystem(): void {
  current = { ...current };
  announce();
}

function systemDark(): MediaQueryList {
  return matchMedia('(prefers-color-scheme: dark)');
}

function readKept(): Preferences {
  const language = cookie('mb_language') ?? navigator.language.slice(0, 2).toLowerCase();
  const theme = cookie('mb_theme');
  return {
    language: language === 'en' ? 'en' : 'zh',
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    large: cookie('mb_elder') === 'on',
    letterKeys: localStorage.getItem('maplebridge.letterKeys') !== 'off',
  };
}

function cookie(name: string): string | undefined {
  return document.cookie
    .split('; ')
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}

function keepCookie(name: string, value: string): void {
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not there on plain HTTP, where a district's first start runs
  document.cookie = `${name}=${value}; Path=/; Max-Age=${YEAR_S}; SameSite=Lax${secure}`;
}
