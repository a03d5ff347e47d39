export interface HeatRange {
  readonly least: number;
  readonly most: number;
}

export function rangeOf(values: readonly (readonly (number | null)[])[]): HeatRange {
  const known = values.flat().filter((value): value is number => value !== null && Number.isFinite(value));
  if (known.length === 0) return { least: 0, most: 0 };
  return known.reduce(
    ({ least, most }, value) => ({ least: Math.min(least, value), most: Math.max(most, value) }),
    { least: Number.POSITIVE_INFINITY, most: Number.NEGATIVE_INFINITY },
  );
}

const ground = 'var(--mantine-color-body)';

/** A CSS colour: red to teal around zero where there are both signs, else ever more blue. */
export function colourOfHeat(value: number | null | undefined, { least, most }: HeatRange): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return 'transparent';
  if (least < 0 && most > 0) {
    const strength = Math.abs(value) / Math.max(-least, most);
    return mixed(value < 0 ? 'var(--mantine-color-red-6)' : 'var(--mantine-color-teal-6)', strength);
  }
  return mixed(
    'var(--mantine-color-blue-6)',
    most === least ? 1 : 0.1 + (0.9 * (value - least)) / (most - least),
  );
}

/** Never so strong that a number in the cell could not be read. */
function mixed(colour: string, strength: number): string {
  return `color-mix(in oklab, ${colour} ${Math.round(strength * 60)}%, ${ground})`;
}

/** Sizes in pixels, from the width there is. */
export function placeOf(width: number, columns: number, rows: number) {
  const [left, bottom] = [64, 40];
  const cellWidth = Math.max(1, (width - left) / Math.max(1, columns));
  const cellHeight = Math.max(14, Math.min(36, cellWidth));
  return { left, cellWidth, cellHeight, height: rows * cellHeight + bottom };
}

export type HeatPlace = ReturnType<typeof placeOf>;
