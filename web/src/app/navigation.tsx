import { NavLink } from '@mantine/core';
import { Link, useLocation } from 'wouter';
import { pages } from './pages.ts';

/** The pages that have a place in the navigation. */
export function Navigation({ onFollow }: { readonly onFollow: () => void }) {
  const [location] = useLocation();
  return pages.map(({ path, title, Icon }) => {
    if (title === null) return null;
    const isCurrent = location === path || (path !== '/' && location.startsWith(`${path}/`));
    return (
      <NavLink
        key={path}
        component={Link}
        href={path}
        label={title}
        leftSection={<Icon size={18} aria-hidden />}
        active={isCurrent}
        aria-current={isCurrent ? 'page' : undefined}
        onClick={onFollow}
      />
    );
  });
}
