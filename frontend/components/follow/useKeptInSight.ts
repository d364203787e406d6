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
  useEffect(
    () => (step ? onceDrawn(step, () => bringIntoSight(step, playing)) : undefined),
    // Once for each step: whoever scrolls away afterwards is left alone.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [key],
  );
}

/** Now, or when the part is there: the drawing's library may arrive after the first press. Returns how to give up. */
function onceDrawn(step: Step, then: () => void): (() => void) | undefined {
  if (partOf(step)) {
    then();
    return undefined;
  }
  const watch = new MutationObserver(() => {
    if (!partOf(step)) return;
    watch.disconnect();
    then();
  });
  watch.observe(document.body, { childList: true, subtree: true });
  return () => watch.disconnect();
}

function bringIntoSight(step: Step, playing: boolean): void {
  const by = missing(step, playing);
  if (by) scrollBy({ top: by, behavior: gliding() });
}

function missing(step: Step, playing: boolean): number {
  // In a low window the controls stay below the drawing: who presses them must not lose them.
  if (!isSticky(".player")) return 0;
  const [diagram, header, player] = [at(".diagram"), at(".header"), at(".player")];
  const part = partOf(step);
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

const partOf = (step: Step): Stretch | undefined => at(`.diagram [data-part="${step.part}"]`);

const at = (selector: string): Stretch | undefined => document.querySelector(selector)?.getBoundingClientRect();
