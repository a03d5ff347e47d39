import type { FastifyRequest } from 'fastify';

/** Whether the client has what it would be sent. If-Modified-Since counts only without If-None-Match. */
export function isNotModified(
  { headers }: FastifyRequest,
  { etag, lastModified }: { readonly etag: string | null; readonly lastModified: Date | null },
): boolean {
  const known = headers['if-none-match'];
  if (known !== undefined) {
    if (known.trim() === '*') return true;
    return etag !== null && known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
  }
  const since = headers['if-modified-since'];
  if (since === undefined || lastModified === null) return false;
  const at = Date.parse(since);
  return !Number.isNaN(at) && lastModified.getTime() <= at;
}
