import { colourOfHeat, type HeatPlace, type HeatRange } from './heat-plan.ts';
import { useInks } from './inks.ts';

interface CellsProps {
  readonly xs: readonly (number | string)[];
  readonly ys: readonly (number | string)[];
  readonly values: readonly (readonly (number | null)[])[];
  readonly range: HeatRange;
  readonly place: HeatPlace;
  readonly write: (value: number) => string;
  readonly cell: { readonly x: number; readonly y: number } | null;
  readonly xTitle: string;
  readonly yTitle: string;
}

/** The cells, their numbers where there is room, and both axes. */
export function HeatCells(props: CellsProps) {
  const { xs, ys, values, range, place, write, cell, xTitle, yTitle } = props;
  const { left, cellWidth, cellHeight } = place;
  const inks = useInks();
  const bottom = ys.length * cellHeight;
  const hasNumbers = cellWidth >= 52 && cellHeight >= 18;
  const everyX = Math.ceil(40 / cellWidth);
  return (
    <g fontSize={11} fontFamily={inks.fontFamily} fill={inks.text}>
      {ys.map((y, row) => (
        <g key={y}>
          {xs.map((x, column) => {
            const value = values[row]?.[column];
            const [at, top] = [left + column * cellWidth, row * cellHeight];
            return (
              <g key={x}>
                <rect
                  x={at}
                  y={top}
                  width={Math.max(1, cellWidth - 1)}
                  height={cellHeight - 1}
                  style={{ fill: colourOfHeat(value, range) }}
                  stroke={value == null ? inks.grid : 'none'}
                />
                {hasNumbers && value != null && (
                  <text x={at + cellWidth / 2} y={top + cellHeight / 2 + 4} textAnchor="middle">
                    {write(value)}
                  </text>
                )}
              </g>
            );
          })}
          <text x={left - 6} y={row * cellHeight + cellHeight / 2 + 4} textAnchor="end">
            {y}
          </text>
        </g>
      ))}
      {xs.map((x, column) =>
        column % everyX === 0 ? (
          <text key={x} x={left + (column + 0.5) * cellWidth} y={bottom + 14} textAnchor="middle">
            {x}
          </text>
        ) : null,
      )}
      {cell && (
        <rect
          x={left + cell.x * cellWidth}
          y={cell.y * cellHeight}
          width={cellWidth - 1}
          height={cellHeight - 1}
          fill="none"
          stroke={inks.text}
          strokeWidth={2}
        />
      )}
      <text x={left + (xs.length * cellWidth) / 2} y={bottom + 32} textAnchor="middle">
        {xTitle}
      </text>
      <text x={10} y={bottom / 2} textAnchor="middle" transform={`rotate(-90 10 ${bottom / 2})`}>
        {yTitle}
      </text>
    </g>
  );
}
