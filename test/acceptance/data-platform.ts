import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { person } from '#kernel/testing';
import { loadDemo } from '../../demo/load.ts';
import { platformTarget } from '../../demo/platform-target.ts';
import { checkCatalogue } from './data-platform/catalogue.ts';
import { checkCouncils, type Expected } from './data-platform/councils.ts';
import { type Check, type House, openHouse } from './data-platform/house.ts';
import { checkInferred } from './data-platform/inferred.ts';

interface Options {
  /** Folder with `ukcouncils` and `dcat-ap`, or one of the two. */
  readonly data: string;
  readonly check: Check;
}

/** Real files go into a running platform over HTTP, and everything that comes out of it is worked out anew and compared. */
export async function run({ data, check }: Options): Promise<void> {
  const councils = [path.join(data, 'ukcouncils'), data].find((folder) => existsSync(path.join(folder, 'expected.json')));
  const shapes = [path.join(data, 'dcat-ap'), data].find((folder) => existsSync(path.join(folder, 'shapes.ttl')));
  if (!councils && !shapes) throw new Error(`${data} holds neither ukcouncils/expected.json nor dcat-ap/shapes.ttl`);
  const house = await openHouse();
  try {
    if (councils) {
      const expected: Expected = JSON.parse(readFileSync(path.join(councils, 'expected.json'), 'utf8'));
      await checkCouncils(house, councils, expected, check);
      for (const body of Object.keys(expected.bodies)) await checkInferred(house, path.join(councils, body), body, check);
    }
    if (shapes) {
      await loadDemoDistrict(house);
      await checkCatalogue(house, shapes, check);
    }
  } finally {
    await house.district.close();
  }
}

const SEED = 1;

async function loadDemoDistrict({ district }: House): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'accept-demo-'));
  const steward = person({ id: 'demo-steward', permissions: ['data:see-internal', 'data:steward', 'data:publish'] });
  try {
    const today = district.clock.now.toISOString().slice(0, 10) as Parameters<typeof loadDemo>[1]['today'];
    await loadDemo(platformTarget(district.work(steward)), { folder, seed: SEED, today });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
