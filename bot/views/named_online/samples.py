"""Example records of colleagues named publicly. All people are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.people import PersonId
from bot.records.named_online import personal_records, sharing
from bot.records.named_online.parts import (
    Action,
    Decision,
    Found,
    Gate,
    Half,
    How,
    Offers,
    Override,
    Place,
    Removal,
    Shared,
    Threat,
    Told,
    Wish,
    WishKind,
)
from bot.records.named_online.record import NamedOnline
from bot.records.online import ActionType, Request
from bot.views.examples.people import ISLA, MORAG, NOW, RORY, TODAY, origin
from bot.views.named_online.deciding import SUMMARY

LINK = "https://www.example.org/posts/17"


def found(**changes: object) -> Found:
    """Finding reported by Rory."""
    first = Found(
        at=NOW, by=RORY, place=Place.FACEBOOK, link=LINK, line="A post in the tenants' group", threat=Threat.NO
    )
    return replace(first, **changes)  # type: ignore[arg-type]


def reported(handler: PersonId | None = MORAG, **changes: object) -> NamedOnline:
    """Rory's report that Isla is named; `changes` apply to his finding."""
    first = found(**changes)
    return NamedOnline.report(origin("NO-0007", first.by), person=ISLA, found=first, handler=handler)


def acknowledged() -> NamedOnline:
    """Record that Morag has seen; Isla does not know of it yet."""
    return reported().acknowledge(NOW)


def hurried() -> NamedOnline:
    """Record with a danger: steps may be taken before their turn."""
    return acknowledged().override(
        Override(at=NOW, by=MORAG, gates=tuple(Gate), reason="It gives the address of the office and a time.")
    )


def told() -> NamedOnline:
    """Record after Morag has told Isla."""
    return acknowledged().tell(Told(at=NOW, on=TODAY, by=MORAG, how=How.IN_PERSON), TODAY)


def wish(**changes: object) -> Wish:
    """Isla's wish."""
    said = Wish(at=NOW, by=ISLA, kind=WishKind.WORDS, words="I would like it to be gone, quietly.")
    return replace(said, **changes)  # type: ignore[arg-type]


def wished() -> NamedOnline:
    """Record with Isla's wish."""
    return told().wish(wish())


def nothing() -> Decision:
    """Decision to do nothing, with the reason."""
    reasons = "It has been seen by few, and answering it would spread it."
    return Decision(at=NOW, by=MORAG, actions=(Action(type=ActionType.NOTHING, reasons=reasons),))


def removal(choice: Removal = Removal.SEEK) -> Decision:
    """Decision to seek removal, and to propose a restriction."""
    seek = Action(
        type=ActionType.REMOVAL,
        reasons="It is what Isla would like.",
        removal=choice,
        risk="Small: the group is run by somebody whom we know.",
    )
    restrict = Action(type=ActionType.RESTRICTION, reasons="It is the third time.")
    request = Request(of="Facebook", by=MORAG, on=TODAY, reference="FB-1") if choice is Removal.SEEK else None
    return Decision(at=NOW, by=MORAG, actions=(seek, restrict), request=request)


def decided() -> NamedOnline:
    """Record with a decision on the actions."""
    return wished().decide(removal(), TODAY)


def offered() -> NamedOnline:
    """Record after support was offered."""
    return decided().offer(Offers(at=NOW, by=MORAG, talk=True, counselling=True))


def shared() -> NamedOnline:
    """Record with a summary that the management team may read."""
    return sharing.share(offered(), Shared(at=NOW, by=MORAG, summary=SUMMARY))


def chosen() -> NamedOnline:
    """Record with Morag's answer about personal records, and not Isla's."""
    return personal_records.choose(shared(), Half(at=NOW, by=MORAG, yes=True))


def answered_first() -> NamedOnline:
    """Record with Isla's answer about personal records, and not Morag's."""
    return personal_records.choose(shared(), Half(at=NOW, by=ISLA, yes=True))


def closed() -> NamedOnline:
    """Record with both answers, and nothing left to do."""
    return personal_records.choose(chosen(), Half(at=NOW, by=ISLA, yes=False))


def own() -> NamedOnline:
    """Record of a finding by Isla about herself."""
    return reported(by=ISLA).knew(NOW, TODAY)


def fullest() -> NamedOnline:
    """Record with long texts and many entries in every part."""
    long = "It went on for some time. " * 60
    record = wished()
    for n in range(30):
        later = NOW + timedelta(days=n + 1)
        record = record.found_again(found(at=later, by=PersonId(f"finder{n}"), line=long[:300], threat=Threat.NOT_SURE))
        record = record.wish(wish(at=later, words=long))
    every = tuple(
        Action(
            type=kind,
            reasons=long,
            removal=Removal.WAIT if kind is ActionType.REMOVAL else None,
            risk=long if kind is ActionType.REMOVAL else "",
        )
        for kind in ActionType
        if kind is not ActionType.NOTHING
    )
    request = Request(of="Facebook", by=MORAG, on=TODAY)
    for _ in range(5):
        record = record.decide(Decision(at=NOW, by=MORAG, actions=every, request=request), TODAY)
    return record
