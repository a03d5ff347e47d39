import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { answerOf, client } from './client.ts';
import type { Upload } from './data.ts';

const key = ['uploads'];

export function useUploads() {
  return useQuery({ queryKey: key, queryFn: () => answerOf(client.GET('/api/v1/uploads')) });
}

const isUnderWay = ({ state }: Upload): boolean => ['looking', 'waiting', 'running'].includes(state);

/** Follows a file as long as something becomes of it. */
export function useUploadEvents(upload: Upload): void {
  const queries = useQueryClient();
  const { id } = upload;
  const follows = isUnderWay(upload);
  useEffect(() => {
    if (!follows) return undefined;
    const source = new EventSource(`/api/v1/uploads/${id}/events`);
    source.addEventListener('upload', (event) => {
      const now = JSON.parse(event.data) as Upload;
      queries.setQueryData<{ uploads: Upload[] }>(key, (known) =>
        known ? { uploads: known.uploads.map((one) => (one.id === id ? now : one)) } : known,
      );
      if (now.state === 'done') void queries.invalidateQueries({ queryKey: ['etl-runs'] });
    });
    return () => source.close();
  }, [id, follows, queries]);
}

/** Sends, looks again, imports, and stops or forgets a file. */
export function useUploadActions() {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: key });
  const send = useMutation({
    mutationFn: async (files: readonly File[]) => {
      for (const file of files) {
        const form = new FormData();
        form.append('file', file, file.name);
        await answerOf(
          client.POST('/api/v1/uploads', {
            body: form as never,
            bodySerializer: (body: unknown) => body as FormData,
          }),
        );
        await onSuccess();
      }
    },
  });
  const preview = useMutation({
    mutationFn: ({ id, options }: { id: string; options: Upload['options'] }) =>
      answerOf(client.POST('/api/v1/uploads/{id}/preview', { params: { path: { id } }, body: { options } })),
    onSuccess,
  });
  const start = useMutation({
    mutationFn: ({ id, ...body }: { id: string; options: Upload['options']; replace: boolean }) =>
      answerOf(client.POST('/api/v1/uploads/{id}/import', { params: { path: { id } }, body })),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (id: string) => answerOf(client.DELETE('/api/v1/uploads/{id}', { params: { path: { id } } })),
    onSuccess,
  });
  return { send, preview, start, remove };
}
