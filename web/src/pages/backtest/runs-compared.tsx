import { Alert, Stack, Title } from '@mantine/core';
import type { RunComparison } from '../../../../src/contract/runs.ts';
import { useRunComparison } from '../../api/backtests.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Failed, Loading } from '../../components/states.tsx';
import { type Figure, statisticText } from './statistic-text.ts';

/** Two kept backtests side by side, and in what they were asked differently. */
export function RunsCompared({ a, b }: { readonly a: string; readonly b: string }) {
  const compared = useRunComparison(a, b);
  if (compared.isPending) return <Loading what="the comparison" />;
  if (compared.isError) return <Failed error={compared.error} onRetry={() => void compared.refetch()} />;
  const { sameData, sameConfiguration, identical, statistics, configurationDifferences } = compared.data;
  return (
    <Stack gap="xs">
      <Title order={3} size="h4">
        Number {a} and number {b}
      </Title>
      <Alert color={identical ? 'green' : 'blue'} p="xs">
        {identical ? 'Every figure agrees to the last digit.' : 'They differ.'}{' '}
        {sameData ? 'The bars are the same.' : 'The bars are not the same.'}{' '}
        {sameConfiguration ? 'They were asked the same.' : 'They were asked differently.'}
      </Alert>
      {statistics.map((pair) => (
        <Side key={pair.before?.strategy ?? pair.now?.strategy} pair={pair} a={a} b={b} />
      ))}
      {configurationDifferences.length > 0 && (
        <DataTable
          label="Asked differently"
          rows={configurationDifferences}
          rowKey={({ at }) => at}
          columns={[
            { id: 'at', title: 'What', cell: ({ at }) => at },
            { id: 'a', title: `No. ${a}`, cell: ({ before }) => JSON.stringify(before) },
            { id: 'b', title: `No. ${b}`, cell: ({ now }) => JSON.stringify(now) },
          ]}
        />
      )}
    </Stack>
  );
}

interface SideProps {
  readonly pair: RunComparison['statistics'][number];
  readonly a: string;
  readonly b: string;
}

function Side({ pair: { before, now }, a, b }: SideProps) {
  const name = [...new Set([before?.strategy, now?.strategy])].filter(Boolean).join(' and ');
  const figures = Object.keys({ ...before?.statistics, ...now?.statistics });
  const text = (figure: string, value: Figure): string => statisticText(figure, value);
  return (
    <DataTable
      label={`Figures of ${name}`}
      rows={figures}
      rowKey={(figure) => figure}
      columns={[
        { id: 'figure', title: name, cell: (figure) => figure },
        {
          id: 'a',
          title: `No. ${a}`,
          cell: (figure) => text(figure, before?.statistics?.[figure]),
          numeric: true,
        },
        {
          id: 'b',
          title: `No. ${b}`,
          cell: (figure) => text(figure, now?.statistics?.[figure]),
          numeric: true,
        },
      ]}
    />
  );
}
