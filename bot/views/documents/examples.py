"""Examples of making a document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.chat.cards import Card
from bot.chat.events import Values
from bot.chat.forms import Form
from bot.records.documents import Document, Purpose, Wanted
from bot.records.ended_contact.record import EndedContact
from bot.views.documents import forms
from bot.views.evidence import samples
from bot.views.examples import people

_LABELS = {people.ISLA: "colleague 1", people.RORY: "witness 1", people.MORAG: "manager 1"}


def _make(values: Values, record: EndedContact | None = None) -> Form:
    return forms.make(record or people.report(), _LABELS, (samples.screenshot(),), values, people.context(people.MORAG))


def _made_before() -> EndedContact:
    wanted = Wanted(purpose=Purpose.POLICE)
    made = Document(wanted=wanted, by=people.MORAG, at=people.NOW, digest="3f9a27c1b0de" * 5 + "abcd")
    return replace(people.report(), documents=(made,))


EXAMPLES: Mapping[str, Callable[[], Card | Form]] = {
    "document/make": lambda: _make({}),
    "document/make, with a name": lambda: _make({"purpose": "court", "names": (str(people.RORY),)}),
    "document/make, for somebody else, once more": lambda: _make({"purpose": "other"}, _made_before()),
    "document/ready": lambda: forms.ready(people.report(), "https://harbour.example.org/document/abc"),
    "document/no page": forms.no_page,
    "document/page": forms.page,
}
