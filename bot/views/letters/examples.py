"""Examples of the letters that a manager drafts, in each of their shapes. All people are invented."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from bot.chat.cards import Card
from bot.chat.forms import Form, TextField
from bot.people import PersonId
from bot.records.appeal.parts import Outcome
from bot.records.appeal.record import Appeal
from bot.records.base import Record
from bot.records.ended_contact.parts import Channel
from bot.records.letters import SentLetter, Which
from bot.records.restriction import reviews
from bot.records.restriction.parts import ReviewOutcome
from bot.records.restriction.record import Restriction
from bot.views.appeal import letter as appeal
from bot.views.appeal import samples as appeal_records
from bot.views.examples import people
from bot.views.examples.people import EWAN, MORAG, NOW, STAFF, TODAY
from bot.views.follow_ups import samples as follow_ups_records
from bot.views.letters import form, warning
from bot.views.letters.form import Choice
from bot.views.letters.parts import Content, Extra, Pen, Shape
from bot.views.letters.shapes import Letter, drawn
from bot.views.letters.skeleton import Occasion
from bot.views.restriction import letters as restriction
from bot.views.restriction import reading
from bot.views.restriction.examples import states as restrictions

#: The policy with the office's contact details.
POLICY = replace(people.context(MORAG).policy, reach="0131 555 0100, office@example.org, 57 Market Street")
OCCASION = Occasion(on=TODAY, channel=Channel.PHONE)


def pen(*, nameless: bool = False) -> Pen:
    """Writer of a letter, with or without names withheld."""
    staff = tuple(part for each in STAFF for part in (each.name, each.email))
    return Pen(
        policy=POLICY,
        name="Morag Reid",
        withheld=staff if nameless else (),
        nameless=nameless,
    )


def stopped() -> Restriction:
    """Restriction not taken forward, after its measures applied for safety."""
    return restrictions.protected().deny(restrictions.DENIAL)


def after_an_appeal() -> Restriction:
    """Restriction as varied on appeal."""
    varied = restrictions.reviewed(ReviewOutcome.VARY)
    return varied.changed(reviews=(replace(varied.reviews[-1], appeal="AP-0001"),))


#: Every letter about a restriction: its name, its kind, and the record.
RESTRICTIONS: Mapping[str, tuple[Which, Callable[[], Restriction]]] = {
    "decided": (Which.DECISION, restrictions.approved),
    "decided, a lighter measure, without names and without a review": (Which.DECISION, restrictions.lighter),
    "decided, suspended": (Which.DECISION, appeal_records.suspended),
    "at once": (Which.AT_ONCE, restrictions.protected),
    "stopped": (Which.STOPPED, stopped),
    "a review is coming": (Which.REVIEW_COMING, restrictions.active),
    "review, lifted": (Which.REVIEW_OUTCOME, lambda: restrictions.reviewed(ReviewOutcome.LIFT)),
    "review, varied": (Which.REVIEW_OUTCOME, lambda: restrictions.reviewed(ReviewOutcome.VARY)),
    "review, continued": (Which.REVIEW_OUTCOME, lambda: restrictions.reviewed(ReviewOutcome.CONTINUE)),
    "varied on appeal": (Which.REVIEW_OUTCOME, after_an_appeal),
    "ended with the service": (Which.ENDED, lambda: reviews.end(restrictions.active(), "The tenancy has ended.", NOW)),
}

#: Every letter about an appeal: the appeal, and the restriction that it is against.
APPEALS: Mapping[str, tuple[Callable[[], Appeal], Callable[[], Restriction | None]]] = {
    "lifted": (
        lambda: appeal_records.decided(Outcome.LIFT),
        lambda: restrictions.reviewed(ReviewOutcome.LIFT),
    ),
    "varied": (lambda: appeal_records.decided(Outcome.VARY), after_an_appeal),
    "upheld": (appeal_records.decided, restrictions.active),
    "upheld, over already": (lambda: _over(Outcome.UPHOLD), lambda: reviews.end(restrictions.active(), "Moved.", NOW)),
    "lifted, over already": (lambda: _over(Outcome.LIFT), lambda: reviews.end(restrictions.active(), "Moved.", NOW)),
    "nothing to be about": (lambda: appeal_records.decided(Outcome.NOTHING), lambda: None),
}


def _over(outcome: Outcome) -> Appeal:
    decided = appeal_records.decided(outcome)
    assert decided.decision is not None  # decided above
    return decided.changed(decision=replace(decided.decision, over=True))


def contents(*, nameless: bool = False, extras: tuple[Extra, ...] = ()) -> Mapping[str, Content]:
    """All letters, by the name of their example."""
    writer = pen(nameless=nameless)
    found: dict[str, Content] = {}
    for name, (which, record) in RESTRICTIONS.items():
        drafted = record()
        desk = restriction.Desk(
            record=drafted,
            individual=restrictions.individual(),
            occasion=OCCASION,
            pen=replace(writer, nameless=nameless or drafted.withholds_names),
            extras=extras,
        )
        found[name] = restriction.content(which, desk)
    for name, (record_of, against) in APPEALS.items():
        found[f"appeal, {name}"] = appeal.content(record_of(), against(), restrictions.individual(), writer, extras)
    for which in warning.LETTERS:
        found[which.value] = warning.content(which, restrictions.individual(), OCCASION, writer, extras)
    return found


def letter(name: str, shape: Shape = Shape.LETTER) -> Letter:
    """Letter in one shape."""
    return drawn(contents()[name], shape, POLICY)


# -- the views -------------------------------------------------------------------------------------------


def _record_of(name: str) -> tuple[Record, PersonId]:
    if name in RESTRICTIONS:
        return RESTRICTIONS[name][1](), MORAG
    if name.startswith("appeal, "):
        return APPEALS[name.removeprefix("appeal, ")][0](), EWAN
    return (people.report() if name == Which.BEHAVIOUR.value else follow_ups_records.not_acceptable()), MORAG


def _offered(record: Record, which: Which) -> tuple[Which, ...]:
    if isinstance(record, Restriction):
        return restriction.which(record)
    return (Which.INFORMED, Which.WARNING) if which in (Which.INFORMED, Which.WARNING) else (which,)


def _draft(name: str, shape: Shape = Shape.LETTER, *, extras: tuple[Extra, ...] = (), pages: bool = True) -> Form:
    content = contents(extras=extras)[name]
    record, _ = _record_of(name)
    return form.draft(
        record,
        _offered(record, content.which),
        Choice(which=content.which, shape=shape, extras=extras),
        drawn(content, shape, POLICY),
        {},
        reasons="It protects the team and leaves every need met.",
        sends=True,
        pages=pages,
        nameless=not content.signs,
    )


def _ready() -> Card:
    choice = Choice(which=Which.DECISION, shape=Shape.EASY_READ)
    return form.ready(restrictions.approved(), choice, "https://harbour.example.org/letter/x")


def _with_gaps() -> Form:
    refused = _draft("decided")
    texts = {field.id: str(refused.values[field.id]) for field in refused.fields() if isinstance(field, TextField)}
    return refused.with_errors(form.gaps(texts))


def _on_the_page() -> Card:
    letter = SentLetter(which=Which.DECISION, text="Dear T. B.,\n\nThis is what we have decided.", by=MORAG, at=NOW)
    told = restrictions.active().sent(letter)
    return reading.for_decider(told, restrictions.individual(), (), people.context(MORAG), decides=True)


#: The names of all letters, as in `contents`.
NAMES = (*RESTRICTIONS, *(f"appeal, {name}" for name in APPEALS), *(which.value for which in warning.LETTERS))

EXAMPLES: Mapping[str, Callable[[], Card | Form]] = {
    **{f"letter/{name}": partial(_draft, name) for name in NAMES},
    **{f"letter/decided, {form.SHAPE[shape].lower()}": partial(_draft, "decided", shape) for shape in Shape},
    "letter/decided, every line": lambda: _draft("decided", extras=tuple(Extra)),
    "letter/decided, without pages": lambda: _draft("decided", pages=False),
    "letter/gaps": _with_gaps,
    "letter/what was sent": _on_the_page,
    "letter/kept": lambda: form.kept(restrictions.approved().id, ""),
    "letter/document": _ready,
    "letter/no document": form.no_page,
}
