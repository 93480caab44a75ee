"""Examples of the cards and forms about contact outside the office."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.chat.cards import Card
from bot.chat.forms import Form
from bot.people import PersonId
from bot.records.contact_outside import ContactOutside
from bot.views.contact_outside import dialogs as views
from bot.views.contact_outside import samples as records
from bot.views.context import Context
from bot.views.examples import people


def _isla() -> Context:
    return people.context(people.ISLA)


def _morag() -> Context:
    return people.context(people.MORAG)


def _notice(view: str, record: ContactOutside, to: PersonId = people.MORAG) -> Card:
    return people.message(record, people.context(to), view, "decide_contact_outside")


EXAMPLES: Mapping[str, Callable[[], Card | Form]] = {
    "contact_outside/raise": lambda: views.tell({}, _isla()),
    "contact_outside/raise, with a line": lambda: views.tell({"line": "Said hello at the pool."}, _isla()),
    "contact_outside/receipt": lambda: views.receipt(records.raised(), _isla()),
    "contact_outside/receipt, nobody left": lambda: views.receipt(records.raised(manager=None), _isla()),
    "contact_outside/receipt, at home": lambda: views.receipt(records.at_home(), _isla()),
    "contact_outside/reporter, at home": lambda: views.for_reporter(records.at_home(), _isla()),
    "contact_outside/reporter, not talked yet": lambda: views.for_reporter(records.not_talked(), _isla()),
    "contact_outside/manager, at home": lambda: views.for_manager(records.at_home(), _morag()),
    "contact_outside/manager, not talked yet": lambda: views.for_manager(records.not_talked(), _morag()),
    "contact_outside/message, not talked yet": lambda: _notice("nudge", records.not_talked()),
    "contact_outside/reporter, raised": lambda: views.for_reporter(records.raised(), _isla()),
    "contact_outside/reporter, shortest": lambda: views.for_reporter(records.shortest(), _isla()),
    "contact_outside/reporter, recorded": lambda: views.for_reporter(records.recorded(), _isla()),
    "contact_outside/take back": lambda: views.take_back(records.raised()),
    "contact_outside/manager, raised": lambda: views.for_manager(records.raised(), _morag()),
    "contact_outside/manager, shortest": lambda: views.for_manager(records.shortest(), _morag()),
    "contact_outside/manager, earlier ones": lambda: views.for_manager(
        records.raised(), _morag(), earlier=records.earlier()
    ),
    "contact_outside/manager, many earlier ones": lambda: views.for_manager(
        records.raised(), _morag(), earlier=records.earlier(views.MOST_EARLIER + 1)
    ),
    "contact_outside/manager, recorded": lambda: views.for_manager(
        records.recorded(), _morag(), whom="HA-20417", earlier=records.earlier(1)
    ),
    "contact_outside/record it": lambda: views.record_it(records.raised(), {}, _morag()),
    "contact_outside/do not record": lambda: views.leave_it(records.raised(), {}, _morag()),
    "contact_outside/erased, not recorded": lambda: views.erased(records.not_recorded(), _morag()),
    "contact_outside/erased, taken back": lambda: views.erased(records.taken_back(), _isla()),
    "contact_outside/message, waiting": lambda: _notice("nudge", records.raised()),
    "contact_outside/message, moved": lambda: _notice("nudge", records.raised(), people.CALLUM),
    "contact_outside/message, settled": lambda: _notice("nudge", records.recorded()),
    "contact_outside/message, recorded": lambda: _notice("recorded", records.recorded(), people.ISLA),
    "contact_outside/message, not recorded": lambda: _notice("not_recorded", records.not_recorded(), people.ISLA),
    "contact_outside/message, taken back": lambda: _notice("nudge", records.taken_back()),
    "contact_outside/message, unanswered": lambda: _notice("unanswered", records.unanswered(), people.ISLA),
}
