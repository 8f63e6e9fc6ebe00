import { newId } from './identifiers.ts';

/** Longer side in pixels: readable house numbers and crack widths, a tenth of the bytes. */
const LONGEST_SIDE = 2560;
const SMALL_ENOUGH_BYTES = 1_500_000;
const QUALITY = 0.85;

/** A picture ready to be kept. */
export interface Picture {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly bytes: Blob;
}

/** Makes a large photo smaller before it is kept, as the phone may be offline for hours; what cannot be drawn stays as it is. */
export async function pictureOf(file: File): Promise<Picture> {
  const bytes = await smaller(file).catch(() => file);
  const type = bytes.type || 'application/octet-stream';
  const name = bytes === file ? file.name : `${file.name.replace(/\.\w+$/, '')}.jpg`;
  return { id: newId(), name: name || 'photo.jpg', type, size: bytes.size, bytes: new Blob([await bytes.arrayBuffer()], { type }) };
}

async function smaller(file: File): Promise<Blob> {
  if (!file.type.startsWith('image/') || file.size <= SMALL_ENOUGH_BYTES) return file;
  const drawn = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(drawn.width, drawn.height));
  const canvas = new OffscreenCanvas(Math.round(drawn.width * scale), Math.round(drawn.height * scale));
  canvas.getContext('2d')?.drawImage(drawn, 0, 0, canvas.width, canvas.height);
  drawn.close();
  const made = await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
  return made.size < file.size ? made : file;
}
