import pc from 'picocolors';

export type Colors = ReturnType<typeof pc.createColors>;
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * How text is drawn: `boxed` with lines around tables, `colors` that do nothing where colour is not wanted, `width`
 * in characters, null where nothing bounds it, `unicode` where pictures may be made of more than ASCII.
 */
export interface Style {
  readonly boxed: boolean;
  readonly colors: Colors;
  readonly width: number | null;
  readonly unicode: boolean;
}

/**
 * The style for a stream: plain where it is no terminal, so that other programs can read it; without colour where
 * NO_COLOR is set and not empty (https://no-color.org) or the terminal is dumb. FORCE_COLOR is not heeded.
 */
export function styleFor(
  isTty: boolean,
  env: Environment = process.env,
  columns = process.stdout.columns,
): Style {
  const colored = isTty && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  // Some terminals say that they are 0 wide.
  return {
    boxed: isTty,
    colors: pc.createColors(colored),
    width: (isTty && columns) || null,
    unicode: isUnicode(env),
  };
}

/** Only a locale that names another character set than UTF-8 speaks against it: many machines set none at all. */
function isUnicode(env: Environment): boolean {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'];
  return !locale || /utf-?8/i.test(locale);
}
