"""Follow-ups to a report, for the tests of several conversations."""

from __future__ import annotations

from bot.chat.events import Value
from bot.people import PersonId
from bot.records.ended_contact.record import EndedContact
from bot.records.follow_ups.correspondence import CorrespondenceDecision
from bot.records.follow_ups.online_action import OnlineAction
from bot.records.follow_ups.restorative import RestorativeAction
from bot.views.examples.people import ISLA, MORAG
from tests.bot.house import House, card

#: What is written to Isla, about whom anybody finds again by their reference.
LETTER: dict[str, Value] = {
    "channel": "email",
    "reasons": ("abusive",),
    "note": "A page of abuse.",
    "individual": "HA-20417",
}
POST: dict[str, Value] = {**LETTER, "channel": "our_social_media"}
NOT_ACCEPTABLE: dict[str, Value] = {"verdict": "not_acceptable", "use": "not_used", "reasons": "It insults throughout."}
ACCOUNT: dict[str, Value] = {"way": "account", "account": "complaints@example.org", "on": "2026-11-24"}
NOTHING_DONE: dict[str, Value] = {"actions": ("nothing",), "nothing_reasons": "It was gone at once."}
REPORTED: dict[str, Value] = {
    "actions": ("report",),
    "report_reasons": "It breaks the platform's rules.",
    "request_of": "Facebook",
    "request_by": MORAG,
    "request_on": "2026-11-24",
}
STEP: dict[str, Value] = {"what": "break", "words": "Two calm weeks", "on": "2026-11-24", "by": MORAG}


def triaged(house: House, about: str, *follow_ups: str, by: PersonId = MORAG, **answers: Value) -> None:
    """Decide the follow-ups as the manager."""
    values: dict[str, Value] = {"categories": ("demands",), "zero_tolerance": "no", "follow_ups": follow_ups, **answers}
    card(house.sends(by, "ended_contact.triage", values, about))


def correspondence(house: House, by: PersonId = ISLA, **answers: Value) -> tuple[str, str]:
    """A report of something written, and the decision about it: their ids."""
    about = house.reports(by, **{**LETTER, **answers})
    manager = house.record(about, EndedContact).handler
    assert manager is not None
    triaged(house, about, "correspondence", by=manager)
    (found,) = house.children(about, CorrespondenceDecision)
    return about, found.id


def warned(house: House, by: PersonId = ISLA, **answers: Value) -> str:
    """Correspondence that was not acceptable, and whose sender has been informed; the decision's id."""
    _, about = correspondence(house, by, **answers)
    manager = house.record(about, CorrespondenceDecision).handler
    assert manager is not None
    card(house.sends(manager, "correspondence.decide", NOT_ACCEPTABLE, about))
    card(house.sends(manager, "correspondence.inform", ACCOUNT, about))
    return about


def online(house: House) -> tuple[str, str]:
    """A report of a post, and the action about it online: their ids."""
    about = house.reports(ISLA, **POST)
    triaged(house, about, "online")
    (found,) = house.children(about, OnlineAction)
    return about, found.id


def to_restore(house: House) -> tuple[str, str]:
    """A report after which a step to restore the relationship is to follow: their ids."""
    about = house.reports(ISLA, individual="HA-20417")
    triaged(house, about, "restorative")
    (found,) = house.children(about, RestorativeAction)
    return about, found.id
