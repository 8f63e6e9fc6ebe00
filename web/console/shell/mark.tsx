/** The maple bridge: arch, banks and its reflection. */
export function Mark({ size = 30 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 30 30" fill="none" aria-hidden="true">
      <path d="M2 20h5a8 8 0 0 1 16 0h5M2 15.500C8 15 9 8 15 8s7 7 13 7.500" stroke="var(--maple)" strokeWidth="2.600" />
      <path
        d="M8.500 23.500c1.300 2 3.700 3.500 6.500 3.500s5.200-1.500 6.500-3.500"
        stroke="var(--river)"
        strokeWidth="1.800"
        strokeDasharray="3.500 2.200"
      />
    </svg>
  );
}
