import { Box, Group, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';

interface PageHeaderProps {
  readonly title: string;
  /** A line below the title. */
  readonly description?: ReactNode;
  /** Buttons on the right. */
  readonly actions?: ReactNode;
  /** Beside the title, such as a price. */
  readonly aside?: ReactNode;
}

/** The heading of a page, which also names the tab. Every page has one, and navigation moves the focus to it. */
export function PageHeader({ title, description, actions, aside }: PageHeaderProps) {
  useDocumentTitle(`${title} · Stockula`);
  return (
    <Group justify="space-between" align="flex-start" mb="md" gap="sm">
      <Box miw={0}>
        <Group gap="md" align="baseline">
          <Title order={1} tabIndex={-1} data-page-title>
            {title}
          </Title>
          {aside}
        </Group>
        {description && (
          <Text c="dimmed" size="sm" component="div">
            {description}
          </Text>
        )}
      </Box>
      {actions && <Group gap="xs">{actions}</Group>}
    </Group>
  );
}
