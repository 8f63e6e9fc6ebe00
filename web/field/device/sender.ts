import { type Session, transportWith } from '../api.ts';
import { type Drained, drain } from '../outbox/send.ts';
import type { Device } from './database.ts';
import { newId } from './identifiers.ts';

const LOCK = 'maplebridge-field-outbox';
const CHANNEL = 'maplebridge-field';

/** Tells every window of the app that something on the device has changed. */
export function tellWindows(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage('changed');
  channel.close();
}

/** Calls back when another window or the service worker has changed something. @returns how to stop */
export function onChange(listener: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = listener;
  return () => channel.close();
}

/** Sends what waits, unless another window or the service worker is at it. @returns null when somebody else is */
export function sendWaiting(device: Device, { csrf }: Session): Promise<Drained | null> {
  const send = () => drain(device, transportWith(csrf), { now: Date.now, random: Math.random, newKey: newId });
  if (!('locks' in navigator)) return send();
  return navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => (lock ? send() : null));
}
