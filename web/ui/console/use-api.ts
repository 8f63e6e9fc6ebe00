import { QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

import { type Answer, address, ask, Problem, type Query } from './api.ts';
import { useLive, useRecovery } from './live.ts';

/** What a GET came to. Old data stays while new data comes, and after a failure. */
export interface Reading<Body> {
  readonly data: Body | undefined;
  /** Revision of what was read, for `useAct({ ifMatch })`. */
  readonly etag: string | null;
  /** When it was read, in milliseconds since 1970; 0 before the first answer. */
  readonly at: number;
  readonly problem: Problem | null;
  /** True before the first answer only. */
  readonly loading: boolean;
  /** True whenever a request is on its way. */
  readonly busy: boolean;
  readonly refresh: () => void;
}

/** How to read. */
export interface ReadingOptions {
  readonly query?: Query;
  /** Live topics whose events make this reading read again. */
  readonly topics?: readonly string[];
  /** How long an answer counts as fresh, in seconds; 15 unless said. */
  readonly freshSeconds?: number;
}

/** The store of answers; one for the page. */
export function createAnswers(): QueryClient {
  const retry = (failures: number, problem: Error) => failures < 2 && problem instanceof Problem && [0, 502, 503].includes(problem.status);
  return new QueryClient({ defaultOptions: { queries: { retry, staleTime: 15_000, gcTime: 600_000 } } });
}

/**
 * Reads from the server, keeps the answer, and reads again when a live topic moves. `path` null reads nothing.
 * @example const jobs = useApi<Page<Job>>('/api/jobs', { query: { state: 'running' }, topics: ['jobs'] });
 */
export function useApi<Body>(path: string | null, { query, topics = [], freshSeconds = 15 }: ReadingOptions = {}): Reading<Body> {
  const answers = useQueryClient();
  const url = path === null ? '' : address(path, query);
  const reading = useQuery<Answer<Body>, Problem>({
    queryKey: [url],
    queryFn: ({ signal }) => ask<Body>('GET', url, { signal }),
    enabled: path !== null,
    staleTime: freshSeconds * 1000,
    placeholderData: (before, query) => (pathOf(query?.queryKey[0]) === pathOf(url) ? before : undefined),
  });
  const again = useCallback(() => void answers.invalidateQueries({ queryKey: [url] }), [answers, url]);
  useLive(path === null ? [] : topics, again, reading.data?.position);
  const { isError } = reading;
  useRecovery(useCallback(() => isError && again(), [isError, again]));
  return {
    data: reading.data?.body,
    etag: reading.data?.etag ?? null,
    at: reading.data?.at ?? 0,
    problem: reading.error,
    loading: reading.isPending && path !== null,
    busy: reading.isFetching,
    refresh: again,
  };
}

/** Reads again everything under these paths, such as `/api/jobs`. */
export function useRefresh(): (...paths: readonly string[]) => void {
  const answers = useQueryClient();
  return useCallback(
    (...paths) =>
      void answers.invalidateQueries({ predicate: ({ queryKey: [url] }) => paths.some((path) => String(url).startsWith(path)) }),
    [answers],
  );
}

/** Old rows may stand in for a new page of the same list, never for another record. */
function pathOf(url: unknown): string {
  return String(url).split('?')[0] ?? '';
}
