// Support without any incident, and contact outside the office: asked for in a few taps, answered, or gone for good.

import { box, chip, close, dialog, dialogSays, storedTab, storedTool, form, inDialog, inMessage, isOpen, message } from "./finding.js";
import { state } from "../table/state.js";

const REQUEST = "A private request is waiting";
const TALK_FIRST = "It needs a talk first";

const ELSE = "Something else would help";

const opens = (handle, words) => inMessage(handle, words, "Open");

/** In Teams the answer to the command is a message. */
const somethingElse = () => (message("isla", ELSE) ? inMessage("isla", ELSE, ELSE) : null);

const STEPS = [
  {
    who: "isla",
    todo: "Nothing has happened, and Isla would like some help. In her box, type /support and press Enter.",
    why: "Any contact that worries or upsets is reason enough. There need not be a report.",
    types: "/support",
    isDone: () => dialogSays("isla", ELSE) || message("isla", ELSE) || message("morag", "SR-"),
    target: () => chip("isla") ?? box("isla"),
  },
  {
    who: "isla",
    todo: "Press Something else would help; say what, or press Example answers; then press Ask for it.",
    why: "Why is never asked: I'd rather not say is a full answer.",
    isDone: () => dialogSays("isla", "Your reference is SR-") || message("morag", "SR-"),
    target: () => chip("isla") ?? form("isla", "support_request.ask", "Ask for it") ?? inDialog("isla", ELSE) ?? somethingElse() ?? box("isla"),
  },
  {
    who: "isla",
    todo: "Read who will answer, and close it.",
    why: "She can add to it, or take it back, at any time.",
    isDone: () => !dialog("isla") && message("morag", "SR-"),
    target: () => chip("isla") ?? close("isla"),
  },
  {
    who: "morag",
    todo: "Open Isla's request, and press Approve in part. Say which part, and who takes over.",
    why: "A Deny would need reasons, which Isla reads as they are written; she could ask the management team to look again.",
    isDone: () => message("morag", "SR-", "to be put in place") || message("isla", "SR-"),
    target: () =>
      chip("morag") ?? form("morag", "support_request.answer", "Send the answer") ?? inDialog("morag", "Approve in part") ?? opens("morag", REQUEST),
  },
  {
    who: "morag",
    todo: "Once it is arranged with Callum, press It is in place.",
    why: "Until Morag says so she is reminded: a yes that nobody puts in place helps nobody.",
    isDone: () => message("isla", "SR-", "is in place"),
    target: () => chip("morag") ?? inDialog("morag", "It is in place") ?? inMessage("morag", "SR-", "It is in place"),
  },
  {
    who: "isla",
    todo: "Open Isla's answer, read what was agreed, and close it.",
    why: "It stays until she says otherwise. In twenty working days she is asked whether it is still what she wants.",
    isDone: () => dialogSays("isla", "It is in place"),
    target: () => chip("isla") ?? opens("isla", "SR-"),
  },
  {
    who: "callum",
    todo: "Callum takes over. Open what there is to cover.",
    why: "From when, and with whom to speak: not for whom, and not why.",
    isDone: () => dialogSays("callum", "There is something to cover"),
    target: () => chip("callum") ?? opens("callum", "Something to cover"),
  },
  {
    who: "callum",
    todo: "Something else: on Saturday somebody from a case waved to Callum. In his box, type /outside-contact, and press Enter.",
    why: "Nothing has to have been wrong. Openness keeps everybody safe from the look of bias.",
    types: "/outside-contact He waved to me across the street",
    isDone: () => isOpen("callum", "outside_contact.raise") || message("morag", "CO-"),
    target: () => chip("callum") ?? box("callum"),
  },
  {
    who: "callum",
    todo: "Two taps and a line, or Example answers; then press Send, and close the card.",
    why: "Nothing is recorded unless Morag decides so, once they have talked. Otherwise it is erased.",
    isDone: () => !dialog("callum") && message("morag", "CO-"),
    target: () => chip("callum") ?? form("callum", "outside_contact.raise", "Send") ?? box("callum"),
  },
  {
    who: "morag",
    todo: "Morag and Callum talk about it. Open it, press Do not record, and answer.",
    why: "All that stays is that a talk took place, in this month.",
    isDone: () => message("callum", "CO-", "nothing was recorded"),
    target: () => chip("morag") ?? form("morag", "contact_outside.leave", "Do not record") ?? inDialog("morag", "Do not record") ?? opens("morag", TALK_FIRST),
  },
  {
    who: "morag",
    todo: "It is gone. Close the card, and look Under the floor, at what is stored.",
    why: "What was written is erased, and the key that could open it destroyed: nobody can read it again, not even in a backup's copy.",
    isDone: () => !dialog("morag") && state.stored.open && state.stored.tab === "records",
    target: () => close("morag") ?? (state.stored.open ? storedTab("records") : storedTool()),
  },
];

export const asking = {
  name: "asking",
  title: "Support, and contact outside",
  over: "Help was asked for without a reason, and what was not to be kept is gone.",
  steps: STEPS,
};
