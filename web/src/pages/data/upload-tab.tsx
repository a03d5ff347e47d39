import { Button, FileButton, Paper, Stack, Text } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { type DragEvent, useState } from 'react';
import { useUploadActions, useUploads } from '../../api/uploads.ts';
import { Failed, Loading } from '../../components/states.tsx';
import { UploadCard } from './upload-card.tsx';

/** Files that are sent, said what they mean, and imported. */
export function UploadTab() {
  const { data, error, refetch } = useUploads();
  const actions = useUploadActions();
  const { send } = actions;
  const take = (files: readonly File[]): void => {
    if (files.length > 0) send.mutate(files);
  };
  return (
    <Stack gap="md">
      <Drop onFiles={take} isBusy={send.isPending} />
      {send.error && <Failed error={send.error} />}
      {error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : data ? (
        data.uploads.map((upload) => <UploadCard key={upload.id} upload={upload} actions={actions} />)
      ) : (
        <Loading what="files that were sent" />
      )}
    </Stack>
  );
}

interface DropProps {
  readonly onFiles: (files: readonly File[]) => void;
  readonly isBusy: boolean;
}

function Drop({ onFiles, isBusy }: DropProps) {
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  return (
    <Paper
      withBorder
      p="lg"
      data-testid="drop"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      style={{ borderStyle: 'dashed', ...(isOver && { borderColor: 'var(--mantine-primary-color-filled)' }) }}
    >
      <Stack align="center" gap="xs">
        <IconUpload aria-hidden />
        <Text ta="center">Drop files here: CSV, JSON or Parquet, plain, in gzip or zip</Text>
        <FileButton
          onChange={(files) => onFiles(files)}
          multiple
          inputProps={{ 'aria-label': 'Files of market data' }}
        >
          {(props) => (
            <Button {...props} loading={isBusy}>
              Choose files
            </Button>
          )}
        </FileButton>
        <Text size="xs" c="dimmed" ta="center">
          Nothing is stored before you say what the columns mean. A file is stored whole or not at all.
        </Text>
      </Stack>
    </Paper>
  );
}
