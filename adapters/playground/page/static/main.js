// The page begins here: it listens to the server and to the person, and draws.

import { act, choose, flush, keepOnly, type, whenDone } from "./table/answers.js";
import { ask, listen, read } from "./table/server.js";
import { does, listenToActs } from "./table/acts.js";
import { fold, mark, markedCommand, typedBy, typeInto } from "./windows/composer.js";
import { fromApp, markSeen, newest, person, seat, state, takeTable, takeWindow, topModal } from "./table/state.js";
import { beginAgain, open as openWalks } from "./strip/progress.js";
import { walk } from "./strip/walk.js";
import { acts, refresh } from "./frame/page.js";
import { noteSeen } from "./frame/timeline.js";
import "./strip/guide.js";
import { keepInside } from "./windows/dialogs.js";
import { mention, warn } from "./drawing/announcements.js";

// -- what the server tells ----------------------------------------------------------------------------

const told = {
  table(table) {
    takeTable(table);
    afterChange();
    flush().catch(() => {});
    if (state.stored.open) lookUnder();
  },
  window(window) {
    const { user } = window;
    const had = fromApp(user);
    const was = topModal(user);
    if (!takeWindow(window)) return;
    if (state.story && window.modals.length) bringToTable(user);
    noteSeen(user, topModal(user), was);
    announce(user, had, was);
    afterChange();
  },
  people(found) {
    Object.assign(state.table, found);
    refresh();
  },
  clock(clock) {
    state.table.clock = clock;
    refresh();
  },
  news(news) {
    state.news = news;
    state.table.news = news;
    const count = news.lines.length;
    mention(`It is ${news.to}. ${count ? `${count} thing${count > 1 ? "s" : ""} happened meanwhile.` : "Nothing happened meanwhile."}`);
    afterChange();
  },
  troubles(troubles) {
    state.table.troubles = troubles;
    refresh();
  },
  service({ isUp }) {
    state.table.isUp = isUp;
    refresh();
  },
  story({ line, scene }) {
    state.story ??= { scene: "", lines: [] };
    if (scene) state.story.scene = line;
    else state.story.lines.push(line);
    mention(line);
    refresh();
  },
  stir() {
    if (state.stored.open) lookUnder();
  },
};

/** Whoever acts in the story sits at the table, and in view. */
function bringToTable(user) {
  if (!state.seated.includes(user)) seat(user, true);
  setTimeout(() => document.getElementById(`window-${user}`)?.scrollIntoView({ block: "nearest", inline: "nearest" }), 50);
}

function afterChange() {
  keepOnly(new Set([...state.windows.values()].flatMap((window) => window.modals.map((view) => view.id))));
  refresh();
}

function announce(user, had, was) {
  const name = person(user)?.name ?? "";
  const now = topModal(user);
  const isNew = fromApp(user) > had;
  if (isNew && state.seated.includes(user)) mention(`${name} has a new message: ${state.windows.get(user).messages.at(-1).text}`);
  const wrong = Object.values(now?.errors ?? {});
  if (wrong.length && now.errors !== was?.errors && JSON.stringify(was?.errors) !== JSON.stringify(now.errors)) warn(wrong.join(" "));
}

async function lookUnder() {
  state.stored.found = await read("/api/stored").catch(() => state.stored.found);
  refresh();
}

// -- doing something as somebody ----------------------------------------------------------------------

async function doAs(user, work) {
  acts(user);
  state.notices.delete(user);
  try {
    await work();
  } catch (problem) {
    state.notices.set(user, problem.message);
  }
  refresh();
}

const inWindow = (element, name, given) => doAs(element.dataset.user, () => act(element.dataset.user, name, given));

/** What is being done in a dialog: pressing again, as in a double click, does nothing twice. */
const underWay = new Set();

async function inDialog(element, name, given = {}) {
  const { user, ref } = element.dataset;
  const same = `${ref}/${name}`;
  if (underWay.has(same)) return;
  underWay.add(same);
  await doAs(user, async () => {
    await flush(user);
    await act(user, name, { ref, ...given });
  });
  underWay.delete(same);
}

does("press", async (element) => {
  const { user, ref, action, confirm } = element.dataset;
  if (confirm && !window.confirm(confirm)) return;
  await doAs(user, async () => {
    await flush(user);
    await act(user, "press", { ref, action });
  });
});
does("press-option", (element) => {
  const label = element.value;
  element.value = "";
  if (label) inWindow(element, "press", { ref: element.dataset.ref, label });
});
does("reload", (element) => inWindow(element, "reload"));
does("send-dialog", (element) => inDialog(element, "send"));
does("close-dialog", (element) => inDialog(element, "close"));
does("examples", (element) => inDialog(element, "examples", { walk: state.walk.open ? walk().name : "" }));

// -- filling in ---------------------------------------------------------------------------------------

function answerOf(element) {
  const { user, ref, block } = element.dataset;
  return { user, ref, block, value: valueOf(element) };
}

function valueOf(element) {
  if (element.type === "checkbox") {
    const group = element.closest(".ticks").querySelectorAll("input:checked");
    return [...group].map((each) => each.value);
  }
  return element.value;
}

const keep = (answer) => doAs(answer.user, () => choose(answer));

does("choose", (element) => keep(answerOf(element)));
does("typing", (element) => {
  const answer = answerOf(element);
  type(answer, (problem) => {
    state.notices.set(answer.user, problem.message);
    refresh();
  });
});
does("typed", (element) => flush(element.dataset.user).catch(() => {}));

const chosenColleagues = (element) => element.closest(".colleagues").dataset.chosen.split(" ").filter(Boolean);

does("add-colleague", (element) => {
  const { user, ref, block } = element.dataset;
  if (element.value) keep({ user, ref, block, value: [...chosenColleagues(element), element.value] });
});
does("drop-colleague", (element) => {
  const { user, ref, block, id } = element.dataset;
  keep({ user, ref, block, value: chosenColleagues(element).filter((each) => each !== id) });
});

// -- the box ------------------------------------------------------------------------------------------

async function say(user) {
  const text = typedBy(user);
  if (!text.trim()) return;
  await doAs(user, async () => {
    await act(user, "type", { text });
    typeInto(user, "");
  });
}

function complete(user, name) {
  const command = state.table.commands.find((each) => each.name === name);
  typeInto(user, command.usage ? `${name} ` : name);
  refresh();
  document.getElementById(`${user}-box`).focus();
}

does("compose", (element) => {
  typeInto(element.dataset.user, element.value);
  refresh();
});
does("composer-left", (element) => setTimeout(() => (fold(element.dataset.user), refresh()), 150));
does("say", (element) => say(element.dataset.user));
does("choose-command", (element) => complete(element.dataset.user, element.dataset.name));
does("composer", (element, event) => {
  const { user } = element.dataset;
  const command = markedCommand(user);
  if ((event.key === "ArrowDown" || event.key === "ArrowUp") && mark(user, event.key === "ArrowDown" ? 1 : -1)) {
    event.preventDefault();
  } else if (event.key === "Tab" && command && command.name !== typedBy(user)) {
    event.preventDefault();
    complete(user, command.name);
  } else if (event.key === "Enter" && !event.isComposing) {
    event.preventDefault();
    if (command && command.name !== typedBy(user)) complete(user, command.name);
    else say(user);
  } else if (event.key === "Escape" && command) {
    fold(user);
  } else return;
  refresh();
});

// -- windows and tabs ---------------------------------------------------------------------------------

does("tab", (element) => {
  const { user, tab } = element.dataset;
  state.tabs.set(user, tab);
  if (tab === "messages") markSeen(user);
  else inWindow(element, "home");
  refresh();
});
does("stored-tab", (element) => {
  state.stored.tab = element.dataset.tab;
  refresh();
});
does("tabs", (element, event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const all = [...element.closest("[role=tablist]").querySelectorAll("[role=tab]")];
  const next = all[(all.indexOf(element) + step + all.length) % all.length];
  next.click();
  next.focus();
});
does("seat", (element) => {
  const { user } = element.dataset;
  // Where one window fills the screen, the chips are the way from one to the other.
  const isSeated = !state.seated.includes(user) || matchMedia("(max-width: 760px)").matches;
  seat(user, isSeated);
  refresh();
  if (isSeated) setTimeout(() => document.getElementById(`window-${user}`)?.scrollIntoView({ block: "nearest", inline: "center" }), 30);
});
does("unseat", (element) => {
  seat(element.dataset.user, false);
  refresh();
});
does("unnotice", (element) => {
  state.notices.delete(element.dataset.user);
  refresh();
});
does("dialog", (element, event) => {
  if (event.key === "Tab") keepInside(element, event);
  else if (event.key === "Escape") inDialog(element, "close");
  else if (event.key === "Enter" && event.target.matches("input.typed")) {
    event.preventDefault();
    element.querySelector("[data-act=send-dialog]")?.click();
  }
});

/** F6 goes from window to window, also out of a dialog, and to the bar. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "F6") return;
  event.preventDefault();
  const all = [...document.querySelectorAll(".window"), document.getElementById("bar")];
  const at = all.findIndex((each) => each.contains(document.activeElement));
  const next = all[(at + (event.shiftKey ? -1 : 1) + all.length) % all.length];
  const inside = next.querySelector(".dialog") ?? next.querySelector(".composer .typed") ?? next.querySelector("button, [tabindex='0']");
  inside.focus();
  next.scrollIntoView({ block: "nearest", inline: "center" });
});

// -- time, and the playground's own tools -------------------------------------------------------------

async function asked(path, given) {
  state.problem = null;
  try {
    return await ask(path, given);
  } catch (problem) {
    warn(problem.message);
    state.problem = problem.message;
    return null;
  } finally {
    refresh();
  }
}

does("leap", async (element) => {
  const { by } = element.dataset;
  state.isMoving = true;
  refresh();
  await asked("/api/clock", { by });
  state.isMoving = false;
  refresh();
  setTimeout(() => {
    if (document.activeElement === document.body) document.querySelector(`[data-act=leap][data-by=${by}]`)?.focus();
  }, 30);
});
does("trouble", (element) => {
  state.table.troubles = { ...state.table.troubles, chosen: element.value };
  asked("/api/trouble", { name: element.value });
});
does("account", (element) => {
  const who = person(element.value);
  element.value = "";
  if (who) asked(`/api/people/${who.id}/account`, { open: who.closed });
});
does("restart", () => asked("/api/restart"));
does("verify", async () => {
  state.stored.verdict = await asked("/api/verify");
  refresh();
});
async function startOver(given) {
  beginAgain();
  state.news = null;
  state.story = null;
  await asked("/api/again", given);
}

const WIPED = "Start over? Every message, record and walk on this page is wiped.";

/** Whether nothing has happened yet, or all of it may go. */
const mayWipe = () => newest() === 0 || window.confirm(WIPED);

does("start-over", () => mayWipe() && startOver({}));
does("platform", (element) => {
  if (mayWipe()) startOver({ platform: element.value });
  else element.value = state.table.platform;
});
does("toggle", (element) => {
  const { name } = element.dataset;
  if (name === "walk") openWalks(!state.walk.open);
  if (name === "troubles") state.troubles = !state.troubles;
  if (name === "timeline") state.timeline.isOpen = !state.timeline.isOpen;
  if (name === "more") state.isUnfolded = !state.isUnfolded;
  if (name === "stored") {
    state.stored.open = !state.stored.open;
    if (state.stored.open) lookUnder().then(() => setTimeout(() => document.getElementById("stored-title")?.focus(), 30));
  }
  refresh();
});
does("news-away", () => {
  state.news = null;
  state.isNewsOpen = false;
  refresh();
});
does("news-all", () => {
  state.isNewsOpen = !state.isNewsOpen;
  refresh();
});

whenDone(told.window);
listenToActs();
listen(told, (isConnected) => {
  state.isConnected = isConnected;
  refresh();
});
