import { Anchor, Button, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { type CoverageLine, useCoverage } from '../../api/data.ts';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { useSearchParam } from '../../components/use-search-param.ts';
import './coverage.css';
import { CoverageBar, TimeAxis } from './coverage-bar.tsx';
import { Legend, Patterns, type Span } from './coverage-states.tsx';
import { MissingRanges } from './missing-ranges.tsx';

/** Symbols over time by what is stored, and one of them closer. */
export function CoverageTab() {
  const [symbol, setSymbol] = useSearchParam('symbol');
  const [interval, setInterval] = useSearchParam('interval');
  const { data, error, refetch } = useCoverage({ symbol, interval });
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading what="the coverage" />;
  const { lines, from, to } = data;
  if (from === null || to === null || lines.length === 0) {
    return (
      <Empty title="No bars are stored">
        <Anchor component={Link} href="/data?tab=upload">
          Upload a file
        </Anchor>
        , or fetch some: <code>stockula etl fetch AAPL</code>
      </Empty>
    );
  }
  const range = { from, to };
  return (
    <>
      <Patterns />
      <Legend />
      {symbol === '' ? (
        <Overview lines={lines} range={range} interval={interval} onInterval={setInterval} />
      ) : (
        <OneSymbol symbol={symbol} lines={lines} range={range} onBack={() => setSymbol(null)} />
      )}
    </>
  );
}

interface OverviewProps {
  readonly lines: readonly CoverageLine[];
  readonly range: Span;
  readonly interval: string;
  readonly onInterval: (interval: string | null) => void;
}

function Overview({ lines, range, interval, onInterval }: OverviewProps) {
  const [search, setSearch] = useState('');
  const shown = lines.filter((line) => line.symbol.includes(search.trim().toUpperCase()));
  const intervals = [...new Set([...lines.map((line) => line.interval), ...(interval ? [interval] : [])])];
  return (
    <>
      <Group mb="sm" align="flex-end">
        <TextInput
          label="Symbol"
          placeholder="All"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Select
          label="Interval"
          placeholder="All"
          clearable
          data={intervals}
          value={interval || null}
          onChange={onInterval}
          w={120}
        />
        <Text size="sm" c="dimmed">
          {shown.length} of {lines.length} series
        </Text>
      </Group>
      <section
        className="coverage-picture"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
        tabIndex={0}
        aria-label="Coverage by symbol"
      >
        <table>
          <thead>
            <tr>
              <th scope="col">Symbol</th>
              <th scope="col">
                <TimeAxis range={range} />
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((line) => (
              <tr key={`${line.symbol} ${line.interval}`}>
                <th scope="row">
                  <Anchor
                    component={Link}
                    size="sm"
                    href={`/data?tab=coverage&symbol=${encodeURIComponent(line.symbol)}`}
                  >
                    {line.symbol}
                  </Anchor>{' '}
                  <Text span size="xs" c="dimmed">
                    {line.interval}
                  </Text>
                </th>
                <td>
                  <CoverageBar line={line} range={range} height={14} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

interface OneSymbolProps {
  readonly symbol: string;
  readonly lines: readonly CoverageLine[];
  readonly range: Span;
  readonly onBack: () => void;
}

function OneSymbol({ symbol, lines, range, onBack }: OneSymbolProps) {
  return (
    <Stack gap="md">
      <Group>
        <Button
          variant="subtle"
          size="xs"
          leftSection={<IconArrowLeft size={14} aria-hidden />}
          onClick={onBack}
        >
          All symbols
        </Button>
        <Title order={2}>{symbol}</Title>
        <Anchor component={Link} size="sm" href={`/symbols/${encodeURIComponent(symbol)}`}>
          Open its page
        </Anchor>
      </Group>
      {lines.map((line) => (
        <section key={line.interval} aria-label={`${symbol} ${line.interval}`}>
          <Title order={3} mb={4}>
            {line.interval}{' '}
            <Text span c="dimmed" size="sm">
              {line.exchange ?? 'exchange not known'}, sessions of {line.calendar}
            </Text>
          </Title>
          <CoverageBar line={line} range={range} height={28} />
          <TimeAxis range={range} />
          <MissingRanges line={line} />
        </section>
      ))}
    </Stack>
  );
}
