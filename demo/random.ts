/** Reproducible random numbers: the same seed and name always give the same stream, whatever else is generated. */
export interface Random {
  /** A number in [0, 1). */
  unit(): number;
  /** A whole number in [low, high]. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** One item, drawn in proportion to its weight. */
  weighted<Item>(items: readonly Item[], weightOf: (item: Item) => number): Item;
  shuffled<Item>(items: readonly Item[]): Item[];
  normal(mean: number, deviation: number): number;
  /** Log-normal: `sigma` is the deviation of the natural logarithm. */
  logNormal(median: number, sigma: number): number;
  /** Pareto: no value is under `minimum`; the smaller `alpha`, the heavier the tail. */
  pareto(minimum: number, alpha: number): number;
}

/** Opens the stream `name` of a seed: xoshiro128** (Blackman and Vigna, 2018), its state filled by splitmix32. */
export function randomStream(seed: number, name: string): Random {
  return distributions(xoshiro128(seedState(`${seed}/${name}`)));
}

/** Draws items without putting them back, so that no name is given twice. */
export function drawer<Item>(random: Random, items: readonly Item[]): () => Item {
  const left = random.shuffled(items);
  return () => {
    const item = left.pop();
    if (item === undefined) throw new Error('nothing is left to draw');
    return item;
  };
}

function distributions(unit: () => number): Random {
  const between = (low: number, high: number) => low + Math.floor(unit() * (high - low + 1));
  const normal = (mean: number, deviation: number) =>
    mean + deviation * Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit());
  return {
    unit,
    between,
    normal,
    chance: (probability) => unit() < probability,
    pick: <Item>(items: readonly Item[]) => items[between(0, items.length - 1)] as Item,
    weighted: (items, weightOf) => weighted(unit(), items, weightOf),
    shuffled: (items) => shuffled(between, items),
    logNormal: (median, sigma) => median * Math.exp(normal(0, sigma)),
    pareto: (minimum, alpha) => minimum * (1 - unit()) ** (-1 / alpha),
  };
}

function weighted<Item>(share: number, items: readonly Item[], weightOf: (item: Item) => number): Item {
  let rest = share * items.reduce((sum, item) => sum + weightOf(item), 0);
  for (const item of items) {
    rest -= weightOf(item);
    if (rest < 0) return item;
  }
  return items.at(-1) as Item;
}

function shuffled<Item>(between: Random['between'], items: readonly Item[]): Item[] {
  const list = [...items];
  for (let last = list.length - 1; last > 0; last--) {
    const other = between(0, last);
    [list[last], list[other]] = [list[other] as Item, list[last] as Item];
  }
  return list;
}

function xoshiro128(state: Uint32Array): () => number {
  let [a, b, c, d] = state as unknown as [number, number, number, number];
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result / 2 ** 32;
  };
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function seedState(text: string): Uint32Array {
  let hash = 2166136261;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619);
  return Uint32Array.from({ length: 4 }, () => {
    hash = (hash + 0x9e3779b9) | 0;
    const mixed = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
    const again = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return again ^ (again >>> 15);
  });
}
