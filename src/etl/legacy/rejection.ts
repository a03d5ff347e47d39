import { type Defect, defects, type Validated } from '../../domain/defect.ts';

class Rejection extends Error {
  readonly defect: Defect;
  constructor(defect: Defect) {
    super(`this row ${defects[defect]}`);
    this.defect = defect;
  }
}

// One per defect, made once: collecting a stack for each bad row would cost more than validating it.
const rejections = new Map(
  (Object.keys(defects) as Defect[]).map((defect) => [defect, new Rejection(defect)] as const),
);

/** Ends the validation of the present row; the parsers call it at the first thing that is wrong. */
export function reject(defect: Defect): never {
  throw rejections.get(defect) ?? new Rejection(defect);
}

/** Turns a reader, which returns a record or calls `reject`, into a validator. */
export function validator<Row, Context, Record>(
  read: (row: Row, context: Context) => Record,
): (row: Row, context: Context) => Validated<Record> {
  return (row, context) => {
    try {
      return { ok: true, record: read(row, context) };
    } catch (thrown) {
      if (thrown instanceof Rejection) return { ok: false, defect: thrown.defect };
      throw thrown;
    }
  };
}
