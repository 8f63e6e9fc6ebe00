/** One of a few ways to look at the same thing. */
export interface Segment<Value extends string> {
  readonly value: Value;
  readonly title: string;
  readonly count?: number;
}

interface SegmentsProps<Value extends string> {
  /** What is switched, for screen readers. */
  readonly title: string;
  readonly segments: readonly Segment<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** Switches between two to five views; more belong into a filter. */
export function Segments<Value extends string>({ title, segments, value, onChange }: SegmentsProps<Value>) {
  return (
    <fieldset className="seg" aria-label={title}>
      {segments.map((segment) => (
        <button key={segment.value} type="button" aria-pressed={segment.value === value} onClick={() => onChange(segment.value)}>
          {segment.title}
          {segment.count !== undefined && <span className="count"> {segment.count}</span>}
        </button>
      ))}
    </fieldset>
  );
}
