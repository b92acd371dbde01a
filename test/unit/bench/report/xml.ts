export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

interface Sax {
  parser(strict: boolean): {
    onerror: (error: Error) => void;
    onopentag: (tag: { name: string; attributes: Record<string, string> }) => void;
    ontext: (text: string) => void;
    write(text: string): { close(): void };
  };
}

// `sax` comes with vsce and has no types of its own.
const { parser }: Sax = require('sax');

/** Reads well-formed XML. @throws {Error} where it is not, by the parser's own strict rules */
export function parseXml(text: string): { readonly elements: XmlElement[]; readonly text: string } {
  const elements: XmlElement[] = [];
  const texts: string[] = [];
  const strict = parser(true);
  strict.onerror = (error) => {
    throw error;
  };
  strict.onopentag = ({ name, attributes }) => elements.push({ name, attributes });
  strict.ontext = (part) => texts.push(part);
  strict.write(text).close();
  return { elements, text: texts.join('') };
}
