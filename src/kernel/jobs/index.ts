export { jobErrors } from './errors.ts';
export { jobsManifest } from './manifest.ts';
export { createJobQueue, type JobQueue } from './queue.ts';
export { failInterrupted } from './run.ts';
