import type { Command } from 'commander';
export function addDb(_program: Command): void {}
