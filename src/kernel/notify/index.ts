export type { Senders } from './channels/channel.ts';
export { meterDelivery } from './delivery/meter.ts';
export { type DeliveryState, deliveryState } from './delivery/state.ts';
export { openDelivery } from './delivery/worker.ts';
export { notifyManifest } from './manifest.ts';
export { type News, notify } from './notify.ts';
export { notifyOnce } from './once.ts';
export { openSenders, type SenderSettings } from './senders.ts';
