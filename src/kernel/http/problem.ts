import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';

import { DomainError, kernelErrors } from '../core/index.ts';

/** RFC 9457, with the title in both languages and the details the error table promises. */
export const Problem = Type.Object({
  type: Type.String(),
  status: Type.Integer(),
  title: Type.String(),
  title_zh: Type.String(),
  instance: Type.Optional(Type.String()),
  details: Type.Record(Type.String(), Type.Unknown()),
});

/** A failure as it leaves us. `instance` is the request's number, which the log has too. */
export function toProblem(error: DomainError, requestId: string) {
  const { status, code, text, details } = error;
  return { type: `urn:maplebridge:${code}`, status, title: text.en, title_zh: text.zh, instance: `urn:request:${requestId}`, details };
}

/** Answers with a problem document. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: DomainError): FastifyReply {
  if (typeof error.details['seconds'] === 'number') void reply.header('retry-after', error.details['seconds']);
  return reply
    .status(error.status)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(toProblem(error, request.id)));
}

/** Makes an expected failure of anything thrown. What we did not expect is logged with its stack and answered with 500. */
export function asDomainError(error: unknown, request: FastifyRequest): DomainError {
  if (error instanceof DomainError) return error;
  const known = fromFramework(error as FastifyError) ?? fromDatabase(error as { code?: string });
  if (known) return known;
  request.log.error({ err: error }, 'unexpected');
  return kernelErrors.unexpected();
}

function fromFramework({ code, statusCode, message }: FastifyError): DomainError | null {
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return kernelErrors.tooLarge();
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return kernelErrors.unsupportedType();
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return kernelErrors.notJson({ reason: message });
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return kernelErrors.notFound(); // nothing has a name that long
    default:
      return statusCode === 400 ? kernelErrors.notJson({ reason: message }) : null;
  }
}

/** Text that PostgreSQL cannot keep, and numbers beyond its types, are the sender's mistake; deadlocks ask for another try. */
function fromDatabase({ code }: { code?: string }): DomainError | null {
  if (code === '22021' || code === '22P05' || code === '22003' || code === '22P02') return kernelErrors.invalid({ reason: 'value' });
  if (code === '40001' || code === '40P01') return kernelErrors.conflict();
  if (code === '53300' || code === '57P01' || code === '57P03' || code === 'ECONNREFUSED') return kernelErrors.unavailable();
  return null;
}
