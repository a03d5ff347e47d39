import { MultiSelect, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { isGiven, type OptionChain, type OptionQuote } from '../../api/options.ts';
import { XyChart, type XySeries } from '../../charts/xy-chart.tsx';
import { Empty } from '../../components/states.tsx';

interface SmileProps {
  readonly chain: OptionChain;
  readonly expiration: string;
  readonly spot: number | null;
}

/** Implied volatility over the strike, of calls and of puts, for the expirations that are chosen. */
export function Smile({ chain, expiration, spot }: SmileProps) {
  const [others, setOthers] = useState<string[]>([]);
  const series = useMemo(
    () =>
      [expiration, ...others.filter((each) => each !== expiration)].flatMap((each) => smilesOf(chain, each)),
    [chain, expiration, others],
  );
  const own = [...chain.calls, ...chain.puts].filter((quote) => quote.expiration === expiration);
  const [drawn, all] = [own.filter((quote) => isGiven(quote.impliedVolatility)).length, own.length];
  const mark = useMemo(() => (spot === null ? undefined : { x: spot, name: 'At the money' }), [spot]);
  return (
    <Stack gap="xs">
      <MultiSelect
        size="xs"
        maw={480}
        label="Also of"
        placeholder={others.length === 0 ? 'Other expirations' : ''}
        data={chain.expirations.filter((each) => each !== expiration)}
        value={others.filter((each) => each !== expiration)}
        onChange={setOthers}
        clearable
      />
      {series.length === 0 ? (
        <Empty title="No implied volatilities">The source gave none for these contracts.</Empty>
      ) : (
        <>
          <XyChart
            label={`Implied volatility by strike, expiring on ${[expiration, ...others].join(', ')}`}
            height={280}
            series={series}
            xTitle="Strike"
            yTitle="Implied volatility"
            yFormat="percent"
            {...(mark && { mark })}
          />
          <Text size="xs" c="dimmed">
            As the source gave them: {drawn} of {all} contracts of this expiration have one.
          </Text>
        </>
      )}
    </Stack>
  );
}

function smilesOf({ calls, puts }: OptionChain, expiration: string): XySeries[] {
  return [
    { name: `Calls ${expiration}`, points: pointsOf(calls, expiration), kind: 'both' as const },
    { name: `Puts ${expiration}`, points: pointsOf(puts, expiration), kind: 'both' as const },
  ].filter(({ points }) => points.length > 0);
}

function pointsOf(quotes: readonly OptionQuote[], expiration: string) {
  return quotes
    .filter((quote) => quote.expiration === expiration && isGiven(quote.impliedVolatility))
    .map(({ strike, impliedVolatility }) => ({ x: strike, y: impliedVolatility ?? 0 }))
    .sort((one, other) => one.x - other.x);
}
