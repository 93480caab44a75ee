// Draws the page from what is known, and keeps the eye and the focus where they belong.

import { strip } from "../strip/strip.js";
import { bar } from "./bar.js";
import { draw } from "../windows/windows.js";
import { fill } from "../drawing/morph.js";
import { firstField } from "../windows/dialogs.js";
import { stored } from "./stored.js";
import { timeline } from "./timeline.js";
import { h } from "../drawing/elements.js";
import { isHeld } from "../table/answers.js";
import { markSeen, state, tabOf, topModal } from "../table/state.js";
import { goOn, pointNow, showAgain } from "../strip/walk.js";
import { pointsInto } from "../strip/highlight.js";

const places = Object.fromEntries(["bar", "strip", "table", "beside", "underneath"].map((id) => [id, document.getElementById(id)]));
/** The dialog that lies on top in each window, as it was drawn last, and what had the focus before. */
const dialogs = new Map();
const before = new Map();
/** Who acted last on this page: a dialog that opens for them takes the focus. */
let actor = null;
let isDue = false;

export function acts(user) {
  actor = user;
}

/** Draws everything again, once, soon. */
export function refresh() {
  if (isDue) return;
  isDue = true;
  setTimeout(() => {
    isDue = false;
    if (state.table) drawAll();
  });
}

function drawAll() {
  goOn();
  for (const id of state.seated) if (tabOf(id) === "messages") markSeen(id);
  const away = logsAway();
  const user = document.activeElement?.closest(".window")?.dataset.user;
  rememberFocus();
  places.bar.classList.toggle("unfolded", state.isUnfolded);
  fill(places.bar, bar(), isHeld);
  fill(places.strip, strip(), isHeld);
  fill(places.table, state.seated.length ? state.seated.map(draw) : [nobody()], isHeld);
  fill(places.beside, timeline(), isHeld);
  fill(places.underneath, stored(), isHeld);
  places.table.style.setProperty("--windows", state.seated.length);
  scrollLogs(away);
  moveFocus();
  if (user && document.activeElement === document.body) catchFocus(user);
  pointNow();
  setTimeout(() => document.body.classList.add("settled"), 300);
}

function nobody() {
  return h("p", { class: "waiting", "data-key": "nobody" }, "Choose somebody above to sit at the table.");
}

/** The logs that the person has scrolled up in: those are left where they are. */
function logsAway() {
  const logs = [...document.querySelectorAll("[data-log]")];
  return new Set(logs.filter((log) => log.scrollHeight - log.scrollTop - log.clientHeight > 60).map((log) => log.dataset.log));
}

const lengths = new Map();

function scrollLogs(away) {
  for (const log of document.querySelectorAll("[data-log]")) {
    const { log: id } = log.dataset;
    const isLonger = log.children.length > (lengths.get(id) ?? 0);
    lengths.set(id, log.children.length);
    const isGuided = pointsInto(log);
    if (isLonger || !(isGuided || away.has(id))) log.scrollTop = log.scrollHeight;
    if (isLonger && isGuided) showAgain();
  }
}

/** Where the focus was before a dialog opened, by something that outlives drawing. */
function rememberFocus() {
  for (const id of state.seated) {
    if (dialogs.get(id) || !topModal(id)) continue;
    const at = document.activeElement;
    before.set(id, at?.closest(`#window-${id}`) ? at : null);
  }
}

function moveFocus() {
  for (const id of state.seated) {
    const modal = topModal(id);
    const was = dialogs.get(id);
    const wrong = Object.keys(modal?.errors ?? {}).join();
    dialogs.set(id, modal && { ref: modal.id, wrong });
    if (modal && (modal.id !== was?.ref || (wrong && wrong !== was.wrong))) enter(id, modal);
    else if (!modal && was) leave(id);
  }
}

function enter(id, modal) {
  const element = document.querySelector(`[data-dialog="${modal.id}"]`);
  const isHere = document.activeElement?.closest(`#window-${id}`) || document.activeElement === document.body;
  if (element && (actor === id || isHere)) firstField(element).focus({ preventScroll: false });
}

/** What had the focus is gone, such as a button that was pressed: it stays in the same window. */
function catchFocus(id) {
  const dialog = document.querySelector(`#window-${id} [data-dialog]`);
  const place = dialog ? firstField(dialog) : document.getElementById(`${id}-box`);
  place?.focus({ preventScroll: true });
}

function leave(id) {
  const at = document.activeElement;
  if (at !== document.body && !at?.closest(`#window-${id}`)) return;
  const back = before.get(id);
  const home = document.getElementById(`${id}-box`) ?? document.getElementById(`${id}-tab-home`);
  (back?.isConnected && !back.disabled ? back : home)?.focus();
}
