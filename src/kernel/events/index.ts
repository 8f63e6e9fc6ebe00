export { type DeliveryOptions, deliverWaiting, replayEvents } from './deliver.ts';
export { LIVE_CHANNEL, tellLive } from './live.ts';
export { eventsManifest } from './manifest.ts';
