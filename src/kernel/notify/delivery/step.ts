import type { Reply } from '../channels/channel.ts';
import type { NotifyFacts } from '../profile.ts';
import type { Channel } from '../tables.ts';

/** Where a message stands before a try ends. */
export interface Standing {
  readonly urgent: boolean;
  /** The channel that was tried; null when there was none to try. */
  readonly channel: Channel | null;
  /** Tries on this channel, this one not counted. */
  readonly attempts: number;
  /** Given up for this round. */
  readonly tried: readonly Channel[];
  /** Given up for good. */
  readonly refused: readonly Channel[];
  readonly dueAt: Date;
}

/** Where it stands afterwards. */
export interface Next {
  readonly state: 'waiting' | 'sent' | 'failed';
  readonly attempts: number;
  readonly tried: readonly Channel[];
  readonly refused: readonly Channel[];
  readonly nextAt: Date;
  readonly problem: string | null;
}

/** The channel whose turn it is: the first choice that has not been given up. */
export function turnOf(order: readonly Channel[], { tried, refused }: Pick<Standing, 'tried' | 'refused'>): Channel | null {
  return order.find((channel) => !tried.includes(channel) && !refused.includes(channel)) ?? null;
}

/**
 * What follows from a try. A channel in trouble is tried again after each pause, then the next has its turn; one that refuses is left at
 * once. After the last channel the round begins anew, as long as there is hope and the message is not too old.
 * @param order the channels that can be used, first choice first
 */
export function stepOn(standing: Standing, order: readonly Channel[], reply: Reply, { tries }: NotifyFacts, now: Date): Next {
  const { channel, urgent, attempts } = standing;
  const kept = { attempts: 0, tried: standing.tried, refused: standing.refused, nextAt: now, problem: null };
  if (reply.kind === 'sent') return { ...kept, state: 'sent' };
  const { problem } = reply;
  const waits = urgent ? tries.urgentWaitsSeconds : tries.waitsSeconds;
  const wait = waits[attempts];
  if (reply.kind === 'trouble' && channel && wait !== undefined)
    return { ...kept, state: 'waiting', attempts: attempts + 1, nextAt: later(now, wait), problem };
  const tried = channel && reply.kind === 'trouble' ? [...standing.tried, channel] : standing.tried;
  const refused = channel && reply.kind === 'refused' ? [...standing.refused, channel] : standing.refused;
  const left = { ...kept, tried, refused, problem };
  if (turnOf(order, left)) return { ...left, state: 'waiting' };
  const hope = tried.some((each) => order.includes(each) && !refused.includes(each));
  const tooOld = now.getTime() - standing.dueAt.getTime() > tries.giveUpHours * 3_600_000;
  if (!hope || tooOld) return { ...left, state: 'failed' };
  return { ...left, state: 'waiting', tried: [], nextAt: later(now, tries.againAfterSeconds) };
}

function later(now: Date, seconds: number): Date {
  return new Date(now.getTime() + seconds * 1000);
}
