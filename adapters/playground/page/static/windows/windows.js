// A person's window: what they would see of Slack or of Teams.

import { avatar, button, h, icon } from "../drawing/elements.js";
import { blocks } from "../slack/blocks.js";
import { card } from "../teams/adaptive.js";
import { composer } from "./composer.js";
import { dialog } from "./dialogs.js";
import { marked } from "../slack/text.js";
import { person, state, tabOf, topModal, unseen } from "../table/state.js";

const PLATFORMS = { slack: "Slack", teams: "Teams" };
const BEGINS = { slack: "Type / below to see what Harbour can do.", teams: "Type help below to see what Harbour can do." };

export function draw(id) {
  const who = person(id);
  const held = state.windows.get(id);
  const modal = topModal(id);
  const tab = tabOf(id);
  const titled = `${id}-name`;
  return h(
    "section",
    { class: `window ${held.platform}`, id: `window-${id}`, "data-user": id, "data-handle": who.handle, "aria-labelledby": titled, "data-key": id },
    h("div", { class: "screen", inert: Boolean(modal) }, head(who, titled, tab, held), panel(id, held, tab, who)),
    modal && dialog(id, held, modal),
    notice(id),
  );
}

function head(who, titled, tab, held) {
  const count = unseen(who.id);
  const name = (which, label) =>
    h(
      "button",
      {
        type: "button",
        role: "tab",
        id: `${who.id}-tab-${which}`,
        class: "tab",
        "data-act": "tab",
        "data-keys": "tabs",
        "data-user": who.id,
        "data-tab": which,
        "aria-selected": String(tab === which),
        "aria-controls": `${who.id}-panel`,
        tabindex: tab === which ? "0" : "-1",
      },
      label,
      which === "messages" && tab === "home" && count > 0 && h("span", { class: "count" }, String(count)),
    );
  return h(
    "header",
    { class: "window-head" },
    h(
      "div",
      { class: "who" },
      avatar(who.id, who.name),
      h("div", {}, h("h2", { id: titled }, who.name), h("p", { class: "post" }, who.closed ? "account deactivated" : who.post)),
      h("span", { class: `platform ${held.platform}` }, PLATFORMS[held.platform]),
      h(
        "button",
        { type: "button", class: "quiet", "data-act": "unseat", "data-user": who.id, "aria-label": `Take ${who.name} off the table` },
        icon("close"),
      ),
    ),
    held.platform === "slack" && h("div", { class: "tabs", role: "tablist", "aria-label": `${who.name}'s Harbour` }, name("messages", "Messages"), name("home", "Home")),
  );
}

function panel(id, held, tab, who) {
  if (held.platform === "teams") return h("div", { class: "panel", id: `${id}-panel`, "data-key": "messages" }, chat(id, held, who));
  const attributes = { id: `${id}-panel`, role: "tabpanel", class: "panel", "aria-labelledby": `${id}-tab-${tab}` };
  if (tab === "home") return h("div", { ...attributes, "data-key": "home" }, home(id, held));
  return h("div", { ...attributes, "data-key": "messages" }, chat(id, held, who));
}

function chat(id, held, who) {
  return [
    h(
      "ol",
      { class: "log", tabindex: "0", "aria-label": `Messages to ${who.name}`, "data-log": id },
      held.messages.length ? held.messages.map((each) => message(id, each)) : empty(who, held),
    ),
    composer(id, who, held),
  ];
}

function empty(who, held) {
  return h(
    "li",
    { class: "nothing", "data-key": "nothing" },
    h("p", {}, "No messages yet."),
    h("p", {}, who.closed ? "This account is deactivated." : BEGINS[held.platform]),
  );
}

function surface(id, ref, kind, view) {
  const { names, pickable } = state.table;
  return { user: id, ref, kind, state: view?.state, errors: view?.errors, names, pickable };
}

function home(id, held) {
  const view = held.home;
  if (!view) return h("div", { class: "log nothing" }, h("p", {}, "Harbour is drawing this page …"));
  return h("div", { class: "log home", tabindex: "0", "aria-label": "Home" }, blocks(view.blocks, surface(id, view.id, "home", view)));
}

function message(id, each) {
  const drawn = said(id, each);
  return h(
    "li",
    { class: each.byApp ? "message app" : "message own", "data-key": each.ref, "data-ts": each.ts },
    each.byApp ? h("img", { src: "/static/styles/mark.svg", alt: "", class: "avatar", width: "32", height: "32" }) : avatar(id, each.by),
    h(
      "div",
      { class: "said" },
      h(
        "p",
        { class: "by" },
        h("strong", {}, each.by),
        each.byApp && h("span", { class: "badge" }, "app"),
        h("time", {}, each.at),
        each.edited && h("span", { class: "edited" }, "(edited)"),
      ),
      each.onlyForYou && h("p", { class: "only" }, "Only visible to you"),
      drawn,
      each.onlyForYou && button("Dismiss", "reload", { look: "link-like", data: { user: id } }),
    ),
  );
}

function said(id, each) {
  if (each.card) return card(each.card, { user: id, ref: each.ref, values: each.values, errors: each.errors });
  if (each.blocks?.length) return blocks(each.blocks, surface(id, each.ref, "message"));
  return h("p", { class: "says" }, each.blocks ? marked(each.text, state.table.names) : each.text);
}

function notice(id) {
  const words = state.notices.get(id);
  if (!words) return null;
  return h(
    "div",
    { class: "notice", role: "alert", "data-key": "notice" },
    h("p", {}, words),
    h("button", { type: "button", class: "quiet", "data-act": "unnotice", "data-user": id, "aria-label": "Put away" }, icon("close")),
  );
}
