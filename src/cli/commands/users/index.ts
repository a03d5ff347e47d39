import type { Command } from 'commander';
import { addAdd } from './add.ts';
import { addBlocks, addPasswd, addRemove, addRole } from './change.ts';
import { addList } from './list.ts';

const examples = `
Examples:
  stockula users add ada                     the first admin; the password is printed once
  stockula users add bob --right analyse
  stockula users role bob read
  stockula users disable bob`;

/** `stockula users …`: who may ask the API and use the dashboard. */
export function addUsers(program: Command): void {
  const users = program
    .command('users')
    .description('users of the API and the dashboard: add, list, passwd, role, disable, enable, remove')
    .addHelpText('after', examples);
  for (const add of [addAdd, addList, addPasswd, addRole, addBlocks, addRemove]) add(users);
}
