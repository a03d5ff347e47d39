import {
  ActionIcon,
  Button,
  Group,
  NumberInput,
  SimpleGrid,
  Switch,
  Table,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { PortfolioContent } from '../../api/portfolios.ts';
import { formatPercent } from '../../components/format.ts';

interface HoldingsEditorProps {
  readonly content: PortfolioContent;
  readonly onChange: (content: PortfolioContent) => void;
}

type Holding = PortfolioContent['holdings'][number];

const blank: Holding = { symbol: '', quantity: 0, targetWeight: null, cost: null, category: null };
const numberOrNull = (value: string | number): number | null => (value === '' ? null : Number(value));

/** Name, cash and holdings to be typed. Weights are shown in percent. */
export function HoldingsEditor({ content, onChange }: HoldingsEditorProps) {
  const { holdings } = content;
  const set = (part: Partial<PortfolioContent>): void => onChange({ ...content, ...part });
  const setHolding = (at: number, part: Partial<Holding>): void =>
    set({ holdings: holdings.map((each, place) => (place === at ? { ...each, ...part } : each)) });
  const targets = holdings.reduce((sum, { targetWeight }) => sum + (targetWeight ?? 0), 0);
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 3 }}>
        <TextInput
          label="Name"
          required
          maxLength={100}
          value={content.name}
          onChange={({ currentTarget }) => set({ name: currentTarget.value })}
        />
        <NumberInput
          label="Cash"
          min={0}
          thousandSeparator=","
          value={content.cash}
          onChange={(value) => set({ cash: numberOrNull(value) ?? 0 })}
        />
        <TextInput
          label="Currency"
          maxLength={3}
          value={content.currency}
          onChange={({ currentTarget }) => set({ currency: currentTarget.value.toUpperCase() })}
        />
      </SimpleGrid>
      <Table.ScrollContainer minWidth={520} scrollAreaProps={{ tabIndex: 0, 'aria-label': 'Holdings' }}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Symbol</Table.Th>
              <Table.Th scope="col">Quantity</Table.Th>
              <Table.Th scope="col">Cost a share</Table.Th>
              <Table.Th scope="col">Target %</Table.Th>
              <Table.Th scope="col">Category</Table.Th>
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {holdings.map((holding, at) => (
              <HoldingRow
                // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own while they are typed
                key={at}
                at={at}
                holding={holding}
                onChange={(part) => setHolding(at, part)}
                onRemove={() => set({ holdings: holdings.filter((_, place) => place !== at) })}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Group justify="space-between">
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => set({ holdings: [...holdings, blank] })}
        >
          Add holding
        </Button>
        <Text size="sm" {...(targets > 1 + 1e-9 && { fw: 700 })} className="figures">
          {targets > 1 + 1e-9 ? 'Too much: ' : ''}
          {formatPercent(targets)} in targets, {formatPercent(1 - targets)} cash
        </Text>
      </Group>
      <Switch
        label="Parts of a share can be held"
        checked={content.fractional}
        onChange={({ currentTarget }) => set({ fractional: currentTarget.checked })}
      />
      <Textarea
        label="Notes"
        autosize
        maxRows={6}
        maxLength={10_000}
        value={content.notes}
        onChange={({ currentTarget }) => set({ notes: currentTarget.value })}
      />
    </>
  );
}

interface HoldingRowProps {
  readonly at: number;
  readonly holding: Holding;
  readonly onChange: (part: Partial<Holding>) => void;
  readonly onRemove: () => void;
}

function HoldingRow({ at, holding, onChange, onRemove }: HoldingRowProps) {
  const { symbol, quantity, cost, targetWeight, category } = holding;
  const of = symbol || `row ${at + 1}`;
  return (
    <Table.Tr>
      <Table.Td>
        <TextInput
          aria-label={`Symbol of row ${at + 1}`}
          maxLength={32}
          value={symbol}
          onChange={({ currentTarget }) => onChange({ symbol: currentTarget.value.toUpperCase() })}
        />
      </Table.Td>
      <Table.Td>
        <NumberInput
          aria-label={`Quantity of ${of}`}
          min={0}
          hideControls
          value={quantity}
          onChange={(value) => onChange({ quantity: numberOrNull(value) ?? 0 })}
        />
      </Table.Td>
      <Table.Td>
        <NumberInput
          aria-label={`Cost of ${of}`}
          min={0}
          hideControls
          value={cost ?? ''}
          onChange={(value) => onChange({ cost: numberOrNull(value) })}
        />
      </Table.Td>
      <Table.Td>
        <NumberInput
          aria-label={`Target of ${of} in percent`}
          min={0}
          max={100}
          hideControls
          decimalScale={4}
          value={targetWeight === null ? '' : Number((100 * targetWeight).toFixed(4))}
          onChange={(value) => {
            const percent = numberOrNull(value);
            onChange({ targetWeight: percent === null ? null : Number((percent / 100).toFixed(6)) });
          }}
        />
      </Table.Td>
      <Table.Td>
        <TextInput
          aria-label={`Category of ${of}`}
          maxLength={60}
          value={category ?? ''}
          onChange={({ currentTarget }) => onChange({ category: currentTarget.value || null })}
        />
      </Table.Td>
      <Table.Td>
        <ActionIcon variant="subtle" color="gray" aria-label={`Remove ${of}`} onClick={onRemove}>
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Table.Td>
    </Table.Tr>
  );
}
