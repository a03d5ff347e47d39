import * as wire from '../wire/messages.ts';

export interface StartupParameters {
  readonly user: string;
  readonly applicationName: string;
  /** Settings to make for the session, names already checked. */
  readonly settings: readonly { readonly name: string; readonly value: string }[];
}

const notSettings = new Set(['user', 'database', 'options', 'replication']);
const settingName = /^[a-z_][\w.]*$/i;

/** Reads the name–value pairs of a startup packet, `options` (-c name=value) included. */
export function parseStartup(body: Buffer): StartupParameters {
  const parameters = new Map<string, string>();
  for (let at = 0; at < body.length; ) {
    const name = wire.textAt(body, at);
    if (name.text === '') break;
    const value = wire.textAt(body, name.next);
    parameters.set(name.text, value.text);
    at = value.next;
  }
  const direct = [...parameters].filter(([name]) => !notSettings.has(name) && !name.startsWith('_pq_.'));
  const settings = [...direct, ...optionPairs(parameters.get('options') ?? '')]
    .filter(([name]) => settingName.test(name))
    .map(([name, value]) => ({ name, value }));
  return {
    user: parameters.get('user') ?? 'postgres',
    applicationName: parameters.get('application_name') ?? '',
    settings,
  };
}

/** `-c name=value` and `--name=value`; a backslash keeps a space within a value. */
function optionPairs(options: string): [string, string][] {
  const words = options.match(/(?:\\.|[^\s\\])+/g) ?? [];
  return words
    .map((word) => word.replace(/\\(.)/g, '$1').replace(/^(?:-c|--)/, ''))
    .filter((word) => word.includes('='))
    .map((word) => {
      const equals = word.indexOf('=');
      return [word.slice(0, equals).replaceAll('-', '_'), word.slice(equals + 1)];
    });
}

/** What a client expects before its first query. */
export function startupAnswer(parameters: StartupParameters, processId: number, secret: number): Buffer {
  const reported: [string, string][] = [
    ['server_version', '17.5'],
    ['server_encoding', 'UTF8'],
    ['client_encoding', 'UTF8'],
    ['DateStyle', 'ISO, MDY'],
    ['IntervalStyle', 'postgres'],
    ['TimeZone', 'UTC'],
    ['integer_datetimes', 'on'],
    ['standard_conforming_strings', 'on'],
    ['is_superuser', 'on'],
    ['session_authorization', parameters.user],
    ['application_name', parameters.applicationName],
  ];
  const asked = new Map(parameters.settings.map(({ name, value }) => [name.toLowerCase(), value]));
  return Buffer.concat([
    wire.authenticationOk(),
    ...reported.map(([name, value]) => wire.parameterStatus(name, asked.get(name.toLowerCase()) ?? value)),
    wire.backendKey(processId, secret),
    wire.readyForQuery('I'),
  ]);
}
