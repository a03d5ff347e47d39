import { Button, Group, Modal, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { PropsWithChildren } from 'react';

interface SureProps {
  /** What the button does, such as "Revoke". */
  readonly what: string;
  /** Of what, for those who do not see in which row the button is. */
  readonly of: string;
  readonly onSure: () => void;
  readonly loading?: boolean;
}

/** A button for what cannot be undone; the children say what it does. */
export function Sure({ what, of, onSure, loading = false, children }: PropsWithChildren<SureProps>) {
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        loading={loading}
        onClick={open}
        aria-label={`${what} ${of}`}
      >
        {what}
      </Button>
      <Modal opened={opened} onClose={close} title={`${what} ${of}?`} centered>
        <Text size="sm" mb="md">
          {children}
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button
            color="red"
            onClick={() => {
              close();
              onSure();
            }}
          >
            {what}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
