"""Example requests for support, in each of their states."""

from __future__ import annotations

from datetime import time, timedelta

from bot.people import PersonId
from bot.records.support_request.parts import Answer, Ground, Help, Look, Outcome, Wanted
from bot.records.support_request.record import SupportRequest
from bot.views.examples.people import AILSA, CALLUM, ISLA, MORAG, NOW, RORY, TODAY, individual, origin

#: An example request of each kind, with every optional answer.
WANTED = {
    Help.NO_CONTACT: Wanted(help=Help.NO_CONTACT, grounds=(Ground.RATHER_NOT_SAY,)),
    Help.OTHER_NAME: Wanted(
        help=Help.OTHER_NAME, which="All letters about the roof at Shore Road", grounds=(Ground.NAMED, Ground.THREATS)
    ),
    Help.REMOVAL: Wanted(
        help=Help.REMOVAL, which="The adaptation at 4 Shore Road", words="I would rather not go there again."
    ),
    Help.HOUR: Wanted(help=Help.HOUR, when="Thursday, in the morning"),
    Help.TALK: Wanted(help=Help.TALK),
}


def asked(
    what: Help = Help.NO_CONTACT, manager: PersonId | None = MORAG, not_to: tuple[PersonId, ...] = ()
) -> SupportRequest:
    """Request by Isla; one for a talk goes to Callum instead of Morag."""
    talk = what is Help.TALK and manager == MORAG
    return SupportRequest.ask(
        origin("SR-0007", ISLA),
        manager=CALLUM if talk else manager,
        wanted=WANTED[what],
        individual=individual().id if what is Help.NO_CONTACT else None,
        not_to=(MORAG,) if talk else not_to,
    )


def answer(what: Help = Help.NO_CONTACT, outcome: Outcome = Outcome.AGREED, **changes: object) -> Answer:
    """Morag's answer."""
    who: dict[str, object] = {"in_name_of": AILSA} if what is Help.OTHER_NAME else {"cover": RORY}
    by_outcome: dict[Outcome, dict[str, object]] = {
        Outcome.AGREED: {**who, "on": TODAY + timedelta(days=6), "words": "Rory has it from Monday."},
        Outcome.AGREED_IN_PART: {**who, "on": TODAY, "part": "Letters and calls. Visits are always in pairs."},
        Outcome.NOT_AGREED: {"words": "Nobody else can visit before the summer. We can go in pairs until then."},
        Outcome.ARRANGED: {"on": TODAY + timedelta(days=2), "clock": time(10, 30), "words": "I have moved your visit."},
    }
    said = {"at": NOW, "by": MORAG, "outcome": outcome, **by_outcome[outcome], **changes}
    return Answer(**said)  # type: ignore[arg-type]


def arranged(what: Help = Help.HOUR) -> SupportRequest:
    """Hour or talk with an arranged day."""
    by = CALLUM if what is Help.TALK else MORAG
    return asked(what).arrange(answer(what, Outcome.ARRANGED, by=by), TODAY)


def agreed(what: Help = Help.NO_CONTACT) -> SupportRequest:
    """Request approved by Morag, and not in place yet."""
    return asked(what).decide(answer(what), TODAY)


def agreed_in_part() -> SupportRequest:
    """Request approved in part."""
    return asked(Help.REMOVAL).decide(answer(Help.REMOVAL, Outcome.AGREED_IN_PART), TODAY)


def not_agreed() -> SupportRequest:
    """Request refused with reasons."""
    return asked(Help.REMOVAL).decide(answer(Help.REMOVAL, Outcome.NOT_AGREED), TODAY)


def stepped_up(to: PersonId | None = None) -> SupportRequest:
    """Request that Isla took to the management team; `to`: the member named to decide it."""
    record = not_agreed().step_up(NOW)
    return record if to is None else record.moved(to, NOW)


def denied_again() -> SupportRequest:
    """Request refused by the management team too."""
    return stepped_up(AILSA).decide(answer(Help.REMOVAL, Outcome.NOT_AGREED, by=AILSA), TODAY)


def in_place(what: Help = Help.NO_CONTACT) -> SupportRequest:
    """Support in place."""
    return agreed(what).put_in_place(NOW)


def to_look_at() -> SupportRequest:
    """Support that Morag would like to review."""
    return in_place().look_again(Look(at=NOW, by=MORAG, words="Rory is away in June. Could Callum take over then?"))


def change_asked() -> SupportRequest:
    """Support that Isla would like to change."""
    return in_place().say("Could letters come to me again? Calls should not.", NOW)


def change_denied() -> SupportRequest:
    """Change refused; the support stays as it was."""
    return change_asked().decide(answer(outcome=Outcome.NOT_AGREED), TODAY)


def checked() -> SupportRequest:
    """Support that Isla has confirmed she still wants."""
    return in_place().still_wanted(NOW)


def ended() -> SupportRequest:
    """Support that Isla does not need any more."""
    return in_place().no_longer(NOW)
