import { type PropsWithChildren, Suspense, useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { Loading } from '../components/states.tsx';
import { ErrorBoundary } from './error-boundary.tsx';

/** One page: its code on the way, its failure kept from the rest, and the focus on its heading once one came to it. */
export function PageFrame({ children }: PropsWithChildren) {
  const [location] = useLocation();
  return (
    <ErrorBoundary key={location}>
      <Suspense fallback={<Loading what="the page" />}>
        <FocusHeading location={location}>{children}</FocusHeading>
      </Suspense>
    </ErrorBoundary>
  );
}

/** The address that was drawn last, whichever frame drew it; none when the document has just been opened. */
let lastLocation: string | null = null;

function FocusHeading({ location, children }: PropsWithChildren<{ readonly location: string }>) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const isFirst = lastLocation === null || lastLocation === location;
    lastLocation = location;
    const page = ref.current;
    if (isFirst || page === null) return;
    window.scrollTo(0, 0);
    // A page may show its heading only once its answer is there.
    const focusHeading = (): boolean => {
      const heading = page.querySelector<HTMLElement>('[data-page-title]');
      heading?.focus({ preventScroll: true });
      return heading !== null;
    };
    if (focusHeading()) return;
    const watch = new MutationObserver(() => focusHeading() && watch.disconnect());
    watch.observe(page, { childList: true, subtree: true });
    return () => watch.disconnect();
  }, [location]);
  return <div ref={ref}>{children}</div>;
}
