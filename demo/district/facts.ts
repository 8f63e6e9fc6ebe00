import { readFileSync } from 'node:fs';

import type { Name } from '../names.ts';
import type { Position } from './geometry.ts';

/** A department of the district, as the profile names it. */
export interface Department {
  readonly key: string;
  readonly name: Name;
}

/** Facts of the district kind: who it is and which lists it uses. They are data of the jurisdiction's profile. */
export interface DistrictFacts {
  readonly name: Name;
  /** Six-digit code of the administrative division; this one is not assigned to any real place. */
  readonly division: string;
  readonly province: Name;
  readonly centre: Position;
  readonly hotline: string;
  readonly timeZone: string;
}

/** Reads one JSON file of the jurisdiction's profile. */
export function readFacts(): DistrictFacts {
  return readProfileJson('district') as DistrictFacts;
}

/** The district's departments in the order of the profile, under their full names: 区财政局 becomes 枫桥区财政局. */
export function readDepartments(district: Name): Department[] {
  const { departments } = readProfileJson('departments') as { departments: { key: string; zh: string; en: string }[] };
  return departments.map(({ key, zh, en }) => ({ key, name: { zh: zh.replaceAll('区', district.zh), en } }));
}

function readProfileJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../profiles/zhejiang/${name}.json`, import.meta.url), 'utf8'));
}
