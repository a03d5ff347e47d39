import { Badge, Card, Group, Stack, Text } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconDatabase, IconFile } from '@tabler/icons-react';
import type { MigrationStatus } from '../../../../src/contract/migration.ts';

interface StoreProps {
  readonly name: string;
  readonly detail: string;
  readonly answers: boolean;
  readonly Icon: typeof IconDatabase;
}

function Store({ name, detail, answers, Icon }: StoreProps) {
  return (
    <Card withBorder flex="1 1 260px" padding="sm" aria-current={answers ? 'true' : undefined}>
      <Group justify="space-between" wrap="nowrap">
        <Group gap="xs" wrap="nowrap">
          <Icon size={20} aria-hidden />
          <Text fw={600}>{name}</Text>
        </Group>
        <Badge color={answers ? 'teal.9' : 'gray'} variant={answers ? 'filled' : 'default'}>
          {answers ? 'answers now' : 'stands by'}
        </Badge>
      </Group>
      <Text size="sm" c="dimmed" mt={4} style={{ overflowWrap: 'anywhere' }}>
        {detail}
      </Text>
    </Card>
  );
}

/** The two stores, which one is asked, and whether the older one has gone on. */
export function WhoAnswers({ status }: { readonly status: MigrationStatus }) {
  const { backend, legacyFile, run, writtenSince, goesBack } = status;
  const Arrow = goesBack ? IconArrowLeft : IconArrowRight;
  return (
    <Stack gap={4}>
      <Group align="stretch">
        <Store name="Older file" detail={legacyFile} answers={backend === 'sqlite'} Icon={IconFile} />
        <Group visibleFrom="xs">
          <Arrow
            aria-label={goesBack ? 'from TimescaleDB back to the file' : 'from the file to TimescaleDB'}
          />
        </Group>
        <Store
          name="TimescaleDB"
          detail={
            run ? `${run.kind === 'copy' ? 'Copied' : 'Followed'}: ${run.status}` : 'Nothing was copied yet'
          }
          answers={backend === 'timescale'}
          Icon={IconDatabase}
        />
      </Group>
      <Text size="sm" c="dimmed">
        {writtenSinceText[String(writtenSince) as keyof typeof writtenSinceText]}
      </Text>
    </Stack>
  );
}

const writtenSinceText = {
  true: 'The older file was written to since TimescaleDB was filled: switch with what is left to carry over.',
  false: 'The older file was not written to since TimescaleDB was filled.',
  null: 'Whether the older file was written to since cannot be told.',
};
