import { Button, Group, NumberInput, Select, SimpleGrid, Stack } from '@mantine/core';
import { useState } from 'react';
import type { AllocationAnswer } from '../../../../src/contract/allocations.ts';
import { useBackground } from '../../api/background.ts';
import { type Portfolio, useValuation } from '../../api/portfolios.ts';
import { BackgroundProgress } from '../../components/background-progress.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { useSearchParam } from '../../components/use-search-param.ts';
import { AllocatedWeights } from './allocated-weights.tsx';
import { type Method, methods, questionOf } from './methods.ts';

/** Divides the value of the portfolio by a method, and says what to trade. */
export function AllocationPanel({ portfolio }: { readonly portfolio: Portfolio }) {
  const { data: valuation, error, refetch } = useValuation(portfolio.id);
  const [run, setRun] = useSearchParam('run');
  const [method, setMethod] = useSearchParam('method', 'minimum_variance');
  const [most, setMost] = useState<string | number>(100);
  const followed = useBackground(run);
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!valuation) return <Loading what="the holdings" />;
  if (valuation.holdings.length === 0)
    return (
      <Empty title="Nothing to allocate">Add instruments to the portfolio, with any quantity, even 0.</Empty>
    );
  const ask = (): void =>
    followed.asking.mutate(
      {
        kind: 'allocation',
        question: {
          ...questionOf(portfolio, valuation, method as Method),
          maxPercent: Number(most) >= 100 ? null : Number(most),
        },
      },
      { onSuccess: ({ id }) => setRun(id) },
    );
  const { data } = followed.found;
  const answer = data?.kind === 'allocation' ? (data.result as AllocationAnswer | null) : null;
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, xs: 3 }} style={{ alignItems: 'end' }}>
        <Select
          label="Method"
          data={methods}
          value={method}
          onChange={setMethod}
          allowDeselect={false}
          comboboxProps={{ withinPortal: true }}
        />
        <NumberInput label="Most for one position, %" min={1} max={100} value={most} onChange={setMost} />
        <Group>
          <Button onClick={ask} loading={followed.asking.isPending} disabled={valuation.value <= 0}>
            Allocate
          </Button>
        </Group>
      </SimpleGrid>
      <BackgroundProgress followed={followed} what="the allocation" onRetry={ask} />
      {answer && <AllocatedWeights answer={answer} valuation={valuation} portfolio={portfolio} />}
    </Stack>
  );
}
