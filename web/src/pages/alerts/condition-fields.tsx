import { Group, NumberInput, Select, Text } from '@mantine/core';
import type { AlertCondition } from '../../api/alerts.ts';
import { useIndicatorCatalogue } from '../../api/indicators.ts';
import { usePortfolios } from '../../api/portfolios.ts';
import { SymbolField } from '../../components/symbol-field.tsx';

interface FieldsProps<Condition extends AlertCondition = AlertCondition> {
  readonly condition: Condition;
  readonly onChange: (condition: AlertCondition) => void;
}

const kinds = [
  { value: 'price', label: 'Price' },
  { value: 'change', label: 'Change of the price' },
  { value: 'indicator', label: 'Indicator' },
  { value: 'drift', label: 'Drift of a portfolio' },
  { value: 'stale', label: 'Sessions without a bar' },
];

const operators = [
  { value: 'crosses_above', label: 'crosses above' },
  { value: 'crosses_below', label: 'crosses below' },
  { value: 'above', label: 'is above' },
  { value: 'below', label: 'is below' },
];

const intervals = ['1m', '5m', '15m', '30m', '1h', '1d', '1wk', '1mo'] as const;
const isFraction = ({ kind }: AlertCondition): boolean => kind === 'change' || kind === 'drift';

/** What is compared, how, and with what. */
export function ConditionFields({ condition, onChange }: FieldsProps) {
  const factor = isFraction(condition) ? 100 : 1;
  return (
    <>
      <Select
        label="About"
        data={kinds}
        allowDeselect={false}
        value={condition.kind}
        onChange={(kind) => onChange(ofKind(kind as AlertCondition['kind'], condition))}
      />
      {condition.kind === 'drift' ? (
        <PortfolioSelect condition={condition} onChange={onChange} />
      ) : (
        <SeriesFields condition={condition} onChange={onChange} />
      )}
      {condition.kind === 'indicator' && <IndicatorFields condition={condition} onChange={onChange} />}
      {condition.kind === 'change' && (
        <NumberInput
          label="Against the close so many bars before"
          min={1}
          max={1_000}
          allowDecimal={false}
          value={condition.bars ?? 1}
          onChange={(bars) => typeof bars === 'number' && onChange({ ...condition, bars })}
        />
      )}
      <Group grow align="flex-end">
        <Select
          label="Comparison"
          data={operators}
          allowDeselect={false}
          value={condition.operator}
          onChange={(operator) =>
            onChange({ ...condition, operator: operator as AlertCondition['operator'] })
          }
        />
        <NumberInput
          label={factor === 100 ? 'Threshold (%)' : 'Threshold'}
          decimalScale={6}
          value={condition.threshold * factor}
          onChange={(value) =>
            typeof value === 'number' && onChange({ ...condition, threshold: value / factor })
          }
        />
      </Group>
    </>
  );
}

/** The same comparison about something else. */
function ofKind(kind: AlertCondition['kind'], { operator, ...before }: AlertCondition): AlertCondition {
  const compared = { operator, threshold: 0 };
  if (kind === 'drift') return { kind, portfolio: '', ...compared };
  const symbol = 'symbol' in before ? before.symbol : '';
  const interval = 'interval' in before ? (before.interval ?? '1d') : '1d';
  const series = { symbol, interval, ...compared };
  const others = {
    price: { kind: 'price', ...series },
    change: { kind: 'change', ...series, bars: 1 },
    indicator: { kind: 'indicator', ...series, indicator: '', parameters: {}, output: '' },
    stale: { kind: 'stale', ...series },
  } as const;
  return others[kind];
}

function SeriesFields({ condition, onChange }: FieldsProps<Exclude<AlertCondition, { kind: 'drift' }>>) {
  return (
    <Group align="flex-end">
      <div>
        <Text size="sm" fw={500} mb={2}>
          Symbol: {condition.symbol || 'none yet'}
        </Text>
        <SymbolField label="Symbol of the rule" onChoose={(symbol) => onChange({ ...condition, symbol })} />
      </div>
      <Select
        label="Interval"
        w={110}
        data={intervals}
        allowDeselect={false}
        value={condition.interval ?? '1d'}
        onChange={(interval) => interval && onChange({ ...condition, interval })}
      />
    </Group>
  );
}

function PortfolioSelect({ condition, onChange }: FieldsProps<Extract<AlertCondition, { kind: 'drift' }>>) {
  const { data } = usePortfolios();
  return (
    <Select
      label="Portfolio"
      placeholder={data?.portfolios.length === 0 ? 'There is none yet' : 'Choose one'}
      data={(data?.portfolios ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      value={condition.portfolio || null}
      onChange={(portfolio) => portfolio && onChange({ ...condition, portfolio })}
    />
  );
}

function IndicatorFields({
  condition,
  onChange,
}: FieldsProps<Extract<AlertCondition, { kind: 'indicator' }>>) {
  const { data } = useIndicatorCatalogue();
  const chosen = data?.indicators.find(({ id }) => id === condition.indicator);
  return (
    <Group grow align="flex-start">
      <Select
        label="Indicator"
        searchable
        placeholder="Choose one"
        data={(data?.indicators ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={condition.indicator || null}
        onChange={(indicator) => {
          const entry = data?.indicators.find(({ id }) => id === indicator);
          if (entry)
            onChange({ ...condition, indicator: entry.id, parameters: {}, output: entry.outputs[0] ?? '' });
        }}
      />
      <Select
        label="Output"
        data={chosen?.outputs ?? []}
        allowDeselect={false}
        value={condition.output || null}
        onChange={(output) => output && onChange({ ...condition, output })}
      />
      {chosen?.parameters.map(({ name, default: usual }) => (
        <NumberInput
          key={name}
          label={name}
          value={condition.parameters?.[name] ?? usual}
          onChange={(value) =>
            typeof value === 'number' &&
            onChange({ ...condition, parameters: { ...condition.parameters, [name]: value } })
          }
        />
      ))}
    </Group>
  );
}
