import { NativeSelect } from '@mantine/core';
import type { GrantedRight } from '../../api/access.ts';

const rights = ['read', 'analyse', 'admin'] as const;
const meanings = { read: 'read: ask', analyse: 'analyse: ask and run analyses', admin: 'admin: everything' };

interface RightSelectProps {
  readonly label: string;
  readonly value: GrantedRight;
  readonly onChange: (right: GrantedRight) => void;
  /** No more than this. */
  readonly most?: GrantedRight;
  /** Within a table, where the column says what it is. */
  readonly bare?: boolean;
}

export function RightSelect({ label, value, onChange, most = 'admin', bare = false }: RightSelectProps) {
  return (
    <NativeSelect
      {...(bare ? { 'aria-label': label, size: 'xs' as const } : { label })}
      value={value}
      data={rights
        .slice(0, rights.indexOf(most) + 1)
        .map((right) => ({ value: right, label: bare ? right : meanings[right] }))}
      onChange={({ currentTarget }) =>
        onChange(rights.find((right) => right === currentTarget.value) ?? 'read')
      }
    />
  );
}
