// What the page knows: the table as the server tells it, and what is chosen on this page alone.

import { stored, store } from "./memory.js";

export const state = {
  /** Everything that the server told, or null before it has. */
  table: null,
  /** Each person's window, by their id. */
  windows: new Map(),
  /** Whose windows are open, in order. */
  seated: [],
  /** Which tab each person looks at: "messages" or "home". */
  tabs: new Map(),
  /** How many messages of the app each person has had before their eyes. */
  seen: new Map(),
  /** A sentence for a person about what went wrong. */
  notices: new Map(),
  /** A sentence about what the playground itself could not do. */
  problem: null,
  /** Whether the server is heard, and whether the clock is being moved on. */
  isConnected: false,
  isMoving: false,
  /** What happened while time passed; null once it was put away. Whether all of it is shown. */
  news: null,
  isNewsOpen: false,
  /** The line of the story that is being told. */
  story: null,
  /** Stored data, while it is open. */
  stored: { open: false, tab: "records", found: null, verdict: null },
  /** The dialogs that people have seen, in order, and whether they and the messages are shown. */
  timeline: { isOpen: false, sees: [] },
  troubles: false,
  /** On a phone: whether the clock's buttons and the tools are shown. */
  isUnfolded: false,
  /** Whether a walk is open, which one, and how far each has come (see progress.js). */
  walk: stored("walks", { open: true, name: "main-job", at: {} }),
};

/** The id of somebody by their short name. */
export function idOf(handle) {
  return state.table?.people.find((person) => person.handle === handle)?.id ?? "";
}

export function person(id) {
  return state.table.people.find((each) => each.id === id);
}

/** Everything that the server knows, at first and after it was away. */
export function takeTable(table) {
  const isNew = state.table?.name !== table.name;
  state.table = table;
  state.windows = new Map(table.windows.map((window) => [window.user, window]));
  state.news = isNew ? table.news : state.news;
  if (!isNew) return;
  const wanted = stored("seated", table.seated);
  state.seated = wanted.map(idOf).filter(Boolean);
  state.tabs.clear();
  state.notices.clear();
  state.stored.verdict = null;
  state.timeline.sees = [];
  for (const user of state.windows.keys()) markSeen(user);
  if (stored("table", "") === table.name) return;
  state.walk.at = {};
  store("walks", state.walk);
  store("table", table.name);
}

/** A person's window as it is now; false if a newer one is known. */
export function takeWindow(window) {
  if ((state.windows.get(window.user)?.number ?? 0) > window.number) return false;
  state.windows.set(window.user, window);
  return true;
}

export function seat(id, isSeated) {
  const others = state.seated.filter((each) => each !== id);
  state.seated = isSeated ? [...others, id] : others;
  const order = state.table.seated.map(idOf);
  const rank = (each) => (order.includes(each) ? order.indexOf(each) : order.length);
  state.seated.sort((a, b) => rank(a) - rank(b));
  store("seated", state.seated.map((each) => person(each).handle));
}

/** When the newest message on the table came, in seconds; 0 before there is one. Each platform has a clock of its own. */
export function newest(platform = "") {
  const all = [...state.windows.values()].filter((window) => !platform || window.platform === platform).flatMap((window) => window.messages);
  return Math.max(0, ...all.map((message) => Number(message.ts)));
}

export function fromApp(user) {
  return state.windows.get(user)?.messages.filter((message) => message.byApp).length ?? 0;
}

export function markSeen(user) {
  state.seen.set(user, fromApp(user));
}

export function unseen(user) {
  return Math.max(0, fromApp(user) - (state.seen.get(user) ?? 0));
}

export function tabOf(user) {
  return state.tabs.get(user) ?? "messages";
}

export function topModal(user) {
  return state.windows.get(user)?.modals.at(-1) ?? null;
}
