import { defineTexts } from '#kernel/i18n';
import type { Problem } from '../api.ts';
import { useFormat } from '../format.ts';
import { useTexts } from '../language.ts';
import { type Act, type ActOptions, type Change, useAct } from '../use-act.ts';

const texts = defineTexts({
  done: { en: 'Saved', zh: '已保存' },
  merged: { en: '{done}. Meanwhile somebody else changed: {fields}; both stand', zh: '{done}。期间他人修改了：{fields}，两处修改均已保留' },
});

/** What the server says of two changes that met (409). */
export interface Meeting<Input> {
  /** Revision on which ours was written, and the one that stands now. */
  readonly base: number;
  readonly head: number;
  readonly act: string;
  /** State in which the thing is now. */
  readonly state: string;
  /** Fields that both changed. */
  readonly fields: readonly { readonly key: string; readonly mine: unknown; readonly theirs: unknown; readonly base: unknown }[];
  /** What was asked for, to ask again. */
  readonly input: Input;
}

/** A reply that may have been joined with what others changed. */
interface Merged {
  readonly merged?: boolean;
  /** What others did meanwhile, and the fields they changed. */
  readonly others?: readonly { readonly fields: readonly string[] }[];
}

interface VersionedOptions<Input, Reply> extends Pick<ActOptions<Input, Reply>, 'touches' | 'undo'> {
  readonly change: (input: Input) => Omit<Change, 'ifMatch'>;
  /** The revision that is on the screen. */
  readonly revision: number;
  readonly done?: string | ((input: Input, reply: Reply) => string);
  /** A field in words, for what others changed. */
  readonly fieldName?: (key: string) => string;
  /** `inline` leaves other refusals to the form. */
  readonly problems?: 'toast' | 'inline';
}

/** An act on something that others change too. */
export interface VersionedAct<Input, Reply> extends Omit<Act<Input, Reply>, 'run'> {
  /** `on` is the revision that a form was opened on, when what is behind it moves on live. */
  readonly run: (input: Input, on?: number) => Promise<Reply | undefined>;
  /** Two changes that met, to be shown with `Conflict`; null when none did. */
  readonly meeting: Meeting<Input> | null;
  /** Does it again on the revision that stands now. */
  readonly again: (input: Input) => Promise<Reply | undefined>;
}

/** The request, and the revision it is based on. */
interface Sent<Input> {
  readonly input: Input;
  readonly revision: number;
}

/**
 * Changes something by its revision (If-Match). Changes that do not collide are joined by the server, and the person hears what others did;
 * those that do come back as a `meeting`. A refusal of another kind is told as usual.
 */
export function useVersionedAct<Input, Reply extends object = Record<string, unknown>>(
  options: VersionedOptions<Input, Reply>,
): VersionedAct<Input, Reply> {
  const { change, revision, touches = [], done, undo, fieldName = (key) => key, problems = 'toast' } = options;
  const t = useTexts(texts);
  const format = useFormat();
  const words = (input: Input, reply: Reply) => {
    const said = typeof done === 'function' ? done(input, reply) : (done ?? t('done'));
    const { merged = false, others = [] } = reply as Merged;
    const fields = [...new Set(others.flatMap((line) => line.fields).map(fieldName))];
    return merged && fields.length > 0 ? t('merged', { done: said, fields: format.list(fields) }) : said;
  };
  const act = useAct<Sent<Input>, Reply>({
    change: (sent) => ({ ...change(sent.input), ifMatch: `"${sent.revision}"` }),
    touches,
    problems: (problem) => problems === 'toast' && !isMeeting(problem),
    done: ({ input }, reply) => words(input, reply),
    ...(undo && { undo: ({ input }: Sent<Input>, reply: Reply) => undo(input, reply) }),
  });
  const meeting = act.problem && act.sent && isMeeting(act.problem) ? meetingOf(act.problem, act.sent.input) : null;
  return {
    busy: act.busy,
    problem: meeting ? null : act.problem,
    forget: act.forget,
    sent: act.sent?.input ?? null,
    meeting,
    run: (input, on = revision) => act.run({ input, revision: on }),
    again: (input) => act.run({ input, revision: meeting?.head ?? revision }),
  };
}

/** 412 is the plain form of the same: somebody was faster. */
function isMeeting({ status, details }: Problem): boolean {
  return (status === 409 || status === 412) && typeof details['head'] === 'number';
}

function meetingOf<Input>({ details }: Problem, input: Input): Meeting<Input> {
  const yours = (details['yours'] ?? {}) as Readonly<Record<string, unknown>>;
  const theirs = (details['theirs'] ?? {}) as Readonly<Record<string, unknown>>;
  const before = (details['before'] ?? {}) as Readonly<Record<string, unknown>>;
  const keys = [...new Set([...Object.keys(yours), ...Object.keys(theirs)])];
  return {
    base: Number(details['base']),
    head: Number(details['head']),
    act: String(details['act'] ?? ''),
    state: String(details['state'] ?? ''),
    fields: keys.map((key) => ({ key, mine: yours[key], theirs: theirs[key], base: before[key] })),
    input,
  };
}
