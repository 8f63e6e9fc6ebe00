import type { DatasetDescription } from './datasets/description.ts';
import type { Day } from './days.ts';
import { type DemoFile, writeDemoFiles } from './write.ts';

/** What became of one dataset's load. */
export interface Loaded {
  /** The same file was loaded before. */
  readonly unchanged: boolean;
  readonly accepted: number;
  readonly rejected: number;
}

/** Where the demo goes: the data platform's own use cases, asked as a steward would. */
export interface DemoTarget {
  /** Keys of the datasets that hold data already; they are left alone, so loading again changes nothing. */
  loadedKeys(): Promise<ReadonlySet<string>>;
  describe(description: DatasetDescription): Promise<void>;
  load(key: string, path: string): Promise<Loaded>;
  /** Opens a dataset to the public. */
  open(key: string): Promise<void>;
}

/** What to load and where to put the files on the way. */
export interface DemoOptions {
  readonly folder: string;
  readonly seed: number;
  readonly today: Day;
  /** Loads that run side by side. */
  readonly parallel?: number;
  onDataset?(key: string, done: number, total: number): void;
}

/**
 * Makes the demo district and puts it into the platform.
 * @throws Error naming the dataset, when good rows are refused or spoilt ones get through: then the demo and its rules disagree
 */
export async function loadDemo(target: DemoTarget, options: DemoOptions): Promise<readonly DemoFile[]> {
  const { datasets } = await writeDemoFiles(options.folder, options.seed, options.today);
  const known = await target.loadedKeys();
  const queue = datasets.filter(({ description }) => !known.has(description.key));
  const total = queue.length;
  let done = 0;
  const lane = async () => {
    for (let file = queue.shift(); file; file = queue.shift()) {
      await loadOne(target, file);
      done += 1;
      options.onDataset?.(file.description.key, done, total);
    }
  };
  await Promise.all(Array.from({ length: options.parallel ?? 2 }, lane));
  return datasets;
}

async function loadOne(target: DemoTarget, { description, path, rows, dirtyLines }: DemoFile): Promise<void> {
  const { key, openClass } = description;
  await target.describe(description);
  const { unchanged, accepted, rejected } = await target.load(key, path);
  if (!unchanged && (accepted !== rows || rejected !== dirtyLines)) {
    throw new Error(`${key}: ${accepted} rows accepted and ${rejected} rejected; the demo has ${rows} and ${dirtyLines}`);
  }
  if (openClass === 'public') await target.open(key);
}
