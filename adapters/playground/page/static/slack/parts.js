// Draws Slack's interactive elements: buttons and menus, and everything that is filled in.

import * as controls from "../drawing/controls.js";
import { button, h } from "../drawing/elements.js";

// In each: the element, the block in which it stands, the surface, and attributes that say what it
// is called (for those in an input block, whose label stands beside them).
export const ELEMENTS = {
  button: (each, block, surface) => (each.url ? wayOut(each, surface) : press(each, surface)),
  overflow: (each, block, surface) =>
    h(
      "select",
      { "aria-label": "More", class: "choice", "data-change": "press-option", ...place(each, block, surface) },
      h("option", { value: "" }, "More …"),
      each.options.map((option) => h("option", { value: option.text.text }, option.text.text)),
    ),
  plain_text_input: (each, block, surface, called) => typed(each, block, surface, called, "text"),
  email_text_input: (each, block, surface, called) => typed(each, block, surface, called, "email"),
  url_text_input: (each, block, surface, called) => typed(each, block, surface, called, "url"),
  number_input: (each, block, surface, called) => typed(each, block, surface, called, "number"),
  datepicker: (each, block, surface, called) => picked(each, block, surface, called, "date", "selected_date"),
  timepicker: (each, block, surface, called) => picked(each, block, surface, called, "time", "selected_time"),
  static_select: (each, block, surface, called) =>
    menu(each.options.map((o) => [o.value, o.text.text]), "selected_option", each, block, surface, called),
  users_select: (each, block, surface, called) =>
    menu(surface.pickable.map((p) => [p.id, p.name]), "selected_user", each, block, surface, called),
  radio_buttons: (each, block, surface, called) => ticks("radio", each, block, surface, called),
  checkboxes: (each, block, surface, called) => ticks("checkbox", each, block, surface, called),
  multi_static_select: (each, block, surface, called) => ticks("checkbox", each, block, surface, called),
  multi_users_select: colleagues,
  file_input: (each, block, surface, called) =>
    h("p", { class: "cannot", ...called }, "Files can be attached in Slack, and not in the playground."),
};

function press(each, surface) {
  return button(each.text.text, "press", {
    look: each.style ?? "",
    data: { user: surface.user, ref: surface.ref, action: each.action_id, confirm: each.confirm?.text.text ?? "" },
    "data-key": `${surface.ref}/${each.action_id}`,
    "aria-label": each.accessibility_label,
  });
}

/** A button that opens an address in the browser; the app hears of the click as well. */
function wayOut(each, surface) {
  const attributes = {
    class: `button ${each.style ?? ""}`.trim(),
    href: /^https?:\/\//.test(each.url) ? each.url : null,
    target: "_blank",
    rel: "noopener noreferrer",
    "data-act": "press",
    "data-user": surface.user,
    "data-ref": surface.ref,
    "data-action": each.action_id,
    "data-confirm": "",
    "data-key": `${surface.ref}/${each.action_id}`,
  };
  return h("a", attributes, h("span", {}, each.text.text), h("span", { class: "heard" }, " (opens in a new tab)"));
}

/** Those that are a group of ticks: their label is a legend. */
export const GROUPS = new Set(["radio_buttons", "checkboxes", "multi_static_select", "multi_users_select"]);

export const isKnown = (each) => Object.hasOwn(ELEMENTS, each.type);

export const element = (each, block, surface, called = {}) => ELEMENTS[each.type](each, block, surface, called);

/** What stands in an element now. */
export const standing = (each, block, surface) => surface.state?.[block.block_id]?.[each.action_id] ?? {};

const place = (each, block, surface) => controls.spot(surface, block.block_id, each.action_id);
const idOf = (block, surface) => controls.idAt(surface, block.block_id);

function typed(each, block, surface, called, type) {
  const value = standing(each, block, surface).value ?? "";
  const asked = { type, lines: each.multiline, longest: each.max_length, placeholder: each.placeholder?.text, value };
  return controls.typed(idOf(block, surface), place(each, block, surface), asked, called);
}

function picked(each, block, surface, called, type, key) {
  const value = standing(each, block, surface)[key] ?? "";
  return controls.moment(idOf(block, surface), place(each, block, surface), { type, value }, called);
}

function menu(options, key, each, block, surface, called) {
  const held = standing(each, block, surface)[key];
  const asked = { options, value: held?.value ?? held ?? "", placeholder: each.placeholder?.text };
  return controls.menu(idOf(block, surface), place(each, block, surface), asked, called);
}

function ticks(type, each, block, surface) {
  const held = standing(each, block, surface);
  const chosen = new Set((held.selected_options ?? [held.selected_option]).filter(Boolean).map((o) => o.value));
  const options = each.options.map((o) => ({ value: o.value, label: o.text.text, hint: o.description?.text }));
  return controls.ticks(idOf(block, surface), place(each, block, surface), { type, options, chosen });
}

function colleagues(each, block, surface) {
  const chosen = standing(each, block, surface).selected_users ?? [];
  const left = surface.pickable.map((person) => [person.id, person.name]);
  const gone = chosen.filter((id) => !left.some(([one]) => one === id)).map((id) => [id, surface.names[id] ?? id]);
  const asked = { label: block.label?.text ?? "Colleagues", chosen, offered: [...left, ...gone], most: each.max_selected_items };
  return controls.colleagues(idOf(block, surface), place(each, block, surface), asked);
}
