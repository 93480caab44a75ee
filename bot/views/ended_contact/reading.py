"""Cards of an ended contact: its confirmation, and one each for the manager and the reporter."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.cards import Block, Button, Buttons, Card, Divider, Facts, Heading, Item, Look, Quote, Small, Text
from bot.people import Role
from bot.records.base import Record
from bot.records.came import Came
from bot.records.ended_contact.parts import WRITTEN, Addition, NoteKind
from bot.records.ended_contact.record import EndedContact, State
from bot.records.individual import Individual, Relationship
from bot.records.police.record import PoliceDecision
from bot.views import aims, lines, pages, wording
from bot.views.came import so_far
from bot.views.context import Context
from bot.views.ended_contact import grounds, labels
from bot.views.evidence import reading as evidence
from bot.views.follow_ups.words import DO_NOT_REPLY
from bot.views.letters.form import sent
from bot.views.police.reading import VIEW
from bot.views.police.words import called
from bot.views.restriction.steps import PROPOSE
from bot.views.support_request import reading as support_request

REPORT = "ended_contact.report"
TALKED = "ended_contact.talked"
TRIAGE = "ended_contact.triage"
OUTCOME = "ended_contact.outcome"
ADD = "ended_contact.add"
NONE_NEEDED = "ended_contact.no_restriction"

#: The beginning of a manager's reason if the intended restriction is not needed after all.
NO_RESTRICTION = "No restriction after all"

#: The number of additions shown beside the reporter's words, the newest first; the others come at the end.
ADDITIONS_SHOWN = 5


# -- the receipt -------------------------------------------------------------------------------------


def receipt(
    record: EndedContact,
    context: Context,
    *,
    also: tuple[Record, ...] = (),
    police: PoliceDecision | None = None,
    unasked: tuple[str, ...] = (),
) -> Card:
    """Confirmation for the reporter.

    `police`: the decision that the report has opened; `unasked`: the questions that its answers raised too late.
    """
    waits = record.handler is None
    who = (
        "The management team has been asked who should see this"
        if waits
        else f"{context.name(record.handler)} can see this privately"
    )
    if not waits and context.me and context.me.line_manager == record.handler:
        who = "Your line manager can see this privately"
    blocks: list[Block] = []
    if record.account.is_urgent:
        blocks.append(Text("If anyone is in danger, call 999. You can call the police yourself at any time."))
        blocks.append(Text("I am sorry that this happened to you."))
    blocks.append(Text(f"Thank you. {who}. {labels.ENDING_WAS_YOURS}"))
    blocks += _do_not_reply(record)
    blocks += _about_police(police, context)
    if record.account.injury:
        told = f"Somebody was hurt: your manager tells {_health_and_safety(context)}. You need not do it yourself."
        blocks.append(Text(told))
    blocks += [lines.gone_with_it(r, context) for r in also]
    blocks += [Divider(), *wording.support_lines(context.policy)]
    if unasked:
        blocks.append(Text("There is a little more that you could say, if you like: press “Add something”."))
    blocks.append(Buttons(_reporter_buttons(record, also, unasked)))
    blocks.append(Small(f"Your reference is {record.ref}. You do not need to give a reason for time away."))
    return Card(title="Sent", blocks=tuple(blocks))


def _hurt(record: EndedContact, context: Context) -> str | None:
    """Answer about injuries; for the handler with a reminder of the person to tell (1.9)."""
    if not record.account.injury:
        return None
    return f"Yes: please tell {_health_and_safety(context)}" if context.reader == record.handler else "Yes"


def _health_and_safety(context: Context) -> str:
    """Names of the health and safety leads, or their title if nobody has that role."""
    leads = context.people.holding(Role.HEALTH_AND_SAFETY)
    lead = "the health and safety lead"
    return f"{context.names(leads)} ({lead})" if leads else lead


def _do_not_reply(record: EndedContact) -> list[Block]:
    """Reminder not to answer correspondence directly: a manager sees that the sender is informed (R-1.9.2-3)."""
    if record.account.channel not in WRITTEN:
        return []
    return [Text(f"{DO_NOT_REPLY} A manager decides whether it is acceptable, and how its sender hears.")]


def _about_police(police: PoliceDecision | None, context: Context) -> list[Block]:
    """Line about the police decision, and a request for the reporter's opinion (R-1.9.4-4, R-1.9.4-6)."""
    if police is None or context.reader not in police.can_be_asked:
        return []
    said = any(view.of == context.reader for view in police.views)
    say = Button(label="Say what you think", action=f"form:{VIEW}", about=police.id)
    reading = Button(label="Open", action="police.open", about=police.id)
    text = f"A manager decides about the police, so that you do not have to decide alone ({police.ref})."
    asked = "" if said else " They would like to know what you think, and any answer is fine."
    return [Text(text + asked), Buttons((reading if said else say, called(police.id)))]


def _reporter_buttons(
    record: EndedContact, also: tuple[Record, ...], unasked: tuple[str, ...] = ()
) -> tuple[Button, ...]:
    buttons = []
    if not any(r.kind == "time_away" for r in also):
        buttons.append(Button(label="I'd like a short time away", action="time_away.ask", about=record.id))
    adding = Button(label="Add something", action=f"form:{ADD}", about=record.id, extra=",".join(unasked))
    buttons.append(adding)
    if record.waits_for_note:
        buttons.append(Button(label="I'd rather tell my manager", action="ended_contact.tell_manager", about=record.id))
    return tuple(buttons)


# -- reading it --------------------------------------------------------------------------------------


def for_manager(
    record: EndedContact,
    individual: Individual | None,
    belongs: tuple[Item, ...],
    context: Context,
    *,
    ways: tuple[Button, ...] = (),
    earlier: tuple[Block, ...] = (),
    came: tuple[Came, ...] = (),
    page: str = "",
) -> Card:
    """Card for the manager: the next step, the report in its own words, details, related records.

    `ways`: buttons to everything else that can be opened. `came`: results as the reporter reads them.
    `earlier`: lines about earlier reports, until the next steps are decided. `page`: its page to show.
    """
    blocks: list[Block] = [*_next_step(record, context), *_do_not_reply(record)]
    if belongs and record.state is State.CLOSED:
        blocks.append(Text("What grew out of it stands below, and may still wait for you."))
    blocks += [Divider(), *_account(record, individual, context), *earlier]
    if record.triage:
        blocks += [Divider(), *_triaged(record, context)]
    blocks += so_far(came, f"What {context.name(record.origin.by)} reads of what came of it", context)
    blocks += sent(record, context)
    if belongs:
        blocks += [Divider(), Heading("What belongs to it"), *belongs]
    buttons = [Button(label="Add a note", action=f"form:{ADD}", about=record.id), evidence.add_button(record.id)]
    if record.waits_for_proposal:
        propose = Button(label="Propose a restriction", action=f"form:{PROPOSE}", about=record.id)
        none = Button(label="None after all", action=f"form:{NONE_NEEDED}", about=record.id)
        buttons = [propose, none, *buttons]
    blocks += [
        Buttons(tuple(buttons)),
        *((Buttons(ways),) if ways else ()),
        *_added_earlier(record, context),
        *_told_earlier(record, context),
        wording.section("1.9", "1.12.1", "1.12.2"),
    ]
    return _paged(Card(title=f"Ended contact {record.ref}", blocks=tuple(blocks)), record, page)


def _paged(card: Card, record: EndedContact, page: str) -> Card:
    return pages.paged(card, page, action="ended_contact.open", about=record.id)


def for_reporter(
    record: EndedContact,
    individual: Individual | None,
    context: Context,
    *,
    police: PoliceDecision | None = None,
    belongs: tuple[Item, ...] = (),
    came: tuple[Came, ...] = (),
    cards: tuple[Button, ...] = (),
    page: str = "",
) -> Card:
    """Card for the reporter: the state of their report, its results, and their own words.

    `cards`: buttons that open their alert cards about current measures.
    """
    blocks: list[Block] = [Text(standing(record, context)), *_do_not_reply(record)]
    if record.outcome:
        blocks += [Quote(record.outcome.words)]
    blocks += so_far(came, "What came of it", context)
    blocks += [Buttons(cards)] if cards else []
    if record.waits_for_word:
        blocks.append(Text("You will hear what comes of it: you do not have to ask."))
    blocks += _about_police(police, context)
    blocks += [Divider(), *_account(record, individual, context), Divider(), *wording.support_lines(context.policy)]
    blocks += [Divider(), Heading("Evidence"), *belongs] if belongs else []
    blocks += [
        Buttons(
            (
                *_reporter_buttons(record, ()),
                evidence.add_button(record.id),
                support_request.something_else(record.id),
            )
        ),
        *_added_earlier(record, context),
    ]
    blocks += _told_earlier(record, context)
    blocks.append(wording.section("1.12.1", "1.12.2"))
    return _paged(Card(title=f"Your report {record.ref}", blocks=tuple(blocks)), record, page)


def standing(record: EndedContact, context: Context) -> str:
    """State of a report in a sentence, for the reporter."""
    match record.state:
        case State.SUBMITTED:
            return "Sent. It waits for a manager to open it."
        case State.ACKNOWLEDGED:
            who = context.name(record.handler) if record.handler else "A manager"
            return f"{who} has seen it and will talk with you."
        case State.DISCUSSED:
            return "You have talked about it. What follows is being decided."
        case State.TRIAGED | State.TOLD | State.PROPOSING | State.PROMISED:
            return "This is the answer that you were given:" if record.outcome else "What follows has been decided."
        case State.CLOSED:
            return "This is the answer that you were given:" if record.outcome else "It is settled."


def _next_step(record: EndedContact, context: Context) -> list[Block]:
    reporter = context.name(record.origin.by)
    talk = Button(label="We have talked", action=f"form:{TALKED}", about=record.id, look=Look.PRIMARY)
    decide = Button(label="Decide what follows", action=f"form:{TRIAGE}", about=record.id)
    match record.state:
        case State.SUBMITTED:
            acknowledge = Button(
                label="Acknowledge", action="ended_contact.acknowledge", about=record.id, look=Look.PRIMARY
            )
            pass_on = Button(label="I can't take this", action="pass_on", about=record.id)
            return [
                Text(f"{reporter} ended a contact. It needs a conversation, not a decision."),
                Buttons((acknowledge, pass_on)),
            ]
        case State.ACKNOWLEDGED:
            return [Text(f"Please talk with {reporter} as soon as you can."), Buttons((talk, decide))]
        case State.DISCUSSED:
            return [
                Text("You have talked. Next: decide what follows."),
                Buttons((replace(decide, look=Look.PRIMARY),)),
            ]
        case State.TRIAGED | State.TOLD | State.PROPOSING | State.PROMISED:
            return _still_to_do(record, reporter)
        case State.CLOSED:
            return [Text(settled(record, context))]


def _still_to_do(record: EndedContact, reporter: str) -> list[Block]:
    if record.dealt_with and record.waits_for_proposal:
        return [Text("A restriction is to follow. Please propose it below, or say why none is needed after all.")]
    if record.dealt_with and record.waits_for_word and not record.waits_for_police:
        return _word(record, reporter)
    if record.dealt_with:
        return [Text("You have talked, decided and told. It closes by itself once the police decision below is made.")]
    buttons = []
    if record.discussion is None:
        buttons.append(Button(label="We have talked", action=f"form:{TALKED}", about=record.id, look=Look.PRIMARY))
    if record.outcome is None:
        look = Look.PLAIN if buttons else Look.PRIMARY
        buttons.append(Button(label="Tell the outcome", action=f"form:{OUTCOME}", about=record.id, look=look))
    missing = "talk with them" if record.discussion is None else "let them know the outcome"
    text = f"What follows is decided. {reporter} still waits: please {missing}."
    police = " The police decision below is still to be made as well." if record.waits_for_police else ""
    return [Text(text + police), Buttons(tuple(buttons))]


def _word(record: EndedContact, reporter: str) -> list[Block]:
    """Reminder of the promise to report results to the reporter, by Harbour or by the manager (R-1.13-5)."""
    text = f"{reporter} was told that more is to come. Harbour tells them what comes of what you decided."
    if record.waits_for_own_word:
        text = f"{reporter} was told that more is to come, and you alone know what came of it. Please tell them."
    look = Look.PRIMARY if record.waits_for_own_word else Look.PLAIN
    telling = Button(label="Tell what came of it", action=f"form:{OUTCOME}", about=record.id, look=look)
    return [Text(text), Buttons((telling,))]


def _account(record: EndedContact, individual: Individual | None, context: Context) -> list[Block]:
    account = record.account
    blocks: list[Block] = [Heading(f"In the words of {context.name(record.origin.by)}")]
    match account.note_kind:
        case NoteKind.WRITTEN:
            blocks.append(Quote(account.note))
        case NoteKind.TELL_MANAGER:
            blocks.append(Text("Would rather tell you than write it. That is a valid note."))
        case NoteKind.LATER:
            blocks.append(Text("A note may follow." if record.waits_for_note else "The note is below."))
    tried = ". ".join(labels.TRIED[each] for each in account.tried)
    if tried or account.steps:
        blocks.append(Small("What they did or tried"))
        blocks += [Quote(words) for words in (tried, account.steps) if words]
    blocks += _added(record.additions[-ADDITIONS_SHOWN:], context)
    facts = _facts(record, individual, context)
    return [*blocks, *(Facts(tuple(facts[i : i + 8])) for i in range(0, len(facts), 8))]


def _added(additions: tuple[Addition, ...], context: Context) -> list[Block]:
    """Additions, the newest first."""
    return [
        block
        for addition in reversed(additions)
        for block in (Small(f"{context.name(addition.by)}, {context.moment(addition.at)}"), Quote(addition.text))
    ]


def _added_earlier(record: EndedContact, context: Context) -> list[Block]:
    earlier = record.additions[:-ADDITIONS_SHOWN]
    return [Divider(), Heading("Added earlier"), *_added(earlier, context)] if earlier else []


def _told_earlier(record: EndedContact, context: Context) -> list[Block]:
    """Earlier answers to the reporter, the newest first."""
    told = [
        block
        for outcome in reversed(record.told_before)
        for block in (Small(f"{context.name(outcome.by)}, {context.moment(outcome.at)}"), Quote(outcome.words))
    ]
    return [Divider(), Heading("Told earlier"), *told] if told else []


def _facts(record: EndedContact, individual: Individual | None, context: Context) -> list[tuple[str, str]]:
    account = record.account
    found: list[tuple[str, str | None]] = [
        ("When", context.moment(account.occurred_on)),
        ("How", labels.CHANNEL[account.channel]),
        ("What it was", ", ".join(labels.REASON[r] for r in account.reasons)),
        ("Warning", labels.WARNED[account.warned] if account.warned else None),
        ("Threat against" if account.has_threat else "Against", aims.threat_against(record, context)),
        ("Recording", labels.RECORDING_FOR[account.recording_for] if account.recording_for else None),
        ("Aimed at", aims.aimed_at(record, context)),
        ("Which colleague", context.names(account.targets) or None),
        ("How it ended", ", ".join(labels.ENDED[e] for e in account.ended) or None),
        ("The individual", individual.display if individual else None),
        ("They are", _relationship(record, individual)),
        ("Also there", context.names(account.witnesses) or None),
        ("Somebody hurt", _hurt(record, context)),
        ("Try again on", context.day(account.reengage_on) if account.reengage_on else None),
        ("Who tries again", context.name(account.reengage_by) if account.reengage_by else None),
    ]
    return [(label, value) for label, value in found if value]


def _relationship(record: EndedContact, individual: Individual | None) -> str | None:
    found = individual.relationship if individual else record.account.relationship
    if found in (None, Relationship.UNKNOWN):
        return None
    assert found is not None  # by the check above
    words = labels.RELATIONSHIP[found]
    return f"{words} (the process for contracts may apply instead)" if found is Relationship.CONTRACTOR else words


def _triaged(record: EndedContact, context: Context) -> list[Block]:
    triage = record.triage
    assert triage is not None
    facts: list[tuple[str, str | None]] = [
        ("Category", ", ".join(labels.CATEGORY[c] for c in triage.categories)),
        ("Zero tolerance", "Yes" if triage.zero_tolerance else "No"),
        ("What follows", ", ".join(labels.FOLLOW_UP[f] for f in triage.follow_ups)),
        ("Signposted to", triage.signposted),
        *grounds.facts(triage.grounds),
    ]
    blocks: list[Block] = [
        Heading(f"Decided by {context.name(triage.by)}, {context.moment(triage.at)}"),
        Facts(tuple((label, value) for label, value in facts if value)),
    ]
    said: tuple[tuple[str, str], ...] = (
        ("The impact", triage.impact),
        ("Why it is not zero tolerance", triage.not_zero_because),
        ("What is being done", triage.action),
        *grounds.words(triage.grounds),
    )
    if record.outcome:
        said = (*said, (f"What {context.name(record.origin.by)} was told", record.outcome.words))
    for label, words in said:
        if words:
            blocks += [Small(label), Quote(words)]
    return blocks


def settled(record: EndedContact, context: Context) -> str:
    """Last line of a settled report, for a message: no content."""
    talk = record.discussion
    if talk is None:
        return "Nothing more to do here."
    if talk.chose_not_to:
        return "Your colleague chose not to talk about it. Nothing more to do."
    return f"You talked on {context.day(talk.on)}. Nothing more to do."


def reengaged(record: EndedContact) -> Card:
    """Confirmation for the colleague who tried again, or decided not to."""
    return Card(title=record.ref, blocks=(Text("Thank you. There is nothing more to do."),), settled=True)
