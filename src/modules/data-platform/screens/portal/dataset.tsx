import { Age, Crumbs, Facts, Note, PageHead, useFormats, useSpeak, type ViewProps } from '#ui/portal';

import type { DatasetPage } from '../../portal/dataset.ts';
import { DatasetAside, FieldTable, OriginSection, QualitySection, VersionTable } from './dataset-parts.tsx';
import { MapSection, PictureSection } from './dataset-picture.tsx';
import { PreviewSection } from './dataset-preview.tsx';
import { dataTexts } from './texts.ts';

/** A public dataset: what it is, who answers for it, how good it is, a look inside, and files to take home. */
export default function Dataset({ data, frame: { language } }: ViewProps<DatasetPage>) {
  const say = dataTexts(language);
  const speak = useSpeak();
  const { number, percent } = useFormats();
  const { version, scorecard } = data;
  const isOlder = version.number !== data.latest;
  return (
    <>
      <Crumbs items={[{ text: say('kick'), href: '/open-data' }, { text: speak(data.title) }]} />
      <PageHead kick={speak(data.theme)} title={speak(data.title)} lead={speak(data.description)}>
        <Facts
          facts={[
            { label: say('officeFact'), value: speak(data.department) },
            {
              label: say('updated'),
              value: say('versionNo', { number: version.number }),
              note: (
                <>
                  <Age at={version.loadedAt} old={data.freshness.state === 'late'} /> ·{' '}
                  {say('promised', { frequency: speak(data.frequency) })}
                </>
              ),
            },
            {
              label: say('rowsFact'),
              value: number(version.rows),
              note: version.rejected > 0 ? say('refused', { count: version.rejected }) : say('noneRefused'),
            },
            { label: say('quality'), value: scorecard.score === null ? '–' : percent(scorecard.score, 1), note: say('qualityNote') },
          ]}
        />
      </PageHead>
      <div className="wrap">
        {isOlder && (
          <Note title={say('older')}>
            {say('olderText', { number: version.number, latest: data.latest })} <a href={`/open-data/${data.key}`}>{say('toCurrent')}</a>
          </Note>
        )}
        {data.freshness.state === 'late' && !isOlder && (
          <Note title={say('lateTitle')}>{say('lateText', { frequency: speak(data.frequency) })}</Note>
        )}
        <div className="cols">
          <div>
            {data.picture && <PictureSection picture={data.picture} version={version.number} />}
            {data.map && data.map.points.length > 0 && <MapSection map={data.map} />}
          </div>
          <DatasetAside data={data} />
        </div>
        <PreviewSection data={data} />
        <FieldTable fields={data.fields} />
        <div className="duo">
          <QualitySection scorecard={scorecard} />
          <OriginSection data={data} />
        </div>
        <VersionTable data={data} />
      </div>
    </>
  );
}
