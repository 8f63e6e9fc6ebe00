import { parentPort, workerData } from 'node:worker_threads';

import { type DispatchQuestion, suggest } from './suggest.ts';

parentPort?.postMessage(suggest(workerData as DispatchQuestion));
