// What people press of the guided walks: which one, on, again, and what a step offers to do for them.

import { beginAgain, choose, goTo, progress } from "./progress.js";
import { does } from "../table/acts.js";
import { showStep, stepNow, tell } from "./walk.js";
import { idOf, seat } from "../table/state.js";
import { refresh } from "../frame/page.js";
import { typeInto } from "../windows/composer.js";

/** Shows where the walk stands, and says it: what changes stands elsewhere on the page. */
function walkNow() {
  tell();
  refresh();
}

does("choose-walk", (element) => {
  choose(element.dataset.walk ?? element.value);
  walkNow();
});
does("walk-again", () => {
  beginAgain();
  walkNow();
});
does("walk-on", () => {
  goTo(progress().step + 1);
  walkNow();
});
does("show-me", () => showStep((who) => (seat(who, true), refresh())));
does("type-it", () => {
  const { who, types } = stepNow();
  const id = idOf(who);
  seat(id, true);
  typeInto(id, types);
  refresh();
  setTimeout(() => document.getElementById(`${id}-box`)?.focus(), 30);
});
