"use client";
/** Who one is here, what is kept of one, where one is signed in, and the way out of all of it. */

import { useLocale, useTranslations } from "use-intl";
import { api, type Me } from "../../lib/api/index.ts";
import { date } from "../../lib/format.ts";
import { useView } from "../../lib/views/useView.ts";
import { Trouble } from "../state/Trouble.tsx";
import { Waiting } from "../state/Waiting.tsx";
import { Kept } from "./Kept.tsx";
import { Leave } from "./Leave.tsx";
import { Sessions } from "./Sessions.tsx";

export function Workspace() {
  const t = useTranslations("workspace");
  const { data: me, problem, reload } = useView("me", api.me);
  return (
    <div className="column workspace">
      <h1>{t("title")}</h1>
      {problem && !me ? <Trouble problem={problem} onRetry={reload} /> : null}
      {!me && !problem ? <Waiting rows={6} /> : null}
      {me ? (
        <>
          <Who me={me} />
          <Kept />
          <Sessions />
          <Leave me={me} />
        </>
      ) : null}
    </div>
  );
}

function Who({ me }: { me: Me }) {
  const t = useTranslations("workspace");
  const locale = useLocale();
  return (
    <section data-testid="who" data-guest={me.guest || undefined}>
      <p className="intro">{me.guest ? t("guest", { until: date(me.session_expires_at, locale) }) : me.name ? t("account", { name: me.name }) : t("nameless")}</p>
      {me.guest && me.sign_in ? (
        <a className="button" href={api.signInAddress(me.sign_in.url, `/${locale}/workspace`)}>
          {t("signIn")}
        </a>
      ) : null}
    </section>
  );
}
