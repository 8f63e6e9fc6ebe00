import { definePart } from '../part.ts';
import { fieldFile } from './facts.ts';
import { fieldRoutes } from './routes.ts';

/** What people outside read; the app itself is under `web/field` and is served at `/field/`. */
export const fieldPart = definePart<Record<never, never>>({ tables: {}, profiles: [fieldFile], routes: fieldRoutes });
