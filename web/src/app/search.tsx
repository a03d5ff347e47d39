import { Spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { pages } from './pages.ts';

/** Symbols and pages by name: opened by `/` or Ctrl-K, gone through by the arrow keys, followed by Enter. */
export function Search() {
  const [query, setQuery] = useState('');
  const [, navigate] = useLocation();
  const wanted = query.trim().toLowerCase();
  const named = pages.filter(({ title, path }) => title !== null && !path.includes(':'));
  const foundPages = named.filter(({ title }) => title?.toLowerCase().includes(wanted));
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut={['mod + K', '/']}
      scrollable
      maxHeight={420}
      aria-label="Search"
    >
      <Spotlight.Search
        placeholder="Symbol, company or page"
        aria-label="Symbol, company or page"
        leftSection={<IconSearch size={18} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {foundPages.length > 0 && (
          <Spotlight.ActionsGroup label="Pages">
            {foundPages.map(({ path, title, Icon }) => (
              <Spotlight.Action
                key={path}
                label={title ?? path}
                leftSection={<Icon size={18} aria-hidden />}
                onClick={() => navigate(path)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {foundPages.length === 0 && <Spotlight.Empty>{`Nothing is called "${query}"`}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
