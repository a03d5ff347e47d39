/** What a cross-field rule found: where, what was expected there, what is there. */
export interface Finding {
  readonly path: readonly (string | number)[];
  readonly expected: string;
  readonly got: string;
}

interface CheckContext<T> {
  readonly value: T;
  readonly issues: {
    push(issue: {
      code: 'custom';
      message: string;
      path: (string | number)[];
      input: unknown;
      params: { got: string };
    }): unknown;
  };
}

/** Makes a zod check of a rule that looks at several fields at once. */
export function rule<T>(find: (value: T) => readonly Finding[]) {
  return (context: CheckContext<T>): void => {
    for (const { path, expected, got } of find(context.value)) {
      context.issues.push({
        code: 'custom',
        message: expected,
        path: [...path],
        input: context.value,
        params: { got },
      });
    }
  };
}

type Dates = { readonly [Key in string]: string | null };

/** Each date must come before the next one that is set; where `mayTouch` names the later one, they may be equal. */
export function ascending<Names extends string>(
  order: readonly Names[],
  mayTouch: readonly Names[] = [],
): (dates: { readonly [Key in Names]: string | null }) => readonly Finding[] {
  return (dates) => {
    const set = order.filter((name) => dates[name] !== null);
    return set.slice(1).flatMap((later, index) => {
      const earlier = set[index];
      return earlier === undefined ? [] : compare(dates, earlier, later, mayTouch.includes(later));
    });
  };
}

function compare(dates: Dates, earlier: string, later: string, mayTouch: boolean): readonly Finding[] {
  const [from, to] = [dates[earlier] ?? '', dates[later] ?? ''];
  if (from < to || (mayTouch && from === to)) return [];
  const relation = mayTouch ? 'at or after' : 'after';
  return [{ path: [later], expected: `${relation} ${earlier}, which is ${from}`, got: to }];
}

const largerTwins = [
  ['fast', 'slow'],
  ['oversold', 'overbought'],
] as const;

/** Slow must exceed fast, and overbought must exceed oversold, wherever both of a pair are given as numbers. */
export function orderedPairs(parameters: Readonly<Record<string, unknown>>): readonly Finding[] {
  return largerTwins.flatMap(([small, large]) =>
    Object.keys(parameters)
      .filter((name) => name.includes(small))
      .flatMap((name) => {
        const twin = name.replace(small, large);
        const [low, high] = [parameters[name], parameters[twin]];
        if (typeof low !== 'number' || typeof high !== 'number' || high > low) return [];
        return [{ path: [twin], expected: `above ${name}, which is ${low}`, got: String(high) }];
      }),
  );
}
