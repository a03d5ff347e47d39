import type pg from 'pg';

const copyDataType = 0x64;
const copyDone = Buffer.from([0x63, 0, 0, 0, 4]);
const lengthBytes = 4;

/**
 * One COPY … FROM STDIN whose data is ready. Statement and data are sent in one go, without waiting for the answer in
 * between: a server reads the data when it comes to it, and ignores it where it refuses the statement.
 * @throws pg.DatabaseError
 */
export function copyIn(client: pg.PoolClient, sql: string, pieces: readonly Buffer[]): Promise<void> {
  return client.query(new CopyIn(sql, pieces)).done.promise;
}

/** A query as the driver takes one; it calls the methods that are named handle…. */
class CopyIn implements pg.Submittable {
  readonly done = Promise.withResolvers<void>();
  readonly #sql: string;
  readonly #pieces: readonly Buffer[];

  constructor(sql: string, pieces: readonly Buffer[]) {
    this.#sql = sql;
    this.#pieces = pieces;
  }

  submit(connection: pg.Connection): void {
    const { stream } = connection;
    stream.cork();
    connection.query(this.#sql);
    for (const piece of this.#pieces) {
      stream.write(copyDataHeader(piece.length));
      stream.write(piece);
    }
    stream.write(copyDone);
    stream.uncork();
  }

  handleError(error: Error): void {
    this.done.reject(error);
  }

  handleCopyInResponse(): void {
    // The data is on its way already.
  }

  handleCommandComplete(): void {
    // Followed by ReadyForQuery.
  }

  handleReadyForQuery(): void {
    this.done.resolve();
  }
}

function copyDataHeader(bytes: number): Buffer {
  const header = Buffer.allocUnsafe(1 + lengthBytes);
  header.writeUInt8(copyDataType, 0);
  header.writeInt32BE(bytes + lengthBytes, 1);
  return header;
}
