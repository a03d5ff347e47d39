import { ActionIcon, Group, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useRef } from 'react';

interface SymbolOrderProps {
  readonly symbols: readonly string[];
  readonly onChange: (symbols: readonly string[]) => void;
}

/** The symbols of a list with buttons to move and remove them; Alt with an arrow key moves too. */
export function SymbolOrder({ symbols, onChange }: SymbolOrderProps) {
  const list = useRef<HTMLOListElement>(null);
  const move = (from: number, to: number): void => {
    const moved = symbols[from];
    if (moved === undefined || to < 0 || to >= symbols.length) return;
    onChange(symbols.with(from, symbols[to] as string).with(to, moved));
  };
  const remove = (at: number): void => {
    onChange(symbols.toSpliced(at, 1));
    // The button that had the focus is gone.
    const next =
      list.current?.querySelectorAll<HTMLElement>('[data-remove]')[
        at === symbols.length - 1 ? at - 1 : at + 1
      ];
    next?.focus();
  };
  const onKeyDown = (event: KeyboardEvent, at: number): void => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    move(at, event.key === 'ArrowUp' ? at - 1 : at + 1);
  };
  return (
    <ol ref={list} aria-label="Symbols" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {symbols.map((symbol, at) => (
        <Group component="li" key={symbol} gap={4} py={2} onKeyDown={(event) => onKeyDown(event, at)}>
          <Text size="sm" fw={600} flex={1}>
            {symbol}
          </Text>
          <ActionIcon
            variant="default"
            aria-label={`Move ${symbol} up`}
            disabled={at === 0}
            onClick={() => move(at, at - 1)}
          >
            <IconArrowUp size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="default"
            aria-label={`Move ${symbol} down`}
            disabled={at === symbols.length - 1}
            onClick={() => move(at, at + 1)}
          >
            <IconArrowDown size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="default"
            data-remove
            aria-label={`Remove ${symbol}`}
            onClick={() => remove(at)}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
    </ol>
  );
}
