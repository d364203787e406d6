"use client";
/** Signing out and deleting everything: each says first what is lost, and asks once more. */

import { useLocale, useTranslations } from "use-intl";
import { api, type Me } from "../../lib/api/index.ts";
import { forgetDrafts } from "../../lib/draft/draft.ts";
import { storage } from "../../lib/draft/storage.ts";
import { Confirm } from "./Confirm.tsx";

export function Leave({ me }: { me: Me }) {
  const t = useTranslations("workspace");
  const locale = useLocale();
  // A whole new page: nothing that was read as the old person may stay on it.
  const begin = (): void => {
    // Somebody else may be the next to sit here.
    forgetDrafts(storage());
    location.assign(`/${locale}`);
  };
  return (
    <section className="leave" aria-labelledby="leave-title">
      <h2 id="leave-title">{t("leave")}</h2>
      <Confirm name={t("signOut")} title={t("signOutTitle")} words={me.guest ? t("signOutGuest") : t("signOutAccount")} offerExport={me.guest} onConfirm={() => api.signOut().then(begin)} testId="sign-out" />
      <Confirm
        name={t("delete")}
        title={t("deleteTitle")}
        words={t("deleteWords")}
        offerExport
        testId="delete-workspace"
        onConfirm={() => api.deleteWorkspace(me.user_id).then(begin)}
      />
    </section>
  );
}
