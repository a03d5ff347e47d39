import { Button, List, Text } from '@mantine/core';
import { Link } from 'wouter';
import { useAcknowledge, useAlertEvents } from '../../api/alerts.ts';
import { When } from '../../components/when.tsx';
import { Panel } from './panel.tsx';

/** The latest alerts that were not seen yet; nothing where there are none. */
export function AlertsPanel() {
  const { data } = useAlertEvents({ unacknowledged: true, limit: 5, cursor: null });
  const acknowledge = useAcknowledge();
  if (!data || data.events.length === 0) return null;
  return (
    <Panel
      title="Alerts"
      actions={
        <Button size="compact-xs" variant="default" onClick={() => acknowledge.mutate(null)}>
          Mark {data.unacknowledged} as seen
        </Button>
      }
    >
      <List listStyleType="none" spacing={6}>
        {data.events.map(({ id, ruleName, text, at }) => (
          <List.Item key={id}>
            <Text size="sm">
              <Link href="/alerts">{ruleName}</Link>: {text} <When time={at} />
            </Text>
          </List.Item>
        ))}
      </List>
    </Panel>
  );
}
