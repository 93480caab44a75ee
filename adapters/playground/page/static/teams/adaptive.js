// Draws Adaptive Cards: every element that Harbour uses. One that is not known here is called out loudly.

import * as controls from "../drawing/controls.js";
import { button, h } from "../drawing/elements.js";

/** `surface` is where a card stands: { user, ref, values, errors }. Its buttons are told apart by their place. */
export function card(content, surface) {
  const drawing = { ...surface, next: 0 };
  const body = (content.body ?? []).map((each) => element(each, drawing));
  const actions = content.actions?.length ? element({ type: "ActionSet", actions: content.actions }, drawing) : null;
  return h("div", { class: "adaptive", "data-key": `${surface.ref}/card` }, body, actions);
}

export const ELEMENTS = {
  TextBlock: (each) =>
    each.style === "heading" || each.weight === "Bolder"
      ? h("h3", { class: look("header", each) }, each.text)
      : h("p", { class: look("says", each) }, each.text),
  RichTextBlock: (each) => h("p", { class: look("says", runs(each)[0] ?? {}) }, runs(each).map(run)),
  Container: (each, drawing) =>
    h("div", { class: look(`container ${(each.style ?? "").toLowerCase()}`, each) }, each.items.map((item) => element(item, drawing))),
  ColumnSet: (each, drawing) => h("div", { class: look("columns", each) }, each.columns.map((column) => element(column, drawing))),
  Column: (each, drawing) =>
    h("div", { class: `column ${each.width === "auto" ? "auto" : "stretch"}` }, each.items.map((item) => element(item, drawing))),
  ActionSet: (each, drawing) => h("div", { class: look("actions", each) }, each.actions.map((action) => pressable(action, drawing))),
  "Input.Text": (each, drawing) =>
    field(each, drawing, (id, at, called) =>
      controls.typed(id, at, { lines: each.isMultiline, longest: each.maxLength, placeholder: each.placeholder, value: held(each, drawing) }, called),
    ),
  "Input.Date": (each, drawing) => field(each, drawing, (id, at, called) => controls.moment(id, at, { ...day(each), type: "date", value: held(each, drawing) }, called)),
  "Input.Time": (each, drawing) => field(each, drawing, (id, at, called) => controls.moment(id, at, { type: "time", value: held(each, drawing) }, called)),
  "Input.ChoiceSet": choices,
};

const day = ({ min, max }) => ({ min, max });
const runs = (each) => each.inlines.map((inline) => (typeof inline === "string" ? { text: inline } : inline));

function run(inline) {
  const says = inline.weight?.toLowerCase() === "bolder" ? h("strong", {}, inline.text) : inline.text;
  return inline.isSubtle || inline.color ? h("span", { class: look("", inline) }, says) : says;
}

/** The classes of what an element says of its look. */
function look(classes, each) {
  const colour = each.color?.toLowerCase();
  const said = [
    classes,
    each.separator && "separated",
    each.isSubtle && "subtle",
    each.size?.toLowerCase() === "small" && "small-print",
    colour && colour !== "default" && colour,
  ];
  return said.filter(Boolean).join(" ").trim() || null;
}

function element(each, drawing) {
  if (each.isVisible === false) return null;
  const draw = ELEMENTS[each.type];
  return draw ? draw(each, drawing) : unknown("element", each.type);
}

function unknown(what, type) {
  return h(
    "div",
    { class: "unknown", role: "alert" },
    h("strong", {}, `The playground cannot draw this ${what}: ${type}`),
    h("span", {}, " Teams may show something here. Teach adaptive.js about it."),
  );
}

const STYLES = { positive: "primary", destructive: "danger" };

export const ACTIONS = {
  "Action.Submit": (action, at, drawing) => {
    const data = { user: drawing.user, ref: drawing.ref, action: String(at), confirm: "" };
    return button(action.title, "press", { look: STYLES[action.style] ?? "", data, "data-key": `${drawing.ref}/press/${at}` });
  },
  "Action.OpenUrl": (action, at, drawing) =>
    h(
      "a",
      {
        class: `button ${STYLES[action.style] ?? ""}`.trim(),
        href: /^https?:\/\//.test(action.url) ? action.url : null,
        target: "_blank",
        rel: "noopener noreferrer",
        "data-key": `${drawing.ref}/press/${at}`,
      },
      h("span", {}, action.title),
      h("span", { class: "heard" }, " (opens in a new tab)"),
    ),
};

function pressable(action, drawing) {
  const at = drawing.next++;
  const draw = ACTIONS[action.type];
  return draw ? draw(action, at, drawing) : unknown("action", action.type);
}

// -- what is filled in ---------------------------------------------------------------------------------

const held = (each, drawing) => drawing.values?.[each.id] ?? "";

function field(each, drawing, draw, isGroup = false) {
  const id = controls.idAt(drawing, each.id);
  const error = drawing.errors?.[each.id];
  const wrong = error && h("p", { class: "wrong", id: `${id}-wrong` }, error);
  const called = { "aria-describedby": error ? `${id}-wrong` : null, "aria-invalid": error ? "true" : null, "aria-required": each.isRequired ? "true" : null };
  const attributes = { class: error ? "field has-error" : "field", "data-field": each.id, "data-key": `${drawing.ref}/${each.id}` };
  const inner = draw(id, controls.spot(drawing, each.id), called);
  return isGroup
    ? h("fieldset", { ...attributes, "aria-describedby": called["aria-describedby"] }, h("legend", {}, each.label), inner, wrong)
    : h("div", attributes, h("label", { for: id }, each.label), inner, wrong);
}

function choices(each, drawing) {
  const value = held(each, drawing);
  const options = each.choices.map((choice) => ({ value: choice.value, label: choice.title }));
  if (each.style === "compact" && each.isMultiSelect) {
    const chosen = value.split(",").filter(Boolean);
    const offered = options.map((option) => [option.value, option.label]);
    return field(each, drawing, (id, at) => controls.colleagues(id, at, { label: each.label, chosen, offered }), true);
  }
  if (each.style === "expanded" || each.isMultiSelect) {
    const type = each.isMultiSelect ? "checkbox" : "radio";
    const chosen = new Set(each.isMultiSelect ? value.split(",") : [value]);
    return field(each, drawing, (id, at) => controls.ticks(id, at, { type, options, chosen }), true);
  }
  const offered = options.map((option) => [option.value, option.label]);
  return field(each, drawing, (id, at, called) => controls.menu(id, at, { options: offered, value, placeholder: each.placeholder }, called));
}
