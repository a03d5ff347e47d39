import { Box, Group, Table, Text, VisuallyHidden } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import type { ChartFormat } from './chart-types.ts';
import { writerOf } from './formats.ts';
import { HeatCells } from './heat-cells.tsx';
import { colourOfHeat, placeOf, rangeOf } from './heat-plan.ts';
import { TableBelow } from './table-below.tsx';

interface HeatMapProps {
  readonly label: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly xs: readonly (number | string)[];
  readonly ys: readonly (number | string)[];
  /** A row for each of `ys`, in it a value for each of `xs`; null: there is none. */
  readonly values: readonly (readonly (number | null)[])[];
  readonly valueTitle: string;
  readonly format?: ChartFormat;
  readonly onPick?: (x: number | string, y: number | string) => void;
}

interface Cell {
  readonly x: number;
  readonly y: number;
}

/** Values over two parameters as colours: of gains and losses where there are both, else from little to much. */
export function HeatMap(props: HeatMapProps) {
  const { label, xTitle, yTitle, xs, ys, values, valueTitle, onPick } = props;
  const { ref, width } = useElementSize<HTMLDivElement>();
  const [cell, setCell] = useState<Cell | null>(null);
  const range = rangeOf(values);
  const write = writerOf(props.format ?? 'number', Math.max(Math.abs(range.least), Math.abs(range.most)));
  const written = (value: number | null | undefined): string => (value == null ? '–' : write(value));
  const place = placeOf(width, xs.length, ys.length);
  const says = cell
    ? `${xTitle} ${xs[cell.x]}, ${yTitle} ${ys[cell.y]}: ${valueTitle} ${written(values[cell.y]?.[cell.x])}`
    : '';
  const pick = (): void => {
    const [x, y] = [xs[cell?.x ?? -1], ys[cell?.y ?? -1]];
    if (x !== undefined && y !== undefined) onPick?.(x, y);
  };
  const onMove = (event: PointerEvent<SVGSVGElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = Math.floor((event.clientX - box.left - place.left) / place.cellWidth);
    const y = Math.floor((event.clientY - box.top) / place.cellHeight);
    setCell(x >= 0 && y >= 0 && x < xs.length && y < ys.length ? { x, y } : null);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') pick();
    const [right, down] = moves[event.key] ?? [0, 0];
    if (right === 0 && down === 0) return;
    event.preventDefault();
    const kept = (at: number, count: number): number => Math.max(0, Math.min(count - 1, at));
    setCell(
      cell ? { x: kept(cell.x + right, xs.length), y: kept(cell.y + down, ys.length) } : { x: 0, y: 0 },
    );
  };
  return (
    <Box component="figure" m={0} aria-label={label}>
      <Group gap="sm" mih={22} justify="space-between" style={{ rowGap: 0 }}>
        <Text size="xs" fw={600} className="figures">
          {says || `${valueTitle} by ${xTitle} and ${yTitle}`}
        </Text>
        <Scale range={range} write={write} />
      </Group>
      <Box
        ref={ref}
        mih={place.height}
        role="application"
        aria-label={`${label}. Arrow keys move from cell to cell.`}
        aria-roledescription="heat map"
        tabIndex={0}
        onKeyDown={onKeyDown}
        onBlur={() => setCell(null)}
      >
        {width > 0 && (
          <svg
            width={width}
            height={place.height}
            aria-hidden
            onPointerMove={onMove}
            onPointerLeave={() => setCell(null)}
            onClick={pick}
            style={{ display: 'block', cursor: onPick && cell ? 'pointer' : undefined }}
          >
            <HeatCells {...{ xs, ys, values, range, place, write, cell, xTitle, yTitle }} />
          </svg>
        )}
      </Box>
      <VisuallyHidden aria-live="polite">{says}</VisuallyHidden>
      <TableBelow label={label}>
        <Table.Caption>
          {valueTitle}; across: {xTitle}, down: {yTitle}
        </Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{yTitle}</Table.Th>
            {xs.map((x) => (
              <Table.Th key={x} scope="col" ta="right">
                {x}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {ys.map((y, row) => (
            <Table.Tr key={y}>
              <Table.Th scope="row">{y}</Table.Th>
              {xs.map((x, column) => (
                <Table.Td key={x} ta="right">
                  {written(values[row]?.[column])}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </TableBelow>
    </Box>
  );
}

const moves: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function Scale({ range, write }: { range: ReturnType<typeof rangeOf>; write: (value: number) => string }) {
  const steps = Array.from({ length: 11 }, (_, at) => range.least + ((range.most - range.least) * at) / 10);
  return (
    <Group gap={6} wrap="nowrap">
      <Text size="xs">{write(range.least)}</Text>
      <Group gap={0} wrap="nowrap" aria-hidden>
        {steps.map((value) => (
          <Box key={value} w={10} h={10} bg={colourOfHeat(value, range)} />
        ))}
      </Group>
      <Text size="xs">{write(range.most)}</Text>
    </Group>
  );
}
