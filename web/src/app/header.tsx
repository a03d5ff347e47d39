import { ActionIcon, Burger, Button, Group, Kbd } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Link } from 'wouter';
import { AccountMenu } from '../components/account-menu.tsx';
import { ColourScheme } from './colour-scheme.tsx';
import { searchBox } from './search-box.ts';

interface HeaderProps {
  readonly isNavigationOpen: boolean;
  readonly onNavigation: () => void;
}

export function Header({ isNavigationOpen, onNavigation }: HeaderProps) {
  return (
    <Group h="100%" px="md" gap="sm" wrap="nowrap" justify="space-between">
      <Group gap="xs" wrap="nowrap">
        <Burger
          opened={isNavigationOpen}
          onClick={onNavigation}
          hiddenFrom="sm"
          size="sm"
          aria-label="Navigation"
          aria-expanded={isNavigationOpen}
          aria-controls="navigation"
        />
        <Link href="/" className="brand">
          Stockula
        </Link>
      </Group>
      <Group gap="xs" wrap="nowrap">
        <Button
          visibleFrom="sm"
          variant="default"
          size="xs"
          fw={400}
          w={260}
          justify="space-between"
          leftSection={<IconSearch size={16} aria-hidden />}
          rightSection={<Kbd size="xs">/</Kbd>}
          onClick={searchBox.open}
        >
          Search symbols and pages
        </Button>
        <ActionIcon hiddenFrom="sm" variant="default" size="lg" aria-label="Search" onClick={searchBox.open}>
          <IconSearch size={18} aria-hidden />
        </ActionIcon>
        <ColourScheme />
        <AccountMenu />
      </Group>
    </Group>
  );
}
