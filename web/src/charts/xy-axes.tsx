import type { Inks } from './inks.ts';
import type { XyPlan } from './xy-plan.ts';

type Write = (value: number) => string;

interface AxesProps {
  readonly plan: XyPlan;
  readonly inks: Inks;
  readonly titles: readonly [string, string];
  readonly write: readonly [Write, Write];
  readonly mark: { readonly x: number; readonly name: string } | undefined;
}

/** Grid, numbers and titles of both axes. */
export function XyAxes({ plan, inks, titles, write, mark }: AxesProps) {
  const { x0, x1, y0, y1, toX, toY, xTicks, yTicks } = plan;
  const middle = (y0 + y1) / 2;
  return (
    <g fontSize={11} fill={inks.text} fontFamily={inks.fontFamily}>
      {yTicks.map((tick) => (
        <g key={tick}>
          <line x1={x0} x2={x1} y1={toY(tick)} y2={toY(tick)} stroke={inks.grid} />
          <text x={x0 - 6} y={toY(tick) + 4} textAnchor="end">
            {write[1](tick)}
          </text>
        </g>
      ))}
      {xTicks.map((tick) => (
        <g key={tick}>
          <line x1={toX(tick)} x2={toX(tick)} y1={y0} y2={y1} stroke={inks.grid} />
          <text x={toX(tick)} y={y0 + 15} textAnchor="middle">
            {write[0](tick)}
          </text>
        </g>
      ))}
      <path d={`M${x0},${y1}V${y0}H${x1}`} fill="none" stroke={inks.border} />
      {mark && (
        <g>
          <line x1={toX(mark.x)} x2={toX(mark.x)} y1={y0} y2={y1} stroke={inks.text} strokeDasharray="3 3" />
          <text x={toX(mark.x) + 4} y={y1 + 10}>
            {mark.name}
          </text>
        </g>
      )}
      <text x={(x0 + x1) / 2} y={y0 + 31} textAnchor="middle">
        {titles[0]}
      </text>
      <text x={10} y={middle} textAnchor="middle" transform={`rotate(-90 10 ${middle})`}>
        {titles[1]}
      </text>
    </g>
  );
}
