"""Identity in Teams: staff of this tenant and nobody else; and the address of their chat."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

import adapters.teams.identity as identity_module
from adapters.chat.acquaintance import NOT_A_COLLEAGUE
from adapters.chat.errors import CannotTell, NotStaff, OtherAccount
from adapters.teams import app
from adapters.teams.errors import TeamsError
from adapters.teams.identity import CHOOSE, NOBODY, Identity
from adapters.teams.inbound import Heard, Kind
from adapters.teams.reference import Member, Reference
from adapters.teams.values import Answers
from bot.people import Person, PersonId
from tests.adapters.teams.people import ISLA, MORAG, FakeStore

SERVICE = "https://smba.trafficmanager.net/uk/"
SOMEBODY = Heard(
    kind=Kind.TYPED,
    user="aad-isla",
    account="29:isla",
    conversation="a:isla",
    tenant="tenant",
    service_url=SERVICE,
    activity="f:1",
)
HERE = Reference(service=SERVICE, conversation="a:isla", user="29:isla")


def of(user: str) -> Heard:
    """Something that this person typed."""
    return replace(SOMEBODY, user=f"aad-{user}", account=f"29:{user}", conversation=f"a:{user}")


def member(user: str, email: str = "", **facts: str) -> Member:
    """Somebody as the Bot Connector describes them."""
    about = {"upn": email, "name": user.title(), "role": "user", "tenant": "tenant", **facts}
    return Member(**{"account": f"29:{user}", "user": f"aad-{user}", "email": email, **about})


class FakeConnector:
    """Describes the given members."""

    def __init__(self, *members: Member) -> None:
        self.members = {m.account: m for m in members}
        self.trouble: Exception | None = None
        self.asked: list[tuple[Reference, str]] = []

    async def member(self, reference: Reference, user: str) -> Member | None:
        """The member."""
        self.asked.append((reference, user))
        if self.trouble is not None:
            raise self.trouble
        return self.members.get(user)


class Stopwatch:
    """Seconds that pass on request."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        """The seconds so far."""
        return self.seconds


@pytest.fixture
def connector() -> FakeConnector:
    """Teams, where Isla and Morag have accounts."""
    return FakeConnector(member("isla", ISLA.email), member("morag", "Morag@Example.org"))


@pytest.fixture
def store() -> FakeStore:
    """A store that knows Isla from Teams, and Morag from Slack."""
    return FakeStore(ISLA, MORAG)


@pytest.fixture
def watch() -> Stopwatch:
    """The time."""
    return Stopwatch()


@pytest.fixture
def identity(connector: FakeConnector, store: FakeStore, watch: Stopwatch) -> Identity:
    """The one that is tested."""
    return Identity(connector, "TENANT", store, monotonic=watch)


async def test_a_known_object_id_is_that_person(identity: Identity, connector: FakeConnector) -> None:
    """They are looked at in their own chat, by their id there."""
    assert await identity.person(SOMEBODY) == ISLA.id
    assert connector.asked == [(HERE, "29:isla")]


async def test_a_colleague_from_slack_is_the_same_person_in_teams(identity: Identity, store: FakeStore) -> None:
    """By e-mail: from now on with both ids."""
    assert await identity.person(of("morag")) == MORAG.id
    assert store.people.get(MORAG.id) == MORAG.known_as("teams", "aad-morag")
    assert len(store.people) == 2


async def test_a_principal_name_is_an_address_where_there_is_no_other(
    identity: Identity, connector: FakeConnector
) -> None:
    """Some accounts have no mailbox of that name."""
    connector.members["29:morag"] = member("morag", upn=MORAG.email)
    assert await identity.person(of("morag")) == MORAG.id


async def test_whoever_is_in_the_tenant_may_report(
    identity: Identity, connector: FakeConnector, store: FakeStore
) -> None:
    """Somebody whom the directory does not know is written down, as not listed; once, also when quick."""
    connector.members["29:new"] = member("new", "New.Person@example.org")
    first, second = await asyncio.gather(identity.person(of("new")), identity.person(of("new")))
    known = store.people.known_as("teams", "aad-new")
    assert known is not None
    assert first == second == known.id
    assert (known.email, known.name, known.listed) == ("new.person@example.org", "New", False)
    assert len(connector.asked) == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"role": "guest"},
        {"role": "anonymous"},
        {"role": "bot"},
        {"upn": "x_elsewhere.org#EXT#@example.org"},
        {"tenant": "elsewhere"},
    ],
)
async def test_guests_bots_and_strangers_are_refused(
    identity: Identity, connector: FakeConnector, store: FakeStore, facts: dict[str, str]
) -> None:
    """Politely, and without being written down; also where the directory has their id."""
    for user in ("isla", "x"):
        connector.members[f"29:{user}"] = member(user, "x@example.org", **facts)
        with pytest.raises(NotStaff, match="people who work here"):
            await identity.person(of(user))
    assert len(store.people) == 2


@pytest.mark.parametrize("changes", [{"tenant": "elsewhere"}, {"tenant": ""}, {"user": ""}, {"account": "28:isla"}])
async def test_another_tenant_or_nobody_is_refused_without_asking(
    identity: Identity, connector: FakeConnector, changes: dict[str, str]
) -> None:
    """The activity says so."""
    with pytest.raises(NotStaff):
        await identity.person(replace(SOMEBODY, **changes))  # type: ignore[arg-type]
    assert connector.asked == []


async def test_somebody_who_has_left_is_refused(identity: Identity, store: FakeStore) -> None:
    """The directory says so, whatever Teams says."""
    store.directory.put(replace(ISLA, active=False))
    with pytest.raises(NotStaff):
        await identity.person(SOMEBODY)


async def test_a_verdict_holds_for_ten_minutes(identity: Identity, connector: FakeConnector, watch: Stopwatch) -> None:
    """Then Teams is asked again, so that somebody made a guest is noticed."""
    await identity.person(SOMEBODY)
    connector.members["29:isla"] = member("isla", ISLA.email, role="guest")
    watch.seconds = 599
    assert await identity.person(SOMEBODY) == ISLA.id
    watch.seconds = 601
    with pytest.raises(NotStaff):
        await identity.person(SOMEBODY)


@pytest.mark.parametrize("trouble", [TeamsError("Unknown", status=503), TeamsError("NotReached"), TimeoutError(), None])
async def test_without_teams_answer_only_the_directory_is_believed(
    identity: Identity, connector: FakeConnector, trouble: Exception | None
) -> None:
    """Isla is listed with her id; of anybody else nothing is known, and they are asked to try again.

    It is no verdict that holds.
    """
    members, connector.members, connector.trouble = connector.members, {}, trouble
    assert await identity.person(SOMEBODY) == ISLA.id
    with pytest.raises(CannotTell, match="try again in a minute"):
        await identity.person(of("morag"))
    connector.members, connector.trouble = {**members, "29:isla": member("isla", ISLA.email, role="guest")}, None
    assert await identity.person(of("morag")) == MORAG.id
    with pytest.raises(NotStaff):
        await identity.person(SOMEBODY)


async def test_a_member_with_another_object_id_is_not_believed(identity: Identity, connector: FakeConnector) -> None:
    """Morag's e-mail does not make somebody else Morag."""
    connector.members["29:x"] = member("morag", MORAG.email)
    with pytest.raises(CannotTell):
        await identity.person(of("x"))


async def test_another_account_with_a_known_address_is_refused_each_time(
    identity: Identity, connector: FakeConnector, store: FakeStore
) -> None:
    """By its mailbox or its principal name; nothing is written down, and it is asked anew."""
    for facts in ({"email": ISLA.email}, {"email": "x", "upn": ISLA.email.upper()}):
        connector.members["29:other"] = member("other", **facts)
        with pytest.raises(OtherAccount):
            await identity.person(of("other"))
    assert (set(store.people), store.chats.kept) == ({ISLA, MORAG}, {})
    assert await identity.person(SOMEBODY) == ISLA.id
    store.directory.put(ISLA.known_as("teams", "aad-other"))
    assert await identity.person(of("other")) == ISLA.id


async def test_another_account_in_the_directory_counts_at_once(
    identity: Identity, connector: FakeConnector, store: FakeStore
) -> None:
    """The verdict of the old one holds no more, and its chat is not written down again."""
    assert await identity.person(SOMEBODY) == ISLA.id
    store.directory.put(ISLA.known_as("teams", "aad-other"))
    with pytest.raises(OtherAccount):
        await identity.person(SOMEBODY)
    await identity.remember(SOMEBODY, ISLA.id)
    assert store.chats.kept == {}
    connector.members["29:other"] = member("other", ISLA.email)
    assert await identity.person(of("other")) == ISLA.id
    store.directory.put(MORAG.known_as("teams", "aad-isla"))
    assert await identity.person(SOMEBODY) == MORAG.id


async def test_an_object_id_is_the_same_in_either_case(identity: Identity, connector: FakeConnector) -> None:
    """Teams writes it in one way here and in another there."""
    connector.members["29:morag"] = replace(member("morag", MORAG.email), user="AAD-MORAG")
    assert await identity.person(of("morag")) == MORAG.id


async def test_the_chat_is_kept_when_it_is_new_or_has_moved(
    identity: Identity, store: FakeStore, watch: Stopwatch
) -> None:
    """And nothing is written otherwise, but for a look every ten minutes."""
    for _ in range(3):
        await identity.remember(SOMEBODY, ISLA.id)
    assert (store.chats.find(ISLA.id, "teams"), store.chats.writes) == (HERE.packed(), 1)
    await identity.remember(replace(SOMEBODY, service_url="https://elsewhere.example.org/"), ISLA.id)
    moved = Reference.unpacked(store.chats.find(ISLA.id, "teams"))
    assert moved == replace(HERE, service="https://elsewhere.example.org/")
    await identity.remember(replace(SOMEBODY, conversation="a:other"), ISLA.id)
    assert store.chats.writes == 3
    watch.seconds = 601
    await identity.remember(replace(SOMEBODY, conversation="a:other"), ISLA.id)
    assert store.chats.writes == 4


async def test_a_chat_that_was_forgotten_is_kept_again(identity: Identity, store: FakeStore) -> None:
    """The next message from the person keeps it."""
    await identity.remember(SOMEBODY, ISLA.id)
    await identity.forget(ISLA.id)
    assert store.chats.kept == {}
    await identity.remember(SOMEBODY, ISLA.id)
    assert store.chats.find(ISLA.id, "teams") == HERE.packed()


@pytest.mark.parametrize(
    ("changes", "is_kept"),
    [({}, False), ({"conversation": "a:older"}, True), ({"tenant": "elsewhere"}, True), ({"user": "aad-x"}, True)],
)
async def test_the_chat_is_forgotten_when_the_app_is_taken_away(
    identity: Identity, store: FakeStore, connector: FakeConnector, changes: dict[str, str], is_kept: bool
) -> None:
    """Only that chat, of that person; Teams is not asked, as it would not say."""
    await identity.remember(SOMEBODY, ISLA.id)
    await identity.removed(replace(SOMEBODY, kind=Kind.REMOVED, **changes))  # type: ignore[arg-type]
    assert (store.chats.find(ISLA.id, "teams") is not None) == is_kept
    assert connector.asked == []
    await identity.remember(SOMEBODY, ISLA.id)
    assert store.chats.find(ISLA.id, "teams") is not None


async def test_people_picked_are_looked_up_in_the_directory(identity: Identity, store: FakeStore) -> None:
    """Somebody who does not work here leaves a sentence beside the field; the others stay picked."""
    store.directory.put(replace(ISLA, id=PersonId("gone"), email="", ids={}, active=False))
    store.directory.put(replace(ISLA, id=PersonId("seen"), email="", ids={}, listed=False))
    picked = await identity.picked(
        Answers(picked={"who": ("morag",), "all": ("isla", "gone", "morag"), "x": ("x",), "y": ("seen",), "no": ()})
    )
    assert dict(picked.values) == {"who": (MORAG.id,), "all": (ISLA.id, MORAG.id), "x": (), "y": (), "no": ()}
    assert dict(picked.problems) == dict.fromkeys(("all", "x", "y"), NOT_A_COLLEAGUE)


NAMESAKE = Person(id=PersonId("morag2"), email="m.gunn@example.org", name="Morag Gunn")


@pytest.mark.parametrize(
    ("typed", "expected", "problem"),
    [
        ("isla reid", (MORAG.id, ISLA.id), None),
        (" Isla@Example.org", (MORAG.id, ISLA.id), None),
        ("Morag Bain", (MORAG.id,), None),
        ("Morag", (MORAG.id,), CHOOSE),
        ("Isl", (MORAG.id,), CHOOSE),
        ("Zebedee", (MORAG.id,), NOBODY),
    ],
)
async def test_a_colleague_who_is_typed_is_picked_where_one_alone_is_meant(
    identity: Identity, store: FakeStore, typed: str, expected: tuple[PersonId, ...], problem: str | None
) -> None:
    """Beside those that were picked already; else the list is to be looked at."""
    store.directory.put(NAMESAKE)
    picked = await identity.picked(Answers(picked={"who": ("morag",)}, finding={"who": typed}))
    assert dict(picked.values) == {"who": expected}
    assert picked.problems.get("who") == problem


async def test_a_form_without_people_asks_nothing(connector: FakeConnector) -> None:
    """Not even the store."""
    picked = await Identity(connector, "tenant", store=None).picked(Answers(values={"note": "x"}))  # type: ignore[arg-type]
    assert (picked.values, picked.problems) == ({}, {})


def test_teams_is_waited_for_as_long_as_it_waits_itself() -> None:
    """A client gives a dialog up after ten to fifteen seconds; the Bot Connector its request after fifteen."""
    assert 5 <= identity_module._WAIT < app._ANSWER < 10 < app._ANSWER_TO_WORDS < 15
