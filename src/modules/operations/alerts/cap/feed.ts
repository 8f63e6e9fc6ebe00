import { CapFault } from './faults.ts';
import { instantOf } from './values.ts';
import { attributeOf, childrenOf, textOf, type Xml } from './xml.ts';

/** Where an alert can be fetched. We list such links and never follow them. */
export interface Link {
  readonly href: string;
  readonly title: string;
}

/** What an index or an envelope holds: alerts themselves, and links to others. */
export interface Contents {
  readonly alerts: readonly Xml[];
  readonly links: readonly Link[];
}

export const ATOM = 'http://www.w3.org/2005/Atom';
const SHARED = ['author', 'category', 'contributor', 'id', 'link', 'rights', 'title', 'updated'];
/** Which elements RFC 4287 knows, by the element they stand in. */
const KNOWN: Readonly<Record<string, ReadonlySet<string>>> = {
  feed: new Set([...SHARED, 'entry', 'generator', 'icon', 'logo', 'subtitle']),
  entry: new Set([...SHARED, 'content', 'published', 'source', 'summary']),
  source: new Set([...SHARED, 'generator', 'icon', 'logo', 'subtitle']),
  author: new Set(['name', 'uri', 'email']),
  contributor: new Set(['name', 'uri', 'email']),
};
const REQUIRED = ['id', 'title', 'updated'];
const ONCE = [...REQUIRED, 'content', 'generator', 'icon', 'logo', 'published', 'rights', 'source', 'subtitle', 'summary'];
const RSS_VERSIONS = new Set(['2.0', '0.91', '0.92']);
/** Media types under which an alert is served; links that name another, such as a page for people, do not lead to one. */
const ALERT_TYPES = new Set(['application/cap+xml', 'application/xml', 'text/xml', 'application/common-alerting-protocol+xml']);

/** Reads an Atom feed (RFC 4287). @throws CapFault feed-structure */
export function readAtom(feed: Xml): Contents {
  checkAtom(feed);
  const entries = childrenOf(feed, 'entry');
  for (const part of [feed, ...entries]) checkHead(part);
  return gather(entries, (entry) => childrenOf(entry, 'content').flatMap(alertsIn), atomLink);
}

/** Reads an RSS 2.0 channel. @throws CapFault feed-structure */
export function readRss(rss: Xml): Contents {
  const [channel] = childrenOf(rss, 'channel');
  if (!RSS_VERSIONS.has(attributeOf(rss, 'version') ?? '')) throw new CapFault('feed-structure', 'rss: version');
  if (!channel) throw new CapFault('feed-structure', 'rss: channel');
  for (const name of ['title', 'link', 'description']) need(channel, name);
  const items = childrenOf(channel, 'item');
  for (const item of items) {
    if (childrenOf(item, 'title').length + childrenOf(item, 'description').length === 0)
      throw new CapFault('feed-structure', 'item: title or description');
  }
  return gather(items, alertsIn, rssLink);
}

/** Alerts that stand directly in an element; anything named so counts, that a wrong one is refused and not overlooked. */
export function alertsIn(element: Xml): Xml[] {
  return element.children.filter(({ name, namespace }) => name === 'alert' && /(?:^|:)cap:|\/cap\//i.test(namespace));
}

function gather(entries: readonly Xml[], alertsOf: (entry: Xml) => Xml[], linkOf: (entry: Xml) => string | undefined): Contents {
  const alerts: Xml[] = [];
  const links: Link[] = [];
  for (const entry of entries) {
    const embedded = alertsOf(entry);
    const href = embedded.length === 0 ? linkOf(entry) : undefined;
    alerts.push(...embedded);
    if (href) links.push({ href: href.slice(0, 2_000), title: titleOf(entry) });
  }
  return { alerts, links };
}

function titleOf(entry: Xml): string {
  const [title] = childrenOf(entry, 'title');
  return title ? textOf(title).trim().slice(0, 300) : '';
}

/** Unknown elements of Atom's own namespace are faults; those of other namespaces are welcome everywhere. */
function checkAtom(element: Xml): void {
  const known = KNOWN[element.name] ?? new Set();
  for (const child of element.children.filter(({ namespace }) => namespace === ATOM)) {
    if (!known.has(child.name)) throw new CapFault('feed-structure', `${element.name}: ${child.name}`);
    checkAtom(child);
  }
}

function checkHead(part: Xml): void {
  for (const name of REQUIRED) need(part, name);
  for (const name of ONCE) if (childrenOf(part, name).length > 1) throw new CapFault('feed-structure', `${part.name}: two of ${name}`);
  const updated = textOf(childrenOf(part, 'updated')[0] as Xml);
  if (instantOf(updated) === null) throw new CapFault('feed-structure', `${part.name}: updated ${updated.slice(0, 40)}`);
  if (part.name === 'entry' && !hasContent(part) && childrenOf(part, 'link').length === 0)
    throw new CapFault('feed-structure', 'entry: content or link');
}

function need(part: Xml, name: string): void {
  if (childrenOf(part, name).length === 0) throw new CapFault('feed-structure', `${part.name}: ${name}`);
}

function hasContent(entry: Xml): boolean {
  return childrenOf(entry, 'content').some(
    (content) => content.children.length > 0 || attributeOf(content, 'src') !== undefined || textOf(content).trim() !== '',
  );
}

/** The link that says it is an alert; else one that does not say what it is. */
function atomLink(entry: Xml): string | undefined {
  const links = [
    ...childrenOf(entry, 'link').filter((link) => ['alternate', 'related', 'enclosure', undefined].includes(attributeOf(link, 'rel'))),
    ...childrenOf(entry, 'content'),
  ].map((link) => ({ type: typeOf(link), href: attributeOf(link, 'href') ?? attributeOf(link, 'src') }));
  const leading = links.filter(({ type, href }) => href && (type === undefined || ALERT_TYPES.has(type)));
  return (leading.find(({ type }) => type?.includes('cap')) ?? leading[0])?.href;
}

function rssLink(item: Xml): string | undefined {
  const enclosed = childrenOf(item, 'enclosure').find((one) => ALERT_TYPES.has(typeOf(one) ?? ''));
  if (enclosed) return attributeOf(enclosed, 'url');
  const [link] = childrenOf(item, 'link');
  const permanent = childrenOf(item, 'guid').find((guid) => attributeOf(guid, 'isPermaLink') === 'true');
  const target = link ?? permanent;
  return target && textOf(target).trim();
}

function typeOf(link: Xml): string | undefined {
  return attributeOf(link, 'type')?.split(';')[0]?.trim().toLowerCase();
}
