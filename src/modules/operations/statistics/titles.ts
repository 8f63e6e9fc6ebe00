import { type Bilingual, departmentName, departmentsFile, type ReadProfile } from '#kernel';

import { titlesOf } from '../cases/titles.ts';
import { districtMap } from '../map/facts.ts';
import { NO_TOWN, OTHER } from './log-line.ts';

/** By what figures are grouped. */
export type Grouping = 'category' | 'department' | 'town';

const JOINED: Bilingual = { en: 'Others (small groups)', zh: '其他（小分组合并）' };
const NOWHERE: Bilingual = { en: 'No town given', zh: '未注明镇街' };

/** Names of the members of a grouping; a key that nobody knows stands for itself. */
export function memberName(profile: ReadProfile, grouping: Grouping, key: string): Bilingual {
  if (key === OTHER) return JOINED;
  if (grouping === 'department') return departmentName(profile(departmentsFile), key);
  if (grouping === 'category') return titlesOf(profile).category(key).title;
  return key === NO_TOWN ? NOWHERE : (townName(profile, key) ?? { en: key, zh: key });
}

function townName(profile: ReadProfile, code: string): Bilingual | null {
  const found = profile(districtMap).features.find(({ properties }) => properties['layer'] === 'town' && properties['code'] === code);
  return (found?.properties['name'] as Bilingual | undefined) ?? null;
}
