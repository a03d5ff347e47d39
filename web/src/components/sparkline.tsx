import { formatPrice } from './format.ts';

const width = 96;
const height = 24;

/** A line of closes without axes, the way from the first to the last. */
export function Sparkline({ values, label }: { readonly values: readonly number[]; readonly label: string }) {
  const [first, last] = [values[0], values.at(-1)];
  if (values.length < 2 || first === undefined || last === undefined) return null;
  const least = Math.min(...values);
  const span = Math.max(...values) - least || 1;
  const points = values.map((value, at) => {
    const x = (at / (values.length - 1)) * (width - 2) + 1;
    const y = height - 2 - ((value - least) / span) * (height - 4);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return (
    <svg
      className={`sparkline ${last > first ? 'up' : last < first ? 'down' : 'flat'}`}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`${label}: from ${formatPrice(first)} to ${formatPrice(last)}`}
    >
      <polyline points={points.join(' ')} fill="none" stroke="currentColor" strokeWidth={1.5} />
    </svg>
  );
}
