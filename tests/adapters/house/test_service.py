"""The core as adapters see it: answers in time, and never claims to have saved anything in vain."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar, cast

import pytest

from adapters.house.service import Refusal, Service, TooSlow
from bot.chat.cards import Card
from bot.chat.events import CommandEvent, Event, SubmitEvent
from bot.chat.forms import Form
from bot.chat.replies import Done, OpenForm, Reply, ShowCard
from bot.dispatcher import Unchanged
from bot.people import PersonId
from bot.ports import UnitOfWork

T = TypeVar("T")
EVENT = CommandEvent(person=PersonId("isla"), name="ended_contact")
SENT = SubmitEvent(person=PersonId("isla"), form="a.b")
CARD = Card(title="Nothing changed")
CARD_SHOWN = ShowCard(CARD)
FORM = Form(name="a.b", title="x", body=())


class FakeStore:
    """Runs work after a while, unless nobody waits: then as well."""

    is_shared = False

    def __init__(self, uow: object = None) -> None:
        self.uow = uow
        self.seconds = 0.0
        self.finished = 0
        self.rolled_back = 0

    async def arun(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run it."""
        await asyncio.sleep(self.seconds)
        self.finished += 1
        try:
            return work(cast("UnitOfWork", self.uow))
        except Exception:
            self.rolled_back += 1
            raise


class FakeKeys:
    """Keys of handled events."""

    def __init__(self, result: str | None) -> None:
        self.result = result

    def once(self, key: str) -> str | None:  # noqa: ARG002 - as the unit of work has it
        """Result saved for this key, if any."""
        return self.result


class FakeCore:
    """Returns or raises the set reply."""

    def __init__(self, reply: Reply | Exception, keeping: Exception | None = None) -> None:
        self.reply = reply
        self.keeping = keeping
        self.kept: list[Event] = []
        self.late: list[Event] = []

    def handle(self, event: Event, uow: UnitOfWork) -> Reply:  # noqa: ARG002 - as the core has it
        """The reply that was set."""
        if isinstance(self.reply, Exception):
            raise self.reply
        return self.reply

    def untold(self, event: SubmitEvent, uow: UnitOfWork) -> None:  # noqa: ARG002 - as the core has it
        """Remember whose answer came too late."""
        self.late.append(event)

    def keep(self, event: Event, uow: UnitOfWork) -> Reply:
        """Remember it as kept; the same reply."""
        if self.keeping is not None:
            raise self.keeping
        self.kept.append(event)
        return self.handle(event, uow)


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (Done("x"), Done("x")),
        (ShowCard(CARD), ShowCard(CARD)),
        (Unchanged(ShowCard(CARD)), Refusal(CARD)),
        (Unchanged(OpenForm(FORM)), OpenForm(FORM)),
    ],
)
async def test_the_reply_says_whether_anything_was_kept(reply: Reply | Exception, expected: Reply) -> None:
    """A card that comes with nothing kept is another thing than one that says it is done."""
    service = Service(FakeStore(), FakeCore(reply))
    for answer in (await service.handle(EVENT), await service.keep(EVENT)):
        assert answer == expected
        assert type(answer) is type(expected)


@pytest.mark.parametrize(
    ("event", "reply", "kept"),
    [
        (SENT, OpenForm(FORM.with_errors({"note": "Please write a sentence."})), True),
        (SENT, OpenForm(FORM), False),
        (SENT, Done("x"), False),
        (EVENT, OpenForm(FORM.with_errors({"note": "Please write a sentence."})), False),
    ],
)
async def test_what_was_sent_and_could_not_be_taken_is_kept(event: Event, reply: Reply, kept: bool) -> None:
    """The person finds it again after closing the form."""
    core = FakeCore(Unchanged(reply))
    assert await Service(FakeStore(), core).handle(event) == reply
    assert core.kept == ([event] if kept else [])


async def test_that_it_could_not_be_kept_is_no_other_answer() -> None:
    """The form comes back all the same."""
    refused = OpenForm(FORM.with_errors({"note": "Please write a sentence."}))
    core = FakeCore(Unchanged(refused), keeping=RuntimeError("the database is gone"))
    assert await Service(FakeStore(), core).handle(SENT) == refused


@pytest.mark.parametrize("reply", [Done("x"), OpenForm(FORM), Unchanged(OpenForm(FORM))])
async def test_what_is_foreseen_is_not_kept(reply: Reply | Exception) -> None:
    """The reply is the one that there would be; the work is rolled back, also where the core would keep it."""
    store = FakeStore()
    answer = await Service(store, FakeCore(reply)).foreseen(EVENT)
    assert answer == (reply.reply if isinstance(reply, Unchanged) else reply)
    assert (store.finished, store.rolled_back) == (1, 1)


@pytest.mark.parametrize(("result", "was_done"), [(None, False), ("", True), ("rec1", True)])
async def test_whether_something_was_done_is_looked_up_and_not_claimed(result: str | None, was_done: bool) -> None:
    """It can still be done afterwards."""
    store = FakeStore(FakeKeys(result))
    assert await Service(store, FakeCore(RuntimeError())).was_done("k1") is was_done
    assert store.rolled_back == 1


async def test_a_failure_is_passed_on() -> None:
    """It is for the platform to say in words."""
    with pytest.raises(RuntimeError):
        await Service(FakeStore(), FakeCore(RuntimeError())).handle(EVENT)


@pytest.mark.parametrize("reply", [Done(), RuntimeError()])
async def test_work_is_never_broken_off(reply: Reply | Exception) -> None:
    """The person is told when the time is up; the work ends by itself, and shutdown waits for it."""
    store = FakeStore()
    store.seconds = 0.1
    service = Service(store, FakeCore(reply), seconds=0.01)
    with pytest.raises(TooSlow):
        await service.handle(EVENT)
    begun = store.finished
    await service.drain()
    assert (begun, store.finished) == (0, 1)
    await service.drain()


async def test_what_was_sent_and_kept_too_late_is_noted_and_what_was_not_is_a_draft() -> None:
    """The person hears of it on opening the form again; shutdown waits for that as well."""
    for reply, late, unsent in ((CARD_SHOWN, [SENT], []), (Unchanged(OpenForm(FORM)), [], [SENT])):
        store, core = FakeStore(), FakeCore(reply)
        store.seconds = 0.1
        service = Service(store, core, seconds=0.0)
        with pytest.raises(TooSlow):
            await service.handle(SENT)
        await service.drain()
        assert (core.late, core.kept) == (late, unsent)


async def test_what_was_told_in_time_is_not_noted() -> None:
    """Nor what was no form."""
    core = FakeCore(CARD_SHOWN)
    await Service(FakeStore(), core).handle(SENT)
    store = FakeStore()
    store.seconds = 0.1
    service = Service(store, core, seconds=0.0)
    with pytest.raises(TooSlow):
        await service.handle(EVENT)
    await service.drain()
    assert core.late == []
