"""Cards of a police decision: for its manager and the staff concerned, and the thanks for a call (1.9.4)."""

from __future__ import annotations

from bot.chat.cards import Block, Button, Buttons, Card, Divider, Facts, Heading, Item, Look, Quote, Small, Text
from bot.people import PersonId
from bot.records.police.parts import Decision, View
from bot.records.police.record import PoliceDecision, State
from bot.records.witness import WitnessStatement
from bot.views import pages, wording
from bot.views.context import Context
from bot.views.evidence.reading import add_button
from bot.views.police import words as said
from bot.views.police.story import Story

VIEW = "police.view"
NOTE = "police.note_view"
DECIDE = "police.decide"
TELL = "police.tell"
REFERENCE = "police.reference"
FOLLOW_UP = "police.follow_up"
REOPEN = "police.reopen"
WITNESSES = "police.witnesses"
CALL = "police.call_reference"


# -- for the manager ---------------------------------------------------------------------------------


def for_manager(
    record: PoliceDecision,
    story: Story | None,
    statements: tuple[WitnessStatement, ...],
    context: Context,
    *,
    evidence: tuple[Item, ...] = (),
    page: str = "",
) -> Card:
    """Card for the handler: the next step, then everything on which the decision is based."""
    return _card(record, story, statements, context, page=page, acts=True, evidence=evidence)


def for_on_call(record: PoliceDecision, context: Context) -> Card:
    """Request to the manager on call to take it; nothing about the matter before they have."""
    manager = context.name(record.handler) if record.handler else "nobody so far"
    take = Button(label="I'll take this", action="police.take", about=record.id, look=Look.PRIMARY)
    return Card(
        title=f"Police decision {record.ref}",
        blocks=(
            Text(said.DANGER),
            Text(f"This cannot wait until the office opens, and you are on call. It lies with {manager}."),
            Text("If you take it, it moves to you: you read what was reported, and you decide. Otherwise it stays."),
            Buttons((take,)),
            wording.section("1.9.4"),
        ),
    )


def for_reading(
    record: PoliceDecision, statements: tuple[WitnessStatement, ...], context: Context, *, page: str = ""
) -> Card:
    """The same card for readers by role: no buttons, and nothing of the report."""
    return _card(record, None, statements, context, page=page, acts=False)


def _card(
    record: PoliceDecision,
    story: Story | None,
    statements: tuple[WitnessStatement, ...],
    context: Context,
    *,
    page: str,
    acts: bool,
    evidence: tuple[Item, ...] = (),
) -> Card:
    blocks: list[Block] = [Text(said.DANGER)]
    blocks += _next(record, context) if acts else [Text(standing(record, context))]
    blocks += _decisions(record, context)
    blocks += _story(record, story) if story is not None else []
    blocks += [Divider(), Heading("What they think"), *_views(record, context, acts=acts)]
    blocks += _calls(record, context)
    blocks += [Divider(), Heading("Who was there"), *_witnesses(record, statements, context, acts=acts)]
    blocks += [Divider(), Heading("Evidence"), *evidence] if evidence else []
    blocks += _afterwards(record, context)
    if acts:
        blocks.append(Buttons(_buttons(record)))
    blocks.append(wording.section("1.9.4"))
    card = Card(title=f"Police decision {record.ref}", blocks=tuple(blocks))
    return pages.paged(card, page, action="police.open", about=record.id)


def standing(record: PoliceDecision, context: Context) -> str:
    """State in a sentence."""
    match record.state:
        case State.OPENED:
            return f"It waits for a decision by {context.name(record.handler)}." if record.handler else "It waits."
        case State.DECIDED:
            return "It is decided. The staff concerned are to be told."
        case State.TOLD:
            return "It is decided, and the staff concerned have been told."
        case State.CLOSED:
            return "It is closed."


def _next(record: PoliceDecision, context: Context) -> list[Block]:
    """Next step, and opinions still missing."""
    match record.state:
        case State.OPENED:
            decide = _form("Decide", DECIDE, record, primary=True)
            pass_on = Button(label="I can't take this", action="pass_on", about=record.id)
            return [Text(said.NOT_ALONE), *_missing(record, context), Buttons((decide, pass_on))]
        case State.DECIDED:
            return _to_tell(record, context)
        case State.TOLD:
            return _to_close(record, context)
        case State.CLOSED:
            return [Text("It is closed. Nothing more to do.")]


def _to_tell(record: PoliceDecision, context: Context) -> list[Block]:
    """People still to be told: the police first, then the staff concerned."""
    names, police = context.names(record.staff), record.decision is not None and record.decision.to_be_told
    staff = _form(f"I have told {'the staff' if police else 'them'}", TELL, record, primary=not police)
    if not police:
        return [Text(f"It is decided. Next: please tell {names} yourself, in private."), Buttons((staff,))]
    text = f"It is decided. Next: please report it to the police, and tell {names} yourself, in private."
    if record.calls:
        caller = context.name(record.calls[-1].by)
        text = f"It is decided, and {caller} has called the police. Next: please tell {names} yourself, in private."
    return [Text(text), Buttons((_form("The police know", REFERENCE, record, primary=True), staff))]


def _missing(record: PoliceDecision, context: Context) -> list[Block]:
    """People whose opinion is still missing, so that the form does not surprise anybody."""
    answered = {view.of for view in record.views}
    waiting = tuple(p for p in record.staff if p not in answered)
    return [Text(f"Not heard yet: {context.names(waiting)}.")] if waiting else []


def _to_close(record: PoliceDecision, context: Context) -> list[Block]:
    left, to_be_told = [], record.decision is not None and record.decision.to_be_told
    if to_be_told:
        left.append("to note how the police were told" if record.calls else "to report it to the police")
    elif record.waits_for_reference:
        left.append("the police's reference, or that they gave none")
    if record.unasked:
        left.append(f"to ask {context.names(record.unasked)} what they saw")
    if left:
        label = "The police know" if to_be_told else "Add the reference"
        row = (Buttons((_form(label, REFERENCE, record, primary=True),)),) if record.waits_for_reference else ()
        return [Text(f"Still to do before it can be closed: {'; '.join(left)}."), *row]
    close = Button(label="Close it", action="police.close", about=record.id, look=Look.PRIMARY)
    return [Text("Everything is noted. Please close it once nothing more is expected."), Buttons((close,))]


def _form(label: str, form: str, record: PoliceDecision, *, extra: str = "", primary: bool = False) -> Button:
    look = Look.PRIMARY if primary else Look.PLAIN
    return Button(label=label, action=f"form:{form}", about=record.id, extra=extra, look=look)


def _buttons(record: PoliceDecision) -> tuple[Button, ...]:
    """Buttons for actions that are possible at any time, besides the next step."""
    buttons = [said.called(record.id)]
    if record.is_open:
        buttons.append(_form("Someone else was there", WITNESSES, record))
    if record.decision is not None:
        buttons.append(_form("Note what came of it", FOLLOW_UP, record))
        if record.decision.reported and not record.waits_for_reference:
            buttons.append(_form("Add a reference", REFERENCE, record))
        if not record.decision.reported:
            buttons.append(_form("Something is new", REOPEN, record))
    return (*buttons, add_button(record.id))


def _story(record: PoliceDecision, story: Story) -> list[Block]:
    blocks: list[Block] = [Divider(), Heading(f"What was reported ({record.report_ref})")]
    blocks.append(Quote(story.words) if story.words else Text("Nobody has written what happened; please ask."))
    blocks += [Quote(words) for words in story.added]
    if story.facts:
        blocks.append(Facts(story.facts))
    if story.opens is not None:
        blocks.append(Item("The whole report", story.opens))
    return blocks


def _views(record: PoliceDecision, context: Context, *, acts: bool) -> list[Block]:
    """Opinion of each of the staff concerned; only the manager sees anybody else's."""
    blocks: list[Block] = []
    for person in record.staff:
        for view in (v for v in record.views if v.of == person):
            blocks += _view(view, context)
        if acts:
            blocks += _to_hear(record, person, context)
    return blocks or [Text("Nobody has been heard yet.")]


def _view(view: View, context: Context) -> list[Block]:
    noted = f", noted by {context.name(view.by)}" if view.by != view.of else ""
    lead = f"{context.name(view.of)}{noted}, {context.moment(view.at)}"
    words = said.SAID[view.opinion]
    blocks: list[Block] = [Small(f"{lead}: {words}" if words else lead)]
    return [*blocks, Quote(view.words)] if view.words else blocks


def _to_hear(record: PoliceDecision, person: PersonId, context: Context) -> list[Block]:
    name = context.name(person)
    blocks: list[Block] = []
    if person not in record.can_be_asked:
        ask = Button(label="They know; ask them", action="police.ask", about=record.id, extra=person)
        text = f"{name} has not been asked. Please tell them yourself first: nobody should learn of a threat here."
        blocks.append(Item(text, ask))
    note = _form("Note what they said", NOTE, record, extra=person)
    return [*blocks, Item(f"What {name} told you", note)]


def _calls(record: PoliceDecision, context: Context) -> list[Block]:
    """Calls to the police, with the people who made them; anybody may, at any time."""
    if not record.calls:
        return []
    rows = tuple(
        (
            f"{context.name(call.by)}, {context.moment(call.at)}",
            f"Reference {call.reference}" if call.reference else "Called",
        )
        for call in record.calls
    )
    return [Divider(), Heading("Calls to the police"), *(Facts(rows[i : i + 8]) for i in range(0, len(rows), 8))]


def _witnesses(
    record: PoliceDecision, statements: tuple[WitnessStatement, ...], context: Context, *, acts: bool
) -> list[Block]:
    """Each witness, with the state of their request (R-1.9.4-8)."""
    found = {statement.witness: statement for statement in statements}
    blocks: list[Block] = [_witness(record, w, found.get(w), context, acts=acts) for w in record.witnesses]
    return blocks or [Text("Nobody else was named.")]


def _witness(
    record: PoliceDecision, witness: PersonId, statement: WitnessStatement | None, context: Context, *, acts: bool
) -> Item:
    name = context.name(witness)
    in_person = Button(label="I have asked in person", action="police.in_person", about=record.id, extra=witness)
    if statement is None:
        asked = "was asked in person" if witness in record.asked else "could not be asked here: please ask in person"
        return Item(f"{name}: {asked}", in_person if acts and witness in record.unasked else None)
    stands = said.STATEMENT[statement.state]
    if not statement.entries and statement.in_person is not None:
        stands = f"asked in person on {context.day(statement.in_person.at.date())}, no answer yet"
    line = f"{statement.ref} · {name}: {stands}"
    if not acts:
        return Item(line)
    opening = Button(label="Open", action="witness.open", about=statement.id)
    return Item(line, opening if statement.entries or statement.in_person else in_person)


def _decisions(record: PoliceDecision, context: Context) -> list[Block]:
    """The decision, and earlier ones as they were made."""
    blocks: list[Block] = _decision(record.decision, context) if record.decision is not None else []
    if record.told is not None:
        blocks.append(Small(f"The staff concerned were told on {context.day(record.told.on)}"))
    for earlier in reversed(record.earlier):
        lead = f"New since, by {context.name(earlier.news.by)}, {context.moment(earlier.news.at)}"
        blocks += [Small(lead), Quote(earlier.news.words), *_decision(earlier.decision, context, earlier=True)]
    return [Divider(), *blocks] if blocks else []


def _decision(decision: Decision, context: Context, *, earlier: bool = False) -> list[Block]:
    lead = "Decided before" if earlier else "Decided"
    facts = [("Decision", said.decided(decision))]
    if decision.on is not None:
        facts.append(("The police were told on", context.day(decision.on)))
    if decision.how is not None:
        facts.append(("How", said.HOW[decision.how]))
    return [
        Heading(f"{lead} by {context.name(decision.by)}, {context.moment(decision.at)}"),
        Facts(tuple(facts)),
        Small("How it could affect other staff"),
        Quote(decision.impact),
        Small("Reasons"),
        Quote(decision.reasons),
    ]


def _afterwards(record: PoliceDecision, context: Context) -> list[Block]:
    """The police's references, and the results."""
    blocks: list[Block] = []
    for reference in record.references:
        number = reference.number or "none was given"
        blocks.append(Small(f"The police's reference, {context.moment(reference.at)}: {number}"))
    for note in record.notes:
        blocks += [Small(f"{context.name(note.by)}, {context.moment(note.at)}"), Quote(note.words)]
    return [Divider(), Heading("Afterwards"), *blocks] if blocks else []


# -- for the staff concerned -----------------------------------------------------------------------------


def for_staff(record: PoliceDecision, context: Context, *, page: str = "") -> Card:
    """Card for the staff who received the threat or are threatened: the state, and only their own words."""
    blocks: list[Block] = [Text(said.DANGER), Text(_standing_for_staff(record))]
    mine = [view for view in record.views if view.of == context.reader]
    if record.decision is None and not mine:
        blocks.append(Text("The manager who decides would like to know what you think. Any answer is fine."))
    label = "Add something" if mine else "Say what you think"
    blocks.append(Buttons((_form(label, VIEW, record, primary=not mine), said.called(record.id))))
    for view in mine:
        blocks += _view(view, context)
    calls = tuple(call for call in record.calls if call.by == context.reader)
    blocks += [Small(f"You noted a call to the police, {context.moment(call.at)}") for call in calls]
    blocks += [Divider(), *wording.support_lines(context.policy), wording.section("1.9.4", "1.12.2")]
    card = Card(title=f"Police decision {record.ref}", blocks=tuple(blocks))
    return pages.paged(card, page, action="police.open", about=record.id)


def _standing_for_staff(record: PoliceDecision) -> str:
    """State for the staff concerned; the decision is shown only after somebody has told them in person."""
    if record.decision is None and record.earlier:
        return "Something is new, and a manager looks at it again. You do not have to decide this."
    if record.told is None or record.decision is None:
        return said.STANDING[record.state]
    own = "" if record.decision.reported else " You can call them yourself at any time."
    return f"{said.decided(record.decision)}.{own}"


def thanks(about: str, extra: str = "") -> Card:
    """Answer to "I have called the police": the same for everybody, so that it reveals nothing of the record."""
    reference = Button(label="Add the reference", action=f"form:{CALL}", about=about, extra=extra)
    return Card(
        title="Thank you",
        blocks=(
            Text(said.DANGER),
            Text("It is noted that you have called the police. That was yours to do, and nobody has to agree."),
            Text("If they gave you a reference, you can add it here. You do not have to."),
            Buttons((reference,)),
            wording.section("1.9.4"),
        ),
    )


def noted() -> Card:
    """Answer to a reference: the same for everybody."""
    return Card(title="Thank you", blocks=(Text("The reference is noted."), wording.section("1.9.4")))
