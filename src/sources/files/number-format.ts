import type { NumberFormat } from './numbers.ts';
import { at, shown, unusable } from './problem.ts';

/** A value of a column of numbers, and the line it stands on. */
export interface Specimen {
  readonly text: string;
  readonly line: number;
}

type Mark = '.' | ',';
/** `sure`: can be read in no other way; `likely`: 1,234 may be a decimal comma as well as thousands. */
interface Evidence {
  readonly decimal: Mark;
  readonly sure: boolean;
}

const numberLike = /^[^\d.,]*[\d.,\s\u00a0\u202f'’]*\d[^\d.,]*$/;

function evidenceOf(text: string): Evidence | null {
  // Longer ones are no numbers, and would take the pattern long.
  if (text.length > 40 || !numberLike.test(text)) return null;
  const marks = text.replace(/[^.,]/g, '');
  const last = marks.at(-1);
  if (last !== '.' && last !== ',') return null;
  const other = last === '.' ? ',' : '.';
  if (marks.includes(other)) return { decimal: last, sure: true };
  if (marks.length > 1) return { decimal: other, sure: true };
  const isGroup = /^\D*[1-9]\d{0,2}[.,]\d{3}\D*$/.test(text);
  return { decimal: last, sure: !isGroup };
}

/**
 * How a file writes numbers, from some of its values. A lone dot is read as decimal (13.625) unless other values show
 * that commas are; a lone comma before three digits is read only if other values, or the user, say what it is.
 * @throws StockulaError SOURCE_UNUSABLE where it cannot be known
 */
export function findNumberFormat(
  specimens: Iterable<Specimen>,
  place: string,
  wished: Mark | undefined,
): NumberFormat {
  if (wished !== undefined) return { decimal: wished, grouped: true };
  const { sure, likely } = gather(specimens);
  const [first, second] = [...sure.values()];
  if (first && second) throw contradiction(first, second, place);
  const [decimal] = sure.keys();
  if (decimal !== undefined) return { decimal, grouped: true };
  const comma = likely.get(',');
  if (comma) throw ambiguous(comma, place);
  return { decimal: '.', grouped: false };
}

/** The first value that speaks for each mark. */
function gather(specimens: Iterable<Specimen>): Record<'sure' | 'likely', Map<Mark, Specimen>> {
  const sure = new Map<Mark, Specimen>();
  const likely = new Map<Mark, Specimen>();
  for (const specimen of specimens) {
    const { text } = specimen;
    // Most values only repeat what the first one told.
    const isKnown = (sure.has('.') && !text.includes(',')) || (sure.has(',') && !text.includes('.'));
    const evidence = isKnown ? null : evidenceOf(text);
    if (evidence === null) continue;
    const found = evidence.sure ? sure : likely;
    if (!found.has(evidence.decimal)) found.set(evidence.decimal, specimen);
  }
  return { sure, likely };
}

const remedy = 'Say which of the two is the decimal mark: --decimal . or --decimal ,';

function contradiction(first: Specimen, second: Specimen, place: string): Error {
  return unusable(
    'one decimal mark throughout',
    `${shown(first.text)} on ${at(place, first.line)} and ${shown(second.text)} on line ${second.line}`,
    remedy,
  );
}

function ambiguous({ text, line }: Specimen, place: string): Error {
  return unusable(
    'numbers that can be read in one way',
    `${shown(text)} on ${at(place, line)}: a decimal comma, or thousands`,
    remedy,
  );
}
