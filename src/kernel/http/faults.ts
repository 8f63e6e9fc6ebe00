import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';

import { closed, kernelErrors } from '../core/index.ts';
import type { Csrf } from './csrf.ts';
import type { HttpOptions } from './options.ts';

const Fault = closed({ message: Type.String({ maxLength: 2000 }), stack: Type.String({ maxLength: 2000 }) });
const Report = closed({ report: Type.String() });

/** Takes what a console screen broke on into the log, under the request's number, which the person then quotes. Staff only. */
export function mountFaults(app: FastifyInstance, options: HttpOptions, csrf: Csrf): void {
  const schema = { hide: true, body: Fault, response: { 201: Report } };
  app.post<{ Body: Static<typeof Fault> }>('/api/console/faults', { schema, bodyLimit: 16_384 }, async (request, reply) => {
    csrf.check(request, request.headers['x-csrf-token'] as string | undefined);
    const actor = await options.authenticate(request);
    if (actor.kind === 'anonymous') throw kernelErrors.signInFirst();
    request.log.error({ fault: request.body }, 'a console screen broke');
    return reply.status(201).send({ report: request.id });
  });
}
