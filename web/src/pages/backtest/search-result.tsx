import { SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { Optimisation, SearchAnswer, WalkForward } from '../../../../src/contract/backtests.ts';
import { HeatMap } from '../../charts/heat-map.tsx';
import { TimeChart } from '../../charts/time-chart.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { formatNumber } from '../../components/format.ts';
import { Stat } from '../../components/stat.tsx';
import { AllFigures, Notes } from './backtest-result.tsx';
import { parametersText, statisticText } from './statistic-text.ts';

interface SearchResultProps {
  readonly answer: SearchAnswer;
  /** Puts parameters into the form. */
  readonly onTake: (strategy: string, params: Readonly<Record<string, number>>) => void;
}

/** The best parameters, or the windows of a walk forward. */
export function SearchResult({ answer, onTake }: SearchResultProps) {
  return (
    <Stack gap="md">
      {answer.optimisations.map((one) => (
        <Best key={one.strategy} found={one} onTake={onTake} />
      ))}
      {answer.walkForwards.map((one) => (
        <Walked key={one.strategy} walk={one} />
      ))}
    </Stack>
  );
}

function Best({ found, onTake }: { readonly found: Optimisation } & Pick<SearchResultProps, 'onTake'>) {
  const { strategy, title, metric, best, heatMap, trial, combinations, skipped, notes } = found;
  return (
    <section aria-label={title}>
      <Title order={2} size="h3">
        {title}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {formatNumber(combinations)} combinations by {metric}
        {skipped > 0 && `; ${formatNumber(skipped)} made no sense`}.
      </Text>
      <Notes notes={notes} />
      {heatMap && (
        <HeatMap
          label={`${metric} by parameters`}
          xTitle={heatMap.columns.parameter.replaceAll('_', ' ')}
          yTitle={heatMap.rows.parameter.replaceAll('_', ' ')}
          xs={heatMap.columns.values}
          ys={heatMap.rows.values}
          values={heatMap.values}
          valueTitle={heatMap.metric}
          onPick={(x, y) =>
            onTake(strategy, {
              ...heatMap.others,
              [heatMap.columns.parameter]: Number(x),
              [heatMap.rows.parameter]: Number(y),
            })
          }
        />
      )}
      <DataTable
        label={`The best ${best.length}`}
        rows={best}
        rowKey={({ params }) => JSON.stringify(params)}
        columns={[
          { id: 'params', title: 'Parameters', cell: ({ params }) => parametersText(params) },
          {
            id: 'value',
            title: metric,
            cell: ({ value }) => statisticText(metric, value),
            sortBy: ({ value }) => value,
            numeric: true,
          },
          ...['Return [%]', 'Max. Drawdown [%]', '# Trades']
            .filter((name) => name !== metric)
            .map((name) => ({
              id: name,
              title: name.replace(' [%]', ''),
              cell: ({ statistics }: Optimisation['best'][number]) => statisticText(name, statistics[name]),
              numeric: true,
            })),
        ]}
      />
      {trial && (
        <>
          <Title order={3} size="h4" mt="md">
            Tried on bars it was not chosen in
          </Title>
          <Text size="sm" c="dimmed" mb="xs">
            {parametersText(trial.params)}: chosen {trial.train.join(' to ')}, tried {trial.test.join(' to ')}
            .
          </Text>
          <SimpleGrid cols={2} spacing="xs">
            <Stat
              label="Return where chosen"
              value={statisticText('Return [%]', trial.trainResults['Return [%]'])}
            />
            <Stat
              label="Return where tried"
              value={statisticText('Return [%]', trial.testResults['Return [%]'])}
            />
          </SimpleGrid>
        </>
      )}
    </section>
  );
}

function Walked({ walk }: { readonly walk: WalkForward }) {
  const { title, metric, windows, equity, efficiencyRatio, statistics, notes } = walk;
  return (
    <section aria-label={title}>
      <Title order={2} size="h3">
        {title}, walked forward
      </Title>
      <SimpleGrid cols={{ base: 2, md: 4 }} spacing="xs" my="sm">
        <Stat label="Return out of sample" value={statisticText('Return [%]', statistics['Return [%]'])} />
        <Stat
          label="Buy and hold"
          value={statisticText('Buy & Hold Return [%]', statistics['Buy & Hold Return [%]'])}
        />
        <Stat
          label="Efficiency"
          value={formatNumber(efficiencyRatio, 2)}
          hint="Out of sample by in sample; 1: as good as it looked"
        />
        <Stat label="Windows" value={formatNumber(windows.length)} hint={`Chosen by ${metric}`} />
      </SimpleGrid>
      <Notes notes={notes} />
      {equity && (
        <TimeChart
          label="Equity out of sample"
          height={280}
          series={[
            {
              kind: 'line',
              name: 'Equity',
              points: equity.ts.map((time, at) => ({ time, value: equity.equity[at] ?? null })),
              colour: 'blue',
            },
          ]}
        />
      )}
      <DataTable
        label="Windows"
        rows={windows}
        rowKey={({ outOfSample }) => outOfSample.join()}
        columns={[
          { id: 'out', title: 'Used in', cell: ({ outOfSample }) => outOfSample.join(' – ') },
          { id: 'in', title: 'Chosen in', cell: ({ inSample }) => inSample.join(' – ') },
          { id: 'params', title: 'Parameters', cell: ({ params }) => parametersText(params) },
          {
            id: 'returnIn',
            title: 'Return in sample',
            cell: ({ returnInSample }) => statisticText('[%]', returnInSample),
            sortBy: ({ returnInSample }) => returnInSample,
            numeric: true,
          },
          {
            id: 'returnOut',
            title: 'Out of sample',
            cell: ({ returnOutOfSample }) => statisticText('[%]', returnOutOfSample),
            sortBy: ({ returnOutOfSample }) => returnOutOfSample,
            numeric: true,
          },
          { id: 'trades', title: 'Trades', cell: ({ trades }) => trades, numeric: true },
        ]}
      />
      <Title order={3} size="h4" mt="md">
        All figures out of sample
      </Title>
      <AllFigures statistics={statistics} />
    </section>
  );
}
