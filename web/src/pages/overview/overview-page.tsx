import { Box, Grid, Stack } from '@mantine/core';
import { useFreshness } from '../../api/freshness.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { AlertsPanel } from './alerts-panel.tsx';
import { FirstSteps } from './first-steps.tsx';
import { FreshnessPanel } from './freshness-panel.tsx';
import { MoversPanel } from './movers-panel.tsx';
import { WatchlistPanel } from './watchlist-panel.tsx';

/** What one looks at first: the own symbols, what moved, and how far the data reach. */
export function OverviewPage() {
  const { data } = useFreshness();
  const isEmpty = data?.lines.length === 0;
  return (
    <>
      <PageHeader title="Overview" />
      {isEmpty && <FirstSteps />}
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <WatchlistPanel />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <Stack gap="lg">
            <AlertsPanel />
            {!isEmpty && <MoversPanel />}
            <Box>
              <FreshnessPanel />
            </Box>
          </Stack>
        </Grid.Col>
      </Grid>
    </>
  );
}
