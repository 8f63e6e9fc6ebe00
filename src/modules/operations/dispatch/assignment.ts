/** What each pair costs: `costs[row * columns + column]`. There are at least as many columns as rows. */
export interface CostMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly costs: Float64Array;
}

/** What changes when one row may not have some columns. */
export interface Rerouting {
  /** Column the row gets instead. */
  readonly column: number;
  /** How much dearer the whole becomes, 0 or more. */
  readonly added: number;
  /** Other rows that would go to another column, and which. */
  readonly moved: readonly { readonly row: number; readonly column: number }[];
}

/** An assignment of least total cost, with the prices that prove it. */
export interface Assignment {
  /** Column of each row. */
  readonly columnOf: Int32Array;
  readonly total: number;
  /** The least costly whole in which `row` has none of the forbidden columns; the assignment itself stays as it is. */
  reroute(row: number, forbidden: (column: number) => boolean): Rerouting | null;
}

interface State extends CostMatrix {
  /** Prices of rows and columns: `costs >= rowPrice + columnPrice`, equal on chosen pairs; free columns have price 0. */
  readonly rowPrice: Float64Array;
  readonly columnPrice: Float64Array;
  readonly rowOf: Int32Array;
  readonly columnOf: Int32Array;
}

/** The way of least reduced cost from a row to a column. */
interface Way {
  readonly end: number;
  readonly length: number;
  readonly distance: Float64Array;
  /** Column before each column on the way; -1 is the row itself. */
  readonly before: Int32Array;
  readonly settled: Uint8Array;
}

/**
 * Solves the assignment problem by shortest augmenting paths (Jonker and Volgenant, Computing 38, 1987), O(rows² × columns).
 * The prices it ends with make `reroute` one further path instead of a new solution.
 */
export function solveAssignment({ rows, columns, costs }: CostMatrix): Assignment {
  if (rows > columns) throw new RangeError(`${rows} rows do not fit into ${columns} columns`);
  const state: State = {
    rows,
    columns,
    costs,
    rowPrice: new Float64Array(rows),
    columnPrice: new Float64Array(columns),
    rowOf: new Int32Array(columns).fill(-1),
    columnOf: new Int32Array(rows).fill(-1),
  };
  for (let row = 0; row < rows; row += 1) place(state, row);
  const { columnOf } = state;
  return {
    columnOf,
    total: columnOf.reduce((sum, column, row) => sum + cost(state, row, column), 0),
    reroute: (row, forbidden) => reroute(state, row, forbidden),
  };
}

function cost({ costs, columns }: CostMatrix, row: number, column: number): number {
  return costs[row * columns + column] ?? Number.POSITIVE_INFINITY;
}

/** Gives a row its column; rows before it may move. */
function place(state: State, row: number): void {
  const { rowOf, columnOf } = state;
  const way = shortest(state, row, (column) => rowOf[column] === -1);
  if (!way) throw new RangeError(`row ${row} can have no column`);
  raisePrices(state, row, way);
  let column = way.end;
  while (column !== -1) {
    const before = way.before[column] ?? -1;
    const mover = before === -1 ? row : (rowOf[before] ?? row);
    rowOf[column] = mover;
    columnOf[mover] = column;
    column = before;
  }
}

function raisePrices({ rowPrice, columnPrice, rowOf }: State, row: number, { length, distance, settled }: Way): void {
  rowPrice[row] = (rowPrice[row] ?? 0) + length;
  for (let column = 0; column < settled.length; column += 1) {
    if (!settled[column]) continue;
    const slack = length - (distance[column] ?? 0);
    const owner = rowOf[column] ?? 0;
    columnPrice[column] = (columnPrice[column] ?? 0) - slack;
    rowPrice[owner] = (rowPrice[owner] ?? 0) + slack;
  }
}

/**
 * Frees the row and looks for the cheapest way back to the column it had. A free column on the way lets any other column go free instead:
 * as if rows without work, which cost nothing, held all free columns.
 */
function reroute(state: State, row: number, forbidden: (column: number) => boolean): Rerouting | null {
  const { rowOf, columnOf } = state;
  const home = columnOf[row] ?? -1;
  const way = shortest(state, row, (column) => column === home, forbidden);
  if (!way) return null;
  const moved: { row: number; column: number }[] = [];
  let column = home;
  for (let before = way.before[column] ?? -1; before !== -1; before = way.before[column] ?? -1) {
    const owner = rowOf[before] ?? -1;
    if (owner !== -1) moved.push({ row: owner, column });
    column = before;
  }
  return { column, added: Math.max(0, way.length), moved };
}

/** Dijkstra over columns with reduced costs, which are never negative. */
function shortest(
  state: State,
  row: number,
  isEnd: (column: number) => boolean,
  forbidden: (column: number) => boolean = () => false,
): Way | null {
  const { columns, rowOf } = state;
  const distance = new Float64Array(columns).fill(Number.POSITIVE_INFINITY);
  const before = new Int32Array(columns).fill(-1);
  const settled = new Uint8Array(columns);
  let nearest = -1;
  for (let column = 0; column < columns; column += 1) {
    if (forbidden(column)) continue;
    distance[column] = cost(state, row, column) - (state.rowPrice[row] ?? 0) - (state.columnPrice[column] ?? 0);
    if ((distance[column] as number) < (distance[nearest] ?? Number.POSITIVE_INFINITY)) nearest = column;
  }
  while (nearest !== -1) {
    const length = distance[nearest] as number;
    if (isEnd(nearest)) return { end: nearest, length, distance, before, settled };
    settled[nearest] = 1;
    const owner = rowOf[nearest] as number;
    if (owner === -1) settleFree(rowOf, settled);
    nearest = relax(state, owner, nearest, { distance, before, settled });
  }
  return null;
}

/** Every free column leads on like the first one reached, and none nearer. */
function settleFree(rowOf: Int32Array, settled: Uint8Array): void {
  for (let column = 0; column < rowOf.length; column += 1) if (rowOf[column] === -1) settled[column] = 1;
}

/**
 * Goes on from a column through its owner; -1 stands for all rows without work.
 * @returns the nearest column that is not settled, or -1
 */
function relax(state: State, owner: number, from: number, { distance, before, settled }: Omit<Way, 'end' | 'length'>): number {
  const { costs, columns, columnPrice } = state;
  const base = (distance[from] as number) - (owner === -1 ? 0 : (state.rowPrice[owner] as number));
  const offset = owner * columns;
  let nearest = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let column = 0; column < columns; column += 1) {
    if (settled[column] === 1) continue;
    const there = base + (owner === -1 ? 0 : (costs[offset + column] as number)) - (columnPrice[column] as number);
    if (there < (distance[column] as number)) {
      distance[column] = there;
      before[column] = from;
    }
    if ((distance[column] as number) < least) {
      least = distance[column] as number;
      nearest = column;
    }
  }
  return nearest;
}
