/** One choice of a group. */

import type { ReactNode } from "react";

interface Props {
  name: string;
  label: string;
  /** What is read aloud where the label alone says too little. */
  spoken?: string;
  count?: number | null;
  note?: ReactNode;
  chosen: boolean;
  onChoose: () => void;
}

export function Option({ name, label, spoken, count, note, chosen, onChoose }: Props) {
  return (
    <label className="option">
      <input type="radio" name={name} checked={chosen} onChange={onChoose} aria-label={spoken} />
      <span>{label}</span>
      {note}
      {count === null || count === undefined ? null : <span className="option-count">{count}</span>}
    </label>
  );
}
