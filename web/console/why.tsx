import { useSearchParams } from 'react-router';

import type { Bilingual } from '#kernel';
import { defineTexts } from '#kernel/i18n';
import { useFormat } from '../ui/console/format.ts';
import { useSay, useTexts } from '../ui/console/language.ts';
import { Facts, PageHeader, Section } from '../ui/console/layout.tsx';
import { Pill } from '../ui/console/pill.tsx';
import { useSession } from '../ui/console/session.tsx';
import { Loaded } from '../ui/console/state-panel.tsx';
import { useApi } from '../ui/console/use-api.ts';

const texts = defineTexts({
  title: { en: 'Why was I refused?', zh: '为什么被拒绝？' },
  permission: { en: 'Permission', zh: '权限' },
  purpose: { en: 'Purpose', zh: '用途' },
  yours: { en: 'Your roles', zh: '您的角色' },
  none: { en: 'none', zh: '无' },
  reasons: { en: 'What stands in the way', zh: '原因' },
  allowed: { en: 'allowed', zh: '允许' },
  refused: { en: 'not allowed', zh: '无权限' },
  free: { en: 'Nothing: you may do this. Go back and try again.', zh: '没有障碍：您可以执行此操作，请返回重试。' },
  may: { en: 'Roles that may', zh: '具备该权限的角色' },
  ask: { en: 'Whom to ask', zh: '向谁申请' },
});

interface Explanation {
  readonly allowed: boolean;
  readonly title: Bilingual;
  readonly reasons: readonly Bilingual[];
  readonly rolesThatMay: readonly { readonly key: string; readonly title: Bilingual }[];
  readonly askWhom: Bilingual;
}

/** Explains a refusal: what was missing, which roles have it, and whom to ask. */
export default function Why() {
  const t = useTexts(texts);
  const [search] = useSearchParams();
  const permission = search.get('permission');
  const purpose = search.get('purpose');
  const reading = useApi<Explanation>('/api/policy/explain', { query: { permission, purpose } });
  return (
    <div className="page narrow">
      <PageHeader title={t('title')} />
      <Loaded reading={reading}>
        {(found) => <Explained found={found} name={permission ?? purpose ?? ''} isPurpose={permission === null} />}
      </Loaded>
    </div>
  );
}

function Explained({ found, name, isPurpose }: { readonly found: Explanation; readonly name: string; readonly isPurpose: boolean }) {
  const t = useTexts(texts);
  const say = useSay();
  const format = useFormat();
  const { roles } = useSession();
  const titles = (list: readonly { readonly title: Bilingual }[]) => format.list(list.map(({ title }) => say(title))) || t('none');
  return (
    <Section
      title={say(found.title)}
      aside={<Pill tone={found.allowed ? 'good' : 'danger'}>{t(found.allowed ? 'allowed' : 'refused')}</Pill>}
    >
      <Facts
        facts={[
          [t(isPurpose ? 'purpose' : 'permission'), <code key="name">{name}</code>],
          [t('reasons'), found.allowed ? t('free') : found.reasons.map((reason) => <p key={reason.en}>{say(reason)}</p>)],
          [t('yours'), titles(roles)],
          [t('may'), titles(found.rolesThatMay)],
          [t('ask'), say(found.askWhom)],
        ]}
      />
    </Section>
  );
}
