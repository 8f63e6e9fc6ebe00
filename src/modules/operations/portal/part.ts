import { Type } from 'typebox';

import { closed, definePortal, portalScreen } from '#kernel';
import { definePart } from '../part.ts';
import { MONTH } from '../statistics/month.ts';
import { figuresPage } from './figures.ts';
import { caseFigures, reportDoor, trackDoor } from './home.ts';
import { reportForm, reportPage } from './report.ts';
import { ReportForm } from './report-message.ts';
import type { PortalContext, PortalTables } from './tables.ts';
import { trackForm, trackPage } from './track.ts';

/** The public pages about cases: figures for everybody, and the own matter for whoever reported it. */
export const portalPart = definePart<PortalTables>({
  tables: {
    operations_track_attempt: {
      purpose: 'How many reports a sender sent and codes they tried in vain, counted by digest of the address',
      personal: [],
      retentionDays: 1,
      agedBy: 'window_ends_at',
    },
  },
  portal: definePortal<PortalTables>([
    portalScreen({
      path: '/report',
      title: { en: 'Report', zh: '我要反映' },
      view: 'operations/report',
      permission: 'public',
      menu: 13,
      form: ReportForm,
      // the outcome holds a receipt, which is kept nowhere
      repeatable: true,
      load: async (context: PortalContext) => reportPage(context),
      act: (context: PortalContext, { form, language, ip }) => reportForm(context, form, language, ip),
    }),
    portalScreen({
      path: '/cases',
      title: { en: 'Cases', zh: '办理情况' },
      view: 'operations/cases',
      permission: 'public',
      menu: 15,
      query: closed({ period: Type.Optional(Type.String({ pattern: MONTH })) }),
      load: (context: PortalContext, { query }) => figuresPage(context, query.period),
    }),
    portalScreen({
      path: '/track',
      title: { en: 'My matter', zh: '查进度' },
      view: 'operations/track',
      permission: 'public',
      menu: 14,
      query: closed({ case: Type.Optional(Type.String({ maxLength: 60 })) }),
      form: closed({
        code: Type.String({ maxLength: 60 }),
        act: Type.Optional(Type.Enum(['confirm', 'dispute', 'appeal'])),
        words: Type.Optional(Type.String({ maxLength: 2_000 })),
      }),
      repeatable: true,
      load: (context: PortalContext, { query, language, ip }) => trackPage(context, query.case, language, ip),
      act: (context: PortalContext, { form, language, ip }) => trackForm(context, form, language, ip),
    }),
  ]) as never,
  contributes: { doors: [reportDoor, trackDoor], figures: caseFigures },
});
