import { Anchor, Box, Text, VisuallyHidden } from '@mantine/core';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { ChartLegend } from './chart-legend.tsx';
import { ChartTable } from './chart-table.tsx';
import type { TimeChartProps } from './chart-types.ts';
import { timeText } from './formats.ts';
import { useInks } from './inks.ts';
import { Plot } from './plot.ts';
import { moveByKey } from './plot-keys.ts';
import { wheelOptions } from './plot-options.ts';
import { marksBetween, readerOf, summaryOf } from './readings.ts';
import { lastNotAfter, timesOf } from './series-data.ts';

/** The chart itself. It holds the drawing library, which pages load when they first show a chart. */
export function ChartCanvas(props: TimeChartProps) {
  const { label, height, series, bands, marks, logarithmic, view } = props;
  const inks = useInks();
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot | null>(null);
  const [cursor, setCursor] = useState<number | null>(null);
  const [said, setSaid] = useState('');
  const hint = useId();
  const handlers = useRef(props);
  handlers.current = props;

  useEffect(() => {
    if (!holder.current) return;
    const made = new Plot(holder.current, {
      hover: (time) => {
        setCursor(time);
        handlers.current.onHover?.(time);
      },
      view: (from, to) => handlers.current.onView?.(from, to),
      needOlder: () => handlers.current.onNeedOlder?.(),
    });
    plot.current = made;
    return () => {
      plot.current = null;
      made.remove();
    };
  }, []);

  useEffect(
    () =>
      plot.current?.show(
        {
          series,
          bands: bands ?? [],
          marks: marks ?? [],
          logarithmic: logarithmic ?? false,
          ...(view && { view }),
        },
        inks,
      ),
    [series, bands, marks, logarithmic, view, inks],
  );

  const read = useMemo(() => readerOf({ series, bands: bands ?? [] }), [series, bands]);
  const summary = useMemo(() => summaryOf({ series }), [series]);
  const times = series[0] ? timesOf(series[0]) : [];
  const legend = legendOf(times, cursor ?? times.at(-1) ?? null, marks ?? []);
  const wheel = (isOn: boolean): void => plot.current?.chart.applyOptions(wheelOptions(isOn));

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !plot.current) return;
    plot.current.touch();
    if (event.key === 'Escape') leave();
    else if (moveByKey(plot.current, event.key, cursor)) event.preventDefault();
  };
  const leave = (): void => {
    plot.current?.chart.clearCrosshairPosition();
    setCursor(null);
    handlers.current.onHover?.(null);
  };
  const speak = (): void =>
    setSaid(
      cursor === null
        ? ''
        : `${timeText(cursor)}: ${read(cursor)
            .map(({ name, text }) => `${name} ${text}`)
            .join(', ')}`,
    );

  return (
    <Box component="figure" m={0} aria-label={label}>
      <ChartLegend {...legend} readings={read(cursor)} inks={inks} />
      <Box
        ref={holder}
        role="application"
        aria-label={label}
        aria-roledescription="chart"
        aria-describedby={hint}
        tabIndex={0}
        h={height}
        onKeyDown={onKeyDown}
        onKeyUp={speak}
        onBlur={leave}
        onPointerDown={() => {
          plot.current?.touch();
          wheel(true);
        }}
        onWheel={() => plot.current?.touch()}
        onPointerLeave={() => wheel(false)}
      />
      <VisuallyHidden id={hint}>
        {summary} Arrow keys move along the values, plus and minus zoom, 0 shows everything.
      </VisuallyHidden>
      <VisuallyHidden aria-live="polite">{said}</VisuallyHidden>
      <ChartNotice />
      <ChartTable label={label} series={series} bands={bands ?? []} />
    </Box>
  );
}

/** What the licence of the drawing library asks for. */
function ChartNotice() {
  return (
    <Text size="xs" c="dimmed" ta="right">
      Charts by{' '}
      <Anchor href="https://www.tradingview.com/" target="_blank" rel="noreferrer" inherit underline="always">
        TradingView
      </Anchor>{' '}
      Lightweight Charts™, © 2025 TradingView, Inc.
    </Text>
  );
}

function legendOf(times: readonly number[], at: number | null, marks: NonNullable<TimeChartProps['marks']>) {
  if (at === null) return { when: '', events: [] };
  const next = times[lastNotAfter(times, at) + 1] ?? Number.POSITIVE_INFINITY;
  return { when: timeText(at), events: marksBetween(marks, at, next) };
}
