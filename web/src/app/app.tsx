import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './app.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { Route, Switch } from 'wouter';
import { styleNonce } from './nonce.ts';
import { NotFound } from './not-found.tsx';
import { PageFrame } from './page-frame.tsx';
import { pages } from './pages.ts';
import { queries } from './queries.ts';
import { Shell } from './shell.tsx';
import { cssVariables, theme } from './theme.ts';

/** Everything that pages stand in: theme, questions to the API, navigation. */
export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <QueryClientProvider client={queries}>
        <Notifications position="bottom-right" />
        <Switch>
          {pages.map(({ path, bare = false, Page }) => (
            <Route key={path} path={path}>
              {bare ? (
                <PageFrame>
                  <Page />
                </PageFrame>
              ) : (
                <Shell>
                  <Page />
                </Shell>
              )}
            </Route>
          ))}
          <Route>
            <Shell>
              <NotFound />
            </Shell>
          </Route>
        </Switch>
      </QueryClientProvider>
    </MantineProvider>
  );
}
