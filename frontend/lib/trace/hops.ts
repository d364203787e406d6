/** The hops that the server knows, and after them what only the browser knows: when the news was on the screen. */

import type { Hop } from "../api/types.ts";
import { keyOf } from "./painted.ts";

export type Rendered = Omit<Hop, "hop"> & { hop: "rendered" };
export type AnyHop = Hop | Rendered;

/** `painted`: milliseconds from arrival to paint. The way over the network is not in it: the two clocks may differ by more. */
export function withRendered(answerId: string, hops: readonly Hop[], painted: ReadonlyMap<string, number>): AnyHop[] {
  const all = hops.flatMap((hop): AnyHop[] => {
    const ms = hop.hop === "pushed" && hop.seq !== null ? painted.get(keyOf(answerId, hop.seq)) : undefined;
    return ms === undefined ? [hop] : [hop, { ...hop, hop: "rendered", at: new Date(Date.parse(hop.at) + ms).toISOString() }];
  });
  return all.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
