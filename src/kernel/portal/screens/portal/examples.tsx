import { PageHead, type ViewProps } from '#ui/portal';
import { examples } from '../../../../../web/ui/portal/examples/index.ts';
import { homeTexts } from './texts.ts';

/** Every component with an example. */
export default function Examples({ frame: { language } }: ViewProps<object>) {
  const say = homeTexts(language);
  return (
    <>
      <PageHead title={say('components')} lead={say('componentsLead')} />
      {examples.map(({ name, Example }) => (
        <section key={name} aria-labelledby={`example-${name}`} className="ruled" data-example={name}>
          <div className="wrap">
            <h2 id={`example-${name}`} className="mono example-name">
              {name}
            </h2>
            <Example />
          </div>
        </section>
      ))}
    </>
  );
}
