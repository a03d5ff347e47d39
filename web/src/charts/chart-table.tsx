import { ScrollArea, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { TimeChartProps } from './chart-types.ts';
import { timeText } from './formats.ts';
import { readerOf } from './readings.ts';
import { timesOf } from './series-data.ts';

const rowsShown = 100;

/** The latest values of a chart as a table, made when it is opened. */
export function ChartTable({ label, series, bands }: Pick<TimeChartProps, 'label' | 'series' | 'bands'>) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <Text component="summary" size="xs" style={{ cursor: 'pointer' }}>
        Values as a table
      </Text>
      {isOpen && <Rows label={label} series={series} bands={bands ?? []} />}
    </details>
  );
}

function Rows({ label, series, bands }: Required<Pick<TimeChartProps, 'label' | 'series' | 'bands'>>) {
  const read = readerOf({ series, bands });
  const times = new Set([
    ...series.flatMap((each) => timesOf(each).slice(-rowsShown)),
    ...bands.flatMap(({ points }) => points.slice(-rowsShown).map(({ time }) => time)),
  ]);
  const shown = [...times].sort((one, other) => other - one).slice(0, rowsShown);
  return (
    <ScrollArea.Autosize
      mah={320}
      type="auto"
      viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': label }}
    >
      <Table striped withTableBorder fz="xs" style={{ fontVariantNumeric: 'tabular-nums' }}>
        <Table.Caption>The latest {shown.length} times</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Time</Table.Th>
            {read(null).map(({ name }) => (
              <Table.Th key={name} scope="col" ta="right">
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((time) => (
            <Table.Tr key={time}>
              <Table.Th scope="row">{timeText(time)}</Table.Th>
              {read(time).map(({ name, text }) => (
                <Table.Td key={name} ta="right">
                  {text}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  );
}
