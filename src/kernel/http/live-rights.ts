import type { Actor, AnyModule, LiveTopic } from '../core/index.ts';
import { kernelErrors } from '../core/index.ts';
import { eventErrors } from '../events/index.ts';
import type { HttpOptions } from './options.ts';
import { inContext } from './scope.ts';

/** A topic somebody asks for, with the manifest entry that says who may follow it. */
export interface AskedTopic {
  readonly topic: string;
  readonly id: string | null;
  readonly declared: LiveTopic<never>;
}

const MOST_TOPICS = 40;
const TOPIC = /^([a-z][\w.-]{0,79})(?::([\w.-]{1,120}))?$/;

/**
 * Reads the topics of an address, `name` or `name:id`, separated by commas.
 * @throws kernel.invalid when there are none, too many, or one is not a topic; events.topicUnknown when no module declares it
 */
export function askedTopics(modules: readonly AnyModule[], query: unknown): AskedTopic[] {
  const topics = new Set(typeof query === 'string' ? query.split(',').filter(Boolean) : []);
  if (topics.size === 0 || topics.size > MOST_TOPICS) throw kernelErrors.invalid({ query: 'topics' });
  return [...topics].map((topic) => {
    const [, name = '', id = null] = TOPIC.exec(topic) ?? [];
    if (!name) throw kernelErrors.invalid({ query: 'topics' });
    const declared = modules.flatMap((module) => module.topics).find((each) => each.name === name);
    if (!declared) throw eventErrors.topicUnknown({ topic });
    return { topic, id, declared };
  });
}

/** Those of the topics that the actor may follow now. */
export async function allowedTopics(options: HttpOptions, actor: Actor, asked: readonly AskedTopic[]): Promise<Set<string>> {
  if (actor.kind === 'anonymous') return new Set();
  return inContext(options, actor, async (context) => {
    const allowed = new Set<string>();
    for (const { topic, id, declared } of asked) if (await declared.may(context, id)) allowed.add(topic);
    return allowed;
  });
}

/** What topics' answers can depend on besides the topic's own thing: equal texts mean equal rights. */
export function rightsOf({ id, kind, roles, permissions, department, onBehalfOf }: Actor): string {
  return JSON.stringify([id, kind, [...roles].sort(), [...permissions].sort(), department, onBehalfOf]);
}
