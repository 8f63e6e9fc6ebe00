import type { Platform } from '../../src/kernel/platform.ts';

/** The part of JSON Schema that routes use. */
export interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly format?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly minItems?: number;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
}

/** One endpoint as the published description has it. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path with `{name}` where a parameter stands. */
  readonly path: string;
  readonly permission: string;
  readonly params: readonly { readonly name: string; readonly in: 'path' | 'query'; readonly schema: Schema }[];
  /** Shape of the JSON body, or null when there is none. */
  readonly body: Schema | null;
  /** Takes bytes instead of JSON. */
  readonly streams: boolean;
}

interface Described {
  readonly 'x-permission'?: string;
  readonly parameters?: Operation['params'];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
}

/** Every endpoint in `/api/openapi.json`; what comes later is covered by being there. */
export async function readInterface({ app }: Platform): Promise<Operation[]> {
  const { paths } = (await app.inject('/api/openapi.json')).json<{ paths: Record<string, Record<string, Described>> }>();
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, about]) => ({
      method: method.toUpperCase() as Operation['method'],
      path,
      permission: about['x-permission'] ?? 'public',
      params: about.parameters ?? [],
      body: about.requestBody?.content['application/json']?.schema ?? null,
      streams: about.requestBody?.content['application/octet-stream'] !== undefined,
    })),
  );
}

const NOBODY = '0193e4a8-0000-7000-8000-000000000000';

/** A whole address: parameters get a value of their shape, or the one given. */
export function addressOf({ path, params }: Operation, given: Readonly<Record<string, string>> = {}): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const param = params.find((each) => each.name === name);
    return (
      given[name] ?? encodeURIComponent(String(param?.schema.format === 'uuid' ? NOBODY : sampleOf(param?.schema ?? { type: 'string' })))
    );
  });
}

/** Something of this shape; patterns are not followed, so a strict shape may still refuse it. */
export function sampleOf(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf) return sampleOf(schema.anyOf[0] ?? {});
  switch (schema.type) {
    case 'object':
      return Object.fromEntries((schema.required ?? []).map((name) => [name, sampleOf(schema.properties?.[name] ?? {})]));
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items ?? {}));
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return textOf(schema);
  }
}

function textOf({ format, minLength = 3 }: Schema): string {
  const formats: Readonly<Record<string, string>> = { uuid: NOBODY, date: '2026-11-23', 'date-time': '2026-11-23T02:00:00Z' };
  return formats[format ?? ''] ?? 'example'.padEnd(minLength, 'x');
}
