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

const KEPT_AS = 'maplebridge.preferences';
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

function changePreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  localStorage.setItem(KEPT_AS, JSON.stringify(current));
  announce();
}

function announce(): void {
  applyPreferences();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  const system = systemDark();
  const follow = () => {
    current = { ...current };
    announce();
  };
  if (listeners.size === 0) system.onchange = follow;
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function systemDark(): MediaQueryList {
  return matchMedia('(prefers-color-scheme: dark)');
}

function readKept(): Preferences {
  const language = navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh';
  const fresh: Preferences = { language, theme: 'system', large: false, letterKeys: true };
  try {
    return { ...fresh, ...(JSON.parse(localStorage.getItem(KEPT_AS) ?? '{}') as Partial<Preferences>) };
  } catch {
    return fresh;
  }
}
