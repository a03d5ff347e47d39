import type { Analysis } from '../../src/contract/analyses.ts';
import type { TestServer } from './served.ts';

export interface Answered<Result> extends Analysis {
  readonly result: Result | null;
}

type Served = Pick<TestServer, 'url'>;

/** Asks questions that are answered in the background. */
export function asker({ url }: Served, headers: Readonly<Record<string, string>> = {}) {
  const base = `${url}/api/v1`;
  const post = (path: string, question: unknown, more: Readonly<Record<string, string>> = {}) =>
    fetch(base + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers, ...more },
      body: JSON.stringify(question),
    });
  const get = async <Result>(id: string): Promise<Answered<Result>> => {
    const response = await fetch(`${base}/analyses/${id}`, { headers });
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
    return (await response.json()) as Answered<Result>;
  };
  const until = async (id: string, ...states: Analysis['state'][]): Promise<Answered<unknown>> => {
    for (;;) {
      const found = await get(id);
      if (states.includes(found.state)) return found;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const accepted = async (path: string, question: unknown): Promise<Analysis> => {
    const response = await post(path, question);
    if (response.status !== 202) throw new Error(`${response.status}: ${await response.text()}`);
    return (await response.json()) as Analysis;
  };
  const ended = async <Result>(id: string) =>
    (await until(id, 'done', 'failed', 'cancelled')) as Answered<Result>;
  return {
    post,
    get,
    until,
    ended,
    accepted,
    answered: async <Result>(path: string, question: unknown) =>
      ended<Result>((await accepted(path, question)).id),
    cancel: (id: string) => fetch(`${base}/analyses/${id}`, { method: 'DELETE', headers }),
  };
}

/** All events of an analysis, to the end of its stream. */
export async function eventsOf({ url }: Served, id: string): Promise<{ event: string; data: Analysis }[]> {
  const text = await (await fetch(`${url}/api/v1/analyses/${id}/events`)).text();
  return [...text.matchAll(/event: (\w+)\ndata: (.*)\n/g)].map(([, event = '', data = '']) => ({
    event,
    data: JSON.parse(data) as Analysis,
  }));
}
