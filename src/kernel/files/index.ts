export { type Attachment, attach, attachmentsOf, filesFile, type Incoming, receiveFile, removeAttachment } from './attachments.ts';
export { fileErrors } from './errors.ts';
export { filesManifest } from './manifest.ts';
export { findOrphans, type Orphans, sweepFiles } from './sweep.ts';
