// The first walk: which step it has come to, and what the finger points at.

import { mention } from "./voice.js";
import { pointAt, show } from "./finger.js";
import { idOf, state } from "./state.js";
import { STEPS } from "./steps.js";
import { store } from "./memory.js";

let shown = null;

const step = () => (state.walk.open && !state.story ? STEPS[state.walk.step] : null);

/** Goes to a step, or leaves the walk, or takes it up. */
export function walkTo(change) {
  state.walk = { ...state.walk, ...change };
  state.walk.step = Math.max(0, Math.min(state.walk.step, STEPS.length));
  store("walk", state.walk);
}

/** Goes on if what is to be done is done. Called whenever something has changed. */
export function goOn() {
  let isFurther = false;
  while (step()?.isDone()) {
    walkTo({ step: state.walk.step + 1 });
    isFurther = true;
  }
  if (isFurther) mention(step() ? `Step ${state.walk.step + 1}. ${step().todo}` : "The first walk is over.");
}

/** Puts the finger where it belongs; a new target is brought into view once. */
export function pointNow() {
  const target = step()?.target() ?? null;
  const name = target && `${state.walk.step} ${target.dataset.key ?? target.id ?? target.textContent}`;
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
