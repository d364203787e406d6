/** A share of a hundred, drawn; the number stands beside it for those who do not see it. */

import type { CSSProperties } from "react";

export function Bar({ share }: { share: number }) {
  return <span className="bar" style={{ "--share": `${Math.round(share)}%` } as CSSProperties} aria-hidden="true" />;
}
