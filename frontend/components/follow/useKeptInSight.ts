"use client";
/** Scrolls no further than it takes to see a step, between the header and the controls. */

import { useEffect } from "react";
import { gliding } from "../../lib/motion.ts";
import { along } from "../../lib/system/pulses.ts";
import { unionOf, wayInto, type Stretch } from "../../lib/system/sight.ts";
import type { Step } from "../../lib/trace/steps.ts";

const AIR = 12;

export function useKeptInSight(step: Step | null, playing: boolean): void {
  const key = step?.key;
  useEffect(() => {
    const by = step ? missing(step, playing) : 0;
    if (by) scrollBy({ top: by, behavior: gliding() });
    // Once for each step: whoever scrolls away afterwards is left alone.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);
}

function missing(step: Step, playing: boolean): number {
  // In a low window the controls stay below the drawing: who presses them must not lose them.
  if (!isSticky(".player")) return 0;
  const [diagram, header, player] = [at(".diagram"), at(".header"), at(".player")];
  const part = at(`.diagram [data-part="${step.part}"]`);
  if (!diagram || !header || !player || !part) return 0;
  const window = { top: header.bottom + AIR, bottom: Math.min(innerHeight, player.top) - AIR };
  // What plays by itself fetches nobody back who reads on below.
  if (playing && (diagram.bottom < window.top || diagram.top > innerHeight)) return 0;
  const lines = along(step.walk, step.key).flatMap(({ edge }) => at(`.diagram [data-edge="${edge}"]`) ?? []);
  const whole = unionOf([part, ...lines]);
  return wayInto(window, whole.bottom - whole.top > window.bottom - window.top ? part : whole);
}

const isSticky = (selector: string): boolean => {
  const found = document.querySelector(selector);
  return found !== null && getComputedStyle(found).position === "sticky";
};

const at = (selector: string): Stretch | undefined => document.querySelector(selector)?.getBoundingClientRect();
