import { useElementSize } from '@mantine/hooks';
import type { CoverageLine } from '../../api/data.ts';
import { dateOf, type Span, spansOf, states } from './coverage-states.tsx';

interface CoverageBarProps {
  readonly line: CoverageLine;
  readonly range: Span;
  readonly height: number;
}

/** The sessions of one symbol and interval from left to right. */
export function CoverageBar({ line, range, height }: CoverageBarProps) {
  const { ref, width } = useElementSize();
  const scale = width / Math.max(1, range.to - range.from);
  const at = (day: number): number => (Math.min(Math.max(day, range.from), range.to) - range.from) * scale;
  return (
    <div ref={ref} style={{ width: '100%', height, background: 'var(--mantine-color-default-hover)' }}>
      <svg width="100%" height={height} role="img" aria-label={textOf(line)}>
        <title>{textOf(line)}</title>
        {states.map(({ state }) =>
          spansOf(line, state).map(({ from, to }) => (
            // A day would be too narrow to be seen beside 25 years.
            <rect
              key={`${state} ${from}`}
              x={at(from)}
              width={Math.max(1.5, at(to) - at(from))}
              height={height}
              fill={`url(#coverage-${state})`}
            />
          )),
        )}
      </svg>
    </div>
  );
}

function textOf(line: CoverageLine): string {
  const parts = states.flatMap(({ state, title }) => {
    const spans = spansOf(line, state);
    const [first, last] = [spans[0], spans.at(-1)];
    if (!first || !last) return [];
    return [`${title.toLowerCase()} ${dateOf(first.from)} to ${dateOf(last.to - 1)}`];
  });
  return `${line.symbol} ${line.interval}: ${parts.join(', ') || 'nothing'}`;
}

/** Years below the picture. */
export function TimeAxis({ range }: { readonly range: Span }) {
  const { ref, width } = useElementSize();
  const years = yearsOf(range, Math.max(1, Math.floor(width / 60)));
  const scale = width / Math.max(1, range.to - range.from);
  return (
    <div ref={ref} style={{ height: 18 }}>
      <svg width="100%" height={18} aria-hidden>
        <title>Years</title>
        {years.map(({ year, day }) => (
          <g key={year} transform={`translate(${(day - range.from) * scale}, 0)`}>
            <line y2={4} stroke="currentColor" />
            <text y={15} fontSize={11} fill="currentColor">
              {year}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}

function yearsOf({ from, to }: Span, most: number): { year: number; day: number }[] {
  const first = Number(dateOf(from).slice(0, 4)) + 1;
  const last = Number(dateOf(to).slice(0, 4));
  const step = Math.max(1, Math.ceil((last - first + 1) / most));
  const count = Math.max(0, Math.ceil((last - first + 1) / step));
  return Array.from({ length: count }, (_, at) => {
    const year = first + at * step;
    return { year, day: Date.UTC(year, 0, 1) / 86_400_000 };
  });
}
