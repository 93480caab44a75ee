"""Messages reach people: over the real store and the core's own rules, with a fake messenger."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.house.delivery import Delivery
from adapters.house.metrics import Metrics
from adapters.house.metronome import Metronome
from adapters.house.service import Refusal, Service
from bot.chat.cards import Card
from bot.chat.events import ActionEvent, SubmitEvent, Values
from bot.chat.replies import ShowCard
from bot.courier.parcels import LEASE_SECONDS
from bot.dispatcher import Dispatcher
from bot.errors import About, DeliveryError
from bot.flows.assignment import pass_on
from bot.flows.mailing import email_too
from bot.people import BOTH, Person, PersonId
from bot.policy import Policy
from bot.ports import EMAIL, UnitOfWork
from bot.records.ended_contact.record import EndedContact
from bot.records.rights import Part
from storage import Store, new_key
from tests import migrated
from tests.waiting import until

ISLA = Person(id=PersonId("isla"), email="isla@example.org", name="Isla Reid", line_manager=PersonId("morag"))
MORAG = Person(
    id=PersonId("morag"),
    email="morag@example.org",
    name="Morag Bain",
    deputies=(PersonId("ewan"),),
    line_manager=PersonId("ewan"),
)
EWAN = Person(id=PersonId("ewan"), email="ewan@example.org", name="Ewan Ross")


class HandClock:
    """A Tuesday morning at work, until it is moved."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """Time on the clock."""
        return self.at


class FakeMessenger:
    """Records messages, or fails on request."""

    def __init__(self, platform: str = "fake") -> None:
        self.platform = platform
        self.sent: list[tuple[PersonId, Card]] = []
        #: Of each that was sent: whether it cannot wait.
        self.urgent: list[bool] = []
        self.rewritten: list[tuple[str, Card]] = []
        self.removed: list[str] = []
        self.keeps: Exception | None = None
        self.trouble: Exception | None = None
        self.closed: set[PersonId] = set()
        self.gate = asyncio.Event()
        self.gate.set()
        self.begun = asyncio.Event()
        self.sending = 0

    def reaches(self, person: Person) -> bool:
        """Reach everybody with an address."""
        return bool(person.email)

    async def send(self, person: Person, card: Card, *, urgent: bool = False) -> str:
        """Keep it."""
        self.sending += 1
        self.begun.set()
        try:
            await self.gate.wait()
            if person.id in self.closed:
                raise DeliveryError("user_disabled", about=About.PERSON)
            if self.trouble is not None:
                raise self.trouble
            self.sent.append((person.id, card))
            self.urgent.append(urgent)
            return f"{person.id} {len(self.sent)}"
        finally:
            self.sending -= 1

    async def rewrite(self, address: str, card: Card) -> None:
        """Keep it."""
        if self.trouble is not None:
            raise self.trouble
        self.rewritten.append((address, card))

    async def remove(self, address: str) -> None:
        """Note it, unless it is to be kept."""
        if self.trouble is not None or self.keeps is not None:
            raise self.trouble or self.keeps  # type: ignore[misc]
        self.removed.append(address)

    def to(self, person: Person) -> list[str]:
        """Titles of the messages sent to this person."""
        return [card.title for to, card in self.sent if to == person.id]


@pytest.fixture
def clock() -> HandClock:
    """The store's clock."""
    return HandClock()


@pytest.fixture
def store(tmp_path: Path, policy: Policy, clock: HandClock) -> Iterator[Store]:
    """A store with Isla, her manager and the manager's deputy."""
    found = Store(migrated.on_sqlite(tmp_path / "harbour.db"), new_key(), policy, clock)
    found.run(lambda uow: [uow.directory.put(person) for person in (ISLA, MORAG, EWAN)])
    yield found
    found.close()


@pytest.fixture
async def messenger() -> FakeMessenger:
    """The one way to everybody."""
    return FakeMessenger()


@pytest.fixture
def metrics() -> Metrics:
    """Fresh counters."""
    return Metrics()


@pytest.fixture
async def delivery(store: Store, messenger: FakeMessenger, metrics: Metrics) -> AsyncIterator[Delivery]:
    """The loop that is tested, not yet started."""
    found = Delivery(store, [messenger], metrics)
    store.on_work = found.wake
    yield found
    await found.stop()


async def _report(store: Store, key: str = "1", *reasons: str) -> None:
    """Isla reports: that it was distressing, or for these reasons."""
    values: Values = {
        "channel": "phone",
        "reasons": reasons or ("distressing",),
        "warned": "warned",
        "note": "He shouted about McLeod Street.",
    }
    form = SubmitEvent(person=ISLA.id, key=key, form="ended_contact.report", values=values)
    reply = await Service(store, Dispatcher()).handle(form)
    assert isinstance(reply, ShowCard)
    assert not isinstance(reply, Refusal)


@pytest.mark.requirement("R-1.12.1-6")
async def test_a_report_reaches_the_line_manager_and_says_nothing(
    store: Store, delivery: Delivery, messenger: FakeMessenger, metrics: Metrics
) -> None:
    """One message, to Morag alone, without a word of it."""
    await _report(store)
    await delivery.settle()
    assert len(messenger.to(MORAG)) == 1
    assert messenger.to(EWAN) == []
    assert "McLeod" not in repr(messenger.sent)
    assert b'harbour_deliveries_total{outcome="sent",platform="fake"}' in metrics.page()


async def test_a_way_is_told_what_cannot_wait(store: Store, delivery: Delivery, messenger: FakeMessenger) -> None:
    """A threat, and no report without one."""
    await _report(store)
    await delivery.settle()
    assert messenger.sent
    assert not any(messenger.urgent)
    await _report(store, "2", "threat")
    await delivery.settle()
    urgent = [to for (to, _), urgent in zip(messenger.sent, messenger.urgent, strict=True) if urgent]
    assert MORAG.id in urgent


async def test_nothing_is_sent_twice(store: Store, delivery: Delivery, messenger: FakeMessenger) -> None:
    """However often it is looked for."""
    await _report(store)
    await asyncio.gather(delivery.settle(), delivery.settle())
    await delivery.settle()
    assert len(messenger.to(MORAG)) == 1


async def test_what_fails_is_tried_again_later(
    store: Store, delivery: Delivery, messenger: FakeMessenger, clock: HandClock
) -> None:
    """Not at once, and not never; also where the failure was nothing that anybody had thought of."""
    await _report(store)
    for trouble in (DeliveryError("x"), DeliveryError("x", retry_after=120), RuntimeError("x")):
        messenger.trouble = trouble
        await delivery.settle()
        assert messenger.to(MORAG) == []
        clock.at += timedelta(minutes=3)
    messenger.trouble = None
    await delivery.settle()
    assert len(messenger.to(MORAG)) == 1


@pytest.mark.requirement("R-1.12.1-6")
async def test_somebody_who_cannot_be_reached_is_passed_over(
    store: Store, delivery: Delivery, messenger: FakeMessenger
) -> None:
    """It goes to the next in the chain, never to a channel."""
    await _report(store)
    messenger.closed = {MORAG.id}
    await delivery.settle()
    assert messenger.to(MORAG) == []
    assert len(messenger.to(EWAN)) == 1


async def test_without_any_way_to_a_person_it_is_passed_on_too(
    store: Store, delivery: Delivery, messenger: FakeMessenger
) -> None:
    """Nobody reaches Morag: she has no address at all."""
    await _report(store)
    store.run(
        lambda uow: uow.directory.put(
            Person(id=MORAG.id, email="", name="Morag", ids={"slack": "UX"}, line_manager=EWAN.id)
        )
    )
    await delivery.settle()
    assert len(messenger.to(EWAN)) == 1


async def test_one_message_at_a_time_to_a_person_and_several_people_at_once(
    store: Store, delivery: Delivery, messenger: FakeMessenger
) -> None:
    """Two reports to Morag queue up; Isla hears in the meantime."""
    messenger.gate.clear()
    for key in ("1", "2"):
        await _report(store, key)
    work = asyncio.create_task(delivery.settle())
    await until(lambda: messenger.sending > 1)
    await asyncio.sleep(0.1)
    sending = messenger.sending
    messenger.gate.set()
    await work
    assert sending == len({to for to, _ in messenger.sent})
    assert len(messenger.to(MORAG)) == 2


async def test_it_wakes_when_there_is_work(store: Store, delivery: Delivery, messenger: FakeMessenger) -> None:
    """The commit itself wakes it: nobody waits for a beat."""
    delivery.start()
    await asyncio.sleep(0.05)
    await _report(store)
    await until(lambda: bool(messenger.to(MORAG)))
    assert len(messenger.to(MORAG)) == 1


async def test_what_is_on_its_way_arrives_before_it_stops(
    store: Store, delivery: Delivery, messenger: FakeMessenger
) -> None:
    """And nothing more is begun."""
    messenger.gate.clear()
    delivery.start()
    await _report(store)
    await messenger.begun.wait()
    stopping = asyncio.create_task(delivery.stop())
    await asyncio.sleep(0.05)
    messenger.gate.set()
    await stopping
    assert len(messenger.to(MORAG)) == 1
    delivery.wake()


class BrokenStore:
    """A database that is away for a while."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.broken = 1

    async def arun(self, work: object) -> object:
        """Fail as often as set."""
        if self.broken:
            self.broken -= 1
            raise OSError("gone")
        return await self.store.arun(work)  # type: ignore[arg-type]


async def test_the_loop_outlives_a_database_that_is_away(store: Store, messenger: FakeMessenger) -> None:
    """It tries again after a second."""
    await _report(store)
    delivery = Delivery(BrokenStore(store), [messenger])  # type: ignore[arg-type]
    delivery.start()
    delivery.wake()
    await until(lambda: bool(messenger.to(MORAG)))
    await delivery.stop()
    assert len(messenger.to(MORAG)) == 1


async def test_a_tick_by_hand_does_everything_that_is_due(
    store: Store, delivery: Delivery, messenger: FakeMessenger, clock: HandClock
) -> None:
    """By the store's clock; it has happened when the tick returns."""
    metronome = Metronome(delivery, store.prune)
    await _report(store)
    await metronome.tick()
    first = len(messenger.to(MORAG))
    clock.at += timedelta(hours=4)
    await metronome.tick()
    assert (first, len(messenger.to(MORAG))) == (1, 2)


async def test_the_metronome_beats_by_itself(
    store: Store, delivery: Delivery, messenger: FakeMessenger, clock: HandClock
) -> None:
    """Work that falls due with time, and not with a commit, is found at the next beat."""
    metronome = Metronome(delivery, store.prune, seconds=0.05)
    await _report(store)
    await delivery.settle()
    clock.at += timedelta(hours=4)
    well = [metronome.is_well]
    delivery.start()
    metronome.start()
    await until(lambda: len(messenger.to(MORAG)) == 2 and metronome.is_well)
    well.append(metronome.is_well)
    metronome.stop()
    well.append(metronome.is_well)
    assert (well, len(messenger.to(MORAG))) == ([False, True, False], 2)


async def test_pruning_that_fails_is_tried_again_another_day(delivery: Delivery) -> None:
    """It is logged, and stops nothing."""
    done: list[int] = []

    def prune() -> int:
        done.append(1)
        if len(done) == 1:
            raise OSError("gone")
        return 3

    metronome = Metronome(delivery, prune)
    await metronome.prune()
    await metronome.prune()
    assert done == [1, 1]


async def test_a_settled_matter_is_written_again(store: Store, delivery: Delivery, messenger: FakeMessenger) -> None:
    """Once Morag has acknowledged, her message says what comes next, in its place."""
    await _report(store)
    await delivery.settle()
    button = messenger.sent[0][1].buttons()[0]
    acknowledge = ActionEvent(person=MORAG.id, key="a", action="ended_contact.acknowledge", about=button.about)
    await Service(store, Dispatcher()).handle(acknowledge)
    await delivery.settle()
    assert [address for address, _ in messenger.rewritten] == ["morag 1"]


async def test_a_double_that_is_sent_late_is_taken_back(store: Store, clock: HandClock) -> None:
    """One replica stands still while it sends; another has sent it by the time it wakes."""
    slow, quick = FakeMessenger(), FakeMessenger()
    frozen, other = Delivery(store, [slow]), Delivery(store, [quick])
    await _report(store)
    slow.gate.clear()
    stands_still = asyncio.create_task(frozen.settle())
    await slow.begun.wait()
    clock.at += timedelta(seconds=LEASE_SECONDS)
    await other.settle()
    slow.gate.set()
    await stands_still
    await other.settle()
    assert slow.to(MORAG) == quick.to(MORAG) != []
    assert (len(slow.removed), quick.removed) == (len(slow.sent), [])


async def test_what_another_has_sent_is_not_unreachable_late(store: Store, clock: HandClock) -> None:
    """A process that froze does not mark somebody as unreachable whom another has reached."""
    slow, quick = FakeMessenger(), FakeMessenger()
    frozen, other = Delivery(store, [slow]), Delivery(store, [quick])
    await _report(store)
    slow.gate.clear()
    slow.closed.add(MORAG.id)
    stands_still = asyncio.create_task(frozen.settle())
    await slow.begun.wait()
    clock.at += timedelta(seconds=LEASE_SECONDS)
    await other.settle()
    slow.gate.set()
    await stands_still
    await other.settle()
    assert quick.to(MORAG) != []
    assert quick.to(EWAN) == slow.to(EWAN) == []


# -- a newer message takes the place of the older ------------------------------------------------------------


async def reminded(store: Store, delivery: Delivery, clock: HandClock) -> None:
    """Isla has reported, and four hours later Morag is reminded."""
    await _report(store)
    await delivery.settle()
    clock.at += timedelta(hours=4)
    await delivery.settle()


async def test_the_older_message_is_taken_away(
    store: Store, delivery: Delivery, messenger: FakeMessenger, metrics: Metrics, clock: HandClock
) -> None:
    """Once, after the newer one has arrived, and it is counted."""
    await reminded(store, delivery, clock)
    await delivery.settle()
    assert (len(messenger.to(MORAG)), messenger.removed, messenger.rewritten) == (2, ["morag 1"], [])
    assert b'harbour_deliveries_total{outcome="removed",platform="fake"} 1.0' in metrics.page()


async def test_what_the_platform_keeps_is_folded_once(
    store: Store, delivery: Delivery, messenger: FakeMessenger, clock: HandClock
) -> None:
    """To one line, and never looked at again."""
    messenger.keeps = DeliveryError("cant_delete_message", about=About.MESSAGE)
    await reminded(store, delivery, clock)
    clock.at += timedelta(minutes=16)
    await delivery.settle()
    ((address, card),) = messenger.rewritten
    assert (address, card.title, card.blocks) == ("morag 1", "There is a newer message about this below.", ())


async def test_what_cannot_be_taken_away_yet_is_tried_again(
    store: Store, delivery: Delivery, messenger: FakeMessenger, clock: HandClock
) -> None:
    """Until it is gone, and nothing is folded meanwhile."""
    messenger.keeps = DeliveryError("Slack: not reached")
    await reminded(store, delivery, clock)
    clock.at += timedelta(minutes=16)
    await delivery.settle()
    before = (list(messenger.removed), list(messenger.rewritten))
    messenger.keeps = None
    clock.at += timedelta(minutes=16)
    await delivery.settle()
    assert (before, messenger.removed) == (([], []), ["morag 1"])


async def test_what_does_not_arrive_takes_nothing_away(
    store: Store, delivery: Delivery, messenger: FakeMessenger, clock: HandClock
) -> None:
    """The older one stands until the newer one does."""
    await _report(store)
    await delivery.settle()
    messenger.trouble = DeliveryError("x")
    clock.at += timedelta(hours=4)
    await delivery.settle()
    before = list(messenger.removed)
    messenger.trouble = None
    clock.at += timedelta(minutes=1)
    await delivery.settle()
    assert (before, messenger.removed) == ([], ["morag 1"])


async def test_on_both_platforms_it_is_taken_away_on_both(store: Store, clock: HandClock) -> None:
    """Not before the newer one is on both; then everywhere, and folded where one platform keeps it."""
    chats = Chats(store, BOTH)
    await _report(store)
    await chats.delivery.settle()
    chats.teams.trouble = DeliveryError("x")
    clock.at += timedelta(hours=4)
    await chats.delivery.settle()
    before = (list(chats.slack.removed), list(chats.teams.removed))
    chats.teams.trouble, chats.teams.keeps = None, DeliveryError("kept", about=About.MESSAGE)
    clock.at += timedelta(minutes=1)
    await chats.delivery.settle()
    assert (before, len(chats.slack.removed), chats.teams.removed) == (([], []), 1, [])
    assert chats.teams.rewritten[-1][1].title == "There is a newer message about this below."


# -- by e-mail ---------------------------------------------------------------------------------------------


async def copied(store: Store) -> None:
    """Isla reports, and her manager is to hear by e-mail too."""
    await _report(store)

    def copy(uow: UnitOfWork) -> None:
        (found,) = uow.records.with_part(ISLA.id, Part.REPORTER, kind="ended_contact")
        email_too(uow.records.get(found.id, EndedContact), uow)

    store.run(copy)


@pytest.mark.requirement("R-1.14.3-1")
async def test_a_copy_goes_by_email_and_by_nothing_else(store: Store, messenger: FakeMessenger) -> None:
    """One message in the chat and one e-mail; every other message is in the chat alone."""
    await copied(store)
    mail = FakeMessenger(EMAIL)
    await Delivery(store, [messenger, mail]).settle()
    assert (len(messenger.to(MORAG)), len(mail.sent), mail.to(MORAG)) == (1, 1, messenger.to(MORAG))


@pytest.mark.requirement("R-1.14.3-1")
async def test_where_no_email_is_set_up_a_copy_is_left_out(
    store: Store, delivery: Delivery, messenger: FakeMessenger, metrics: Metrics, clock: HandClock
) -> None:
    """Without a word: it is no failure, it is not tried again, and the matter stays where it is."""
    await copied(store)
    for _ in range(3):
        await delivery.settle()
        clock.at += timedelta(minutes=16)
    assert (len(messenger.to(MORAG)), len(messenger.to(EWAN))) == (1, 0)
    page = metrics.page()
    assert (b"unreachable" in page, b"postponed" in page) == (False, False)


async def test_a_copy_that_the_mail_server_does_not_take_yet_is_sent_later(
    store: Store, messenger: FakeMessenger, clock: HandClock
) -> None:
    """And the message in the chat does not wait for it, nor come twice."""
    await copied(store)
    mail = FakeMessenger(EMAIL)
    delivery = Delivery(store, [messenger, mail])
    mail.trouble = DeliveryError("E-mail: the server does not answer")
    await delivery.settle()
    before = (len(messenger.to(MORAG)), len(mail.sent))
    mail.trouble = None
    clock.at += timedelta(minutes=1)
    await delivery.settle()
    assert (before, (len(messenger.to(MORAG)), len(mail.sent))) == ((1, 0), (1, 1))


async def test_whom_the_chat_does_not_reach_gets_an_email(
    store: Store, messenger: FakeMessenger, metrics: Metrics
) -> None:
    """The next way that reaches them, in order; each that failed is counted."""
    await _report(store)
    mail = FakeMessenger(EMAIL)
    messenger.closed = {ISLA.id}
    await Delivery(store, [messenger, mail], metrics).settle()
    assert (messenger.to(ISLA), mail.to(ISLA)) == ([], ["Support is there for you"])
    page = metrics.page()
    assert b'harbour_deliveries_total{outcome="unreachable",platform="fake"} 1.0' in page
    assert b'harbour_deliveries_total{outcome="sent",platform="email"} 1.0' in page


async def test_who_is_reached_later_is_not_mailed_in_the_meantime(store: Store, messenger: FakeMessenger) -> None:
    """A passing failure is waited out."""
    await _report(store)
    mail = FakeMessenger(EMAIL)
    messenger.trouble = DeliveryError("x")
    await Delivery(store, [messenger, mail]).settle()
    assert mail.sent == []


async def test_an_email_that_went_instead_is_never_written_again(store: Store, messenger: FakeMessenger) -> None:
    """Nor does it make an older message in the chat look out of date."""
    await _report(store)
    mail = FakeMessenger(EMAIL)
    messenger.closed = {ISLA.id}
    delivery = Delivery(store, [messenger, mail])
    await delivery.settle()
    button = mail.sent[0][1].buttons()[0]
    seen = ActionEvent(person=ISLA.id, key="s", action=button.action, about=button.about)
    await Service(store, Dispatcher()).handle(seen)
    await delivery.settle()
    assert (mail.rewritten, messenger.rewritten) == ([], [])


@pytest.mark.requirement("R-1.12.1-6")
async def test_a_matter_moves_on_where_only_email_is_left(store: Store, messenger: FakeMessenger) -> None:
    """Nothing can be pressed in an e-mail: the next manager, whom the chat reaches, gets the matter at once."""
    await _report(store)
    mail = FakeMessenger(EMAIL)
    messenger.closed = {MORAG.id}
    await Delivery(store, [messenger, mail]).settle()
    assert (mail.to(MORAG)[:1], len(messenger.to(EWAN))) == (["EC-0001"], 1)


async def test_a_second_chat_is_tried_for_a_matter_too(store: Store, messenger: FakeMessenger) -> None:
    """Another platform in which there are buttons: it stays with the manager."""
    await _report(store)
    other = FakeMessenger("other")
    messenger.closed = {MORAG.id}
    await Delivery(store, [messenger, other]).settle()
    assert (len(other.to(MORAG)), messenger.to(EWAN), other.to(EWAN)) == (1, [], [])


async def test_where_every_way_fails_the_matter_moves_on_once(store: Store, messenger: FakeMessenger) -> None:
    """It is reported after the last."""
    await _report(store)
    other = FakeMessenger("other")
    messenger.closed = other.closed = {MORAG.id}
    await Delivery(store, [messenger, other]).settle()
    assert len(messenger.to(EWAN)) == 1


async def test_a_message_whose_platform_is_gone_is_let_be(store: Store, messenger: FakeMessenger) -> None:
    """It cannot be written again; the next one comes by what there is."""
    await _report(store)
    await Delivery(store, [messenger]).settle()
    button = messenger.sent[0][1].buttons()[0]
    acknowledge = ActionEvent(person=MORAG.id, key="a", action="ended_contact.acknowledge", about=button.about)
    await Service(store, Dispatcher()).handle(acknowledge)
    other = FakeMessenger("other")
    await Delivery(store, [other]).settle()
    assert (messenger.rewritten, other.rewritten) == ([], [])


# -- on the platform that somebody has chosen ----------------------------------------------------------------


class Chats:
    """Both platforms, and the deliveries of Morag's messages by them."""

    def __init__(self, store: Store, prefers: str | None) -> None:
        self.slack, self.teams = FakeMessenger("slack"), FakeMessenger("teams")
        self.metrics = Metrics()
        self.store = store
        self.delivery = Delivery(store, [self.slack, self.teams], self.metrics)
        known = replace(MORAG, ids={"slack": "U1", "teams": "t1"}, prefers=prefers)
        store.run(lambda uow: uow.directory.put(known))

    def counted(self) -> tuple[int, int]:
        """Numbers of messages to Morag that arrived on Slack and in Teams."""
        return len(self.slack.to(MORAG)), len(self.teams.to(MORAG))

    def rewrites(self) -> tuple[int, int]:
        """Numbers of rewrites of her messages on Slack and in Teams."""
        return tuple(  # type: ignore[return-value]
            sum(address.startswith("morag") for address, _ in m.rewritten) for m in (self.slack, self.teams)
        )

    async def acknowledges(self) -> None:
        """Morag presses the button."""
        sent = next(card for m in (self.slack, self.teams) for to, card in m.sent if to == MORAG.id)
        about = sent.buttons()[0].about
        event = ActionEvent(person=MORAG.id, key="a", action="ended_contact.acknowledge", about=about)
        await Service(self.store, Dispatcher()).handle(event)
        await self.delivery.settle()


@pytest.mark.parametrize(
    ("prefers", "expected"),
    [(None, (1, 0)), ("slack", (1, 0)), ("teams", (0, 1)), (BOTH, (1, 1))],
)
async def test_a_message_goes_where_somebody_wants_it(
    store: Store, prefers: str | None, expected: tuple[int, int]
) -> None:
    """There, and nowhere besides; and there it is written again."""
    chats = Chats(store, prefers)
    await _report(store)
    await chats.delivery.settle()
    assert chats.counted() == expected
    await chats.acknowledges()
    assert (chats.counted(), chats.rewrites()) == (expected, expected)


async def test_where_what_was_chosen_does_not_reach_them_the_other_does(store: Store) -> None:
    """It stays with the manager."""
    chats = Chats(store, "teams")
    chats.teams.closed = {MORAG.id}
    await _report(store)
    await chats.delivery.settle()
    assert (chats.counted(), chats.slack.to(EWAN)) == ((1, 0), [])


async def test_what_was_chosen_is_waited_for(store: Store) -> None:
    """A passing failure is no reason to use another platform."""
    chats = Chats(store, "teams")
    chats.teams.trouble = DeliveryError("x")
    await _report(store)
    await chats.delivery.settle()
    assert chats.counted() == (0, 0)


async def test_one_of_both_that_takes_it_is_enough(store: Store, clock: HandClock) -> None:
    """A platform that can never take it is not tried again; a message in a chat is rewritten."""
    chats = Chats(store, BOTH)
    chats.teams.closed = {MORAG.id}
    await _report(store)
    await chats.delivery.settle()
    clock.at += timedelta(minutes=16)
    chats.teams.closed = set()
    await chats.delivery.settle()
    await chats.acknowledges()
    assert (chats.counted(), chats.rewrites(), chats.slack.to(EWAN)) == ((1, 0), (1, 0), [])


@pytest.mark.parametrize("trouble", [DeliveryError("x"), DeliveryError("x", retry_after=9), RuntimeError("x")])
async def test_a_second_try_sends_nothing_to_where_it_has_arrived(
    store: Store, clock: HandClock, trouble: Exception
) -> None:
    """However often it is tried; once it has arrived on both it is written again on both."""
    chats = Chats(store, BOTH)
    chats.teams.trouble = trouble
    await _report(store)
    for _ in range(3):
        await chats.delivery.settle()
        assert chats.counted() == (1, 0)
        clock.at += timedelta(minutes=3)
    chats.teams.trouble = None
    await chats.delivery.settle()
    assert chats.counted() == (1, 1)
    before = chats.rewrites()
    await chats.delivery.settle()
    clock.at += timedelta(minutes=16)
    await chats.delivery.settle()
    assert (chats.counted(), chats.rewrites()) == ((1, 1), before)
    await chats.acknowledges()
    assert chats.rewrites() == (before[0] + 1, before[1] + 1)


async def test_what_is_seen_to_meanwhile_is_not_sent_after_all(store: Store, clock: HandClock) -> None:
    """It would be news to nobody: where it stands it goes, since the news that it has moved says so."""
    chats = Chats(store, BOTH)
    chats.teams.trouble = DeliveryError("x")
    await _report(store)
    await chats.delivery.settle()
    matter = store.run(lambda uow: uow.records.with_part(MORAG.id, Part.HANDLER)[0])
    store.run(lambda uow: pass_on(uow.records.get(matter.id, EndedContact), uow, by=None))
    chats.teams.trouble = None
    clock.at += timedelta(minutes=3)
    await chats.delivery.settle()
    # The news that it has moved on is another message, and on both.
    assert (chats.slack.to(MORAG)[1:], chats.rewrites()) == (chats.teams.to(MORAG), (0, 0))
    assert len(chats.slack.removed) == 1


async def test_what_is_still_to_arrive_keeps_quiet_hours(store: Store, clock: HandClock) -> None:
    """It is a new message there, whatever stands elsewhere."""
    chats = Chats(store, BOTH)
    chats.teams.trouble = DeliveryError("x")
    await _report(store)
    await chats.delivery.settle()
    chats.teams.trouble = None
    clock.at += timedelta(hours=12)
    await chats.delivery.settle()
    at_night = chats.counted()[1]
    clock.at += timedelta(hours=12)
    await chats.delivery.settle()
    assert (at_night, chats.counted()[1] > 0) == (0, True)


async def test_where_both_fail_for_good_the_matter_moves_on(store: Store) -> None:
    """Once."""
    chats = Chats(store, BOTH)
    chats.slack.closed = chats.teams.closed = {MORAG.id}
    await _report(store)
    await chats.delivery.settle()
    assert (chats.counted(), len(chats.slack.to(EWAN))) == ((0, 0), 1)


async def test_where_neither_takes_it_yet_both_are_tried_again(store: Store, clock: HandClock) -> None:
    """Also where one of them has failed for good: it is asked once more."""
    chats = Chats(store, BOTH)
    chats.slack.closed = {MORAG.id}
    chats.teams.trouble = DeliveryError("x")
    await _report(store)
    await chats.delivery.settle()
    assert (chats.counted(), chats.slack.to(EWAN)) == ((0, 0), [])
    chats.teams.trouble = None
    clock.at += timedelta(minutes=3)
    await chats.delivery.settle()
    assert chats.counted() == (0, 1)


async def test_what_cannot_be_written_again_on_one_is_on_the_other(store: Store, clock: HandClock) -> None:
    """A chat that was deleted is forgotten; what passes by itself is tried again on both."""
    chats = Chats(store, BOTH)
    await _report(store)
    await chats.delivery.settle()
    chats.teams.trouble = DeliveryError("x")
    await chats.acknowledges()
    assert chats.rewrites() == (1, 0)
    chats.teams.trouble = DeliveryError("message_not_found", about=About.MESSAGE)
    clock.at += timedelta(minutes=3)
    await chats.delivery.settle()
    assert chats.rewrites() == (2, 0)
    clock.at += timedelta(minutes=16)
    await chats.delivery.settle()
    assert (chats.rewrites(), chats.counted()) == ((2, 0), (1, 1))


async def test_a_platform_that_is_turned_off_is_let_be(store: Store) -> None:
    """A message on both platforms is rewritten on the one that is left."""
    chats = Chats(store, BOTH)
    await _report(store)
    await chats.delivery.settle()
    chats.delivery = Delivery(store, [chats.slack], chats.metrics)
    await chats.acknowledges()
    assert (chats.rewrites(), chats.counted()) == ((1, 0), (1, 1))
    assert b'harbour_deliveries_total{outcome="unreachable",platform="teams"} 1.0' in chats.metrics.page()
