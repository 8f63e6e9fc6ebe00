import type { InputColumn, OutputValue, RuleSet } from '../engine/rule-set.ts';

const words = (en: string) => ({ en, zh: `${en}（中文）` });

/** A complete rule set around the given columns and rows, for tests; anything may be replaced. */
export function sampleRuleSet(
  inputs: readonly (Pick<InputColumn, 'field' | 'type'> & Partial<InputColumn>)[],
  rows: readonly (readonly [id: string, cells: Record<string, string>, outputs: Record<string, OutputValue>])[],
  change: Partial<RuleSet> = {},
): RuleSet {
  const [first] = rows;
  const outputs = Object.keys(first?.[2] ?? {}).map((field) => ({ field, title: words(field) }));
  return {
    identifier: 'sample',
    version: '1.0.0',
    state: 'draft',
    validFrom: '2026-01-01',
    validTo: null,
    title: words('Sample'),
    text: words('A rule set for tests'),
    legalBasis: [{ act: words('Act'), article: words('Article 1') }],
    affectedFields: [],
    inputs: inputs.map((input) => ({ title: words(input.field), nullable: true, dataset: 'sample', ...input })),
    outputs,
    hitPolicy: 'first',
    reduce: {},
    otherwise: {},
    noticePeriod: 10,
    contact: words('Window 1'),
    appeal: words('Within 60 days'),
    rows: rows.map(([id, cells, out]) => ({
      id,
      cells,
      outputs: out,
      title: words(id),
      text: words(`Row ${id}`),
      legalBasis: [],
      repairPath: null,
    })),
    ...change,
  };
}
