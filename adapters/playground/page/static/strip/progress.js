// How far each walk has come on this table. The browser keeps it between visits.

import { newest, state } from "../table/state.js";
import { store } from "../table/memory.js";

const keep = () => store("walks", state.walk);

/** Where the chosen walk stands: its step, and from when on messages belong to it. */
export function progress() {
  state.walk.at[state.walk.name] ??= { step: 0, since: { slack: newest("slack"), teams: newest("teams") } };
  return state.walk.at[state.walk.name];
}

export const since = (platform) => progress().since[platform];

/** Opens the walks, or leaves them. */
export function open(isOpen) {
  state.walk.open = isOpen;
  keep();
}

/** Chooses a walk. One that has not gone beyond its first step begins now: what happened before is none of it. */
export function choose(name) {
  state.walk.name = name;
  if (progress().step === 0) beginAgain();
  keep();
}

export function goTo(step) {
  progress().step = step;
  keep();
}

/** The chosen walk begins anew: what has happened so far is none of it. */
export function beginAgain() {
  delete state.walk.at[state.walk.name];
  progress();
  keep();
}
