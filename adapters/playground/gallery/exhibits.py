"""The exhibits of the gallery: every view's examples and every message, drawn as Slack would get them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from adapters.playground.stand_in.refusals import Json
from adapters.slack import cards, forms
from adapters.slack.platform import SLACK
from bot.chat.cards import Card, Text
from bot.chat.forms import Form
from bot.nudges import Lane
from bot.people import PersonId
from bot.records.base import Record
from bot.records.sharing.record import Stands
from bot.views.examples import people
from bot.views.examples.gathered import EXAMPLES
from bot.views.mail import BY_EMAIL, written
from bot.views.notices.folding import digest
from bot.views.restriction.examples import states as restrictions
from bot.views.sharing import samples as sharing

#: Cards that stand in somebody's Home tab; all others are shown in dialogs.
_HOMES = frozenset({"home/empty", "home/full"})


@dataclass(frozen=True, kw_only=True)
class Exhibit:
    """One view in one of its states."""

    #: Such as "debrief/person, offered".
    name: str
    #: "message", "modal" or "home".
    surface: str
    #: A view, or `text` and `blocks` of a message.
    payload: Json

    @property
    def topic(self) -> str:
        """The part before the slash."""
        return self.name.partition("/")[0]

    @property
    def file(self) -> str:
        """The picture's name."""
        kept = "".join(c if c.isalnum() else "-" for c in self.name.casefold())
        return "-".join(part for part in kept.split("-") if part) + ".webp"


def exhibits() -> Iterator[Exhibit]:
    """All of them: messages first, then each topic's views."""
    for name, message in MESSAGES.items():
        yield Exhibit(name=f"message/{name}", surface="message", payload=cards.message(message()))
    for name, example in EXAMPLES.items():
        yield _exhibit(name, example())


def _exhibit(name: str, example: Card | Form) -> Exhibit:
    if isinstance(example, Form):
        return Exhibit(name=name, surface="modal", payload=forms.modal(example, slack_id))
    if name in _HOMES:
        return Exhibit(name=name, surface="home", payload=cards.home(example))
    return Exhibit(name=name, surface="modal", payload=cards.modal(example))


def slack_id(person: PersonId) -> str:
    """The Slack id of an example's person."""
    return "U" + "".join(c for c in person.upper() if c.isalnum())


def names() -> dict[str, str]:
    """The examples' people by their Slack ids."""
    return {slack_id(person.id): person.name for person in people.STAFF}


# -- messages --------------------------------------------------------------------------------------------

Message = Callable[[], Card]


def _message(
    record: Callable[[], Record],
    to: PersonId,
    view: str = "nudge",
    kind: str = "",
    lane: Lane = Lane.REMIND,
    item: str = "",
) -> Message:
    def draw() -> Card:
        return people.message(record(), people.context(to), view, kind, lane, item)

    return draw


def _digest() -> Card:
    drawn = [
        MESSAGES["ended contact, sent"](),
        MESSAGES["restriction, suggested"](),
        MESSAGES["debrief, accepted"](),
    ]
    return digest(drawn)


def _email() -> Card:
    """The words of an e-mail, which has no look of its own."""
    card = _message(people.report, people.MORAG, BY_EMAIL)()
    says = written(card, (SLACK.called,))
    return Card(title=says.subject, blocks=tuple(map(Text, says.text.split("\n\n"))), settled=True)


_M, _I = people.MORAG, people.ISLA

#: What is pushed into a chat, in its main states. None of it names anybody or anything.
MESSAGES: Mapping[str, Message] = {
    "ended contact, sent": _message(people.report, _M),
    "ended contact, seen": _message(people.acknowledged, _M),
    "ended contact, talked": _message(people.discussed, _M),
    "ended contact, decided": _message(people.triaged, _M),
    "ended contact, settled": _message(people.closed, _M),
    "ended contact, moved to a colleague": _message(people.report, people.CALLUM),
    "ended contact, waits too long": _message(people.report, people.AILSA, lane=Lane.MANAGEMENT_LIST),
    "outcome of a report": _message(people.closed, _I, "outcome"),
    "support": _message(people.report, _I, kind="offer_support"),
    "restriction, suggested": _message(restrictions.suggested, _M),
    "restriction, approved": _message(restrictions.approved, _M),
    "restriction, in force": _message(restrictions.active, _M),
    "restriction, past its review": _message(restrictions.overdue, _M),
    "restriction, past its review, management team": _message(
        restrictions.overdue, people.AILSA, lane=Lane.MANAGEMENT_TEAM
    ),
    "restriction, a question": _message(restrictions.asked, _I, kind="answer_question"),
    "restriction, outcome": _message(restrictions.approved, _I, "restriction_outcome"),
    "a card, to read": _message(sharing.decided, people.CALLUM, kind="read_alert_card"),
    "a card, read": _message(sharing.everybody_has_read, people.CALLUM, kind="read_alert_card"),
    "a card, in force": _message(sharing.in_force, people.CALLUM, "card"),
    "a card, called back": _message(lambda: sharing.standing(Stands.WITHDRAWN), people.CALLUM, kind="read_alert_card"),
    "a card, did not arrive": _message(sharing.decided, _M, "card_unreached"),
    "a card, not read in a team": _message(
        sharing.decided, _M, kind="read_alert_card", lane=Lane.LINE_MANAGER, item=people.CALLUM
    ),
    "debrief, offered": _message(people.debrief, _I, kind="offer_debrief"),
    "debrief, accepted": _message(people.accepted, _M),
    "time away, asked": _message(people.time_away, _M),
    "time away, arranged": _message(people.arranged, _I, "arranged"),
    "what waits for you today": _digest,
    "by e-mail besides, where the policy asks for it": _email,
}
