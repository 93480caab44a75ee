"""Examples of the home."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.chat import commands
from bot.chat.cards import Card, Item
from bot.chat.forms import Form
from bot.people import BOTH, People
from bot.ports import Summary
from bot.records.base import RecordId
from bot.views import lines
from bot.views.context import Context
from bot.views.examples import people
from bot.views.home import by_role, unsent, untold
from bot.views.home import dialogs as views
from bot.views.home.handed_over import handed_on, taken_over
from bot.views.home.known_otherwise import known_otherwise
from bot.views.sharing import samples as sharing


def _morag() -> Context:
    return people.context(people.MORAG)


def _summary(kind: str, ref: str, state: str, due: datetime | None = None) -> Summary:
    return Summary(
        id=RecordId(f"id-{ref}"),
        ref=ref,
        kind=kind,
        state=state,
        parent=None,
        created_at=people.NOW,
        due=due,
        is_open=True,
    )


def _every_state() -> tuple[tuple[str, str], ...]:
    return tuple((kind, state) for kind, words in _morag().words.items() for state in words.states)


def _every_waiting() -> tuple[Item, ...]:
    return tuple(
        lines.waiting(_summary(kind, f"XX-{n:04d}", state), _morag()) for n, (kind, state) in enumerate(_every_state())
    )


def _every_own() -> tuple[Item, ...]:
    return tuple(
        lines.yours(_summary(kind, f"XX-{n:04d}", state), _morag()) for n, (kind, state) in enumerate(_every_state())
    )


def _coming() -> tuple[Item, ...]:
    context = _morag()
    days = (people.NOW - timedelta(days=7), people.NOW, people.NOW + timedelta(days=70))
    return (
        *(lines.review(_summary("restriction", "RS-0007", "active", day), context) for day in days),
        lines.talk(_summary("debrief", "DB-0003", "booked", days[2]), context),
        lines.agreed(people.talked(), "a1", context),
        lines.try_again("EC-0042", "id-EC-0042", people.TODAY, context),
    )


def _on_both(prefers: str | None = None) -> Context:
    """Morag, known on both platforms."""
    ids = {platform.name: "morag" for platform in people.PLATFORMS}
    morag = replace(people.STAFF[2], ids=ids, prefers=prefers)
    return replace(_morag(), people=People(morag if p.id == morag.id else p for p in people.STAFF))


def _full() -> Card:
    lists = views.Lists(
        waiting=_every_waiting()[:11],
        yours=_every_own()[:11],
        coming=_coming(),
        roles=by_role.Lists(manages=True, listed=11),
    )
    return views.home(lists, people.context(people.AILSA, away_until=people.TODAY + timedelta(days=3)))


def _offer(command: commands.Command) -> Callable[[], Card]:
    return lambda: views.offer(command, "draft-1")


def _management() -> tuple[Item, ...]:
    context = people.context(people.AILSA)
    return (
        lines.on_list(people.report(), context, names=True, opens=False),
        lines.on_list(people.triaged(), context, names=False, opens=False),
        lines.on_list(people.time_away(), context, names=False, opens=True),
    )


EXAMPLES: Mapping[str, Callable[[], Card | Form]] = {
    "home/kept already": lambda: untold.already(people.report(), people.context(people.ISLA)),
    "home/empty": lambda: views.home(views.Lists(), people.context(people.ISLA)),
    "home/full": _full,
    "home/one on the list": lambda: views.home(
        views.Lists(roles=by_role.Lists(listed=1)), people.context(people.AILSA)
    ),
    "home/for the chief executive": lambda: views.home(
        views.Lists(roles=by_role.Lists(manages=True, listed=0, appeals=1, overdue=2)), people.context(people.EWAN)
    ),
    "home/with cards": lambda: views.home(
        views.Lists(roles=by_role.Lists(cards=(lines.card(sharing.in_force(), _morag()),))), people.context(people.RORY)
    ),
    "home/more": lambda: views.more(people.context(people.ISLA)),
    "home/not sent": lambda: views.home(views.Lists(unsent=("ended_contact",)), people.context(people.ISLA)),
    "home/not sent, reminder": lambda: unsent.reminder("ended_contact"),
    "home/not sent, settled": unsent.settled,
    "home/known otherwise": known_otherwise,
    "home/handed over, to whoever takes over": taken_over,
    "home/handed over, to whoever had it": handed_on,
    "home/all that waits": lambda: views.all_of(
        "Waiting for you", _every_waiting(), more=views.more_of("home.waiting", 90)
    ),
    "home/all of one's own": lambda: views.all_of("Your reports", _every_own(), more=None),
    "home/nothing of a part": lambda: views.all_of("Coming up", (), more=None),
    "home/management list": lambda: by_role.management_list(_management(), more=views.more_of("home.waiting", 90)),
    "home/management list, empty": lambda: by_role.management_list((), more=None),
    "home/welcome": views.welcome,
    "home/did not understand": lambda: views.did_not_understand(people.policy()),
    "home/did not understand, kept": lambda: views.did_not_understand(people.policy(), "d 1"),
    **{f"home/offer, {command.words}": _offer(command) for command in commands.COMMANDS},
    "home/offer, nothing typed": lambda: views.offer(commands.COMMANDS[0], None),
    "home/on both platforms": lambda: views.home(views.Lists(), _on_both()),
    "home/where Harbour writes": lambda: views.where({}, _on_both()),
    "home/where Harbour writes, chosen": lambda: views.where({}, _on_both(BOTH)),
    "home/away": lambda: views.away({}, people.context(people.ISLA)),
}
