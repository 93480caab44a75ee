"""A matter as one page: the cards that its reader can open in the chat, from the first to the last (policy 1.10).

Nothing here decides who sees what. Each card comes of the button that opens it, pressed for the reader, who is
authorised and noted as in the chat; a record is found by the buttons on those cards, and never by its place alone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace

from bot.access import may
from bot.chat.cards import Card, Item
from bot.chat.events import ActionEvent
from bot.chat.replies import ShowCard
from bot.errors import HarbourError, NotFound
from bot.flows.home import conversation as home
from bot.flows.keeping import trees
from bot.flows.request import Acts
from bot.people import PersonId
from bot.ports import Summary, UnitOfWork
from bot.records.base import Record, RecordId
from bot.records.rights import Act, Part
from bot.views import pages
from bot.views.browser.shapes import Entry, Mark, MatterPage, Opened, Step
from bot.views.context import Context
from bot.words import Tone

#: The records of a matter, by id, each with its line.
Members = Mapping[RecordId, tuple[Summary, Record]]

#: More tasks and days than anybody has at a time.
MOST = 200
#: Parts of those who manage a matter, and read its state in a manager's words.
_MANAGES = frozenset({Part.HANDLER, Part.FORMER_HANDLER, Part.DECIDER, Part.MUST_ACT, Part.APPEAL})


def openers(uow: UnitOfWork) -> frozenset[str]:
    """Actions that open a record as a card; a piece of evidence is looked at alone, in two steps (R-1.14.1-6)."""
    words = [uow.words[kind.kind] for kind in uow.records.kinds if kind.kind in uow.words and not kind.under_parent]
    return frozenset(action for each in words for action in (each.opens, each.own) if action)


def opened_by(about: str | None, person: PersonId, uow: UnitOfWork) -> str:
    """The action that opens a record for this person. Raises NotFound, also where they may not. Notes nothing."""
    me, record = uow.people.get(person), uow.records.peek(RecordId(about)) if about else None
    words = uow.words.get(record.kind) if record is not None else None
    if me is None or record is None or words is None or record.under_parent or not words.opens:
        raise NotFound
    if may(me, Act.READ, record, uow.people):
        return words.opens
    if words.opens_own and may(me, Act.HEAR, record, uow.people):
        return words.opens_own
    raise NotFound


def page(about: RecordId, person: PersonId, acts: Acts, uow: UnitOfWork) -> MatterPage:
    """The page of a matter, opened from one of its records. Raises NotFound if that does not open."""
    first = uow.records.get(about, Record)
    members = {record.id: (summary, record) for summary, record in trees.around(first, uow)}
    begins = [(opened_by(about, person, uow), about), *_own(members, person, uow)]
    cards = _opened(begins, members, person, acts, uow)
    if about not in cards:
        raise NotFound
    context = Context.of(uow, person)
    kinds = [kind.kind for kind in uow.records.kinds]
    rows = sorted((members[each] for each in cards), key=lambda row: (row[1].origin.at, kinds.index(row[1].kind)))
    top, *grown = (record.ref for _, record in rows)
    ahead = coming(context, cards, uow)
    waiting = (item for item in home.waiting(context, uow, MOST) if is_about(item, cards))
    return MatterPage(
        opened=Opened.of(context),
        title=f"{top} and what came of it" if grown else top,
        steps=tuple(_step(item, members) for item in (*waiting, *(each.item for each in ahead))),
        entries=tuple(_entry(summary, record, cards[record.id], context) for summary, record in rows),
        has_days=bool(ahead),
    )


def coming(context: Context, about: Collection[str], uow: UnitOfWork) -> list[home.Dated]:
    """Days of the reader's that belong to these records."""
    return [each for each in home.coming(context, uow, MOST) if is_about(each.item, about)]


def is_about(item: Item, records: Collection[str]) -> bool:
    """True if the button of a line leads to one of these records."""
    return item.button is not None and item.button.about in records


def _own(members: Members, person: PersonId, uow: UnitOfWork) -> Iterator[tuple[str, RecordId]]:
    """Records that the reader has made, or that are for them: their home leads there."""
    for id_, (_, record) in members.items():
        words = uow.words.get(record.kind)
        theirs = {record.origin.by, words.whose(record) if words is not None and words.whose else None}
        if person in theirs:
            with suppress(NotFound):
                yield opened_by(id_, person, uow), id_


def _opened(
    begins: Iterable[tuple[str, str]], members: Members, person: PersonId, acts: Acts, uow: UnitOfWork
) -> dict[RecordId, Card]:
    """Press the buttons that open records of this matter, from these on, each record once."""
    cards: dict[RecordId, Card] = {}
    waiting, opens = deque(begins), openers(uow)
    while waiting:
        action, about = waiting.popleft()
        id_ = RecordId(about)
        if id_ in cards or id_ not in members or action not in opens:
            continue
        with suppress(HarbourError):
            cards[id_] = _whole(ActionEvent(person=person, action=action, about=about), acts, uow)
            waiting += [(each.action, each.about) for each in cards[id_].buttons() if each.about is not None]
    return cards


def _whole(event: ActionEvent, acts: Acts, uow: UnitOfWork) -> Card:
    """The card behind a button, with its further pages."""
    reply = acts[event.action](event, uow)
    if not isinstance(reply, ShowCard):
        raise NotFound
    card = reply.card
    earlier = next((button for button in card.buttons() if button.label == pages.EARLIER), None)
    if earlier is None:
        return card
    rest = _whole(replace(event, extra=earlier.extra), acts, uow)
    return replace(card, blocks=(*card.blocks[:-1], *rest.blocks))


def _step(item: Item, members: Members) -> Step:
    assert item.button is not None  # it led to the record
    assert item.button.about is not None
    return Step(text=item.text, ref=members[RecordId(item.button.about)][1].ref)


def _entry(summary: Summary, record: Record, card: Card, context: Context) -> Entry:
    mark = _mark(summary, record, context)
    return Entry(ref=record.ref, day=context.day_of(record.origin.at), mark=mark, card=card)


def _mark(summary: Summary, record: Record, context: Context) -> Mark | None:
    """The state as the chat's lists show it: a few words for a manager, and for others those meant for them."""
    words = context.words[record.kind]
    parts = {part for who, part in record.parties() if who == context.reader}
    if parts and Part.HANDLER not in parts and parts - _MANAGES:
        told = words.of(summary.state).yours.rstrip(".")
        return Mark(words=told, tone=Tone.PLAIN) if told else None
    return Mark(words=words.of(summary.state).stands, tone=words.tone(summary.state, is_open=record.is_open))
