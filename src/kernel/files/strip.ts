import { crc32 } from 'node:zlib';

import { fileErrors } from './errors.ts';
import { orientationExif, orientationOf } from './orientation.ts';

/** A picture without its metadata. */
export interface Stripped {
  readonly bytes: Buffer;
  /** Whether anything was taken out. */
  readonly changed: boolean;
}

/**
 * Takes out of a JPEG, PNG or WebP picture what is not the picture: place, camera, time, comments, thumbnails, and whatever follows after
 * its end, such as the film of a "moving photo". Not one pixel changes; colours and the way it is turned stay.
 * @throws files.brokenImage
 */
export function stripImage(type: string, image: Buffer): Stripped {
  const strip = STRIPPERS[type];
  if (!strip) return { bytes: image, changed: false };
  try {
    const bytes = strip(image);
    return { bytes, changed: !bytes.equals(image) };
  } catch {
    throw fileErrors.brokenImage();
  }
}

const STRIPPERS: Readonly<Record<string, (image: Buffer) => Buffer>> = {
  'image/jpeg': stripJpeg,
  'image/png': stripPng,
  'image/webp': stripWebp,
};

const EXIF = Buffer.from('Exif\0\0', 'latin1');

/** JPEG (ITU-T T.81, annex B): segments with a marker and a length, then coded data up to the next marker. */
function stripJpeg(image: Buffer): Buffer {
  const kept: Buffer[] = [];
  let orientation = 1;
  for (let at = 2; ; ) {
    if (image[at] !== 0xff) throw new Error('no marker');
    const marker = image.readUInt8(at + 1);
    if (marker === 0xff) at += 1;
    else if (marker === 0xd9) break;
    else {
      const end = at + 2 + image.readUInt16BE(at + 2);
      const segment = piece(image, at, end);
      if (isExif(marker, segment)) orientation = orientationOf(segment.subarray(4 + EXIF.length));
      if (belongsToPicture(marker, segment)) kept.push(segment);
      at = end;
      if (marker !== 0xda) continue;
      const stop = endOfScan(image, end);
      kept.push(piece(image, end, stop));
      at = stop;
    }
  }
  return Buffer.concat([Buffer.of(0xff, 0xd8), ...jpegOrientation(orientation), ...kept, Buffer.of(0xff, 0xd9)]);
}

const isExif = (marker: number, segment: Buffer) => marker === 0xe1 && segment.subarray(4, 4 + EXIF.length).equals(EXIF);

/** Application segments: JFIF (0), a colour profile (2) and Adobe's colour transform (14) are needed to see it; comments are not. */
function belongsToPicture(marker: number, segment: Buffer): boolean {
  if (marker === 0xfe) return false;
  if (marker < 0xe0 || marker > 0xef) return true;
  const name = segment.toString('latin1', 4, 16);
  return (marker === 0xe0 && name.startsWith('JFIF\0')) || (marker === 0xe2 && name.startsWith('ICC_PROFILE')) || marker === 0xee;
}

/** Coded data ends at a marker that is neither a stuffed zero nor a restart marker. */
function endOfScan(image: Buffer, from: number): number {
  for (let at = image.indexOf(0xff, from); at >= 0; at = image.indexOf(0xff, at + 1)) {
    const next = image.readUInt8(at + 1);
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  throw new Error('no end');
}

function jpegOrientation(orientation: number): Buffer[] {
  if (orientation === 1) return [];
  const body = Buffer.concat([EXIF, orientationExif(orientation)]);
  const head = Buffer.of(0xff, 0xe1, 0, 0);
  head.writeUInt16BE(body.length + 2, 2);
  return [head, body];
}

/** Chunks that make the picture (PNG 3, 11): the rest is text, time, EXIF, or private. */
const PNG_PICTURE = new Set(
  'IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT'.split(' '),
);
const PNG_HEAD = 8;

function stripPng(image: Buffer): Buffer {
  const kept: Buffer[] = [piece(image, 0, PNG_HEAD)];
  for (let at = PNG_HEAD; ; ) {
    const end = at + 12 + image.readUInt32BE(at);
    const chunk = piece(image, at, end);
    const name = chunk.toString('latin1', 4, 8);
    if (at === PNG_HEAD && name !== 'IHDR') throw new Error('no header');
    if (PNG_PICTURE.has(name)) kept.push(chunk);
    if (name === 'eXIf') kept.push(...pngOrientation(orientationOf(chunk.subarray(8, -4))));
    if (name === 'IEND') return Buffer.concat(kept);
    at = end;
  }
}

function pngOrientation(orientation: number): Buffer[] {
  if (orientation === 1) return [];
  const named = Buffer.concat([Buffer.from('eXIf', 'latin1'), orientationExif(orientation)]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(named.length - 4);
  check.writeUInt32BE(crc32(named));
  return [length, named, check];
}

/** Chunks that make the picture (RFC 9649, 2.7); EXIF, XMP and unknown ones go. */
const WEBP_PICTURE = new Set(['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
const WEBP_EXIF_FLAG = 0x08;
const WEBP_XMP_FLAG = 0x04;

function stripWebp(image: Buffer): Buffer {
  const kept: Buffer[] = [];
  let orientation = 1;
  const end = 8 + image.readUInt32LE(4);
  for (let at = 12; at < end; ) {
    const size = image.readUInt32LE(at + 4);
    const next = at + 8 + size + (size % 2);
    const chunk = Buffer.from(piece(image, at, next));
    const name = chunk.toString('latin1', 0, 4);
    if (name === 'EXIF') orientation = orientationOf(withoutName(chunk.subarray(8)));
    if (WEBP_PICTURE.has(name)) kept.push(chunk);
    at = next;
  }
  const header = kept.find((chunk) => chunk.toString('latin1', 0, 4) === 'VP8X');
  if (kept.length === 0) throw new Error('no picture');
  if (header) header.writeUInt8((header.readUInt8(8) & ~(WEBP_EXIF_FLAG | WEBP_XMP_FLAG)) | (orientation === 1 ? 0 : WEBP_EXIF_FLAG), 8);
  return riff(header && orientation !== 1 ? [...kept, webpOrientation(orientation)] : kept);
}

function riff(chunks: readonly Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...chunks]);
  const head = Buffer.from('RIFF\0\0\0\0', 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

function webpOrientation(orientation: number): Buffer {
  const exif = orientationExif(orientation);
  const head = Buffer.from('EXIF\0\0\0\0', 'latin1');
  head.writeUInt32LE(exif.length, 4);
  return Buffer.concat([head, exif]);
}

/** Some programs put JPEG's name in front. */
const withoutName = (exif: Buffer) => (exif.subarray(0, EXIF.length).equals(EXIF) ? exif.subarray(EXIF.length) : exif);

/** Bytes that must all be there. */
function piece(image: Buffer, from: number, to: number): Buffer {
  if (to > image.length) throw new RangeError('cut off');
  return image.subarray(from, to);
}
