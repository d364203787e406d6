/** Nothing here yet, and what to do first. */

import Link from "next/link";
import type { ReactNode } from "react";

export function Empty({ title, children, href, action }: { title: string; children?: ReactNode; href?: string; action?: string }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children ? <p>{children}</p> : null}
      {href ? (
        <Link className="button" href={href}>
          {action}
        </Link>
      ) : null}
    </div>
  );
}
