import type { AnyModule } from '#kernel';

/** The modules of the platform; a module stands after those it depends on. */
export const modules: readonly AnyModule[] = [];
