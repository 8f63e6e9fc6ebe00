import { readDescription } from '../datasets/description.ts';
import { riverReadings } from '../datasets/environment.ts';
import { addDays } from '../days.ts';
import { readFacts } from '../district/facts.ts';
import { drawWaters, placeGauges } from '../district/waters.ts';
import { csvText } from '../write.ts';
import { deskActors } from './desk-actors.ts';
import { expectSuccess, type Session, succeeded } from './session.ts';
import type { SimulatedActor, Stage } from './simulator.ts';

const RIVER_DAYS = 90;
const HOUR_MS = 3_600_000;
/** China keeps one time, eight hours ahead of UTC, without summer time. */
const CHINA_OFFSET_MS = 8 * HOUR_MS;
const FORMATS = ['csv', 'csv', 'csv', 'json', 'parquet'];

/** Everybody who keeps the demo district alive. A module adds its own here. */
export function demoActors(seed: number): SimulatedActor[] {
  return [
    { name: 'reader', everySeconds: 25, act: readCatalogue },
    { name: 'analyst', everySeconds: 45, act: askQuestion },
    { name: 'journalist', everySeconds: 120, act: download },
    { name: 'hydrologist', everySeconds: 240, act: reportRiver(seed) },
    ...deskActors(seed),
  ];
}

/** Somebody looks through the open catalogue and opens a page. */
async function readCatalogue(stage: Stage): Promise<void> {
  const visitor = stage.anonymous();
  expectSuccess(await visitor.get('/open-data'));
  const dataset = await pickDataset(visitor, stage);
  if (dataset) expectSuccess(await visitor.get(`/open-data/${dataset.key}`));
}

/** A developer asks for the rows of a dataset, counted by one of its fields. */
async function askQuestion(stage: Stage): Promise<void> {
  const visitor = stage.anonymous();
  const dataset = await pickDataset(visitor, stage);
  if (!dataset) return;
  const { fields } = succeeded(await visitor.get(`/api/data/datasets/${dataset.key}`)).json<{
    fields: { spec: { name: string; type: string } }[];
  }>();
  const texts = fields.filter(({ spec }) => spec.type === 'text');
  if (texts.length === 0) return;
  const groupBy = encodeURIComponent(stage.random.pick(texts).spec.name);
  expectSuccess(await visitor.get(`/api/data/datasets/${dataset.key}/rows?groupBy=${groupBy}&measure=count&limit=20`));
}

/** A journalist takes a file home. */
async function download(stage: Stage): Promise<void> {
  const visitor = stage.anonymous();
  const dataset = await pickDataset(visitor, stage);
  if (dataset) expectSuccess(await visitor.get(`/data/${dataset.key}/current.${stage.random.pick(FORMATS)}`));
}

/** The gauges report: once an hour the steward loads ninety days of readings up to the last full hour as a new version. */
function reportRiver(seed: number): SimulatedActor['act'] {
  let reported = 0;
  return async ({ now, as }) => {
    const hour = Math.floor(now.getTime() / HOUR_MS);
    if (hour === reported) return;
    await publish(await as('data-steward'), 'river-level', riverCsv(seed, now));
    reported = hour;
  };
}

function riverCsv(seed: number, now: Date): Buffer {
  const { centre } = readFacts();
  const china = new Date(now.getTime() + CHINA_OFFSET_MS).toISOString();
  const hours = RIVER_DAYS * 24 + Number(china.slice(11, 13)) + 1;
  const gauges = placeGauges(drawWaters(centre), centre);
  const rows = riverReadings({ seed, gauges }, addDays(china.slice(0, 10), -RIVER_DAYS), hours);
  return Buffer.from(csvText(readDescription('river-level'), { rows }));
}

/** Announces a file, sends it, and starts its load, as the console's wizard does. */
async function publish(steward: Session, key: string, file: Buffer): Promise<void> {
  const begun = await steward.send('POST', '/api/data/uploads', { name: `${key}.csv`, size: file.length });
  const { id } = succeeded(begun).json<{ id: string }>();
  expectSuccess(await steward.send('PATCH', `/api/data/uploads/${id}?offset=0`, file));
  expectSuccess(await steward.send('POST', `/api/data/datasets/${key}/loads`, { uploads: [id] }));
}

async function pickDataset(visitor: Session, { random }: Stage): Promise<{ key: string } | null> {
  const { items } = succeeded(await visitor.get('/api/data/datasets?open=true&limit=100')).json<{ items: { key: string }[] }>();
  return items.length > 0 ? random.pick(items) : null;
}
