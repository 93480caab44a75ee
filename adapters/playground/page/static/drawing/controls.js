// What is filled in, whichever platform asks for it. What is changed goes to the server by the acts in main.js.

import { h } from "./elements.js";

/** Where an input stands: `block` tells it from the others of its dialog, `action` is the element's own id. */
export function spot(surface, block, action = block) {
  return {
    "data-user": surface.user,
    "data-ref": surface.ref,
    "data-block": block,
    "data-action": action,
    "data-key": `${surface.ref}/${block}/${action}`,
  };
}

export const idAt = (surface, block) => `${surface.ref}-${block}`;

/** A line of text, or several. */
export function typed(id, at, { type = "text", lines = false, longest = 3000, placeholder, value = "" }, called = {}) {
  const attributes = {
    id,
    class: "typed",
    maxlength: longest,
    placeholder,
    value,
    autocomplete: "off",
    "data-input": "typing",
    "data-left": "typed",
    ...at,
    ...called,
  };
  return lines ? h("textarea", { rows: 4, ...attributes }) : h("input", { type, ...attributes });
}

/** A day or a time. */
export function moment(id, at, { type, value = "", min, max }, called = {}) {
  return h("input", { type, id, class: "typed short", value, min, max, "data-change": "choose", ...at, ...called });
}

/** One of `options`, each a value and its words. */
export function menu(id, at, { options, value = "", placeholder = "Choose …" }, called = {}) {
  return h(
    "select",
    { id, class: "choice", "data-change": "choose", ...at, ...called },
    h("option", { value: "", selected: !value }, placeholder),
    options.map(([each, label]) => h("option", { value: each, selected: each === value }, label)),
  );
}

/** One of `options` ("radio") or any number of them ("checkbox"), all of them seen; `chosen` is a set of values. */
export function ticks(id, at, { type, options, chosen }) {
  return h(
    "div",
    { class: options.length > 10 ? "ticks many" : "ticks" },
    options.map(({ value, label, hint }, index) =>
      h(
        "label",
        { class: "tick", "data-key": `${id}/${value}` },
        h("input", {
          type,
          name: id,
          id: index === 0 ? id : null,
          value,
          checked: chosen.has(value),
          "data-change": "choose",
          ...at,
          "data-key": null,
        }),
        h("span", {}, label, hint && h("small", {}, hint)),
      ),
    ),
  );
}

/** Colleagues, added one by one from a menu and taken away again; `offered` are ids and names. */
export function colleagues(id, at, { label, chosen, offered, most = 100 }) {
  const names = new Map(offered);
  const isFull = chosen.length >= most;
  return h(
    "div",
    { class: "colleagues", "data-chosen": chosen.join(" "), "data-key": `${at["data-key"]}/all` },
    chosen.map((each) =>
      h(
        "button",
        { type: "button", class: "chosen", "data-act": "drop-colleague", ...at, "data-key": each, "data-id": each },
        names.get(each) ?? each,
        h("span", { "aria-hidden": "true" }, " ×"),
        h("span", { class: "heard" }, ": take away"),
      ),
    ),
    h(
      "select",
      { id, class: "choice", disabled: isFull, "aria-label": `${label}: add a colleague`, "data-change": "add-colleague", ...at },
      h("option", { value: "" }, isFull ? "No more can be added" : "Add a colleague …"),
      offered.filter(([each]) => !chosen.includes(each)).map(([each, name]) => h("option", { value: each }, name)),
    ),
  );
}
