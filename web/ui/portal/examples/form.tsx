import { Choices, ErrorSummary, Field, Form } from '../index.ts';
import { useBoth } from './both.ts';

export default function FormExample() {
  const both = useBoth();
  const wrong = both('Say where it is: a street, a stop, a building', '请填写地点：道路、站点或建筑物');
  const none = both('Choose how urgent it is', '请选择紧急程度');
  return (
    <div>
      <ErrorSummary
        errors={[
          { field: 'place', message: wrong },
          { field: 'urgency', message: none },
        ]}
      />
      <Form action="/examples">
        <Field
          name="what"
          label={both('What is wrong?', '发生了什么？')}
          hint={both('Two sentences are enough.', '两句话即可。')}
          rows={4}
          value={both('The towpath is dark after six.', '晚上六点后，河边步道没有灯光。')}
        />
        <Field name="place" label={both('Where is it?', '在哪里？')} error={wrong} />
        <Choices
          name="urgency"
          label={both('How urgent is it?', '紧急程度')}
          error={none}
          options={[
            { value: 'danger', text: both('Somebody may get hurt', '可能伤人'), note: both('within 2 hours', '2 小时内处理') },
            { value: 'usual', text: both('It should be repaired', '需要修复'), note: both('within 7 working days', '7 个工作日内处理') },
          ]}
        />
        <Field
          name="town-of"
          label={both('Town', '镇街')}
          optional
          width="middle"
          options={[
            { value: 'willow', text: both('Willow Bank', '柳堤镇') },
            { value: 'old-bridge', text: both('Old Bridge', '古桥镇') },
          ]}
        />
        <Field name="phone" label={both('Phone', '手机号码')} type="tel" autoComplete="tel" width="middle" optional />
        <p className="acts">
          <button className="btn voice" type="submit">
            {both('Send the report', '提交')}
          </button>
          <a href="#later">{both('Save and go on later', '保存，稍后继续')}</a>
        </p>
      </Form>
    </div>
  );
}
