// Who saw what: each message and each dialog that came to somebody, in order. What somebody types is not in it.

import { h, icon } from "../drawing/elements.js";
import { newest, person, state } from "../table/state.js";

/** Notes the dialog that has just come to lie on top for somebody. */
export function noteSeen(user, modal, was) {
  if (!modal || (modal.id === was?.id && modal.title === was.title)) return;
  state.timeline.sees.push({ ts: newest(), at: state.table.clock.words, user, does: "sees", what: modal.title });
}

export function timeline() {
  if (!state.timeline.isOpen) return [];
  const lines = [...gets(), ...state.timeline.sees].sort((a, b) => a.ts - b.ts);
  return [
    h(
      "section",
      { class: "timeline", "aria-labelledby": "timeline-title", "data-key": "timeline" },
      h(
        "header",
        {},
        h("h2", { id: "timeline-title" }, "Who saw what"),
        h("button", { type: "button", class: "quiet", "data-act": "toggle", "data-name": "timeline", "aria-label": "Close who saw what" }, icon("close")),
      ),
      lines.length ? h("ol", { tabindex: "0", "aria-labelledby": "timeline-title", "data-log": "timeline" }, lines.map(line)) : h("p", { class: "waiting" }, "Nobody has seen anything yet."),
    ),
  ];
}

const gets = () =>
  [...state.windows.values()].flatMap(({ user, messages }) =>
    messages.filter((each) => each.byApp).map(({ ts, at, text }) => ({ ts: Number(ts), at, user, does: "gets", what: text })),
  );

const line = ({ at, user, does, what }, index) =>
  h("li", { class: does, "data-key": `seen-${index}` }, h("time", {}, at), h("strong", {}, person(user).name.split(" ")[0]), ` ${does}: ${what}`);
