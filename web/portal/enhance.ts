import './portal.css';

import { formats } from '#kernel/i18n';

// Styles that modules and kernel services bring for their own pages.
import.meta.glob(['../../src/{kernel,modules}/*/screens/portal/*.css', '../../src/kernel/*/screens/portal/*.css'], { eager: true });

const AGE_REFRESH_MS = 30_000;

/** Everything here only makes pages nicer: each works fully without it. */
focusErrors();
keepAgesTrue();
guardDoubleSending();
closeMenus();
offerCopying();
void offerPush();

/** A reader of a page that came back with errors hears them first. */
function focusErrors(): void {
  document.querySelector<HTMLElement>('[data-focus]')?.focus();
}

/** "2 min ago" must not still stand there an hour later. */
function keepAgesTrue(): void {
  const { age } = formats(document.documentElement.lang === 'en' ? 'en' : 'zh');
  setInterval(() => {
    for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-age]')) {
      time.textContent = age(new Date(time.dateTime), new Date());
    }
  }, AGE_REFRESH_MS);
}

/** The server counts a form once anyhow; this spares the second wait. */
function guardDoubleSending(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (form.method !== 'post') return;
    if (form.dataset['sent']) return event.preventDefault();
    form.dataset['sent'] = 'yes';
    form.querySelector('button[type=submit],button:not([type])')?.setAttribute('aria-disabled', 'true');
  });
  // A page brought back by the browser's back button may be sent anew.
  addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll<HTMLFormElement>('form[data-sent]')) {
      delete form.dataset['sent'];
      form.querySelector('[aria-disabled]')?.removeAttribute('aria-disabled');
    }
  });
}

/** The menu closes with Escape and by a click elsewhere. */
function closeMenus(): void {
  const menu = document.querySelector<HTMLDetailsElement>('details.menu');
  if (!menu) return;
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    menu.open = false;
    menu.querySelector('summary')?.focus();
  });
  document.addEventListener('click', (event) => {
    if (!menu.contains(event.target as Node)) menu.open = false;
  });
}

/** `<button data-copy="id" data-copied="Copied" hidden>` appears when copying is possible, and says when it is done. */
function offerCopying(): void {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
    button.hidden = false;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset['copy'] ?? '')?.textContent ?? '');
      button.textContent = button.dataset['copied'] ?? '✓';
    });
  }
}

/** The page of notification settings can turn on push in this browser; no other page loads what that takes. */
async function offerPush(): Promise<void> {
  const button = document.querySelector<HTMLButtonElement>('button[data-push]');
  if (button) (await import('../../src/kernel/notify/screens/portal/push.ts')).offerPush(button);
}
