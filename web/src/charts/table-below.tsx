import { ScrollArea, Table, Text } from '@mantine/core';
import { type PropsWithChildren, useState } from 'react';

/** The numbers of a chart as a table, made when it is opened. */
export function TableBelow({ label, children }: PropsWithChildren<{ readonly label: string }>) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <Text component="summary" size="xs" w="max-content" style={{ cursor: 'pointer' }}>
        Values as a table
      </Text>
      {isOpen && (
        <ScrollArea.Autosize
          mah={320}
          type="auto"
          viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': `${label}, values` }}
        >
          <Table striped withTableBorder fz="xs" style={{ fontVariantNumeric: 'tabular-nums' }}>
            {children}
          </Table>
        </ScrollArea.Autosize>
      )}
    </details>
  );
}
