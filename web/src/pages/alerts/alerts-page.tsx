import { Button, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { AlertRule } from '../../api/alerts.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { EventList } from './event-list.tsx';
import { RuleDialog } from './rule-dialog.tsx';
import { RuleTable } from './rule-table.tsx';
import { WebhookPanel } from './webhook-panel.tsx';

/** Rules about the user's data, what became true, and where that is sent. */
export function AlertsPage() {
  const [edited, setEdited] = useState<AlertRule | 'new' | null>(null);
  return (
    <Stack gap="xl">
      <PageHeader
        title="Alerts"
        description="Rules about prices, indicators, drift and staleness. They fire once, when they become true."
        actions={
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited('new')}>
            New rule
          </Button>
        }
      />
      <EventList />
      <RuleTable onEdit={setEdited} />
      <WebhookPanel />
      {edited !== null && (
        <RuleDialog rule={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </Stack>
  );
}
