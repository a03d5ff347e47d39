import { Loader } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight } from '@mantine/spotlight';
import { IconChartCandle, IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useInstrumentSearch } from '../api/instruments.ts';
import { pages } from './pages.ts';
import { chooseFirst, followFirst, isChosen, searchState } from './search-box.ts';

/** Symbols and pages by name: opened by `/` or Ctrl-K, gone through by the arrow keys, followed by Enter. */
export function Search() {
  const [query, setQuery] = useState('');
  const [asked] = useDebouncedValue(query.trim(), 150);
  const { data, isFetching, error } = useInstrumentSearch(asked);
  const [, navigate] = useLocation();
  const wanted = query.trim().toLowerCase();
  const named = pages.filter(({ title, path }) => title !== null && !path.includes(':'));
  const foundPages = named.filter(({ title }) => title?.toLowerCase().includes(wanted));
  const symbols = wanted === '' ? [] : (data?.instruments ?? []);
  const isSettled = asked === query.trim() && !isFetching;
  const found = [...symbols.map(({ symbol }) => symbol), ...foundPages.map(({ path }) => path)].join();
  // Enter that came before the results did.
  const isAwaited = useRef(false);
  useEffect(() => {
    if (found !== '') chooseFirst();
    if (isAwaited.current && isSettled) {
      isAwaited.current = false;
      followFirst();
    }
  }, [found, isSettled]);
  const onKeyDown = ({ key }: KeyboardEvent): void => {
    isAwaited.current = key === 'Enter' && wanted !== '' && !isChosen() && !(isSettled && followFirst());
  };
  return (
    <Spotlight.Root
      store={searchState}
      query={query}
      onQueryChange={setQuery}
      shortcut={['mod + K', '/']}
      attributes={{ content: { 'aria-label': 'Search' } }}
      scrollable
      maxHeight={420}
    >
      <Spotlight.Search
        placeholder="Symbol, company or page"
        aria-label="Symbol, company or page"
        onKeyDown={onKeyDown}
        leftSection={<IconSearch size={18} aria-hidden />}
        rightSection={isFetching ? <Loader size="xs" /> : null}
      />
      <Spotlight.ActionsList>
        {symbols.length > 0 && (
          <Spotlight.ActionsGroup label="Symbols">
            {symbols.map(({ symbol, name, exchange }) => (
              <Spotlight.Action
                key={symbol}
                label={symbol}
                description={[name, exchange].filter(Boolean).join(' · ')}
                leftSection={<IconChartCandle size={18} aria-hidden />}
                onClick={() => navigate(`/symbols/${encodeURIComponent(symbol)}`)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
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
        {isSettled && symbols.length === 0 && foundPages.length === 0 && (
          <Spotlight.Empty>
            {error
              ? 'The symbols cannot be searched now: the server does not answer.'
              : `Nothing is called "${query}"`}
          </Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
