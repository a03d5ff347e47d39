import { useQuery } from '@tanstack/react-query';
import { answerOf, client } from '../../api/client.ts';

/** The close of the day of a time, or of the last day before it, in the prices of that day; null while unknown. */
export function useCloseAt(symbol: string, time: string | null): number | null {
  const { data } = useQuery({
    queryKey: ['close at', symbol, time],
    enabled: time !== null,
    retry: false,
    queryFn: async () => {
      const query = {
        interval: '1d',
        adjust: 'raw',
        order: 'desc',
        limit: 1,
        to: (time ?? '').slice(0, 10),
      } as const;
      const { columns } = await answerOf(
        client.GET('/api/v1/bars/{symbol}', { params: { path: { symbol }, query } }),
      );
      return columns.close[0] ?? null;
    },
  });
  return data ?? null;
}
