import { Button, Paper, SimpleGrid, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useForecastHistory, useForecastScores } from '../../api/forecasts.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { formatDate, formatNumber, formatPercent } from '../../components/format.ts';
import { Stat } from '../../components/stat.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { useSearchParam } from '../../components/use-search-param.ts';
import { When } from '../../components/when.tsx';
import { PastForecast } from './past-forecast.tsx';

type Kept = NonNullable<ReturnType<typeof useForecastHistory>['data']>['forecasts'][number];
type Scores = NonNullable<ReturnType<typeof useForecastScores>['data']>;

/** What earlier forecasts were worth. @param made the forecast of a moment ago: it is among them */
export function TrackRecord({ symbol, made }: { readonly symbol: string; readonly made: string | null }) {
  const queries = useQueryClient();
  useEffect(() => {
    if (made !== null) void queries.invalidateQueries({ queryKey: ['forecasts'] });
  }, [made, queries]);
  const scores = useForecastScores(symbol);
  const history = useForecastHistory(symbol);
  const [past, setPast] = useSearchParam('past');
  const error = scores.error ?? history.error;
  const retry = (): void => {
    void scores.refetch();
    void history.refetch();
  };
  return (
    <section aria-label="Track record">
      <Title order={2} size="h4" mb="xs">
        Track record{symbol && ` of ${symbol}`}
      </Title>
      {error && <Failed error={error} onRetry={retry} />}
      {!error && (!scores.data || !history.data) && <Loading what="the track record" />}
      {scores.data && <Worth scores={scores.data} />}
      {history.data && (
        <DataTable
          label="Forecasts that were made"
          columns={columnsFor(setPast)}
          rows={history.data.forecasts}
          rowKey={({ id }) => id}
          empty={
            <Empty title="No forecast is kept">Each forecast is kept, and scored once bars have come.</Empty>
          }
          maxHeight={360}
        />
      )}
      {past && (
        <Paper withBorder p="md" mt="md">
          <PastForecast id={past} onClose={() => setPast(null)} />
        </Paper>
      )}
    </section>
  );
}

function Worth({ scores: { trackRecord, waiting, byHorizon } }: { readonly scores: Scores }) {
  if (trackRecord === null) return null;
  const { inside, withInterval, level, forecasts } = trackRecord;
  const rows = [
    ...trackRecord.models.map((each) => ({ ...each, horizon: 'any' })),
    ...byHorizon.flatMap(({ horizon, trackRecord: { models } }) =>
      models.map((each) => ({ ...each, horizon })),
    ),
  ];
  return (
    <>
      <SimpleGrid cols={{ base: 2, sm: 3 }} mb="sm">
        <Stat
          label="Forecasts scored"
          value={formatNumber(forecasts)}
          hint={`${formatNumber(waiting)} wait for bars`}
        />
        <Stat
          label="Intervals covered"
          value={withInterval > 0 ? formatPercent(inside / withInterval, { digits: 1 }) : '–'}
          hint={
            level === null
              ? `${formatNumber(inside)} of ${formatNumber(withInterval)} values`
              : `Meant: ${formatPercent(level, { digits: 0 })} of ${formatNumber(withInterval)} values`
          }
        />
        <Stat label="Best so far" value={trackRecord.models[0]?.model ?? '–'} />
      </SimpleGrid>
      <DataTable
        label="Scores by model and horizon"
        columns={scoreColumns}
        rows={rows}
        rowKey={({ model, horizon }) => `${model} ${horizon}`}
        maxHeight={300}
      />
    </>
  );
}

type ScoreRow = NonNullable<Scores['trackRecord']>['models'][number] & { readonly horizon: string };

const scoreColumns: readonly Column<ScoreRow>[] = [
  { id: 'model', title: 'Model', cell: ({ model }) => model, sortBy: ({ model }) => model },
  { id: 'horizon', title: 'Bars ahead', cell: ({ horizon }) => horizon, sortBy: ({ horizon }) => horizon },
  {
    id: 'forecasts',
    title: 'Forecasts',
    cell: ({ forecasts }) => formatNumber(forecasts),
    sortBy: ({ forecasts }) => forecasts,
    numeric: true,
  },
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
];

function columnsFor(open: (id: string) => void): readonly Column<Kept>[] {
  return [
    {
      id: 'symbol',
      title: 'Forecast',
      cell: ({ id, symbol, interval }) => (
        <Button variant="default" size="compact-sm" onClick={() => open(id)}>
          {symbol} {interval}
        </Button>
      ),
      sortBy: ({ symbol }) => symbol,
    },
    {
      id: 'made',
      title: 'Made',
      cell: ({ madeAt }) => <When time={madeAt} />,
      sortBy: ({ madeAt }) => madeAt,
    },
    {
      id: 'origin',
      title: 'Last bar known',
      cell: ({ origin }) => formatDate(origin),
      sortBy: ({ origin }) => origin,
    },
    { id: 'model', title: 'Model', cell: ({ model }) => model },
    { id: 'horizon', title: 'Bars', cell: ({ horizon }) => formatNumber(horizon), numeric: true },
    {
      id: 'happened',
      title: 'Happened',
      cell: ({ score }) => formatNumber(score?.values ?? 0),
      numeric: true,
    },
    {
      id: 'mase',
      title: 'MASE',
      cell: ({ score, model }) => formatNumber(score?.models[model]?.mase, 3),
      sortBy: ({ score, model }) => score?.models[model]?.mase ?? null,
      numeric: true,
    },
    {
      id: 'inside',
      title: 'In the interval',
      cell: ({ score }) =>
        score && score.withInterval > 0 ? `${score.inside} of ${score.withInterval}` : '–',
      numeric: true,
    },
  ];
}
