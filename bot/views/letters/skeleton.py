"""The common parts of letters: neutral, short, with requests to the manager in square brackets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.records.ended_contact.parts import Channel
from bot.records.individual import Individual
from bot.records.restriction.measures import Measure, MeasureType
from bot.records.restriction.parts import SOONER, ReviewPlan
from bot.views.letters.parts import Extra, Part, Pen, Section, day
from bot.views.restriction.labels import MEASURE

#: The channel of the contact, as it appears in a sentence.
_BY = {
    Channel.PHONE: ", by phone",
    Channel.IN_PERSON_OFFICE: ", at our office",
    Channel.IN_PERSON_VISIT: ", in person",
    Channel.EMAIL: ", by e-mail",
    Channel.LETTER: ", by letter",
    Channel.WEB_FORM: ", through our website",
    Channel.OUR_SOCIAL_MEDIA: ", on our social media",
    Channel.OTHER_ONLINE: ", online",
    Channel.VIDEO: ", by video",
    Channel.OTHER: "",
}

#: Introductions to measures whose own words do not say enough.
_MEASURE: Mapping[str, str] = {
    MeasureType.NAMED_PERSON: "Please contact: ",
    MeasureType.THIRD_PARTY: "Through somebody who helps you: ",
    MeasureType.WITHHOLD_NAMES: "Without names or direct details: ",
    # The circumstances on which it is based are for the record only (1.11).
    MeasureType.COMPLAINT_PROCESS: "Our complaint process: ",
}

#: Placeholders for words of the record that a letter never repeats (R-1.13-4).
_WHAT = "[in a line, what happened and what it meant for others, without the words that were used]"
_WHY = "[why, in a line]"
#: Placeholder until the office's contact details are configured.
_OFFICE = "[the phone number, e-mail and postal address of the office: shared ones, nobody's own]"
_SOONER_EASY = "We may look sooner. This is when:"
_REASONS = "There may be many reasons. We want to work with you."
_REASONS_EASY = ("There can be many reasons for this.", "Talking to us can be hard.", "We want to work with you.")


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """Day and channel of the contact, if a report gives them."""

    on: date
    channel: Channel


def happened(occasion: Occasion | None) -> Part:
    """Facts and effect in one line; and an acknowledgement that there may be reasons for it."""
    when = "" if occasion is None else f"On {day(occasion.on)}{_BY[occasion.channel]}: "
    return Part(
        section=Section.HAPPENED,
        heading="What happened",
        lines=(f"{when}{_WHAT}.", _REASONS),
        easy=(f"{when}{_WHAT}.", *_REASONS_EASY),
    )


def since(line: str, *easy: str) -> Part:
    """Facts, if they are something that we did or that they asked of us."""
    return Part(
        section=Section.HAPPENED,
        heading="What happened",
        lines=(line, "We want to work with you."),
        easy=(*easy, "We want to work with you."),
    )


def decided(lines: tuple[str, ...], easy: tuple[str, ...], *, why: bool = True) -> Part:
    """Decision and reasons."""
    return Part(
        section=Section.DECIDED,
        heading="What we have decided",
        lines=(*lines, *((f"This is because {_WHY}.",) if why else ())),
        easy=(*easy, *(("This is why:", _WHY) if why else ())),
    )


def measures(what: tuple[Measure, ...], pen: Pen) -> tuple[str, ...]:
    """Each measure: its subject and its exact words."""
    return tuple(f"{_MEASURE.get(m.type, '')}{pen.fact(m.detail, f'say exactly: {MEASURE[m.type]}')}" for m in what)


def practice(pen: Pen, *, lines: tuple[str, ...] = (), easy: tuple[str, ...] = (), emergencies: str = "") -> Part:
    """Services that go on, with emergencies and urgent repairs, which no measure takes away."""
    how = pen.fact(emergencies, "say how they report an emergency or an urgent repair") if emergencies else ""
    always = "We are always there for emergencies and urgent repairs"
    return Part(
        section=Section.PRACTICE,
        heading="What stays, and emergencies",
        lines=(*lines, f"{always}: {how}" if how else f"{always}."),
        easy=(
            *easy,
            "You can always reach us in an emergency.",
            "You can always ask for an urgent repair.",
            *((how,) if how else ()),
            "Is somebody in danger? Call 999.",
        ),
    )


def review(plan: ReviewPlan | None, pen: Pen) -> Part:
    """Day of the review and what would bring it forward; or why there is none (R-1.8-10)."""
    if plan is None:
        until = "[by which day]"
        return reviewed(
            (f"We will decide {until}, and look at it sooner if you tell us that something has changed.",),
            ("This is for now.", "We will look at it again and decide:", until, "Has something changed? Tell us."),
        )
    sooner = pen.fact(plan.sooner_if, "say what would make you look at it sooner")
    usual = plan.sooner_if == SOONER
    sooner = "You ask for it, or something changes." if usual else sooner
    or_sooner = " if you ask for it, or something changes." if usual else f": {sooner}"
    if plan.on is None:
        return reviewed(
            (f"No day is set to look again, because {_WHY}. We will if: {sooner}",),
            (
                "There is no day to look at this again.",
                "This is why:",
                _WHY,
                "We may look again. This is when:",
                sooner,
            ),
        )
    on = day(plan.on)
    return reviewed(
        (f"We look at this again by {on}, or sooner{or_sooner}",),
        (
            "This does not go on for ever.",
            f"We will look at it again by {on}.",
            "We may look sooner. This is when:",
            sooner,
        ),
    )


def reviewed(lines: tuple[str, ...], easy: tuple[str, ...]) -> Part:
    """Section about the next look."""
    return Part(section=Section.REVIEW, heading="When we look again", lines=lines, easy=easy)


def appeal(pen: Pen) -> Part:
    """Appeal to the chief executive, in any form and at any time; and the next body after that (R-1.3-3, R-1.8-7)."""
    return Part(
        section=Section.CHALLENGE,
        heading="If you do not agree",
        lines=(
            (
                "You can appeal to our Chief Executive at any time, in any form, and then turn to "
                f"{pen.policy.ombudsman}."
            ),
        ),
        easy=(
            "Do you think this is wrong?",
            "You can appeal to our Chief Executive.",
            "To appeal means to ask for a new decision.",
            "You can do it at any time.",
            "You can write, ring, or come to us.",
            "Somebody can do it for you.",
            "You may not agree with the answer.",
            "Then you can ask somebody outside:",
            f"{pen.policy.ombudsman}.",
        ),
    )


def complaint(pen: Pen) -> Part:
    """Right to complain, if nothing is restricted and so there is nothing to appeal against (1.3, 1.11)."""
    return Part(
        section=Section.CHALLENGE,
        heading="If you see it differently",
        lines=(
            (
                "If you see it differently, tell us or complain, at any time, in any form, and then turn to "
                f"{pen.policy.ombudsman}."
            ),
        ),
        easy=(
            "Do you see it differently?",
            "Please tell us.",
            "You can also complain.",
            "You can write, ring, or come to us.",
            "Somebody can do it for you.",
            "You may not agree with our answer.",
            "Then you can ask somebody outside:",
            f"{pen.policy.ombudsman}.",
        ),
    )


def needs(individual: Individual | None, pen: Pen) -> Part:
    """Help that goes on for this person, and a question about further needs (R-1.3-1, R-1.5-2, R-1.13-3)."""
    known = individual is not None and (individual.adjustments, individual.contact_by)
    helps = tuple(pen.fact(text, "say what helps them") for text in known or () if text)
    goes_on = (f"What helps you goes on: {' '.join(helps)}",) if helps else ()
    return Part(
        section=Section.NEEDS,
        heading="What you need from us",
        lines=(
            *goes_on,
            "Do you need this in another form, or is there something we should know about what you need?",
        ),
        easy=(
            *(("We will go on with what helps you:", *helps) if helps else ()),
            "Do you need this in another form?",
            "Do you need us to do something in another way?",
            "Is there something we should know about what you need?",
            "Please tell us.",
        ),
    )


def contact(pen: Pen, extras: tuple[Extra, ...] = ()) -> Part:
    """Ways to contact us, since a letter never only forbids (R-1.3-1); and the optional lines."""
    ours, reach = pen.policy.short_name, f"{pen.policy.reach or _OFFICE}."
    return Part(
        section=Section.CONTACT,
        heading="How you can contact us",
        lines=(f"You can contact us here: {reach}", *(line for extra in extras for line in _extra(extra, ours)[:1])),
        easy=(
            "You can contact us here:",
            reach,
            *(line for extra in extras for line in _extra(extra, ours)[1:]),
        ),
    )


def _extra(extra: Extra, ours: str) -> tuple[str, ...]:
    """Optional line as a letter has it, then the same in easy read."""
    match extra:
        case Extra.CRITICISE:
            return (
                (
                    f"You are free to criticise {ours}, in public too. We only ask you to name {ours}, and not the "
                    "people who work here."
                ),
                f"You may criticise {ours}.",
                "You may do that in public.",
                "Please do not name people who work here.",
            )
        case Extra.POLICY:
            return (
                "If you would like a copy of our policy, please ask us for one.",
                "Would you like to read our policy?",
                "We will send you a copy.",
            )
        case Extra.CONCLUDED:
            return (
                (
                    "Our action about [say which matter] has ended. Being in contact about it again would not change "
                    "the outcome. For anything else we are here as before."
                ),
                "Our action about [say which matter] has ended.",
                "Asking again would not change it.",
                "You can ask us about other things.",
            )
