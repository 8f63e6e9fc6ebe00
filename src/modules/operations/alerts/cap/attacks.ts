const CAP = 'urn:oasis:names:tc:emergency:cap:1.2';
const HEAD =
  '<identifier>1</identifier><sender>a</sender><sent>2026-11-23T12:00:00+08:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>';

/** A document that somebody made to hurt, and what it must get. */
export interface Attack {
  readonly name: string;
  readonly text: string;
  readonly reason: string;
}

/** An alert with these elements after its head and this before its root. */
export const alertWith = (inside: string, before = ''): string => `${before}<alert xmlns="${CAP}">${HEAD}${inside}</alert>`;

const doctype = (inside: string) => `<!DOCTYPE alert [${inside}]>`;
const attack = (name: string, reason: string, text: string): Attack => ({ name, reason, text });

/** External entities, entity bombs, external DTDs, inclusions, and other ways to make a reader of XML fetch, hang or fall. */
export const ATTACKS: readonly Attack[] = [
  attack('a file as an entity', 'doctype', alertWith('<note>&x;</note>', doctype('<!ENTITY x SYSTEM "file:///etc/passwd">'))),
  attack('an address as an entity', 'doctype', alertWith('<note>&x;</note>', doctype('<!ENTITY x SYSTEM "http://127.0.0.1:9/x">'))),
  attack('a parameter entity', 'doctype', alertWith('', doctype('<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;'))),
  attack('an external DTD', 'doctype', alertWith('', '<!DOCTYPE alert SYSTEM "http://127.0.0.1:9/cap.dtd">')),
  attack('an external DTD by its public name', 'doctype', alertWith('', '<!DOCTYPE alert PUBLIC "-//X//EN" "file:///etc/passwd">')),
  attack('a bomb of entities', 'doctype', alertWith('<note>&i;</note>', doctype(nestedEntities()))),
  attack('a bomb of one long entity', 'doctype', alertWith('&x;'.repeat(50_000), doctype(`<!ENTITY x "${'x'.repeat(50_000)}">`))),
  attack(
    'a DOCTYPE behind a comment and an instruction',
    'doctype',
    alertWith('', '<?xml version="1.0"?>\n<!-- > -->\n<?a <!DOCTYPE?>\n<!DOCTYPE alert>'),
  ),
  attack('an entity nobody declared', 'not-well-formed', alertWith('<note>&x;</note>')),
  attack(
    'a file to include',
    'xinclude',
    alertWith(`<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>`),
  ),
  attack(
    'an inclusion in foreign parts of a feed',
    'xinclude',
    '<feed xmlns="http://www.w3.org/2005/Atom"><include xmlns="http://www.w3.org/2001/XInclude" href="/etc/passwd"/></feed>',
  ),
  attack('elements in elements without end', 'not-well-formed', alertWith('<code>'.repeat(100_000))),
];

function nestedEntities(): string {
  const names = 'abcdefghi';
  return [...names].map((name, at) => `<!ENTITY ${name} "${at === 0 ? 'lol' : `&${names[at - 1]};`.repeat(10)}">`).join('');
}
