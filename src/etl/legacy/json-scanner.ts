/** What a walk over JSON-like text found. */
export interface ScannedJson {
  /** The text with everything replaced that PostgreSQL's jsonb would refuse in otherwise valid JSON. */
  readonly text: string;
  /** How many members its objects state; more than the parsed value has means that some share a key. */
  readonly members: number;
  /** The deepest nesting of objects and arrays. */
  readonly depth: number;
  /** How often NaN or Infinity stands where a value belongs. */
  readonly constants: number;
}

const bareConstant = /NaN|-?Infinity/y;
const numberToken = /-?\d[\d.eE+-]*/y;
const colonNext = /\s*:/y;
const escapes =
  /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u(0000|[dD][89a-fA-F][\da-fA-F]{2})|.)/gs;

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

/** The string that begins with the quote at `start`, to its closing quote or the end of the text. */
function stringAt(text: string, start: number): string {
  let end = start + 1;
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  return text.slice(start, end + 1);
}

/** jsonb refuses `\u0000` and surrogates without their other half; U+FFFD stands in for them. */
function repairString(token: string): string {
  const wellFormed = token.toWellFormed();
  if (!wellFormed.includes('\\u')) return wellFormed;
  return wellFormed.replace(escapes, (whole, lone: string | undefined) =>
    lone === undefined ? whole : '\\ufffd',
  );
}

/** jsonb's numbers end at 131,072 digits; a thousand is far beyond any double. */
function repairNumber(token: string): string {
  return token.length > 1_000 || /[eE][+-]?\d{4,}/.test(token) ? 'null' : token;
}

interface Token {
  readonly raw: string;
  readonly repaired: string;
  readonly isConstant?: true;
}

function tokenAt(text: string, at: number): Token {
  const char = text[at] ?? '';
  if (char === '"') {
    const raw = stringAt(text, at);
    return { raw, repaired: repairString(raw) };
  }
  const constant = matchAt(bareConstant, text, at);
  if (constant !== null) return { raw: constant, repaired: 'null', isConstant: true };
  const number = matchAt(numberToken, text, at);
  return number === null ? { raw: char, repaired: char } : { raw: number, repaired: repairNumber(number) };
}

/**
 * Walks over the text once, outside strings replacing bare NaN and Infinity (Python's json module writes them) by
 * null. It does not judge validity: that is the parser's part, afterwards.
 */
export function scanJson(text: string): ScannedJson {
  const parts: string[] = [];
  let members = 0;
  let level = 0;
  let depth = 0;
  let constants = 0;
  for (let at = 0; at < text.length; ) {
    const { raw, repaired, isConstant } = tokenAt(text, at);
    parts.push(repaired);
    if (isConstant) constants += 1;
    at += raw.length;
    if (raw === '{' || raw === '[') level += 1;
    else if (raw === '}' || raw === ']') level -= 1;
    else if (raw[0] === '"' && matchAt(colonNext, text, at) !== null) members += 1;
    depth = Math.max(depth, level);
  }
  return { text: parts.join(''), members, depth, constants };
}
