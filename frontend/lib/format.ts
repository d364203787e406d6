/** Numbers and times as a person of that language writes them. */

import type { Locale } from "./api/types.ts";

const TAGS: Record<Locale, string> = { ko: "ko-KR", en: "en-GB" };
const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

export function timeOfDay(at: string, locale: Locale, timeZone?: string): string {
  return new Intl.DateTimeFormat(TAGS[locale], { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23", timeZone }).format(new Date(at));
}

export function day(at: string, locale: Locale, timeZone?: string): string {
  return new Intl.DateTimeFormat(TAGS[locale], { year: "numeric", month: "long", day: "numeric", weekday: "long", timeZone }).format(new Date(at));
}

/** The time of something that was today, else the day it was on. */
export function moment(at: string, now: number, locale: Locale, timeZone?: string): string {
  const written = (time: string | number, parts: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat(TAGS[locale], { ...parts, timeZone }).format(new Date(time));
  const [then, today] = [at, now].map((time) => written(time, { year: "numeric", month: "short", day: "numeric" }));
  if (then === today) return timeOfDay(at, locale, timeZone);
  return written(at, { year: "numeric" }) === written(now, { year: "numeric" }) ? written(at, { month: "short", day: "numeric" }) : (then as string);
}

/** The same with the time of other days too, where several of one day must be told apart. */
export function stamp(at: string, now: number, locale: Locale, timeZone?: string): string {
  const [when, time] = [moment(at, now, locale, timeZone), timeOfDay(at, locale, timeZone)];
  return when === time ? time : `${when} ${time}`;
}

/** The first day of a step of a chart, as short as its label must be. */
export function shortDate(day: string, step: "day" | "week" | "month", locale: Locale): string {
  const parts = step === "month" ? ({ year: "numeric", month: "short" } as const) : ({ month: "short", day: "numeric" } as const);
  // A day without a time is that day everywhere.
  return new Intl.DateTimeFormat(TAGS[locale], { ...parts, timeZone: "UTC" }).format(new Date(day));
}

/** A difference with its sign, as a person writes it: +3, −2, 0. */
export function signed(value: number, locale: Locale): string {
  return new Intl.NumberFormat(TAGS[locale], { signDisplay: "exceptZero", maximumFractionDigits: 0 }).format(value);
}

/** A day inside a sentence, where its weekday would only be in the way. */
export function date(at: string, locale: Locale): string {
  return new Intl.DateTimeFormat(TAGS[locale], { year: "numeric", month: "long", day: "numeric" }).format(new Date(at));
}

export function ago(at: string, now: number, locale: Locale, timeZone?: string): string {
  // A clock that is slow here puts what has just been into the future.
  const seconds = Math.min(0, Math.round((Date.parse(at) - now) / 1000));
  const format = new Intl.RelativeTimeFormat(TAGS[locale], { numeric: "auto", style: "narrow" });
  // Rounded down: "60 minutes ago" is an hour.
  const [minutes, hours] = [Math.ceil(seconds / MINUTE), Math.ceil(seconds / HOUR)];
  if (seconds > -MINUTE) return format.format(seconds, "second");
  if (seconds > -HOUR) return format.format(minutes, "minute");
  if (seconds > -DAY) return format.format(hours, "hour");
  // By the calendar: after two nights it is "the day before yesterday", however few hours those were.
  return format.format(dayNumber(at, timeZone) - dayNumber(now, timeZone), "day");
}

/** Days counted from midnight to midnight where the person is. */
function dayNumber(at: string | number, timeZone?: string): number {
  // Swedish writes a date as ISO does.
  return Date.parse(new Intl.DateTimeFormat("sv-SE", { timeZone }).format(new Date(at))) / (DAY * 1000);
}

export function count(value: number, locale: Locale): string {
  return new Intl.NumberFormat(TAGS[locale]).format(value);
}

/** One answer costs a fraction of a cent: then two digits that say something. */
export function dollars(value: number, locale: Locale): string {
  return new Intl.NumberFormat(TAGS[locale], { style: "currency", currency: "USD", ...(value < 0.1 ? { maximumSignificantDigits: 2 } : {}) }).format(value);
}

export function percent(ratio: number, locale: Locale): string {
  return new Intl.NumberFormat(TAGS[locale], { style: "percent", maximumFractionDigits: 0 }).format(ratio);
}

/** A length of time in the largest unit that leaves it readable: 4 ms, 0.4 s, 12 s, 3 min. */
export function span(seconds: number, locale: Locale): string {
  const [value, unit, digits] =
    seconds < 0.1
      ? ([seconds * 1000, "millisecond", 0] as const)
      : seconds < 10
        ? ([seconds, "second", 1] as const)
        : seconds < 120
          ? ([seconds, "second", 0] as const)
          : seconds < 2 * HOUR
            ? ([seconds / MINUTE, "minute", 0] as const)
            : ([seconds / HOUR, "hour", 0] as const);
  return new Intl.NumberFormat(TAGS[locale], { style: "unit", unit, unitDisplay: "narrow", maximumFractionDigits: digits }).format(value);
}
