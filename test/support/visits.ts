import type { Browser, BrowserContext, Page } from 'playwright-core';

import { openBrowser } from '../../web/ui/testing/index.ts';

/** How somebody looks at the pages. */
export interface Look {
  readonly language?: 'en' | 'zh';
  readonly theme?: 'light' | 'dark';
  readonly elder?: boolean;
  readonly width?: number;
  readonly height?: number;
  /** False switches scripts off. */
  readonly scripts?: boolean;
}

/** Somebody at a browser of their own. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What scripts and the content policy complained about, and requests that left this site. */
  readonly faults: string[];
  /** Goes to an address of the platform. @returns the status */
  go(path: string): Promise<number>;
  close(): Promise<void>;
}

/** Visitors of a platform, each with cookies of their own. */
export interface Visits {
  readonly browser: Browser;
  open(look?: Look): Promise<Visit>;
  /** Opens a browser and signs in as a demo persona, by its card on the sign-in page, which works without scripts. */
  openAs(persona: string, look?: Look): Promise<Visit>;
  close(): Promise<void>;
}

/** How long a page may take for a step; generous, as the machine may be busy. */
const PATIENCE_MS = 15_000;

/** Starts a browser before a platform. */
export async function openVisits(address: string): Promise<Visits> {
  const browser = await openBrowser();
  const open = (look: Look = {}) => openVisit(browser, address, look);
  return {
    browser,
    open,
    async openAs(persona, look) {
      const visit = await open(look);
      await visit.go('/sign-in');
      await visit.page.locator(`button.persona[value="${persona}"]`).click();
      await visit.page.waitForURL((url) => url.pathname !== '/sign-in');
      return visit;
    },
    close: () => browser.close(),
  };
}

async function openVisit(browser: Browser, address: string, look: Look): Promise<Visit> {
  const { language = 'en', theme = 'light', elder = false, width = 1280, height = 900, scripts = true } = look;
  const context = await browser.newContext({
    viewport: { width, height },
    reducedMotion: 'reduce',
    javaScriptEnabled: scripts,
    acceptDownloads: true,
  });
  const cookies = { mb_language: language, mb_theme: theme, mb_elder: elder ? 'on' : 'off' };
  await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url: address })));
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  return {
    page,
    context,
    faults: watch(page, address),
    go: async (path) => (await page.goto(address + path))?.status() ?? 0,
    close: () => context.close(),
  };
}

/** A browser names every answer of 400 and more on its console; those are told to the person instead. */
function watch(page: Page, address: string): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) faults.push(message.text());
  });
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== address) faults.push(`a request to ${request.url()}`);
  });
  return faults;
}
