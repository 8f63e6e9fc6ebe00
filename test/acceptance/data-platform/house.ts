import type { Static } from 'typebox';

import { openTestDistrict, type TestDistrict } from '#kernel/testing';
import { dataPlatform } from '#module/data-platform';

import type { DatasetDescription } from '../../../src/modules/data-platform/description.ts';
import type { Load } from '../../../src/modules/data-platform/shapes.ts';
import { describePayments, loadFiles, OPENED, STEWARD } from '../../../src/modules/data-platform/test-support.ts';

export type Check = (name: string, ok: boolean, note?: string) => void;
export type LoadSeen = Static<typeof Load>;

/** A running platform with a database of its own, asked over HTTP as its people would. */
export interface House {
  readonly district: TestDistrict;
  /** Enters a dataset into the catalogue. */
  describe(key: string, about: Partial<DatasetDescription>): Promise<void>;
  /** Sends files, loads them, and accepts what is held. @returns how the load went, as its page shows it before it was accepted */
  load(key: string, files: readonly { name: string; content: Buffer }[]): Promise<LoadSeen>;
  open(key: string): Promise<void>;
  /** JSON of an address. @param as `steward` unless said */
  json<Answer>(url: string, as?: 'steward' | 'public'): Promise<Answer>;
  bytes(url: string, as?: 'steward' | 'public'): Promise<Buffer>;
  put(url: string, revision: number, body: object): Promise<void>;
}

export async function openHouse(): Promise<House> {
  const district = await openTestDistrict({ modules: [dataPlatform] });
  const steward = district.as(STEWARD);
  const asking = { steward, public: district.as() };
  const get = async (url: string, as: 'steward' | 'public') => {
    const answer = await asking[as]('GET', url);
    if (answer.status !== 200) throw new Error(`${url}: ${answer.status} ${answer.text}`);
    return answer;
  };
  return {
    district,
    describe: (key, about) => describePayments(district, key, about),
    async load(key, files) {
      const load = (await loadFiles(district, key, files)) as unknown as LoadSeen;
      if (load.state === 'held') await steward('POST', `/api/data/loads/${load.id}/accept`, { reason: 'acceptance' });
      return load;
    },
    async open(key) {
      const { status, text } = await district.as(OPENED)('POST', `/api/data/datasets/${key}/open`);
      if (status !== 200) throw new Error(`${key} cannot be opened: ${text}`);
    },
    json: async (url, as = 'steward') => (await get(url, as)).body,
    bytes: async (url, as = 'steward') => (await get(url, as)).raw,
    async put(url, revision, body) {
      const { status, text } = await steward('PUT', url, body, { 'if-match': `"${revision}"` });
      if (status !== 200) throw new Error(`${url}: ${status} ${text}`);
    },
  };
}

/** Every row or group of a query, page by page. */
export async function allRows(house: House, key: string, query: Readonly<Record<string, string>>): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const address = new URLSearchParams({ ...query, limit: '10000', ...(cursor && { cursor }) });
    const page: { rows: Record<string, unknown>[]; next: string | null } = await house.json(`/api/data/datasets/${key}/rows?${address}`);
    rows.push(...page.rows);
    cursor = page.next;
  }
  return rows;
}
