/** What stands in a search field whose words the address repeats a little later. */

export interface Typed {
  text: string;
  /** The words outside, as they were seen last. */
  outside: string;
  /** Said by the field itself and not yet repeated from outside, oldest first. */
  said: readonly string[];
}

export const typedFrom = (value: string): Typed => ({ text: value, outside: value, said: [] });

/** What the outside holds, or will once it has heard what was said. */
export const settledOn = ({ outside, said }: Typed): string => said.at(-1) ?? outside;

export function say(typed: Typed, words: string): Typed {
  return words === settledOn(typed) ? typed : { ...typed, said: [...typed.said, words] };
}

/** The field's own words coming back change nothing, for the person may be further on; others (a link, the way back) replace the text. */
export function hear(typed: Typed, value: string): Typed {
  if (value === typed.outside) return typed;
  const own = typed.said.indexOf(value);
  return own < 0 ? typedFrom(value) : { ...typed, outside: value, said: typed.said.slice(own + 1) };
}
