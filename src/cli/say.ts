/** Tells the operator something in both languages, on standard error, so that standard output stays for results. */
export function say(en: string, zh: string): void {
  process.stderr.write(`${en}\n${zh}\n`);
}

/** A mistake in how a command was called, in both languages. */
export class UsageError extends Error {
  readonly zh: string;

  constructor(en: string, zh: string) {
    super(en);
    this.zh = zh;
  }
}
