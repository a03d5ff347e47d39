import { ActionIcon, type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconMoon, IconSun, type TablerIcon } from '@tabler/icons-react';

const schemes: readonly { scheme: MantineColorScheme; title: string; Icon: TablerIcon }[] = [
  { scheme: 'auto', title: 'As the system', Icon: IconDeviceDesktop },
  { scheme: 'light', title: 'Light', Icon: IconSun },
  { scheme: 'dark', title: 'Dark', Icon: IconMoon },
];

/** Dark, light, or as the system has it; the browser remembers. */
export function ColourScheme() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const current = schemes.find(({ scheme }) => scheme === colorScheme) ?? schemes[0];
  const Icon = current?.Icon ?? IconDeviceDesktop;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" size="lg" aria-label={`Colours: ${current?.title}`}>
          <Icon size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {schemes.map(({ scheme, title, Icon: Sign }) => (
          <Menu.Item
            key={scheme}
            leftSection={<Sign size={16} aria-hidden />}
            rightSection={scheme === colorScheme ? <IconCheck size={16} aria-label="chosen" /> : null}
            onClick={() => setColorScheme(scheme)}
          >
            {title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
