export { type DeliveryOptions, deliverWaiting, replayEvents } from './deliver.ts';
export { type LiveEvent, type LiveHub, openLiveHub } from './hub.ts';
export { LIVE_CHANNEL, tellLive } from './live.ts';
export { eventsManifest } from './manifest.ts';
export { type Relay, startRelay } from './relay.ts';
