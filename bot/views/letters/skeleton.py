"""The parts that letters share: neutral, practical, and each with what it asks of the manager in square brackets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.records.ended_contact.parts import Channel
from bot.records.individual import Individual
from bot.records.restriction.measures import Measure, MeasureType
from bot.records.restriction.parts import ReviewPlan
from bot.views.letters.parts import Extra, Part, Pen, Section, day

#: How they were in contact, as it goes into a sentence.
_BY = {
    Channel.PHONE: "by phone",
    Channel.IN_PERSON_OFFICE: "at our office",
    Channel.IN_PERSON_VISIT: "in person",
    Channel.EMAIL: "by e-mail",
    Channel.LETTER: "by letter",
    Channel.WEB_FORM: "through our website",
    Channel.OUR_SOCIAL_MEDIA: "on our social media",
    Channel.OTHER_ONLINE: "online",
    Channel.VIDEO: "by video",
    Channel.OTHER: "",
}

#: A measure in a sentence; what exactly it is follows as its own line.
_MEASURE: Mapping[str, str] = {
    MeasureType.CHANNEL: "Please contact us in certain ways only.",
    MeasureType.NAMED_PERSON: "One person is there for you.",
    MeasureType.TIME_OR_VOLUME: "There is a limit to when or how often we are in contact.",
    MeasureType.THIRD_PARTY: "We are in contact through somebody who helps you.",
    MeasureType.WITHHOLD_NAMES: "We do not give the names or direct details of people who work here.",
    MeasureType.OTHER: "One thing is different from now on.",
    # The circumstances that it rests on are for the record (1.11).
    "complaint_process": "There is a limit to how you use our complaints process.",
    MeasureType.COMPLAINT_PROCESS: "There is a limit to how you can use our complaint process.",
}

#: What stands for words of the record that a letter never repeats (R-1.13-4).
_WHAT = (
    "[Say in one or two plain lines what has been happening: what, when, how often. "
    "Leave out the words that were used: there is no need to repeat them.]"
)
_WHY = "[say in one or two lines why. The reasons are in the record: what was decided and why is enough.]"
_OFFICE = "[The phone number, e-mail and postal address of the office: shared ones, not a colleague's own.]"


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """When and how they were in contact, where a report says so."""

    on: date
    channel: Channel


def happened(occasion: Occasion | None) -> Part:
    """What has been happening, in one or two factual lines."""
    when = ""
    if occasion is not None:
        how = f" {by}" if (by := _BY[occasion.channel]) else ""
        when = f"On {day(occasion.on)} you were in contact with us{how}. [Please check and shorten.]"
    return Part(
        section=Section.HAPPENED,
        heading="What has been happening",
        lines=(*((when,) if when else ()), _WHAT),
        easy=(*((when,) if when else ()), "[Say in one short line what happened. Leave out the words that were used.]"),
    )


def effect() -> Part:
    """What it did to others, and that there may be reasons for it."""
    return Part(
        section=Section.EFFECT,
        heading="What this has meant",
        lines=(
            "[Say in a line what it meant for others, such as that they waited longer.]",
            "There may be many reasons for this, and we know that dealing with us can be stressful.",
        ),
        easy=(
            "[Say in one short line what it meant for others.]",
            "There can be many reasons for this.",
            "Talking to us can be hard.",
        ),
    )


def decided(lines: tuple[str, ...], easy: tuple[str, ...], *, why: bool = True) -> Part:
    """What was decided, and why."""
    return Part(
        section=Section.DECIDED,
        heading="What we have decided",
        lines=(*lines, *((f"We decided this because {_WHY}",) if why else ())),
        easy=(*easy, *(("This is why.", "[Say why in one short line.]") if why else ())),
        check="“I want to be sure that I have said this clearly. What will be different, as you understand it?”",
    )


def measures(what: tuple[Measure, ...], pen: Pen) -> tuple[str, ...]:
    """Each measure: what it is, and what exactly, to be checked."""
    hint = "Say what exactly this means."
    return tuple(f"{_MEASURE[m.type]} {pen.fact(m.detail, hint)}" for m in what)


def checked(lines: tuple[str, ...]) -> tuple[str, ...]:
    """What comes from the record as it is, with a word to whoever edits the letter."""
    return (*lines, "[This is as it stands in the record: please check and shorten.]") if lines else ()


def practice(
    pen: Pen,
    individual: Individual | None,
    *,
    lines: tuple[str, ...] = (),
    easy: tuple[str, ...] = (),
    emergencies: str = "",
) -> Part:
    """What it means in practice, with emergencies and what helps them, which no measure takes away (R-1.5-2)."""
    urgent = pen.fact(emergencies, "Say how to report an emergency or an urgent repair, with the phone number.")
    helps, easy_helps = _what_helps(individual, pen)
    return Part(
        section=Section.PRACTICE,
        heading="What this means for you, and emergencies",
        lines=(
            *lines,
            f"In an emergency, or for an urgent repair, you can always reach us. {urgent}",
            "If anybody is in danger, call 999.",
            *helps,
        ),
        easy=(
            *easy,
            "You can always reach us in an emergency.",
            "You can always ask for an urgent repair.",
            urgent,
            "Is somebody in danger? Call 999.",
            *easy_helps,
        ),
        check="“If something urgent broke tonight, what would you do?”",
    )


def _what_helps(individual: Individual | None, pen: Pen) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """How they asked to be contacted, and what helps them: it goes on."""
    said, easy = [], []
    if individual is not None and individual.contact_by:
        how = pen.fact(individual.contact_by, "Say how they asked to be contacted.")
        said.append(f"You have told us how you would like us to contact you. We keep to that as far as we can: {how}")
        easy += ["You told us how to contact you.", how, "We will do that if we can."]
    if individual is not None and individual.adjustments:
        what = pen.fact(individual.adjustments, "Say what helps them.")
        said.append(f"What helps you goes on: {what}")
        easy += ["We will go on with what helps you.", what]
    if said:
        note = "[Please check with what is decided: nothing that helps them should be lost.]"
        return (*said, note), (*easy, note)
    return (), ()


def review(plan: ReviewPlan | None, pen: Pen) -> Part:
    """How long it goes on, when we look again and what would make us look sooner; or why there is no review."""
    if plan is None:
        until = "[Say by which day you will decide.]"
        lines: tuple[str, ...] = (
            f"This is for now. We will decide about it as soon as we can, and tell you. {until}",
            "If something changes before then, please tell us, and we will look at it sooner.",
        )
        easy: tuple[str, ...] = (
            "This is for now.",
            "We will look at it again soon, and decide.",
            until,
            "Has something changed? Tell us.",
        )
    else:
        sooner = pen.fact(plan.sooner_if, "Say what would make you look at it sooner.")
        lines, easy = _dated(plan.on, sooner) if plan.on is not None else _without_review(sooner)
    return _review(lines, easy)


def _dated(on: date, sooner: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (
        f"This goes on until we look at it again. We will do that by {day(on)}, and tell you what comes of it.",
        f"We will look at it sooner in these circumstances: {sooner} [Please check and shorten.]",
    ), (
        "This does not go on for ever.",
        f"We will look at it again by {day(on)}.",
        "We will tell you what we decide.",
        "We may look sooner. This is when:",
        sooner,
    )


def _without_review(sooner: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (
        "There is no day on which we look at this again. The reason is [say why, in a line that they can read].",
        f"We will look at it again in these circumstances: {sooner} [Please check and shorten.]",
    ), (
        "There is no date to look at this again.",
        "This is why: [say why in one short line].",
        "We may still look again. This is when:",
        sooner,
    )


def no_review(because: str, easy: str) -> Part:
    """Why nothing is to be looked at again."""
    again = "If something changes, we talk with you first."
    return _review((f"{because} {again}",), (easy, "Has something changed? We will talk to you first."))


def _review(lines: tuple[str, ...], easy: tuple[str, ...]) -> Part:
    return Part(section=Section.REVIEW, heading="How long, and when we look again", lines=lines, easy=easy)


def appeal(pen: Pen) -> Part:
    """The way to the chief executive: in any form, at any time; and whom to turn to afterwards (R-1.3-3, R-1.8-7)."""
    reach = "[How to reach the Chief Executive: phone, e-mail and postal address.]"
    return Part(
        section=Section.CHALLENGE,
        heading="If you do not agree",
        lines=(
            (
                "You can appeal to our Chief Executive, at any time and in any form: in a letter or an e-mail, by "
                f"phone, in person, or through somebody who helps you. {reach}"
            ),
            f"If you do not agree with the answer to your appeal, you can turn to {pen.policy.ombudsman}.",
        ),
        easy=(
            "Do you think this is wrong?",
            "You can appeal to our Chief Executive.",
            "To appeal means to ask for a new decision.",
            "You can do it at any time.",
            "You can write, ring, or come to us.",
            "Somebody can do it for you.",
            reach,
            "You may not agree with the answer.",
            "Then you can ask somebody outside:",
            f"{pen.policy.ombudsman}.",
        ),
        check="“If you did not agree, do you know what you could do?”",
    )


def complaint(pen: Pen) -> Part:
    """How to see it differently where nothing is restricted, and so nothing to appeal against (1.3, 1.11)."""
    return Part(
        section=Section.CHALLENGE,
        heading="If you see it differently",
        lines=(
            (
                "Please tell us how you see it. You can also complain about how we have dealt with this, at any time "
                "and in any form: in a letter or an e-mail, by phone, in person, or through somebody who helps you."
            ),
            f"If our answer does not settle it, you can turn to {pen.policy.ombudsman}.",
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
        check="“Is there anything in this that you see differently?”",
    )


def needs() -> Part:
    """Another form, an adjustment, and what we should know (R-1.3-1, R-1.5-2, R-1.13-3)."""
    return Part(
        section=Section.NEEDS,
        heading="What you need from us",
        lines=(
            (
                "If you need this in another form, such as large print, easy read, another language or read out to "
                "you, please tell us. Please also tell us if you need us to do something differently for you."
            ),
            "Is there something that we should know about what you need? We would like to hear it.",
        ),
        easy=(
            "Do you need this in another form?",
            "Do you need us to do something in another way?",
            "Please tell us.",
            "Is there something we should know about what you need?",
            "We would like to hear it.",
        ),
        check="“Is there something that we should know about what you need?”",
    )


def contact(pen: Pen, extras: tuple[Extra, ...] = ()) -> Part:
    """How you can contact us: a letter never says only what is not to be (R-1.3-1); and the lines that were chosen."""
    ours = pen.policy.short_name
    return Part(
        section=Section.CONTACT,
        heading="How you can contact us",
        lines=(
            f"We want to go on working with you. You can contact us here: {_OFFICE}",
            "It helps us to help you if [say what helps, such as one letter about each matter].",
            *(line for extra in extras for line in _extra(extra, ours)[:1]),
        ),
        easy=(
            "We want to work with you.",
            "You can contact us here:",
            _OFFICE,
            "This helps us to help you:",
            "[Say in one short line what helps.]",
            *(line for extra in extras for line in _extra(extra, ours)[1:]),
        ),
    )


def _extra(extra: Extra, ours: str) -> tuple[str, ...]:
    """The line as a letter has it, then the same in easy read."""
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
