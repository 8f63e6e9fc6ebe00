import { createContext, useContext } from 'react';

import { type Meeting, useTexts } from '#ui';

import type { CaseView } from '../cases/data.ts';
import { caseTexts } from '../cases/texts.ts';
import type { ActSpec } from './act-specs.ts';

/** What an act is about, when it is not the case itself. */
export interface About {
  readonly kind: 'task' | 'clock' | 'order' | 'visit';
  readonly id: string;
  /** What is shown beside the act's name. */
  readonly title: string;
  /** The department whose it is. */
  readonly department?: string;
}

/** One act with all it needs. */
export interface Asked {
  readonly name: ActSpec['name'];
  readonly body: Readonly<Record<string, unknown>>;
  readonly about?: About | undefined;
}

/** What the parts of the page can do. */
export interface CaseActs {
  readonly view: CaseView;
  readonly busy: boolean;
  readonly meeting: Meeting<Asked> | null;
  /** Asks for what the act needs, or does it at once when it needs nothing. */
  readonly begin: (name: string, about?: About) => void;
  readonly again: (asked: Asked) => Promise<unknown>;
  readonly forget: () => void;
  /** Whether the reader may do it to the case now. */
  readonly may: (name: string) => boolean;
}

/** Holds the acts; only `CaseActsProvider` fills it. */
export const CaseActsContext = createContext<CaseActs | null>(null);

/** The acts of the case on this page. */
export function useCaseActs(): CaseActs {
  const acts = useContext(CaseActsContext);
  if (!acts) throw new Error('useCaseActs needs a case above');
  return acts;
}

/** A field of a case, or of what hangs on it, in words. */
export function useFieldName(): (field: string) => string {
  const t = useTexts(caseTexts);
  return (field) => {
    const name = field.split('.').at(-1) ?? field;
    return name in caseTexts.table ? t(name as keyof typeof caseTexts.table) : name;
  };
}
