import type pg from 'pg';
import { nobodysName } from '../../../domain/access-store.ts';

/** The tables that keep what belongs to users: by the name of their owner, as a column of this name says. */
async function ownedTables(client: pg.PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.columns
     JOIN information_schema.tables USING (table_schema, table_name)
     WHERE table_schema IN (current_schema(), 'stockula') AND column_name = 'owner' AND table_type = 'BASE TABLE' ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

/** What was kept before there were users becomes the first one's. */
export async function handOver(client: pg.PoolClient, name: string): Promise<void> {
  for (const table of await ownedTables(client))
    await client.query(`UPDATE ${table} SET owner = $1 WHERE owner = $2`, [name, nobodysName]);
}

/** Somebody else may get the name later, who must not get this with it. */
export async function dropOwned(client: pg.PoolClient, name: string): Promise<void> {
  for (const table of await ownedTables(client))
    await client.query(`DELETE FROM ${table} WHERE owner = $1`, [name]);
}
