"""The manager's forms once a named colleague knows: actions, support and the summary (1.9.3, 1.14.3)."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.cards import Small, Text
from bot.chat.events import Values
from bot.chat.forms import (
    YES_NO,
    Body,
    ChoiceField,
    ChoicesField,
    DateField,
    Form,
    Option,
    TextField,
    chosen,
    first,
    options,
)
from bot.errors import Problem
from bot.records.days import a_year_before
from bot.records.named_online import requests
from bot.records.named_online.parts import OFFLINE, Place, Removal
from bot.records.named_online.record import NamedOnline
from bot.records.named_online.sharing import LONGEST_SUMMARY
from bot.records.online import ActionType
from bot.views import wording
from bot.views.context import Context
from bot.views.named_online import words
from bot.views.named_online.forms import LONGEST_WHERE

DECIDE = "named_online.decide"
ANSWERED = "named_online.answered"
OFFERS = "named_online.offers"
SHARE = "named_online.share"
PERSONAL = "named_online.personal"

#: Why the questions are asked, and who reads the answers.
_REMOVAL = "1.14.3: removal is sought unless it may make things worse"
_ASKED = "1.9.3, 1.14.3: to have the content or the name removed"
_OFFER = "1.14.3: an informal talk and an offer of counselling"
_BOTH = "their manager; who is named"
_FOLLOWS = "whoever handles it; Harbour: it asks what came of it"

HARASSMENT = (
    "Targeting and naming staff publicly may be harassment (1.10.3), with or without abusive words, and may lead to a "
    "restriction (1.10.5)."
)
#: Shown if no evidence was kept before the content is taken down (R-1.14.1-2).
CAPTURE_FIRST = (
    "Nothing has been kept as evidence yet. Once it is taken down, it may be gone: please add a screenshot first, with "
    "“Add evidence” in this record. What you have filled in here can be filled in again afterwards."
)
#: The person who asks for it to be taken down, once that is noted.
ASKED_BY_ME = "me"
ASKED_BY_THEM = "them"

#: Default summary for the management team: the least with which they can help.
SUMMARY = (
    "A member of staff has been named publicly in relation to their work. They know of it, have a say in what is done, "
    "and are being supported. There is nothing for you to do; please do not pass this on."
)
#: The same if, because of danger, it could not wait until they knew.
SUMMARY_BEFORE_THEY_KNOW = (
    "A member of staff has been named publicly in relation to their work, and somebody may be in danger. They do not "
    "know of it yet: their manager tells them in private. Please say nothing to anybody."
)

#: Places whose name identifies the platform to ask.
_PLATFORMS = frozenset({Place.FACEBOOK, Place.X, Place.INSTAGRAM, Place.TIKTOK, Place.YOUTUBE})

ASKED_ON = DateField(
    id="request_on",
    because=_ASKED,
    read_by=_FOLLOWS,
    label="On which day",
    required=True,
    missing="Please give the day on which it was asked.",
    outside="Please give the day on which it was asked; it cannot be in the future.",
)
#: The platform's own reference.
REFERENCE = TextField(
    id="reference",
    because=_ASKED,
    read_by="who asks them again",
    label="Their reference",
    hint="If they gave one.",
    longest=LONGEST_WHERE,
)

ACTIONS = ChoicesField[ActionType](
    id="actions",
    because="1.14.3, 1.9.3: what action is taken in response",
    read_by=_BOTH,
    label="What is done?",
    required=True,
    reshapes=True,
    missing="Please choose what is done, even if it is nothing.",
    wrong={
        Problem.BOTH: "Please choose either nothing or what is done, not both.",
        Problem.UNFIT: "Please choose from the answers shown.",
    },
)
SEEK_REMOVAL = ChoiceField(
    id="removal",
    because=_REMOVAL,
    read_by=_BOTH,
    label="Should we seek to have the name removed?",
    hint="We may, unless it is felt to be a significant risk that it makes things worse.",
    options=options(words.REMOVAL),
    required=True,
    reshapes=True,
    missing="Please choose one of the three.",
)
RISK = TextField(
    id="risk",
    because=_REMOVAL,
    read_by=_BOTH,
    label="The risk that it makes things worse",
    lines=True,
    required=True,
    missing="Please say how big the risk is that it gets worse, even if it is small.",
)
ASKED_OF = TextField(
    id="request_of",
    because=_ASKED,
    read_by="who asks them",
    label="Who is asked to take it down?",
    hint="The platform, the paper, the author.",
    longest=LONGEST_WHERE,
    required=True,
    missing="Please say who is asked: the platform, the paper, the author.",
)
ASKED_BY = ChoiceField[str](
    id="request_by",
    because=_ASKED,
    read_by=_BOTH,
    label="Who asks them?",
    required=True,
    missing="Please choose who asks.",
)
ANSWER = ChoiceField(
    id="answer",
    because=_ASKED,
    read_by=_BOTH,
    label="What came of the request?",
    options=options(words.ANSWER),
    required=True,
    missing="Please choose what came of it.",
)
TALK = ChoiceField(
    id="talk",
    because=_OFFER,
    read_by=_BOTH,
    label="Did you offer an informal talk?",
    options=YES_NO,
    required=True,
    missing="Please choose yes or no.",
)
COUNSELLING = ChoiceField(
    id="counselling",
    because=_OFFER,
    read_by=_BOTH,
    label="Did you offer counselling?",
    hint="Through the Employee Assistance Programme.",
    options=YES_NO,
    required=True,
    missing="Please choose yes or no.",
)
SHARED = TextField(
    id="summary",
    because="1.14.3: the incident is shared with the Management Team",
    read_by="the management team",
    label="What they read",
    hint="Please leave out the link, what it says, and any name that they do not need.",
    lines=True,
    longest=LONGEST_SUMMARY,
    required=True,
    missing="Please write what they need to know.",
    wrong={Problem.UNFIT: "Please leave the link out: the management team needs no more than is here."},
)
YES = ChoiceField(
    id="yes",
    because="1.14.3: for the two of them to determine",
    read_by="the other of the two, once both have answered",
    label="Should a record be made there?",
    options=YES_NO,
    required=True,
    missing="Please choose yes or no, or close this for now.",
)


# -- what is done ----------------------------------------------------------------------------------


def decide(record: NamedOnline, values: Values, context: Context, *, has_evidence: bool = True) -> Form:
    """Choose the actions, each with its own reasons (R-1.9.3-1). None is preselected (R-1.14.3-8).

    `has_evidence`: True if something was kept; otherwise a reminder asks for it before it may be gone (R-1.14.1-2).
    """
    actions = chosen(values, ACTIONS)
    seeks = ActionType.REPORT in actions or (
        ActionType.REMOVAL in actions and Removal.SEEK in chosen(values, SEEK_REMOVAL)
    )
    body: Body = [
        Text(HARASSMENT),
        replace(ACTIONS, options=options(first(_likely(record), words.ACTION))),
    ]
    for kind in ActionType:
        if kind in actions:
            body += [*([SEEK_REMOVAL, RISK] if kind is ActionType.REMOVAL else []), reasons(kind)]
    if seeks:
        body += [*([] if has_evidence else [Text(CAPTURE_FIRST)]), *_request(record, context)]
    if ActionType.RESTRICTION in actions:
        body.append(Small("The proposal itself comes next: you find it with this record once you have saved."))
    body.append(wording.section("1.9.3", "1.10.5", "1.14.3"))
    known = {ASKED_ON.id: context.today.isoformat(), ASKED_BY.id: ASKED_BY_ME, **_asked_where(record)}
    return Form(
        name=DECIDE,
        title="Decide what is done",
        about=record.id,
        body=tuple(body),
        submit="Save",
        values={**known, **values},
    )


def _likely(record: NamedOnline) -> frozenset[ActionType]:
    """Actions that suit the place, listed first: offline there is no platform, and no account to block."""
    online = any(found.place not in OFFLINE for found in record.found)
    either = {ActionType.REMOVAL, ActionType.REPORT} if online else {ActionType.REMOVAL, ActionType.RESTRICTION}
    return frozenset({*either, ActionType.NOTHING})


def reasons(kind: ActionType) -> TextField:
    """Reasons for this action."""
    about = {
        ActionType.REMOVAL: "Why, about removal",
        ActionType.REPORT: "Why it is reported to the platform",
        ActionType.BLOCK: "What is blocked or set, by whom, and why",
        ActionType.RESTRICTION: "Why a restriction is proposed",
        ActionType.NOTHING: "Why nothing is done",
    }
    return TextField(
        id=f"{kind.value}_reasons",
        because="1.9.3: the reasons for our decisions are recorded",
        read_by=_BOTH,
        label=about[kind],
        lines=True,
        required=True,
        missing="Please give the reasons in a sentence.",
    )


def _request(record: NamedOnline, context: Context) -> Body:
    told = record.told is not None
    asked_by = {ASKED_BY_ME: "I do", **({ASKED_BY_THEM: context.name(record.person)} if told else {})}
    return [
        ASKED_OF,
        replace(ASKED_BY, options=tuple(Option(value, label) for value, label in asked_by.items())),
        ASKED_ON.between(a_year_before(context.today), context.today),
        REFERENCE,
    ]


def _asked_where(record: NamedOnline) -> Values:
    place = record.found[0].place
    return {ASKED_OF.id: words.PLACE[place]} if place in _PLATFORMS else {}


def answered(record: NamedOnline, request: str, values: Values) -> Form:
    """Result of a takedown request (R-1.9.3-3)."""
    return Form(
        name=ANSWERED,
        title="What came of it?",
        about=record.id,
        extra=request,
        body=(
            Text(f"Asked: {requests.asked(record, request).of}."),
            ANSWER,
            wording.section("1.9.3", "1.14.3"),
        ),
        submit="Save",
        values=values,
    )


# -- support, sharing, personal records --------------------------------------------------------------


def offers(record: NamedOnline, values: Values, context: Context) -> Form:
    """Note that support was offered: yes or no, and nothing about its use (R-1.14.3-6)."""
    return Form(
        name=OFFERS,
        title="Support that was offered",
        about=record.id,
        body=(
            Text(
                f"Only whether you offered it to {context.name(record.person)} is noted. Whether they took it up is "
                "theirs alone, and is recorded nowhere."
            ),
            TALK,
            COUNSELLING,
            wording.section("1.14.3"),
        ),
        submit="Save",
        values=values,
    )


def share(record: NamedOnline, values: Values) -> Form:
    """Share a summary with the management team: the least with which they can help (R-1.14.3-9)."""
    return Form(
        name=SHARE,
        title="Share a summary",
        about=record.id,
        body=(
            Text("The management team reads these words and nothing else of this record."),
            SHARED,
            wording.section("1.14.3"),
        ),
        submit="Share it",
        values={SHARED.id: SUMMARY if record.told else SUMMARY_BEFORE_THEY_KNOW, **values},
    )


def personal(record: NamedOnline, values: Values, context: Context) -> Form:
    """One of two answers: it goes into personal records only if both agree (R-1.14.3-10)."""
    own = context.reader == record.person
    whose = "your personal records" if own else f"the personal records of {context.name(record.person)}"
    other = "your manager" if own else "they"
    sees_to_it = "your manager sees to it" if own else "you see to it"
    return Form(
        name=PERSONAL,
        title="Personal records",
        about=record.id,
        body=(
            Text(
                f"A record is made in {whose} only if both of you say yes. Neither sees the other's answer before both "
                f"are there, and either answer is fine. While you or {other} say nothing, there is none."
            ),
            YES,
            Small(f"Harbour writes into no personal record. If both say yes, {sees_to_it}."),
            wording.section("1.14.3"),
        ),
        submit="Save",
        values=values,
    )
