"""Activities of Teams are read into events; an unreadable one is refused, and nothing else is raised."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.chat.errors import Unreadable
from adapters.chat.pointers import NOWHERE
from adapters.teams.data import Do
from adapters.teams.inbound import Heard, Kind, read
from bot.chat.events import ActionEvent, Event, MessageEvent, ReshapeEvent, SubmitEvent
from bot.people import PersonId
from tests.adapters.teams.activities import (
    ANSWERS,
    BOT,
    CHAT,
    EXAMPLES,
    ISLA,
    ISLA_OBJECT,
    MORE,
    activity,
    anything,
    fetch,
    form,
    in_channel,
    in_chat,
    installation,
    members,
    mutated,
    ours,
    submit,
    typed,
)
from tests.adapters.teams.signing import SERVICE, TENANT
from tests.sizes import size

Json = dict[str, Any]
PERSON = PersonId("isla")


def _event(heard: Heard) -> Event:
    return heard.event(PERSON, {}, {})


def _in(key: str, **changed: object) -> Json:
    """An object of the activity, with something else in it; `None` takes it out."""
    merged = {**activity()[key], **changed}
    return {key: {name: value for name, value in merged.items() if value is not None}}


def test_words_in_the_chat_are_a_message_event() -> None:
    """Chat and author come along; a repeat of the same activity has the same key."""
    heard = read(typed("ended contact she swore"))
    event = _event(heard)
    assert isinstance(event, MessageEvent)
    assert (event.person, event.text, event.with_file) == (PERSON, "ended contact she swore", False)
    assert (heard.kind, heard.user, heard.account) == (Kind.TYPED, ISLA_OBJECT, ISLA)
    assert (heard.conversation, heard.tenant, heard.service_url) == (CHAT, TENANT, SERVICE)
    assert (heard.activity, heard.is_invoke, heard.reply_to) == ("1700000000001", False, None)
    assert event.key == read(typed("another text")).key
    assert event.key != read(typed(id="1700000000009")).key
    assert event.key != read(typed(**_in("conversation", id="a:2"))).key


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("<at>Harbour</at> ended contact", "ended contact"),
        ('<at id="0">Harbour</at>&nbsp;ended\xa0contact', "ended contact"),
        ("Harbour Bot ended contact", "ended contact"),
        ("a &lt;b&gt; &amp; c\r\nnext", "a <b> & c\nnext"),
        ("&amp;lt;", "&lt;"),
        (None, ""),
        ("", ""),
        ("half \ud83d a pair", "half  a pair"),
        ("she said  <at>Harbour</at> twice", "she said  twice"),
    ],
)
def test_a_mention_of_harbour_and_what_teams_writes_for_signs_are_taken_back(sent: str | None, meant: str) -> None:
    """Only Harbour's own mention goes, wherever it stands; no text is an empty one."""
    entities = [
        {"type": "clientInfo", "locale": "en-GB"},
        {"type": "mention", "text": "Harbour Bot", "mentioned": {"id": BOT}},
        {"type": "mention", "text": "contact", "mentioned": {"id": "29:morag"}},
    ]
    assert meant == read(typed(sent, entities=entities)).text


_ANSWERED = (
    '<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="1783419459151">'
    '<strong itemprop="mri" itemid="28:bot">Harbour</strong><span itemprop="time" itemid="1783419459151"></span>'
    '<p itemprop="preview">Here is what I can do</p></blockquote>'
)


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ('<quoted messageId="1783419459151"/> ended contact she swore', "ended contact she swore"),
        ('<quoted messageId="1783419459151"/><at>Harbour</at> ended contact', "ended contact"),
        (f"{_ANSWERED}\n<p>ended contact she swore</p>", "ended contact she swore"),
        ("<p>ended contact</p><p>she swore</p>", "ended contact\nshe swore"),
        ("<blockquote>ended contact she swore</blockquote>", "ended contact she swore"),
        ("ended contact<br>she <strong>swore</strong>", "ended contact\nshe swore"),
        ("&gt; ended contact she swore", "> ended contact she swore"),
        (
            'named online <a href="https://example.org/p/1" title="x">this <b>post</b></a> is about her',
            "named online this post https://example.org/p/1 is about her",
        ),
        ('<a href="http://example.org/">example.org</a>', "example.org"),
        ("she wrote &lt;p&gt; and 3 < 5 > 2", "she wrote <p> and 3 < 5 > 2"),
    ],
)
def test_what_is_wrapped_is_read_as_it_was_meant(sent: str, meant: str) -> None:
    """Tags go, the message that was answered goes, and every word and address of the person's own stays."""
    assert meant == read(typed(sent)).text


@pytest.mark.parametrize("text", ["ended contact she swore", None])
def test_words_beside_a_picture_are_read(text: str | None) -> None:
    """Also where they stand in the message as HTML only."""
    picture = {"contentType": "image/*", "contentUrl": "https://smba.example/v3/attachments/1/views/original"}
    page = '<div><span><img alt="image" src="https://files.example/1"></span></div><p>ended contact she swore</p>'
    heard = read(typed(text, attachments=[picture, {"contentType": "text/html", "content": page}]))
    assert (heard.text, heard.with_file) == ("ended contact she swore", True)


@pytest.mark.parametrize("kind", ["messageReference", "application/vnd.microsoft.card.thumbnail"])
def test_the_message_that_is_answered_and_the_preview_of_a_link_are_no_files(kind: str) -> None:
    """They come as attachments, and nobody has attached them."""
    assert not read(typed(attachments=[{"contentType": kind, "content": "{}"}])).with_file


def test_a_question_that_does_not_come_back_was_emptied() -> None:
    """The client leaves out what is empty; what was not drawn is not answered at all."""
    drawn = {"one": ["note", "day"], "many": ["what"], "people": ["who", "far"]}
    heard = read(submit(form(more=drawn, day="2027-01-11", who="p1")))
    assert heard.answers.values == {"note": None, "day": "2027-01-11", "what": ()}
    assert heard.answers.picked == {"who": ("p1",), "far": ()}


def test_a_file_is_noticed_and_the_message_as_html_is_none() -> None:
    """Every message comes with itself as HTML."""
    picture = {"contentType": "image/png", "contentUrl": "https://files.example/1"}
    html = {"contentType": "text/html", "content": "<p></p>"}
    assert read(typed(attachments=[html, picture])).with_file
    assert not read(typed(attachments=[html])).with_file
    assert not read(typed(attachments=None)).with_file


def test_a_button_of_a_message_is_an_action_that_opens_a_dialog() -> None:
    """Its pointer is opaque; the message in which it stands is known, and repeats have one key."""
    heard = read(fetch())
    event = _event(heard)
    assert isinstance(event, ActionEvent)
    assert (event.action, event.about, event.extra) == ("ended_contact.open", "rec1", "page 2")
    assert (heard.kind, heard.is_invoke, heard.invoke) == (Kind.FETCH, True, "task/fetch")
    assert (heard.card, heard.reply_to, dict(heard.answers.values)) == ("1700000000000", "1700000000000", {})
    assert event.key is not None
    assert event.key == read(fetch()).key
    assert event.key != read(fetch(id="f:9")).key


def test_a_form_sent_brings_every_kind_of_answer() -> None:
    """Several answers stand in one text; people are picked, or looked for, and looked at later."""
    heard = read(submit(form(more=MORE, **ANSWERS)))
    event = heard.event(PERSON, {"who": ("p1",)}, {"who": "Please choose somebody else."})
    assert isinstance(event, SubmitEvent)
    assert (event.form, event.about, event.extra) == ("ended_contact.report", "rec1", "step 2")
    assert event.values == {"note": "swore at me", "empty": None, "what": ("a", "b"), "none": (), "who": ("p1",)}
    assert dict(event.problems) == {"who": "Please choose somebody else."}
    assert heard.answers.picked == {"who": ("p1", "p2"), "nobody": (), "far": ()}
    assert heard.answers.finding == {"far": "Mor"}
    assert (heard.kind, heard.drawn, heard.card) == (Kind.SUBMIT, "ab12", "1699")


def test_what_is_looked_for_beside_a_list_keeps_what_is_picked_in_it() -> None:
    """Whichever of the two inputs comes first."""
    more = {"people": ["who"]}
    for inputs in ({"who": "p1", "who~find": "Mor"}, {"who~find": "Mor", "who": "p1"}):
        answers = read(submit(form(more=more, **inputs))).answers
        assert (answers.picked, answers.finding) == ({"who": ("p1",)}, {"who": "Mor"})


def test_sending_one_showing_of_a_form_twice_is_one_act() -> None:
    """Two presses of Send are two activities; what they send is the same showing of the same form."""
    first = read(submit())
    assert first.key == read(submit(id="f:9")).key
    assert first.key == read(in_chat()).key
    assert first.key != read(submit(form("rec1|step 2|a2"))).key
    assert first.key != read(submit(form("rec2|step 2|a1"))).key
    assert first.key != read(submit(**_in("from", id="29:1someone"))).key
    assert read(submit(form("rec1|"))).key != read(submit(form("rec1|"), id="f:9")).key


def test_a_form_in_the_chat_is_sent_by_a_message() -> None:
    """The message in which it stands is the one that is answered."""
    heard = read(in_chat(form(more=MORE | {"card": ""}, **ANSWERS)))
    assert isinstance(_event(heard), SubmitEvent)
    assert (heard.kind, heard.card, heard.is_invoke, heard.text) == (Kind.CHAT, "1700000000000", False, "")


def test_an_act_in_a_dialog_brings_what_is_typed() -> None:
    """Such as a step back: nothing typed is lost. It stands in no message, whatever it answers."""
    heard = read(submit({**ours(to="rec1|x"), "note": "so far"}, replyToId="1700000000000"))
    event = _event(heard)
    assert isinstance(event, ActionEvent)
    assert (event.about, event.extra, event.values["note"]) == ("rec1", "x", "so far")
    assert heard.card is None


def test_showing_what_follows_asks_for_the_form_again() -> None:
    """It may be repeated, so it has no key."""
    heard = read(submit({**ours(Do.RESHAPE, "ended_contact.report", "rec1|x|a1"), "how": "phone"}))
    event = _event(heard)
    assert isinstance(event, ReshapeEvent)
    assert (event.form, event.about, event.extra, event.values["how"]) == ("ended_contact.report", "rec1", "x", "phone")
    assert heard.key is None


def test_asking_for_the_form_in_the_chat_is_the_act_that_opens_it() -> None:
    """The adapter decides on the form's place."""
    heard = read(in_chat(ours(Do.HERE)))
    event = _event(heard)
    assert isinstance(event, ActionEvent)
    assert (heard.do, event.action) == (Do.HERE, "ended_contact.open")


@pytest.mark.parametrize(
    ("sent", "name"),
    [(installation(), "add"), (installation("add-upgrade"), "add-upgrade"), (members(), "membersAdded")],
)
def test_who_has_installed_the_app_asks_what_it_can_do(sent: Json, name: str) -> None:
    """However Teams says it; the adapter knows which it was."""
    heard = read(sent)
    event = _event(heard)
    assert isinstance(event, MessageEvent)
    assert (heard.kind, heard.name, event.text) == (Kind.INSTALLED, name, "harbour")


@pytest.mark.parametrize("sent", [installation("remove"), members("membersRemoved", BOT)])
def test_taking_the_app_away_is_noticed(sent: Json) -> None:
    """Nothing can be sent there any more."""
    assert read(sent).kind is Kind.REMOVED


@pytest.mark.parametrize(
    "sent",
    [
        members("membersAdded", ISLA),
        members("membersRemoved", ISLA),
        activity("conversationUpdate", topicName="x"),
        installation("remove-upgrade"),
        installation("other"),
        {"type": "messageReaction"},
        {"type": "typing"},
        {"type": "event", "name": "x"},
    ],
)
def test_what_is_of_no_interest_is_ignored(sent: Json) -> None:
    """Other people's coming and going, an upgrade, a reaction: acknowledged, no more."""
    assert read(sent).kind is Kind.IGNORED


@pytest.mark.parametrize(
    "sent",
    [
        in_channel(),
        typed(**_in("conversation", conversationType="groupChat")),
        typed(**_in("conversation", conversationType=None)),
        typed(**_in("conversation", isGroup=True)),
        fetch(**_in("conversation", conversationType="channel")),
        installation(**_in("conversation", conversationType="channel")),
    ],
)
def test_anything_outside_the_personal_chat_is_elsewhere(sent: Json) -> None:
    """Nothing of it is read, and an invoke is known to be one."""
    heard = read(sent)
    assert (heard.kind, heard.text, heard.do) == (Kind.ELSEWHERE, "", None)
    assert heard.is_invoke == (sent["type"] == "invoke")


def test_words_elsewhere_that_could_not_be_answered_are_not_read() -> None:
    """Harbour only answers there, and never writes of its own accord."""
    group = {"id": "19:group@thread.v2", "conversationType": "groupChat", "tenantId": TENANT, "isGroup": True}
    assert read(typed(conversation=group)).kind is Kind.ELSEWHERE
    with pytest.raises(Unreadable):
        read(typed(conversation=group, id=""))


def test_an_unknown_invoke_is_known_as_such() -> None:
    """So that it can be answered as one."""
    heard = read(activity("invoke", name="composeExtension/query", value=3))
    assert (heard.kind, heard.invoke) == (Kind.UNKNOWN_INVOKE, "composeExtension/query")


@pytest.mark.parametrize("to", ["rec1", "a b|", "<!channel>|", "x" * 3000, 7, ["rec1"], "rec1|\u202e", "a|b|c|d"])
def test_a_forged_pointer_leads_nowhere(to: object) -> None:
    """It is not read as having no pointer, which could mean something else."""
    event = _event(read(fetch({"harbour": {"do": "act", "name": "ended_contact.open", "to": to}})))
    assert isinstance(event, ActionEvent)
    assert (event.about, event.extra) == (NOWHERE, NOWHERE)


@pytest.mark.parametrize("name", ["Ended Contact", "", "é", "a" * 200, None, 3])
def test_a_forged_name_leads_nowhere(name: object) -> None:
    """The core knows no such act."""
    assert read(fetch({"harbour": {"do": "act", "name": name}})).name == NOWHERE


def test_the_tenant_may_stand_in_either_place() -> None:
    """If both name it they agree, and either may be missing."""
    assert read(typed(channelData=None)).tenant == TENANT
    assert read(typed(channelData={"tenant": None})).tenant == TENANT
    assert read(typed(**_in("conversation", tenantId=None))).tenant == TENANT


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"type": 3},
        {"type": ["message"]},
        {"type": "message"},
        typed(channelId="slack"),
        typed(channelId=None),
        typed(serviceUrl="http://smba.example/"),
        typed(serviceUrl="https://"),
        typed(serviceUrl="https://user@smba.example/"),
        typed(serviceUrl=3),
        typed(id=None),
        typed(id="x" * 256),
        typed(id="a b"),
        activity(text=3),
        typed(replyToId=["x"]),
        typed(attachments={}),
        typed(attachments=[3]),
        typed(entities=[3]),
        typed(**{"from": None}),
        typed(**_in("from", id=None)),
        typed(**_in("from", aadObjectId=["x"])),
        typed(**_in("conversation", id=None)),
        typed(**_in("conversation", tenantId="another")),
        typed(**_in("conversation", tenantId=None), channelData=None),
        typed(channelData="x"),
        typed(channelData={"tenant": "x"}),
        activity("invoke", name=None),
        activity("invoke", name=3),
        fetch(value=None),
        fetch(value={"data": None}),
        fetch(value={"data": {"other": 1}}),
        fetch({"harbour": []}),
        fetch({"harbour": {"do": "other", "name": "x"}}),
        fetch({"harbour": {"do": [], "name": "x"}}),
        fetch(id=None),
        in_chat({"harbour": 3}),
        submit(form(note=3)),
        submit(form(note=True)),
        submit(form(note=["x"])),
        submit(form(note="\ud800")),
        submit({**form(), "\ud800": "x"}),
        submit({**form(), "x" * 256: "x"}),
        submit({**form(), **{f"q{n}": "x" for n in range(201)}}),
        submit(form(more={"many": "what"})),
        submit(form(more={"many": [3]})),
        submit(form(more={"people": ["x"] * 201})),
        submit(form(more={"people": ["who"]}, who="p" * 256)),
        submit(form(more={"people": ["who"]}, who=",".join(f"p{n}" for n in range(201)))),
        submit(form(more={"card": "a b"})),
        submit(form(more={"drawn": 3})),
        activity("installationUpdate", action=3),
        members() | {"membersAdded": {}},
        members() | {"membersAdded": ["x"]},
        members() | {"recipient": None},
    ],
)
def test_what_teams_does_not_send_cannot_be_read(payload: Json) -> None:
    """One exception for all of it, which says nothing of what was sent."""
    with pytest.raises(Unreadable) as refused:
        read(payload)
    assert (refused.value.args, refused.value.__cause__) == ((), None)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_can_be_read(example: Json) -> None:
    """They are what the mutations start from."""
    assert isinstance(read(example), Heard)


def _read_or_refused(payload: Json) -> None:
    try:
        heard = read(payload)
    except Unreadable:
        return
    assert heard.key is None or heard.key.isascii()
    if heard.kind not in {Kind.ELSEWHERE, Kind.IGNORED}:
        heard.event(PERSON, {}, {})
        assert heard.account
        assert heard.tenant


@settings(max_examples=size(150, 1_500))
@given(mutated())
def test_a_spoiled_activity_is_read_or_refused(payload: Json) -> None:
    """Anything replaced, removed, renamed or wrapped raises Unreadable or nothing."""
    _read_or_refused(payload)


@settings(max_examples=size(30, 300))
@given(st.dictionaries(st.sampled_from(sorted(activity(text="", value={}, name="", action=""))), anything))
def test_anything_at_all_is_read_or_refused(payload: Json) -> None:
    """The same for what is no activity from the start."""
    _read_or_refused(payload)


@settings(max_examples=size(30, 300))
@given(st.dictionaries(st.text(max_size=12), anything, max_size=6))
def test_any_inputs_are_read_or_refused(inputs: Json) -> None:
    """The same for what stands beside our own words in a button's data."""
    _read_or_refused(submit({**inputs, **ours()}))
