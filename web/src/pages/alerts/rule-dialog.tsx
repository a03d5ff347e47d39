import { Button, Group, Modal, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import {
  type AlertCondition,
  type AlertContent,
  type AlertRule,
  useAlertPreview,
  useKeepAlert,
} from '../../api/alerts.ts';
import { formatDate } from '../../components/format.ts';
import { Failed } from '../../components/states.tsx';
import { ConditionFields } from './condition-fields.tsx';
import { valueText } from './condition-text.ts';
import { contentOf } from './rule-table.tsx';

const fresh: AlertContent = {
  name: '',
  condition: { kind: 'price', symbol: '', interval: '1d', operator: 'crosses_above', threshold: 0 },
  cooldownSeconds: null,
  enabled: true,
};

interface RuleDialogProps {
  /** Null: a new one. */
  readonly rule: AlertRule | null;
  readonly onClose: () => void;
}

/** A rule being written, with what it would come to now. */
export function RuleDialog({ rule, onClose }: RuleDialogProps) {
  const [content, setContent] = useState<AlertContent>(rule ? contentOf(rule) : fresh);
  const keep = useKeepAlert();
  const set = (change: Partial<AlertContent>): void => setContent({ ...content, ...change });
  return (
    <Modal
      opened
      onClose={onClose}
      title={rule ? 'Edit rule' : 'New rule'}
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          keep.mutate({ replaces: rule, content }, { onSuccess: onClose });
        }}
      >
        <Stack gap="sm">
          <TextInput
            label="Name"
            required
            maxLength={100}
            value={content.name}
            onChange={({ currentTarget }) => set({ name: currentTarget.value })}
          />
          <ConditionFields condition={content.condition} onChange={(condition) => set({ condition })} />
          <CooldownFields
            seconds={content.cooldownSeconds ?? null}
            onChange={(cooldownSeconds) => set({ cooldownSeconds })}
          />
          <Preview content={content} />
          {keep.error && <Failed error={keep.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={keep.isPending} disabled={!isWhole(content)}>
              {rule ? 'Save' : 'Make the rule'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface CooldownProps {
  readonly seconds: number | null;
  readonly onChange: (seconds: number | null) => void;
}

function CooldownFields({ seconds, onChange }: CooldownProps) {
  return (
    <Group grow align="flex-start">
      <Select
        label="Fires"
        value={seconds === null ? 'edge' : 'again'}
        onChange={(value) => onChange(value === 'again' ? 86_400 : null)}
        allowDeselect={false}
        data={[
          { value: 'edge', label: 'once, when it becomes true' },
          { value: 'again', label: 'and again while it stays true' },
        ]}
      />
      {seconds !== null && (
        <NumberInput
          label="At most once in (minutes)"
          min={1}
          max={525_600}
          allowDecimal={false}
          value={seconds / 60}
          onChange={(value) => typeof value === 'number' && onChange(Math.max(1, value) * 60)}
        />
      )}
    </Group>
  );
}

function isWhole({ name, condition }: AlertContent): boolean {
  return name.trim() !== '' && isAskable(condition);
}

function isAskable(condition: AlertCondition): boolean {
  if (condition.kind === 'drift') return condition.portfolio !== '';
  if (condition.symbol === '') return false;
  return condition.kind !== 'indicator' || (condition.indicator !== '' && condition.output !== '');
}

function Preview({ content }: { readonly content: AlertContent }) {
  const [asked] = useDebouncedValue(content, 300);
  const { data, error } = useAlertPreview(
    isAskable(asked.condition) ? { ...asked, name: asked.name || 'preview' } : null,
  );
  if (!isAskable(content.condition)) return null;
  if (error) return <Failed error={error} />;
  if (!data) return null;
  return (
    <Text size="sm" role="status">
      {data.problem ??
        `Now: ${valueText(asked.condition, data.value)} (${formatDate(data.observedAt)}), which is ${data.isTrue ? 'true' : 'not true'}.`}
    </Text>
  );
}
