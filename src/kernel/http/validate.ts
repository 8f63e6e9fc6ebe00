import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { TLocalizedValidationError, TValidationError } from 'typebox/error';
import { Locale } from 'typebox/system';

import type { Bilingual } from '../core/index.ts';
import { kernelErrors } from '../core/index.ts';

/** One answer that has to be corrected. */
export interface FieldFault {
  /** JSON pointer into the part that was sent, such as `/category`. */
  readonly field: string;
  readonly keyword: string;
  readonly message: Bilingual;
}

/**
 * Checks what comes in against a route's own TypeBox schema. In the address everything is text, so numbers are read from it there;
 * in a JSON body a number is never taken for a text, and a field nobody declared is refused.
 */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const validator = Compile(schema);
  const fromAddress = httpPart !== 'body';
  return (data: unknown) => {
    const value = fromAddress ? validator.Convert(data) : data;
    if (validator.Check(value)) return { value };
    return { error: kernelErrors.invalid({ part: httpPart, fields: faultsOf(validator.Errors(value)) }) };
  };
};

/** What was wrong with a value, one line a field, in both languages. */
export function faultsOf(errors: readonly TLocalizedValidationError[]): FieldFault[] {
  const seen = new Set<string>();
  const faults = errors.map((error) => ({ field: fieldOf(error), keyword: error.keyword, message: wordsFor(error) }));
  return faults.filter(({ field, keyword }) => !seen.has(field + keyword) && seen.add(field + keyword)).slice(0, 20);
}

function fieldOf(error: TValidationError): string {
  if (error.keyword === 'required') return `${error.instancePath}/${error.params.requiredProperties[0] ?? ''}`;
  if (error.keyword === 'additionalProperties') return `${error.instancePath}/${error.params.additionalProperties[0] ?? ''}`;
  return error.instancePath || '/';
}

function wordsFor(error: TValidationError): Bilingual {
  return { en: Locale.en_US(error), zh: Locale.zh_Hans(error) };
}
