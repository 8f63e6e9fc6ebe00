/** Column names that can be told apart: empty ones become `column_3`, a second `Amount` becomes `Amount_2`. */
export function distinctNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((given, index) => {
    const name = cleanName(given) || `column_${index + 1}`;
    let free = name;
    for (let copy = 2; taken.has(free.toLowerCase()); copy++) free = `${name}_${copy}`;
    taken.add(free.toLowerCase());
    return free;
  });
}

/** The engine compares names without case, and a name must be fit to print. */
function cleanName(name: string): string {
  return name
    .normalize('NFC')
    .replaceAll(/[\p{Cc}"\uFEFF]+/gu, ' ')
    .trim()
    .slice(0, 100)
    .trim();
}
