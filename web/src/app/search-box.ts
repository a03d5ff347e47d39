import { createSpotlight } from '@mantine/spotlight';

/** The search: what is known of it, and what opens it. */
export const [searchState, searchBox] = createSpotlight();

function results(): HTMLElement | null {
  return document.getElementById(searchState.getState().listId);
}

/** Enter follows the first result, also where results come later than what was typed. */
export function chooseFirst(): void {
  const list = results();
  const first = list?.querySelector('[data-action]');
  if (!first) return;
  list?.querySelector('[data-selected]')?.removeAttribute('data-selected');
  first.setAttribute('data-selected', 'true');
  searchState.updateState((state) => ({ ...state, selected: 0 }));
}

/** Whether one is chosen, which Enter then follows by itself. */
export function isChosen(): boolean {
  return results()?.querySelector('[data-selected]') != null;
}

/** @returns whether there was one */
export function followFirst(): boolean {
  const first = results()?.querySelector<HTMLElement>('[data-action]');
  first?.click();
  return first != null;
}
