import type { ComponentType } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

import type { PortalPage, RenderPortal } from '../../src/kernel/http/page.ts';
import { FrameProvider, type ViewProps } from '../ui/portal/index.ts';
import { script, styles } from './assets.ts';
import { Layout } from './layout.tsx';

type View = ComponentType<ViewProps<object>>;

const files = import.meta.glob<{ default: View }>(['../../src/modules/*/screens/portal/*.tsx', '../../src/kernel/*/screens/portal/*.tsx'], {
  eager: true,
});
const views = new Map(Object.entries(files).map(([path, file]) => [nameOf(path), file.default]));

/** Files that every page loads, for preload headers. */
export const assets: readonly string[] = [...styles, script];

/**
 * Turns a page into a whole HTML document.
 * @throws Error when no module brings the view
 */
export const render: RenderPortal = (page: PortalPage) => {
  const View = views.get(page.view);
  if (!View) throw new Error(`There is no portal view ${page.view}; the known ones are ${[...views.keys()].join(', ')}`);
  const document = (
    <FrameProvider frame={page.frame}>
      <Layout title={page.title} failed={hasErrors(page.data)}>
        <View data={page.data} frame={page.frame} />
      </Layout>
    </FrameProvider>
  );
  return `<!doctype html>${renderToStaticMarkup(document)}`;
};

/** `../../src/kernel/portal/screens/portal/home.tsx` is the view `portal/home`. */
function nameOf(path: string): string {
  const [owner, file] = path.replace(/^.*\/src\/(?:modules|kernel)\//, '').split('/screens/portal/');
  return `${owner}/${file?.replace(/\.tsx$/, '')}`;
}

/** By convention a view's data names what has to be corrected as `errors`; the page's title then begins with "Error:". */
function hasErrors(data: object): boolean {
  return 'errors' in data && Array.isArray(data.errors) && data.errors.length > 0;
}
