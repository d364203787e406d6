"use client";
/** The way to the sign-in and back to this very page. */

import { useTranslations } from "use-intl";
import { api } from "../../lib/api/index.ts";

const here = (): string => location.pathname + location.search;

export function SignIn({ className }: { className: string }) {
  const t = useTranslations("problems");
  // Asked for at the press: the address may have changed since this was drawn.
  const lead = (link: HTMLAnchorElement): void => void (link.href = api.signInAddress("/api/signin", here()));
  return (
    <a className={className} href={api.signInAddress("/api/signin", here())} onClick={(event) => lead(event.currentTarget)}>
      {t("signIn")}
    </a>
  );
}
