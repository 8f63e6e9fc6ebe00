import { Crumbs, Section, Source } from '../index.ts';
import { useBoth } from './both.ts';

export default function NavigationExample() {
  const both = useBoth();
  return (
    <>
      <Crumbs
        items={[
          { text: both('Home', '首页'), href: '/' },
          { text: both('Open data', '开放数据'), href: '#data' },
          { text: both('Street lights', '路灯') },
        ]}
      />
      <Section
        id="example-section"
        title={both('A part of a page', '页面的一部分')}
        more={<a href="#all">{both('All 12', '全部 12 项')}</a>}
      >
        <Source
          parts={[
            both('2 min ago', '2 分钟前'),
            both('Case register', '办件登记簿'),
            <a key="how" href="#how">
              {both('how it is counted', '计算方法')}
            </a>,
          ]}
        />
      </Section>
    </>
  );
}
