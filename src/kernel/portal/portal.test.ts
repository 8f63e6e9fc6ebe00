import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { type AnyModule, type Bilingual, defineModule, purpose } from '../core/index.ts';
import { openTestDistrict, person } from '../testing/index.ts';
import { toCsv } from './csv.ts';
import { findPages } from './search.ts';
import { titles } from './titles.ts';

const answer = purpose('voice:answer', { en: 'To answer a report', zh: '答复诉求' });
const both = (words: string): Bilingual => ({ en: words, zh: `${words}（中）` });

/** A module that contributes to home and search, and keeps personal data. */
const parks: AnyModule = defineModule<{ parks_visit: object }>({
  name: 'parks',
  title: both('Parks'),
  purpose: 'Tests the portal.',
  dependsOn: [],
  migrations: null,
  tables: { parks_visit: { purpose: 'Bookings', personal: ['visitor_name'], retentionDays: 730 } },
  purposes: [answer],
  contributes: {
    doors: [{ title: both('Book a park'), text: both('A lawn'), href: '/parks', icon: 'report', order: 1 }],
    figures: async ({ now }) => [
      {
        title: both('Lawns free'),
        value: '7',
        unit: both('lawns'),
        note: both('of 9'),
        source: both('Bookings'),
        asOf: now,
        href: '/parks',
      },
    ],
    search: async (_context, query) => [
      { kind: both('Park'), title: both(`Park ${query}`), text: both('Green'), href: '/parks/1', score: 1 },
    ],
  },
});

describe('portal', () => {
  let town: Awaited<ReturnType<typeof openTestDistrict>>;
  const wang = person({ id: 'wang' });
  const li = person({ id: 'li' });
  const clerk = person({ id: 'clerk', department: 'health' });

  before(async () => {
    town = await openTestDistrict({ modules: [parks], now: new Date('2026-11-23T02:00:00Z') });
    const begin = town.clock.now.getTime();
    for (let day = 30; day > 0; day -= 1) {
      town.clock.now = new Date(begin - day * 24 * 3600_000);
      const record = `parks_visit/${day}`;
      await town.act((context) => context.recordRead({ subjectId: 'wang', record, fields: ['name', 'shoe_size'], purpose: answer }), clerk);
    }
    town.clock.now = new Date(begin);
    await town.act(
      (context) => context.recordRead({ subjectId: 'li', record: 'parks_visit/x', fields: ['phone'], purpose: answer }),
      clerk,
    );
  });
  after(() => town.close());

  const page = async (url: string, actor = wang) => (await town.as(actor)('GET', url)).text;
  const rowsOf = (html: string) => html.match(/<tbody>.*<\/tbody>/s)?.[0].match(/<tr/g)?.length ?? 0;

  test('a person sees every look at their own data, with office, purpose and fields in everyday words, and nobody else’s', async () => {
    const html = await page('/my-data?lang=en');
    assert.match(html, /Health Bureau/);
    assert.match(html, /To answer a report/);
    assert.match(html, /name, shoe_size/);
    assert.doesNotMatch(html, /phone number/);
    assert.equal(rowsOf(html), 20);
    assert.equal(rowsOf(await page('/my-data', li)), 1);
    assert.equal(rowsOf(await page('/my-data', person({ id: 'zhao' }))), 0);
  });

  test('each line leads to its proof in the ledger', async () => {
    const html = await page('/my-data');
    const [address, entry = ''] = html.match(/\/ledger\?entry=([0-9a-f-]{36})/) ?? [];
    const { status, text } = await town.as(wang)('GET', address ?? '');
    assert.equal(status, 200);
    assert.ok(text.includes(entry));
  });

  test('older looks stand on the next page, and none is lost or shown twice', async () => {
    const first = await page('/my-data');
    const next = first.match(/href="(\/my-data\?cursor=[^"]+)" rel="next"/)?.[1] ?? '';
    const second = await page(next);
    const entries = [first, second].flatMap((html) => [...html.matchAll(/\/ledger\?entry=([0-9a-f-]{36})/g)].map(([, id]) => id));
    assert.equal(entries.length, 30);
    assert.equal(new Set(entries).size, 30);
    assert.doesNotMatch(second, /rel="next"/);
  });

  test('a period holds both of its days, by the clock of the district', async () => {
    // The look of 21 November is at 10:00 in Shanghai; both ends of that day are included.
    assert.equal(rowsOf(await page('/my-data?from=2026-11-21&to=2026-11-21')), 1);
    assert.equal(rowsOf(await page('/my-data?from=2026-11-20&to=2026-11-22')), 3);
    assert.equal(rowsOf(await page('/my-data?from=2030-01-01')), 0);
    assert.equal((await town.as(wang)('GET', '/my-data?from=yesterday')).status, 404);
  });

  test('the lines can be taken home as a file that a spreadsheet reads', async () => {
    const { status, headers, text } = await town.as(wang)('GET', '/api/portal/my-data.csv?language=en&from=2026-11-21');
    assert.equal(status, 200);
    assert.match(String(headers['content-type']), /text\/csv/);
    const [head, ...lines] = text.trim().split('\r\n');
    assert.match(head ?? '', /^\uFEFF?When,Office,Purpose,Fields,Record,Ledger entry$/);
    assert.equal(lines.length, 2);
    assert.match(lines[0] ?? '', /Health Bureau,To answer a report,name; shoe_size,parks_visit\/1,/);
  });

  test('who has not signed in is asked to, and comes back afterwards', async () => {
    const { status, headers } = await town.as()('GET', '/my-data?from=2026-11-21');
    assert.equal(status, 303);
    assert.equal(headers['location'], '/sign-in?back=%2Fmy-data%3Ffrom%3D2026-11-21');
    assert.equal((await town.as()('GET', '/api/portal/my-data.csv')).status, 401);
  });

  test('the register names every table with personal data of every module, from the manifests', async () => {
    const html = await page('/privacy?lang=en');
    for (const { tables } of town.modules) {
      for (const { personal } of Object.values(tables as Record<string, { personal: readonly string[] }>)) {
        for (const column of personal) assert.ok(html.includes(column), column);
      }
    }
    assert.match(html, /visitor_name/);
    assert.match(html, /2 years/);
  });

  test('home shows what modules contribute, with ages and sources, and no more than is true', async () => {
    const html = await page('/?lang=en');
    assert.match(html, /Book a park/);
    assert.match(html, /Lawns free/);
    assert.ok(html.indexOf('Book a park') < html.indexOf('Who read my data'), 'doors stand in their order');
    // Of 31 looks one lies within the last 24 hours; the one of exactly a day ago no longer counts.
    const [, looks] = html.match(/Looks at personal data<\/a><\/h3><p class="val">(\d+) /) ?? [];
    assert.equal(looks, '1');
  });

  test('the search finds modules’ things and the portal’s own pages, and survives hostile words', async () => {
    const html = await page(`/search?lang=en&q=${encodeURIComponent('personal data')}`);
    assert.match(html, /Personal<\/mark> <mark>data<\/mark>: the register/);
    assert.ok(html.indexOf('/parks/1') < html.indexOf('/privacy"'), 'the best hit stands first');
    for (const words of ['<script>alert(1)</script>', '(((', '%_\\', '"><img src=x>', '   ', '{count}', '𠮷'.repeat(50)]) {
      const answered = await town.as()('GET', `/search?q=${encodeURIComponent(words)}`);
      assert.equal(answered.status, 200, words);
      assert.doesNotMatch(answered.text, /<script>alert|<img src=x/);
    }
  });

  test('what does not exist is said in the reader’s language, with a way on', async () => {
    const { status, text } = await town.as()('GET', '/nowhere?lang=zh', undefined, { accept: 'text/html' });
    assert.equal(status, 404);
    assert.match(text, /此路不通/);
    assert.match(text, /action="\/search"/);
  });
});

test('own pages are found by words of either language, those with the words in their title first', () => {
  const pages = Object.values(titles);
  assert.equal(findPages(pages, '无障碍')[0]?.href, '/accessibility');
  assert.equal(findPages(pages, 'LEDGER')[0]?.href, '/about');
  assert.deepEqual(findPages(pages, 'xyzzy'), []);
});

test('no cell of an export can run as a formula', () => {
  assert.equal(toCsv([['=1+1', '+x', '-x', '@x', 'a"b', 'a,b', 'plain']]), '\uFEFF\'=1+1,\'+x,\'-x,\'@x,"a""b","a,b",plain\r\n');
});
