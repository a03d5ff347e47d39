import { Paper, SimpleGrid, Text, Title } from '@mantine/core';
import { useMemo } from 'react';
import type { ForecastAnswer } from '../../../../src/contract/forecasts.ts';
import { Change } from '../../components/change.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { formatDate, formatNumber, formatPercent, formatPrice } from '../../components/format.ts';
import { Notes } from '../../components/notes.tsx';
import { Stat } from '../../components/stat.tsx';
import { FanChart } from './fan-chart.tsx';

type Score = ForecastAnswer['evaluation']['scores'][number];

const columns: readonly Column<Score>[] = [
  { id: 'model', title: 'Model', cell: ({ model }) => model, sortBy: ({ model }) => model },
  {
    id: 'mase',
    title: 'MASE',
    cell: ({ mase }) => formatNumber(mase, 3),
    sortBy: ({ mase }) => mase,
    numeric: true,
  },
  {
    id: 'relative',
    title: 'Against naive',
    cell: ({ relativeToNaive }) => formatNumber(relativeToNaive, 3),
    sortBy: ({ relativeToNaive }) => relativeToNaive,
    numeric: true,
  },
  {
    id: 'smape',
    title: 'sMAPE',
    cell: ({ smape }) => formatPercent(smape / 100),
    sortBy: ({ smape }) => smape,
    numeric: true,
  },
  { id: 'mae', title: 'MAE', cell: ({ mae }) => formatPrice(mae), sortBy: ({ mae }) => mae, numeric: true },
  {
    id: 'rmse',
    title: 'RMSE',
    cell: ({ rmse }) => formatPrice(rmse),
    sortBy: ({ rmse }) => rmse,
    numeric: true,
  },
  { id: 'beats', title: 'Beats naive', cell: ({ beatsNaive, chance }) => beatsText(beatsNaive, chance) },
];

function beatsText(beats: boolean, chance: number | null): string {
  const p = chance === null ? '' : ` (p ${formatNumber(chance, 2)})`;
  return beats ? `yes${p}` : `not shown${p}`;
}

/** A forecast with its intervals, and the ranking of models by what they would have been worth so far. */
export function ShownForecast({ answer }: { readonly answer: ForecastAnswer }) {
  const { symbol, model, last, level, evaluation, coverage, asOf, history, points } = answer;
  const before = useMemo(
    () => history.ts.map((time, at) => ({ time, value: history.closes[at] ?? null })),
    [history],
  );
  const end = points.at(-1);
  return (
    <>
      <SimpleGrid cols={{ base: 2, sm: 4 }}>
        <Stat label="Last close" value={formatPrice(last)} hint={`${symbol}, ${formatDate(asOf)}`} />
        <Stat
          label={`In ${answer.horizon} bars`}
          value={formatPrice(end?.forecast)}
          hint={<Change value={end?.forecast == null ? null : end.forecast / last - 1} />}
        />
        <Stat
          label={level === null ? 'Interval' : `${formatPercent(level, { digits: 0 })} interval`}
          value={end?.lower == null ? '–' : `${formatPrice(end.lower)} – ${formatPrice(end.upper)}`}
          hint={
            coverage?.measured == null
              ? 'Not checked'
              : `Covered ${formatPercent(coverage.measured, { digits: 0 })} of ${formatNumber(coverage.values)} past values`
          }
        />
        <Stat
          label="Model"
          value={model}
          {...(answer.members.length > 0 && { hint: answer.members.join(', ') })}
        />
      </SimpleGrid>
      <FanChart
        label={`Forecast of ${symbol}, ${answer.horizon} bars`}
        history={before}
        points={points}
        level={level}
      />
      <Paper withBorder p="sm">
        <Text fw={600} size="sm">
          Is it better than naive?
        </Text>
        <Text size="sm">{evaluation.verdict}</Text>
      </Paper>
      <section aria-label="Model ranking">
        <Title order={2} size="h4" mb="xs">
          Models by error
        </Title>
        <DataTable
          label="Models by error"
          columns={columns}
          rows={evaluation.scores}
          rowKey={({ model: name }) => name}
          initialSort={{ column: 'mase', descending: false }}
        />
      </section>
      <Notes notes={answer.notes} />
    </>
  );
}
