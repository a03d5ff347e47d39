/** What a route answers. */
export interface RouteAnswer {
  readonly status: number;
  readonly body: unknown;
}

export function found(root: string, result: readonly unknown[]): RouteAnswer {
  return { status: 200, body: { [root]: { result, error: null } } };
}

export function refused(root: string, status: number, code: string, description: string): RouteAnswer {
  return { status, body: { [root]: { result: null, error: { code, description } } } };
}
