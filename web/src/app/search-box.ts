import { createSpotlight } from '@mantine/spotlight';

/** The search: what is known of it, and what opens it. */
export const [searchState, searchBox] = createSpotlight();

/** Enter follows the first result, also where results come later than what was typed. */
export function chooseFirst(): void {
  const list = document.getElementById(searchState.getState().listId);
  const first = list?.querySelector('[data-action]');
  if (!first) return;
  list?.querySelector('[data-selected]')?.removeAttribute('data-selected');
  first.setAttribute('data-selected', 'true');
  searchState.updateState((state) => ({ ...state, selected: 0 }));
}
