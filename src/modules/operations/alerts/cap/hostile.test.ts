import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { ATTACKS, alertWith } from './attacks.ts';
import { readCap } from './index.ts';

const reasonOf = (bytes: Uint8Array | string, charset?: string) => readCap(Buffer.from(bytes), charset).refusal?.reason ?? 'accept';

describe('hostile documents', () => {
  for (const { name, text, reason } of ATTACKS)
    it(`${name}: ${reason}, in a blink, in any encoding`, () => {
      for (const encoding of ['utf8', 'utf16le'] as const) {
        const began = performance.now();
        assert.equal(reasonOf(Buffer.from(encoding === 'utf8' ? text : `\uFEFF${text}`, encoding)), reason);
        assert.ok(performance.now() - began < 1_000, 'the acceptance run holds it to 100 ms on a quiet machine');
      }
    });
  it('a schema that a document names is never looked for', () => {
    const hint = 'xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:schemaLocation="urn:x file:///etc/passwd"';
    assert.equal(reasonOf(alertWith('').replace('<alert ', `<alert ${hint} `)), 'accept');
  });
  it('what a document says of its encoding cannot hide a DOCTYPE from us and show it to the parser', () => {
    const hidden = alertWith('', '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE alert+AD4-');
    assert.equal(reasonOf(hidden), 'encoding');
    assert.equal(reasonOf(Buffer.from(alertWith('', '<!DOCTYPE alert>'), 'utf16le')), 'doctype', 'UTF-16 without a mark');
    assert.equal(reasonOf(alertWith('', '<?xml version="1.0" encoding="utf-16"?>')), 'encoding', 'a lie');
    assert.equal(reasonOf(Buffer.from([0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0])), 'encoding', 'UTF-32');
    assert.equal(reasonOf(Buffer.from(alertWith('<note>caf\u00e9</note>'), 'latin1')), 'encoding', 'not the UTF-8 it should be');
    assert.equal(
      reasonOf(Buffer.from(alertWith('<note>caf\u00e9</note>', '<?xml version="1.0" encoding="ISO-8859-1"?>'), 'latin1')),
      'accept',
    );
    assert.equal(reasonOf(Buffer.from(alertWith('<note>caf\u00e9</note>'), 'latin1'), 'iso-8859-1'), 'accept', 'the transport said so');
    assert.equal(reasonOf(new Uint8Array([...Buffer.from('<?xml version="1.0" encoding="GB18030"?>'), ...gb18030()])), 'accept');
  });
  it('a DOCTYPE in words is words', () => {
    assert.equal(reasonOf(alertWith('<note><![CDATA[<!DOCTYPE html>]]></note>', '<!-- <!DOCTYPE a> -->')), 'accept');
  });
  it('two megabytes of nothing but faults cost no minutes', () => {
    const many = (part: string) => part.repeat(Math.floor(2_000_000 / part.length));
    const feed = (inside: string) => `<feed xmlns="http://www.w3.org/2005/Atom">${inside}</feed>`;
    const distribution = (inside: string) =>
      `<EDXLDistribution xmlns="urn:oasis:names:tc:emergency:EDXL:DE:1.0">${inside}</EDXLDistribution>`;
    const attributes = Array.from({ length: 150_000 }, (_, at) => `a${at}=""`).join(' ');
    for (const text of [
      ...[alertWith(many('<code a=""/>')), alertWith(`<info>${many('<category/>')}</info>`), alertWith(`<code ${attributes}/>`)],
      ...[feed(many('<a/>')), distribution(many('<keyword/>')), distribution(`<keyword ${attributes}/>`), many('<a/>')],
    ]) {
      const began = performance.now();
      assert.notEqual(reasonOf(text), 'accept');
      assert.ok(performance.now() - began < 10_000, `${text.slice(0, 40)} ${performance.now() - began}`);
    }
    assert.equal(reasonOf(alertWith('<code a=""/>'.repeat(6_000))), 'too-large', 'faults are never counted beyond ten thousand');
    assert.equal(reasonOf(distribution('<keyword/>'.repeat(11_000))), 'too-large');
    assert.equal(reasonOf(alertWith(`<note>${'x'.repeat(2_100_000)}</note>`)), 'too-large');
  });
});

/** `alert` with the note 中文 in GB18030. */
function gb18030(): Buffer {
  const [before, after] = alertWith('<note>|</note>').split('|') as [string, string];
  return Buffer.concat([Buffer.from(before), Buffer.from([0xd6, 0xd0, 0xce, 0xc4]), Buffer.from(after)]);
}
