import type { CurrentFigures } from '../../../statistics/current-shape.ts';

/** The figures after JSON: the moment is a text. */
export type FiguresView = Omit<CurrentFigures, 'asOf'> & { readonly asOf: string };
export type DepartmentRow = FiguresView['departments'][number];
