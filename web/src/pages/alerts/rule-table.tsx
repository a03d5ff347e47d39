import { ActionIcon, Group, Switch, Text, Title } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import {
  type AlertContent,
  type AlertRule,
  useAlerts,
  useDeleteAlert,
  useKeepAlert,
} from '../../api/alerts.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { When } from '../../components/when.tsx';
import { conditionText, valueText } from './condition-text.ts';

/** The user's rules, with what each came to last. */
export function RuleTable({ onEdit }: { readonly onEdit: (rule: AlertRule) => void }) {
  const { data, error, refetch } = useAlerts();
  const keep = useKeepAlert();
  const remove = useDeleteAlert();
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading what="the rules" />;
  const columns: readonly Column<AlertRule>[] = [
    { id: 'name', title: 'Rule', cell: ({ name }) => name, sortBy: ({ name }) => name },
    { id: 'condition', title: 'Condition', cell: ({ condition }) => conditionText(condition) },
    {
      id: 'value',
      title: 'Last value',
      numeric: true,
      cell: ({ condition, value }) => valueText(condition, value),
    },
    { id: 'state', title: 'State', cell: (rule) => stateText(rule) },
    {
      id: 'fired',
      title: 'Last fired',
      cell: ({ firedAt }) => <When time={firedAt} />,
      sortBy: ({ firedAt }) => firedAt,
    },
    {
      id: 'actions',
      title: 'On, edit, delete',
      cell: (rule) => (
        <Group gap="xs" wrap="nowrap">
          <Switch
            size="xs"
            aria-label={`${rule.name} is on`}
            checked={rule.enabled}
            onChange={({ currentTarget }) =>
              keep.mutate({ replaces: rule, content: { ...contentOf(rule), enabled: currentTarget.checked } })
            }
          />
          <ActionIcon variant="default" aria-label={`Edit ${rule.name}`} onClick={() => onEdit(rule)}>
            <IconPencil size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="default"
            aria-label={`Delete ${rule.name}`}
            onClick={() => window.confirm(`Delete the rule "${rule.name}"?`) && remove.mutate(rule.id)}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ),
    },
  ];
  const failure = keep.error ?? remove.error;
  return (
    <section aria-label="Rules">
      <Title order={2} mb="xs">
        Rules
      </Title>
      {failure && <Failed error={failure} />}
      <DataTable
        label="Rules"
        columns={columns}
        rows={data}
        rowKey={({ id }) => id}
        empty={
          <Empty title="No rules yet">“New rule” above makes one, and shows what it would say now.</Empty>
        }
      />
    </section>
  );
}

/** A rule as it is sent to be kept. */
export function contentOf({ name, condition, cooldownSeconds, enabled }: AlertRule): AlertContent {
  return { name, condition: condition as AlertContent['condition'], cooldownSeconds, enabled };
}

function stateText({ enabled, problem, isTrue }: AlertRule) {
  if (!enabled) return 'off';
  if (problem !== null)
    return (
      <Text size="sm" c="red" component="span">
        cannot be told: {problem}
      </Text>
    );
  if (isTrue === null) return 'not looked at yet';
  return isTrue ? '● true' : '○ not true';
}
