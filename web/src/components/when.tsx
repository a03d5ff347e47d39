import { useInterval } from '@mantine/hooks';
import { useState } from 'react';
import { formatRelative, formatTime } from './format.ts';

/** A moment as the time since then; the moment itself in UTC where one points at it. */
export function When({ time }: { readonly time: string | number | null }) {
  const [now, setNow] = useState(() => Date.now());
  useInterval(() => setNow(Date.now()), 30_000, { autoInvoke: true });
  if (time === null) return <span>–</span>;
  const moment = new Date(time);
  return (
    <time dateTime={moment.toISOString()} title={formatTime(time)}>
      {formatRelative(moment.getTime(), Math.max(now, Date.now()))}
    </time>
  );
}
