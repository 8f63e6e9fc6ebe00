import { Field, Filters, SearchBox } from '../index.ts';
import { useBoth } from './both.ts';

export default function SearchExample() {
  const both = useBoth();
  return (
    <div className="stack-l">
      <SearchBox
        id="example-search"
        label={both('Search reports, enterprises, rules and data', '搜索诉求、企业、规则和数据')}
        action="/search"
        suggestions={[
          { text: both('street lights', '路灯'), href: '#lights' },
          { text: both('fever clinic', '发热门诊'), href: '#clinic' },
        ]}
      />
      <Filters action="/examples" clearHref="/examples">
        <Field name="words" label={both('Words', '关键词')} type="search" optional compact />
        <Field
          name="town"
          label={both('Town', '镇街')}
          value="willow"
          options={[
            { value: '', text: both('All towns', '全部镇街') },
            { value: 'willow', text: both('Willow Bank', '柳堤镇') },
          ]}
          optional
          compact
        />
        <Field name="since" label={both('Since', '开始日期')} type="date" optional compact />
      </Filters>
    </div>
  );
}
