import { createHash } from 'node:crypto';

/** The key of a table in the database takes some 2,700 bytes. */
const longest = 200;

/**
 * Names places so that the database can hold them, each once: a symbol can be any text, and in a table that lost its
 * primary key several rows can have the same one. Equal places must come one after the other.
 */
export class PlaceNames {
  #last: string | null = null;
  #times = 1;

  nameOf(place: string): string {
    this.#times = place === this.#last ? this.#times + 1 : 1;
    this.#last = place;
    const name = storable(place);
    return this.#times === 1 ? name : `${name} (${this.#times})`;
  }
}

function storable(place: string): string {
  if (place.length <= longest && !place.includes('\0')) return place;
  const digest = createHash('sha256').update(place).digest('hex').slice(0, 16);
  return `${place.slice(0, longest).toWellFormed().replaceAll('\0', '\\0')}… [${digest}]`;
}
