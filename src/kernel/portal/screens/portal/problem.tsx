import { ProblemPage, type ViewProps } from '#ui/portal';

interface ProblemData {
  readonly problem: {
    readonly type: string;
    readonly status: number;
    readonly title: string;
    readonly title_zh: string;
    readonly instance?: string;
  };
}

/** What a reader sees when a page cannot be given. */
export default function Problem({ data: { problem } }: ViewProps<ProblemData>) {
  const { type, status, title, title_zh, instance } = problem;
  const reference = instance?.replace('urn:request:', '');
  return (
    <ProblemPage
      status={status}
      text={{ en: title, zh: title_zh }}
      code={type.replace('urn:maplebridge:', '')}
      {...(reference && { reference })}
    />
  );
}
