import packaged from 'highs';

/** Loads the HiGHS solver, WebAssembly on this thread. The package's types describe its CommonJS file, where the loader is one step deeper. */
export const loadHighs = packaged as unknown as typeof packaged.default;
