import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';

import { type Answer, type Ask, ask, Problem } from './api.ts';
import { useLanguage } from './language.ts';
import { toast } from './toasts.tsx';
import { useRefresh } from './use-api.ts';

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One request that changes something. */
export interface Change {
  readonly method?: Method;
  readonly path: string;
  readonly body?: unknown;
  readonly ifMatch?: string;
}

/** How an act is done, shown and taken back. */
export interface ActOptions<Input, Reply> {
  /** The request for this input; POST unless it says otherwise. */
  readonly change: (input: Input) => Change;
  /** Paths that are read again afterwards, by their beginning. */
  readonly touches?: readonly string[];
  /** What an answer of these paths will look like, shown before the server has answered and taken back if it refuses. */
  readonly expect?: { readonly path: string; readonly body: (old: never, input: Input) => unknown };
  /** What to tell the person when it is done; nothing when the screen already shows it. */
  readonly done?: string | ((input: Input, reply: Reply) => string);
  /** The request that takes it back, offered for 10 s; null where this one cannot be. */
  readonly undo?: (input: Input, reply: Reply) => Change | null;
  /** `inline` leaves a refusal to the form, which shows `problem`; otherwise it is told in a toast. A function says which are. */
  readonly problems?: 'toast' | 'inline' | ((problem: Problem) => boolean);
}

/** An act in the hands of a screen. */
export interface Act<Input, Reply> {
  /** Does it; gives undefined when it was refused. */
  readonly run: (input: Input) => Promise<Reply | undefined>;
  readonly busy: boolean;
  readonly problem: Problem | null;
  /** What was sent last. */
  readonly sent: Input | null;
  readonly forget: () => void;
}

const PAUSES_MS = [400, 1500];

/**
 * Does something on the server once, whatever the network does: repeated sends carry the same Idempotency-Key.
 * @example const cancel = useAct<Job, Job>({ change: ({ id }) => ({ path: `/api/jobs/${id}/cancel` }), touches: ['/api/jobs'], done: t('cancelled') });
 */
export function useAct<Input, Reply = unknown>(options: ActOptions<Input, Reply>): Act<Input, Reply> {
  const { change, touches = [], done, undo, problems = 'toast' } = options;
  const [running, setRunning] = useState(0);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [sent, setSent] = useState<Input | null>(null);
  const expectChange = useExpectation(options);
  const refresh = useRefresh();
  const language = useLanguage();

  const run = async (input: Input): Promise<Reply | undefined> => {
    setRunning((count) => count + 1);
    setProblem(null);
    setSent(() => input);
    const takeBack = expectChange(input);
    try {
      const reply = await send<Reply>(change(input));
      const back = undo?.(input, reply) ?? null;
      const takeItBack = () => {
        if (back)
          void send(back).then(
            () => refresh(...touches),
            (failure: unknown) => toast.problem(asProblem(failure), language),
          );
      };
      if (done) toast.done(typeof done === 'string' ? done : done(input, reply), language, back ? takeItBack : undefined);
      return reply;
    } catch (failure) {
      takeBack();
      setProblem(asProblem(failure));
      if (typeof problems === 'function' ? problems(asProblem(failure)) : problems === 'toast') toast.problem(asProblem(failure), language);
      return undefined;
    } finally {
      refresh(...touches);
      setRunning((count) => count - 1);
    }
  };
  return { run, busy: running > 0, problem, sent, forget: () => setProblem(null) };
}

/** Shows the expected answers now. @returns what puts the old ones back */
function useExpectation<Input, Reply>({ expect }: ActOptions<Input, Reply>): (input: Input) => () => void {
  const answers = useQueryClient();
  return useCallback(
    (input) => {
      if (!expect) return () => undefined;
      const shown = answers.getQueriesData<Answer<unknown>>({ predicate: ({ queryKey: [url] }) => String(url).startsWith(expect.path) });
      for (const [key, old] of shown) if (old) answers.setQueryData(key, { ...old, body: expect.body(old.body as never, input) });
      return () => {
        for (const [key, old] of shown) answers.setQueryData(key, old);
      };
    },
    [answers, expect],
  );
}

/** Sends until the server was reached; the key makes the repeats harmless. */
async function send<Reply>({ method = 'POST', path, body, ifMatch }: Change): Promise<Reply> {
  const request: Ask = { idempotencyKey: crypto.randomUUID(), ...(body === undefined ? {} : { body }), ...(ifMatch ? { ifMatch } : {}) };
  for (const pause of PAUSES_MS) {
    const answer = await ask<Reply>(method, path, request).catch((failure: unknown) => {
      if (asProblem(failure).status !== 0) throw failure;
      return null;
    });
    if (answer) return answer.body;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return (await ask<Reply>(method, path, request)).body;
}

function asProblem(failure: unknown): Problem {
  if (failure instanceof Problem) return failure;
  return new Problem(0, 'unexpected', { en: 'Something went wrong in this page', zh: '本页面出现意外错误' });
}
