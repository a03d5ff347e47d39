import { Button, Group, Title } from '@mantine/core';
import { useMemo } from 'react';
import { useKeptForecast } from '../../api/forecasts.ts';
import { formatDate } from '../../components/format.ts';
import { Failed, Loading } from '../../components/states.tsx';
import { FanChart } from './fan-chart.tsx';

/** A forecast of the past beside what happened. */
export function PastForecast({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { data, error, refetch } = useKeptForecast(id);
  const history = useMemo(() => (data ? [{ time: Date.parse(data.origin), value: data.last }] : []), [data]);
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading what="the forecast" />;
  return (
    <>
      <Group justify="space-between" mb="xs">
        <Title order={3} size="h5">
          {data.symbol} from {formatDate(data.origin)}, and what happened
        </Title>
        <Button size="xs" variant="default" onClick={onClose}>
          Close
        </Button>
      </Group>
      <FanChart
        label={`Forecast of ${data.symbol} from ${formatDate(data.origin)} beside what happened`}
        history={history}
        points={data.points}
        level={data.level}
      />
    </>
  );
}
