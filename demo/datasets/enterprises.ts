import type { District } from '../district/district.ts';
import { type Arrears, currentName, type Enterprise } from '../enterprises/enterprise.ts';
import { randomStream } from '../random.ts';
import { type Row, type Table, type TableGenerator, whereabouts, yuan } from './table.ts';

/** Registered businesses that are not natural persons: the public part of the register. */
export const enterpriseRegister: TableGenerator = ({ enterprises }) =>
  table(enterprises.filter(isFirm), (firm) => [
    {
      ...identity(firm),
      former_name: firm.names.length > 1 ? (firm.names[0]?.name.zh ?? null) : null,
      renamed_on: firm.names.length > 1 ? (firm.names[0]?.to ?? null) : null,
      kind: firm.kind,
      status: firm.status,
      status_since: firm.statusSince,
      industry_code: firm.industry.code,
      industry: firm.industry.name.zh,
      industry_en: firm.industry.name.en,
      founded_on: firm.founded,
      capital_yuan: yuan(firm.capitalFen),
      ...whereabouts(firm.place),
    },
  ]);

/** Sole traders are natural persons: shared between offices for a purpose, never opened. */
export const soleTraderRegister: TableGenerator = ({ enterprises, seed }) => {
  const random = randomStream(seed, 'operators');
  return table(
    enterprises.filter(({ isNaturalPerson }) => isNaturalPerson),
    (trader) => [
      {
        ...identity(trader),
        operator_ref: `JY${String(random.between(0, 16 ** 6 - 1).toString(16))
          .padStart(6, '0')
          .toUpperCase()}`,
        status: trader.status,
        industry_code: trader.industry.code,
        industry: trader.industry.name.zh,
        industry_en: trader.industry.name.en,
        founded_on: trader.founded,
        ...whereabouts(trader.place),
      },
    ],
  );
};

/** Licences with their ends, for reminders and for the code. */
export const licences: TableGenerator = ({ enterprises }) =>
  table(enterprises, (firm) =>
    firm.licences.map(({ number, kind, authority, issuedOn, expiresOn }) => ({
      licence_no: number,
      uscc: firm.uscc,
      kind,
      authority,
      issued_on: issuedOn,
      expires_on: expiresOn,
    })),
  );

/** Administrative penalties of firms; those of sole traders are left out. */
export const penalties: TableGenerator = ({ enterprises }) =>
  table(enterprises.filter(isFirm), (firm) =>
    firm.penalties.map(({ number, authority, kind, amountFen, decidedOn, repairedOn }) => ({
      decision_no: number,
      ...identity(firm),
      authority,
      kind,
      amount_yuan: yuan(amountFen),
      decided_on: decidedOn,
      repaired_on: repairedOn,
    })),
  );

/** Whether firms filed the yearly report, and when. */
export const annualReports: TableGenerator = ({ enterprises }) =>
  table(enterprises.filter(isFirm), (firm) =>
    firm.annualReports.map(({ year, dueOn, filedOn }) => ({ uscc: firm.uscc, year, due_on: dueOn, filed_on: filedOn })),
  );

/** Taxes due and not paid. */
export const taxArrears: TableGenerator = ({ enterprises }) => arrearsTable(enterprises, ({ taxArrears }) => taxArrears);

/** Wages due and not paid. */
export const wageArrears: TableGenerator = ({ enterprises }) => arrearsTable(enterprises, ({ wageArrears }) => wageArrears);

/** Safety defects found at factories. */
export const safetyItems: TableGenerator = ({ enterprises }) =>
  table(enterprises, (firm) =>
    firm.safetyItems.map(({ number, severity, foundOn, fixedOn }) => ({
      item_no: number,
      uscc: firm.uscc,
      severity,
      found_on: foundOn,
      fixed_on: fixedOn,
    })),
  );

/** What the per-mu evaluation is computed from, firm by firm and year by year. */
export const perMuInputs: TableGenerator = ({ enterprises }) =>
  table(enterprises, (firm) =>
    firm.landYields.map((one) => ({
      ...identity(firm),
      year: one.year,
      industry_code: firm.industry.code,
      land_mu: one.landMu.toFixed(1),
      tax_yuan: yuan(one.taxFen),
      value_added_yuan: yuan(one.valueAddedFen),
      energy_tonnes: one.energyTonnes.toFixed(1),
      emission_tonnes: one.emissionTonnes.toFixed(3),
      employees: one.employees,
      research_yuan: yuan(one.researchFen),
      revenue_yuan: yuan(one.revenueFen),
    })),
  );

function table(enterprises: readonly Enterprise[], rowsOf: (enterprise: Enterprise) => readonly Row[]): Table {
  return { rows: enterprises.flatMap(rowsOf) };
}

function isFirm({ isNaturalPerson }: Enterprise): boolean {
  return !isNaturalPerson;
}

function identity(enterprise: Enterprise): Row {
  const name = currentName(enterprise);
  return { uscc: enterprise.uscc, name: name.zh, name_en: name.en };
}

function arrearsTable(enterprises: District['enterprises'], arrearsOf: (enterprise: Enterprise) => readonly Arrears[]): Table {
  return table(enterprises, (firm) =>
    arrearsOf(firm).map(({ number, amountFen, since, settledOn }) => ({
      record_no: number,
      uscc: firm.uscc,
      amount_yuan: yuan(amountFen),
      since,
      settled_on: settledOn,
    })),
  );
}
