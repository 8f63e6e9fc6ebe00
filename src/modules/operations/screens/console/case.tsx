import { useParams } from 'react-router';

import { Loaded, useApi } from '#ui';

import './cases/case.css';
import { ActsPanel } from './case/acts-panel.tsx';
import { CaseActsProvider } from './case/case-acts.tsx';
import { CaseClocks, ClockAxis } from './case/clocks.tsx';
import { Duplicates, Merges } from './case/duplicates.tsx';
import { CaseHead } from './case/head.tsx';
import { CaseMeeting } from './case/meeting.tsx';
import { NextStep } from './case/next.tsx';
import { Family, Files, Orders, Place, Visits } from './case/side.tsx';
import { CaseStory } from './case/story.tsx';
import { Tasks } from './case/tasks.tsx';
import { type CaseView, caseApi, type DuplicateView, plainCode, type SignalView } from './cases/data.ts';

interface Reports {
  readonly items: readonly SignalView[];
  readonly duplicates: readonly DuplicateView[];
}

const NOTHING: Reports = { items: [], duplicates: [] };

/** One case on one page: what it is, what is asked next, its deadlines, the whole story in order, and everything that can be done. */
export default function Case() {
  const { code = '' } = useParams();
  const plain = plainCode(code);
  const topics = [`operations.case:${plain}`];
  const reading = useApi<CaseView>(caseApi(code), { topics, freshSeconds: 0 });
  const reports = useApi<Reports>(`${caseApi(code)}/signals`, { topics }).data ?? NOTHING;
  return (
    <div className="page case-page">
      <Loaded reading={reading}>{(view) => <CasePage key={view.code} view={view} readAt={reading.at} reports={reports} />}</Loaded>
    </div>
  );
}

function CasePage({ view, readAt, reports }: { readonly view: CaseView; readonly readAt: number; readonly reports: Reports }) {
  return (
    <CaseActsProvider view={view}>
      <CaseHead />
      <div className="stack">
        <CaseClocks readAt={readAt} />
        <CaseMeeting />
        <NextStep />
        <div className="columns case-columns">
          <div className="stack case-main">
            <CaseStory signals={reports.items} />
            <ClockAxis readAt={readAt} />
          </div>
          <aside className="stack case-side">
            <ActsPanel />
            <Tasks readAt={readAt} />
            <Orders />
            <Visits />
            <Place />
            <Duplicates duplicates={reports.duplicates} />
            <Merges />
            <Family />
            <Files />
          </aside>
        </div>
      </div>
    </CaseActsProvider>
  );
}
