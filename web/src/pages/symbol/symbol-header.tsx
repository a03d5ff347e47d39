import { Badge, Group, Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { Instrument } from '../../api/instrument.ts';
import type { LiveState } from '../../api/live-stream.ts';
import { Change } from '../../components/change.tsx';
import { formatPrice } from '../../components/format.ts';
import { LiveMark } from '../../components/live-mark.tsx';
import { When } from '../../components/when.tsx';

interface HeaderProps {
  readonly instrument: Instrument;
  readonly live: LiveState;
}

/** Which instrument, where it stands, and how old that is. */
export function SymbolHeader({ instrument, live }: HeaderProps) {
  const { symbol, name, exchange, currency, type, lastClose, change, lastTime, interval, stale } = instrument;
  const isNarrow = useMediaQuery('(max-width: 36em)') ?? false;
  return (
    <Group justify="space-between" align="flex-end" gap="sm">
      <div>
        <Group gap="xs">
          <Title order={1} data-page-title tabIndex={-1}>
            {symbol}
          </Title>
          {exchange && <Badge variant="default">{exchange}</Badge>}
          <Badge variant="default">{type}</Badge>
          {stale && (
            <Badge color="orange" variant="light">
              Degraded
            </Badge>
          )}
        </Group>
        <Text c="dimmed" size="sm">
          {name ?? 'No company data'}
        </Text>
      </div>
      <div>
        <Group gap="sm" align="baseline" justify={isNarrow ? 'flex-start' : 'flex-end'}>
          <Text size="xl" fw={700} className="figures">
            {formatPrice(lastClose)}
          </Text>
          <Text size="sm" c="dimmed">
            {currency}
          </Text>
          <Change value={change} />
        </Group>
        <Text size="xs" c="dimmed" ta={isNarrow ? 'left' : 'right'}>
          {lastTime === null ? (
            'No bars'
          ) : (
            <>
              Last {interval} bar{' '}
              {lastTime.slice(0, interval?.endsWith('h') || interval?.endsWith('m') ? 16 : 10)},{' '}
              <When time={lastTime} />
            </>
          )}{' '}
          <LiveMark state={live} />
        </Text>
      </div>
    </Group>
  );
}
