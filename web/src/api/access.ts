import { type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, client, rememberCsrfToken, whoAsks } from './client.ts';

type CurrentSession = Awaited<ReturnType<typeof whoAsks>>;
export type GrantedRight = NonNullable<CurrentSession['right']>;

/** Who asks. */
export const useWho = () => useQuery({ queryKey: ['access', 'who'], queryFn: whoAsks });

export const useOwnSessions = () =>
  useQuery({ queryKey: ['access', 'sessions'], queryFn: () => answerOf(client.GET('/api/v1/sessions')) });

export const useKeys = (all: boolean) =>
  useQuery({
    queryKey: ['access', 'keys', all],
    queryFn: () =>
      answerOf(client.GET('/api/v1/keys', { params: { query: { all: all ? 'true' : 'false' } } })),
  });

export const useUsers = () =>
  useQuery({ queryKey: ['access', 'users'], queryFn: () => answerOf(client.GET('/api/v1/users')) });

export const useAudit = (cursor: string | null) =>
  useQuery({
    queryKey: ['access', 'audit', cursor],
    queryFn: () =>
      answerOf(client.GET('/api/v1/audit', { params: { query: { limit: 50, ...(cursor && { cursor }) } } })),
  });

export type Answer<Use extends (...args: never[]) => UseQueryResult> = NonNullable<ReturnType<Use>['data']>;

/** A change after which everything about access is asked anew. */
function useChange<Given, Data>(change: (given: Given) => Promise<Data>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['access'] }),
  });
}

export const useLogIn = () =>
  useMutation({
    mutationFn: async (login: { user: string; password: string }) => {
      const session = await answerOf(client.POST('/api/v1/session', { body: login }));
      rememberCsrfToken(session.csrfToken);
      return session;
    },
  });

export const useLogOut = () =>
  useMutation({
    mutationFn: async () => {
      await whoAsks();
      await answerOf(client.DELETE('/api/v1/session'));
    },
    // Nothing that was shown to one is to be there for the next.
    onSuccess: () => window.location.assign('/login'),
  });

export const useOwnPassword = () =>
  useChange(async (body: { current: string; password: string }) => {
    const session = await answerOf(client.POST('/api/v1/session/password', { body }));
    rememberCsrfToken(session.csrfToken);
    return session;
  });

/** Of one session, or of all but this. */
export const useEndSessions = () =>
  useChange((id: string | null) =>
    answerOf(client.DELETE('/api/v1/sessions', { params: { query: id === null ? {} : { id } } })),
  );

export const useNewKey = () =>
  useChange((body: { name: string; right: GrantedRight; expiresAt: string | null }) =>
    answerOf(client.POST('/api/v1/keys', { body })),
  );

export const useRevokeKey = () =>
  useChange((id: string) => answerOf(client.DELETE('/api/v1/keys/{id}', { params: { path: { id } } })));

export const useNewUser = () =>
  useChange((body: { name: string; right: GrantedRight }) =>
    answerOf(client.POST('/api/v1/users', { body: { ...body, password: null } })),
  );

export const useChangeUser = () =>
  useChange(
    ({
      name,
      ...body
    }: {
      name: string;
      right?: GrantedRight;
      disabled?: boolean;
      password?: string | null;
    }) => answerOf(client.PATCH('/api/v1/users/{name}', { params: { path: { name } }, body })),
  );

export const useRemoveUser = () =>
  useChange((name: string) =>
    answerOf(client.DELETE('/api/v1/users/{name}', { params: { path: { name } } })),
  );
