/** Whether a run was kept: its number, or why it was not. */
export interface KeptRun {
  readonly id: string | null;
  readonly note: string | null;
}
