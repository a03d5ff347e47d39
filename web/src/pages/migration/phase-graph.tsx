import { Loader, Text, ThemeIcon, Timeline, Title } from '@mantine/core';
import { IconArrowBackUp, IconCheck, IconMinus, IconX, type TablerIcon } from '@tabler/icons-react';
import type { MigrationStatus } from '../../../../src/contract/migration.ts';
import { Empty } from '../../components/states.tsx';

type Step = MigrationStatus['steps'][number];

const looks: Readonly<Record<Step['outcome'], { colour: string; word: string; Icon: TablerIcon | null }>> = {
  done: { colour: 'teal', word: 'done', Icon: IconCheck },
  skipped: { colour: 'gray', word: 'skipped', Icon: IconMinus },
  failed: { colour: 'red', word: 'failed', Icon: IconX },
  undone: { colour: 'orange', word: 'taken back', Icon: IconArrowBackUp },
  running: { colour: 'blue', word: 'under way', Icon: null },
};

/** Every step of the migration in its order, with what became of it and how long it took. */
export function PhaseGraph({ steps, goesBack }: Pick<MigrationStatus, 'steps' | 'goesBack'>) {
  return (
    <section aria-label="Steps">
      <Title order={2} size="h4" mb="sm">
        {goesBack ? 'Steps, the way back among them' : 'Steps'}
      </Title>
      {steps.length === 0 ? (
        <Empty title="No migration was begun">
          Look at the plan first: it reads the file and changes nothing.
        </Empty>
      ) : (
        <Timeline active={steps.length} bulletSize={24} lineWidth={2}>
          {steps.map((step) => (
            <StepItem key={`${step.step} ${step.startedAt}`} step={step} />
          ))}
        </Timeline>
      )}
    </section>
  );
}

function StepItem({ step }: { readonly step: Step }) {
  const { colour, word, Icon } = looks[step.outcome];
  return (
    <Timeline.Item
      color={colour}
      bullet={
        <ThemeIcon size={24} radius="xl" color={colour} autoContrast>
          {Icon ? <Icon size={14} aria-hidden /> : <Loader size={14} color="white" aria-hidden />}
        </ThemeIcon>
      }
      title={step.title}
      lineVariant={step.outcome === 'running' ? 'dashed' : 'solid'}
    >
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {word}
        {tookText(step)}
        {step.detail ? `: ${step.detail}` : ''}
      </Text>
    </Timeline.Item>
  );
}

function tookText({ startedAt, finishedAt }: Step): string {
  if (finishedAt === null) return '';
  const seconds = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1_000;
  return ` in ${seconds.toFixed(1)} s`;
}
