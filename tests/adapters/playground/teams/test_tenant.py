"""The tenant holds the chats and dialogs of people in Teams."""

from __future__ import annotations

from datetime import timedelta

import pytest

from adapters.playground.stand_in.changes import Change, ChangeKind
from adapters.playground.stand_in.clock import MovableClock
from adapters.playground.stand_in.refusals import CannotDo
from adapters.playground.teams.members import Member
from adapters.playground.teams.surfaces import BOT
from adapters.playground.teams.tenant import BotApp, Tenant
from tests.adapters.playground.teams.conftest import ANGUS, GRETA, ISLA, MORAG, attached, card


@pytest.mark.parametrize(
    "name", [ISLA.aad, ISLA.account, "isla", "ISLA", "Isla Fraser", "isla.fraser@hfl.example", "Isla"]
)
def test_people_are_found_by_whatever_they_are_called(tenant: Tenant, name: str) -> None:
    """Ids, short name, full name, address and first name."""
    assert tenant.find_member(name) == ISLA


def test_whoever_is_not_there_or_not_alone_is_not_found(tenant: Tenant) -> None:
    """A name that nobody has, and a first name that two have."""
    tenant.add_member(Member.called("isla2", "Isla Reid", "isla.reid@hfl.example"))
    with pytest.raises(CannotDo):
        tenant.find_member("nobody")
    tenant.change_member(ISLA.aad, name="fraser")
    with pytest.raises(CannotDo):
        tenant.find_member("isla")


def test_ids_are_opaque_and_the_same_each_time(tenant: Tenant) -> None:
    """They are the same in another run, of everybody's own, and hold no name."""
    again = Tenant([Member.called("isla", "Isla Fraser", "isla.fraser@hfl.example")])
    ids = {ISLA.aad, ISLA.account, tenant.chat_with(ISLA.aad)}
    assert {again.find_member("isla").aad, again.find_member("isla").account, again.chat_with(ISLA.aad)} == ids
    assert len({m.aad for m in (ISLA, MORAG, GRETA, ANGUS)} | {m.account for m in (ISLA, MORAG, GRETA, ANGUS)}) == 8
    assert tenant.chat_with(MORAG.aad) not in ids
    assert not any("isla" in id_.casefold() or "fraser" in id_.casefold() for id_ in ids)


def test_a_chat_belongs_to_one_person(tenant: Tenant) -> None:
    """It is found both ways, and what stands in it is seen by that person alone."""
    chat = tenant.chat_with(ISLA.aad)
    written = tenant.post(chat, ISLA.aad, "hello")
    told = tenant.post(chat, BOT, card=card("hello yourself"), summary="Harbour", reply_to=written.id)
    assert (tenant.member_of(chat), tenant.member_of("a:1nowhere")) == (ISLA.aad, None)
    assert tenant.seen_by(ISLA.aad) == [written, told]
    assert tenant.seen_by(MORAG.aad) == []


def test_messages_are_numbered_by_the_clock(tenant: Tenant, clock: MovableClock) -> None:
    """Milliseconds since 1970, each once, and `at` tells the time."""
    chat = tenant.chat_with(ISLA.aad)
    first, second = tenant.post(chat, BOT, "one"), tenant.post(chat, BOT, "two")
    clock.move(timedelta(minutes=1))
    third = tenant.post(chat, BOT, "three")
    assert int(second.id) - int(first.id) == 1
    assert int(third.id) - int(first.id) == 60_000
    assert third.at - first.at == timedelta(minutes=1)


def test_a_message_is_written_again_as_a_whole(tenant: Tenant, clock: MovableClock) -> None:
    """The card, the summary and what was typed in it are gone; when it was is known."""
    message = tenant.post(tenant.chat_with(ISLA.aad), BOT, card=card("a form"), summary="A form")
    tenant.typed(message, "note", "half a sen")
    message.errors = {"note": "Please say more."}
    tenant.rewrite(message, card=card("Sent."), summary="Sent")
    assert (message.card, message.summary, message.edited) == (card("Sent."), "Sent", clock.now())
    assert (message.values, message.errors) == ({}, {})


def test_whoever_watches_hears_of_every_change(tenant: Tenant) -> None:
    """A message, its rewriting and its end, and what becomes of a dialog, each with where it is."""
    heard: list[Change] = []
    tenant.feed.subscribe(heard.append)
    chat = tenant.chat_with(ISLA.aad)
    message = tenant.post(chat, BOT, "hello")
    tenant.typed(message, "note", "x")
    tenant.rewrite(message, "hello again")
    tenant.delete(message)
    dialog = tenant.dialogs.open(ISLA.aad, {"title": "One", "card": attached(card("one"))})
    tenant.dialogs.typed(dialog, "note", "x")
    tenant.dialogs.object(dialog, {"note": "Too short."})
    tenant.dialogs.close(ISLA.aad)
    tenant.uninstall(ISLA.aad)
    kinds = ["MESSAGE", "TYPED", "REWRITTEN", "DELETED", "MODAL_OPENED", "TYPED", "MODAL_UPDATED", "MODAL_CLOSED"]
    assert [change.kind for change in heard] == [*(ChangeKind[kind] for kind in kinds), ChangeKind.USER]
    assert {change.user for change in heard} == {ISLA.aad}
    assert [change.ref for change in heard] == [message.id] * 4 + [dialog.id] * 4 + [""]
    assert {change.channel for change in heard[:4]} == {chat}


def test_a_person_has_one_dialog_at_most(tenant: Tenant) -> None:
    """Another takes the place of the first; to become another keeps only what is given."""
    tenant.dialogs.open(ISLA.aad, {"title": "One", "card": attached(card("one"))})
    two = tenant.dialogs.open(
        ISLA.aad,
        {"title": "Two", "height": "small", "width": 400, "card": attached(card("two"))},
        values={"note": "a draft"},
        from_message="17",
    )
    assert tenant.dialogs.of(ISLA.aad) is two
    assert (two.title, two.height, two.width, two.card) == ("Two", "small", 400, card("two"))
    assert (two.values, two.from_message) == ({"note": "a draft"}, "17")
    tenant.dialogs.typed(two, "note", "typed")
    tenant.dialogs.update(two, {"title": "Three", "card": attached(card("three"))}, values={"day": "2026-11-24"})
    assert (two.title, two.values, two.errors, two.from_message) == ("Three", {"day": "2026-11-24"}, {}, "17")
    tenant.dialogs.close(ISLA.aad)
    assert (tenant.dialogs.of(ISLA.aad), tenant.dialogs.of(MORAG.aad)) == (None, None)


def test_installing_gives_a_chat(tenant: Tenant) -> None:
    """The app can be added and taken away; the chat is the same afterwards."""
    chat = tenant.install(ANGUS.aad)
    tenant.uninstall(ANGUS.aad)
    assert tenant.members[ANGUS.aad].installed is False
    assert tenant.install(ANGUS.aad) == chat
    assert tenant.members[ANGUS.aad].installed is True


def test_a_guest_is_told_by_the_record() -> None:
    """The role and the principal name."""
    record = GRETA.payload("our-tenant")
    assert (record["userRole"], "#EXT#" in record["userPrincipalName"]) == ("guest", True)
    assert (ISLA.payload("our-tenant")["userRole"], ISLA.payload("our-tenant")["email"]) == ("user", ISLA.email)


def test_secrets_are_not_shown() -> None:
    """The password stays out of what is printed, and each registration has its own."""
    app = BotApp()
    assert app.password not in repr(app)
    assert app.password != BotApp().password
