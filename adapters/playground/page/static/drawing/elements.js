// Elements of the page. Text is only ever put in as text.

const SVG = "http://www.w3.org/2000/svg";

/** An element. `attributes`: true and "" stand for themselves, null, undefined and false for nothing. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "value") element.value = value;
    else if (name === "checked" || name === "selected") element[name] = true;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  const shown = children.flat(3).filter((child) => child !== null && child !== undefined && child !== false);
  element.append(...(tag === "option" || tag === "textarea" ? shown : shown.flatMap(whole)));
  return element;
}

const REFERENCE = /\b([A-Z]{2}-\d{4,})\b/;

/** A child with each reference in one piece: a browser would break "PD-0001" at its hyphen. */
function whole(child) {
  if (typeof child !== "string" || !REFERENCE.test(child)) return [child];
  return child.split(REFERENCE).map((piece, n) => (n % 2 ? inOnePiece(piece) : piece)).filter((piece) => piece !== "");
}

function inOnePiece(reference) {
  const span = document.createElement("span");
  span.className = "reference";
  span.textContent = reference;
  return span;
}

const SHAPES = {
  clock: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 7.5V12l3 2",
  close: "m6 6 12 12M18 6 6 18",
  send: "M5 12h13M12.5 6 19 12l-6.5 6",
  stored: "M4 8h16M4 13h16M4 18h16M9 8v5M15 13v5",
  storm: "M13 3 5.5 13.5H11L10 21l8-11h-5.5z",
  again: "M5 12a7 7 0 1 1 2.2 5.1M5 18v-4h4",
  walk: "M9 21V10.5a1.5 1.5 0 0 1 3 0V14l5 1.2a2 2 0 0 1 1.5 2.3L18 21M7 7.5a3.8 3.8 0 1 1 7.3 0",
  wand: "m5 19 9.5-9.5M16 4v3M20 8h-3M18.5 13v2.5M11 3.5V6M14.5 9.5l-2-2",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z",
  lock: "M7 11V8.5a5 5 0 0 1 10 0V11M6 11h12v9H6z",
  plus: "M12 5v14M5 12h14",
};

/** A small drawing beside words that say the same. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "icon");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

/** A button that does `act` (see acts.js); `data` are its data attributes. */
export function button(label, act, { look = "", data = {}, mark = "", ...attributes } = {}) {
  const named = Object.fromEntries(Object.entries(data).map(([name, value]) => [`data-${name}`, value]));
  return h(
    "button",
    { type: "button", class: `button ${look}`.trim(), "data-act": act, ...named, ...attributes },
    mark && icon(mark),
    h("span", {}, label),
  );
}

/** The initials of somebody, on a colour of their own. */
export function avatar(id, name) {
  const letters = name.split(" ").map((word) => word[0]).slice(0, 2).join("");
  const tone = [...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 8;
  return h("span", { class: `avatar tone-${tone}`, "aria-hidden": "true" }, letters);
}
