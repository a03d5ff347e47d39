import { Button, Group, Modal, Stack, Tabs, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { type PortfolioContent, useCreatePortfolio, useDraft } from '../../api/portfolios.ts';
import { Notes } from '../../components/notes.tsx';
import { Failed } from '../../components/states.tsx';
import { HoldingsEditor } from './holdings-editor.tsx';

interface NewPortfolioProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly start: PortfolioContent;
  readonly notes: readonly string[];
  readonly onMade: (id: string) => void;
}

/** A portfolio to be made: by hand, or from pasted or uploaded CSV, which fills in what can then be changed. */
export function NewPortfolio({ opened, onClose, start, notes, onMade }: NewPortfolioProps) {
  const create = useCreatePortfolio();
  const draft = useDraft();
  const [content, setContent] = useState(start);
  const [told, setTold] = useState(notes);
  const [tab, setTab] = useState<string | null>('hand');
  const [csv, setCsv] = useState('');
  const read = (): void =>
    draft.mutate(csv, {
      onSuccess: ({ draftNotes, name, ...found }) => {
        setContent({ ...found, name: content.name || name });
        setTold(draftNotes);
        setTab('hand');
      },
    });
  return (
    <Modal opened={opened} onClose={onClose} title="New portfolio" size="xl">
      <Tabs value={tab} onChange={setTab} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="hand">Holdings</Tabs.Tab>
          <Tabs.Tab value="csv">Paste CSV</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="hand">
          <Stack>
            <HoldingsEditor content={content} onChange={setContent} />
            <Notes notes={told} />
            {create.error && <Failed error={create.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button
                loading={create.isPending}
                disabled={content.name.trim() === ''}
                onClick={() => create.mutate(content, { onSuccess: ({ id }) => onMade(id) })}
              >
                Keep portfolio
              </Button>
            </Group>
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="csv">
          <Stack>
            <Text size="sm" c="dimmed">
              With a header: symbol, quantity, and if wanted cost (per share), target (percent), category. A
              row of CASH is cash. Rows of one symbol are added up.
            </Text>
            <Textarea
              label="Holdings as CSV"
              autosize
              minRows={8}
              maxRows={16}
              placeholder={'symbol,quantity,cost\nAAPL,10,120.50\nSPY,4,380'}
              value={csv}
              onChange={({ currentTarget }) => setCsv(currentTarget.value)}
            />
            {draft.error && <Failed error={draft.error} />}
            <Group justify="flex-end">
              <Button onClick={read} loading={draft.isPending} disabled={csv.trim() === ''}>
                Read holdings
              </Button>
            </Group>
          </Stack>
        </Tabs.Panel>
      </Tabs>
    </Modal>
  );
}
