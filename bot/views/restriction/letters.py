"""Letters about a restriction: the decision, measures at once, their stop, the review and its result, the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.records.individual import Individual
from bot.records.letters import Which
from bot.records.restriction.parts import ReviewOutcome
from bot.records.restriction.record import Restriction, State
from bot.views.letters import skeleton
from bot.views.letters.parts import Content, Extra, Part, Pen, Section, day, whole
from bot.views.letters.skeleton import Occasion

_USUAL = "You can contact us in the usual ways again."
_NOTHING_TO_REVIEW = "Nothing is in place any more, so there is nothing to look at again."
_NOTHING_EASY = "Nothing is in place now."


def which(record: Restriction) -> tuple[Which, ...]:
    """Letters that suit the present state, the likeliest first."""
    if record.protected:
        return (Which.AT_ONCE,)
    match record.stage:
        case State.APPROVED:
            return (Which.DECISION,)
        case State.ACTIVE:
            decided = Which.REVIEW_OUTCOME if record.reviews else Which.DECISION
            return (decided, Which.REVIEW_COMING) if record.due else (decided,)
        case State.LIFTED:
            return (Which.REVIEW_OUTCOME,)
        case State.ENDED:
            return (Which.ENDED,)
        case State.NOT_APPROVED if record.protection is not None:
            return (Which.STOPPED,)
        case _:
            return ()


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Sources of a letter about a restriction."""

    record: Restriction
    individual: Individual | None
    occasion: Occasion | None
    pen: Pen
    extras: tuple[Extra, ...] = ()


def content(letter: Which, desk: Desk) -> Content:
    """Letter with the facts of the record."""
    return _LETTERS[letter](desk)


def reasons(letter: Which, record: Restriction) -> str:
    """Recorded reasons, for the writer of the letter to put in their own words."""
    if letter is Which.AT_ONCE:
        return record.protection.reasons if record.protection is not None else ""
    if letter is Which.REVIEW_OUTCOME and record.reviews:
        return record.reviews[-1].reasons
    if letter is Which.ENDED:
        return record.ended_because
    return record.decision.reasons if record.decision is not None else ""


def stays(record: Restriction, pen: Pen, *, suspended: bool = True) -> Part:
    """Services and complaints that go on while measures apply."""
    fair = record.fairness
    lines, easy = ["Everything else stays as it is."], ["Everything else stays as it is."]
    if suspended and record.suspension is not None:
        lines = ["While your appeal is heard, none of this applies."]
        easy = ["We are looking at your appeal.", "Until then this does not apply."]
    if fair.complaint_open:
        goes_on = pen.fact(fair.complaint_words, "Say how the open complaint or request goes on.")
        lines.append(goes_on if fair.complaint_words else f"What you have open with us goes on: {goes_on}")
        easy += ["Your open complaint or request goes on.", goes_on]
    elif record.for_management_team:
        lines.append("A complaint that you have open with us goes on.")
        easy.append("A complaint that is open goes on.")
    return skeleton.practice(pen, lines=tuple(lines), easy=tuple(easy), emergencies=fair.emergencies)


def usual(record: Restriction, pen: Pen) -> Part:
    """Return to normal service once no measure applies."""
    return skeleton.practice(pen, lines=(_USUAL,), easy=(_USUAL,), emergencies=record.fairness.emergencies)


def over() -> Part:
    """Reason why there is no further review."""
    return skeleton.reviewed((_NOTHING_TO_REVIEW,), (_NOTHING_EASY,))


# -- the letters ---------------------------------------------------------------------------------------


def _content(letter: Which, title: str, parts: tuple[Part, ...], desk: Desk) -> Content:
    """Content with the closing of every letter about a restriction: the appeal, contact, and needs."""
    pen = desk.pen
    closing = (
        skeleton.appeal(pen),
        skeleton.contact(pen, desk.extras),
        skeleton.needs(desk.individual, pen),
    )
    whole_parts = whole((*parts, *closing))
    return Content(which=letter, title=title, parts=whole_parts, signs=pen.signs, reference=desk.record.ref)


def _decision(desk: Desk) -> Content:
    record, pen = desk.record, desk.pen
    said = skeleton.measures(record.case.measures, pen)
    parts = (
        skeleton.happened(desk.occasion),
        skeleton.decided(("We have decided this:", *said), ("We have decided how we talk to each other.", *said)),
        stays(record, pen),
        skeleton.review(record.review, pen),
    )
    return _content(Which.DECISION, "How you can contact us from now on", parts, desk)


def _at_once(desk: Desk) -> Content:
    record, pen = desk.record, desk.pen
    measures = record.protection.measures if record.protection is not None else record.case.measures
    said = skeleton.measures(measures, pen)
    starts = "For now, to keep everybody safe, this has changed; the decision follows:"
    parts = (
        skeleton.happened(desk.occasion),
        skeleton.decided((starts, *said), ("We have changed something for now.", "We will decide later.", *said)),
        stays(record, pen),
        skeleton.review(None, pen),
    )
    return _content(Which.AT_ONCE, "How you can contact us for now", parts, desk)


def _stopped(desk: Desk) -> Content:
    ends = "What we had changed for a time, to keep everybody safe, has ended. It was not made a decision."
    parts = (
        skeleton.happened(desk.occasion),
        skeleton.decided((ends,), ("What we changed for now has ended.",)),
        usual(desk.record, desk.pen),
        over(),
    )
    return _content(Which.STOPPED, "You can contact us in the usual ways again", parts, desk)


def _coming(desk: Desk) -> Content:
    record, pen = desk.record, desk.pen
    nothing = "Nothing changes today."
    again = f"We will look at this again by {day(record.due) if record.due else '[day]'}"
    parts = (
        _in_place(record, pen),
        skeleton.decided((nothing,), (nothing,), why=False),
        stays(record, pen),
        skeleton.reviewed(
            (f"{again}, and first ask whether it can end. Before then, please tell us how it has been for you.",),
            (f"{again}.", "We will ask first: can it end?", "How has it been for you?", "Please tell us before then."),
        ),
    )
    return _content(Which.REVIEW_COMING, "We are going to look at this again", parts, desk)


def _in_place(record: Restriction, pen: Pen) -> Part:
    """Measures so far, for a letter that is about them and not about what led to them."""
    said = skeleton.measures(record.case.measures, pen)
    return Part(
        section=Section.HAPPENED,
        heading="What is in place now",
        lines=("We told you before that this applies:", *said, "We want to work with you."),
        easy=("We told you about this before.", *said, "We want to work with you."),
    )


def _reviewed(desk: Desk) -> Content:
    record, pen = desk.record, desk.pen
    outcome = record.reviews[-1].outcome
    lifted = outcome is ReviewOutcome.LIFT
    said = () if lifted else skeleton.measures(record.case.measures, pen)
    looked, looked_easy = _LOOKED[bool(record.reviews[-1].appeal)]
    lead, easy = _REVIEWED[outcome]
    parts = (
        skeleton.since(f"{looked} {_SINCE}", looked_easy, _SINCE),
        skeleton.decided((lead, *said), (easy, *said)),
        usual(record, pen) if lifted else stays(record, pen),
        over() if lifted else skeleton.review(record.review, pen),
    )
    return _content(Which.REVIEW_OUTCOME, _TITLES[outcome], parts, desk)


_SINCE = "[In a line: what has happened since, and what they told us.]"
#: The action, as a letter says it and in easy read; by True if it was on appeal.
_LOOKED = {
    False: (
        "We have looked at it again, and asked whether it can end.",
        "We looked at it again.",
    ),
    True: ("Your appeal to our Chief Executive has been decided.", "Your appeal has been decided."),
}
_REVIEWED: Mapping[ReviewOutcome, tuple[str, str]] = {
    ReviewOutcome.LIFT: ("What we had put in place has ended, from today.", "What we had put in place has ended."),
    ReviewOutcome.VARY: ("Some of it changes. This applies now:", "Some of it changes. This is how it is now."),
    ReviewOutcome.CONTINUE: ("It goes on for now. This applies:", "It goes on for now. This applies."),
}
_TITLES: Mapping[ReviewOutcome, str] = {
    ReviewOutcome.LIFT: "You can contact us in the usual ways again",
    ReviewOutcome.VARY: "What changes in how you can contact us",
    ReviewOutcome.CONTINUE: "How you can contact us for now",
}


def _ended(desk: Desk) -> Content:
    ends = "Our service to you has ended, and what we had put in place with it."
    parts = (
        _in_place(desk.record, desk.pen),
        skeleton.decided((ends,), ("Our service to you has ended.", "What we put in place has ended too."), why=False),
        usual(desk.record, desk.pen),
        over(),
    )
    return _content(Which.ENDED, "What we had put in place has ended", parts, desk)


_LETTERS: Mapping[Which, Callable[[Desk], Content]] = {
    Which.DECISION: _decision,
    Which.AT_ONCE: _at_once,
    Which.STOPPED: _stopped,
    Which.REVIEW_COMING: _coming,
    Which.REVIEW_OUTCOME: _reviewed,
    Which.ENDED: _ended,
}
