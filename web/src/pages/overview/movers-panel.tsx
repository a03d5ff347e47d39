import { SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import { useMovers } from '../../api/instruments.ts';
import { formatDate } from '../../components/format.ts';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { Panel } from './panel.tsx';
import { QuoteTable } from './quote-table.tsx';

/** What rose and fell most in the last session. */
export function MoversPanel() {
  const [side, setSide] = useState<'gainers' | 'losers'>('gainers');
  const { data, error, refetch } = useMovers(5);
  const choice = (
    <SegmentedControl
      size="xs"
      aria-label="Which movers"
      value={side}
      onChange={(value) => setSide(value === 'losers' ? 'losers' : 'gainers')}
      data={[
        { value: 'gainers', label: 'Gainers' },
        { value: 'losers', label: 'Losers' },
      ]}
    />
  );
  return (
    <Panel title="Movers" actions={choice}>
      {error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Loading what="the movers" />
      ) : (
        <>
          <QuoteTable
            label={side === 'gainers' ? 'Largest gains' : 'Largest losses'}
            quotes={data[side]}
            isShort
            empty={
              <Empty title={`No ${side}`}>
                Nothing {side === 'gainers' ? 'rose' : 'fell'} in that session.
              </Empty>
            }
          />
          {data.asOf && (
            <Text c="dimmed" size="xs" mt={4}>
              Session of {formatDate(data.asOf)}
            </Text>
          )}
        </>
      )}
    </Panel>
  );
}
