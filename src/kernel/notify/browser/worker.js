// Shows what is pushed to this browser, and opens it. It answers no requests of pages: its scope is this folder only.
addEventListener('push', (event) => {
  const { title, text, link, id, language } = event.data.json();
  const options = { body: text, tag: id, lang: language === 'zh' ? 'zh-CN' : 'en', data: { link } };
  event.waitUntil(registration.showNotification(title, options));
});

addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data.link));
});

/** Goes to a page of ours that is open already, else opens one; a link to anywhere else is not followed. */
async function open(link) {
  const url = new URL(link ?? '/', location.origin);
  if (url.origin !== location.origin) return;
  const pages = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  const same = pages.find((page) => page.url === url.href);
  if (same) await same.focus();
  else await clients.openWindow(url.href);
}
