const blocks = '▁▂▃▄▅▆▇█';
/** From low to high, for terminals without such characters. */
const ascii = '_.-:=+*#';

function bucketMeans(values: ArrayLike<number>, width: number): number[] {
  return Array.from({ length: width }, (_, index) => {
    const start = Math.floor((index * values.length) / width);
    const end = Math.max(start + 1, Math.floor(((index + 1) * values.length) / width));
    const known = Array.from(
      { length: end - start },
      (_unused, offset) => values[start + offset] ?? NaN,
    ).filter(Number.isFinite);
    return known.reduce((sum, value) => sum + value, 0) / known.length;
  });
}

/**
 * The course of a series as a line of `▁▂▃▄▅▆▇█`, or of ASCII characters instead, at most `width` characters; longer series are averaged in
 * equal pieces. Gaps (NaN) are spaces; a series without variation runs in the middle; an empty one is empty.
 */
export function sparkline(values: ArrayLike<number>, width = 40, unicode = true): string {
  const bars = unicode ? blocks : ascii;
  const points = bucketMeans(values, Math.min(width, values.length));
  const known = points.filter(Number.isFinite);
  const low = known.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = known.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const glyph = (value: number): string => {
    if (!Number.isFinite(value)) return ' ';
    const level = high > low ? Math.round(((value - low) / (high - low)) * (bars.length - 1)) : 3;
    return bars[level] ?? ' ';
  };
  return points.map(glyph).join('');
}
