"""Examples of what is held about one person."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.chat.cards import Block, Card, Facts, Heading, Quote, Text
from bot.chat.forms import Form
from bot.records.base import Record, RecordId
from bot.records.subject_access.record import Answered, Fate, Piece, SecondLook, SubjectAccess
from bot.views.context import Context
from bot.views.documents.masking import Masks, Names
from bot.views.examples import people
from bot.views.register.examples import FIONA, keeper
from bot.views.subject_access import dialogs as views
from bot.views.subject_access import forms, individual, sheet

_PARTS: tuple[tuple[Block, ...], ...] = (
    (Heading("In the words of Isla Fraser"), Quote("He shouted at me, and Rory Muir heard it.")),
    (Facts((("Channel", "Phone"), ("Also there", "Rory Muir"))),),
    (Heading("Decided by Morag Reid"), Text("No further management.")),
)
_FATES = (Fate.MASK, Fate.KEEP, Fate.CONFIDENCE)


def _pieces() -> tuple[Piece, ...]:
    report = people.report()
    return tuple(
        Piece(record=report.id, ref=report.ref, kind=report.kind, version=0, number=n, fate=fate)
        for n, fate in enumerate(_FATES)
    )


def request(*, is_gathered: bool = True) -> SubjectAccess:
    """A request of a member of the public, with a report that was found."""
    begun = SubjectAccess.received(
        people.origin("SA-0001", FIONA),
        received_on=people.TODAY,
        known_by="Came in person with a passport.",
        today=people.TODAY,
        individual=RecordId("id-IN-0001"),
    )
    return begun.found(_pieces(), is_gathered=is_gathered)


def asked() -> SubjectAccess:
    """Ailsa is asked to look at it."""
    return request().asks(people.AILSA, FIONA, people.NOW)


def agreed(*, agrees: bool = True) -> SubjectAccess:
    """She has looked."""
    words = "" if agrees else "The second page still names somebody."
    return asked().looked_at(SecondLook(by=people.AILSA, at=people.NOW, agrees=agrees, words=words))


def refused() -> SubjectAccess:
    """Nothing is handed over."""
    said = Answered(by=FIONA, at=people.NOW, on=people.TODAY, words="It was not them who asked.")
    return request().refused(said)


def _card(record: SubjectAccess, context: Context | None = None) -> Card:
    found: list[tuple[Record, str]] = [(people.report(), "ended contact")]
    return views.card(record, found, context or keeper())


def _parts() -> tuple[sheet.Parts, ...]:
    return ((people.report(), tuple(zip(_pieces(), _PARTS, strict=True))),)


def _draft() -> Card:
    names = Names(keeper().people, {people.ISLA})
    masks = Masks(names=names, labels={people.ISLA: "colleague 1", people.RORY: "witness 1"})
    return views.draft(request(), sheet.of(request(), _parts(), None, masks, keeper()))


def _message(record: SubjectAccess, context: Context, kind: str) -> Card:
    return people.message(record, context, kind=kind, item=people.AILSA if kind == "look_a_second_time" else "")


EXAMPLES: Mapping[str, Callable[[], Card | Form]] = {
    "subject access/begin": lambda: forms.begin({}, people.TODAY),
    "subject access/begin, a member of the public": lambda: forms.begin({"who": "individual"}, people.TODAY),
    "subject access/begin, somebody who works here": lambda: forms.begin({"who": "staff"}, people.TODAY),
    "subject access/deciding, not looked through": lambda: _card(request(is_gathered=False)),
    "subject access/deciding, looked at before": lambda: _card(agreed(agrees=False)),
    "subject access/second look, asked": lambda: _card(asked()),
    "subject access/second look, to be given": lambda: _card(asked(), people.context(people.AILSA)),
    "subject access/ready": lambda: _card(agreed()),
    "subject access/refused": lambda: _card(refused()),
    "subject access/decide": lambda: forms.decide(request(), people.report(), _parts()[0][1], {}),
    "subject access/ask": lambda: forms.ask(request(), {}),
    "subject access/look": lambda: forms.look(asked(), {}),
    "subject access/look, not yet": lambda: forms.look(asked(), {"agrees": "no"}),
    "subject access/handed over": lambda: forms.handed(agreed(), {}, people.TODAY),
    "subject access/nothing handed over": lambda: forms.refuse(request(), {}),
    "subject access/draft": _draft,
    "subject access/individual": lambda: individual.whole(people.individual(), keeper()),
    "subject access/download": lambda: views.ready(agreed(), "https://harbour.example.org/document/abc"),
    "subject access/no page": lambda: views.no_page(agreed()),
    "subject access/thanked": views.thanked,
    "subject access/reopened": views.reopened,
    "subject access/message, to answer": lambda: _message(request(), keeper(), "answer_subject_access"),
    "subject access/message, answered": lambda: _message(refused(), keeper(), "answer_subject_access"),
    "subject access/message, to look at": lambda: _message(asked(), people.context(people.AILSA), "look_a_second_time"),
    "subject access/message, to change": lambda: people.message(agreed(agrees=False), keeper(), "look_again"),
}
