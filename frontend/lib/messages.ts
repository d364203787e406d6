/** The texts of the page; Korean decides which keys there are. */

import type { Locale } from "./api/types.ts";
import en from "../messages/en.json" with { type: "json" };
import ko from "../messages/ko.json" with { type: "json" };

export type Messages = typeof ko;

export const MESSAGES: Record<Locale, Messages> = { ko, en };
