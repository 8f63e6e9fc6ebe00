export { type DeliveryOptions, deliverWaiting, replayEvents } from './deliver.ts';
export { eventsManifest } from './manifest.ts';
