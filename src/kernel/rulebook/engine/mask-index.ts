import type { Mask } from './mask.ts';

/** Narrow masks below this bound find their number in a flat array. */
const FLAT = 1 << 16;

/** Gives every combination of hit and unknown rows met a small number, so that ten million subjects share a few outcomes. */
export class MaskIndex {
  private readonly flat = new Int32Array(FLAT).fill(-1);
  private readonly others = new Map<number | string, number>();
  private readonly met: { readonly hits: Mask; readonly unknown: Mask | null }[] = [];

  /** Combinations met so far, by their number. */
  get combinations(): readonly { readonly hits: Mask; readonly unknown: Mask | null }[] {
    return this.met;
  }

  /** The number of a combination. */
  numberOf(hits: Mask, unknown: Mask | null): number {
    if (typeof hits !== 'number' || unknown !== null) return this.lookUp(`${hits}/${unknown ?? ''}`, hits, unknown);
    if (hits >= FLAT) return this.lookUp(hits, hits, unknown);
    const known = this.flat[hits] as number;
    if (known >= 0) return known;
    this.flat[hits] = this.met.length;
    return this.add(hits, unknown);
  }

  private lookUp(key: number | string, hits: Mask, unknown: Mask | null): number {
    const known = this.others.get(key);
    if (known !== undefined) return known;
    this.others.set(key, this.met.length);
    return this.add(hits, unknown);
  }

  private add(hits: Mask, unknown: Mask | null): number {
    this.met.push({ hits, unknown });
    return this.met.length - 1;
  }
}
