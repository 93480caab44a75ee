// The walk that is chosen: which step it has come to, and what the highlight points at.

import { goTo, progress } from "./progress.js";
import { mention } from "../drawing/announcements.js";
import { pointAt, show } from "./highlight.js";
import { idOf, state } from "../table/state.js";
import { WALKS } from "../walks/index.js";

let shown = null;

export const walk = () => WALKS.find((each) => each.name === state.walk.name) ?? WALKS[0];

/** The walk that is offered once this one is over; after the last there is none. */
export const nextWalk = () => WALKS[WALKS.indexOf(walk()) + 1] ?? null;

/** The step that the walk has come to; null once it is over. */
export const stepNow = () => walk().steps[progress().step] ?? null;

const step = () => (state.walk.open && !state.story ? stepNow() : null);

/** Goes on if what is to be done is done. Called before the page is drawn. */
export function goOn() {
  let isFurther = false;
  while (step()?.isDone()) {
    goTo(progress().step + 1);
    isFurther = true;
  }
  if (isFurther) tell();
}

/** Says to a screen reader where the walk stands. */
export function tell() {
  mention(stepNow() ? `Step ${progress().step + 1} of ${walk().steps.length}. ${stepNow().todo}` : "The walk is over.");
}

/** What is pointed at has been pushed away, and is brought into view once more. */
export function showAgain() {
  shown = null;
}

/** Puts the highlight where it belongs; a new target is brought into view once. */
export function pointNow() {
  const target = step()?.target() ?? null;
  // A dialog that has grown has pushed it away.
  const room = target?.closest(".dialog-body")?.scrollHeight ?? "";
  const name = target && `${walk().name} ${progress().step} ${target.dataset.key || target.id || target.textContent || target.value} ${room}`;
  if (target && name !== shown) show(target);
  shown = name;
  pointAt(target);
}

/** Seats whom the step needs, and takes the focus to what is to be pressed. */
export function showStep(seat) {
  const who = step()?.who && idOf(step().who);
  if (who && !state.seated.includes(who)) seat(who);
  setTimeout(() => {
    const target = step()?.target();
    show(target);
    target?.focus({ preventScroll: true });
  }, 60);
}
