"""Examples of the cards and forms of an ended contact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.chat.cards import Button, Card, Item
from bot.chat.events import Values
from bot.chat.forms import Form
from bot.records.came import Came, CameTo
from bot.records.ended_contact.grounds import Abuse, Grounds, Harassment
from bot.records.ended_contact.parts import Category, FollowUp, NoteKind, Outcome, Reason, RecordingFor, Triage
from bot.records.ended_contact.record import EndedContact
from bot.views import lines
from bot.views.ended_contact import adding, deciding, forms
from bot.views.ended_contact import reading as views
from bot.views.examples import people

_EVERY_QUESTION: Values = {
    "channel": "phone",
    "reasons": tuple(Reason),
    "recording_for": "own_use",
    "note": "Shouted at me about the repair, swore, I warned him twice",
}


def _form(values: Values | None = None) -> Form:
    return forms.report(values or {}, people.context(people.ISLA))


def _receipt(record: EndedContact) -> Card:
    return views.receipt(record, people.context(people.ISLA), also=(people.time_away(),))


def _manager(record: EndedContact) -> Card:
    context = people.context(people.MORAG)
    belongs: tuple[Item, ...] = (
        lines.line(people.debrief(), context, opens=True),
        lines.line(people.time_away(), context, opens=False),
    )
    return views.for_manager(record, people.individual(), belongs, context)


def _reporter(record: EndedContact) -> Card:
    return views.for_reporter(record, people.individual(), people.context(people.ISLA))


def _unassigned() -> EndedContact:
    sent = people.report()
    return sent.changed(assigned=replace(sent.assigned, to=None))


def _public() -> EndedContact:
    return people.report(reasons=(Reason.RECORDED,), recording_for=RecordingFor.PUBLIC)


_NO_FURTHER: Values = {"follow_ups": ("no_further",), "categories": ("other",)}


def _proposing() -> EndedContact:
    triage = people.triage(follow_ups=(FollowUp.RESTRICTION,))
    told = people.discussed().triaged(triage)
    return told.told(Outcome(at=people.NOW, by=people.MORAG, words="Thank you. A restriction is to follow."))


_EVERY_KIND: Values = {"categories": tuple(Category), "zero_tolerance": "yes", "follow_ups": ("restriction",)}


def _known() -> Triage:
    """Long answers about every kind of engagement."""
    grounds = Grounds(
        abuse=tuple(Abuse),
        harassment=tuple(Harassment),
        asked_to_stop="By letter, on 2 November.",
        staff_time="Two days of three colleagues; repairs of others waited.",
        level="14 calls and about 120 minutes in one afternoon.",
        hard_for_them="Forms in English.",
        help_offered="A translated form, and somebody to fill it in with.",
    )
    return people.triage(categories=tuple(Category), impact="Nobody wanted to visit.", grounds=grounds)


def _promised() -> EndedContact:
    return people.triaged().told(Outcome(at=people.NOW, by=people.MORAG, words="I will tell you more.", promises=True))


def _kept() -> Card:
    came = (
        Came(at=people.NOW, what=CameTo.IN_FORCE),
        Came(at=people.NOW, what=CameTo.SUSPENDED),
    )
    button = Button(label="The card SD-0004", action="sharing.open", about="id-SD-0004")
    isla = people.context(people.ISLA)
    return views.for_reporter(people.closed(), people.individual(), isla, came=came, cards=(button,))


EXAMPLES: Mapping[str, Callable[[], Card | Form]] = {
    "ended_contact/form": _form,
    "ended_contact/form, somebody was hurt": lambda: _form({**_EVERY_QUESTION, "reasons": ("violence",)}),
    "ended_contact/manager, a restriction is to be proposed": lambda: _manager(_proposing()),
    "ended_contact/none after all": lambda: deciding.no_restriction(_proposing(), {}, people.context(people.MORAG)),
    "ended_contact/message, a restriction is to be proposed": lambda: people.message(
        _proposing(), people.context(people.MORAG), kind="propose_restriction"
    ),
    "ended_contact/form, every question": lambda: _form(_EVERY_QUESTION),
    "ended_contact/form, a letter": lambda: _form({"channel": "letter"}),
    "ended_contact/form, nothing answered": lambda: _form().with_errors(
        {"channel": "Please choose.", "note": "Write."}
    ),
    "ended_contact/receipt": lambda: _receipt(people.report()),
    "ended_contact/receipt, a threat, and nobody left": lambda: _receipt(
        _unassigned().changed(account=people.account(reasons=(Reason.THREAT,), injury=True, note_kind=NoteKind.LATER))
    ),
    "ended_contact/manager, sent": lambda: _manager(people.report()),
    "ended_contact/manager, seen": lambda: _manager(people.acknowledged()),
    "ended_contact/manager, talked": lambda: _manager(people.discussed()),
    "ended_contact/manager, decided": lambda: _manager(people.triaged()),
    "ended_contact/manager, settled": lambda: _manager(people.closed()),
    "ended_contact/manager, everything said": lambda: _manager(people.fullest_report().triaged(_known())),
    "ended_contact/reporter, sent": lambda: _reporter(people.report()),
    "ended_contact/reporter, a note to follow": lambda: _reporter(people.report(note_kind=NoteKind.LATER, note="")),
    "ended_contact/reporter, settled": lambda: _reporter(people.closed()),
    "ended_contact/reporter, more was promised": lambda: _reporter(_promised()),
    "ended_contact/reporter, what came of it": _kept,
    "ended_contact/manager, more was promised": lambda: _manager(_promised()),
    "ended_contact/tell what came of it": lambda: deciding.outcome(_promised(), {}, people.context(people.MORAG)),
    "ended_contact/message, word is waiting": lambda: people.message(
        _promised(), people.context(people.MORAG), kind="keep_promise"
    ),
    "ended_contact/talked": lambda: deciding.talked(people.acknowledged(), {}, people.context(people.MORAG)),
    "ended_contact/decide": lambda: deciding.triage(people.discussed(), {}),
    "ended_contact/decide, every kind": lambda: deciding.triage(people.discussed(), _EVERY_KIND),
    "ended_contact/decide, a public recording": lambda: deciding.triage(_public(), _NO_FURTHER),
    "ended_contact/tell": lambda: deciding.outcome(people.triaged(), {}, people.context(people.MORAG)),
    "ended_contact/add": lambda: forms.add(people.report(), {}, people.context(people.ISLA)),
    "ended_contact/receipt, more to ask": lambda: views.receipt(
        people.report(), people.context(people.ISLA), unasked=("warned",)
    ),
    "ended_contact/add what was not asked": lambda: adding.add(
        people.report(reasons=(Reason.THREAT,)), {}, people.context(people.ISLA), ("warned", "threat_against")
    ),
    "ended_contact/add a note": lambda: forms.add(people.report(), {}, people.context(people.MORAG)),
    "ended_contact/tried again": lambda: views.reengaged(people.fullest_report()),
}
