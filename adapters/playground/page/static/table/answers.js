// What is typed and chosen in dialogs, on its way to the server: in order, and never lost on the way.

import { ask, Unheard } from "./server.js";

/** What has not arrived yet: a dialog's field → what to send. */
const waiting = new Map();
const timers = new Map();
/** The last thing sent for each person: the next waits for it. */
const turns = new Map();

const PAUSE = 250;

/** Called with a person's window after what they did. */
let arrived = () => {};

export function whenDone(take) {
  arrived = take;
}

const keyOf = ({ ref, block }) => `${ref}/${block}`;

/** Whether this element's field holds something that the server does not know yet. */
export function isHeld(element) {
  const { ref, block } = element.dataset;
  return Boolean(block) && waiting.has(`${ref}/${block}`);
}

/** Lets a person do something, after everything that they did before. Rejects with a sentence. */
export function act(user, name, given = {}) {
  const turn = (turns.get(user) ?? Promise.resolve())
    .catch(() => {})
    .then(() => ask(`/api/people/${user}/${name}`, given))
    .then(arrived);
  turns.set(user, turn);
  return turn;
}

/** Keeps what was chosen, at once. */
export function choose(answer) {
  waiting.set(keyOf(answer), answer);
  return deliver(keyOf(answer));
}

/** Keeps what is being typed, after a short pause. */
export function type(answer, failed) {
  const key = keyOf(answer);
  waiting.set(key, answer);
  clearTimeout(timers.get(key));
  timers.set(key, setTimeout(() => deliver(key).catch(failed), PAUSE));
}

/** Sends what waits of one person (or of everybody) now. */
export function flush(user = null) {
  const keys = [...waiting].filter(([, answer]) => !user || answer.user === user).map(([key]) => key);
  return Promise.all(keys.map(deliver));
}

/** Forgets what waits for dialogs that are gone. */
export function keepOnly(refs) {
  for (const [key, { ref }] of waiting) if (!refs.has(ref)) waiting.delete(key);
}

async function deliver(key) {
  clearTimeout(timers.get(key));
  const answer = waiting.get(key);
  if (!answer) return;
  try {
    await act(answer.user, "answer", { ref: answer.ref, block: answer.block, value: answer.value });
  } catch (problem) {
    // Not heard: it stays, and is sent when the server is back.
    if (!(problem instanceof Unheard) && waiting.get(key) === answer) waiting.delete(key);
    throw problem;
  }
  if (waiting.get(key) === answer) waiting.delete(key);
}
