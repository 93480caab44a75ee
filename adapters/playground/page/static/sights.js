// What stands on the page, for the walk: buttons by their words, messages by what they say.

import { idOf, state, topModal } from "./state.js";

/** The newest message of the app to this person that says all these words, or null. */
export function message(handle, ...words) {
  const all = state.windows.get(idOf(handle))?.messages.filter((each) => each.byApp) ?? [];
  return all.findLast((each) => words.every((word) => `${each.text} ${JSON.stringify(each.blocks)}`.includes(word))) ?? null;
}

/** The dialog that this person sees, or null. */
export const dialog = (handle) => topModal(idOf(handle));

export const isOpen = (handle, name) => dialog(handle)?.name === name;

export const dialogSays = (handle, words) => JSON.stringify(dialog(handle)?.blocks ?? "").includes(words);

const windowOf = (handle) => document.getElementById(`window-${idOf(handle)}`);

/** The chip that seats somebody, if they do not sit at the table. */
export function chip(handle) {
  return state.seated.includes(idOf(handle)) ? null : document.querySelector(`.chip[data-user="${idOf(handle)}"]`);
}

export const box = (handle) => document.getElementById(`${idOf(handle)}-box`);

export const leap = (by) => document.querySelector(`[data-act=leap][data-by=${by}]`);

/** A button in the open dialog, by its words. */
export function inDialog(handle, label) {
  return labelled(windowOf(handle)?.querySelectorAll(".dialog .button") ?? [], label);
}

/** A button of the newest message that says these words: in a digest, the one that stands with them. */
export function inMessage(handle, words, label) {
  const found = message(handle, words);
  const row = found && windowOf(handle)?.querySelector(`[data-ts="${found.ts}"] .said`);
  if (!row) return document.getElementById(`${idOf(handle)}-tab-messages`);
  const blocks = [...row.children];
  const from = Math.max(0, blocks.findIndex((block) => block.textContent.includes(words)));
  return labelled(blocks.slice(from).flatMap((block) => [...block.querySelectorAll(".button")]), label);
}

/** What to press to fill in and send the open form. */
export function fillAndSend(handle, label) {
  const view = dialog(handle);
  if (!view) return null;
  const filled = Object.values(view.state).flatMap(Object.values).filter(hasAnswer).length;
  const needed = view.blocks.filter((block) => block.type === "input" && !block.optional).length;
  return inDialog(handle, filled < needed || !isAnswered(view) ? "Example answers" : label);
}

function isAnswered(view) {
  return view.blocks
    .filter((block) => block.type === "input" && !block.optional)
    .every((block) => hasAnswer(view.state[block.block_id]?.[block.element.action_id] ?? {}));
}

function hasAnswer(value) {
  return Object.entries(value).some(([key, held]) => key !== "type" && (Array.isArray(held) ? held.length > 0 : Boolean(held)));
}

const labelled = (all, label) => [...all].find((each) => each.textContent === label) ?? null;
