import { type ComponentType, type LazyExoticComponent, lazy, Suspense } from 'react';
import { Link, useParams } from 'react-router';

import { defineTexts } from '#kernel/i18n';
import { useTexts } from '../../ui/console/language.ts';
import { PageHeader } from '../../ui/console/layout.tsx';

const texts = defineTexts({
  title: { en: 'Components', zh: '组件示例' },
  facts: { en: 'What console screens are made of. Each stands here as it is used.', zh: '工作台页面所用的组件，均按实际用法展示。' },
  all: { en: 'All components', zh: '全部组件' },
});

const files = import.meta.glob<{ readonly default: ComponentType }>('../../ui/console/examples/*.tsx');

/** Every example by the name of its file, such as `data-table`. */
const examples: ReadonlyMap<string, LazyExoticComponent<ComponentType>> = new Map(
  Object.entries(files).map(([path, load]) => [path.replace(/^.*\/|\.tsx$/g, ''), lazy(load)]),
);

/** Shows the components: all of them, or the one that the address names. */
export default function ExamplesPage() {
  const t = useTexts(texts);
  const { name } = useParams();
  const shown = [...examples].filter(([key]) => name === undefined || key === name);
  return (
    <div className="page">
      <PageHeader
        title={t('title')}
        facts={t('facts')}
        crumbs={name === undefined ? [] : [{ title: t('all'), to: '/examples' }, { title: name }]}
      />
      <div className="stack">
        {shown.map(([key, Example]) => (
          <section key={key} className="example" data-example={key} aria-label={key}>
            <h2 className="over">
              <Link to={`/examples/${key}`}>{key}</Link>
            </h2>
            <Suspense>
              <Example />
            </Suspense>
          </section>
        ))}
      </div>
    </div>
  );
}
