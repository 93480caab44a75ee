// Finding things on the page, for the walks: buttons by their words, messages by their text.

import { idOf, state, topModal } from "../table/state.js";
import { since } from "../strip/progress.js";

/** The newest message of the app to this person since the walk began that says all these words, or null. */
export function message(handle, ...words) {
  const window = state.windows.get(idOf(handle));
  const all = window?.messages.filter((each) => each.byApp && Number(each.ts) > since(window.platform)) ?? [];
  return all.findLast((each) => words.every((word) => `${each.text} ${content(each)}`.includes(word))) ?? null;
}

/** Everything that a message or a dialog says, in Slack's blocks or in a card of Teams. */
const content = (view) => JSON.stringify(view?.blocks ?? view?.card ?? "");

/** The dialog that this person sees, or null. */
export const dialog = (handle) => topModal(idOf(handle));

export const isOpen = (handle, name) => dialog(handle)?.name === name;

export const dialogSays = (handle, words) => content(dialog(handle)).includes(words);

const windowOf = (handle) => document.getElementById(`window-${idOf(handle)}`);

/** The chip that seats somebody, if they do not sit at the table. */
export function chip(handle) {
  return state.seated.includes(idOf(handle)) ? null : document.querySelector(`.chip[data-user="${idOf(handle)}"]`);
}

/** The box to type in; or first what leads to it; in Teams, the button under the answer to a command. */
export const box = (handle) => close(handle) ?? begins(handle) ?? document.getElementById(`${idOf(handle)}-box`) ?? messages(handle);

/** A command of Teams is answered with a button that opens its form. */
function begins(handle) {
  const [typed, answer] = state.windows.get(idOf(handle))?.messages.slice(-2) ?? [];
  const isAnswer = typed && !typed.byApp && answer?.byApp && answer.card && Number(typed.ts) > since("teams");
  return isAnswer ? windowOf(handle)?.querySelector(`[data-ts="${answer.ts}"] .button`) : null;
}

const messages = (handle) => document.getElementById(`${idOf(handle)}-tab-messages`);

/** What opens the panel, or one of its tabs. */
export const storedTool = () => reached(document.querySelector(".tool[data-name=stored]"));
export const storedTab = (name) => document.getElementById(`stored-${name}`);

export const leap = (by) => reached(document.querySelector(`[data-act=leap][data-by=${by}]`));

/** On a phone the bar's buttons are behind another, which comes first. */
const reached = (element) => (element?.checkVisibility() ? element : document.querySelector(".more"));

/** A button in the open dialog, by its words. */
export function inDialog(handle, label) {
  return labelled(windowOf(handle)?.querySelectorAll(".dialog .button") ?? [], label);
}

/** What answers a question of the open dialog, by its words; null if it is chosen already or not there. */
export function option(handle, label) {
  const all = windowOf(handle)?.querySelectorAll(".dialog .tick input") ?? [];
  return [...all].find((each) => !each.checked && each.nextElementSibling.firstChild.textContent === label) ?? null;
}

/** What closes the dialog that lies in the way. */
export function close(handle) {
  return inDialog(handle, "Close") ?? windowOf(handle)?.querySelector(".dialog-head .quiet") ?? null;
}

/** What to press in this form, if it is the one that is open. */
export function form(handle, name, label) {
  return isOpen(handle, name) ? fillAndSend(handle, label) : null;
}

/**
 * A button of the newest message that says these words: in a digest, the one that stands with them. Or first what
 * leads to it: a dialog to close, a tab to choose.
 */
export function inMessage(handle, words, label) {
  if (dialog(handle)) return close(handle);
  const found = message(handle, words);
  const row = found && windowOf(handle)?.querySelector(`[data-ts="${found.ts}"] .said`);
  if (!row) return messages(handle);
  const blocks = [...(row.querySelector(".adaptive") ?? row).children];
  const from = Math.max(0, blocks.findIndex((block) => block.textContent.includes(words)));
  return labelled(blocks.slice(from).flatMap((block) => [...block.querySelectorAll(".button")]), label);
}

/** What to press to fill in and send the open form. */
export function fillAndSend(handle, label) {
  const view = dialog(handle);
  if (!view) return null;
  const asked = view.card ? askedInTeams(view) : askedInSlack(view);
  const needed = asked.filter((each) => each.isNeeded);
  // Where nothing is needed, something is still said.
  const least = Math.max(needed.length, Math.min(asked.length, 1));
  const isReady = asked.filter((each) => each.isAnswered).length >= least && needed.every((each) => each.isAnswered);
  return inDialog(handle, isReady ? label : "Example answers");
}

const askedInSlack = (view) =>
  view.blocks
    .filter((block) => block.type === "input")
    .map((block) => ({ isNeeded: !block.optional, isAnswered: hasAnswer(view.state[block.block_id]?.[block.element.action_id] ?? {}) }));

const askedInTeams = (view) =>
  view.card.body
    .filter((each) => each.type.startsWith("Input."))
    .map((each) => ({ isNeeded: !each.label.endsWith("(optional)"), isAnswered: Boolean(view.values[each.id]) }));

function hasAnswer(value) {
  return Object.entries(value).some(([key, held]) => key !== "type" && (Array.isArray(held) ? held.length > 0 : Boolean(held)));
}

const labelled = (all, label) => [...all].find((each) => each.textContent === label) ?? null;
