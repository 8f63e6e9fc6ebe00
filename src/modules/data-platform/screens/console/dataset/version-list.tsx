import { Link } from 'react-router';

import { Section, useFormat, useTexts } from '#ui';

import type { VersionView } from '../data.ts';
import { VersionMark } from '../marks.tsx';
import { dataTexts } from '../texts.ts';
import { datasetTexts } from './texts.ts';

const SHOWN = 6;

interface VersionListProps {
  readonly datasetKey: string;
  readonly versions: readonly VersionView[];
  /** The version this page is about. */
  readonly shown: number;
}

/** The latest versions beside a load, with the one it made marked. */
export function VersionList({ datasetKey, versions, shown }: VersionListProps) {
  const t = useTexts(datasetTexts);
  const d = useTexts(dataTexts);
  const { number, moment } = useFormat();
  return (
    <Section
      title={t('versions')}
      aside={<Link to={`/data/${datasetKey}?view=versions`}>{t('allVersions', { count: versions.length })}</Link>}
      flush
    >
      <table className="grid-t">
        <thead>
          <tr>
            <th scope="col">{d('version')}</th>
            <th scope="col">{d('state')}</th>
            <th scope="col">{t('loaded')}</th>
            <th scope="col" className="num">
              {d('rows')}
            </th>
          </tr>
        </thead>
        <tbody>
          {versions.slice(0, SHOWN).map((version) => (
            <tr key={version.number} data-chosen={version.number === shown || undefined}>
              <th scope="row">
                <Link className="row-link" to={`/data/${datasetKey}/loads/${version.loadId}`}>
                  {version.number}
                </Link>
              </th>
              <td>
                <VersionMark state={version.state} />
              </td>
              <td className="nb">{moment(new Date(version.loadedAt))}</td>
              <td className="num">{number(version.rows)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
