import type { Page } from 'playwright-core';

import { type Caller, signIn } from './callers.ts';
import type { Visit } from './visits.ts';

/** A task given to the field worker of the demo. */
export interface FieldTask {
  readonly code: string;
  readonly task: string;
  readonly title: string;
}

/** The people at their desks who send somebody out, over the platform's own addresses. */
export async function openDesks({ platform }: { readonly platform: Parameters<typeof signIn>[0] }) {
  const [desk, urban, worker] = await Promise.all(['dispatcher', 'official-urban', 'field-worker'].map((key) => signIn(platform, key)));
  if (!desk || !urban || !worker) throw new Error('nobody signed in');
  const { id } = (await worker.send('GET', '/api/identity/session')).body;
  const act = async (caller: Caller, address: string, code: string, input: object) => {
    const { revision } = (await caller.send('GET', `/api/cases/${code}`)).body;
    const answer = await caller.send('POST', address, input, { 'if-match': `"${revision}"` });
    if (answer.status !== 200) throw new Error(`${address}: ${answer.text}`);
  };
  return {
    desk,
    urban,
    /** Opens a case and gives its task to the field worker. */
    async sendOut(title: string): Promise<FieldTask> {
      const opened = await desk.send('POST', '/api/cases', {
        title,
        text: `${title}，请到现场处置`,
        category: 'appearance.litter',
        place: title,
      });
      if (opened.status !== 201) throw new Error(opened.text);
      const { code } = opened.body;
      const task = (await desk.send('GET', `/api/cases/${code}`)).body.tasks[0].id;
      await act(urban, `/api/tasks/${task}/accept`, code, {});
      await act(desk, `/api/tasks/${task}/assign`, code, { kind: 'person', assignee: id });
      return { code, task, title };
    },
    change: (code: string, fields: object) =>
      desk
        .send('GET', `/api/cases/${code}`)
        .then(({ body }) => desk.send('PATCH', `/api/cases/${code}`, fields, { 'if-match': `"${body.revision}"` })),
    /** Lines of a case's log by an act, oldest first. */
    log: async (code: string, act: string) =>
      (
        (await desk.send('GET', `/api/cases/${code}/log`)).body.items as {
          act: string;
          note: { text?: string; files?: unknown[]; clientAt?: string } | null;
        }[]
      ).filter((line) => line.act === act),
    detail: async (code: string) => (await desk.send('GET', `/api/cases/${code}`)).body,
  };
}

/** Opens the app and waits until it would open without a network, with the details of all its tasks. */
export async function openApp({ page, go }: Visit, tasks: number): Promise<void> {
  await go('/field/');
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.waitForFunction((count) => document.querySelectorAll('a.ft').length >= count, tasks);
  while ((await rowsIn(page, 'details')) < tasks) await page.waitForTimeout(50);
}

/** Records something by the form of an act, as a thumb does. */
export async function record(page: Page, { task }: FieldTask, act: string, words: string, photos: readonly Photo[] = []): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/field/#/task/${task}/${act}`);
  await page.locator('form textarea').fill(words);
  if (act === 'progress') await page.locator('.choices input').nth(1).check();
  if (photos.length > 0) {
    await page.locator('input[type="file"][multiple]').setInputFiles([...photos]);
    await page
      .locator('.photos li')
      .nth(photos.length - 1)
      .waitFor();
  }
  await page.locator('button[type="submit"]').click();
  await page.locator('.acts').waitFor();
}

interface Photo {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** How many items wait on this device. */
export const waiting = (page: Page): Promise<number> => rowsIn(page, 'items');

/** Rows of one kind in the databases that the app keeps in this browser. */
function rowsIn(page: Page, store: string): Promise<number> {
  return page.evaluate(async (wanted) => {
    const count = (name: string) =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const counting = opening.result.transaction(wanted).objectStore(wanted).count();
          counting.onsuccess = () => {
            opening.result.close();
            resolve(counting.result);
          };
        };
      });
    const names = (await indexedDB.databases()).flatMap(({ name }) => (name?.startsWith('maplebridge-field-') ? [name] : []));
    const counts = await Promise.all(names.map(count));
    return counts.reduce((sum, each) => sum + each, 0);
  }, store);
}

/** A platform in another process, spoken to over the network, for helpers that speak to one within. */
export function platformAt(address: string): Parameters<typeof signIn>[0] {
  const inject = async ({
    method,
    url,
    headers,
    payload,
  }: {
    method: string;
    url: string;
    headers: Record<string, string>;
    payload?: object;
  }) => {
    const body = payload === undefined ? {} : { body: JSON.stringify(payload) };
    const json = payload === undefined ? {} : { 'content-type': 'application/json' };
    const answer = await fetch(address + url, { method, headers: { ...headers, ...json }, ...body });
    const text = await answer.text();
    const cookies = answer.headers
      .getSetCookie()
      .map((line) => /^([^=]+)=([^;]*)/.exec(line))
      .flatMap((found) => (found ? [{ name: found[1], value: found[2] }] : []));
    return { statusCode: answer.status, headers: Object.fromEntries(answer.headers), cookies, body: text, json: () => JSON.parse(text) };
  };
  return { app: { inject } } as unknown as Parameters<typeof signIn>[0];
}
