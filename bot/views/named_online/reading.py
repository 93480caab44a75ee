"""Cards about a named colleague, for the finder, the manager, the named person and the team (1.14.3)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.cards import Block, Button, Buttons, Card, Divider, Heading, Item, Link, Look, Quote, Small, Text
from bot.records.base import RecordId
from bot.records.links import inert
from bot.records.named_online import personal_records
from bot.records.named_online.parts import Gate, Step, WishKind
from bot.records.named_online.record import NamedOnline
from bot.views import pages, wording
from bot.views.context import Context
from bot.views.evidence import reading as evidence
from bot.views.named_online import story
from bot.views.named_online.deciding import DECIDE, HARASSMENT, OFFERS, PERSONAL, SHARE
from bot.views.named_online.forms import TOLD, URGENT, WISHES
from bot.views.police.words import DANGER
from bot.views.restriction.steps import PROPOSE

#: The button's extra that says that it is a threat.
IS_THREAT = "yes"
#: The manager's first instruction (model.md §7).
TELL_THEM = (
    "Someone in your team has been named publicly. Please tell them yourself, in private, and ask what they would like "
    "to happen. Please do not forward this."
)
YOUR_SAY = "You have a say in what happens next. You can write it, tell your manager, or say nothing for now."
SENT = "Thank you. Sent to the right manager."
#: Used if it is about the finder alone, and there is no handler yet.
SENT_TO_NOBODY_YET = "Thank you. It is sent."
KEEP_IT = (
    "Please don't pass it on, so that they hear it privately. What comes of it is theirs: you hear no more of it here."
)
DISTRESS = "What this leads to may distress. You need not open it, and need not read it to its end."


# -- the finder --------------------------------------------------------------------------------------


def sent(
    *,
    threat: bool,
    police: Sequence[RecordId],
    own: NamedOnline | None,
    others: bool,
    context: Context,
    screenshot: str | None = None,
) -> Card:
    """Confirmation for the finder, and all that they ever read about it, whatever the result (R-1.14.3-3).

    `police`: the police decisions that the threat has opened. `own`: the record about the finder, if they are named
    themselves. `others`: True if anybody else is named. `screenshot`: address at which they can add one, once.
    """
    lead = SENT if others or own is None or own.handler is not None else SENT_TO_NOBODY_YET
    blocks: list[Block] = [Text(f"{lead} {KEEP_IT}" if others else lead)]
    if threat:
        blocks.insert(0, Text("If anyone is in danger, call 999. You can call the police yourself at any time."))
    if police:
        called = Button(
            label="I have called the police", action="police.called", about=police[0], extra=",".join(police[1:])
        )
        blocks.append(Buttons((called,)))
    if screenshot is not None:
        blocks += [
            Text("If you have a screenshot, you can add it now: it may be taken down. It opens in your browser."),
            Link(label="Add a screenshot", url=screenshot),
        ]
    if own is not None:
        blocks += [Divider(), Text(f"{YOUR_SAY} {who_has_it(own, context)}"), Buttons(_own_buttons(own))]
        blocks += [Divider(), *wording.support_lines(context.policy)]
    return Card(title="Sent", blocks=tuple(blocks))


def who_has_it(record: NamedOnline, context: Context) -> str:
    """Handler's name, for the named person."""
    if record.handler is None:
        return "The management team has been asked who handles what is about you."
    return f"{context.name(record.handler)} handles it, and nobody else does."


# -- the manager -------------------------------------------------------------------------------------


def for_manager(
    record: NamedOnline,
    belongs: tuple[Item, ...],
    context: Context,
    *,
    may_close: bool = False,
    may_propose: bool = False,
    page: str = "",
) -> Card:
    """Card for the manager: the next step, the findings, and the steps taken.

    `may_close`: True once both have had their time to answer about personal records. `may_propose`: True if a
    restriction was decided on and is not proposed yet.
    """
    blocks: list[Block] = [*_danger(record), *_next_step(record, context, may_close=may_close)]
    if may_propose:
        propose = Button(label="Propose a restriction", action=f"form:{PROPOSE}", about=record.id)
        blocks += [Text("You decided to propose a restriction: it still has to be written."), Buttons((propose,))]
    blocks += [Divider(), *story.found(record, context, by=True), *_since(record, context, may_answer=True)]
    if belongs:
        blocks += [Divider(), Heading("What belongs to it"), *belongs]
    blocks += [
        Buttons((evidence.add_button(record.id),)),
        *story.found_earlier(record, context, by=True),
        *story.said_earlier(record, context),
        wording.section("1.9.3", "1.10.3", "1.14.3"),
    ]
    return _paged(record, "Named publicly", blocks, page)


def _danger(record: NamedOnline) -> list[Block]:
    """Advice for a possible threat (1.9.4), above all else; with a question if the finder was not sure."""
    if not record.may_be_threat or not record.is_open:
        return [Text(DANGER)] if record.has_threat else []
    answers = tuple(
        Button(label=label, action="named_online.judge", about=record.id, extra=extra)
        for label, extra in (("It is a threat", IS_THREAT), ("It is no threat", "no"))
    )
    doubt = "Whoever found it was not sure whether it holds a threat. Please look, and say."
    return [Text(f"{DANGER} {doubt}"), Buttons(answers)]


def _since(record: NamedOnline, context: Context, *, may_answer: bool) -> list[Block]:
    parts = (
        story.around(record, context),
        story.hurried(record, context),
        story.said(record, context),
        story.done(record, context, may_answer=may_answer),
    )
    return [block for part in parts if part for block in (Divider(), *part)]


def _paged(record: NamedOnline, title: str, blocks: list[Block], page: str) -> Card:
    card = Card(title=f"{title} {record.ref}", blocks=tuple(blocks))
    return pages.paged(card, page, action="named_online.open", about=record.id)


def _form(label: str, form: str, record: NamedOnline, *, first: bool = False) -> Button:
    look = Look.PRIMARY if first else Look.PLAIN
    return Button(label=label, action=f"form:{form}", about=record.id, look=look)


def _next_step(record: NamedOnline, context: Context, *, may_close: bool) -> list[Block]:
    """Next step, and other possible ones beside it."""
    if not record.is_open:
        again = _form("Decide something further", DECIDE, record)
        return [Text("Settled. Nothing more to do."), Buttons((again,))]
    left = record.steps_left
    person = context.name(record.person)
    if Step.ACKNOWLEDGE in left:
        seen = Button(label="Acknowledge", action="named_online.acknowledge", about=record.id, look=Look.PRIMARY)
        return [Text(TELL_THEM), Buttons((seen, _cannot_take(record)))]
    if Step.TELL in left:
        lead = (
            f"{TELL_THEM} Talk with them in person, by phone or in a video call: not in the chat, and not by e-mail. "
            f"Harbour tells {person} nothing."
        )
        first = _form("I have told them", TOLD, record, first=True)
        return [Text(lead), Buttons((first, *_in_danger(record), _cannot_take(record)))]
    for step, text, label, form in _steps(record, person):
        if step in left:
            # The next step is the primary button; the others can be taken out of turn.
            others = [_form(o, f, record) for s, _, o, f in _steps(record, person) if s in left and f != form]
            ready = [b for b in others if b.action != f"form:{DECIDE}" or record.wishes_since is not None]
            return [Text(text), Buttons((_form(label, form, record, first=True), *ready, *_in_danger(record)))]
    return _waits(record, person, may_close=may_close)


def _steps(record: NamedOnline, person: str) -> tuple[tuple[Step, str, str, str], ...]:
    """Steps after they have been told: an instruction and a form each."""
    asks = f"{person} knows, and has a say. Please ask what they would like to happen: they may also choose not to say."
    if record.wishes and record.wishes[-1].kind is WishKind.TELL_MANAGER:
        asks = f"{person} would rather tell you what they would like to happen. Please ask, and note it in their words."
    removal = " Whether to seek removal is still open." if record.decisions else ""
    return (
        (Step.WISHES, asks, "Note what they would like", WISHES),
        (Step.DECIDE, f"Next: decide what is done, if anything.{removal} {HARASSMENT}", "Decide what is done", DECIDE),
        (Step.OFFERS, f"Next: note what support you offered {person}.", "Note what was offered", OFFERS),
        (Step.SHARE, "Next: share a short summary with the management team.", "Share a summary", SHARE),
        (
            Step.THEIR_HALF,
            "Next: your answer about personal records. A record is made there only if both of you say yes.",
            "Personal records",
            PERSONAL,
        ),
    )


def _waits(record: NamedOnline, person: str, *, may_close: bool) -> list[Block]:
    left = record.steps_left
    blocks: list[Block] = []
    if Step.POLICE in left:
        blocks.append(Text("It waits for the decision about the police, which stands below."))
    elif may_close:
        text = f"{person} has had time for their answer about personal records: without two answers, none is made."
        close = Button(label="Close it", action="named_online.close", about=record.id, look=Look.PRIMARY)
        blocks += [Text(text), Buttons((close,))]
    else:
        blocks.append(Text(f"Nothing more to do for now. {person} can still answer about personal records."))
    blocks.append(Buttons((_form("Decide something further", DECIDE, record), _form("Their say", WISHES, record))))
    return blocks


def _in_danger(record: NamedOnline) -> tuple[Button, ...]:
    """Buttons for danger: note it, then take the step before its turn."""
    gates = {gate for override in record.overrides for gate in override.gates}
    buttons = []
    acts_early = record.told is None or record.wishes_since is None
    if acts_early and Gate.ACT in gates:
        buttons.append(_form("Decide what is done", DECIDE, record))
    if record.told is None and Gate.SHARE in gates and record.shared is None:
        buttons.append(_form("Share a summary", SHARE, record))
    if acts_early and gates != set(Gate):
        buttons.append(_form("Someone is in danger", URGENT, record))
    return tuple(buttons)


def _cannot_take(record: NamedOnline) -> Button:
    return Button(label="I can't take this", action="pass_on", about=record.id)


# -- the one who is named ----------------------------------------------------------------------------


def for_named(record: NamedOnline, context: Context, *, belongs: tuple[Item, ...] = (), page: str = "") -> Card:
    """Card for the named person, once they have been told: their say, and the steps taken."""
    blocks: list[Block] = [*_danger(record)]
    blocks += [Text(f"{YOUR_SAY} {who_has_it(record, context)}"), Buttons(_own_buttons(record))]
    blocks += [Divider(), *story.found(record, context, by=False), *_since(record, context, may_answer=False)]
    blocks += [Divider(), Heading("Evidence"), *belongs] if belongs else []
    blocks += [Divider(), *wording.support_lines(context.policy)]
    blocks += [
        *story.found_earlier(record, context, by=False),
        *story.said_earlier(record, context),
        wording.section("1.12.2", "1.14.3"),
    ]
    return _paged(record, "Your private item", blocks, page)


def _own_buttons(record: NamedOnline) -> tuple[Button, ...]:
    label = "Add to what you said" if record.wishes else "Say what you would like"
    buttons = [_form(label, WISHES, record, first=True)]
    if record.is_open and personal_records.agreed(record) is None:
        buttons.append(_form("Personal records", PERSONAL, record))
    return (*buttons, evidence.add_button(record.id))


def noted(record: NamedOnline, context: Context) -> Card:
    """Confirmation for the named person of something that they said."""
    text = f"Thank you. {who_has_it(record, context)} You can add to it at any time."
    opening = Button(label="Open", action="named_online.open", about=record.id)
    return Card(title=record.ref, blocks=(Text(text), Buttons((opening,)), *wording.support_lines(context.policy)))


_ANSWERED = {
    None: "Your answer is kept. A record is made only if both of you say yes.",
    True: "Both of you said yes. Your manager sees to it.",
    False: "No record is made in your personal records.",
}


def chosen(record: NamedOnline) -> Card:
    """Confirmation for the named person of their answer about personal records (R-1.14.3-10)."""
    opening = Button(label="Open", action="named_online.open", about=record.id)
    text = f"Thank you. {_ANSWERED[personal_records.agreed(record)]}"
    return Card(title=record.ref, blocks=(Text(text), Buttons((opening,))))


# -- the link, and the summary -----------------------------------------------------------------------


def link(record: NamedOnline) -> Card:
    """Links of the findings, as inert text that cannot be pressed (R-1.14.3-2)."""
    back = Button(label="Back", action="named_online.open", about=record.id)
    quotes = tuple(Quote(inert(text)) for text in story.links(record))
    return Card(
        title="The link",
        blocks=(
            Text(DISTRESS),
            *quotes,
            Small("It is plain text, and cannot be pressed. To look at it, copy it and take the square brackets out."),
            Buttons((back,)),
            wording.section("1.14.1", "1.14.3"),
        ),
    )


def summary(record: NamedOnline, context: Context) -> Card:
    """Card for the management team: the shared summary, and nothing else (R-1.14.3-9)."""
    assert record.shared is not None  # readable only once shared
    shared = record.shared
    return Card(
        title=record.ref,
        blocks=(
            Text("Shared with the management team in confidence."),
            Quote(shared.summary),
            Small(f"{context.name(shared.by)}, {context.moment(shared.at)}"),
            wording.section("1.14.3"),
        ),
    )
