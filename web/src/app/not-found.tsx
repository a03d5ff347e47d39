import { Anchor, Text } from '@mantine/core';
import { Link, useLocation } from 'wouter';
import { PageHeader } from '../components/page-header.tsx';

/** An address without a page. */
export function NotFound() {
  const [location] = useLocation();
  return (
    <>
      <PageHeader title="No such page" description={`There is nothing at ${location}.`} />
      <Text>
        Go to the{' '}
        <Anchor component={Link} href="/">
          overview
        </Anchor>
        , or search for a symbol with <kbd>/</kbd>.
      </Text>
    </>
  );
}
