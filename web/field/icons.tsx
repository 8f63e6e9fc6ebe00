/** Drawn by hand on a grid of 20; colour and size come from the words beside them. */
const PATHS = {
  task: 'M4 4h12v12H4zM7 10l2 2 4-4',
  up: 'M10 16V4M5 9l5-5 5 5',
  user: 'M10 3a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7M3.500 17c1-6 12-6 13 0',
  off: 'M3 3l14 14M2 8a12 12 0 0 1 4-2.500M9 5a12 12 0 0 1 9 3M5 12a7 7 0 0 1 3-2M13 11l2 1M10 16v.010',
  on: 'M2 8a12 12 0 0 1 16 0M5 11.500a7.500 7.500 0 0 1 10 0M10 16v.010M7.700 14a3.500 3.500 0 0 1 4.600 0',
  back: 'M12 4l-6 6 6 6',
  pin: 'M10 17s5.500-5.200 5.500-9A5.500 5.500 0 0 0 4.500 8c0 3.800 5.500 9 5.500 9zM10 9.800a1.800 1.800 0 1 0 0-3.600 1.800 1.800 0 0 0 0 3.600z',
  camera: 'M3 6.500h3l1.500-2h5l1.500 2h3v9.500H3zM10 14a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
  file: 'M5 3h6l4 4v10H5zM11 3v4h4',
  warn: 'M10 3l7.500 13.500h-15zM10 8.500v3.500M10 14.500v.010',
  cross: 'M5 5l10 10M15 5L5 15',
} as const;

/** A small line drawing; it says nothing that the words do not. */
export function Icon({ name, size = 22 }: { readonly name: keyof typeof PATHS; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.600"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
