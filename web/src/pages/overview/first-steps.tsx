import { Alert, Code, List } from '@mantine/core';
import { IconDatabaseImport } from '@tabler/icons-react';

/** What to do with a database that has no bars yet. */
export function FirstSteps() {
  return (
    <Alert icon={<IconDatabaseImport aria-hidden />} title="There are no data yet" mb="md">
      <List size="sm" spacing={4}>
        <List.Item>
          Fetch some: <Code>stockula etl fetch AAPL SPY --from 2015-01-01</Code>
        </List.Item>
        <List.Item>
          Import files (CSV, JSON, Parquet): <Code>stockula etl import FILE</Code>
        </List.Item>
        <List.Item>
          Bring the database of the older application over:{' '}
          <Code>stockula migrate run --from stockula.db</Code>
        </List.Item>
      </List>
    </Alert>
  );
}
