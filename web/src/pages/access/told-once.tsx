import { Alert, Button, Code, CopyButton, Group } from '@mantine/core';

interface ToldOnceProps {
  readonly title: string;
  readonly secret: string;
  readonly onDone: () => void;
}

/** A secret that the server does not keep. */
export function ToldOnce({ title, secret, onDone }: ToldOnceProps) {
  return (
    <Alert color="blue" title={title} mb="md" role="status">
      It is not kept and not shown again.
      <Code block my="xs" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
        {secret}
      </Code>
      <Group gap="xs">
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button size="xs" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
        <Button size="xs" variant="default" onClick={onDone}>
          I have it
        </Button>
      </Group>
    </Alert>
  );
}
