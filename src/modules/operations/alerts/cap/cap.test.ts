import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { type Alert, CapFault, momentOf, readAlert, readCap, writeAlert, writeAtom, writeDistribution } from './index.ts';
import { anyAlert, anyChange, changed } from './test-support.ts';

const RUNS = 300;
const CAP = 'urn:oasis:names:tc:emergency:cap:1.2';
const read = (text: string) => readCap(Buffer.from(text));
const verdictOf = (text: string) => {
  const { verdict, refusal } = read(text);
  return refusal?.reason ?? verdict;
};

const HEAD = {
  identifier: 'one',
  sender: 'a@district.example',
  sent: '2026-11-23T12:00:00+08:00',
  status: 'Actual',
  msgType: 'Alert',
  scope: 'Public',
};
const INFO =
  '<category>Met</category><event>Rain</event><urgency>Expected</urgency><severity>Severe</severity><certainty>Likely</certainty>';

/** An alert with some head elements changed, `null` leaving one out; `more` follows the head. */
function alertOf(change: Readonly<Record<string, string | null>> = {}, more = '', namespace = CAP): string {
  const order = ['identifier', 'sender', 'sent', 'status', 'msgType', 'scope', 'restriction', 'addresses', 'references'];
  const values: Readonly<Record<string, string | null>> = { ...HEAD, ...change };
  const head = order.filter((name) => values[name] != null).map((name) => `<${name}>${values[name]}</${name}>`);
  return `<alert xmlns="${namespace}">${head.join('')}${more}</alert>`;
}
const withArea = (area: string) => alertOf({}, `<info>${INFO}<area><areaDesc>here</areaDesc>${area}</area></info>`);
const entryOf = (content: string) => `<entry><id>urn:e</id><title>t</title><updated>2026-11-23T04:00:00Z</updated>${content}</entry>`;
const feedOf = (entries: string) =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:f</id><title>t</title><updated>2026-11-23T04:00:00Z</updated>${entries}</feed>`;
const embedded = (alert: string) => entryOf(`<content type="text/xml">${alert}</content>`);
const distributionOf = (...alerts: readonly string[]) =>
  writeDistribution({ id: 'd', sender: 's', sent: HEAD.sent, language: 'zh-CN', sources: alerts });

describe('reading and writing alerts', () => {
  it('what is written reads back as it was, whatever the words', () => {
    fc.assert(
      fc.property(anyAlert, (alert) => {
        const text = writeAlert(alert);
        const back = readAlert(text);
        assert.deepEqual([back.alert, back.version, back.signed], [alert, '1.2', false]);
        assert.deepEqual(read(text).verdict, 'accept');
      }),
      { numRuns: RUNS },
    );
  });
  it('a feed and a distribution of alerts give each of them back', () => {
    fc.assert(
      fc.property(fc.array(anyAlert, { maxLength: 3 }), (alerts) => {
        const sources = alerts.map(writeAlert);
        const entries = sources.map((source, at) => ({
          source,
          id: `urn:${at}`,
          title: 't',
          updated: HEAD.sent,
          summary: '<&>',
          href: '/x?a&b',
        }));
        const feed = writeAtom({ id: 'urn:f', title: '预警', author: 'us', updated: HEAD.sent, href: '/f', entries });
        for (const text of [feed, distributionOf(...sources)]) {
          const { verdict, alerts: found } = read(text);
          assert.equal(verdict, 'accept');
          assert.deepEqual(
            found.map((one) => one.refusal === null && one.alert),
            alerts,
          );
        }
      }),
      { numRuns: RUNS / 4 },
    );
  });
  it('a broken document is refused with a reason and never crashes the reader', () => {
    const bytes = fc.tuple(anyAlert, fc.array(anyChange, { maxLength: 3 }), fc.nat(), fc.nat(255), fc.boolean());
    fc.assert(
      fc.property(bytes, ([alert, changes, at, byte, flip]) => {
        const buffer = Buffer.from(changes.reduce(changed, writeAlert(alert)));
        if (flip) buffer[at % buffer.length] = byte;
        const { verdict, accepted, refused, refusal } = readCap(buffer);
        assert.equal(accepted + refused <= 1, true);
        assert.equal(verdict === 'accept', refusal === null);
      }),
      { numRuns: RUNS },
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => readCap(bytes).verdict === 'refuse'));
  });
  it('writes nothing that the schema or the standard forbids', () => {
    const wrong = (change: Partial<Alert>) => () => writeAlert({ ...HEAD, code: [], info: [], ...change });
    assert.doesNotThrow(wrong({}));
    for (const change of [{ sent: '2026-11-23T04:00:00Z' }, { identifier: 'a b' }, { note: 'bell \u0007' }, { msgType: 'Update' }])
      assert.throws(wrong(change), CapFault);
  });
  it('says a moment in the zone’s own offset and never Z', () => {
    assert.equal(momentOf(new Date('2026-11-23T04:00:09.700Z'), 'Asia/Shanghai'), '2026-11-23T12:00:09+08:00');
    assert.equal(momentOf(new Date('2026-11-23T04:00:09Z'), 'UTC'), '2026-11-23T04:00:09-00:00');
    assert.equal(momentOf(new Date('2026-11-22T23:30:00Z'), 'Asia/Kathmandu'), '2026-11-23T05:15:00+05:45');
  });
});

describe('what the schema cannot say', () => {
  const cases: readonly (readonly [reason: string, ...texts: string[]])[] = [
    [
      'accept',
      alertOf(),
      alertOf({ sent: '2026-11-23T12:00:00-00:00' }),
      alertOf({ msgType: 'Update', references: 'a,b,2026-11-23T12:00:00+08:00' }),
    ],
    [
      'identifier-characters',
      alertOf({ identifier: '' }),
      alertOf({ identifier: 'a b' }),
      alertOf({ identifier: 'a,b' }),
      alertOf({ identifier: 'a&amp;b' }),
    ],
    ['sender-characters', alertOf({ sender: '' }), alertOf({ sender: 'a&lt;b' }), alertOf({ sender: ' a' })],
    ['references-missing', ...['Update', 'Cancel', 'Ack', 'Error'].map((msgType) => alertOf({ msgType })), alertOf({ references: ' ' })],
    [
      'references-form',
      alertOf({ references: 'a,b' }),
      alertOf({ references: 'a,b,yesterday' }),
      alertOf({ references: 'a,b,2026-11-23T12:00:00Z,c' }),
    ],
    ['restriction-missing', alertOf({ scope: 'Restricted' }), alertOf({ scope: 'Restricted', restriction: '' })],
    ['addresses-missing', alertOf({ scope: 'Private' })],
    ['accept', alertOf({ scope: 'Private', addresses: 'a b' }), alertOf({ scope: 'Restricted', restriction: 'police' })],
    [
      'polygon',
      ...[
        '',
        '1,1 2,2 1,1',
        '1,1 2,2 3,3 4,4',
        '1,1 2,2 3,3 9,1',
        '1,1 2,2 3,3 1,9',
        '1,1 2,2 91,3 1,1',
        '1,1 2,2 3,181 1,1',
        '1,1 2,2 3,x 1,1',
        '1,1 2,2 3,3,3 1,1',
      ].map((text) => withArea(`<polygon>${text}</polygon>`)),
    ],
    ['circle', ...['', '1,1', '1,1 -1', '91,1 2', '1,1 2 3', '1,1 NaN'].map((text) => withArea(`<circle>${text}</circle>`))],
    [
      'accept',
      withArea('<polygon>1,1 2,2 3,3 1,1</polygon><circle>-90,180 0</circle>'),
      withArea('<altitude>1</altitude><ceiling>2</ceiling>'),
    ],
    ['altitude-missing', withArea('<ceiling>2</ceiling>')],
    ['sent-range', alertOf({ sent: '-0044-03-15T12:00:00Z' }, '', 'urn:oasis:names:tc:emergency:cap:1.1')],
    ['namespace', alertOf({}, '', 'urn:oasis:names:tc:emergency:cap:9.9'), '<html/>', '<feed/>', '<alert/>'],
    ['schema', alertOf({ sent: '2026-11-23T04:00:00Z' }), alertOf({ status: 'Fine' }), alertOf({ scope: null })],
  ];
  for (const [reason, ...texts] of cases)
    it(`is checked: ${reason} (${texts.length})`, () => {
      for (const text of texts) assert.equal(verdictOf(text), reason, text);
    });
  it('is read in the words of CAP 1.2 from CAP 1.0', () => {
    const info = `<info>${INFO.replace('Likely', 'Very Likely')}<eventCode>SAME=TOR</eventCode><area><areaDesc>x</areaDesc><geocode>FIPS=006</geocode></area></info>`;
    const old = alertOf({ scope: null, msgType: 'Update', references: 'one/a@district.example' }, info, 'http://www.incident.com/cap/1.0');
    const { alert, version } = readAlert(old);
    assert.deepEqual([version, alert.scope, alert.info[0]?.certainty], ['1.0', undefined, 'Likely']);
    assert.deepEqual(alert.info[0]?.eventCode, [{ valueName: 'SAME', value: 'TOR' }]);
  });
  it('a signature is taken out, marked, and believed by nobody', () => {
    const signature = '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo/></Signature>';
    for (const namespace of [CAP, 'urn:oasis:names:tc:emergency:cap:1.1']) {
      const [outcome] = read(alertOf({}, signature, namespace)).alerts;
      assert.equal(outcome?.refusal === null && outcome.signed, true);
    }
  });
});

describe('feeds and distributions', () => {
  const good = alertOf();
  const bad = alertOf({ identifier: 'a b' });
  it('one bad alert of a feed is refused alone, in a distribution all are', () => {
    const feed = read(feedOf([good, bad, good].map(embedded).join('')));
    assert.deepEqual([feed.verdict, feed.accepted, feed.refused, feed.refusal?.reason], ['partial', 2, 1, 'identifier-characters']);
    const whole = read(distributionOf(good, bad, good));
    assert.deepEqual([whole.verdict, whole.accepted, whole.refused], ['refuse', 0, 3]);
    assert.deepEqual([read(distributionOf(good, good)).accepted, read(distributionOf()).verdict], [2, 'accept']);
  });
  it('an alert that takes its prefixes from the feed is read on its own', () => {
    const prefixed = good.replaceAll(/<(\/?)(?=\w)/g, '<$1c:').replace(` xmlns="${CAP}"`, '');
    const verdict = read(feedOf(embedded(prefixed)).replace('<feed ', `<feed xmlns:c="${CAP}" `));
    assert.deepEqual([verdict.verdict, verdict.accepted], ['accept', 1]);
  });
  it('links to alerts are listed, those to pages for people are not', () => {
    const links = ['<link href="http://a.example/1"/>', '<link rel="alternate" type="text/html" href="http://a.example/page"/>'];
    const both =
      '<link type="text/html" href="http://a.example/page"/><link rel="related" type="application/cap+xml" href="http://a.example/2"/>';
    assert.deepEqual(
      read(feedOf([...links, both].map(entryOf).join(''))).links.map(({ href }) => href),
      ['http://a.example/1', 'http://a.example/2'],
    );
  });
  it('a part that must be there, or must not, refuses the feed', () => {
    const wrong = [
      feedOf(entryOf('')),
      feedOf('<foo/>'),
      feedOf(entryOf('<foo/><link href="x"/>')),
      feedOf('').replace('<id>urn:f</id>', ''),
    ];
    const odd = [
      feedOf('<id>urn:second</id>'),
      feedOf('').replace('2026-11-23T04:00:00Z', 'now'),
      '<rss version="2.0"/>',
      '<rss version="7"><channel/></rss>',
    ];
    for (const text of [...wrong, ...odd]) assert.equal(verdictOf(text), 'feed-structure', text);
    assert.equal(verdictOf(feedOf('<x:foo xmlns:x="urn:x"/>')), 'accept', 'foreign elements are welcome');
  });
});
