import { useEffect, useState } from 'react';

import { useApi, useSay } from '#ui';

import { type CaseView, caseApi } from '../cases/data.ts';

interface CaseFieldProps {
  readonly label: string;
  readonly parse: (written: string) => string;
  /** The id of the case that the code names; undefined while it names none. */
  readonly onChange: (id: string | undefined) => void;
}

const CODE_LETTERS = 11;

/** Another case by its code; its title shows whether it is the right one. */
export function CaseField({ label, parse, onChange }: CaseFieldProps) {
  const say = useSay();
  const [written, setWritten] = useState('');
  const code = parse(written.trim());
  const reading = useApi<CaseView>(code.length === CODE_LETTERS ? caseApi(code) : null);
  const id = code.length === CODE_LETTERS ? reading.data?.id : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the form hears only when another case was found
  useEffect(() => onChange(id), [id]);
  return (
    <label>
      {label}
      <input
        className="input"
        value={written}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setWritten(event.target.value)}
        data-autofocus
      />
      <span className="small ink2" role="status">
        {id ? reading.data?.title : reading.problem ? say(reading.problem.text) : ''}
      </span>
    </label>
  );
}
