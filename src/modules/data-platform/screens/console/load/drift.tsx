import { Button, Pill, Section, useApi, useFormat, useTexts } from '#ui';

import { placesOf } from '../../../ingest/columns.ts';
import type { Drift as DriftItem, DriftReport } from '../../../ingest/index.ts';
import type { ManifestView, Terms } from '../data.ts';
import { loadTexts } from './texts.ts';

interface DriftProps {
  readonly datasetKey: string;
  readonly report: DriftReport | null;
  readonly manifest: ManifestView;
  readonly previous: number | null;
}

/** What changed in structure and spread since the version before, and columns that found no field. */
export function Drift({ datasetKey, report, manifest, previous }: DriftProps) {
  const t = useTexts(loadTexts);
  const { lost, unused } = unmatched(manifest);
  const calm = !report?.drifts.length && lost.length === 0 && unused.length === 0;
  const breaking = report?.breaking || lost.length > 0;
  return (
    <Section
      title={t('drift')}
      {...(previous !== null && { note: t('against', { number: previous }) })}
      aside={<Pill tone={breaking ? 'danger' : calm ? 'good' : 'soon'}>{t(breaking ? 'breaking' : calm ? 'calm' : 'moved')}</Pill>}
    >
      <ul className="drift">
        {calm && <li className="ink2">{t(previous === null ? 'firstVersion' : 'noDrift')}</li>}
        {lost.map((field) => (
          <li key={field}>
            <b>{t('noColumn')}</b> <code>{field}</code> <small>{t('noColumnText')}</small>
          </li>
        ))}
        {unused.map((column) => (
          <li key={column}>
            <b>{t('noField')}</b> <code>{column}</code>
          </li>
        ))}
        {report?.drifts.map((drift) => (
          <DriftLine key={`${drift.kind} ${drift.field}`} drift={drift} />
        ))}
      </ul>
      {(lost.length > 0 || unused.length > 0) && (
        <Button size="sm" to={`/data/${datasetKey}/edit`}>
          {t('map')}
        </Button>
      )}
    </Section>
  );
}

function DriftLine({ drift }: { readonly drift: DriftItem }) {
  const t = useTexts(loadTexts);
  const words = useDriftWords(drift);
  return (
    <li>
      <b>{t(drift.kind)}</b> <code>{drift.field}</code> {words && <small>{words}</small>}
    </li>
  );
}

const SHOWN_CODES = 6;

function useDriftWords(drift: DriftItem): string | null {
  const t = useTexts(loadTexts);
  const { percent, number } = useFormat();
  const terms = useApi<Terms>('/api/data/terms', { freshSeconds: 3600 }).data;
  switch (drift.kind) {
    case 'added':
    case 'removed':
      return null;
    case 'renamed':
      return t('renamedText', { to: drift.to, likeness: percent(drift.likeness, 0) });
    case 'retyped':
      return t('retypedText', { from: drift.from, to: drift.to });
    case 'codesGrown':
      return `${drift.codes.slice(0, SHOWN_CODES).join(', ')}${drift.codes.length > SHOWN_CODES ? ' …' : ''}`;
    case 'nullShareMoved':
      return t('shares', { from: percent(drift.from, 1), to: percent(drift.to, 1) });
    case 'distributionMoved':
      return t('psi', { psi: number(drift.psi, 2), limit: number(terms?.driftPsi ?? 0, 2) });
  }
}

/** Fields that found no column in any file, and columns that no field took. */
export function unmatched({ schema, sources }: ManifestView): { readonly lost: string[]; readonly unused: string[] } {
  const places = placesOf(
    schema,
    sources.flatMap(({ columns }) => columns),
  );
  const lost = schema.filter((_, index) => places[index] === -1).map(({ name }) => name);
  return { lost, unused: [...new Set(sources.flatMap((source) => source.unused))] };
}
