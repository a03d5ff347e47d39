import type { Node, Pair, YAMLMap } from 'yaml';

type Yaml = typeof import('yaml');
/** undefined takes a key out that is there; where it stands within braces, it is set to null, which counts as absent. */
export type ScalarValue = string | number | boolean | null | undefined;

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * The text of a YAML mapping with one scalar set, and every other byte as it was: printing a parsed document anew
 * would change indentation, quotes and the places of comments.
 * @param path names of keys, outermost first
 * @returns null where what is written there has no room for the key (an alias, a list)
 */
export function setInYaml(
  yaml: Yaml,
  text: string,
  path: readonly string[],
  value: ScalarValue,
): string | null {
  const edit = new Editor(yaml, text).edit(path, value);
  return edit && text.slice(0, edit.from) + edit.text + text.slice(edit.to);
}

class Editor {
  readonly #yaml: Yaml;
  readonly #text: string;
  readonly #eol: string;

  constructor(yaml: Yaml, text: string) {
    this.#yaml = yaml;
    this.#text = text;
    this.#eol = text.includes('\r\n') ? '\r\n' : '\n';
  }

  edit(path: readonly string[], value: ScalarValue): Edit | null {
    return this.#within(this.#yaml.parseDocument(this.#text).contents, null, path, value);
  }

  #within(node: unknown, parent: Pair | null, path: readonly string[], value: ScalarValue): Edit | null {
    if (node === null || this.#isEmpty(node)) return this.#nest(parent, path, value);
    if (!this.#yaml.isMap(node)) return null;
    const [name, ...rest] = path;
    const pair = node.items.find(({ key }) => this.#yaml.isScalar(key) && String(key.value) === name);
    if (!pair) return this.#add(node, path, value);
    if (rest.length > 0) return this.#within(pair.value, pair, rest, value);
    return value === undefined ? this.#remove(node, pair) : this.#replace(pair, value);
  }

  #isEmpty(node: unknown): boolean {
    return this.#yaml.isScalar(node) && node.value === null && node.source === '';
  }

  #replace(pair: Pair, value: ScalarValue): Edit | null {
    const { value: old } = pair;
    if (old === null || this.#isEmpty(old)) {
      const at = this.#afterColon(pair);
      return { from: at, to: at, text: ` ${this.#scalar(value)}` };
    }
    if (!this.#yaml.isScalar(old) || !old.range) return null;
    return { from: old.range[0], to: old.range[1], text: this.#scalar(value) };
  }

  #remove(map: YAMLMap, pair: Pair): Edit | null {
    const start = startOf(this.#yaml, pair);
    const lineStart = this.#lineStart(start);
    const isOwnLine = this.#text.slice(lineStart, start).trim() === '';
    if (map.flow || !isOwnLine) return this.#replace(pair, null);
    const end = this.#nextLine(this.#endOf(pair));
    return { from: lineStart, to: end, text: '' };
  }

  /** A key that its mapping does not have yet, as its last one. */
  #add(map: YAMLMap, rest: readonly string[], value: ScalarValue): Edit | null {
    const last = map.items.at(-1);
    if (map.flow) {
      const at = last ? this.#endOf(last) : (map.range?.[0] ?? 0) + 1;
      return { from: at, to: at, text: `${last ? ', ' : ''}${this.#inline(rest, value)}` };
    }
    if (!last) return null;
    const start = startOf(this.#yaml, last);
    const indent = this.#text.slice(this.#lineStart(start), start);
    // At the end of the file, comments that follow the last section stay with it.
    const at = indent === '' ? (map.range?.[2] ?? this.#text.length) : this.#nextLine(this.#endOf(last));
    return this.#lines(at, indent, rest, value);
  }

  /** Keys below one that has no value yet, or in a document that has none. */
  #nest(parent: Pair | null, rest: readonly string[], value: ScalarValue): Edit {
    if (parent === null) return this.#lines(this.#text.length, '', rest, value);
    const start = startOf(this.#yaml, parent);
    const indent = `${this.#text.slice(this.#lineStart(start), start)}  `;
    return this.#lines(this.#nextLine(this.#afterColon(parent)), indent, rest, value);
  }

  #lines(at: number, indent: string, names: readonly string[], value: ScalarValue): Edit {
    const lines = names.map((name, depth) => {
      const end = depth === names.length - 1 ? ` ${this.#scalar(value)}` : '';
      return `${indent}${'  '.repeat(depth)}${name}:${end}${this.#eol}`;
    });
    const isLineStart = at === 0 || this.#text[at - 1] === '\n';
    return { from: at, to: at, text: (isLineStart ? '' : this.#eol) + lines.join('') };
  }

  #inline([name, ...rest]: readonly string[], value: ScalarValue): string {
    const inner = rest.length === 0 ? this.#scalar(value) : `{${this.#inline(rest, value)}}`;
    return `${name}: ${inner}`;
  }

  /** Plain where that cannot be misread, in braces neither. */
  #scalar(value: ScalarValue): string {
    if (typeof value !== 'string') return String(value);
    const isPlain = /^[\w./+-]+( [\w./+-]+)*$/.test(value) && this.#yaml.parse(value) === value;
    return isPlain ? value : JSON.stringify(value);
  }

  #endOf(pair: Pair): number {
    const { value } = pair;
    if (!this.#yaml.isNode(value) || this.#isEmpty(value)) return this.#afterColon(pair);
    return value.range?.[1] ?? this.#afterColon(pair);
  }

  #afterColon({ key }: Pair): number {
    const end = this.#yaml.isNode(key) ? (key.range?.[1] ?? 0) : 0;
    return this.#text.indexOf(':', end) + 1;
  }

  #lineStart(at: number): number {
    return this.#text.lastIndexOf('\n', at - 1) + 1;
  }

  /** Where the line after the one that `at` ends begins. */
  #nextLine(at: number): number {
    if (this.#text[at - 1] === '\n') return at;
    const end = this.#text.indexOf('\n', at);
    return end < 0 ? this.#text.length : end + 1;
  }
}

function startOf(yaml: Yaml, { key }: Pair): number {
  return yaml.isNode(key) ? ((key as Node).range?.[0] ?? 0) : 0;
}
