type Writable<Value> = Value extends string | number | boolean | null | undefined
  ? Value
  : { -readonly [Key in keyof Value]: Writable<Value[Key]> };

/** An answer as schemas describe it, which know no `readonly`. It becomes JSON, so nobody changes it. */
export function writable<Value>(answer: Value): Writable<Value> {
  return answer as Writable<Value>;
}
