import type { AnyModule } from '#kernel';
import { dataPlatform } from '#module/data-platform';

/** The modules of the platform; a module stands after those it depends on. */
export const modules: readonly AnyModule[] = [dataPlatform];
