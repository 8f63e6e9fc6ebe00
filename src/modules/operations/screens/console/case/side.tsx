import { IconFile } from '@tabler/icons-react';
import { Link } from 'react-router';

import { defineTexts } from '#kernel/i18n';
import { AgeOf, Button, CaseMap, Help, Section, useFormat, useTexts } from '#ui';

import { type CaseView, caseHref, spoken } from '../cases/data.ts';
import { StateMark } from '../cases/marks.tsx';
import { useCategoryMark, useDepartmentName } from '../cases/terms.ts';
import { caseTexts } from '../cases/texts.ts';
import { type ActName, actTexts } from './act-specs.ts';
import { useCaseActs } from './case-context.ts';

const texts = defineTexts({
  place: { en: 'Place', zh: '地点' },
  map: { en: 'Map: {title}', zh: '地图：{title}' },
  board: { en: 'Open on the board', zh: '在大屏地图中查看' },
  files: { en: 'Files', zh: '附件' },
  custody: { en: 'Who looked', zh: '查阅留痕' },
  custodyText: {
    en: 'Every look at a file of this case leaves a line: which department, and when. The hash proves that the file is still the one that was sent.',
    zh: '每次查阅本事项附件都会留痕：哪个部门、何时查阅。哈希值可证明文件与提交时一致。',
  },
  nobody: { en: 'Nobody has looked yet.', zh: '尚无查阅记录。' },
  stripped: { en: 'place and camera data removed', zh: '已去除位置与设备信息' },
  kept: { en: 'metadata kept', zh: '保留元数据' },
  family: { en: 'Parent and children', zh: '上下级事项' },
  parent: { en: 'Parent', zh: '上级' },
  child: { en: 'Child', zh: '下级' },
  into: { en: 'Merged into', zh: '已并入' },
  orders: { en: 'Supervision orders', zh: '督办单' },
  signed: { en: 'signed', zh: '已签收' },
  notSigned: { en: 'not signed yet', zh: '尚未签收' },
  fulfilled: { en: 'reported', zh: '已反馈' },
  lifted: { en: 'lifted', zh: '已撤销' },
  visits: { en: 'Return visits', zh: '回访' },
  toDo: { en: 'to do', zh: '待回访' },
});

/** Where it is: a small map that says the same as the words in the head. */
export function Place() {
  const t = useTexts(texts);
  const c = useTexts(caseTexts);
  const markOf = useCategoryMark();
  const { view } = useCaseActs();
  const { lng, lat, code, title, category, state } = view;
  if (lng === null || lat === null) return null;
  return (
    <Section
      title={t('place')}
      aside={
        <Link className="small" to={`/board?sel=${code}`}>
          {t('board')}
        </Link>
      }
      flush
    >
      <CaseMap
        title={t('map', { title })}
        points={[{ id: code, lng, lat, label: title, note: c(state), ...markOf(category.key) }]}
        start="points"
        height={240}
      />
    </Section>
  );
}

const HASH_LETTERS = 12;

/** Files with their hashes, and who looked at them. */
export function Files() {
  const t = useTexts(texts);
  const format = useFormat();
  const department = useDepartmentName();
  const { view } = useCaseActs();
  if (view.files.length === 0) return null;
  return (
    <Section title={t('files')} note={view.files.length} aside={<Help title={t('custody')}>{t('custodyText')}</Help>}>
      <ul className="lines">
        {view.files.map(({ id, name, size, sha256, metadata }) => (
          <li key={id} className="small">
            <a href={`/api/files/${id}`} download>
              <IconFile size={14} aria-hidden /> {name}
            </a>{' '}
            <span className="ink2">
              {[format.bytes(size), metadata === 'none' ? null : t(metadata as 'stripped' | 'kept')].filter(Boolean).join(' · ')}
            </span>
            <br />
            <code className="tiny ink2" title={sha256}>
              SHA-256 {sha256.slice(0, HASH_LETTERS)}…
            </code>
          </li>
        ))}
      </ul>
      <h3 className="over">{t('custody')}</h3>
      {view.custody.length === 0 && <p className="small ink2">{t('nobody')}</p>}
      <ul className="small">
        {view.custody.map(({ department: key, at }) => (
          <li key={`${key} ${at}`} className="row between">
            <span>{key ? department(key) : '–'}</span>
            <AgeOf at={at} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Cases above and below this one, and the one it went into. */
export function Family() {
  const t = useTexts(texts);
  const { view } = useCaseActs();
  const { parent, children, mergedInto } = view;
  const others = [
    ...(mergedInto ? [{ ...mergedInto, role: t('into') }] : []),
    ...(parent ? [{ ...parent, role: t('parent') }] : []),
    ...children.map((child) => ({ ...child, role: t('child') })),
  ];
  if (others.length === 0) return null;
  return (
    <Section title={t('family')}>
      <ul className="lines">
        {others.map(({ code, title, state, role }) => (
          <li key={code}>
            <p className="row between">
              <span className="tiny ink2">
                {role} <Link to={caseHref(code)}>{spoken(code)}</Link>
              </span>
              <StateMark state={state} />
            </p>
            <p>{title}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Orders of a superior: demanded, signed, reported. */
export function Orders() {
  const t = useTexts(texts);
  const names = useTexts(actTexts);
  const department = useDepartmentName();
  const { view, begin, busy } = useCaseActs();
  if (view.orders.length === 0) return null;
  const stateOf = ({ liftedAt, fulfilledAt, signedAt }: CaseView['orders'][number]) =>
    t(liftedAt ? 'lifted' : fulfilledAt ? 'fulfilled' : signedAt ? 'signed' : 'notSigned');
  return (
    <Section title={t('orders')}>
      <ul>
        {view.orders.map((order) => (
          <li key={order.id} className="task">
            <span className="b">{department(order.department)}</span>
            <span className="tiny ink2">{stateOf(order)}</span>
            <p>{order.demand}</p>
            {order.report && <p>{order.report}</p>}
            <p>
              <AgeOf at={order.since} />
            </p>
            <div className="row">
              {order.acts
                .filter((name) => !(name === 'sign-order' && order.signedAt))
                .map((name) => (
                  <Button
                    key={name}
                    size="sm"
                    busy={busy}
                    onClick={() => begin(name, { kind: 'order', id: order.id, title: department(order.department) })}
                  >
                    {names(name as ActName)}
                  </Button>
                ))}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Return visits that were drawn, and what came of them. */
export function Visits() {
  const t = useTexts(texts);
  const names = useTexts(actTexts);
  const { view, begin, busy } = useCaseActs();
  if (view.visits.length === 0) return null;
  return (
    <Section title={t('visits')}>
      <ul>
        {view.visits.map(({ id, draw, doneAt, words, acts }) => (
          <li key={id} className="task">
            <span className="b">{draw}</span>
            <span className="tiny ink2">{doneAt ? <AgeOf at={doneAt} /> : t('toDo')}</span>
            {words && <p>{words}</p>}
            <div className="row">
              {acts.map((name) => (
                <Button key={name} size="sm" busy={busy} onClick={() => begin(name, { kind: 'visit', id, title: draw })}>
                  {names(name as ActName)}
                </Button>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
