import { Button, Group, MultiSelect, NumberInput, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type ForecastAnswer, forecastModels, forecastPresets } from '../../../../src/contract/forecasts.ts';
import { type ForecastQuestion, useBackground } from '../../api/background.ts';
import { BackgroundProgress } from '../../components/background-progress.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Empty } from '../../components/states.tsx';
import { useSearchParam } from '../../components/use-search-param.ts';
import { ShownForecast } from './shown-forecast.tsx';
import { TrackRecord } from './track-record.tsx';

const presetNames: Readonly<Record<string, string>> = {
  fast_training: 'Fast',
  medium_quality: 'Medium',
  high_quality: 'High',
  best_quality: 'Best',
};

/** A forecast of a symbol, how its models fare, and what earlier forecasts were worth. */
export function ForecastPage() {
  const [symbol, setSymbol] = useSearchParam('symbol');
  const [run, setRun] = useSearchParam('run');
  const [typed, setTyped] = useState(symbol);
  const [horizon, setHorizon] = useState<string | number>(21);
  const [level, setLevel] = useState<string | null>('0.9');
  const [preset, setPreset] = useState<string | null>('medium_quality');
  const [models, setModels] = useState<string[]>([]);
  const followed = useBackground(run);
  const ask = (): void => {
    const question: ForecastQuestion = {
      symbol: typed.trim(),
      horizon: Number(horizon),
      level: Number(level),
      preset: (preset ?? 'medium_quality') as (typeof forecastPresets)[number],
      models: models as (typeof forecastModels)[number][],
    };
    setSymbol(typed.trim().toUpperCase());
    followed.asking.mutate({ kind: 'forecast', question }, { onSuccess: ({ id }) => setRun(id) });
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (typed.trim() !== '') ask();
  };
  const { data } = followed.found;
  const answer = data?.kind === 'forecast' ? (data.result as ForecastAnswer | null) : null;
  const isIdle = run === '' && !followed.asking.isPending && !followed.asking.error;
  return (
    <Stack>
      <PageHeader
        title="Forecast"
        description="Closes carried on by statistical models, always beside the naive forecast that tomorrow is as today"
      />
      <form onSubmit={onSubmit}>
        <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} style={{ alignItems: 'end' }}>
          <TextInput
            label="Symbol"
            required
            maxLength={32}
            placeholder="AAPL"
            value={typed}
            onChange={({ currentTarget }) => setTyped(currentTarget.value.toUpperCase())}
          />
          <NumberInput
            label="Bars ahead"
            min={1}
            max={1000}
            allowDecimal={false}
            value={horizon}
            onChange={setHorizon}
          />
          <Select
            label="Intervals cover"
            data={[
              { value: '0.5', label: '50 %' },
              { value: '0.8', label: '80 %' },
              { value: '0.9', label: '90 %' },
              { value: '0.95', label: '95 %' },
              { value: '0', label: 'none' },
            ]}
            value={level}
            onChange={setLevel}
            allowDeselect={false}
          />
          <Select
            label="Quality"
            data={forecastPresets.map((value) => ({ value, label: presetNames[value] ?? value }))}
            value={preset}
            onChange={setPreset}
            allowDeselect={false}
          />
          <MultiSelect
            label="Models"
            placeholder={models.length === 0 ? 'of the quality' : ''}
            data={[...forecastModels]}
            value={models}
            onChange={setModels}
            clearable
          />
          <Group>
            <Button type="submit" loading={followed.asking.isPending} disabled={typed.trim() === ''}>
              Forecast
            </Button>
          </Group>
        </SimpleGrid>
      </form>
      <BackgroundProgress followed={followed} what="the forecast" onRetry={ask} />
      {isIdle && (
        <Empty title="No forecast asked for">Name a symbol, and how many bars ahead you want to look.</Empty>
      )}
      {answer && <ShownForecast answer={answer} />}
      <TrackRecord symbol={symbol} made={answer?.id ?? null} />
    </Stack>
  );
}
