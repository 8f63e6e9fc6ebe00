/**
 * The one thing in EXIF that a picture needs to be seen right: how the camera was held (tag 0x0112, 1-8; EXIF 3.0, 4.6.5.1.5).
 * Everything else, such as the place, the camera and the time, is about the person.
 */

const ORIENTATION = 0x0112;
const SHORT = 3;

/** Reads the orientation out of EXIF (TIFF) bytes; 1, upright, when there is none that makes sense. */
export function orientationOf(tiff: Buffer): number {
  try {
    const little = tiff.toString('latin1', 0, 2) === 'II';
    const short = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
    const long = (at: number) => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
    const directory = long(4);
    for (let entry = 0; entry < short(directory); entry++) {
      const at = directory + 2 + entry * 12;
      if (short(at) !== ORIENTATION || short(at + 2) !== SHORT) continue;
      const value = short(at + 8);
      return value >= 1 && value <= 8 ? value : 1;
    }
  } catch {
    // cut off or made up: as if there were none
  }
  return 1;
}

/** EXIF (TIFF, big-endian) that says the orientation and nothing else. */
export function orientationExif(orientation: number): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(8, 4); // the directory follows at once
  tiff.writeUInt16BE(1, 8); // one entry
  tiff.writeUInt16BE(ORIENTATION, 10);
  tiff.writeUInt16BE(SHORT, 12);
  tiff.writeUInt32BE(1, 14); // one value
  tiff.writeUInt16BE(orientation, 18);
  return tiff; // and no further directory
}
