// A threat: 999 first, those who were there, and a manager who decides about the police so that Isla does not have to.

import { box, chip, close, dialog, dialogSays, form, inDialog, inMessage, isOpen, message, option } from "./finding.js";

const URGENT = "A decision is waiting for you";
const ASKED = "Something is asked of you";

const opens = (handle, words) => inMessage(handle, words, "Open");

const STEPS = [
  {
    who: "isla",
    todo: "Isla was threatened on the phone. In her box, type /ended-contact and what happened, and press Enter.",
    why: "The first line of the form is about her safety: call 999 first, and do this later.",
    types: "/ended-contact He said that he knows where I park, and will be there",
    isDone: () => isOpen("isla", "ended_contact.report") || message("morag", URGENT, "PD-"),
    target: () => chip("isla") ?? box("isla"),
  },
  {
    who: "isla",
    todo: "Answer what the form asks, with A threat, or press Example answers; then press Send.",
    why: "Callum sat beside her. Whoever was there can be named, and is asked privately.",
    isDone: () => dialogSays("isla", "I have called the police") || message("morag", URGENT, "PD-"),
    target: () => chip("isla") ?? form("isla", "ended_contact.report", "Send") ?? box("isla"),
  },
  {
    who: "isla",
    todo: "Isla has rung 999. Press I have called the police, and close the card.",
    why: "Anybody may say so, at any time. It is noted, and nobody has to agree.",
    isDone: () => !dialog("isla") && message("morag", "Something was noted here"),
    target: () => chip("isla") ?? inDialog("isla", "I have called the police") ?? close("isla"),
  },
  {
    who: "morag",
    todo: "Morag hears at once, also at night. Open the decision that is waiting for her.",
    why: "Her message says that it is urgent, and not what it is about. The person threatened does not decide this alone.",
    isDone: () => dialogSays("morag", "should not have to decide this alone") || message("morag", "PD-", "Your decision is noted"),
    target: () => chip("morag") ?? opens("morag", URGENT),
  },
  {
    who: "callum",
    todo: "Callum was there. Open what is asked of him, press Answer, and put on record what he heard.",
    why: "He reads nothing of the report, and nobody else who was there reads his words. Any answer is fine.",
    isDone: () => message("callum", "WS-", "Thank you"),
    target: () => chip("callum") ?? form("callum", "witness.answer", "Send") ?? inDialog("callum", "Answer") ?? opens("callum", ASKED),
  },
  {
    who: "isla",
    todo: "Isla is asked what she thinks. Open it, press Say what you think, and write it.",
    why: "Her view counts, and it is not hers to decide. She could also choose not to say.",
    isDone: () => message("isla", "PD-", "The manager who decides has your answer"),
    target: () =>
      chip("isla") ?? form("isla", "police.view", "Send") ?? inDialog("isla", "Say what you think") ?? opens("isla", ASKED),
  },
  {
    who: "morag",
    todo: "Now Morag decides: the police know already. Press Decide, fill it in, and press Record it.",
    why: "How it affects other staff, and the reasons, are asked apart from one another. Each of them is needed.",
    isDone: () => message("morag", "PD-", "Your decision is noted"),
    target: () =>
      chip("morag") ??
      (isOpen("morag", "police.decide") ? option("morag", "It has been reported to them already") : null) ??
      form("morag", "police.decide", "Record it") ??
      inDialog("morag", "Decide") ??
      opens("morag", URGENT),
  },
  {
    who: "morag",
    todo: "Morag tells Isla herself what she decided. Press I have told them, and save it.",
    why: "Only the day is noted. Until then Isla reads that it has been decided, and that Morag will tell her.",
    isDone: () => message("morag", "PD-", "A step is left") || message("morag", "PD-", "A detail is still to be noted"),
    target: () => chip("morag") ?? form("morag", "police.tell", "Save") ?? inDialog("morag", "I have told them") ?? opens("morag", "Your decision is noted"),
  },
  {
    who: "morag",
    todo: "Everything is noted: press Close it.",
    why: "It could not be closed before the police's reference was noted, and everybody who was there had been asked.",
    isDone: () => dialogSays("morag", "It is closed.") || message("morag", "PD-", "Decided and closed"),
    target: () => chip("morag") ?? form("morag", "police.reference", "Save") ?? inDialog("morag", "Close it") ?? inDialog("morag", "Add the reference") ?? opens("morag", "PD-"),
  },
  {
    who: "morag",
    todo: "The report itself: open it, acknowledge it, note that they have talked, and decide what follows.",
    why: "A report with a threat cannot close before the police decision is made. Now it can.",
    isDone: () => message("morag", "EC-", "Nothing more"),
    target: () =>
      chip("morag") ??
      form("morag", "ended_contact.talked", "Save") ??
      form("morag", "ended_contact.triage", "Save") ??
      inDialog("morag", "Acknowledge") ??
      inDialog("morag", "We have talked") ??
      inDialog("morag", "Decide what follows") ??
      inMessage("morag", "EC-", "Open"),
  },
];

export const threat = {
  name: "threat",
  title: "A threat",
  over: "Help came first, Isla did not have to decide it alone, and the report is closed.",
  steps: STEPS,
};
