import assert from "node:assert/strict";
import { test } from "node:test";
import { ago, clock, count, day, moment, percent, span, stamp, timeOfDay } from "../lib/format.ts";

const noon = "2026-11-21T12:00:00Z";
const after = (seconds: number): number => Date.parse(noon) + seconds * 1000;

test("a clock shows minutes and two digits of seconds, never below zero", () => {
  assert.deepEqual([clock(0), clock(9.9), clock(150), clock(-3)], ["0:00", "0:09", "2:30", "0:00"]);
});

test("times are told in the zone they are asked for", () => {
  assert.equal(timeOfDay(noon, "ko", "Asia/Seoul"), "21:00:00");
  assert.match(day("2026-11-21T20:00:00Z", "ko", "Asia/Seoul"), /2026년 11월 22일/);
  assert.match(day(noon, "en", "UTC"), /21 November 2026/);
});

test("what was today is told by its time, what was not by its day, both in one zone", () => {
  assert.equal(moment(noon, after(60), "ko", "Asia/Seoul"), "21:00:00");
  assert.match(moment(noon, after(3 * 3600), "ko", "Asia/Seoul"), /11월 21일/);
  assert.match(moment(noon, after(86_400), "en", "UTC"), /21 Nov/);
});

test("a day of another year is told with its year, the same day a year ago too", () => {
  assert.match(moment("2025-11-21T12:00:00Z", after(60), "ko", "Asia/Seoul"), /2025년 11월 21일/);
  assert.match(moment("2025-03-01T12:00:00Z", after(60), "en", "UTC"), /1 Mar 2025/);
});

test("where several of one day stand together, each has its time", () => {
  assert.equal(stamp(noon, after(60), "ko", "Asia/Seoul"), "21:00:00");
  assert.match(stamp(noon, after(86_400), "en", "UTC"), /21 Nov 12:00:00/);
});

test("the past is told in its largest unit", () => {
  assert.equal(ago(noon, after(5), "ko"), "5초 전");
  assert.equal(ago(noon, after(3 * 3600), "ko"), "3시간 전");
  assert.match(ago(noon, after(120), "en"), /^2 ?m/);
  // never sixty minutes, never twenty-four hours
  assert.equal(ago(noon, after(3_590), "ko"), "59분 전");
  assert.equal(ago(noon, after(86_390), "ko"), "23시간 전");
});

test("days are counted by the calendar of the person and not by hours", () => {
  const told = (at: string, now: string): string => ago(at, Date.parse(now), "ko", "Asia/Seoul");
  // 39 hours, yet yesterday; 30 hours, yet the day before
  assert.equal(told("2026-11-20T09:00:00+09:00", "2026-11-21T23:59:00+09:00"), "어제");
  assert.equal(told("2026-11-20T22:00:00+09:00", "2026-11-22T04:00:00+09:00"), "그저께");
  assert.equal(told("2026-11-18T09:00:00+09:00", "2026-11-21T23:59:00+09:00"), "3일 전");
});

test("a clock that runs ahead of the server's does not speak of the future", () => {
  assert.match(ago(noon, after(-4), "ko"), /지금/);
  assert.match(ago(noon, after(-180), "ko"), /지금/);
});

test("lengths of time take the unit that reads best", () => {
  assert.deepEqual([span(0.002, "en"), span(0.84, "en"), span(95, "en")], ["2ms", "0.8s", "95s"]);
  assert.match(span(0.84, "ko"), /0\.8초/);
});

test("numbers and shares are grouped and rounded", () => {
  assert.equal(count(20_000, "ko"), "20,000");
  assert.equal(percent(0.914, "en"), "91%");
});
