import type { DatasetDescription } from './datasets/description.ts';
import { demoDatasets } from './datasets/index.ts';
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
  /** Keys of the datasets to load; all unless said. */
  readonly only?: readonly string[];
  onDataset?(key: string, done: number, total: number): void;
}

/**
 * Makes the demo district and puts it into the platform; what is there already is neither made nor loaded again.
 * @returns the files that were loaded
 * @throws Error naming the dataset, when good rows are refused or spoilt ones get through: then the demo and its rules disagree
 */
export async function loadDemo(target: DemoTarget, options: DemoOptions): Promise<readonly DemoFile[]> {
  const known = await target.loadedKeys();
  const isMissing = ({ description: { key } }: Pick<DemoFile, 'description'>) => !known.has(key) && (options.only?.includes(key) ?? true);
  if (!demoDatasets().some(isMissing)) return [];
  const { datasets } = await writeDemoFiles(options.folder, options.seed, options.today);
  const missing = datasets.filter(isMissing);
  const queue = [...missing];
  let done = 0;
  const lane = async () => {
    for (let file = queue.shift(); file; file = queue.shift()) {
      await loadOne(target, file);
      done += 1;
      options.onDataset?.(file.description.key, done, missing.length);
    }
  };
  await Promise.all(Array.from({ length: options.parallel ?? 2 }, lane));
  return missing;
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
