import type { Span } from './blocks.ts';
import type { Columns } from './columns.ts';
import type { DerivedLine, DerivedLines, DerivedValues } from './derivations.ts';

/** Lines that an indicator derives for itself, from bars that come one by one. */
export function makeLines(lines: readonly DerivedLine[], bars: number, old: DerivedLines = {}): DerivedLines {
  const made: Record<string, DerivedValues> = {};
  for (const line of lines) {
    const values = line.make(bars);
    const before = old[line.name];
    if (before !== undefined) values.set(before);
    made[line.name] = values;
  }
  return made;
}

/** Leads all lines on over the bars of the span. */
export function advanceLines(
  lines: readonly DerivedLine[],
  states: readonly unknown[],
  columns: Columns & { readonly lines: DerivedLines },
  span: Span,
): void {
  for (const [at, line] of lines.entries()) {
    const values = columns.lines[line.name];
    if (values !== undefined) line.advance(states[at], columns, values, span);
  }
}
