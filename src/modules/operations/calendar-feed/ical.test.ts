// What we write, a calendar program reads: checked with ical.js, and octet by octet against RFC 5545.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';
import ICAL from 'ical.js';

import { type Deadline, escapeText, fold, writeCalendar } from './ical.ts';

const HEAD = { name: '枫桥·办理时限', refreshMinutes: 15 };
const DEADLINE: Deadline = {
  uid: '0193e4a8-0000-7000-8000-000000000000@fengqiao.maplebridge',
  sequence: 3,
  changedAt: new Date('2026-11-23T02:00:00.900Z'),
  at: new Date('2026-11-24T09:30:00Z'),
  cancelled: false,
  code: '7K3M9QW2XAB',
  url: 'https://city.example.gov.cn/console/cases/7K3M9QW2XAB',
};

const read = (text: string) => new ICAL.Component(ICAL.parse(text));

describe('a calendar', () => {
  it('is read back by a calendar program as it was meant', () => {
    const calendar = read(writeCalendar(HEAD, [DEADLINE, { ...DEADLINE, uid: 'b@x', cancelled: true, sequence: 4 }]));
    assert.equal(calendar.getFirstPropertyValue('name'), HEAD.name);
    const [first, second] = calendar.getAllSubcomponents('vevent');
    assert.ok(first && second);
    const event = new ICAL.Event(first);
    assert.deepEqual([event.uid, event.sequence, event.summary], [DEADLINE.uid, 3, DEADLINE.code]);
    assert.equal(event.startDate.toJSDate().getTime(), DEADLINE.at.getTime());
    assert.equal(event.startDate.zone.tzid, 'UTC');
    assert.equal(String(first.getFirstPropertyValue('url')), DEADLINE.url);
    assert.deepEqual(
      [first, second].map((each) => each.getFirstPropertyValue('status')),
      ['CONFIRMED', 'CANCELLED'],
    );
  });

  it('says nothing about a matter but its code, its link and when it is due', () => {
    const names = read(writeCalendar(HEAD, [DEADLINE]))
      .getFirstSubcomponent('vevent')
      ?.getAllProperties()
      .map(({ name }) => name);
    assert.deepEqual(names?.toSorted(), [
      'class',
      'dtstamp',
      'dtstart',
      'last-modified',
      'sequence',
      'status',
      'summary',
      'transp',
      'uid',
      'url',
    ]);
  });

  it('has lines of at most 75 octets that end with CRLF, whatever the words, and cuts no character', () => {
    const words = fc.string({ unit: fc.constantFrom(...'枫桥办理时限，。a;,\\\n 🍁é𠮷'), maxLength: 300, size: 'max' });
    fc.assert(
      fc.property(words, (code) => {
        const text = writeCalendar({ ...HEAD, name: code }, [{ ...DEADLINE, code }]);
        assert.ok(text.endsWith('\r\n'));
        for (const line of text.slice(0, -2).split('\r\n')) {
          assert.ok(Buffer.byteLength(line) <= 75, line);
          assert.ok(line.isWellFormed());
          assert.doesNotMatch(line, /[\r\n]/);
        }
        assert.equal(read(text).getFirstSubcomponent('vevent')?.getFirstPropertyValue('summary'), code);
      }),
      { numRuns: 100 },
    );
  });

  it('folds so that unfolding gives every character back, and no line is shorter than it must be', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 500, size: 'max' }).filter((text) => !/[\r\n]/.test(text) && text.isWellFormed()),
        (line) => {
          const folded = fold(line);
          assert.equal(folded.replaceAll('\r\n ', ''), line);
          const pieces = folded.split('\r\n').map((piece) => Buffer.byteLength(piece));
          for (const octets of pieces.slice(0, -1)) assert.ok(octets <= 75 && octets > 75 - 4, `${octets}`);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('lets no text begin a property of its own', () => {
    const nasty = 'x\r\nATTENDEE:mailto:a@b\nBEGIN:VALARM\u0000';
    assert.equal(escapeText(nasty), 'x\\nATTENDEE:mailto:a@b\\nBEGIN:VALARM');
    assert.equal(read(writeCalendar({ ...HEAD, name: nasty }, [])).getFirstPropertyValue('attendee'), null);
  });
});
