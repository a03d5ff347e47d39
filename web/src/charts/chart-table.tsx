import { Table } from '@mantine/core';
import type { TimeChartProps } from './chart-types.ts';
import { timeText } from './formats.ts';
import { readerOf } from './readings.ts';
import { timesOf } from './series-data.ts';
import { TableBelow } from './table-below.tsx';

const rowsShown = 100;

/** The latest values of a chart over time. */
export function ChartTable({ label, series, bands }: Pick<TimeChartProps, 'label' | 'series' | 'bands'>) {
  return (
    <TableBelow label={label}>
      <Rows series={series} bands={bands ?? []} />
    </TableBelow>
  );
}

function Rows({ series, bands }: Required<Pick<TimeChartProps, 'series' | 'bands'>>) {
  const read = readerOf({ series, bands });
  const times = new Set([
    ...series.flatMap((each) => timesOf(each).slice(-rowsShown)),
    ...bands.flatMap(({ points }) => points.slice(-rowsShown).map(({ time }) => time)),
  ]);
  const shown = [...times].sort((one, other) => other - one).slice(0, rowsShown);
  return (
    <>
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
    </>
  );
}
