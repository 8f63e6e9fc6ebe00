import type { AnyModule } from '#kernel';
import { dataPlatform } from '#module/data-platform';
import { operations } from '#module/operations';

/** The modules of the platform; a module stands after those it depends on. */
export const modules: readonly AnyModule[] = [dataPlatform, operations];
