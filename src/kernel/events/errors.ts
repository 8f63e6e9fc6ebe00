import { defineErrors } from '../core/index.ts';

/** What may go wrong with events that somebody looks after or follows. */
export const eventErrors = defineErrors('events', {
  notParked: { status: 404, en: 'No such event is set aside', zh: '没有该搁置事件' },
  noConsumer: { status: 404, en: '{consumer} does not consume {event}', zh: '{consumer} 不消费事件 {event}' },
  topicUnknown: { status: 404, en: 'No module declares the topic {topic}', zh: '没有模块声明主题 {topic}' },
  topicsRefused: { status: 403, en: 'You may not follow {topics}', zh: '您无权订阅 {topics}' },
});
