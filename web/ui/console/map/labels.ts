import type { Language } from '#kernel';

import type { Label } from './base-map.ts';
import { type MapView, onScreen } from './view.ts';

/** A name that has found its place on the screen. */
export interface PlacedLabel {
  readonly text: string;
  readonly style: Label['style'];
  readonly x: number;
  readonly y: number;
  readonly turn: number;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Names that fit on the screen without covering each other, the more important first; `taken` are spots to keep free. */
export function placeLabels(labels: readonly Label[], view: MapView, language: Language): PlacedLabel[] {
  const boxes: Box[] = [];
  const placed: PlacedLabel[] = [];
  for (const { text, style, spot, turn, fromScale } of labels) {
    if (view.scale < fromScale) break; // labels come in the order of their scale
    const [x, y] = onScreen(view, spot);
    if (x < -60 || y < -20 || x > view.width + 60 || y > view.height + 20) continue;
    const words = short(text[language], style);
    const box = boxOf(words, x, y, turn);
    if (boxes.some((other) => overlap(box, other))) continue;
    boxes.push(box);
    placed.push({ text: words, style, x, y, turn });
  }
  return placed;
}

/** A village on a map is called by its bare name. */
function short(text: string, style: Label['style']): string {
  return style === 'place' || style === 'town' ? text.replace(/(社区|街道| Community| Village| Subdistrict| Township| Town)$/, '') : text;
}

function boxOf(words: string, x: number, y: number, turn: number): Box {
  const length = [...words].reduce((sum, letter) => sum + (letter > '\u2e80' ? 13 : 7.2), 8);
  const [sine, cosine] = [Math.abs(Math.sin((turn * Math.PI) / 180)), Math.abs(Math.cos((turn * Math.PI) / 180))];
  const [width, height] = [length * cosine + 16 * sine, length * sine + 16 * cosine];
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
