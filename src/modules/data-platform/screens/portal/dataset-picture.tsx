import { Section, ServerChart, ServerMap, useFormats, useFrame, useSpeak } from '#ui/portal';

import type { Picture, PointMap } from '../../portal/picture.ts';
import { dataTexts } from './texts.ts';

/** From here on a figure beside a line is written in short. */
const LONG = 100_000;

/** The dataset's chart with its finding in a sentence. */
export function PictureSection({ picture, version }: { picture: Picture; version: number }) {
  const { language } = useFrame();
  const say = dataTexts(language);
  const speak = useSpeak();
  const { number, compact } = useFormats();
  const write = (value: number) => (Math.abs(value) >= LONG ? compact(value) : number(Math.round(value * 100) / 100));
  return (
    <Section id="picture" title={say('pictureSection')}>
      <ServerChart
        kind={picture.kind}
        finding={useFinding(picture, write)}
        unit={speak(picture.unit)}
        labelTitle={speak(picture.labelTitle)}
        labels={picture.labels}
        series={picture.series.map(({ name, values }) => ({ name: speak(name), values }))}
        format={write}
        caption={
          <>
            {say('pictureCaption', { number: version })} <a href={picture.href}>{say('sameNumbers')}</a>
          </>
        }
      />
    </Section>
  );
}

/** What the picture says, in words: from where to where, and the highest. */
function useFinding({ kind, title, labels, series }: Picture, write: (value: number) => string): string {
  const say = dataTexts(useFrame().language);
  const speak = useSpeak();
  const values = series[0]?.values ?? [];
  const known = values.flatMap((value, index) => (value === null ? [] : [{ value, label: labels[index] ?? '' }]));
  const [first, last] = [known[0], known.at(-1)];
  const top = known.toSorted((a, b) => b.value - a.value);
  if (!first || !last || !top[0]) return speak(title);
  if (kind === 'bar')
    return say('barFinding', { title: speak(title), top: top[0].label, max: write(top[0].value), second: top[1]?.label ?? '–' });
  return say('lineFinding', {
    title: speak(series.length > 1 && series[0] ? series[0].name : title),
    first: write(first.value),
    from: first.label,
    last: write(last.value),
    to: last.label,
    max: write(top[0].value),
    at: top[0].label,
  });
}

/** The dataset's places. */
export function MapSection({ map }: { map: PointMap }) {
  const say = dataTexts(useFrame().language);
  return (
    <Section id="map" title={say('mapSection')}>
      <ServerMap
        finding={say('mapFinding', { count: map.total })}
        points={map.points.map(({ lon, lat, label, note }, index) => ({
          lon,
          lat,
          label: `${label}${map.points.length <= 12 ? '' : `#${index}`}`,
          note,
        }))}
        caption={map.points.length < map.total ? say('mapMore', { shown: map.points.length, count: map.total }) : undefined}
      />
    </Section>
  );
}
