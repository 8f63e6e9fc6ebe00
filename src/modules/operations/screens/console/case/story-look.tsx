import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowMerge,
  IconChecklist,
  IconEdit,
  IconFlag,
  IconGavel,
  IconInfoCircle,
  IconMessage,
  IconMessageQuestion,
  IconNote,
  IconPlayerPause,
  IconPlayerPlay,
  IconRoute,
  IconUser,
  IconUsersGroup,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';

import type { StoryEntry } from '#ui';

interface Look {
  readonly icon: ReactNode;
  readonly tone?: NonNullable<StoryEntry['tone']>;
  readonly group: 'tasks' | 'messages' | 'clocks' | 'supervision' | 'changes';
  readonly small?: boolean;
}

/** How lines of each act look in a story. */
const LOOKS: Readonly<Record<string, Look>> = {
  signal: { icon: <IconUser />, tone: 'working', group: 'messages' },
  open: { icon: <IconFlag />, tone: 'working', group: 'changes' },
  route: { icon: <IconRoute />, tone: 'working', group: 'tasks' },
  'add-task': { icon: <IconChecklist />, group: 'tasks' },
  accept: { icon: <IconChecklist />, tone: 'good', group: 'tasks' },
  bounce: { icon: <IconArrowBackUp />, tone: 'paused', group: 'tasks' },
  object: { icon: <IconArrowBackUp />, tone: 'paused', group: 'tasks' },
  settle: { icon: <IconGavel />, group: 'tasks' },
  assign: { icon: <IconUsersGroup />, group: 'tasks', small: true },
  unassign: { icon: <IconUsersGroup />, group: 'tasks', small: true },
  progress: { icon: <IconChecklist />, tone: 'working', group: 'tasks' },
  cannot: { icon: <IconAlertTriangle />, tone: 'danger', group: 'tasks' },
  done: { icon: <IconChecklist />, tone: 'good', group: 'tasks' },
  refuse: { icon: <IconAlertTriangle />, tone: 'danger', group: 'tasks' },
  note: { icon: <IconNote />, group: 'changes' },
  edit: { icon: <IconEdit />, group: 'changes' },
  'set-parent': { icon: <IconEdit />, group: 'changes', small: true },
  answer: { icon: <IconMessage />, tone: 'working', group: 'messages' },
  confirm: { icon: <IconMessage />, tone: 'good', group: 'messages' },
  dispute: { icon: <IconMessageQuestion />, tone: 'voice', group: 'messages' },
  close: { icon: <IconMessage />, group: 'messages' },
  rework: { icon: <IconRoute />, tone: 'working', group: 'tasks' },
  appeal: { icon: <IconGavel />, tone: 'voice', group: 'messages' },
  'decide-appeal': { icon: <IconGavel />, tone: 'working', group: 'supervision' },
  pause: { icon: <IconPlayerPause />, tone: 'paused', group: 'clocks' },
  resume: { icon: <IconPlayerPlay />, group: 'clocks' },
  tick: { icon: <IconInfoCircle />, group: 'clocks', small: true },
  recount: { icon: <IconInfoCircle />, group: 'clocks', small: true },
  order: { icon: <IconGavel />, tone: 'danger', group: 'supervision' },
  'sign-order': { icon: <IconGavel />, group: 'supervision' },
  'fulfil-order': { icon: <IconGavel />, tone: 'good', group: 'supervision' },
  'lift-order': { icon: <IconGavel />, group: 'supervision' },
  'draw-visit': { icon: <IconUser />, group: 'supervision', small: true },
  visit: { icon: <IconUser />, tone: 'voice', group: 'messages' },
  merge: { icon: <IconArrowMerge />, tone: 'paused', group: 'changes' },
  absorb: { icon: <IconArrowMerge />, group: 'changes' },
  unmerge: { icon: <IconArrowMerge />, group: 'changes' },
  undo: { icon: <IconArrowBackUp />, group: 'changes', small: true },
  due: { icon: <IconFlag />, group: 'clocks' },
};

const PLAIN: Look = { icon: <IconInfoCircle />, group: 'changes' };

/** The look of an act's line. */
export function lookOf(act: string): Look {
  return LOOKS[act] ?? PLAIN;
}

/** Its icon alone. */
export const iconOf = (act: string): ReactNode => lookOf(act).icon;

/** Its colour alone. */
export const toneOf = (act: string): NonNullable<StoryEntry['tone']> => lookOf(act).tone ?? 'todo';
