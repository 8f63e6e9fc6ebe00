/** Tells the operator something in both languages, on standard error, so that standard output stays for results. */
export function say(en: string, zh: string): void {
  process.stderr.write(`${en}\n${zh}\n`);
}
