// Acts of people on the page: one listener for each kind of event, and a table of acts by name.

const acts = new Map();

/** `act(element, event)` is called for a click on, or a change of, an element with this data-act. */
export function does(name, act) {
  acts.set(name, act);
}

function dispatch(event, attribute) {
  const element = event.target.closest?.(`[${attribute}]`);
  const act = element && acts.get(element.getAttribute(attribute));
  if (act) act(element, event);
}

export function listenToActs() {
  document.addEventListener("click", (event) => dispatch(event, "data-act"));
  document.addEventListener("input", (event) => dispatch(event, "data-input"));
  document.addEventListener("change", (event) => dispatch(event, "data-change"));
  document.addEventListener("keydown", (event) => dispatch(event, "data-keys"));
  document.addEventListener("focusout", (event) => dispatch(event, "data-left"));
}
