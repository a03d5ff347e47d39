import { Autocomplete, Loader } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useInstrumentSearch } from '../api/instruments.ts';

interface SymbolFieldProps {
  readonly label: string;
  readonly placeholder?: string;
  /** Told the symbol that was chosen or typed, in capitals. */
  readonly onChoose: (symbol: string) => void;
  readonly error?: string | null;
}

/** A symbol by typing: those that are stored are proposed, any other may be typed. Enter takes it. */
export function SymbolField({ label, placeholder = 'Symbol or company', onChoose, error }: SymbolFieldProps) {
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), 150);
  const { data, isFetching } = useInstrumentSearch(asked);
  const found = asked === '' ? [] : (data?.instruments ?? []);
  const names = new Map(found.map(({ symbol, name }) => [symbol, name]));
  const choose = (symbol: string): void => {
    if (symbol.trim() === '') return;
    onChoose(symbol.trim().toUpperCase());
    setText('');
  };
  return (
    <Autocomplete
      size="xs"
      aria-label={label}
      placeholder={placeholder}
      value={text}
      onChange={setText}
      onOptionSubmit={(symbol) => {
        choose(symbol);
        // The field puts the option into itself after this.
        queueMicrotask(() => setText(''));
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.defaultPrevented) return;
        // It takes the symbol; a form around it is not sent by that.
        event.preventDefault();
        choose(text);
      }}
      data={[...names.keys()]}
      // They were found by name too, which the symbol does not contain.
      filter={({ options }) => options}
      renderOption={({ option }) => (
        <span>
          <strong>{option.value}</strong> {names.get(option.value)}
        </span>
      )}
      rightSection={isFetching ? <Loader size={14} /> : null}
      error={error}
      maxLength={32}
    />
  );
}
