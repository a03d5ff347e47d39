import { Alert, Button, Grid, Group, Paper, Progress, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { BacktestAnswer, SearchAnswer } from '../../../../src/contract/backtests.ts';
import type { Strategies } from '../../../../src/contract/runs.ts';
import { useAnalysis, useAsk, useKeptRun, useStrategies } from '../../api/backtests.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { useSearchParam } from '../../components/use-search-param.ts';
import { BacktestResult } from './backtest-result.tsx';
import { beginningOf, type FormState, questionOf } from './form-state.ts';
import { KeptRuns } from './kept-runs.tsx';
import { QuestionForm } from './question-form.tsx';
import { SearchResult } from './search-result.tsx';

/** Strategies tried on the past: asked, followed, looked at, kept and compared. */
export function BacktestPage() {
  const choices = useStrategies();
  return (
    <>
      <PageHeader title="Backtest" description="What a strategy would have made of the past, after costs." />
      {choices.isPending && <Loading what="strategies" />}
      {choices.isError && <Failed error={choices.error} onRetry={() => void choices.refetch()} />}
      {choices.data && <Workbench choices={choices.data} />}
    </>
  );
}

function Workbench({ choices }: { readonly choices: Strategies }) {
  const [symbol, setSymbol] = useSearchParam('symbol');
  const [strategy, setStrategy] = useSearchParam('strategy');
  const [analysis, setAnalysis] = useSearchParam('analysis');
  const [run, setRun] = useSearchParam('run');
  const [form, setForm] = useState(() => beginningOf(choices, symbol, strategy));
  const asking = useAsk();
  const ask = (): void => {
    asking.mutate(questionOf(form), {
      onSuccess: ({ id }) => {
        setRun(null);
        setSymbol(form.symbol);
        setStrategy(form.strategy);
        setAnalysis(id);
      },
    });
  };
  const take = (name: string, params: Readonly<Record<string, number>>): void =>
    setForm({ ...form, task: 'test', strategy: name, parameters: params });
  return (
    <Stack gap="xl">
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 4 }}>
          <QuestionForm
            choices={choices}
            form={form}
            isBusy={asking.isPending}
            onChange={(next: FormState) => setForm(next)}
            onAsk={ask}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 8 }}>
          {asking.isError && <Failed error={asking.error} onRetry={ask} />}
          {run !== '' ? (
            <Kept id={run} onTake={take} />
          ) : analysis !== '' ? (
            <Followed id={analysis} onTake={take} />
          ) : (
            !asking.isError && (
              <Empty title="Nothing tested yet">Choose a symbol and a strategy, then run it.</Empty>
            )
          )}
        </Grid.Col>
      </Grid>
      <section aria-label="Kept backtests">
        <Title order={2} size="h3" mb="sm">
          Kept backtests
        </Title>
        <KeptRuns />
      </section>
    </Stack>
  );
}

interface ShownProps {
  readonly id: string;
  readonly onTake: (strategy: string, params: Readonly<Record<string, number>>) => void;
}

/** A question in the background, from its place in the queue to its answer. */
function Followed({ id, onTake }: ShownProps) {
  const { found, isRunning, cancel } = useAnalysis(id);
  if (found.isError) return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) return <Loading what="the backtest" />;
  const { state, progress, problem, result, kind } = found.data;
  if (isRunning) {
    const percent = progress ? Math.floor((100 * progress.done) / progress.total) : 0;
    return (
      <Paper withBorder p="md" role="status">
        <Group justify="space-between" mb="xs">
          <Text size="sm">
            {state === 'waiting' ? 'Waiting for a free thread …' : `Running, ${percent} %`}
          </Text>
          <Button size="xs" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            Cancel
          </Button>
        </Group>
        <Progress value={percent} animated aria-label="Progress of the backtest" />
      </Paper>
    );
  }
  if (problem) {
    return (
      <Alert color="red" role="alert" title="No answer">
        Expected {problem.expected}. Got {problem.got}. {problem.remedy}
      </Alert>
    );
  }
  if (state === 'cancelled') return <Empty title="Cancelled">Change the question, or run it again.</Empty>;
  if (result == null) {
    return <Empty title="No longer here">The answer was kept for its time. Run the question again.</Empty>;
  }
  return kind === 'backtest' ? (
    <BacktestResult answer={result as BacktestAnswer} />
  ) : (
    <SearchResult answer={result as SearchAnswer} onTake={onTake} />
  );
}

/** A kept backtest as it was answered; its curves are not kept. */
function Kept({ id, onTake }: ShownProps) {
  const kept = useKeptRun(id);
  if (kept.isPending) return <Loading what={`backtest ${id}`} />;
  if (kept.isError) return <Failed error={kept.error} onRetry={() => void kept.refetch()} />;
  const { kind, result } = kept.data;
  const shown = { ...result, run: { id, note: null }, stale: null } as unknown;
  return kind === 'backtest' ? (
    <BacktestResult answer={shown as BacktestAnswer} />
  ) : (
    <SearchResult answer={shown as SearchAnswer} onTake={onTake} />
  );
}
