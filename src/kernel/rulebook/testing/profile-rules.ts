import { readdirSync, readFileSync } from 'node:fs';

import { readJdm } from '../engine/jdm.ts';
import type { RuleSet } from '../engine/rule-set.ts';

const folder = new URL('../../../../profiles/zhejiang/rules/', import.meta.url);

/** The rule sets that the profile brings, as read from their files. */
export function profileRuleSets(): RuleSet[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'index.json');
  return files.sort().map((name) => readJdm(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))));
}
