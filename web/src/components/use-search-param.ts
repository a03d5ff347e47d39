import { useCallback } from 'react';
import { useLocation, useSearch } from 'wouter';

/**
 * State of a page in its address, so that a link leads to the same view: the value, and what changes it. The fallback,
 * and null, take the parameter out of the address.
 */
export function useSearchParam(name: string, fallback = ''): [string, (value: string | null) => void] {
  const search = useSearch();
  const [, navigate] = useLocation();
  const value = new URLSearchParams(search).get(name) ?? fallback;
  const change = useCallback(
    (next: string | null) => {
      // Of the address itself: another parameter may have been changed since the page was drawn.
      const params = new URLSearchParams(window.location.search);
      if (next === null || next === fallback) params.delete(name);
      else params.set(name, next);
      const text = params.toString();
      navigate(`${window.location.pathname}${text ? `?${text}` : ''}`, { replace: true });
    },
    [name, fallback, navigate],
  );
  return [value, change];
}
