// What the multiplexer must know about a statement's text. It never parses SQL in earnest: it looks at how
// statements begin, once literals and comments are out of the way.

const worthALook = /\b(?:copy|listen|unlisten|set|reset|set_config|discard|deallocate|temp|temporary)\b/i;
const literalsAndComments = /--[^\n]*|\/\*[\s\S]*?\*\/|'[^']*'|\$(\w*)\$[\s\S]*?\$\1\$|"[^"]*"/g;

/** What a text of one or more statements does beyond its own rows. */
export interface StatementEffects {
  /** A COPY … FROM STDIN: data follows from the client. */
  readonly copiesFromStdin: boolean;
  /** The whole text is one of these; on a shared backend it would reach into other sessions. */
  readonly clears: 'DISCARD ALL' | 'DEALLOCATE ALL' | null;
  /** Settings that last beyond the transaction may have changed. */
  readonly settings: readonly string[];
  readonly listens: readonly { readonly listen: boolean; readonly channel: string }[];
  /** May leave a temporary table behind. */
  readonly temporary: boolean;
  /** Takes prepared statements of every session along. */
  readonly deallocatesAll: boolean;
}

const nothing: StatementEffects = {
  copiesFromStdin: false,
  clears: null,
  settings: [],
  listens: [],
  temporary: false,
  deallocatesAll: false,
};

export function effectsOf(sql: string): StatementEffects {
  if (!worthALook.test(sql)) return nothing;
  const bare = sql.replace(literalsAndComments, keepIdentifiers);
  const statements = bare.split(';').map((text) => text.trim());
  const only = statements.filter((text) => text !== '').length === 1 ? bare.replaceAll(';', '').trim() : '';
  const deallocatesAll = statements.some((text) =>
    /^(?:discard|deallocate(?:\s+prepare)?)\s+all$/i.test(text),
  );
  return {
    copiesFromStdin: statements.some((text) => /^copy\b[\s\S]*?\bfrom\s+stdin\b/i.test(text)),
    clears: deallocatesAll && only ? (/^discard/i.test(only) ? 'DISCARD ALL' : 'DEALLOCATE ALL') : null,
    settings: [...statements.flatMap(settingsNamed), ...settingsInCalls(sql)],
    listens: statements.flatMap(channelNamed),
    temporary: /\b(?:temp|temporary|pg_temp)\b/i.test(bare),
    deallocatesAll,
  };
}

/** Comments become space and literals empty ones, so that no semicolon or keyword within them counts. */
function keepIdentifiers(found: string): string {
  if (found.startsWith('"')) return found.includes(';') ? '""' : found;
  return found.startsWith("'") || found.startsWith('$') ? "''" : ' ';
}

function channelNamed(statement: string): { listen: boolean; channel: string }[] {
  const match = /^(un)?listen\s+(?:"((?:[^"]|"")+)"|(\w+)|(\*))$/i.exec(statement);
  if (!match) return [];
  const [, un, quoted, plain] = match;
  return [{ listen: !un, channel: quoted?.replaceAll('""', '"') ?? plain?.toLowerCase() ?? '*' }];
}

/** The words of SQL for some settings. */
const spelledOut: [RegExp, readonly string[]][] = [
  [
    /^characteristics\s+as\s+transaction\b/i,
    ['default_transaction_isolation', 'default_transaction_read_only', 'default_transaction_deferrable'],
  ],
  [/^time\s+zone\b/i, ['TimeZone']],
  [/^authorization\b/i, ['session_authorization']],
  [/^names\b/i, ['client_encoding']],
  [/^schema\b/i, ['search_path']],
];

function settingsNamed(statement: string): readonly string[] {
  const match = /^(?:set|reset)\s+(?:session\s+)?(?!local\b|transaction\b|constraints\b)([\s\S]+)$/i.exec(
    statement,
  );
  const rest = match?.[1];
  if (rest === undefined) return [];
  const special = spelledOut.find(([pattern]) => pattern.test(rest));
  if (special) return special[1];
  return /^[\w.]+/.exec(rest)?.slice(0, 1) ?? [];
}

function settingsInCalls(sql: string): string[] {
  return [...sql.matchAll(/\bset_config\s*\(\s*'([\w.]+)'/gi)].map(([, name]) => name ?? '');
}
