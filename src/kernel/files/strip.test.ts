import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';

import fc from 'fast-check';

import { orientationExif, orientationOf } from './orientation.ts';
import { sniffType } from './sniff.ts';
import { stripImage } from './strip.ts';

const SECRET = 'GPS 30.0023N 120.5810E iPhone';

const u16 = (value: number) => Buffer.of(value >> 8, value & 0xff);
const segment = (marker: number, body: Buffer) => Buffer.concat([Buffer.of(0xff, marker), u16(body.length + 2), body]);
const latin = (text: string) => Buffer.from(text, 'latin1');

/** EXIF as a camera writes it: an orientation, then words that give away the place. */
function exif(orientation: number): Buffer {
  return Buffer.concat([orientationExif(orientation), latin(SECRET)]);
}

const SCAN = Buffer.concat([segment(0xda, Buffer.of(1, 1, 0, 0, 63, 0)), Buffer.of(0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56)]);
const TABLES = Buffer.concat([segment(0xdb, Buffer.alloc(65, 1)), segment(0xc0, Buffer.of(8, 0, 1, 0, 1, 1, 1, 0x11, 0))]);
const JFIF = segment(0xe0, latin('JFIF\0\x01\x01\0\0\x01\0\x01\0\0'));
const PROFILE = segment(0xe2, latin('ICC_PROFILE\0\x01\x01colours'));

function jpeg(orientation: number): Buffer {
  return Buffer.concat([
    Buffer.of(0xff, 0xd8),
    JFIF,
    segment(0xe1, Buffer.concat([latin('Exif\0\0'), exif(orientation)])),
    segment(0xe1, latin(`http://ns.adobe.com/xap/1.0/\0${SECRET}`)),
    PROFILE,
    segment(0xe2, latin(`MPF\0${SECRET}`)),
    segment(0xed, latin(`Photoshop 3.0\0${SECRET}`)),
    segment(0xfe, latin(SECRET)),
    TABLES,
    SCAN,
    SCAN, // a progressive picture has several
    Buffer.of(0xff, 0xd9),
    latin(`a film after the end ${SECRET}`),
  ]);
}

function chunk(name: string, body: Buffer): Buffer {
  const named = Buffer.concat([latin(name), body]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

const PNG_PARTS = {
  head: Buffer.concat([
    latin('\x89PNG\r\n\x1a\n'),
    chunk('IHDR', Buffer.of(0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0)),
    chunk('gAMA', Buffer.alloc(4, 1)),
  ]),
  data: chunk('IDAT', deflateSync(Buffer.of(0, 200))),
  end: chunk('IEND', Buffer.alloc(0)),
};

function png(orientation: number): Buffer {
  const { head, data, end } = PNG_PARTS;
  const words = [chunk('tEXt', latin(`Comment\0${SECRET}`)), chunk('tIME', Buffer.alloc(7)), chunk('prVt', latin(SECRET))];
  return Buffer.concat([head, chunk('eXIf', exif(orientation)), ...words, data, end, latin(SECRET)]);
}

function riffChunk(name: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([latin(name), length, body, Buffer.alloc(body.length % 2)]);
}

const PIXELS = riffChunk('VP8L', Buffer.of(0x2f, 1, 2, 3, 4));

function webp(orientation: number): Buffer {
  const header = riffChunk('VP8X', Buffer.of(0x0c, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  const body = Buffer.concat([latin('WEBP'), header, PIXELS, riffChunk('EXIF', exif(orientation)), riffChunk('XMP ', latin(SECRET))]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([latin('RIFF'), length, body]);
}

const KINDS = { 'image/jpeg': jpeg, 'image/png': png, 'image/webp': webp };

describe('metadata of pictures', () => {
  for (const [type, make] of Object.entries(KINDS)) {
    it(`goes out of ${type}: place, camera, comments and what follows the end`, () => {
      const { bytes, changed } = stripImage(type, make(1));
      assert.equal(changed, true);
      assert.ok(!bytes.includes('GPS') && !bytes.includes('iPhone'));
      assert.equal(sniffType(bytes, true), type);
    });
    it(`leaves ${type} turned as it was, and nothing changes the second time`, () => {
      for (let orientation = 1; orientation <= 8; orientation++) {
        const { bytes } = stripImage(type, make(orientation));
        const at = bytes.indexOf('MM\0*', 0, 'latin1');
        assert.equal(at < 0 ? 1 : orientationOf(bytes.subarray(at)), orientation);
        assert.equal(stripImage(type, bytes).changed, false);
      }
    });
    it(`of a damaged ${type} is a refusal in words, never a crash or an endless loop`, () => {
      const whole = make(6);
      fc.assert(
        fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), (at, value, end) => {
          const broken = Buffer.from(whole.subarray(0, end));
          if (at < broken.length) broken[at] = value;
          try {
            stripImage(type, broken);
          } catch (error) {
            assert.equal((error as { code?: string }).code, 'files.brokenImage');
          }
        }),
        { numRuns: 400 },
      );
    });
  }
  it('is all that goes: the coded picture and its colours stay byte for byte', () => {
    assert.deepEqual(
      stripImage('image/jpeg', jpeg(1)).bytes,
      Buffer.concat([Buffer.of(0xff, 0xd8), JFIF, PROFILE, TABLES, SCAN, SCAN, Buffer.of(0xff, 0xd9)]),
    );
    const { head, data, end } = PNG_PARTS;
    assert.deepEqual(stripImage('image/png', png(1)).bytes, Buffer.concat([head, data, end]));
    assert.ok(stripImage('image/webp', webp(1)).bytes.includes(PIXELS));
  });
});

describe('the kind of a file', () => {
  it('is told by its content and not by its name', () => {
    assert.equal(sniffType(jpeg(1), true), 'image/jpeg');
    assert.equal(sniffType(latin('%PDF-1.7 …'), true), 'application/pdf');
    assert.equal(sniffType(Buffer.from('枫桥 Maple Bridge\n'), true), 'text/plain');
    assert.equal(
      sniffType(latin('PK\x03\x04 … [Content_Types].xml … word/document.xml'), false),
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    );
  });
  it('is unknown for programs, archives and pages that a browser would run', () => {
    for (const content of [
      'MZ\x90\0',
      '\x7fELF',
      'PK\x03\x04 setup.exe',
      '<svg onload=alert(1)>',
      ' <!doctype html>',
      '<?xml version="1.0"?><svg/>',
      'caf\xe9',
    ])
      assert.equal(sniffType(latin(content), true), null, content);
  });
  it('of text does not depend on where the first piece of it ends', () => {
    assert.equal(sniffType(Buffer.from('枫桥').subarray(0, 4), false), 'text/plain');
    assert.equal(sniffType(Buffer.from('枫桥').subarray(0, 4), true), null);
  });
});
