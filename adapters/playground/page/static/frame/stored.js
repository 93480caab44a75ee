// Under the floor: what is stored, what waits to be sent, the nudges ahead, and the chain of the history.

import { button, h, icon } from "../drawing/elements.js";
import { state } from "../table/state.js";

const PARTS = [
  ["records", "Stored"],
  ["outbox", "Outbox"],
  ["mail", "E-mail"],
  ["nudges", "Nudges ahead"],
  ["chain", "History"],
];

export function stored() {
  if (!state.stored.open) return [];
  const { found, tab } = state.stored;
  return [
    h(
      "section",
      { class: "stored", "aria-labelledby": "stored-title", "data-key": "stored" },
      h(
        "header",
        {},
        h("h2", { id: "stored-title", tabindex: "-1" }, "Under the floor"),
        h("div", { class: "tabs", role: "tablist", "aria-label": "Under the floor" }, PARTS.map(([name, label]) => part(name, label))),
        h("button", { type: "button", class: "quiet", "data-act": "toggle", "data-name": "stored", "aria-label": "Close the stored" }, icon("close")),
      ),
      h(
        "div",
        { id: "stored-panel", class: "stored-panel", role: "tabpanel", tabindex: "0", "aria-labelledby": `stored-${tab}` },
        found ? DRAWN[tab](found[tab]) : h("p", { class: "nothing" }, "Lifting the floor …"),
      ),
    ),
  ];
}

function part(name, label) {
  const isOpen = state.stored.tab === name;
  const count = state.stored.found?.[name].length;
  return h(
    "button",
    {
      type: "button",
      role: "tab",
      id: `stored-${name}`,
      class: "tab",
      "data-act": "stored-tab",
      "data-keys": "tabs",
      "data-tab": name,
      "aria-selected": String(isOpen),
      "aria-controls": "stored-panel",
      tabindex: isOpen ? "0" : "-1",
    },
    label,
    count > 0 && h("span", { class: "amount" }, String(count)),
  );
}

const DRAWN = {
  records: (rows) => [
    h("p", { class: "why" }, "All that anybody would find who opened the database: a few plain columns that route, everybody under another name for each part that they play, and beside them one sealed block under the record's own key."),
    list(rows, "No record is stored yet.", "records", (row) =>
      h(
        "li",
        { "data-key": row.ref },
        h("p", { class: "line" }, h("strong", {}, row.ref), h("span", { class: "tag" }, row.kind), h("span", { class: "tag" }, row.state), h("span", {}, `version ${row.version}`), row.due && h("span", {}, `due ${row.due}`)),
        h("p", { class: "line small" }, row.parties.map((each) => h("span", {}, each))),
        h("p", { class: "sealed" }, icon("lock"), h("span", { class: "heard" }, "Sealed: "), h("code", {}, `${row.sealed}…`), h("span", {}, `${row.bytes} bytes`)),
      ),
    ),
  ],
  outbox: (rows) => [
    h("p", { class: "why" }, "A notice holds ids and the name of a view, no content. It is drawn for the person when it is sent, and only if it is still true."),
    list(rows, "Nothing was put into the outbox yet.", "lines", (row) =>
      h("li", { class: "line" }, h("span", { class: `state ${row.state}` }, row.state), h("strong", {}, row.ref || "–"), h("span", {}, `${row.view}${row.kind ? ` ${row.kind}` : ""}`), h("span", {}, `to ${row.to}`), row.due && h("span", {}, `goes ${row.due}`), row.why && h("span", {}, `because: ${row.why}`), row.attempts > 0 && h("span", {}, `${row.attempts} tries`)),
    ),
  ],
  mail: (rows) => [
    h("p", { class: "why" }, "Where the policy asks for an e-mail, one goes with the message; and people whom Slack does not reach get one. This is all that it says."),
    list(rows, "No e-mail has gone out yet.", "records", (row) =>
      h(
        "li",
        {},
        h("p", { class: "line" }, h("strong", {}, row.subject), h("span", {}, `to ${row.to}`), h("time", {}, row.at)),
        row.paragraphs.map((each) => h("p", { class: "line small" }, each)),
      ),
    ),
  ],
  nudges: (rows) => [
    h("p", { class: "why" }, "Planned from the record at every save, and checked again when they are due."),
    list(rows, "Nobody has to be nudged.", "lines", (row) =>
      h("li", { class: "line" }, h("time", {}, row.due), h("strong", {}, row.ref), h("span", {}, row.kind), h("span", { class: "tag" }, row.lane), h("span", {}, `number ${row.occurrence + 1}`)),
    ),
  ],
  chain: (rows) => [
    h(
      "div",
      { class: "verify" },
      h("p", { class: "why" }, "Each line's hash covers the line and the hash before it, and is made with a key: nothing can be changed, removed or put in unseen. Who acted is covered."),
      button("Verify the history", "verify", { look: "small primary" }),
      h("p", { class: `verdict ${state.stored.verdict ? (state.stored.verdict.holds ? "holds" : "broken") : ""}`, role: "status" }, state.stored.verdict?.words),
    ),
    list(rows, "Nothing has happened yet.", "lines", (row) =>
      h("li", { class: "line", "data-key": `line-${row.number}` }, h("span", { class: "number" }, `${row.number}`), h("time", {}, row.at), h("strong", {}, row.act), h("span", {}, row.ref), h("span", {}, `by ${row.by}`), h("code", { class: "hash" }, row.hash)),
    ),
  ],
};

function list(rows, nothing, look, draw) {
  return rows.length ? h("ul", { class: look, role: "list" }, rows.map(draw)) : h("p", { class: "nothing" }, nothing);
}
