import { TagsInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useInstrumentSearch } from '../../api/instruments.ts';

interface ComparePickerProps {
  readonly symbol: string;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
}

/** Up to five symbols beside the one of the page. */
export function ComparePicker({ symbol, chosen, onChange }: ComparePickerProps) {
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed, 200);
  const { data } = useInstrumentSearch(asked);
  const found = data?.instruments.map((each) => each.symbol).filter((each) => each !== symbol) ?? [];
  return (
    <TagsInput
      size="xs"
      w={{ base: '100%', xs: 220 }}
      label="Compare with"
      placeholder={chosen.length === 0 ? 'Symbol' : ''}
      data={[...new Set(found)]}
      maxTags={5}
      value={[...chosen]}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(next) => onChange([...new Set(next.map((each) => each.trim().toUpperCase()))])}
      splitChars={[',', ' ']}
    />
  );
}
