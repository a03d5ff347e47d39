import { ActionIcon, Menu } from '@mantine/core';
import { IconKey, IconLogin, IconLogout, IconUser } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useLogOut, useWho } from '../api/access.ts';

/** Who has logged in, and the way out. */
export function AccountMenu() {
  const { data } = useWho();
  const logOut = useLogOut();
  const name = data?.user ?? 'nobody';
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="default" size="lg" aria-label={`Account of ${name}`}>
          <IconUser size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {data?.setup ? 'No users yet: open to this machine' : `${name} · ${data?.right ?? 'no right'}`}
        </Menu.Label>
        <Menu.Item component={Link} href="/access" leftSection={<IconKey size={16} aria-hidden />}>
          Access and keys
        </Menu.Item>
        {data?.via === 'session' && (
          <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => logOut.mutate()}>
            Log out
          </Menu.Item>
        )}
        {data?.via === 'nobody' && (
          <Menu.Item component={Link} href="/login" leftSection={<IconLogin size={16} aria-hidden />}>
            Log in
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
