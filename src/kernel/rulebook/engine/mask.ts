/** Which rows hit: row k is bit k, in one unsigned number up to 32 rows, else in words of 32. */
export type Mask = number | Uint32Array;

/** The rows in a mask, lowest first. */
export function rowsOf(mask: Mask): number[] {
  const words = typeof mask === 'number' ? [mask] : mask;
  const rows: number[] = [];
  words.forEach((word, at) => {
    for (let rest = word; rest !== 0; rest = (rest & (rest - 1)) >>> 0) rows.push(at * 32 + 31 - Math.clz32(rest & -rest));
  });
  return rows;
}

/** The rows of one mask that are not in the other. */
export function without(mask: Mask, other: Mask): Mask {
  if (typeof mask === 'number') return (mask & ~(other as number)) >>> 0;
  return mask.map((word, at) => word & ~((other as Uint32Array)[at] as number));
}
