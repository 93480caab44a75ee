"""Cards of an appeal, for its decider and for the person who recorded it (policy 1.3, 1.8)."""

from __future__ import annotations

from datetime import date

from bot.chat.cards import Block, Button, Buttons, Card, Divider, Facts, Heading, Item, Look, Quote, Small, Text
from bot.records.appeal.parts import Decision, Told
from bot.records.appeal.record import Appeal, State
from bot.records.restriction.record import Restriction
from bot.views import pages, wording
from bot.views.appeal import letter as letters
from bot.views.appeal import words as said
from bot.views.context import Context
from bot.views.letters.form import draft_button, sent

RECORD = "appeal.record"
ATTACH = "appeal.attach"
ACKNOWLEDGE = "appeal.acknowledge"
DECIDE = "appeal.decide"
TOLD = "appeal.told"
SUSPEND = "appeal.suspend"
RESUME = "appeal.resume"
ASIDE = "appeal.aside"


# -- for whoever recorded it -----------------------------------------------------------------------------


def receipt(record: Appeal) -> Card:
    """Confirmation for the person who recorded it; always the same, so that it reveals nothing."""
    return Card(
        title=f"Appeal {record.ref}",
        blocks=(
            Text(said.THANKS),
            Text(said.KEEP_SAFE),
            Small(f"Your reference is {record.ref}."),
            wording.section("1.3", "1.8"),
        ),
    )


def moved(record: Appeal) -> Card:
    """Answer to a decider who turns out to have a part in its subject."""
    text = "You have a part in what this appeal is about, so somebody else decides it. There is nothing for you to do."
    return Card(title=record.ref, blocks=(Text(text), wording.section("1.8")))


# -- for whoever decides it --------------------------------------------------------------------------------


def for_decider(record: Appeal, restriction: Restriction | None, context: Context, *, page: str = "") -> Card:
    """Card for the decider: next step, the appeal in their words, the restriction, the decision and the telling."""
    return _card(record, restriction, context, page=page, acts=True)


def for_reading(record: Appeal, restriction: Restriction | None, context: Context, *, page: str = "") -> Card:
    """The same card for other readers, with no button except to the restriction."""
    return _card(record, restriction, context, page=page, acts=False)


def _card(record: Appeal, restriction: Restriction | None, context: Context, *, page: str, acts: bool) -> Card:
    blocks: list[Block] = _next(record, restriction, context) if acts else [Text(said.STANDS[record.state])]
    blocks += [*_against(record, restriction, context), *_suspensions(record, restriction, context)]
    blocks += _decided(record.decision, context) if record.decision is not None else []
    blocks += _told(record.told, context) if record.told is not None else []
    blocks += [Divider(), *_came_in(record, context), *_aside(record, context), *sent(record, context)]
    blocks += [said.afterwards(context.policy), wording.section("1.3", "1.8")]
    card = Card(title=f"Appeal {record.ref}", blocks=tuple(blocks))
    return pages.paged(card, page, action="appeal.open", about=record.id)


def _next(record: Appeal, restriction: Restriction | None, context: Context) -> list[Block]:
    blocks: list[Block] = [Text(said.NEXT[record.state])]
    if record.decision is None:
        blocks.append(Text(f"It should be decided by {context.day(_target(record, context))}."))
    steps = (*_steps(record, restriction), *((draft_button(record.id),) if letters.which(record) else ()))
    return [*blocks, *([Buttons(steps)] if steps else [])]


def _target(record: Appeal, context: Context) -> date:
    return context.policy.calendar.working_days_from(record.received.on, context.policy.appeal_days)


def _steps(record: Appeal, restriction: Restriction | None) -> tuple[Button, ...]:
    """Buttons: the next step first, then the other possible ones."""
    if record.state is State.CLOSED:
        return ()
    if record.state is State.DECIDED:
        return (_form("They have been told", TOLD, record, primary=True),)
    first = ("Decide", DECIDE) if record.acknowledged is not None else ("They know that it arrived", ACKNOWLEDGE)
    steps = [_form(*first, record, primary=True)]
    steps.append(_form("Say which restriction it is about", ATTACH, record))
    if suspends(record, restriction):
        steps.append(_form("End the suspension", RESUME, record))
    elif restriction is not None and restriction.in_force:
        steps.append(_form("Suspend the restriction", SUSPEND, record))
    return (*steps, _form("I have a part in this matter", ASIDE, record))


def suspends(record: Appeal, restriction: Restriction | None) -> bool:
    """True if the restriction is suspended because of this appeal."""
    running = restriction.suspension if restriction is not None else None
    return running is not None and running.appeal == record.id


def _form(label: str, form: str, record: Appeal, *, primary: bool = False) -> Button:
    return Button(
        label=label,
        action=f"form:{form}",
        about=record.id,
        extra=str(record.version),
        look=Look.PRIMARY if primary else Look.PLAIN,
    )


def _against(record: Appeal, restriction: Restriction | None, context: Context) -> list[Block]:
    """Link to the restriction, where the decision and its reasons can be read."""
    blocks: list[Block] = [Divider(), Heading("What it is against")]
    if restriction is None:
        return [*blocks, Text("It is not known yet which restriction it is about.")]
    stands = context.words[restriction.kind].of(restriction.state).stands
    opening = Button(label="Open", action="restriction.open", about=restriction.id)
    blocks.append(Item(f"{restriction.ref} · restriction: {stands}", opening))
    if record.is_open and suspends(record, restriction):
        blocks.append(Text(said.SUSPENDED))
    elif record.decision is None and restriction.in_force:
        blocks.append(Text(said.STAYS))
    return blocks


def _suspensions(record: Appeal, restriction: Restriction | None, context: Context) -> list[Block]:
    """Suspensions because of this appeal, with the reasons; hidden from the restriction's own decider."""
    blocks: list[Block] = []
    for each in restriction.suspensions if restriction is not None else ():
        if each.appeal == record.id:
            lead = f"Suspended by {context.name(each.by)}, {context.moment(each.at)}"
            blocks += [Small(lead), Quote(each.reasons), Small("How they hear of it"), Quote(each.heard)]
            if each.ended is not None:
                end = f"Suspension ended by {context.name(each.ended.by)}, {context.moment(each.ended.at)}"
                blocks += [Small(end), Quote(each.ended.reasons)]
    return blocks


def _came_in(record: Appeal, context: Context) -> list[Block]:
    """Details of the appeal's arrival, and its words."""
    received = record.received
    facts = [
        ("It came in on", f"{context.day(received.on)}: {said.CHANNEL[received.channel]}"),
        ("About, as it was given", received.about),
        ("Recorded by", f"{context.name(record.origin.by)}, {context.moment(record.origin.at)}"),
    ]
    if record.acknowledged is not None:
        facts.append(("They heard that it arrived on", context.day(record.acknowledged.on)))
    blocks: list[Block] = [Heading("What came in"), Facts(tuple(facts))]
    if record.says:
        blocks += [Small("What they say"), Quote(record.says)]
    if received.passed_on:
        name = context.name(record.origin.by)
        blocks.append(Text(f"What they say is in the letter or e-mail that {name} keeps for you: please ask for it."))
    return blocks


def _decided(decision: Decision, context: Context) -> list[Block]:
    lead = f"Decided by {context.name(decision.by)}, {context.moment(decision.at)}"
    return [Divider(), Heading(_outcome(decision)), Small(lead), Quote(decision.reasons)]


def _outcome(decision: Decision) -> str:
    """Outcome in a few words; for a restriction that was over already, if it had been right."""
    over = said.OUTCOME_OVER.get(decision.outcome) if decision.over else None
    return over or said.DECIDED[decision.outcome]


def _told(told: Told, context: Context) -> list[Block]:
    if told.on is None:
        return [Small("The individual has not been told, because"), Quote(told.not_told_because)]
    words = f"The individual was told on {context.day(told.on)} by {told.by}: {told.how}."
    return [Text(f"{words} They have heard whom they can turn to now.")]


def _aside(record: Appeal, context: Context) -> list[Block]:
    """Earlier deciders who withdrew because of a part in the matter, with their reasons."""
    blocks: list[Block] = []
    for stood in record.stood_aside:
        lead = f"{context.name(stood.by)} does not decide this, {context.moment(stood.at)}"
        blocks += [Small(lead), Quote(stood.reason)]
    return blocks
