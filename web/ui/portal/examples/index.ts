import type { ComponentType } from 'react';

const files = import.meta.glob<{ default: ComponentType }>('./*.tsx', { eager: true });

/** Every example, by the name of its file. */
export const examples: readonly { readonly name: string; readonly Example: ComponentType }[] = Object.entries(files).map(
  ([path, file]) => ({
    name: path.replace(/^\.\/|\.tsx$/g, ''),
    Example: file.default,
  }),
);
