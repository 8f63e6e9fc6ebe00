/** Sentences a person may read, in every language the product speaks. */
export interface Bilingual {
  readonly en: string;
  readonly zh: string;
}

/** The languages the product speaks. */
export type Language = keyof Bilingual;

/** What a module writes down for each thing that may go wrong. */
export interface ErrorSpec extends Bilingual {
  /** HTTP status the edge answers with, 400-599. */
  readonly status: number;
}

type Details = Readonly<Record<string, unknown>>;

/** A failure we expected: it has a stable code, a status and words for the person. Anything else is a bug and answers 500. */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: string;
  readonly status: number;
  readonly text: Bilingual;
  readonly details: Details;

  constructor(code: string, spec: ErrorSpec, details: Details = {}) {
    const text = { en: fill(spec.en, details), zh: fill(spec.zh, details) };
    super(`${code}: ${text.en}`);
    this.code = code;
    this.status = spec.status;
    this.text = text;
    this.details = details;
  }
}

type ErrorMakers<Table> = { readonly [Name in keyof Table]: (details?: Details) => DomainError };

/**
 * Turns a module's table of failures into functions that make them, so that `throw errors.notFound({ id })` is all a caller writes.
 * A sentence may name a detail as `{id}`.
 * @param namespace module name; codes read `namespace.name`
 */
export function defineErrors<const Table extends Record<string, ErrorSpec>>(namespace: string, table: Table): ErrorMakers<Table> {
  const makers = Object.entries(table).map(([name, spec]) => [
    name,
    (details?: Details) => new DomainError(`${namespace}.${name}`, spec, details),
  ]);
  return Object.fromEntries(makers) as ErrorMakers<Table>;
}

function fill(sentence: string, details: Details): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (slot, name: string) => (name in details ? String(details[name]) : slot));
}

/** Failures that every module shares. */
export const kernelErrors = defineErrors('kernel', {
  signInFirst: { status: 401, en: 'Sign in first', zh: '请先登录' },
  forbidden: {
    status: 403,
    en: 'You may not do this: it needs the permission {permission}',
    zh: '您没有权限执行此操作：需要权限 {permission}',
  },
  purposeNeeded: { status: 403, en: 'Say for which purpose you read this personal data', zh: '请说明读取该个人数据的用途' },
  crossSite: { status: 403, en: 'This request did not come from our own pages', zh: '该请求并非来自本站页面' },
  notFound: { status: 404, en: 'There is nothing here', zh: '此处没有内容' },
  conflict: { status: 409, en: 'Somebody else changed this meanwhile', zh: '其他人已在此期间修改' },
  invalid: { status: 400, en: 'Some answers need to be corrected', zh: '部分内容需要更正' },
  notJson: { status: 400, en: 'The request could not be read', zh: '无法读取该请求' },
  tooLarge: { status: 413, en: 'This is larger than we accept', zh: '内容超过允许的大小' },
  unsupportedType: { status: 415, en: 'This kind of content is not accepted here', zh: '此处不接受该内容类型' },
  keyReused: {
    status: 422,
    en: 'This Idempotency-Key was used for a different request',
    zh: '该 Idempotency-Key 已用于另一个请求',
  },
  stillRunning: { status: 409, en: 'The first request with this key is still running', zh: '使用该键的首个请求仍在处理中' },
  revisionNeeded: { status: 428, en: 'Say which revision you change (If-Match)', zh: '请注明所修改的版本（If-Match）' },
  revisionChanged: { status: 412, en: 'Somebody else changed this meanwhile; read it again', zh: '其他人已在此期间修改，请重新读取' },
  tooMany: { status: 429, en: 'Too many requests; try again in {seconds} s', zh: '请求过多，请在 {seconds} 秒后重试' },
  unexpected: { status: 500, en: 'Something went wrong on our side', zh: '系统出现意外错误' },
  unavailable: { status: 503, en: 'We are starting or stopping; try again shortly', zh: '系统正在启动或停止，请稍后重试' },
});
