import { Box, Group, Text, VisuallyHidden } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { type KeyboardEvent, type PointerEvent, useMemo, useState } from 'react';
import type { ChartFormat } from './chart-types.ts';
import { writerOf } from './formats.ts';
import { type Inks, useInks } from './inks.ts';
import { XyAxes } from './xy-axes.tsx';
import { nearest, type Pointed, planOf, stepped, type XyPlan, type XySeries } from './xy-plan.ts';
import { XyTable } from './xy-table.tsx';

export type { XySeries } from './xy-plan.ts';

interface XyChartProps {
  readonly label: string;
  readonly height: number;
  readonly series: readonly XySeries[];
  readonly xTitle: string;
  readonly yTitle: string;
  readonly xFormat?: ChartFormat;
  readonly yFormat?: ChartFormat;
  /** A line upright at an x, with its name. */
  readonly mark?: { readonly x: number; readonly name: string };
  readonly onPick?: (series: XySeries, point: XySeries['points'][number]) => void;
}

/** Lines and points over an axis that is not time. */
export function XyChart(props: XyChartProps) {
  const { label, height, series, xTitle, yTitle, mark, onPick } = props;
  const inks = useInks();
  const { ref, width } = useElementSize<HTMLDivElement>();
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const plan = useMemo(() => planOf(series, width, height, mark?.x ?? null), [series, width, height, mark]);
  const [writeX, writeY] = useMemo(() => writersOf(props.xFormat, props.yFormat, series), [props, series]);
  const shown = pointed && series[pointed.series];
  const point = shown && pointed ? shown.points[pointed.point] : undefined;
  const says =
    shown && point
      ? `${shown.name}${point.label ? `, ${point.label}` : ''}: ${xTitle} ${writeX(point.x)}, ${yTitle} ${writeY(point.y)}`
      : '';

  const onMove = (event: PointerEvent<SVGSVGElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    setPointed(nearest(series, plan, event.clientX - box.left, event.clientY - box.top));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = stepped(series, pointed, event.key);
    if (event.key === 'Enter') pick();
    if (!next) return;
    event.preventDefault();
    setPointed(next);
  };
  const pick = (): void => {
    if (shown && point) onPick?.(shown, point);
  };

  return (
    <Box component="figure" m={0} aria-label={label}>
      <Group gap="sm" mih={22} style={{ rowGap: 0 }}>
        {series.map(({ name, colour }, index) => (
          <Group key={name} gap={4} wrap="nowrap">
            <Box w={10} h={10} bg={inks.colour(colour, index)} style={{ borderRadius: 2 }} aria-hidden />
            <Text size="xs">{name}</Text>
          </Group>
        ))}
        <Text size="xs" fw={600} className="figures">
          {says}
        </Text>
      </Group>
      <Box
        ref={ref}
        h={height}
        role="application"
        aria-label={`${label}. Arrow keys move from point to point.`}
        aria-roledescription="chart"
        tabIndex={0}
        onKeyDown={onKeyDown}
        onBlur={() => setPointed(null)}
      >
        {width > 0 && (
          <svg
            width={width}
            height={height}
            aria-hidden
            onPointerMove={onMove}
            onPointerLeave={() => setPointed(null)}
            onClick={pick}
            style={{ display: 'block', cursor: onPick && point ? 'pointer' : undefined }}
          >
            <XyAxes plan={plan} inks={inks} titles={[xTitle, yTitle]} write={[writeX, writeY]} mark={mark} />
            {series.map((each, index) => (
              <Line key={each.name} series={each} ink={inks.colour(each.colour, index)} plan={plan} />
            ))}
            {point && <Ring x={plan.toX(point.x)} y={plan.toY(point.y)} inks={inks} />}
          </svg>
        )}
      </Box>
      <VisuallyHidden aria-live="polite">{says}</VisuallyHidden>
      <XyTable {...{ label, series, xTitle, yTitle, writeX, writeY }} />
    </Box>
  );
}

function Line({ series, ink, plan }: { series: XySeries; ink: string; plan: XyPlan }) {
  const { kind, points } = series;
  const places = points.map(({ x, y }) => [plan.toX(x).toFixed(1), plan.toY(y).toFixed(1)] as const);
  return (
    <g>
      {kind !== 'scatter' && (
        <polyline
          points={places.map((place) => place.join()).join(' ')}
          fill="none"
          stroke={ink}
          strokeWidth={2}
        />
      )}
      {kind !== 'line' &&
        places.map(([x, y], at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: points have no other name, and keep their order
          <circle key={at} cx={x} cy={y} r={3} fill={ink} />
        ))}
    </g>
  );
}

function Ring({ x, y, inks }: { x: number; y: number; inks: Inks }) {
  return <circle cx={x} cy={y} r={6} fill="none" stroke={inks.text} strokeWidth={2} />;
}

function writersOf(
  xFormat: ChartFormat = 'number',
  yFormat: ChartFormat = 'number',
  series: readonly XySeries[] = [],
) {
  const points = series.flatMap((each) => each.points);
  const greatest = (values: number[]): number =>
    values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return [
    writerOf(xFormat, greatest(points.map(({ x }) => x))),
    writerOf(yFormat, greatest(points.map(({ y }) => y))),
  ] as const;
}
