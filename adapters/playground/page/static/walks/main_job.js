// The first walk: eleven steps from a report to a restriction that is lifted.

import { box, chip, close, dialog, dialogSays, fillAndSend, form, inDialog, inMessage, isOpen, leap, message } from "./finding.js";

const REPORT = "A private report is waiting";
const CONVERSATION = "A conversation is waiting";
const DECISION = "A restriction is waiting for your decision";
const DEBRIEF = "Would a conversation with your manager help?";
const BOOK = "A conversation to book";
const NEWS = "There is news of what came of your report.";
const REVIEW = "A review is coming";

const WORDS = "/ended-contact Shouted at me about the repair and swore; I warned him twice";

const STEPS = [
  {
    who: "isla",
    todo: "Isla has just put the phone down. In her box, type /ended-contact and what happened, and press Enter.",
    why: "The sentence goes into the form. It is never posted into the chat.",
    types: WORDS,
    isDone: () => isOpen("isla", "ended_contact.report") || message("morag", "EC-"),
    target: () => chip("isla") ?? box("isla"),
  },
  {
    who: "isla",
    todo: "Answer what the form asks, or press Example answers; then press Send.",
    why: "Six taps and one sentence are enough. What depends on an answer appears when it matters.",
    isDone: () => dialogSays("isla", "Ending the contact was yours to decide") || message("morag", "EC-"),
    target: () => fillAndSend("isla", "Send") ?? box("isla"),
  },
  {
    who: "isla",
    todo: "Read Isla's receipt, and close it.",
    why: "Nobody approves or refuses that she ended the contact, and help is one press away.",
    isDone: () => !dialog("isla") && message("morag", "EC-"),
    target: () => close("isla"),
  },
  {
    who: "morag",
    todo: "Morag is Isla's manager. Press Open in her private report, then Acknowledge.",
    why: "Her message names nobody and nothing, and nobody else got one. What Isla wrote shows only here, and the view is logged.",
    isDone: () => message("morag", CONVERSATION) || dialogSays("morag", "We have talked") || message("morag", "EC-", "Nothing more"),
    target: () => chip("morag") ?? inDialog("morag", "Acknowledge") ?? inMessage("morag", REPORT, "Open"),
  },
  {
    who: "morag",
    todo: "They talk. Press We have talked and save it; then decide what follows.",
    why: "Only that they have talked is noted, never what was said. Isla hears what follows.",
    isDone: () => message("isla", "There is an answer to your report"),
    target: () =>
      chip("morag") ??
      form("morag", "ended_contact.talked", "Save") ??
      form("morag", "ended_contact.triage", "Save") ??
      inDialog("morag", "We have talked") ??
      inDialog("morag", "Decide what follows") ??
      inMessage("morag", "EC-", "Open"),
  },
  {
    who: "morag",
    todo: "Isla wished for contact to be restricted. Press Approve, and fill in the one dialog.",
    why: "One manager decides. What the report says stands there already; Deny would ask why, and what is done instead.",
    isDone: () => message("morag", "Approved", "RS-") || message("morag", "RS-", "In force"),
    target: () =>
      chip("morag") ??
      form("morag", "restriction.decision", "Approve") ??
      inMessage("morag", DECISION, "Approve"),
  },
  {
    who: "morag",
    todo: "Decide who needs to know: those who answer the phones get a card. Then say that the individual has been told.",
    why: "The card says what to do, and nothing else. Nothing starts before it has arrived and the individual has been told.",
    isDone: () => message("morag", "RS-", "In force"),
    target: () =>
      chip("morag") ??
      form("morag", "sharing.decide", "Next") ??
      inDialog("morag", "Share") ??
      form("morag", "restriction.told", "Save") ??
      inDialog("morag", "Decide who needs to know") ??
      inDialog("morag", "The individual has been told") ??
      inMessage("morag", "Approved", "Open"),
  },
  {
    who: "isla",
    todo: "Isla was told that she would hear what comes of it. Press Open in her news, and read it.",
    why: "Nobody has to remember that. Her message says only that there is news; the words are behind Open.",
    isDone: () => dialogSays("isla", "Contact is restricted from now on."),
    target: () => chip("isla") ?? inMessage("isla", NEWS, "Open"),
  },
  {
    who: "isla",
    todo: "Everyone involved is offered a conversation. Let Isla say Yes, and move on to the next morning.",
    why: "Any answer is fine. Morag is asked to find a time, and reminded until she has.",
    isDone: () => message("morag", BOOK),
    target: () => {
      if (message("isla", DEBRIEF)) return chip("isla") ?? inMessage("isla", DEBRIEF, "Yes");
      return close("isla") ?? leap("morning");
    },
  },
  {
    who: "morag",
    todo: "Morag has talked with Isla. Open the conversation to book, press We have talked, and save it.",
    why: "Only the day and what they agreed to do are kept.",
    isDone: () => message("morag", "DB-") && !message("morag", BOOK),
    target: () =>
      chip("morag") ??
      form("morag", "debrief.held", "Save") ??
      inDialog("morag", "We have talked") ??
      inMessage("morag", BOOK, "Open"),
  },
  {
    who: "morag",
    todo: "Go to the next nudge until the review is announced. Then open it, lift the restriction, and say who hears so.",
    why: "A review starts from: can this be lifted? Past its date it neither lapses nor goes on by itself.",
    isDone: () => dialogSays("morag", "Lifted. Nothing more to do.") || message("morag", "RS-", "Lifted", "Nothing more"),
    target: () =>
      form("morag", "restriction.review", "Save") ??
      form("morag", "restriction.told", "Save") ??
      form("morag", "sharing.decide", "Save") ??
      inDialog("morag", "Can this be lifted?") ??
      inDialog("morag", "The individual has been told") ??
      inDialog("morag", "Decide who needs to know") ??
      (dialogSays("morag", "Decided") ? inDialog("morag", "Open") : null) ??
      close("morag") ??
      (message("morag", REVIEW) ? (chip("morag") ?? inMessage("morag", REVIEW, "Open")) : leap("nudge")),
  },
];

export const mainJob = {
  name: "main-job",
  title: "First walk: a report",
  over: "You have seen a report through to the lifted restriction.",
  steps: STEPS,
};
