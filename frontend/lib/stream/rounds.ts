/** A thousand events may come at once, as when a bank goes with its answers: what follows from them is done in a few rounds. */

const ROUND_MS = 100;

type Later = (then: () => void) => void;

export const afterARound: Later = (then) => void setTimeout(then, ROUND_MS);

/** In the frame before the next picture, where nothing is lost by waiting; a tab that nobody sees has no pictures. */
export const withThePicture: Later = (then) => {
  let done = false;
  const once = (): void => {
    if (!done) then();
    done = true;
  };
  requestAnimationFrame(once);
  setTimeout(once, ROUND_MS);
};

/** Runs at once; what is asked for within a round of it is done together when that is over. */
export function inRounds(run: () => void, later: Later): () => void {
  let open = false;
  let again = false;
  const begin = (): void => {
    open = true;
    again = false;
    later(end);
    run();
  };
  const end = (): void => {
    open = false;
    if (again) begin();
  };
  return () => {
    if (open) again = true;
    else begin();
  };
}

/** The same for something with names: each is told once a round. */
export function gathering(tell: (names: string[]) => void, later: Later): (names: string[]) => void {
  const held = new Set<string>();
  const round = inRounds(() => {
    const names = [...held];
    held.clear();
    tell(names);
  }, later);
  return (names) => {
    for (const name of names) held.add(name);
    round();
  };
}
