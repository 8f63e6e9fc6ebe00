import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { type Browser, chromium, type Page } from 'playwright-core';

// biome-ignore lint/style/noProcessEnv: whoever starts the tests may say which browser
const CHROMIUM = [process.env['CHROMIUM'] ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Starts the browser of this machine.
 * @throws Error that says what to install
 */
export async function openBrowser(): Promise<Browser> {
  const executablePath = CHROMIUM.find((path) => existsSync(path));
  if (!executablePath) throw new Error('Chromium is missing; on Debian: apt-get install chromium');
  return chromium.launch({ executablePath, args: FLAGS });
}

/** Something that keeps somebody from using the page. */
export interface Fault {
  /** The axe rule, its advice and the element. */
  readonly text: string;
  /** The example on which it stands, on the page of examples. */
  readonly example: string | null;
}

/**
 * What axe finds wrong on the page by WCAG 2.2 AA and good practice.
 * @throws Error when no rule ran at all
 */
export async function accessibilityFaults(page: Page): Promise<Fault[]> {
  await page.evaluate(axe);
  const { ran, faults } = await page.evaluate(async () => {
    type Rule = { id: string; help: string; nodes: { html: string; target: [string] }[] };
    const { run } = (globalThis as unknown as { axe: { run(options: object): Promise<{ passes: Rule[]; violations: Rule[] }> } }).axe;
    const { passes, violations } = await run({ resultTypes: ['violations'] });
    const exampleOf = (target: string) =>
      document.querySelector(target)?.closest<HTMLElement>('[data-example]')?.dataset['example'] ?? null;
    const told = violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, target }) => ({ text: `${id}: ${help}: ${html.slice(0, 160)}`, example: exampleOf(target[0]) })),
    );
    return { ran: passes.length, faults: told };
  });
  if (ran === 0) throw new Error('axe found nothing to check');
  return faults;
}

/** Pixels by which the page is wider than the window; 0 when nothing scrolls sideways. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth));
}
