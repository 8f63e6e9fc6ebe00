import type { Review, ReviewSummary } from '../../../review/shapes.ts';

type Wire<Shape> = Shape extends Date ? string : Shape extends object ? { readonly [Part in keyof Shape]: Wire<Shape[Part]> } : Shape;

export type ReviewView = Wire<Review>;
export type ReviewRow = Wire<ReviewSummary>;
export type FindingView = ReviewView['findings'][number];

/** A finding on its way in. */
export interface NewFinding {
  readonly finding: string;
  readonly action: string;
  readonly owner: string;
  readonly dueOn: string;
}

export const NO_FINDING: NewFinding = { finding: '', action: '', owner: '', dueOn: '' };
