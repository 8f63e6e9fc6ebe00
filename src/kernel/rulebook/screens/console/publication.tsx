import { Button, Section, type Step, Steps, useAct, useConfirm, useFormat, useMay, useSay, useSession, useTexts } from '#ui';

import type { VersionView } from '../../schema.ts';
import { consoleTexts } from './texts.ts';

type Act = 'propose' | 'withdraw' | 'approve';

/** The way from draft to force: who did what, and the one step that this person may take. */
export function Publication({ view }: { readonly view: VersionView }) {
  const t = useTexts(consoleTexts);
  const { state } = view.ruleSet;
  return (
    <Section title={t('toPublish')}>
      <div className="stack tight">
        <Steps title={t('toPublish')} steps={stepsOf(view, t, useFormat().day)} />
        {state === 'draft' && (
          <div className="row">
            <Do view={view} act="propose" permission="rulebook:edit" />
          </div>
        )}
        {state === 'shadow' && (
          <div className="row">
            <Do view={view} act="approve" permission="rulebook:publish" />
            <Do view={view} act="withdraw" permission="rulebook:edit" />
          </div>
        )}
      </div>
    </Section>
  );
}

function Do({
  view: { ruleSet, people },
  act,
  permission,
}: {
  readonly view: VersionView;
  readonly act: Act;
  readonly permission: 'rulebook:edit' | 'rulebook:publish';
}) {
  const t = useTexts(consoleTexts);
  const say = useSay();
  const { day } = useFormat();
  const { id } = useSession();
  const may = useMay(permission);
  const confirm = useConfirm();
  const { identifier, version } = ruleSet;
  const done = { propose: t('proposed'), withdraw: t('withdrawn'), approve: t('approved') }[act];
  const step = useAct<null>({
    change: () => ({ path: `/api/rulebook/sets/${identifier}/${version}/${act}`, body: {} }),
    touches: ['/api/rulebook'],
    done,
  });
  const own = act === 'approve' && (people?.author === id || people?.proposer === id);
  const refusal = own ? t('ownWork') : may ? null : t(permission === 'rulebook:edit' ? 'mayNotEdit' : 'mayNotPublish');
  const run = async () => {
    const question = {
      title: t('confirmApprove', { name: say(ruleSet.title), version }),
      text: t('confirmApproveText', { day: day(ruleSet.validFrom) }),
      act: t('approve'),
    };
    if (act !== 'approve' || (await confirm(question))) await step.run(null);
  };
  return (
    <Button kind={act === 'withdraw' ? 'plain' : 'primary'} busy={step.busy} refusal={refusal} onClick={() => void run()}>
      {t(act)}
    </Button>
  );
}

function stepsOf(
  { ruleSet, people, endsOn }: VersionView,
  t: ReturnType<typeof useTexts<typeof consoleTexts.table>>,
  day: (day: string) => string,
): Step[] {
  const at = { draft: 1, shadow: 2, published: 4, retired: 4 }[ruleSet.state];
  const notes = [
    null,
    people?.proposer ? t('stepProposedBy', { person: people.proposer }) : null,
    people?.approver ? t('stepApprovedBy', { person: people.approver }) : null,
    [t('from', { day: day(ruleSet.validFrom) }), endsOn ? t('until', { day: day(endsOn) }) : ''].filter(Boolean).join(', '),
  ];
  const titles = [t('stepWritten', { person: people?.author ?? '' }), t('stepProposed'), t('stepApproved'), t('stepInForce')];
  return titles.map((title, i) => ({ title, note: notes[i] ?? undefined, state: i < at ? 'done' : i === at ? 'now' : 'next' }));
}
