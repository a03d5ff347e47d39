import { List, Text } from '@mantine/core';

/** What is to be known beside an answer. */
export function Notes({ notes }: { readonly notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <List size="sm" mt="sm" aria-label="Notes">
      {notes.map((note) => (
        <List.Item key={note}>
          <Text size="sm" c="dimmed" component="span">
            {note}
          </Text>
        </List.Item>
      ))}
    </List>
  );
}
