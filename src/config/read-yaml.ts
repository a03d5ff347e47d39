import { readFile } from 'node:fs/promises';
import type { Document, LineCounter, Node } from 'yaml';
import { messageOf } from '../domain/errors.ts';
import type { LocatedFile } from './locate.ts';
import { ConfigError } from './problem.ts';
import { isMapping, type Path, type RawMapping, showValue } from './values.ts';

/** A configuration file as read: its values, and the line (from 1) where a key stands, null where it does not. */
export interface ConfigFile {
  readonly path: string;
  readonly values: RawMapping;
  lineOf(path: Path): number | null;
}

type Yaml = typeof import('yaml');

interface Fault {
  readonly expected: string;
  readonly got: string;
  readonly line?: number | null;
  readonly remedy?: string;
  readonly cause?: unknown;
}

function unusable(file: LocatedFile, { cause, line = null, ...fault }: Fault) {
  const origin = file.namedBy === null ? file.path : `${file.path}, named by ${file.namedBy}`;
  return new ConfigError({ key: null, origin, file: file.path, line, ...fault }, [], cause);
}

async function readText(file: LocatedFile): Promise<string> {
  try {
    return await readFile(file.path, 'utf8');
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    const got = missing ? 'no file' : messageOf(cause);
    const asked = file.namedBy === null ? 'Make it readable' : `Check the path that ${file.namedBy} gives`;
    const remedy = `${asked}, or do without: the defaults need no file.`;
    throw unusable(file, { expected: 'a readable configuration file', got, remedy, cause });
  }
}

function toValues(document: Document, file: LocatedFile): RawMapping {
  let values: unknown;
  try {
    values = document.toJS() ?? {};
  } catch (cause) {
    // The parser refuses aliases that multiply without bound.
    throw unusable(file, { expected: 'valid YAML', got: messageOf(cause), cause });
  }
  if (isMapping(values)) return values;
  const expected = 'a mapping of sections, such as `data:` and `portfolio:`';
  throw unusable(file, { expected, got: showValue(values), line: 1 });
}

/** The key and the value of one step into a node; nulls where there is no such step. */
function step(yaml: Yaml, node: unknown, name: string | number): { key: unknown; value: unknown } {
  if (yaml.isSeq(node)) {
    const value = node.items[Number(name)];
    return { key: value, value };
  }
  const pairs = yaml.isMap(node) ? node.items : [];
  const pair = pairs.find(({ key }) => yaml.isScalar(key) && String(key.value) === String(name));
  return { key: pair?.key ?? null, value: pair?.value ?? null };
}

function lineFinder(yaml: Yaml, document: Document, counter: LineCounter): ConfigFile['lineOf'] {
  const lineOfNode = (node: Node) => (node.range ? counter.linePos(node.range[0]).line : null);
  return (path) => {
    let line: number | null = null;
    let node: unknown = document.contents;
    for (const name of path) {
      const { key, value } = step(yaml, yaml.isAlias(node) ? node.resolve(document) : node, name);
      if (!yaml.isNode(key)) break;
      line = lineOfNode(key);
      node = value;
    }
    return line;
  };
}

/** Reads a configuration file. Throws CONFIG_INVALID where it is missing, unreadable, not YAML or not a mapping. */
export async function readConfigFile(file: LocatedFile): Promise<ConfigFile> {
  return parseConfigFile(file, await readText(file));
}

/** The same of a text that the file has or is to have. */
export async function parseConfigFile(file: LocatedFile, text: string): Promise<ConfigFile> {
  // Loaded here, because parsing YAML costs about 30 ms of start-up that runs without a file need not pay.
  const yaml = await import('yaml');
  const counter = new yaml.LineCounter();
  const document = yaml.parseDocument(text, { lineCounter: counter, merge: true, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line } = counter.linePos(error.pos[0]);
    throw unusable(file, { expected: 'valid YAML', got: error.message, line, cause: error });
  }
  return {
    path: file.path,
    values: toValues(document, file),
    lineOf: lineFinder(yaml, document, counter),
  };
}
