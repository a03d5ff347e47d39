import { Group, Title } from '@mantine/core';
import { type PropsWithChildren, type ReactNode, useId } from 'react';

interface PanelProps {
  readonly title: string;
  readonly actions?: ReactNode;
}

/** A part of the overview under a heading of its own. */
export function Panel({ title, actions, children }: PropsWithChildren<PanelProps>) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Group justify="space-between" mb="xs" gap="xs" mih={30}>
        <Title order={2} id={id}>
          {title}
        </Title>
        {actions}
      </Group>
      {children}
    </section>
  );
}
