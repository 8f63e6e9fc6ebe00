import { readFileSync } from 'node:fs';

import { XmlDocument, XmlLibError, XsdValidator } from 'libxml2-wasm';

import { CapFault } from './faults.ts';

/** A grammar that can be asked again and again. */
export interface Schema {
  /** The first thing that does not fit, or null. */
  faultOf(document: XmlDocument): string | null;
}

export type SchemaName = 'cap-1.0' | 'cap-1.1' | 'cap-1.2' | 'edxl-de-1.0';

/**
 * Most elements and attributes that are ever validated: libxml2 works out the path of each fault by counting siblings, so a document of
 * nothing but faults takes the square of its size, minutes at 2 MiB and under a second here.
 */
export const CHECKED_ELEMENTS = 10_000;

const kept = new Map<SchemaName, Schema>();

/**
 * Checks a document with one of our own grammars; each is compiled when it is first needed.
 * @throws CapFault schema
 */
export function checkSchema(document: XmlDocument, name: SchemaName): void {
  const schema = kept.get(name) ?? compileSchema(readFileSync(new URL(`./schemas/${name}.xsd`, import.meta.url), 'utf8'));
  kept.set(name, schema);
  const fault = schema.faultOf(document);
  if (fault !== null) throw new CapFault('schema', fault);
}

/** Compiles an XML Schema. @throws Error when it is none */
export function compileSchema(xsd: string): Schema {
  const source = XmlDocument.fromString(xsd);
  const validator = XsdValidator.fromDoc(source);
  source.dispose();
  return {
    faultOf: (document) => {
      try {
        validator.validate(document);
        return null;
      } catch (error) {
        if (error instanceof XmlLibError) return plain(error.details[0]?.message ?? error.message);
        throw error;
      }
    },
  };
}

/** libxml2's sentence without namespaces. */
function plain(message: string): string {
  return message
    .replaceAll(/\{\w+:[^}]*\}(?=\w)/g, '')
    .trim()
    .slice(0, 300);
}
