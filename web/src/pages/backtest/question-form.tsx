import {
  Accordion,
  Alert,
  Autocomplete,
  Button,
  Group,
  NativeSelect,
  NumberInput,
  Paper,
  SegmentedControl,
  SimpleGrid,
  Slider,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlayerPlay } from '@tabler/icons-react';
import type { FormEvent } from 'react';
import type { Strategies } from '../../../../src/contract/runs.ts';
import { useInstrumentSearch } from '../../api/instruments.ts';
import { defaultsOf, type FormState, objectionTo, type Strategy, type Task } from './form-state.ts';

interface QuestionFormProps {
  readonly choices: Strategies;
  readonly form: FormState;
  readonly isBusy: boolean;
  readonly onChange: (form: FormState) => void;
  readonly onAsk: () => void;
}

const tasks: { value: Task; label: string }[] = [
  { value: 'test', label: 'Test' },
  { value: 'compare', label: 'Compare all' },
  { value: 'search', label: 'Search' },
  { value: 'walk', label: 'Walk forward' },
];

/** What is to be tested, and by which rules. */
export function QuestionForm({ choices, form, isBusy, onChange, onAsk }: QuestionFormProps) {
  const set = (change: Partial<FormState>): void => onChange({ ...form, ...change });
  const strategy = choices.strategies.find(({ name }) => name === form.strategy);
  const objection = objectionTo(form);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (objection === null) onAsk();
  };
  return (
    <Paper withBorder p="md" component="form" aria-label="Backtest" onSubmit={submit}>
      <Stack gap="sm">
        <SegmentedControl
          aria-label="What to do"
          fullWidth
          size="xs"
          data={tasks}
          value={form.task}
          onChange={(task) => set({ task: task as Task })}
        />
        <SymbolInput value={form.symbol} onChange={(symbol) => set({ symbol })} />
        {form.task === 'compare' ? (
          <Text size="sm" c="dimmed">
            All {choices.strategies.length} strategies with their usual parameters, the best first.
          </Text>
        ) : (
          <NativeSelect
            label="Strategy"
            data={choices.strategies.map(({ name, title }) => ({ value: name, label: title }))}
            value={form.strategy}
            onChange={({ currentTarget: { value } }) => {
              const chosen = choices.strategies.find(({ name }) => name === value);
              set({ strategy: value, parameters: defaultsOf(chosen) });
            }}
          />
        )}
        {strategy && form.task !== 'compare' && <Rule strategy={strategy} />}
        {strategy && form.task === 'test' && (
          <Parameters
            strategy={strategy}
            values={form.parameters}
            onChange={(parameters) => set({ parameters })}
          />
        )}
        {(form.task === 'search' || form.task === 'walk') && (
          <Searching choices={choices} strategy={strategy} form={form} set={set} />
        )}
        <SimpleGrid cols={2} spacing="xs">
          <TextInput
            type="date"
            label="First day"
            value={form.from}
            onChange={({ currentTarget }) => set({ from: currentTarget.value })}
          />
          <TextInput
            type="date"
            label="Last day"
            value={form.to}
            onChange={({ currentTarget }) => set({ to: currentTarget.value })}
          />
        </SimpleGrid>
        <Terms choices={choices} form={form} set={set} />
        {objection && form.symbol !== '' && (
          <Alert color="yellow" p="xs">
            {objection}
          </Alert>
        )}
        <Button
          type="submit"
          loading={isBusy}
          disabled={objection !== null}
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
        >
          Run
        </Button>
      </Stack>
    </Paper>
  );
}

function SymbolInput({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (symbol: string) => void;
}) {
  const [asked] = useDebouncedValue(value.trim(), 200);
  const { data } = useInstrumentSearch(asked);
  const found = data?.instruments ?? [];
  const names = new Map(found.map(({ symbol, name }) => [symbol as string, name]));
  return (
    <Autocomplete
      label="Symbol"
      placeholder="Symbol or company"
      required
      maxLength={32}
      value={value}
      data={[...names.keys()]}
      // What was found by its name has no part of it in its symbol.
      filter={({ options }) => options}
      renderOption={({ option }) => (
        <Text size="sm" truncate>
          <b>{option.value}</b> {names.get(option.value) ?? ''}
        </Text>
      )}
      onChange={(text) => onChange(text.toUpperCase())}
    />
  );
}

function Rule({ strategy }: { readonly strategy: Strategy }) {
  return (
    <Text size="sm" c="dimmed">
      {strategy.rule}
    </Text>
  );
}

interface ParametersProps {
  readonly strategy: Strategy;
  readonly values: Readonly<Record<string, number>>;
  readonly onChange: (values: Record<string, number>) => void;
}

/** Sliders reach as far as values make sense in practice; the input beside each takes the whole range. */
function Parameters({ strategy, values, onChange }: ParametersProps) {
  return strategy.parameters.map(({ name, description, integer, min, max, ...parameter }) => {
    const value = values[name] ?? parameter.default;
    const title = name.replaceAll('_', ' ');
    const step = integer ? 1 : 0.05;
    const reach = Math.min(max, Math.max(parameter.default * 4, min + 10 * step));
    const set = (next: number | string): void => {
      if (Number.isFinite(Number(next)) && next !== '') onChange({ ...values, [name]: Number(next) });
    };
    return (
      <Group key={name} gap="xs" wrap="nowrap" align="flex-end">
        <Slider
          style={{ flex: 1 }}
          mb={10}
          size="sm"
          label={null}
          thumbLabel={title}
          min={min}
          max={reach}
          step={step}
          value={Math.min(value, reach)}
          onChange={set}
        />
        <NumberInput
          w={150}
          size="xs"
          label={title}
          title={description}
          min={min}
          max={max}
          step={step}
          allowDecimal={!integer}
          value={value}
          onChange={set}
        />
      </Group>
    );
  });
}

interface PartProps {
  readonly choices: Strategies;
  readonly form: FormState;
  readonly set: (change: Partial<FormState>) => void;
}

function Searching({
  choices,
  strategy,
  form,
  set,
}: PartProps & { readonly strategy: Strategy | undefined }) {
  const grid = Object.entries(strategy?.grid ?? {});
  return (
    <>
      <NativeSelect
        label="Best by"
        data={choices.metrics}
        value={form.metric}
        onChange={({ currentTarget }) => set({ metric: currentTarget.value })}
      />
      <Text size="sm" c="dimmed">
        Tries {grid.map(([name, values]) => `${name.replaceAll('_', ' ')} ${values.join(', ')}`).join('; ')}.
      </Text>
      {form.task === 'walk' && (
        <SimpleGrid cols={2} spacing="xs">
          <NumberInput
            label="Bars to choose in"
            min={2}
            value={form.inSampleBars}
            onChange={(inSampleBars) => set({ inSampleBars })}
          />
          <NumberInput
            label="Bars to use in"
            min={1}
            value={form.outOfSampleBars}
            onChange={(outOfSampleBars) => set({ outOfSampleBars })}
          />
        </SimpleGrid>
      )}
    </>
  );
}

function Terms({ choices, form, set }: PartProps) {
  return (
    <Accordion variant="contained" chevronPosition="left">
      <Accordion.Item value="terms">
        <Accordion.Control>Trading and costs</Accordion.Control>
        <Accordion.Panel>
          <SimpleGrid cols={2} spacing="xs">
            <NativeSelect
              label="Direction"
              data={[
                { value: 'long', label: 'Long only' },
                { value: 'long-short', label: 'Long and short' },
              ]}
              value={form.direction}
              onChange={({ currentTarget: { value } }) =>
                set({ direction: value === 'long' ? 'long' : 'long-short' })
              }
            />
            <NativeSelect
              label="Filled at"
              data={[
                { value: 'close', label: 'The close' },
                { value: 'next-open', label: 'The next open' },
              ]}
              value={form.fill}
              onChange={({ currentTarget: { value } }) =>
                set({ fill: value === 'close' ? 'close' : 'next-open' })
              }
            />
            <NumberInput
              label="Cash at the start"
              min={1}
              thousandSeparator=","
              value={form.cash}
              onChange={(cash) => set({ cash })}
            />
            <NativeSelect
              label="Broker"
              data={[{ value: '', label: 'Commission in %' }, ...choices.brokers]}
              value={form.broker}
              onChange={({ currentTarget }) => set({ broker: currentTarget.value })}
            />
            <NumberInput
              label="Commission, %"
              min={0}
              max={99}
              step={0.05}
              disabled={form.broker !== ''}
              value={form.commission}
              onChange={(commission) => set({ commission })}
            />
            <NumberInput
              label="Slippage, %"
              min={0}
              max={50}
              step={0.05}
              value={form.slippage}
              onChange={(slippage) => set({ slippage })}
            />
          </SimpleGrid>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
