"""The Bot Connector answers and refuses as Teams' own does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from adapters.playground.stand_in.clock import MovableClock
from adapters.playground.stand_in.refusals import Json
from adapters.playground.stand_in.sent import Channel
from adapters.playground.teams.checks import checked_info
from adapters.playground.teams.members import Member
from adapters.playground.teams.refusals import Refused
from adapters.playground.teams.surfaces import BOT
from adapters.playground.teams.tenant import GENERAL, Tenant
from tests.adapters.playground.teams.conftest import ANGUS, GRETA, ISLA, MORAG, App, attached, card, message

#: A card that breaks a rule of Teams', and holds a word that no finding may quote.
BROKEN = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "Media", "alt": "canary"}]}


# -- a chat with somebody


@pytest.mark.parametrize("id_", [ISLA.aad, ISLA.account])
async def test_a_chat_is_created_for_a_person(app: App, tenant: Tenant, id_: str) -> None:
    """By Entra object id or account, and again the same one."""
    first, again = await app.create(id_), await app.create(ISLA.aad)
    assert (first.status, first.body) == (201, {"id": tenant.chats[ISLA.aad]})
    assert again.body == first.body
    assert tenant.member_of(first.body["id"]) == ISLA.aad


@pytest.mark.parametrize("member", [GRETA, ANGUS])
async def test_a_chat_needs_the_app_to_be_there(app: App, tenant: Tenant, member: Member) -> None:
    """Guests cannot have it, and Angus has not got it: no chat is made."""
    told = await app.create(member.aad)
    assert (told.status, told.code) == (403, "BotNotInConversationRoster")
    assert tenant.chats == {}


async def test_a_closed_account_and_a_stranger_get_no_chat(app: App, tenant: Tenant) -> None:
    """Neither somebody who has left nor somebody of another organisation."""
    tenant.change_member(ISLA.aad, deleted=True)
    tenant.change_member(MORAG.aad, foreign_tenant="11111111-2222-3333-4444-555555555555")
    assert [(await app.create(member.aad)).status for member in (ISLA, MORAG)] == [403, 403]


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"members": [{"id": "29:nobody"}]}, 400, "BadArgument"),
        ({"members": []}, 400, "BadSyntax"),
        ({"members": [{"id": ISLA.aad}, {"id": MORAG.aad}]}, 400, "BadSyntax"),
        ({"members": [{"id": ISLA.aad}], "isGroup": True}, 400, "BadSyntax"),
        ({"members": [{"id": ISLA.aad}], "bot": {"id": "28:somebody-else"}}, 400, "BadSyntax"),
        ({"members": [{"id": ISLA.aad}], "tenantId": None, "channelData": {}}, 400, "BadSyntax"),
        ({"members": [{"id": ISLA.aad}], "tenantId": "another"}, 403, "BotNotInConversationRoster"),
        (
            {"members": [{"id": ISLA.aad}], "channelData": {"tenant": {"id": "another"}}},
            403,
            "BotNotInConversationRoster",
        ),
    ],
)
async def test_other_chats_are_refused(app: App, tenant: Tenant, changes: Json, status: int, code: str) -> None:
    """Nobody, several people, groups, another bot, no tenant, another tenant."""
    told = await app.create(ISLA.aad, **changes)
    assert (told.status, told.code) == (status, code)
    assert tenant.chats == {}


# -- messages


async def test_a_message_stands_in_the_chat(app: App, tenant: Tenant, chat: str, clock: MovableClock) -> None:
    """With its card and its summary, from the app, at the time of the tenant's clock; noted as a message."""
    told = await app.call("POST", f"{chat}/activities", message("Please look at this.", summary="A task"))
    [seen] = tenant.seen_by(ISLA.aad)
    assert (told.status, told.body) == (201, {"id": seen.id})
    assert (seen.by, seen.at, seen.summary, seen.card) == (BOT, clock.now(), "A task", card("Please look at this."))
    assert (seen.reply_to, seen.edited) == (None, None)
    assert [sent.by for sent in tenant.sent.containing("look at this", Channel.MESSAGE)] == ["send"]


async def test_a_reply_says_what_it_answers(app: App, tenant: Tenant, chat: str) -> None:
    """By its address, or by `replyToId` in a message."""
    asked = tenant.post(tenant.chat_with(ISLA.aad), ISLA.aad, "help")
    by_address = await app.call("POST", f"{chat}/activities/{asked.id}", message("Like this."))
    by_body = await app.call("POST", f"{chat}/activities", {**message("And this."), "replyToId": asked.id})
    assert (by_address.status, by_body.status) == (201, 201)
    assert [seen.reply_to for seen in tenant.seen_by(ISLA.aad)] == [None, asked.id, asked.id]


async def test_a_message_of_text_alone_is_taken(app: App, tenant: Tenant, chat: str) -> None:
    """Without a card."""
    assert (await app.call("POST", f"{chat}/activities", {"type": "message", "text": "Hello."})).status == 201
    assert [(seen.text, seen.card) for seen in tenant.seen_by(ISLA.aad)] == [("Hello.", None)]


async def test_a_message_is_written_again(app: App, tenant: Tenant, chat: str, clock: MovableClock) -> None:
    """As a whole, in its place."""
    told = await app.call("POST", f"{chat}/activities", message("Open."))
    clock.move(timedelta(minutes=5))
    again = await app.call("PUT", f"{chat}/activities/{told.body['id']}", message("Settled.", summary="Settled"))
    [seen] = tenant.seen_by(ISLA.aad)
    assert (again.status, again.body) == (200, told.body)
    assert (seen.card, seen.summary, seen.edited) == (card("Settled."), "Settled", clock.now())


async def test_a_message_is_taken_away(app: App, tenant: Tenant, chat: str) -> None:
    """Nothing of it stands in the chat."""
    told = await app.call("POST", f"{chat}/activities", message("A slip."))
    assert (await app.call("DELETE", f"{chat}/activities/{told.body['id']}")).status == 200
    assert tenant.seen_by(ISLA.aad) == []


async def test_only_the_app_s_own_messages_are_changed(app: App, tenant: Tenant, chat: str) -> None:
    """Neither Isla's own nor one that is not there, nor one that stands in another chat."""
    hers = tenant.post(tenant.chat_with(ISLA.aad), ISLA.aad, "mine")
    elsewhere = tenant.post(tenant.chat_with(MORAG.aad), BOT, "Morag's")
    refused = [
        await app.call(method, f"{chat}/activities/{id_}", body)
        for method, body in (("PUT", message("changed")), ("DELETE", None))
        for id_ in (hers.id, "17", elsewhere.id)
    ]
    expected = [(403, "MessageWritesBlocked"), *[(404, "ActivityNotFoundInConversation")] * 2]
    assert [(told.status, told.code) for told in refused] == expected * 2
    assert [seen.text for seen in (*tenant.seen_by(ISLA.aad), *tenant.seen_by(MORAG.aad))] == ["mine", "Morag's"]


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"installed": False}, 403, "BotNotInConversationRoster"),
        ({"blocked": True}, 403, "ConversationBlockedByUser"),
        ({"deleted": True}, 404, "ConversationNotFound"),
    ],
)
async def test_whoever_cannot_be_written_to_is_not(
    app: App, tenant: Tenant, chat: str, change: dict[str, bool], status: int, code: str
) -> None:
    """Without the app, having blocked it, or with a closed account: nothing is sent, changed or taken away."""
    old = (await app.call("POST", f"{chat}/activities", message("before"))).body["id"]
    tenant.change_member(ISLA.aad, **change)
    refused = [
        await app.call("POST", f"{chat}/activities", message("after")),
        await app.call("POST", f"{chat}/activities/{old}", message("after")),
        await app.call("PUT", f"{chat}/activities/{old}", message("after")),
        await app.call("DELETE", f"{chat}/activities/{old}"),
    ]
    assert [(told.status, told.code) for told in refused] == [(status, code)] * 4
    assert [seen.card for seen in tenant.seen_by(ISLA.aad)] == [card("before")]


async def test_an_unknown_conversation_is_not_found(app: App) -> None:
    """For whatever is asked of it."""
    asked = [
        await app.call("POST", "/a:1nowhere/activities", message("lost")),
        await app.call("PUT", "/a:1nowhere/activities/1", message("lost")),
        await app.call("GET", "/a:1nowhere/members"),
        await app.call("GET", f"/a:1nowhere/members/{ISLA.aad}"),
    ]
    assert [(told.status, told.code) for told in asked] == [(404, "ConversationNotFound")] * 4


async def test_a_channel_of_a_team_takes_an_answer(app: App, tenant: Tenant) -> None:
    """In the thread that was named; it is in nobody's own chat."""
    told = await app.call("POST", f"/{GENERAL};messageid=17/activities", message("Please write to me privately."))
    assert told.status == 201
    assert [seen.id for seen in tenant.messages[GENERAL].values()] == [told.body["id"]]
    assert tenant.seen_by(ISLA.aad) == []


# -- what is not shown


@pytest.mark.parametrize(
    "body",
    [
        {"type": "message", "attachments": [attached(BROKEN)]},
        {"type": "message", "attachments": [attached(card("one")), attached(card("two"))]},
        {"type": "message", "attachments": [{"contentType": "application/vnd.microsoft.card.hero", "content": {}}]},
        {"type": "message", "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive"}]},
        {"type": "message", "attachments": attached(card("one"))},
        {"type": "message", "attachments": [None]},
        {"type": "message", "attachments": []},
        {"type": "message", "text": " "},
        {"type": "message", "text": 17},
        {"type": "event", "text": "x"},
        {},
    ],
)
async def test_what_teams_cannot_show_is_refused(app: App, tenant: Tenant, chat: str, body: Json) -> None:
    """As a message and in the place of one: BadArgument, and nothing quoted; all stays as it was."""
    old = (await app.call("POST", f"{chat}/activities", message("before"))).body["id"]
    refused = [
        await app.call("POST", f"{chat}/activities", body),
        await app.call("PUT", f"{chat}/activities/{old}", body),
    ]
    assert [(told.status, told.code) for told in refused] == [(400, "BadArgument")] * 2
    assert "canary" not in str([told.body for told in refused])
    assert [(seen.card, seen.edited) for seen in tenant.seen_by(ISLA.aad)] == [(card("before"), None)]


async def test_a_card_over_the_budget_is_refused(app: App, tenant: Tenant, chat: str) -> None:
    """25 KB as UTF-8."""
    assert (await app.call("POST", f"{chat}/activities", message("x" * 24_000))).status == 201
    assert (await app.call("POST", f"{chat}/activities", message("x" * 25_000))).code == "BadArgument"
    assert len(tenant.seen_by(ISLA.aad)) == 1


async def test_a_message_is_measured_as_utf_16(app: App, chat: str) -> None:
    """Over 100 KB as two bytes a letter it is too large, whatever it is."""
    just, over = ({"type": "message", "text": "x" * length} for length in (51_000, 51_200))
    told = await app.call("POST", f"{chat}/activities", over)
    assert (await app.call("POST", f"{chat}/activities", just)).status == 201
    assert (told.status, told.code) == (413, "MessageSizeTooBig")


@pytest.mark.parametrize("data", ["{", "[]", '"text"'])
async def test_what_is_no_object_is_refused(app: App, chat: str, data: str) -> None:
    """400, and no more."""
    url = f"{app.teams.service_url}v3/conversations{chat}/activities"
    told = await app.ask("POST", url, data=data, headers={"Authorization": f"Bearer {app.bearer}"})
    assert (told.status, told.code) == (400, "BadSyntax")


@pytest.mark.parametrize(
    "info",
    [
        None,
        {},
        {"card": {"contentType": "text/html", "content": "<p>"}},
        {"card": attached(BROKEN)},
        {"card": attached(card("sound")), "height": "huge"},
        {"card": attached(card("sound")), "width": True},
        {"card": attached(card("sound")), "title": 17},
    ],
)
def test_a_dialog_is_looked_at_as_well(info: object) -> None:
    """No card, another one, a broken one, sizes and titles that are none."""
    with pytest.raises(Refused):
        checked_info(info)


def test_a_dialog_may_be_larger_than_a_message() -> None:
    """It shows what people have written."""
    info = {"title": "A record", "height": "large", "width": 600, "card": attached(card("x" * 30_000))}
    assert checked_info(info) == info


# -- members


@pytest.mark.parametrize("id_", [ISLA.aad, ISLA.account])
async def test_a_member_is_described(app: App, chat: str, id_: str) -> None:
    """Name and address are returned for either id."""
    told = await app.call("GET", f"{chat}/members/{id_}")
    assert (told.status, told.body["aadObjectId"], told.body["id"]) == (200, ISLA.aad, ISLA.account)
    assert (told.body["email"], told.body["name"], told.body["userRole"]) == (ISLA.email, ISLA.real_name, "user")
    assert told.body["tenantId"] == app.teams.tenant.app.tenant_id


async def test_members_are_listed(app: App, chat: str) -> None:
    """One in a personal chat, as a list and as a page."""
    listed, page = await app.call("GET", f"{chat}/members"), await app.call("GET", f"{chat}/pagedmembers")
    assert [member["aadObjectId"] for member in listed.body] == [ISLA.aad]
    assert page.body == {"members": listed.body}


async def test_members_of_a_channel_come_in_pages(app: App) -> None:
    """Each with where the next one begins."""
    first = await app.call("GET", f"/{GENERAL}/pagedmembers?pageSize=3")
    rest = await app.call("GET", f"/{GENERAL}/pagedmembers?pageSize=3&continuationToken=3")
    assert [len(first.body["members"]), first.body["continuationToken"]] == [3, "3"]
    assert [member["name"] for member in rest.body["members"]] == [ANGUS.real_name]
    assert "continuationToken" not in rest.body
    for query in ("pageSize=0", "pageSize=x", "continuationToken=-1"):
        assert (await app.call("GET", f"/{GENERAL}/pagedmembers?{query}")).code == "BadArgument"


async def test_only_members_of_the_chat_are_described(app: App, tenant: Tenant, chat: str) -> None:
    """Morag is not in Isla's chat, nobody is nowhere, and a chat without the app is closed to it."""
    assert (await app.call("GET", f"{chat}/members/{MORAG.aad}")).code == "MemberNotFoundInConversation"
    assert (await app.call("GET", f"{chat}/members/29:nobody")).code == "MemberNotFoundInConversation"
    tenant.uninstall(ISLA.aad)
    assert (await app.call("GET", f"{chat}/members/{ISLA.aad}")).code == "BotNotInConversationRoster"


async def test_what_was_asked_is_noted_apart_from_messages(app: App, tenant: Tenant, chat: str) -> None:
    """Creating and asking are no part of any chat."""
    await app.create(ISLA.aad)
    await app.call("GET", f"{chat}/members")
    await app.call("POST", f"{chat}/activities", message("told"))
    assert [(sent.by, sent.channel) for sent in tenant.sent] == [
        ("token", Channel.OTHER),
        ("create", Channel.OTHER),
        ("members", Channel.OTHER),
        ("send", Channel.MESSAGE),
    ]
