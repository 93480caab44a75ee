"""Examples of the cards and forms of a request for support."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.chat.cards import Button, Card, Item
from bot.chat.events import Values
from bot.chat.forms import Form
from bot.records.support_request.parts import Help, Outcome
from bot.records.support_request.record import SupportRequest
from bot.views.examples import people
from bot.views.examples.people import AILSA, CALLUM, ISLA, MORAG, RORY
from bot.views.naming import dialogs as naming
from bot.views.support_request import answering, forms
from bot.views.support_request import reading as views
from bot.views.support_request import samples as records

_REPORT = Item(
    "EC-0042 · the report it came with", Button(label="Open", action="ended_contact.open", about="id-EC-0042")
)


def _asker(record: SupportRequest) -> Card:
    about = people.individual() if record.individual else None
    return views.for_asker(record, about, people.context(ISLA))


def _manager(record: SupportRequest) -> Card:
    about = people.individual() if record.individual else None
    # A request for an hour never belongs to a report (R-1.12.2-6).
    report = None if record.wanted.help is Help.HOUR else _REPORT
    return answering.for_manager(record, about, people.context(record.handler or MORAG), report=report)


def _answer(what: Help, **values: str) -> Form:
    return forms.answer(records.asked(what), values, people.context(MORAG), "1")


def _ask(what: Help, **values: str) -> Form:
    given: Values = {"help": what.value, **values}
    return forms.ask(given)


_TEAM = records.stepped_up(AILSA)

EXAMPLES: Mapping[str, Callable[[], Card | Form]] = {
    "support_request/ask": lambda: forms.ask({}),
    "support_request/ask, no contact": lambda: _ask(Help.NO_CONTACT, who="T. B."),
    "support_request/ask, another name": lambda: _ask(Help.OTHER_NAME),
    "support_request/ask, removal": lambda: _ask(Help.REMOVAL),
    "support_request/ask, an hour": lambda: _ask(Help.HOUR),
    "support_request/ask, a talk": lambda: _ask(Help.TALK),
    "support_request/receipt": lambda: views.receipt(records.asked(), people.context(ISLA)),
    "support_request/receipt, an hour": lambda: views.receipt(records.asked(Help.HOUR), people.context(ISLA)),
    "support_request/receipt, a talk": lambda: views.receipt(records.asked(Help.TALK), people.context(ISLA)),
    "support_request/receipt, nobody left": lambda: views.receipt(records.asked(manager=None), people.context(ISLA)),
    "support_request/receipt, on its way": lambda: views.receipt(records.asked(), people.context(ISLA), already=True),
    "support_request/receipt, in place": lambda: views.receipt(records.in_place(), people.context(ISLA), already=True),
    "support_request/asker, asked": lambda: _asker(records.asked()),
    "support_request/asker, arranged": lambda: _asker(records.arranged()),
    "support_request/asker, a talk arranged": lambda: _asker(records.arranged(Help.TALK)),
    "support_request/asker, agreed": lambda: _asker(records.agreed()),
    "support_request/asker, agreed in part": lambda: _asker(records.agreed_in_part()),
    "support_request/asker, not taken forward": lambda: _asker(records.not_agreed()),
    "support_request/asker, stepped up": lambda: _asker(records.stepped_up()),
    "support_request/asker, with the management team": lambda: _asker(_TEAM),
    "support_request/asker, looked at again": lambda: _asker(records.denied_again()),
    "support_request/asker, in place": lambda: _asker(records.in_place()),
    "support_request/asker, a question": lambda: _asker(records.to_look_at()),
    "support_request/asker, change asked": lambda: _asker(records.change_asked()),
    "support_request/asker, change not taken forward": lambda: _asker(records.change_denied()),
    "support_request/asker, ended": lambda: _asker(records.ended()),
    "support_request/ended": lambda: views.ended(records.ended(), people.context(ISLA)),
    "support_request/say": lambda: forms.say(records.asked(), {}, "1"),
    "support_request/say, change": lambda: forms.say(records.in_place(), {}, "1"),
    "support_request/say, another time": lambda: forms.say(records.arranged(), {}, "1"),
    "support_request/manager, no contact": lambda: _manager(records.asked()),
    "support_request/manager, another name": lambda: _manager(records.asked(Help.OTHER_NAME)),
    "support_request/manager, removal": lambda: _manager(records.asked(Help.REMOVAL)),
    "support_request/manager, an hour": lambda: _manager(records.asked(Help.HOUR)),
    "support_request/manager, a talk": lambda: _manager(records.asked(Help.TALK)),
    "support_request/manager, arranged": lambda: _manager(records.arranged()),
    "support_request/manager, another time": lambda: _manager(records.arranged().say("Friday", people.NOW)),
    "support_request/manager, agreed": lambda: _manager(records.agreed(Help.OTHER_NAME)),
    "support_request/manager, in place": lambda: _manager(records.in_place()),
    "support_request/manager, proposed": lambda: _manager(records.to_look_at()),
    "support_request/manager, change asked": lambda: _manager(records.change_asked()),
    "support_request/manager, not taken forward": lambda: _manager(records.not_agreed()),
    "support_request/manager, stepped up": lambda: _manager(_TEAM),
    "support_request/manager, ended": lambda: _manager(records.ended()),
    "support_request/answer": lambda: _answer(Help.NO_CONTACT),
    "support_request/answer, no contact": lambda: _answer(Help.NO_CONTACT, outcome=Outcome.AGREED),
    "support_request/answer, another name": lambda: _answer(Help.OTHER_NAME, outcome=Outcome.AGREED),
    "support_request/answer, in part": lambda: _answer(Help.REMOVAL, outcome=Outcome.AGREED_IN_PART),
    "support_request/answer, not taken forward": lambda: _answer(Help.REMOVAL, outcome=Outcome.NOT_AGREED),
    "support_request/answer, the last one": lambda: forms.answer(
        _TEAM, {"outcome": Outcome.NOT_AGREED}, people.context(AILSA), "1"
    ),
    "support_request/arrange": lambda: forms.arrange(records.asked(Help.HOUR), {}, people.context(MORAG), "1"),
    "support_request/arrange, a talk": lambda: forms.arrange(records.asked(Help.TALK), {}, people.context(CALLUM), "1"),
    "support_request/propose": lambda: forms.propose(records.in_place(), {}, people.context(MORAG), "1"),
    "support_request/cover": lambda: views.for_cover(records.agreed(), people.context(RORY)),
    "support_request/cover, over": lambda: views.for_cover(records.ended(), people.context(RORY)),
    "support_request/name, the management team": lambda: naming.name(records.stepped_up(), {}),
}
