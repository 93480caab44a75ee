// The bar at the top: the clock and how to move it on, who sits at the table, and the playground's own tools.

import { avatar, button, h, icon } from "../drawing/elements.js";
import { state, unseen } from "../table/state.js";

const PLATFORMS = [
  ["slack", "all in Slack"],
  ["teams", "all in Teams"],
  ["mixed", "some in each"],
];

const LEAPS = [
  ["hour", "+ 1 hour"],
  ["morning", "next morning"],
  ["day", "+ 1 day"],
  ["week", "+ 1 week"],
  ["nudge", "next nudge"],
];

export function bar() {
  return [brand(), clock(), more(), tools(), people()];
}

function brand() {
  return h(
    "div",
    { class: "brand", "data-key": "brand" },
    h("img", { src: "/static/styles/mark.svg", alt: "", width: "30", height: "30" }),
    h("h1", {}, "Harbour", h("span", {}, " playground")),
  );
}

function clock() {
  const { words, year, zone, open, nudge } = state.table.clock;
  const isStill = !state.isMoving;
  return h(
    "section",
    { class: "clock", "aria-label": "Time", "data-key": "clock" },
    h(
      "p",
      { class: state.isMoving ? "now moving" : "now", id: "now", title: `${words} ${year}, ${zone}` },
      icon("clock"),
      h("strong", {}, words),
      h("span", { class: "zone" }, [city(zone), open ? "" : "closed", nudge ? `next nudge ${nudge}` : "no nudge ahead"].filter(Boolean).join(" · ")),
    ),
    h(
      "div",
      { class: "leaps", role: "group", "aria-label": "Move the clock on" },
      LEAPS.map(([by, label]) =>
        button(label, "leap", { look: "small leap", data: { by }, disabled: !isStill || (by === "nudge" && !nudge) }),
      ),
    ),
  );
}

/** On a phone: what is behind it is not shown until it is asked for. */
function more() {
  return button(state.isUnfolded ? "Less" : "More", "toggle", {
    look: "small more",
    data: { name: "more" },
    "aria-expanded": String(state.isUnfolded),
    "aria-label": state.isUnfolded ? "Less: put the clock's buttons and the tools away" : "More: move the clock on, and tools",
  });
}

const city = (zone) => zone.split("/").at(-1).replaceAll("_", " ");

function tools() {
  const toggle = (label, name, isOn, mark) =>
    button(label, "toggle", { look: "tool", data: { name }, mark, "aria-pressed": String(isOn) });
  return h(
    "div",
    { class: "tools", role: "group", "aria-label": "Tools", "data-key": "tools" },
    toggle("Walks", "walk", state.walk.open, "walk"),
    toggle("Faults", "troubles", state.troubles, "storm"),
    toggle("Who saw what", "timeline", state.timeline.isOpen, "eye"),
    toggle("Under the floor", "stored", state.stored.open, "stored"),
    button("Start over", "start-over", { look: "tool", mark: "again" }),
    h(
      "select",
      { class: "choice tool-menu", id: "platform", "aria-label": "Where people are; changing it starts over", "data-change": "platform" },
      PLATFORMS.map(([name, label]) => h("option", { value: name, selected: name === state.table.platform }, label)),
    ),
  );
}

/** Those who sit at the table at first, then the others. */
function inOrder(all) {
  const first = state.table.seated.map((handle) => all.find((who) => who.handle === handle));
  return [...first, ...all.filter((who) => !first.includes(who))];
}

function people() {
  return h(
    "div",
    { class: "people", role: "group", "aria-label": "Who sits at the table", "data-key": "people" },
    inOrder(state.table.people).map((who) => {
      const isSeated = state.seated.includes(who.id);
      const count = isSeated ? 0 : unseen(who.id);
      return h(
        "button",
        {
          type: "button",
          class: "chip",
          "data-key": who.id,
          "data-act": "seat",
          "data-user": who.id,
          "aria-pressed": String(isSeated),
          title: `${who.name}, ${who.post}`,
        },
        avatar(who.id, who.name),
        h("span", {}, who.name.split(" ")[0], h("span", { class: "heard" }, ` ${who.name.split(" ").slice(1).join(" ")}`)),
        count > 0 && h("span", { class: "count" }, String(count), h("span", { class: "heard" }, " new")),
      );
    }),
  );
}
