import { answerOf, client } from './client.ts';

type Asked = Parameters<typeof answerOf>[0];

/** Asks a path whose answer is described by hand. Values that are undefined or empty are left out. */
export async function askPath<Answer>(
  path: string,
  query: Record<string, string | number | undefined> = {},
): Promise<Answer> {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const get = client.GET as unknown as (path: string, options: object) => Asked;
  return (await answerOf(get(path, { params: { query: Object.fromEntries(given) } }))) as Answer;
}
