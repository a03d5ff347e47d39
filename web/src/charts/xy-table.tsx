import { Table } from '@mantine/core';
import { TableBelow } from './table-below.tsx';
import type { XySeries } from './xy-plan.ts';

interface XyTableProps {
  readonly label: string;
  readonly series: readonly XySeries[];
  readonly xTitle: string;
  readonly yTitle: string;
  readonly writeX: (value: number) => string;
  readonly writeY: (value: number) => string;
}

/** The points of a chart of x and y, one a row. */
export function XyTable({ label, series, xTitle, yTitle, writeX, writeY }: XyTableProps) {
  return (
    <TableBelow label={label}>
      <Table.Thead>
        <Table.Tr>
          {['Series', xTitle, yTitle].map((title, at) => (
            <Table.Th key={title} scope="col" ta={at === 0 ? 'left' : 'right'}>
              {title}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {series.flatMap(({ name, points }) =>
          points.map(({ x, y, label: of }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: points have no other name, and keep their order
            <Table.Tr key={`${name} ${at}`}>
              <Table.Th scope="row">{of ? `${name}, ${of}` : name}</Table.Th>
              <Table.Td ta="right">{writeX(x)}</Table.Td>
              <Table.Td ta="right">{writeY(y)}</Table.Td>
            </Table.Tr>
          )),
        )}
      </Table.Tbody>
    </TableBelow>
  );
}
