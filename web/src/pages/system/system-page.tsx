import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { answerOf, client } from '../../api/client.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { Failed, Loading } from '../../components/states.tsx';

/** How the parts of the system fare. */
export function SystemPage() {
  const { data, error, refetch } = useQuery({
    queryKey: ['health'],
    queryFn: () => answerOf(client.GET('/api/v1/health/live')),
  });
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading what="the state of the system" />;
  return (
    <>
      <PageHeader title="System" />
      <Text>The API answers: {data.status}</Text>
    </>
  );
}
