import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { openTestDistrict, person, type TestDistrict } from '#kernel/testing';
import { writeJdm } from './engine/jdm.ts';
import type { RuleSet } from './engine/rule-set.ts';
import { evaluate, keepPopulation, publishedRules, publishProfileRules, rulesAt, subjectAsOf } from './index.ts';
import { sampleRuleSet } from './testing/samples.ts';

const TODAY = new Date('2026-11-23T02:00:00Z'); // Monday 10:00 in Shaoxing
const author = person({ id: 'author', permissions: ['rulebook:edit', 'rulebook:publish'] });
const second = person({ id: 'second', permissions: ['rulebook:publish'] });
const outsider = person({ id: 'outsider' });

const bands = (identifier: string, version: string, change: Partial<RuleSet> = {}, limit = 5): RuleSet =>
  sampleRuleSet(
    [
      { field: 'late', type: 'number' },
      { field: 'trade', type: 'string' },
    ],
    [['R1', { late: `> ${limit}` }, { status: 'late' }]],
    {
      identifier,
      version,
      noticePeriod: 0,
      otherwise: { status: 'fine' },
      examples: [{ title: { en: 'In time', zh: '按时' }, subject: { late: 0 }, outcome: { status: 'fine' } }],
      ...change,
    },
  );

describe('the rulebook of a district', () => {
  let city: TestDistrict;
  before(async () => {
    city = await openTestDistrict({ now: TODAY });
  });
  after(() => city.close());

  const url = (set: RuleSet, step = '') => `/api/rulebook/sets/${set.identifier}/${set.version}${step && `/${step}`}`;
  const draft = async (set: RuleSet) => {
    const answer = await city.as(author)('POST', '/api/rulebook/sets', writeJdm(set));
    assert.equal(answer.status, 201, answer.text);
    return answer.body as { revision: number };
  };
  const publish = async (set: RuleSet) => {
    await draft(set);
    const proposed = await city.as(author)('POST', url(set, 'propose'), {});
    assert.equal(proposed.status, 200, proposed.text);
    const approved = await city.as(second)('POST', url(set, 'approve'), {});
    assert.equal(approved.status, 200, approved.text);
  };

  describe('publication', () => {
    it('takes two persons and a what-if report, and leaves a line in the ledger', async () => {
      const set = bands('two-persons', '1.0.0');
      await draft(set);
      assert.equal((await city.as(second)('POST', url(set, 'approve'), {})).body.type, 'urn:maplebridge:rulebook.notProposed');
      const proposed = await city.as(author)('POST', url(set, 'propose'), {});
      assert.deepEqual([proposed.body.ruleSet.state, proposed.body.report.basis, proposed.body.report.subjects], ['shadow', 'examples', 1]);
      assert.equal((await city.as(author)('POST', url(set, 'approve'), {})).body.type, 'urn:maplebridge:rulebook.twoPersons');
      assert.equal((await city.as(outsider)('POST', url(set, 'approve'), {})).status, 403);
      const approved = await city.as(second)('POST', url(set, 'approve'), {});
      assert.equal(approved.body.ruleSet.state, 'published');
      const entry = await city.look((tx) =>
        tx.selectFrom('kernel_ledger_entry').selectAll().where('id', '=', approved.body.ledgerEntryId).executeTakeFirstOrThrow(),
      );
      assert.equal(entry.kind, 'rulebook.published');
      assert.match(String(entry.body), new RegExp(approved.body.digest));
    });

    it('happens once when two persons approve together', async () => {
      const set = bands('together', '1.0.0');
      await draft(set);
      await city.as(author)('POST', url(set, 'propose'), {});
      const third = person({ id: 'third', permissions: ['rulebook:publish'] });
      const answers = await Promise.all([second, third].map((actor) => city.as(actor)('POST', url(set, 'approve'), {})));
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
    });

    it('does not start while an example comes out otherwise', async () => {
      const set = bands('bad-example', '1.0.0', {
        examples: [{ title: { en: 'Wrong', zh: '错误示例' }, subject: { late: 9 }, outcome: { status: 'fine' } }],
      });
      await draft(set);
      const answer = await city.as(author)('POST', url(set, 'propose'), {});
      assert.equal(answer.body.type, 'urn:maplebridge:rulebook.invalid');
      assert.match(answer.text, /错误示例/);
    });

    it('ends the version before on the day the next begins', async () => {
      await publish(bands('succession', '1.0.0'));
      await publish(bands('succession', '1.1.0', { validFrom: '2027-01-01' }, 9));
      const versions = (await city.as(outsider)('GET', '/api/rulebook/sets/succession')).body.versions;
      assert.deepEqual(
        versions.map(({ version, validFrom, endsOn }: Record<string, string>) => [version, validFrom, endsOn]),
        [
          ['1.1.0', '2027-01-01', null],
          ['1.0.0', '2026-01-01', '2027-01-01'],
        ],
      );
    });

    it('keeps the notice that the rules promise', async () => {
      await publish(bands('notice', '1.0.0'));
      const set = bands('notice', '2.0.0', { validFrom: '2026-12-01', noticePeriod: 10 });
      await draft(set);
      await city.as(author)('POST', url(set, 'propose'), {});
      const answer = await city.as(second)('POST', url(set, 'approve'), {});
      assert.equal(answer.body.type, 'urn:maplebridge:rulebook.noticeTooShort');
      assert.match(answer.text, /2026-12-07/);
    });

    it('refuses versions that overlap, even when both are published at once', async () => {
      const sets = [
        bands('overlap', '1.0.0', { validFrom: '2026-01-01', validTo: '2026-07-01' }),
        bands('overlap', '1.1.0', { validFrom: '2026-06-30', validTo: '2026-12-01' }),
      ];
      for (const set of sets) {
        await draft(set);
        await city.as(author)('POST', url(set, 'propose'), {});
      }
      const answers = await Promise.all(sets.map((set) => city.as(second)('POST', url(set, 'approve'), {})));
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
      assert.equal(answers.find(({ status }) => status === 409)?.body.type, 'urn:maplebridge:rulebook.overlap');
    });

    it('allows the versions of different rule sets on the same days', async () => {
      await publish(bands('neighbour-a', '1.0.0'));
      await publish(bands('neighbour-b', '1.0.0'));
    });

    it('is final: the database itself refuses to change or delete what was published', async () => {
      await publish(bands('final', '1.0.0'));
      const change = city.look((tx) =>
        tx.updateTable('kernel_rule_set_version').set({ content: '{}' }).where('identifier', '=', 'final').execute(),
      );
      await assert.rejects(change, /never changes/);
      await assert.rejects(
        city.look((tx) => tx.deleteFrom('kernel_rule_set_version').where('identifier', '=', 'final').execute()),
        /never deleted/,
      );
      const set = bands('final', '1.0.0', {}, 7);
      assert.equal(
        (await city.as(author)('PUT', url(set), writeJdm(set), { 'if-match': '"1"' })).body.type,
        'urn:maplebridge:rulebook.notDraft',
      );
    });

    it('can be ended, but not in the past', async () => {
      const set = bands('ending', '1.0.0');
      await publish(set);
      assert.equal((await city.as(second)('POST', url(set, 'retire'), { on: '2026-11-22' })).body.type, 'urn:maplebridge:rulebook.pastEnd');
      const retired = await city.as(second)('POST', url(set, 'retire'), { on: '2026-11-30' });
      assert.deepEqual([retired.body.ruleSet.state, retired.body.endsOn], ['retired', '2026-11-30']);
      assert.equal(
        (await city.as(second)('POST', url(set, 'retire'), { on: '2026-11-30' })).body.type,
        'urn:maplebridge:rulebook.notPublished',
      );
    });
  });

  describe('a draft', () => {
    it('is seen by stewards only', async () => {
      const set = bands('hidden', '1.0.0');
      await draft(set);
      assert.equal((await city.as(outsider)('GET', url(set))).status, 404);
      assert.equal((await city.as(author)('GET', url(set))).status, 200);
      const identifiers = async (actor: typeof author) =>
        (await city.as(actor)('GET', '/api/rulebook/sets?limit=200')).body.items.map(
          ({ identifier }: { identifier: string }) => identifier,
        );
      assert.equal((await identifiers(outsider)).includes('hidden'), false);
      assert.equal((await identifiers(author)).includes('hidden'), true);
    });

    it('is changed only from the revision that was read', async () => {
      const set = bands('revised', '1.0.0');
      const { revision } = await draft(set);
      const next = bands('revised', '1.0.0', {}, 8);
      assert.equal((await city.as(author)('PUT', url(set), writeJdm(next))).status, 428);
      const changed = await city.as(author)('PUT', url(set), writeJdm(next), { 'if-match': `"${revision}"` });
      assert.deepEqual([changed.status, changed.body.revision, changed.headers.etag], [200, 2, '"2"']);
      assert.equal((await city.as(author)('PUT', url(set), writeJdm(next), { 'if-match': `"${revision}"` })).status, 412);
    });

    it('can be taken back after it was proposed', async () => {
      const set = bands('taken-back', '1.0.0');
      await draft(set);
      await city.as(author)('POST', url(set, 'propose'), {});
      assert.equal(
        (await city.as(author)('PUT', url(set), writeJdm(set), { 'if-match': '"1"' })).body.type,
        'urn:maplebridge:rulebook.notDraft',
      );
      assert.equal((await city.as(author)('POST', url(set, 'withdraw'), {})).body.ruleSet.state, 'draft');
    });

    it('is refused with row and column of every mistake, in both languages', async () => {
      const file = writeJdm(bands('faulty', '1.0.0')) as { nodes: { content?: { rules: Record<string, string>[] } }[] };
      const [rule] = file.nodes[1]?.content?.rules ?? [];
      Object.assign(rule as object, { late: '-' });
      const answer = await city.as(author)('POST', '/api/rulebook/sets', file);
      assert.deepEqual([answer.status, answer.body.type], [422, 'urn:maplebridge:rulebook.invalid']);
      assert.match(answer.text, /row R1, column late/);
      assert.match(answer.text, /行 R1, 列 late/);
    });

    it('exists once', async () => {
      const set = bands('once', '1.0.0');
      await draft(set);
      assert.equal((await city.as(author)('POST', '/api/rulebook/sets', writeJdm(set))).body.type, 'urn:maplebridge:rulebook.exists');
    });
  });

  describe('what if', () => {
    it('compares with the published version on the subjects that a module keeps, and names some', async () => {
      await publish(bands('dragged', '1.0.0'));
      const subjects = Array.from({ length: 20 }, (_, late) => ({ late, trade: late % 2 ? 'food' : 'metal' }));
      const set = bands('dragged', '1.1.0', { validFrom: '2027-01-01' }, 9);
      await city.act((context) =>
        keepPopulation(context, { identifier: 'dragged', names: subjects.map((_, i) => `firm-${i}`), columns: set.inputs, subjects }),
      );
      const { body, status, text } = await city.as(author)('POST', '/api/rulebook/what-if', { file: writeJdm(set), groupBy: 'trade' });
      assert.equal(status, 200, text);
      assert.deepEqual([body.basis, body.against, body.subjects, body.changed], ['population', '1.0.0', 20, 4]);
      assert.deepEqual(
        body.sample.map(({ name, from, to }: Record<string, string>) => [name, from, to]),
        [6, 7, 8, 9].map((i) => [`firm-${i}`, 'late', 'fine']),
      );
      assert.deepEqual(
        body.groups.map(({ group, changed }: Record<string, unknown>) => [group, changed]),
        [
          ['metal', 2],
          ['food', 2],
        ],
      );
    });

    it('compares a version with the one before it, not with one that came later', async () => {
      await publish(bands('in-order', '1.0.0'));
      await publish(bands('in-order', '1.10.0', { validFrom: '2027-01-01' }, 9));
      const asked = async (version: string) =>
        (await city.as(author)('POST', '/api/rulebook/what-if', { identifier: 'in-order', version })).body.against;
      assert.deepEqual([await asked('1.0.0'), await asked('1.10.0')], [null, '1.0.0']);
    });

    it('is for stewards', async () => assert.equal((await city.as(outsider)('POST', '/api/rulebook/what-if', {})).status, 403));
  });

  describe('the profile', () => {
    it('publishes its rule sets once', async () => {
      assert.deepEqual(await city.act(publishProfileRules), ['dataset-release 1.0.0', 'enterprise-status 1.0.0', 'case-routing 1.0.0']);
      assert.deepEqual(await city.act(publishProfileRules), []);
    });

    it('explains a subject to anybody by the rules in force', async () => {
      const { subject } = (await city.as(outsider)('GET', '/api/rulebook/sets/enterprise-status/1.0.0')).body.ruleSet.examples[0];
      const answer = await city.as(outsider)('POST', '/api/rulebook/evaluate', {
        identifier: 'enterprise-status',
        subject: { ...subject, licenceDays: -1 },
      });
      assert.equal(answer.status, 200, answer.text);
      assert.deepEqual(answer.body.outputs, { status: 'restricted', lost: ['commitment-permit', 'procurement'] });
      assert.deepEqual([answer.body.rows[0].id, answer.body.rows[0].cells[0].clearing.to], ['R3', 0]);
    });

    it('exports what reads back as the same rules', async () => {
      const { body, headers } = await city.as(outsider)('GET', '/api/rulebook/export.jdm.json?identifier=enterprise-status');
      assert.match(String(headers['content-disposition']), /enterprise-status-1\.0\.0\.jdm\.json/);
      const set = (await city.as(outsider)('GET', '/api/rulebook/sets/enterprise-status')).body.ruleSet;
      assert.deepEqual(JSON.parse(JSON.stringify(writeJdm(set))), body);
    });

    it('is found by search and pages through its list', async () => {
      const first = (await city.as(outsider)('GET', '/api/rulebook/sets?limit=1')).body;
      const next = (await city.as(outsider)('GET', `/api/rulebook/sets?limit=1&cursor=${first.next}`)).body;
      assert.equal(first.items.length, 1);
      assert.ok(next.items[0].identifier > first.items[0].identifier);
    });

    it('is listed by a part of its name in either language, and by state', async () => {
      const found = async (query: string, actor = outsider) => {
        const { body } = await city.as(actor)('GET', `/api/rulebook/sets?limit=200&${query}`);
        return body.items.map(({ identifier }: { identifier: string }) => identifier);
      };
      assert.deepEqual(await found(`q=${encodeURIComponent('企业码')}`), ['enterprise-status']);
      assert.deepEqual(await found('q=RELEASE+of'), ['dataset-release']);
      assert.deepEqual(await found('q=%25'), [], 'a percent sign is only itself');
      assert.deepEqual(await found('state=draft'), []);
      assert.equal((await found('state=draft', author)).includes('hidden'), true);
    });

    it('shows its pages to everybody', async () => {
      for (const page of ['/rules', '/rules/enterprise-status', '/rules/enterprise-status?version=1.0.0']) {
        const { status, text } = await city.as(outsider)('GET', page);
        assert.equal(status, 200, text);
        assert.match(text, /企业码状态/);
      }
      assert.equal((await city.as(outsider)('GET', '/rules/unknown')).status, 404);
    });
  });

  describe('as of two times', () => {
    const facts = [
      {
        id: 'f',
        field: 'late',
        value: 7,
        validFrom: new Date(0),
        validTo: null,
        recordedAt: new Date(0),
        supersededAt: null,
        dataset: 'd',
        record: null,
      },
    ];
    const statusAt = (identifier: string, validAt: string, knownAt: string) =>
      city.act(
        async (context) =>
          evaluate(await publishedRules(context, identifier), facts, new Date(validAt), new Date(knownAt)).outcome.outputs['status'],
      );

    it('turns to the successor at midnight in the district, once it was published', async () => {
      await publish(bands('over-time', '1.0.0'));
      city.clock.now = new Date('2026-11-24T02:00:00Z');
      await publish(bands('over-time', '1.1.0', { validFrom: '2027-01-01' }, 9));
      city.clock.now = TODAY;
      assert.equal(await statusAt('over-time', '2026-12-31T15:59:59Z', '2027-06-01'), 'late');
      assert.equal(await statusAt('over-time', '2026-12-31T16:00:00Z', '2027-06-01'), 'fine');
      assert.equal(await statusAt('over-time', '2026-12-31T16:00:00Z', '2026-11-23T12:00:00Z'), 'late', 'nobody knew the successor yet');
    });

    it('finds the rules in force now', async () => {
      const rules = await city.act((context) => rulesAt(context, 'over-time'));
      assert.deepEqual([rules.set.version, rules.set.state], ['1.0.0', 'published']);
      assert.deepEqual(subjectAsOf(facts, TODAY, TODAY).subject, { late: 7 });
    });
  });
});
