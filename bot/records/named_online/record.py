"""That a colleague has been named publicly in relation to their work (policy 1.14.3, 1.9.3; model.md §2.2).

It lies with the manager of the one who is named. They hear of it from a person, and never from
Harbour; until then they play no part here. Then they have a say, and only then is anything done.
Who found it plays no part at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import ClassVar, Self

from bot.errors import AlreadyDone, Forbidden, Incomplete, NotFound, Refused
from bot.nudges import Series
from bot.people import PersonId
from bot.records.assignment import Assignment
from bot.records.base import Origin, not_yet
from bot.records.links import first_link
from bot.records.named_online.parts import (
    Decision,
    Found,
    Gate,
    Half,
    How,
    Offers,
    Override,
    Shared,
    Step,
    Told,
    Wish,
    WishKind,
)
from bot.records.named_online.standing import Standing
from bot.records.online import Answer, Request

TELL_FIRST = (
    "They have not been told yet. Please tell them first, yourself and in private: they have a say in what happens."
)
ASK_FIRST = "Please ask them first what they would like to happen, and note it: that they chose not to say is enough."
#: The longest summary for the management team, in characters: the policy asks for no more than is needed.
LONGEST_SUMMARY = 600


@dataclass(frozen=True, kw_only=True)
class NamedOnline(Standing):
    """That one colleague has been named publicly."""

    kind: ClassVar[str] = "named_online"
    prefix: ClassVar[str] = "NO"

    # -- finding ---------------------------------------------------------------------------------

    @classmethod
    def report(
        cls,
        origin: Origin,
        *,
        person: PersonId,
        found: Found,
        handler: PersonId | None,
        also_named: tuple[PersonId, ...] = (),
    ) -> Self:
        """It has been found. Where the manager found it themself, they have seen it."""
        if errors := found.missing():
            raise Incomplete(errors)
        return cls(
            origin=origin,
            person=person,
            found=(found,),
            also_named=also_named,
            assigned=Assignment(to=handler, since=origin.at),
            acknowledged_at=origin.at if found.by_manager and handler == found.by else None,
        )

    def found_again(self, found: Found, also_named: tuple[PersonId, ...] = ()) -> Self:
        """The same, found once more while it is open. What somebody has said already changes nothing."""
        if errors := found.missing():
            raise Incomplete(errors)
        named = tuple(dict.fromkeys((*self.also_named, *also_named)))
        if any(found.repeats(earlier) for earlier in self.found) and named == self.also_named:
            return self
        return self.changed(found=(*self.found, found), also_named=named)

    def knew(self, at: datetime, today: date) -> Self:
        """The one who is named has reported it themself: they know (R-1.14.3-4)."""
        if self.told is not None:
            return self
        return self.changed(told=Told(at=at, on=today, by=self.person, how=How.KNEW), listed=False)

    # -- telling, and their say ------------------------------------------------------------------

    def acknowledge(self, at: datetime) -> Self:
        """The manager has seen it."""
        self._still_open()
        not_yet(self.acknowledged_at)
        return self._seen(at)

    def tell(self, told: Told, today: date) -> Self:
        """The manager has told them, in private. Only from now on do they play a part here (R-1.14.3-4).

        `today` is the manager's local day.
        """
        self._still_open()
        not_yet(self.told)
        if told.by in self.conflicted():
            raise Forbidden
        errors: dict[str, str] = {}
        # A day to spare: the moment is kept in UTC, and a day is the reader's own.
        if not self.origin.at.date() - timedelta(days=1) <= told.on <= today:
            errors["on"] = "Please give the day on which you told them: since it was found, and not in the future."
        if told.how is How.KNEW:
            errors["how"] = "Please tell them yourself: in person, by phone or in a video call."
        if errors:
            raise Incomplete(errors)
        return self._seen(told.at).changed(told=told, listed=False)._settled(told.at)

    def wish(self, wish: Wish) -> Self:
        """What they would like to happen: said by them, or noted by the manager as they said it (R-1.14.3-5).

        They can add to it at any time, also once it is closed.
        """
        if self.told is None:
            raise Refused(TELL_FIRST)
        own = wish.by == self.person
        if not own and (wish.by != self.handler or wish.kind is WishKind.TELL_MANAGER):
            raise Forbidden
        if not own:
            self._still_open()
        if wish.kind is WishKind.WORDS and not wish.words:
            raise Incomplete({"words": "Please write a sentence, or choose another of the answers."})
        return self.changed(wishes=(*self.wishes, wish), listed=False)._settled(wish.at)

    def override(self, override: Override) -> Self:
        """Somebody is in danger: a step need not wait. The one who is named has to be told all the same."""
        self._still_open()
        errors: dict[str, str] = {}
        if not override.reason:
            errors["reason"] = "Please say in a sentence what the danger is."
        if not override.gates:
            errors["gates"] = "Please choose what cannot wait."
        if errors:
            raise Incomplete(errors)
        return self._seen(override.at).changed(overrides=(*self.overrides, override))

    # -- what is done ----------------------------------------------------------------------------

    def ready_for_action(self) -> None:
        """Refuse any action before they have been told and have had their say. Raises Refused."""
        if self.hurries(Gate.ACT):
            return
        if self.told is None:
            raise Refused(TELL_FIRST)
        if self.wishes_since is None:
            raise Refused(ASK_FIRST)

    def decide(self, decision: Decision, today: date) -> Self:
        """The manager decides what is done, each thing with its reasons (R-1.9.3-1, R-1.14.3-8)."""
        self.ready_for_action()
        if errors := decision.missing(today):
            raise Incomplete(errors)
        return (
            self._seen(decision.at).changed(decisions=(*self.decisions, decision), listed=False)._settled(decision.at)
        )

    def asked(self, request: str) -> Request:
        """The request to take it down with this number. Raises NotFound."""
        number = int(request) if request.isascii() and request.isdecimal() and len(request) < 5 else len(self.decisions)
        found = self.decisions[number].request if number < len(self.decisions) else None
        if found is None:
            raise NotFound
        return found

    def answered(self, request: str, answer: Answer, at: datetime) -> Self:
        """What came of it (R-1.9.3-3). "No reply" can still turn into an answer."""
        asked = self.asked(request)
        if asked.answer not in (None, Answer.NO_REPLY) or asked.answer is answer:
            raise AlreadyDone("What came of this is noted already. Nothing changed.")
        number = int(request)
        decision = replace(self.decisions[number], request=replace(asked, answer=answer, answered_at=at))
        return self.changed(decisions=(*self.decisions[:number], decision, *self.decisions[number + 1 :]))

    def offer(self, offers: Offers) -> Self:
        """Whether a talk and counselling were offered; never what came of it (R-1.14.3-6)."""
        if self.told is None:
            raise Refused(TELL_FIRST)
        return self.changed(offers=(*self.offers, offers))._settled(offers.at)

    # -- sharing, and personal records -----------------------------------------------------------

    def ready_to_share(self) -> None:
        """Refuse to tell the management team before the one who is named knows (R-1.14.3-9). Raises Refused."""
        if self.told is None and not self.hurries(Gate.SHARE):
            raise Refused(TELL_FIRST)

    def share(self, shared: Shared) -> Self:
        """The management team may read this summary, and nothing else."""
        self._still_open()
        not_yet(self.shared)
        self.ready_to_share()
        if not shared.summary or len(shared.summary) > LONGEST_SUMMARY:
            raise Incomplete({"summary": f"Please write what they need to know, in {LONGEST_SUMMARY} characters."})
        if first_link(shared.summary)[0]:
            raise Incomplete({"summary": "Please leave the link out: the management team needs no more than is here."})
        return self._seen(shared.at).changed(shared=shared, listed=False)._settled(shared.at)

    def choose(self, half: Half) -> Self:
        """One of the two answers about personal records; either can be changed until both are there (R-1.14.3-10)."""
        self._still_open()
        if self.told is None:
            raise Refused(TELL_FIRST)
        if half.by not in (self.person, self.handler):
            raise Forbidden
        if self.own_half is not None and self.manager_half is not None:
            raise AlreadyDone("Both answers are there. Nothing changed.")
        if half.by == self.person:
            return self.changed(own_half=half)._settled(half.at)
        return self.changed(manager_half=half)._settled(half.at)

    # -- the end ---------------------------------------------------------------------------------

    def close(self, at: datetime, *, waited: bool) -> Self:
        """Nothing is left to do. `waited`: long enough for two answers about personal records; then there is none."""
        self._still_open()
        left = [step for step in self.steps_left if not (waited and step in _HALVES)]
        if left:
            raise Refused("It cannot be closed yet: please look at what is still to do.")
        return self.changed(closed_at=at, listed=False)

    def police_settled(self, at: datetime) -> Self:
        return super().police_settled(at)._settled(at)

    def support_seen(self, by: PersonId) -> Self:
        """They have answered the reminder of support, in whatever way: no more of it."""
        return self.changed(reminded=tuple(dict.fromkeys((*self.reminded, by))))

    def _settled(self, at: datetime) -> Self:
        """Closed as soon as nothing is left to do."""
        return self if self.closed_at is not None or self.steps_left else self.changed(closed_at=at, listed=False)

    def _seen(self, at: datetime) -> Self:
        return self.changed(acknowledged_at=self.acknowledged_at or at, listed=False)

    def _still_open(self) -> None:
        not_yet(self.closed_at)

    # -- nudges ------------------------------------------------------------------------------------

    def nudges(self) -> Iterable[Series]:
        yield from self._to_who_is_named()
        yield from self._about_requests()
        if not self.is_open:
            return
        if self.assigned.to is None:
            yield from self.naming()
        elif self.acknowledged_at is None:
            yield self.waits("N12", self.origin.at)
        else:
            yield from self._to_manager(self.assigned.to, self.acknowledged_at)

    def _to_who_is_named(self) -> Iterable[Series]:
        """Nothing before they have been told; then what is theirs alone."""
        if self.told is None:
            return
        if self.person not in self.reminded:
            yield Series(kind="N5", to=self.person, since=self.told.at, item=self.person, gentle=True, most=1)
        if self.is_open and self.own_half is None:
            yield Series(kind="N16", to=self.person, since=self.told.at, item=self.person, gentle=True)

    def _to_manager(self, manager: PersonId, seen: datetime) -> Iterable[Series]:
        left = self.steps_left
        if self.told is None:
            yield self.waits("N13", seen, begun=seen)
            return
        if Step.WISHES in left or Step.DECIDE in left:
            yield self.waits("N14", self.told.at, begun=self.told.at)
        if Step.SHARE in left and self.wishes_since is not None:
            yield self.waits("N15", self.wishes_since, begun=self.wishes_since)
        if Step.THEIR_HALF in left:
            yield Series(kind="N16", to=manager, since=self.told.at, item=manager)

    def _about_requests(self) -> Iterable[Series]:
        """What became of a request: to who made it, or to whoever has the matter since."""
        for number, decision in enumerate(self.decisions):
            asked = decision.request
            if asked is None or asked.answer is not None:
                continue
            to = self.person if asked.by == self.person and self.told is not None else self.handler
            if to is not None:
                yield Series(kind="N17", to=to, since=asked.on, item=str(number))


_HALVES = frozenset({Step.OWN_HALF, Step.THEIR_HALF})
