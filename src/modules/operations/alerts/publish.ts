import { districtFile } from '#kernel';

import { type FeedEntry, momentOf, writeAtom, writeDistribution } from './cap/index.ts';
import { alertFacts } from './facts.ts';
import { readSource, shownAlerts, summaryOf } from './read-model.ts';
import type { AlertContext } from './tables.ts';

/** What is shown as an Atom feed, with each alert inside. @param base the platform's public address, or empty */
export async function feedOf(context: AlertContext, base: string): Promise<string> {
  const { feed, senderName } = context.profile(alertFacts);
  const { timeZone } = context.profile(districtFile);
  const { inForce, over } = await shownAlerts(context);
  const entries: FeedEntry[] = [];
  for (const row of [...inForce, ...over]) {
    const { headline, area } = summaryOf(row);
    const { source } = await readSource(context, row.id, false);
    entries.push({
      id: `urn:uuid:${row.id}`,
      title: both(headline),
      updated: momentOf(row.sent_at, timeZone),
      summary: both(area),
      href: `${base}/api/alerts/${row.id}`,
      source,
    });
  }
  const latest = Math.max(...[...inForce, ...over].map(({ sent_at }) => sent_at.getTime()));
  return writeAtom({
    id: feed.id,
    title: both(feed.title),
    author: both(senderName),
    updated: momentOf(Number.isFinite(latest) ? new Date(latest) : context.now, timeZone),
    href: `${base}/api/alerts.atom`,
    entries,
  });
}

/** What is in force as one EDXL-DE distribution. */
export async function distributionOf(context: AlertContext): Promise<string> {
  const { sender } = context.profile(alertFacts);
  const { timeZone } = context.profile(districtFile);
  const { inForce } = await shownAlerts(context);
  const sources: string[] = [];
  for (const { id } of inForce) sources.push((await readSource(context, id, false)).source);
  const sent = momentOf(context.now, timeZone);
  return writeDistribution({ id: `${sender}-${context.now.getTime()}`, sender, sent, language: 'zh-CN', sources });
}

const both = ({ zh, en }: { readonly zh: string; readonly en: string }) => (zh === en ? zh : `${zh} · ${en}`);
