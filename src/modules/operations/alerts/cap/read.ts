import type { XmlDocument } from 'libxml2-wasm';

import { decode } from './decode.ts';
import { EDXL_DE, readDistribution } from './distribution.ts';
import { CapFault, type Reason } from './faults.ts';
import { ATOM, type Contents, type Link, readAtom, readRss } from './feed.ts';
import { type ReadAlert, readAlert } from './read-alert.ts';
import { prologOf, standalone, withDocument, type Xml } from './xml.ts';

/** Largest document that is read, in bytes. */
export const MAX_BYTES = 2 * 1024 * 1024;
const MAX_ELEMENTS = 100_000;
/** Most alerts in one document; 2 MiB of the smallest alerts would be several thousand. */
const MAX_ALERTS = 1_000;

export type Kind = 'alert' | 'feed' | 'distribution';

export interface Refusal {
  readonly reason: Reason;
  /** Technical words on where and what; may be empty. */
  readonly detail: string;
}

/** One alert of a document: read, with the text it was read from, or refused. */
export type Outcome = (ReadAlert & { readonly source: string; readonly refusal: null }) | { readonly refusal: Refusal };

/** What is in a document, and whether it may be taken. */
export interface Verdict {
  /** Null when its root is nothing we know. */
  readonly kind: Kind | null;
  readonly verdict: 'accept' | 'partial' | 'refuse';
  readonly accepted: number;
  readonly refused: number;
  readonly links: readonly Link[];
  /** Why the document, or else the first refused alert in it, is refused. */
  readonly refusal: Refusal | null;
  /** In the document's order; none when the document itself is refused. */
  readonly alerts: readonly Outcome[];
}

const KINDS: Readonly<Record<string, Kind>> = { alert: 'alert', feed: 'feed', rss: 'feed', EDXLDistribution: 'distribution' };

/**
 * Reads CAP 1.0, 1.1 and 1.2 alerts, Atom and RSS indexes of alerts and EDXL-DE 1.0 distributions. It opens nothing and never throws: what
 * cannot be read is refused with its reason. In a feed a bad alert is refused alone; a distribution is taken whole or not at all.
 * @param charset from the transport, where it names one
 */
export function readCap(bytes: Uint8Array, charset?: string): Verdict {
  let text = '';
  try {
    if (bytes.length > MAX_BYTES) throw new CapFault('too-large', `${bytes.length} bytes`);
    text = decode(bytes, charset);
    return KINDS[prologOf(text).rootName ?? ''] === 'alert' ? alertVerdict(text) : withDocument(text, MAX_ELEMENTS, envelopeVerdict);
  } catch (error) {
    return refused(KINDS[prologOf(text).rootName ?? ''] ?? null, refusalOf(error));
  }
}

/** The content of an envelope is read one by one, each alert as a document of its own. */
function envelopeVerdict(root: Xml, document: XmlDocument): Verdict {
  const isDistribution = root.name === 'EDXLDistribution' && root.namespace === EDXL_DE;
  const { alerts, links } = isDistribution ? readDistribution(root, document) : indexOf(root);
  if (alerts.length > MAX_ALERTS) throw new CapFault('too-large', `${alerts.length} alerts`);
  const outcomes = alerts.map((alert) => outcomeOf(standalone(alert)));
  const bad = outcomes.filter(({ refusal }) => refusal !== null).length;
  const accepted = isDistribution && bad > 0 ? 0 : outcomes.length - bad;
  return {
    kind: isDistribution ? 'distribution' : 'feed',
    verdict: bad === 0 ? 'accept' : accepted === 0 ? 'refuse' : 'partial',
    accepted,
    refused: outcomes.length - accepted,
    links,
    refusal: outcomes.find(({ refusal }) => refusal !== null)?.refusal ?? null,
    alerts: outcomes,
  };
}

function indexOf(root: Xml): Contents {
  if (root.name === 'feed' && root.namespace === ATOM) return readAtom(root);
  if (root.name === 'rss' && root.namespace === '') return readRss(root);
  throw new CapFault('namespace', `${root.name} ${root.namespace}`.trim().slice(0, 200));
}

function alertVerdict(text: string): Verdict {
  const outcome = outcomeOf(text);
  if (outcome.refusal !== null) return refused('alert', outcome.refusal);
  return { kind: 'alert', verdict: 'accept', accepted: 1, refused: 0, links: [], refusal: null, alerts: [outcome] };
}

function outcomeOf(source: string): Outcome {
  try {
    return { ...readAlert(source), source, refusal: null };
  } catch (error) {
    return { refusal: refusalOf(error) };
  }
}

/** A document that is an alert is one refused alert; of others we do not know what they hold. */
function refused(kind: Kind | null, refusal: Refusal): Verdict {
  const isAlert = kind === 'alert';
  return { kind, verdict: 'refuse', accepted: 0, refused: isAlert ? 1 : 0, links: [], refusal, alerts: isAlert ? [{ refusal }] : [] };
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof CapFault) return { reason: error.reason, detail: error.detail };
  throw error;
}
