import { useEffect, useRef, useState } from 'react';

/** Whether an element is seen, or nearly: what is not seen need not be asked for. */
export function useInView() {
  const ref = useRef<HTMLSpanElement>(null);
  const [isInView, setInView] = useState(false);
  useEffect(() => {
    const { current } = ref;
    if (current === null) return undefined;
    const observer = new IntersectionObserver(
      (entries) => setInView(entries.some(({ isIntersecting }) => isIntersecting)),
      { rootMargin: '120px' },
    );
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return { ref, isInView };
}
