import { AppShell, Burger, Group, NavLink, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { PropsWithChildren } from 'react';
import { Link, useLocation } from 'wouter';
import { pages } from './pages.ts';

/** Head, navigation, and the page in the middle. */
export function Shell({ children }: PropsWithChildren) {
  const [opened, { toggle, close }] = useDisclosure();
  const [location] = useLocation();
  return (
    <AppShell
      header={{ height: 48 }}
      navbar={{ width: 200, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding="md"
    >
      <AppShell.Header>
        <Group h="100%" px="md">
          <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label="Navigation" />
          <Text fw={700}>Stockula</Text>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs">
        {pages.map(({ path, title, Icon }) =>
          title === null ? null : (
            <NavLink
              key={path}
              component={Link}
              href={path}
              label={title}
              leftSection={<Icon size={18} aria-hidden />}
              active={location === path}
              onClick={close}
            />
          ),
        )}
      </AppShell.Navbar>
      <AppShell.Main>{children}</AppShell.Main>
    </AppShell>
  );
}
