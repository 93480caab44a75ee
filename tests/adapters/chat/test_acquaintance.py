"""Matching of accounts to people of the directory, on either platform."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from adapters.chat.acquaintance import HOLDS, Profile, Verdict, Verdicts, alone, is_still, learn
from adapters.chat.acquaintance import met as acquainted
from adapters.chat.errors import CannotTell, NotStaff, OtherAccount, Unconfirmed
from adapters.slack.platform import SLACK
from adapters.teams.platform import TEAMS
from bot.directory.notes import Claim
from bot.people import Person, PersonId
from bot.platforms import Platform
from tests.adapters.slack.fakes import ISLA, MORAG, FakeStore


def profile(user: str, *emails: str, name: str = "Isla Reid") -> Profile:
    """Somebody as a platform describes them."""
    return Profile(id=user, emails=emails, names=("", name))


async def met(store: FakeStore, platform: Platform, described: Profile) -> PersonId | None:
    """Person whom the account is matched to."""
    return await acquainted(store, platform, described)


@pytest.mark.parametrize("order", [(SLACK, TEAMS), (TEAMS, SLACK)])
async def test_a_newcomer_on_both_platforms_is_one_person(order: tuple[Platform, Platform]) -> None:
    """By e-mail, whichever comes first; with both ids, and Entra's in lower case."""
    store, ids = FakeStore(), {SLACK: "UNEW", TEAMS: "AAD-New"}
    first, second = [await met(store, p, profile(ids[p], "New@Example.org")) for p in order]
    (person,) = store.people
    assert first == second == person.id
    assert (person.ids, person.email) == ({"slack": "UNEW", "teams": "aad-new"}, "new@example.org")
    assert (person.name, person.listed) == ("Isla Reid", False)


@pytest.mark.parametrize(("platform", "user"), [(SLACK, "UMORAG"), (TEAMS, "aad-morag")])
async def test_whoever_the_directory_lists_is_found_by_any_of_their_addresses(platform: Platform, user: str) -> None:
    """An invalid address is passed over; the id is learnt."""
    store = FakeStore(ISLA, MORAG)
    assert await met(store, platform, profile(user, "", "not one", "mb@example.org", " Morag@Example.org ")) == MORAG.id
    assert store.people.get(MORAG.id) == MORAG.known_as(platform.name, user)
    assert len(store.people) == 2


async def test_the_platforms_own_id_counts_before_an_address() -> None:
    """Isla stays Isla, whatever address she has now."""
    store = FakeStore(ISLA.known_as("teams", "aad-isla"), MORAG)
    assert await met(store, TEAMS, profile("aad-isla", MORAG.email)) == ISLA.id
    assert store.people.get(MORAG.id) == MORAG


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
async def test_nobody_with_the_addresses_of_two_people_is_taken_for_either(order: tuple[int, int]) -> None:
    """As where a second account of Isla's has Morag's mailbox: it is for the directory to say whose it is."""
    store, emails = FakeStore(ISLA, MORAG), (ISLA.email, MORAG.email)
    with pytest.raises(OtherAccount):
        await met(store, TEAMS, profile("aad", *(emails[n] for n in order)))
    assert set(store.people) == {ISLA, MORAG}


@pytest.mark.parametrize("platform", [SLACK, TEAMS])
@pytest.mark.parametrize("facts", [{}, {"given": frozenset({"slack", "teams"})}, {"listed": False}])
async def test_an_address_leads_to_nobody_who_has_another_account(platform: Platform, facts: dict[str, Any]) -> None:
    """Given by the directory or learnt: whose account it is stays as it is. It is noted once, and stands in the log."""
    known = replace(ISLA, ids={"slack": "UISLA", "teams": "aad-isla"}, **facts)
    store = FakeStore(known, MORAG)
    for _ in range(2):
        with pytest.raises(
            OtherAccount, match=r"another account under this e-mail address\. Nothing was sent\. Please ask"
        ):
            await met(store, platform, profile("other", ISLA.email))
    assert set(store.people) == {known, MORAG}
    assert [(claim.account, claim.of) for claim in store.notes.all(Claim)] == [("other", (ISLA.id,))]
    assert store.directory.lines == [(ISLA.id, "account_refused")]
    assert await met(store, platform, profile(known.ids[platform.name], "isla.stewart@example.org")) == ISLA.id


async def test_an_address_that_is_not_confirmed_leads_to_nobody() -> None:
    """Not even to somebody known; a newcomer is recorded without it."""
    store = FakeStore(ISLA.known_as("slack", None), MORAG)
    for address in (ISLA.email, "new@example.org"):
        shown = Profile(id=f"U{address[0]}", emails=(), names=("N",), unconfirmed=(address,))
        if address == ISLA.email:
            with pytest.raises(Unconfirmed, match="not confirmed"):
                await met(store, SLACK, shown)
        else:
            id_ = await met(store, SLACK, shown)
            new = store.people.get(id_)
            assert new is not None
            assert (new.email, new.listed) == ("", False)
    assert store.people.get(ISLA.id) == ISLA.known_as("slack", None)


async def test_the_id_of_whoever_has_left_takes_nobody_elses_place() -> None:
    """Morag has an account of her own: neither of them changes."""
    left, morag = replace(ISLA, ids={"teams": "u1"}, active=False), MORAG.known_as("teams", "aad-morag")
    store = FakeStore(left, morag)
    with pytest.raises(OtherAccount):
        await met(store, TEAMS, profile("u1", MORAG.email))
    assert set(store.people) == {left, morag}


async def test_whom_the_directory_lists_comes_before_whoever_was_met() -> None:
    """Somebody who was met by an address that it does not have is found by the one that it has."""
    store = FakeStore(replace(ISLA, listed=False), MORAG)
    assert await met(store, TEAMS, profile("aad", ISLA.email, MORAG.email)) == MORAG.id


async def test_an_id_is_learnt_once() -> None:
    """Nothing is written the next time."""
    store = FakeStore(ISLA)
    await met(store, TEAMS, profile("aad-isla", ISLA.email))
    learnt = store.people.get(ISLA.id)
    await met(store, TEAMS, profile("aad-isla", ISLA.email))
    assert store.people.get(ISLA.id) is learnt


async def test_whoever_has_left_is_nobody() -> None:
    """And learns nothing about themselves."""
    gone = replace(ISLA, active=False)
    store = FakeStore(gone)
    assert await met(store, TEAMS, profile("aad-isla", ISLA.email)) is None
    assert store.people.get(ISLA.id) == gone


@pytest.mark.parametrize("platform", [SLACK, TEAMS])
async def test_the_account_of_whoever_has_left_is_nobody_elses_until_the_directory_says_so(platform: Platform) -> None:
    """Nothing shows if the person now listed under its address is the same one, or has their account."""
    left, now = replace(ISLA, ids={"slack": "u1", "teams": "u1"}, active=False), replace(MORAG, ids={})
    store = FakeStore(left, now)
    with pytest.raises(OtherAccount):
        await met(store, platform, profile("u1", MORAG.email))
    assert set(store.people) == {left, now}


@pytest.mark.parametrize("changes", [{"active": False}, {"listed": False}])
async def test_whoever_has_left_is_nobody_else_by_an_address_that_the_directory_does_not_list(
    changes: dict[str, bool],
) -> None:
    """An account that is still open is not let in by another name."""
    other = replace(MORAG, active=changes.get("active", True), listed=changes.get("listed", True))
    store = FakeStore(replace(ISLA, ids={"teams": "u1"}, active=False), other)
    assert await met(store, TEAMS, profile("u1", MORAG.email)) is None
    assert store.people.get(MORAG.id) == other


async def test_a_newcomer_without_name_or_address_is_somebody() -> None:
    """Somebody may hide both."""
    store = FakeStore()
    person = await met(store, TEAMS, Profile(id="aad", emails=("",), names=(" ",)))
    known = store.people.get(person)
    assert known is not None
    assert (known.name, known.email, known.ids) == ("Somebody", "", {"teams": "aad"})


@pytest.mark.parametrize(
    "known",
    [
        ISLA.known_as("teams", "other"),
        replace(ISLA, ids={"teams": "x"}, active=False),
        replace(ISLA, ids={"teams": "x"}, listed=False),
    ],
)
async def test_without_the_platform_only_whom_the_directory_lists_is_believed(known: Person) -> None:
    """Nobody whom it does not list, who has left, or whose id it does not have."""
    store = FakeStore(known.known_as("slack", "x"))
    with pytest.raises(CannotTell):
        await store.arun(lambda uow: alone(uow, TEAMS, "x"))
    listed = FakeStore(ISLA.known_as("teams", "x"))
    assert await listed.arun(lambda uow: alone(uow, TEAMS, "x")) == ISLA.id


async def test_an_id_is_learnt_for_somebody_who_is_there_and_taken_from_nobody() -> None:
    """For whoever is looked up before they are met: also not from who has left, and not in place of another."""
    left = replace(ISLA, ids={"teams": "aad-isla"}, active=False)
    store = FakeStore(MORAG, left)

    async def learnt(person: str, user: str, instead_of: str | None = None) -> bool:
        return await store.arun(lambda uow: learn(uow, TEAMS, PersonId(person), user, instead_of=instead_of))

    assert [await learnt("nobody", "aad"), await learnt(MORAG.id, "AAD-Isla")] == [False, False]
    assert [await learnt(MORAG.id, "aad-morag"), await learnt(MORAG.id, "AAD-Morag")] == [True, True]
    assert [await learnt(MORAG.id, "aad-2"), await learnt(MORAG.id, "aad-2", "aad-morag")] == [False, True]
    assert set(store.people) == {MORAG.known_as("teams", "aad-2"), left}
    assert store.directory.lines.count((MORAG.id, "account_learnt")) == 2


async def test_an_account_is_somebodys_while_the_directory_says_so() -> None:
    """Not once they have left, or it is somebody else's."""
    store = FakeStore(ISLA.known_as("teams", "a"))
    assert is_still(store.people, TEAMS, ISLA.id, "A")
    assert not is_still(store.people, TEAMS, MORAG.id, "a")
    store.directory.put(replace(ISLA.known_as("teams", "a"), active=False))
    assert not is_still(store.people, TEAMS, ISLA.id, "a")


@pytest.mark.parametrize(
    ("name", "kept"),
    [("\u202ediaR alsI", "diaR alsI"), ("Isla\nReid\u200b", "Isla Reid"), ("\u3164 \u2800", "Somebody")],
)
async def test_the_name_of_a_newcomer_is_tidied_like_everything_typed(name: str, kept: str) -> None:
    """Nothing turns it round, breaks its line, or leaves it blank."""
    store = FakeStore()
    id_ = await met(store, SLACK, profile("U1", "a@example.org", name=name))
    assert store.people.name(id_) == f"{kept} (not in the directory)"


class Asked:
    """Answers with verdicts, and counts."""

    def __init__(self, *verdicts: Verdict) -> None:
        self.verdicts = list(verdicts)
        self.times = 0

    async def __call__(self) -> Verdict:
        """The next verdict, or the last again."""
        self.times += 1
        await asyncio.sleep(0)
        return self.verdicts.pop(0) if len(self.verdicts) > 1 else self.verdicts[0]


async def test_a_verdict_holds_for_ten_minutes_and_is_asked_for_once() -> None:
    """Then the platform is asked again: somebody may have been made a guest."""
    now = [0.0]
    verdicts, ask = Verdicts(lambda: now[0]), Asked(Verdict(person=ISLA.id), Verdict(person=None))
    first, second = await asyncio.gather(verdicts.of("a", ask), verdicts.of("a", ask))
    assert first == second == ISLA.id
    now[0] = HOLDS - 1
    assert (await verdicts.of("a", ask), ask.times) == (ISLA.id, 1)
    now[0] = HOLDS
    for _ in range(2):
        with pytest.raises(NotStaff):
            await verdicts.of("a", ask)
    assert ask.times == 2


async def test_what_is_forgotten_or_was_raised_is_asked_for_again() -> None:
    """A verdict that the directory has overtaken, and a refusal that it may mend at any moment."""
    verdicts, ask, times = Verdicts(), Asked(Verdict(person=ISLA.id)), []

    async def refused() -> Verdict:
        times.append(1)
        raise OtherAccount

    for _ in range(2):
        with pytest.raises(OtherAccount):
            await verdicts.of("a", refused)
    assert len(times) == 2
    await verdicts.of("a", ask)
    for _ in range(2):
        verdicts.forget("a")
    assert (await verdicts.of("a", ask), ask.times) == (ISLA.id, 2)


async def test_a_guess_is_not_held() -> None:
    """A match by the directory alone is trusted for one time only."""
    verdicts, ask = Verdicts(), Asked(Verdict(person=ISLA.id, holds=False))
    assert [await verdicts.of("a", ask), await verdicts.of("a", ask), ask.times] == [ISLA.id, ISLA.id, 2]
