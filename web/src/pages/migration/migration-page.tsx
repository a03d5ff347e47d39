import { Alert, Stack, Text } from '@mantine/core';
import { IconArrowBigRightLines } from '@tabler/icons-react';
import { useMigration } from '../../api/migration.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { Failed, Loading } from '../../components/states.tsx';
import { CommandAnswer } from './command-answer.tsx';
import { CommandProgress } from './command-progress.tsx';
import { MigrationActions } from './migration-actions.tsx';
import { PhaseGraph } from './phase-graph.tsx';
import { WhoAnswers } from './who-answers.tsx';

/** The move of the older application's data: who answers, every step, what to do next, and the way back. */
export function MigrationPage() {
  const { data, error, refetch } = useMigration();
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading what="the state of the migration" />;
  const { command, problem, next, steps } = data;
  return (
    <Stack gap="lg">
      <PageHeader title="Migration" actions={<MigrationActions status={data} />} />
      <WhoAnswers status={data} />
      {problem && (
        <Alert color="red" title={problem.title} role="alert">
          Expected {problem.expected}. Got {problem.got}. {problem.remedy}
        </Alert>
      )}
      <Alert icon={<IconArrowBigRightLines aria-hidden />} title="What to do next" color="blue">
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {next}
        </Text>
      </Alert>
      {command && <CommandProgress command={command} />}
      <PhaseGraph steps={steps} goesBack={data.goesBack} />
      {command && <CommandAnswer command={command} />}
    </Stack>
  );
}
