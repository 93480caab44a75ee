// The box in which commands and messages are typed, with the commands offered while one types.

import { h, icon } from "../drawing/elements.js";
import { state } from "../table/state.js";

/** What is typed by each person, and which of the offered commands is marked. */
const drafts = new Map();
const marked = new Map();
const folded = new Set();

export const typedBy = (id) => drafts.get(id) ?? "";

export function typeInto(id, text) {
  drafts.set(id, text);
  marked.set(id, 0);
  folded.delete(id);
}

export const fold = (id) => folded.add(id);

export function offered(id) {
  const text = typedBy(id);
  if (state.windows.get(id)?.platform !== "slack" || !text.startsWith("/") || text.includes(" ") || folded.has(id)) return [];
  return state.table.commands.filter((command) => command.name.startsWith(text.toLowerCase()));
}

/** Marks the next or the one before; returns whether there is anything to mark. */
export function mark(id, step) {
  const all = offered(id);
  if (all.length) marked.set(id, ((marked.get(id) ?? 0) + step + all.length) % all.length);
  return all.length > 0;
}

export function markedCommand(id) {
  return offered(id)[marked.get(id) ?? 0] ?? null;
}

export function composer(id, who, held) {
  const all = offered(id);
  const list = `${id}-commands`;
  const at = marked.get(id) ?? 0;
  return h(
    "div",
    { class: "composer" },
    h(
      "ul",
      { class: "commands", id: list, role: "listbox", "aria-label": "Commands", hidden: all.length === 0 },
      all.map((command, index) =>
        h(
          "li",
          {
            role: "option",
            id: `${id}-command-${index}`,
            class: "command",
            "aria-selected": String(index === at),
            "data-act": "choose-command",
            "data-user": id,
            "data-name": command.name,
          },
          h("strong", {}, command.name),
          command.usage && h("span", { class: "usage" }, ` ${command.usage}`),
          h("span", { class: "summary" }, command.summary),
        ),
      ),
    ),
    h("input", {
      type: "text",
      class: "typed",
      id: `${id}-box`,
      role: "combobox",
      "aria-label": `Message from ${who.name} to Harbour`,
      "aria-expanded": String(all.length > 0),
      "aria-controls": list,
      "aria-autocomplete": "list",
      "aria-activedescendant": all.length ? `${id}-command-${at}` : null,
      placeholder: held.platform === "teams" ? "Message Harbour, or type help" : "Message Harbour, or type /",
      autocomplete: "off",
      value: typedBy(id),
      disabled: who.closed,
      "data-user": id,
      "data-input": "compose",
      "data-keys": "composer",
      "data-left": "composer-left",
    }),
    h(
      "button",
      { type: "button", class: "button send", "data-act": "say", "data-user": id, disabled: who.closed, "aria-label": `Send as ${who.name}` },
      icon("send"),
    ),
  );
}
