// The strip under the bar: the walks, what happened meanwhile, the story that is told, the faults.

import { button, h } from "../drawing/elements.js";
import { state } from "../table/state.js";
import { WALKS } from "../walks/index.js";
import { nextWalk, stepNow, walk } from "./walk.js";
import { progress } from "./progress.js";

export function strip() {
  return [away(), problem(), state.walk.open && !state.story && walking(), state.story && story(), state.troubles && troubles(), state.news?.lines.length > 0 && news()];
}

function away() {
  if (state.isConnected && state.table.isUp) return null;
  const words = state.isConnected
    ? "Harbour is starting again. Everything that was saved is still there."
    : "The playground is away. This page goes on by itself as soon as it is back.";
  return h("div", { class: "strip away", role: "status", "data-key": "away" }, h("p", {}, words));
}

function problem() {
  return state.problem && h("div", { class: "strip away", "data-key": "problem" }, h("p", {}, state.problem));
}

function walking() {
  const { steps, over, name } = walk();
  const step = stepNow();
  const number = Math.min(progress().step, steps.length);
  return h(
    "section",
    { class: "strip walk", "aria-labelledby": "walk-title", "data-key": "walk" },
    h("div", { class: "walk-name" }, walkMenu(name), h("p", { class: "step", id: "walk-title" }, step ? `Step ${number + 1} of ${steps.length}` : "The walk is over")),
    h(
      "div",
      { class: "walk-words" },
      h("p", { class: "todo" }, step ? step.todo : over),
      h("p", { class: "why" }, step ? step.why : "Look around: every window is live, and the stored can be lifted."),
    ),
    h("div", { class: "walk-ways" }, step ? waysOn(step) : waysAfter(), button("Leave", "toggle", { look: "small", data: { name: "walk" }, "aria-label": "Leave the walk; it can be taken up again" })),
    h("progress", { max: steps.length, value: number, "aria-label": "How far the walk has come" }),
  );
}

function walkMenu(name) {
  return h(
    "select",
    { class: "choice walk-menu", id: "walk-menu", "aria-label": "Which walk", "data-change": "choose-walk" },
    WALKS.map((each) => h("option", { value: each.name, selected: each.name === name }, each.title)),
  );
}

function waysOn(step) {
  return [
    button("Show me", "show-me", { look: "small primary" }),
    step.types && button("Type it for me", "type-it", { look: "small" }),
    button("Skip", "walk-on", { look: "small" }),
  ];
}

function waysAfter() {
  const next = nextWalk();
  return [
    next && button(`Next walk: ${next.title}`, "choose-walk", { look: "small primary", data: { walk: next.name } }),
    button("Walk it again", "walk-again", { look: "small" }),
  ];
}

function story() {
  const { scene, lines } = state.story;
  return h(
    "section",
    { class: "strip story", "aria-label": "The story", "data-key": "story" },
    h("p", { class: "step" }, scene || "The story"),
    h(
      "ol",
      { class: "lines", reversed: true, tabindex: "0", "aria-label": "What has happened so far, the latest first" },
      lines.toReversed().map((line, index) => h("li", { "data-key": `line-${lines.length - index}` }, line)),
    ),
  );
}

function troubles() {
  const { chosen, offered } = state.table.troubles;
  return h(
    "section",
    { class: "strip troubles", "aria-labelledby": "troubles-title", "data-key": "troubles" },
    h("p", { class: "step", id: "troubles-title" }, "Faults on purpose"),
    h(
      "fieldset",
      { class: "faults" },
      h("legend", {}, "Slack is"),
      offered.map((each) =>
        h(
          "label",
          { class: "tick" },
          h("input", { type: "radio", name: "trouble", value: each.name, checked: each.name === chosen, "data-change": "trouble" }),
          h("span", {}, each.label),
        ),
      ),
    ),
    h("p", { class: "why", role: "status" }, offered.find((each) => each.name === chosen).tells),
    h(
      "div",
      { class: "walk-ways" },
      h(
        "select",
        { class: "choice", "aria-label": "Deactivate or open somebody's account", "data-change": "account" },
        h("option", { value: "" }, "Deactivate …"),
        state.table.people.map((who) => h("option", { value: who.id }, who.closed ? `${who.name}: open again` : who.name)),
      ),
      button("Restart Harbour", "restart", { look: "small" }),
      button("Close", "toggle", { look: "small", data: { name: "troubles" }, "aria-label": "Close the faults" }),
    ),
  );
}

/** A line over the table, so that nothing moves for it; all of it opens above that. */
function news() {
  const { from, to, lines } = state.news;
  const isOpen = state.isNewsOpen;
  return h(
    "section",
    { class: "strip news", "aria-labelledby": "news-title", "data-key": "news" },
    h("p", { class: "step", id: "news-title" }, `Meanwhile, from ${from} to ${to}`),
    h("p", { class: "latest" }, happening(foremost(lines))),
    h(
      "div",
      { class: "walk-ways" },
      lines.length > 1 &&
        button(isOpen ? "Show one alone" : `Show all ${lines.length}`, "news-all", { look: "small", "aria-expanded": String(isOpen), "aria-controls": "news-all" }),
      button("Put away", "news-away", { look: "small" }),
    ),
    h(
      "ol",
      { class: "lines", id: "news-all", hidden: !isOpen, tabindex: "0", "aria-label": "What happened meanwhile" },
      lines.map((line) => h("li", {}, happening(line))),
    ),
  );
}

/** Of what happened, the line to show alone: the last message that came, rather than one written again. */
const foremost = (lines) => lines.findLast((line) => line.happened === "gets a message") ?? lines.at(-1);

const happening = (line) => [h("time", {}, line.at), " ", h("strong", {}, line.who), ` ${line.happened}`, line.what && `: ${line.what}`];
