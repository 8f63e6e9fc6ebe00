// The architecture, as rules a machine checks. Read by test/architecture.test.ts.
export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    {
      name: 'modules-meet-at-the-public-face',
      comment: "another module's inside: import '#module/<name>' instead, or ask for a port or an event",
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/' },
      to: { path: '^src/modules/([^/]+)/', pathNot: '^src/modules/($1/|[^/]+/index\\.ts$)' },
    },
    {
      name: 'kernel-knows-no-module',
      severity: 'error',
      from: { path: '^src/kernel/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/modules/' },
    },
    {
      name: 'modules-see-the-kernel-by-its-face',
      severity: 'error',
      from: { path: '^src/modules/' },
      to: { path: '^src/kernel/', pathNot: '^src/kernel/(index|testing/index|i18n/index)\\.ts$' },
    },
    {
      name: 'kernel-services-meet-at-their-faces',
      comment: "another service's inside: import its index.ts",
      severity: 'error',
      from: { path: '^src/kernel/([^/]+)/', pathNot: '\\.test\\.ts$|^src/kernel/testing/' },
      to: {
        path: '^src/kernel/([^/]+)/',
        pathNot: '^src/kernel/($1/|[^/]+/index\\.ts$|[^/]+/tables\\.ts$|ledger/(append|canonical)\\.ts$|i18n/|[^/]+/browser\\.ts$)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'testing-helpers-only-in-tests',
      severity: 'error',
      from: { pathNot: '\\.test\\.ts$|^src/kernel/testing/|^test/|^bench/|(^|/)(testing|test-support|test-[a-z-]+)(/|\\.ts$)' },
      to: { path: '^src/kernel/testing/' },
    },
    {
      name: 'engines-are-pure',
      comment: 'rules, the calendar and the ingest engine read no database and no web',
      severity: 'error',
      from: { path: '^src/(kernel/rulebook/engine|kernel/calendar|modules/data-platform/ingest)/', pathNot: '\\.test\\.ts$' },
      to: { path: '(^|/)node_modules/(kysely|pg|fastify)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'browsers-load-no-server-code',
      severity: 'error',
      from: { path: '^web/(ui/console|console|field)/|/screens/console/', pathNot: '\\.test\\.tsx?$' },
      to: {
        path: '^src/kernel/(database|http|identity(?!/screens)|ledger/(sequencer|batch|signing))|(^|/)node_modules/(pg|kysely|fastify)/',
        dependencyTypesNot: ['type-only'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
    },
  },
};
