// A dialog in somebody's window, with everything that is typed in it, and where the focus goes.

import { blocks } from "../slack/blocks.js";
import { card } from "../teams/adaptive.js";
import { button, h, icon } from "../drawing/elements.js";
import { state } from "../table/state.js";

/** What stands in a dialog: in Slack its blocks, with their buttons below; in Teams a card, which has its own. */
function content(id, view) {
  if (view.card) return card(view.card, { user: id, ref: view.id, values: view.values, errors: view.errors });
  const { names, pickable } = state.table;
  return blocks(view.blocks, { user: id, ref: view.id, kind: "modal", state: view.state, errors: view.errors, names, pickable });
}

export function dialog(id, held, view) {
  const titled = `${view.id}-title`;
  const isForm = Boolean(view.submit);
  const data = { user: id, ref: view.id };
  return h(
    "div",
    { class: "veil", "data-key": `veil-${held.modals[0].id}` },
    h(
      "div",
      {
        class: "dialog",
        role: "dialog",
        "aria-modal": "true",
        "aria-labelledby": titled,
        "data-key": view.id,
        "data-dialog": view.id,
        "data-keys": "dialog",
        tabindex: "-1",
        ...Object.fromEntries(Object.entries(data).map(([name, value]) => [`data-${name}`, value])),
      },
      h(
        "header",
        { class: "dialog-head" },
        h("h2", { id: titled }, view.title),
        h(
          "button",
          { type: "button", class: "quiet", "data-act": "close-dialog", "data-user": id, "data-ref": view.id, "aria-label": `Close: ${view.title}` },
          icon("close"),
        ),
      ),
      (isForm || view.isForm) && h("div", { class: "helpers" }, button("Example answers", "examples", { look: "helper", data, mark: "wand" })),
      h("div", { class: "dialog-body", "data-key": `body-${view.id}-${view.title}`, tabindex: isForm ? null : "0", role: "group", "aria-label": view.title }, content(id, view)),
      !view.card && h(
        "footer",
        { class: "dialog-foot" },
        h("span", { class: "spring" }),
        view.close && button(view.close, "close-dialog", { data }),
        isForm && button(view.submit, "send-dialog", { look: "primary", data }),
      ),
    ),
  );
}

/** Everything in an element that the tab key comes to, in order. */
export function stops(element) {
  const all = element.querySelectorAll("button, input, select, textarea, [href], [tabindex='0']");
  return [...all].filter((each) => !each.disabled && each.checkVisibility() && isReached(each));
}

/** Of a group of radio buttons the tab key comes to the chosen one, or to the first. */
function isReached(each) {
  if (each.type !== "radio" || each.checked) return true;
  const group = [...each.closest(".ticks").querySelectorAll("input")];
  return !group.some((one) => one.checked) && (each === group[0] || each === group.at(-1));
}

/** Keeps the tab key inside: called for the keydown of a tab. */
export function keepInside(element, event) {
  const all = stops(element);
  const [first, last] = [all[0], all.at(-1)];
  const at = document.activeElement;
  if (event.shiftKey && (at === first || at === element)) {
    event.preventDefault();
    last.focus();
  } else if (!event.shiftKey && at === last) {
    event.preventDefault();
    first.focus();
  }
}

/** The first field to fill in: the first with an error, or the first there is, or the dialog itself. */
export function firstField(element) {
  const wrong = element.querySelector(".has-error :is(input, select, textarea)");
  return wrong ?? element.querySelector(".dialog-body :is(input, select, textarea)") ?? element;
}
