const PATHS = {
  report: 'M4 5h16v11H11l-5 4v-4H4zM8 9h8M8 12.5h5',
  code: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 18h2v2h-2zM18 14h2M14 20v-1',
  vote: 'M5 8.5l3 3L14 5M5 17.5l3 3 6-6.5M17.5 9H21M17.5 18H21',
  data: 'M4 20V10M10 20V4M16 20v-7M22 20H2',
  rules: 'M12 4v16M7 20h10M5 7l7-2 7 2M5 7l-3 7a3 3 0 0 0 6 0zM19 7l-3 7a3 3 0 0 0 6 0z',
  ok: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8 12.3l2.8 2.8L16 9.5',
  att: 'M12 4L2.8 20h18.4L12 4M12 10v5M12 17.4v.1',
  no: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9 9l6 6M15 9l-6 6',
  run: 'M12 3a9 9 0 1 0 9 9M12 7.5V12l3 2',
  neutral: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8 12h8',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  download: 'M12 4v11M7 10.5l5 5 5-5M4 20h16',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.3 15.3L20.5 20.5',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4.5 20.5c.8-4 3.7-6 7.5-6s6.7 2 7.5 6',
  menu: 'M4 7h16M4 12h16M4 17h16',
  previous: 'M19 12H5M11 6l-6 6 6 6',
  next: 'M5 12h14M13 6l6 6-6 6',
  eye: 'M2.5 12c2.5-4.6 5.7-7 9.5-7s7 2.4 9.5 7c-2.5 4.6-5.7 7-9.5 7s-7-2.4-9.5-7zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6',
  seal: 'M12 3l7 3v5.5c0 4.5-2.8 7.7-7 9.5-4.2-1.8-7-5-7-9.5V6zM8.7 12l2.4 2.4 4.3-4.6',
} as const;

export type IconName = keyof typeof PATHS;

/** A line drawing beside words; it never stands for words alone. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="ic" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
