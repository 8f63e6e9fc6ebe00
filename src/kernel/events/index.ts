export { type DeliveryOptions, deliverWaiting } from './deliver.ts';
export { eventErrors } from './errors.ts';
export { type LiveEvent, type LiveHub, openLiveHub } from './hub.ts';
export { announce, type LiveData, livePosition, rightsTopic, tellLive } from './live.ts';
export { eventsManifest } from './manifest.ts';
export { type Relay, type RelayOptions, startRelay } from './relay.ts';
