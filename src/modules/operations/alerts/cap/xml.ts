import { ParseOption, type XmlAttribute, XmlDocument, XmlElement } from 'libxml2-wasm';

import { CapFault } from './faults.ts';

/** An element of a document that is still open. */
export interface Xml {
  readonly name: string;
  readonly namespace: string;
  readonly children: readonly Xml[];
  readonly element: XmlElement;
  /** Elements and attributes in it, itself included. */
  readonly size: number;
}

/** Nothing is fetched, whatever the document asks for. No input provider is ever registered, so libxml2 could not open a file either. */
const OPTIONS =
  ParseOption.XML_PARSE_NONET |
  ParseOption.XML_PARSE_NO_XXE |
  ParseOption.XML_PARSE_NO_SYS_CATALOG |
  ParseOption.XML_PARSE_IGNORE_ENC | // the text is decoded already, whatever its declaration says
  ParseOption.XML_PARSE_BIG_LINES;
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const XINCLUDE = new Set(['http://www.w3.org/2001/XInclude', 'http://www.w3.org/2003/XInclude']);
const PROLOG = /(?:\uFEFF|\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->)/y;
const DOCTYPE = /<!DOCTYPE\s*(?:[\w.-]+:)?([\w.-]*)/iy;
const FIRST_TAG = /<(?:[\w.-]+:)?([\w.-]+)/y;

/**
 * Parses a text, gives its root with all below it, and frees the document afterwards.
 * @param limit most elements and attributes that are read
 * @throws CapFault doctype, not-well-formed, xinclude, too-large
 */
export function withDocument<Result>(text: string, limit: number, use: (root: Xml, document: XmlDocument) => Result): Result {
  if (prologOf(text).doctype) throw new CapFault('doctype');
  const document = parse(text);
  try {
    if (document.dtd !== null) throw new CapFault('doctype');
    return use(treeOf(document.root, { left: limit }), document);
  } finally {
    document.dispose();
  }
}

/** Where the prolog ends, and the local name of the root: from the DOCTYPE where there is one, else from the first tag. */
export function prologOf(text: string): { readonly end: number; readonly doctype: boolean; readonly rootName: string | undefined } {
  PROLOG.lastIndex = 0;
  let end = 0;
  while (PROLOG.test(text)) end = PROLOG.lastIndex;
  DOCTYPE.lastIndex = end;
  FIRST_TAG.lastIndex = end;
  const doctype = DOCTYPE.exec(text);
  return { end, doctype: doctype !== null, rootName: (doctype ?? FIRST_TAG.exec(text))?.[1] };
}

/** An element's text with that of everything below it. */
export const textOf = ({ element }: Xml): string => element.content;

/** An attribute without namespace. */
export const attributeOf = ({ element }: Xml, name: string): string | undefined => element.attr(name)?.value;

/** The children of that name in the parent's own namespace. */
export const childrenOf = (parent: Xml, name: string): Xml[] =>
  parent.children.filter((child) => child.name === name && child.namespace === parent.namespace);

/** An element as a document of its own: it declares what it inherited. */
export function standalone({ element }: Xml): string {
  const own = element.nsDeclarations;
  for (const [prefix, uri] of Object.entries(element.namespaces)) {
    if (!(prefix in own) && prefix !== 'xml') element.addNsDeclaration(uri, prefix);
  }
  return element.toString({ format: false });
}

function parse(text: string): XmlDocument {
  try {
    return XmlDocument.fromString(text, { option: OPTIONS });
  } catch (error) {
    throw new CapFault('not-well-formed', error instanceof Error ? (error.message.split('\n')[0] ?? '').slice(0, 200) : '');
  }
}

function treeOf(element: XmlElement, budget: { left: number }): Xml {
  const { attrs } = element;
  budget.left -= 1 + attrs.length;
  if (budget.left < 0) throw new CapFault('too-large', 'too many elements');
  const namespace = element.namespaceUri;
  if (XINCLUDE.has(namespace)) throw new CapFault('xinclude');
  for (const hint of attrs.filter(isSchemaHint)) hint.remove();
  const children: Xml[] = [];
  for (let child = element.firstChild; child; child = child.next) {
    if (child instanceof XmlElement) children.push(treeOf(child, budget));
  }
  const size = children.reduce((sum, child) => sum + child.size, 1 + attrs.length);
  return { name: element.name, namespace, children, element, size };
}

/** A validator would try to load what such a hint names. */
function isSchemaHint({ name, namespaceUri }: XmlAttribute): boolean {
  return namespaceUri === XSI && /schemaLocation$/i.test(name);
}
