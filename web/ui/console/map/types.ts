import type { ReactNode } from 'react';

import type { LngLat } from './view.ts';

/** What a mark looks like; the shape says the kind even to those who see no colours. */
export type MapShape = 'drop' | 'triangle' | 'square' | 'diamond' | 'pentagon' | 'ring' | 'cross' | 'flag';
export type MapTone = 'river' | 'amber' | 'ink' | 'leaf' | 'stop' | 'plum' | 'teal' | 'maple';

/** One thing at one place. What it is stands in words too: `label` names it, `note` says its state. */
export interface MapPoint {
  readonly id: string;
  readonly lng: number;
  readonly lat: number;
  readonly shape: MapShape;
  readonly tone: MapTone;
  readonly label: string;
  /** State, level, time left: read out with the label and shown in the list. */
  readonly note?: string;
  /** A dashed halo: past due, or silent. */
  readonly late?: boolean;
  /** Short text in a blue disc: who handles it. */
  readonly badge?: string;
  /** Short text in a dark pill: how many signals. */
  readonly count?: number;
  /** Drawn hollow: the data is older than promised. */
  readonly old?: boolean;
  /** Never joined with others, and its name is written beside it: a team, a vehicle. */
  readonly single?: boolean;
}

/** An area, such as what an alert is about: rings of a polygon, or a circle. */
export interface MapArea {
  readonly id: string;
  readonly label: string;
  readonly tone: MapTone;
  readonly rings?: readonly (readonly LngLat[])[];
  readonly circle?: { readonly at: LngLat; readonly km: number };
}

/** A line, such as the way of a team to a case. */
export interface MapLine {
  readonly id: string;
  readonly label: string;
  readonly tone: MapTone;
  readonly points: readonly LngLat[];
  /** Dashed: planned, closed, not yet. */
  readonly dashed?: boolean;
}

/** One line of the legend. */
export interface LegendEntry {
  readonly title: string;
  readonly shape?: MapShape;
  readonly tone?: MapTone;
  readonly late?: boolean;
}

/** How old one kind of data on the map is. */
export interface MapAge {
  readonly title: string;
  /** When it was read or heard last. */
  readonly at: Date | string | number | null;
  /** Twice the promised period; past it the age is marked. */
  readonly oldAfterSeconds: number;
}

/** A map with points. */
export interface CaseMapProps {
  /** What the map shows, for screen readers. */
  readonly title: string;
  /** The most important first: the first of a cluster gives it its look, and names are read in this order. */
  readonly points: readonly MapPoint[];
  readonly areas?: readonly MapArea[];
  readonly lines?: readonly MapLine[];
  readonly selected?: string | null;
  /** Somebody chose a point or an area; null when they chose nothing. */
  readonly onSelect?: (id: string | null) => void;
  /** What is shown beside the selected point. */
  readonly callout?: (id: string) => ReactNode;
  readonly legend?: readonly LegendEntry[];
  readonly ages?: readonly MapAge[];
  /** What to show first: the whole district, or the points. */
  readonly start?: 'district' | 'points';
  /** Lets somebody say where something is: the spot under a click, or in the middle of the map with Enter. */
  readonly onPlace?: (at: { readonly lng: number; readonly lat: number }) => void;
  /** Height in pixels; without it the map fills what holds it. */
  readonly height?: number;
}
