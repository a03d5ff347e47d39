import '@mantine/core/styles.css';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { Loading } from '../components/states.tsx';
import { pages } from './pages.ts';
import { Shell } from './shell.tsx';

const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: 30_000, retry: 1, refetchOnWindowFocus: false } },
});

/** Everything that pages stand in: theme, questions to the API, navigation. */
export function App() {
  return (
    <MantineProvider defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <Shell>
          <Suspense fallback={<Loading what="the page" />}>
            <Switch>
              {pages.map(({ path, Page }) => (
                <Route key={path} path={path}>
                  <Page />
                </Route>
              ))}
            </Switch>
          </Suspense>
        </Shell>
      </QueryClientProvider>
    </MantineProvider>
  );
}
