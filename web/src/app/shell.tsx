import { AppShell } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { PropsWithChildren } from 'react';
import { ConnectionNotice } from './connection-notice.tsx';
import { Header } from './header.tsx';
import { Navigation } from './navigation.tsx';
import { PageFrame } from './page-frame.tsx';
import { Search } from './search.tsx';

/** Head, navigation, and the page in the middle. */
export function Shell({ children }: PropsWithChildren) {
  const [opened, { toggle, close }] = useDisclosure();
  return (
    <AppShell
      header={{ height: 48 }}
      navbar={{ width: 184, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding="md"
    >
      <a className="skip-link" href="#content">
        Skip to the content
      </a>
      <Search />
      <AppShell.Header>
        <Header isNavigationOpen={opened} onNavigation={toggle} />
      </AppShell.Header>
      <AppShell.Navbar p="xs" id="navigation" aria-label="Pages">
        <Navigation onFollow={close} />
      </AppShell.Navbar>
      <AppShell.Main className="shell-main" id="content" tabIndex={-1}>
        <ConnectionNotice />
        <PageFrame>{children}</PageFrame>
      </AppShell.Main>
    </AppShell>
  );
}
