import { Button, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { type Portfolio, type PortfolioContent, useReplacePortfolio } from '../../api/portfolios.ts';
import { Failed } from '../../components/states.tsx';
import { HoldingsEditor } from './holdings-editor.tsx';

interface EditProps {
  readonly portfolio: Portfolio;
  readonly onClose: () => void;
  /** Holdings to begin with, in place of those that are kept. */
  readonly holdings?: PortfolioContent['holdings'];
}

/** A portfolio to be changed. What somebody else wrote since it was opened is not overwritten. */
export function EditPortfolio({ portfolio, onClose, holdings }: EditProps) {
  const { name, currency, cash, fractional, notes } = portfolio;
  // The version that is shown, whatever is read while one types.
  const [version] = useState(portfolio.version);
  const [content, setContent] = useState<PortfolioContent>({
    name,
    currency,
    cash,
    fractional,
    notes,
    holdings: holdings ?? portfolio.holdings,
  });
  const saving = useReplacePortfolio(portfolio.id);
  return (
    <Modal opened onClose={onClose} title={`Edit ${name}`} size="xl">
      <Stack>
        <HoldingsEditor content={content} onChange={setContent} />
        {saving.error && <Failed error={saving.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            loading={saving.isPending}
            onClick={() => saving.mutate({ version, content }, { onSuccess: onClose })}
          >
            Save changes
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
