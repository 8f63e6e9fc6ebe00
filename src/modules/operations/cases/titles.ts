import type { Bilingual, ReadProfile } from '#kernel';

import { policiesFile } from '../policies/facts.ts';
import { categoriesOf } from '../signals/categories.ts';
import { acts } from './acts/index.ts';

/** What the platform itself writes into logs. */
const AUTOMATIC: Readonly<Record<string, Bilingual>> = {
  open: { en: 'Opened', zh: '立案' },
  close: { en: 'Closed unconfirmed', zh: '逾期未回复办结' },
  tick: { en: 'Deadline watched', zh: '时限监测' },
  recount: { en: 'Deadlines recounted', zh: '时限重新核算' },
  merge: { en: 'Merged into another case', zh: '并入其他事项' },
  absorb: { en: 'Another case merged into this', zh: '并入其他事项的诉求' },
  unmerge: { en: 'Merge undone', zh: '撤销并案' },
  undo: { en: 'Taken back', zh: '撤回操作' },
};

/** Name of an act, for the story. */
export function actTitle(act: string): Bilingual {
  return acts.get(act)?.title ?? AUTOMATIC[act] ?? { en: act, zh: act };
}

/** Names of keys in the profile; a key that is no longer there stands for itself. */
export function titlesOf(profile: ReadProfile) {
  const file = profile(policiesFile);
  const categories = categoriesOf(profile);
  const named = (key: string, title: Bilingual | undefined) => ({ key, title: title ?? { en: key, zh: key } });
  const policies = new Map(file.policies.map((policy) => [policy.key, policy]));
  return {
    category: (key: string) => named(key, categories.get(key)?.title),
    level: (key: string) => named(key, file.levels[key]?.title),
    kind: (key: string) => named(key, file.kinds[key]),
    policy: (key: string) => named(key, policies.get(key)?.title),
    law: (key: string): Bilingual => policies.get(key)?.law ?? { en: '', zh: '' },
    pauseCode: (key: string) => named(key, file.pauseCodes[key]?.title),
    reason: (key: string) => named(key, file.reasons.bounce[key] ?? file.reasons.refuse[key] ?? file.reasons.cannot[key]),
    pauseCodesOf: (policy: string) =>
      (policies.get(policy)?.pauses ?? []).map((key) => ({
        ...named(key, file.pauseCodes[key]?.title),
        evidence: file.pauseCodes[key]?.evidence ?? false,
      })),
  };
}
