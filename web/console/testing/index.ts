import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Page } from 'playwright-core';

import { modules } from '../../../src/app.ts';
import { readConfig } from '../../../src/kernel/config.ts';
import { startPlatform } from '../../../src/kernel/platform.ts';
import { openBrowser } from '../../ui/testing/index.ts';

/** How a page is to look in a test. */
export interface Look {
  readonly language?: 'en' | 'zh';
  readonly theme?: 'light' | 'dark';
  readonly elder?: boolean;
  readonly width?: number;
}

/** A whole platform of its own, in demo mode, with a browser before it. Close it afterwards. */
export async function openConsole() {
  const folder = await mkdtemp(path.join(tmpdir(), 'mbc-'));
  const config = readConfig({ PORT: '0', HOST: '127.0.0.1', MAPLEBRIDGE_DATA: folder, MAPLEBRIDGE_RATE: '0' });
  const platform = await startPlatform({ config, modules });
  const browser = await openBrowser();
  return {
    address: platform.address,
    /** Opens a page; `faults` gathers what its scripts and the content policy complained about. */
    async page({ language = 'en', theme = 'light', elder = false, width = 1280 }: Look = {}) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce' });
      const cookies = { mb_language: language, mb_theme: theme, mb_elder: elder ? 'on' : 'off' };
      await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url: platform.address })));
      const page = await context.newPage();
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(String(error)));
      page.on('console', (message) => isFault(message.type(), message.text()) && faults.push(message.text()));
      return { page, context, faults };
    },
    /** Signs in as a demo person by a click on the card, as a visitor would. */
    async signIn(page: Page, at = '/console', persona = /data steward|数据管理员/) {
      await page.goto(`${platform.address}${at}`);
      await page.getByRole('button', { name: persona }).click();
      await page.locator('#main h1').waitFor();
    },
    async close() {
      await browser.close();
      await platform.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A browser names every answer of 400 and more on its console; those are told to the person instead. */
function isFault(type: string, text: string): boolean {
  return type === 'error' && !text.startsWith('Failed to load resource');
}
