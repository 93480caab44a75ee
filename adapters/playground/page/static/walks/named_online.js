// A colleague is named publicly: from the one who finds it to the last answer. Whoever is named hears it from a person.

import { box, chip, close, dialog, dialogSays, form, inDialog, inMessage, isOpen, message, option } from "./finding.js";

const WAITS = "A private item is waiting";
const TALK = "A private talk is waiting";

const opens = (handle) => inMessage(handle, "NO-", "Open");

const STEPS = [
  {
    who: "rory",
    todo: "Rory answers the phones, and has found a post that names Isla. In his box, type /named-online with the link, and press Enter.",
    why: "The link goes into the form. It is never posted into the chat.",
    types: "/named-online www.example.org/posts/4711",
    isDone: () => isOpen("rory", "named_online.report") || message("morag", "NO-"),
    target: () => chip("rory") ?? box("rory"),
  },
  {
    who: "rory",
    todo: "Say who is named and where, or press Example answers; then press Send.",
    why: "It is asked whether it holds a threat; to be not sure is fine. Rory is asked not to tell Isla himself.",
    isDone: () => dialogSays("rory", "Sent to the right manager") || message("morag", "NO-"),
    target: () => chip("rory") ?? form("rory", "named_online.report", "Send") ?? box("rory"),
  },
  {
    who: "rory",
    todo: "Read Rory's card, and close it.",
    why: "It is all that he ever learns of it. Nobody else heard: not Isla, not his own manager, not the management team.",
    isDone: () => !dialog("rory") && message("morag", "NO-"),
    target: () => chip("rory") ?? close("rory"),
  },
  {
    who: "morag",
    todo: "Morag is Isla's manager, and has the one message. Press Open; then look at the link.",
    why: "Neither the message nor its e-mail says what it is, or about whom. The link is plain text that leads nowhere.",
    isDone: () => dialogSays("morag", "What this leads to may distress") || message("morag", TALK) || message("isla", "NO-"),
    target: () => chip("morag") ?? inDialog("morag", "Show the link") ?? inMessage("morag", WAITS, "Open"),
  },
  {
    who: "morag",
    todo: "Go back, and press Acknowledge.",
    why: "Nothing can be decided yet. First Isla has to know, and she hears it from a person.",
    isDone: () => message("morag", TALK) || message("isla", "NO-"),
    target: () => chip("morag") ?? inDialog("morag", "Back") ?? inDialog("morag", "Acknowledge") ?? opens("morag"),
  },
  {
    who: "morag",
    todo: "Morag has talked with Isla, in private. Press I have told them, fill it in and save it.",
    why: "In person, by phone or in a video call: a chat or an e-mail is not enough. What was said is not noted.",
    isDone: () => message("isla", "NO-"),
    target: () => chip("morag") ?? form("morag", "named_online.told", "Save") ?? inDialog("morag", "I have told them") ?? opens("morag"),
  },
  {
    who: "isla",
    todo: "Only now Harbour writes to Isla: she has a say. Press Say something, fill it in and save it.",
    why: "She may write it, tell Morag, or say nothing. Who found it, she is not told.",
    isDone: () => message("isla", "NO-", "What you said is kept"),
    target: () => chip("isla") ?? form("isla", "named_online.wishes", "Save") ?? inMessage("isla", "NO-", "Say something"),
  },
  {
    who: "morag",
    todo: "Now it can be decided. Open it, press Decide what is done, and give the reasons.",
    why: "Each thing that is done has reasons of its own, and so has doing nothing.",
    isDone: () => dialogSays("morag", "note what support you offered") || dialogSays("morag", "share a short summary") || message("hamish", "NO-"),
    target: () => chip("morag") ?? form("morag", "named_online.decide", "Save") ?? inDialog("morag", "Decide what is done") ?? opens("morag"),
  },
  {
    who: "morag",
    todo: "Note what support was offered; then share a summary with the management team.",
    why: "Whether Isla takes anything up is recorded nowhere. The management team reads these words and no others.",
    isDone: () => message("hamish", "NO-"),
    target: () =>
      chip("morag") ??
      form("morag", "named_online.offers", "Save") ??
      form("morag", "named_online.share", "Share it") ??
      inDialog("morag", "Note what was offered") ??
      inDialog("morag", "Share a summary") ??
      opens("morag"),
  },
  {
    who: "morag",
    todo: "Should anything stand in Isla's personal records? Press Personal records, and answer Yes for Morag's half.",
    why: "A record is made only if both say yes. Neither sees the other's answer before both are there.",
    isDone: () => dialogSays("morag", "can still answer about personal records") || dialogSays("morag", "Settled."),
    target: () => chip("morag") ?? answers("morag", "Yes") ?? inDialog("morag", "Personal records") ?? opens("morag"),
  },
  {
    who: "isla",
    todo: "Isla answers for herself: open her item, press Personal records, and answer No.",
    why: "Either answer is fine, and so is none. One no is enough.",
    isDone: () => dialogSays("isla", "No record is made") || dialogSays("isla", "Both of you said yes"),
    target: () => chip("isla") ?? answers("isla", "No") ?? inDialog("isla", "Personal records") ?? opens("isla"),
  },
  {
    who: "morag",
    todo: "Open it once more: it is settled, and no record is made in personal records.",
    why: "Nobody is nudged about it again. Hamish, of the management team, can open his summary, and nothing else.",
    isDone: () => dialogSays("morag", "Settled. Nothing more to do."),
    target: () => chip("morag") ?? opens("morag"),
  },
];

/** The one question about personal records: the answer itself, and then Save. */
function answers(handle, label) {
  if (!isOpen(handle, "named_online.personal")) return null;
  return option(handle, label) ?? inDialog(handle, "Save");
}

export const namedOnline = {
  name: "named-online",
  title: "Named online",
  over: "Isla heard it from a person, had a say, and nobody learnt more than they needed.",
  steps: STEPS,
};
