import { defineErrors } from '../core/index.ts';

/** What may go wrong with events that somebody looks after. */
export const eventErrors = defineErrors('events', {
  notParked: { status: 404, en: 'No such event is set aside', zh: '没有该搁置事件' },
  noConsumer: { status: 404, en: '{consumer} does not consume {event}', zh: '{consumer} 不消费事件 {event}' },
});
