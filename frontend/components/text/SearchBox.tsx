"use client";
/** A search field that speaks once the typing rests, or at once on Enter. */

import { useEffect, useId, useState } from "react";
import { hear, say, typedFrom } from "../../lib/text/typed.ts";

interface Props {
  label: string;
  value: string;
  onSettle: (value: string) => void;
  /** As much as the server reads: a whole paragraph that is pasted is searched for by its beginning, and refused by nobody. */
  most: number;
  large?: boolean;
}

const REST_MS = 300;

export function SearchBox({ label, value, onSettle, most, large }: Props) {
  const id = useId();
  const [typed, setTyped] = useState(() => typedFrom(value));
  const heard = hear(typed, value);
  if (heard !== typed) setTyped(heard);
  const words = heard.text.trim();
  const settle = (): void => {
    setTyped((now) => say(now, words));
    onSettle(words);
  };
  useEffect(() => {
    if (words === value) return;
    const timer = setTimeout(settle, REST_MS);
    return () => clearTimeout(timer);
  });
  return (
    <form
      className={large ? "search-box large" : "search-box"}
      onSubmit={(event) => {
        event.preventDefault();
        settle();
      }}
    >
      <label className="hidden" htmlFor={id}>
        {label}
      </label>
      <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
        <circle cx="8.5" cy="8.5" r="5.5" fill="none" stroke="currentColor" strokeWidth="1.7" />
        <path d="m13 13 4.500 4.500" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" />
      </svg>
      <input id={id} type="search" value={heard.text} placeholder={label} maxLength={most} onChange={(event) => setTyped((now) => ({ ...now, text: event.target.value }))} autoComplete="off" />
    </form>
  );
}
