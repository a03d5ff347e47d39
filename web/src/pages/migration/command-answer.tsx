import { Badge, Code, Collapse, Group, Table, Text, Title, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { MigrationCommand } from '../../../../src/contract/migration.ts';

/** A line of a plan or of the report of a comparison. */
interface TableLine {
  readonly name: string;
  readonly target: string | null;
  readonly read: number;
  readonly written: number;
  readonly merged: number;
  readonly quarantined: number;
  readonly checksum_match?: boolean;
}

function isTableLine(value: unknown): value is TableLine {
  return typeof value === 'object' && value !== null && 'name' in value && 'read' in value;
}

function tablesOf(answer: unknown): TableLine[] {
  if (typeof answer !== 'object' || answer === null || !('tables' in answer)) return [];
  return Array.isArray(answer.tables) ? answer.tables.filter(isTableLine) : [];
}

/** What the last command printed: counts by table, and all of it for who wants to read on. */
export function CommandAnswer({ command: { action, answer } }: { readonly command: MigrationCommand }) {
  const [opened, { toggle }] = useDisclosure();
  if (answer === null || answer === undefined) return null;
  const tables = tablesOf(answer);
  return (
    <section aria-label="Result">
      <Title order={2} size="h4" mb="sm">
        {action === 'plan' ? 'Plan' : 'Counts'}
      </Title>
      {tables.length > 0 && <Counts tables={tables} />}
      <UnstyledButton onClick={toggle} aria-expanded={opened} mt="sm">
        <Text size="sm" td="underline">
          {opened ? 'Hide' : 'Show'} all of it
        </Text>
      </UnstyledButton>
      <Collapse expanded={opened}>
        <Code block mah={480} style={{ overflow: 'auto' }} tabIndex={0}>
          {JSON.stringify(answer, null, 2)}
        </Code>
      </Collapse>
    </section>
  );
}

function Counts({ tables }: { readonly tables: readonly TableLine[] }) {
  const compared = tables.some(({ checksum_match }) => checksum_match !== undefined);
  return (
    <Table.ScrollContainer minWidth={480}>
      <Table striped withTableBorder style={{ fontVariantNumeric: 'tabular-nums' }}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Table</Table.Th>
            {['Read', 'Written', 'Merged', 'Set aside'].map((name) => (
              <Table.Th key={name} scope="col" ta="right">
                {name}
              </Table.Th>
            ))}
            {compared && <Table.Th scope="col">Checksums</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {tables.map(({ name, read, written, merged, quarantined, checksum_match }) => (
            <Table.Tr key={name}>
              <Table.Th scope="row">{name}</Table.Th>
              {[read, written, merged, quarantined].map((count, index) => (
                <Table.Td key={['read', 'written', 'merged', 'quarantined'][index]} ta="right">
                  {count.toLocaleString('en')}
                </Table.Td>
              ))}
              {compared && (
                <Table.Td>
                  <Group gap={4}>
                    {checksum_match === undefined ? (
                      '–'
                    ) : (
                      <Badge color={checksum_match ? 'teal' : 'red'} variant="light" autoContrast>
                        {checksum_match ? '✓ equal' : '✗ differ'}
                      </Badge>
                    )}
                  </Group>
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
