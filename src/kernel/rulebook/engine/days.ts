const DAY_MS = 86_400_000;
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Days since 1970-01-01 of an ISO calendar day, or NaN when the text is not one (2024-02-30 is not). */
export function dayNumber(day: string): number {
  if (!ISO_DAY.test(day)) return Number.NaN;
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) || isoDay(time / DAY_MS) !== day ? Number.NaN : time / DAY_MS;
}

/** The ISO calendar day of a number of days since 1970-01-01. */
export function isoDay(days: number): string {
  return new Date(days * DAY_MS).toISOString().slice(0, 10);
}
