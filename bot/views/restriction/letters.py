"""The letters about a restriction: decided, at once, stopped, its review coming, how the review ended, its end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.records.individual import Individual
from bot.records.restriction.measures import Measure
from bot.records.restriction.parts import Outcome, ReviewOutcome
from bot.records.restriction.record import Restriction, State
from bot.views.letters import skeleton
from bot.views.letters.parts import Content, Extra, Part, Pen, Section, Which, day, whole
from bot.views.letters.skeleton import Occasion

_USUAL = "You can contact us in the usual ways again."
_NOTHING_TO_REVIEW = "Nothing is in place any more, so there is nothing that we have to look at again."
_NOTHING_EASY = "Nothing is in place now."


def which(record: Restriction) -> tuple[Which, ...]:
    """The letters that fit where it stands, the likeliest first."""
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
    """What a letter about a restriction is written from."""

    record: Restriction
    individual: Individual | None
    occasion: Occasion | None
    pen: Pen
    extras: tuple[Extra, ...] = ()


def content(letter: Which, desk: Desk) -> Content:
    """The letter, from what the record knows."""
    return _LETTERS[letter](desk)


def reasons(letter: Which, record: Restriction) -> str:
    """Why it was decided, as it is recorded: for whoever writes the letter, to be put in their own words."""
    if letter is Which.AT_ONCE:
        return record.protection.reasons if record.protection is not None else ""
    if letter is Which.REVIEW_OUTCOME and record.reviews:
        return record.reviews[-1].reasons
    if letter is Which.ENDED:
        return record.ended_because
    return record.decision.reasons if record.decision is not None else ""


def stays(record: Restriction, individual: Individual | None, pen: Pen, *, suspended: bool = True) -> Part:
    """What it means in practice while measures apply."""
    paused = "While your appeal is heard, none of this applies. We will tell you when that changes."
    fair = record.fairness
    lines = [paused] if suspended and record.suspension is not None else []
    easy = ["We are looking at your appeal.", "Until then this does not apply."] if lines else []
    lines.append("Everything else stays as it is: you can go on using our services, and ask for repairs.")
    easy += ["Everything else stays the same."]
    if fair.complaint_open:
        goes_on = pen.fact(fair.complaint_words, "Say how the open complaint or request goes on.")
        lines.append(f"What you have open with us goes on. {goes_on} [Please check.]")
        easy += ["Your open complaint or request goes on.", goes_on]
    elif record.for_management_team:
        lines.append("A complaint that you have open with us goes on.")
        easy += ["A complaint that is open goes on."]
    return skeleton.practice(pen, individual, lines=tuple(lines), easy=tuple(easy), emergencies=fair.emergencies)


def usual(record: Restriction, individual: Individual | None, pen: Pen) -> Part:
    """What it means in practice once nothing applies."""
    return skeleton.practice(pen, individual, lines=(_USUAL,), easy=(_USUAL,), emergencies=record.fairness.emergencies)


def what(measures: tuple[Measure, ...], pen: Pen) -> tuple[str, ...]:
    """The measures as they are, to be checked."""
    return skeleton.checked(skeleton.measures(measures, pen))


def over() -> Part:
    """Why nothing is looked at again."""
    return skeleton.no_review(_NOTHING_TO_REVIEW, _NOTHING_EASY)


# -- the letters ---------------------------------------------------------------------------------------


def _content(letter: Which, title: str, stage: tuple[str, str], parts: tuple[Part, ...], desk: Desk) -> Content:
    """With what every letter about a restriction carries: the way to challenge it, needs, and how to be in contact."""
    return Content(
        which=letter,
        title=title,
        stage=stage[0],
        easy_stage=stage[1],
        parts=whole((*parts, skeleton.appeal(desk.pen), skeleton.needs(), skeleton.contact(desk.pen, desk.extras))),
        nameless=desk.pen.nameless,
    )


def _decision(desk: Desk) -> Content:
    record, pen = desk.record, desk.pen
    starts = "This is what will change."
    if record.decision is not None and record.decision.outcome is Outcome.LIGHTER:
        starts = "We looked for the lightest way that would do. This is what will change."
    said = what(record.case.measures, pen)
    parts = (
        skeleton.happened(desk.occasion),
        skeleton.effect(),
        skeleton.decided((starts, *said), ("This will change.", *said)),
        stays(record, desk.individual, pen),
        skeleton.review(record.review, pen),
    )
    stage = (
        (
            "This is to tell you what we have decided about how you and we are in contact, and what you can do if you "
            "do not agree."
        ),
        "We have decided something about how we talk to each other.",
    )
    return _content(Which.DECISION, "How you and we are in contact from now on", stage, parts, desk)


def _at_once(desk: Desk) -> Content:
    record, pen = desk.record, desk.pen
    measures = record.protection.measures if record.protection is not None else record.case.measures
    said = what(measures, pen)
    parts = (
        skeleton.happened(desk.occasion),
        skeleton.effect(),
        skeleton.decided(("For now, to keep everybody safe, this has changed.", *said), ("For now:", *said)),
        stays(record, desk.individual, pen),
        skeleton.review(None, pen),
    )
    stage = (
        (
            "This is to tell you what we have changed for now. It is not the final decision: that is still to come, "
            "and you will hear of it."
        ),
        "We have changed something for now. We will decide later.",
    )
    return _content(Which.AT_ONCE, "How you and we are in contact for now", stage, parts, desk)


def _stopped(desk: Desk) -> Content:
    record, pen = desk.record, desk.pen
    ends = "What we had changed for a time, to keep everybody safe, has ended. It was not made a decision."
    parts = (
        skeleton.happened(desk.occasion),
        skeleton.decided((ends,), ("What we changed for now has ended.",)),
        usual(record, desk.individual, pen),
        over(),
    )
    stage = ("This is to tell you that something has ended.", "Something has ended.")
    return _content(Which.STOPPED, "How you and we are in contact again", stage, parts, desk)


def _coming(desk: Desk) -> Content:
    record, pen = desk.record, desk.pen
    by = day(record.due) if record.due else "[the day]"
    said = what(record.case.measures, pen)
    asks = (
        f"We will look at this again by {by}. The first question is whether it can end.",
        (
            "Before we do, we would like to hear from you: how it has been, what you would like, and what has changed. "
            "You can tell us in any form, or have somebody tell us for you. [Say by when, and whom to tell.]"
        ),
    )
    easy = (
        f"We will look at this again by {by}.",
        "We will ask first: can it end?",
        "What do you think?",
        "How has it been for you?",
        "Please tell us before then.",
        "[Say by when, and whom to tell.]",
    )
    decision = skeleton.decided(asks, easy, why=False)
    parts = (
        _in_place(said),
        decision,
        stays(record, desk.individual, pen),
        skeleton.review(record.review, pen),
    )
    stage = (
        (
            "Nothing changes today. We are going to look again at how you and we are in contact, and would like to "
            "hear from you first."
        ),
        "Nothing changes today.",
    )
    return _content(Which.REVIEW_COMING, "We are going to look at this again", stage, parts, desk)


def _in_place(said: tuple[str, ...]) -> Part:
    """What has applied so far, where a letter is about that and not about what led to it."""
    return Part(
        section=Section.HAPPENED,
        heading="What is in place now",
        lines=("Some time ago we told you that this would apply.", *said),
        easy=("We told you about this before.", *said),
    )


def _reviewed(desk: Desk) -> Content:
    record, pen = desk.record, desk.pen
    outcome = record.reviews[-1].outcome
    lifted = outcome is ReviewOutcome.LIFT
    said = () if lifted else what(record.case.measures, pen)
    looked, easy = _LOOKED[bool(record.reviews[-1].appeal)]
    lead, easy_lead = _REVIEWED[outcome]
    parts = (
        Part(section=Section.HAPPENED, heading="What has been happening", lines=(looked, _SINCE), easy=(easy, _SINCE)),
        skeleton.decided((lead, *said), (easy_lead, *said)),
        usual(record, desk.individual, pen) if lifted else stays(record, desk.individual, pen),
        over() if lifted else skeleton.review(record.review, pen),
    )
    stage = ("This is to tell you what came of looking at it again.", "We have looked at it again.")
    return _content(Which.REVIEW_OUTCOME, _TITLES[outcome], stage, parts, desk)


_SINCE = "[Say in one or two plain lines what has happened since, and what they told us.]"
#: By whether it was on appeal: what was done, as a letter has it and in easy read.
_LOOKED = {
    False: (
        "We have looked again at how you and we are in contact, and asked first whether it can end.",
        "We looked at it again.",
    ),
    True: ("Your appeal to our Chief Executive has been decided.", "Your appeal has been decided."),
}
_REVIEWED: Mapping[ReviewOutcome, tuple[str, str]] = {
    ReviewOutcome.LIFT: ("What we had put in place has ended, from today.", "What we had put in place has ended."),
    ReviewOutcome.VARY: ("Some of it changes. From now on this applies.", "Some of it changes. This is how it is now."),
    ReviewOutcome.CONTINUE: ("It goes on as it is for now. This still applies.", "It goes on for now. This applies."),
}
_TITLES: Mapping[ReviewOutcome, str] = {
    ReviewOutcome.LIFT: "You can contact us in the usual ways again",
    ReviewOutcome.VARY: "What changes in how you and we are in contact",
    ReviewOutcome.CONTINUE: "How you and we go on being in contact",
}


def _ended(desk: Desk) -> Content:
    record, pen = desk.record, desk.pen
    ends = "Our service to you has ended. What we had put in place about contact has ended with it."
    parts = (
        _in_place(what(record.case.measures, pen)),
        skeleton.decided((ends,), ("Our service to you has ended.", "What we put in place has ended too."), why=False),
        usual(record, desk.individual, pen),
        over(),
    )
    stage = ("This is to tell you that something has ended.", "Something has ended.")
    return _content(Which.ENDED, "What we had put in place has ended", stage, parts, desk)


_LETTERS: Mapping[Which, Callable[[Desk], Content]] = {
    Which.DECISION: _decision,
    Which.AT_ONCE: _at_once,
    Which.STOPPED: _stopped,
    Which.REVIEW_COMING: _coming,
    Which.REVIEW_OUTCOME: _reviewed,
    Which.ENDED: _ended,
}
