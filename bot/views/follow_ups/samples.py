"""Example decisions about correspondence, actions online and restorative steps. All people are invented."""

from __future__ import annotations

from bot.people import PersonId
from bot.records.ended_contact.parts import AimedAt, Channel
from bot.records.ended_contact.record import EndedContact
from bot.records.follow_ups import grown
from bot.records.follow_ups.correspondence import CorrespondenceDecision, Decision, Ground, Informed, Use, Verdict, Way
from bot.records.follow_ups.matter import Matter
from bot.records.follow_ups.online_action import Decision as Done
from bot.records.follow_ups.online_action import OnlineAction, Step
from bot.records.follow_ups.restorative import Professional, RestorativeAction, Result, What
from bot.records.follow_ups.restorative import Step as Restored
from bot.records.online import ActionType, Answer, Request
from bot.views.examples.people import CALLUM, MORAG, NOW, RORY, TODAY, individual, origin, report


def letter(channel: Channel = Channel.EMAIL) -> EndedContact:
    """Isla's report of something written to her."""
    return report(channel=channel, note="A page of abuse about the repair.", individual=individual().id, witnesses=())


# -- correspondence ------------------------------------------------------------------------------------


def opened(manager: PersonId | None = MORAG, aimed_at: AimedAt = AimedAt.ME) -> CorrespondenceDecision:
    """Decision about an e-mail to Isla that Morag has to make."""
    matter = Matter.of(report(channel=Channel.EMAIL, individual=individual().id, aimed_at=aimed_at, witnesses=(RORY,)))
    return grown.open_for(CorrespondenceDecision, origin("CD-0001", MORAG, "id-EC-0042"), matter, manager=manager)


def verdict(what: Verdict = Verdict.NOT_ACCEPTABLE, use: Use = Use.NOT_USED) -> Decision:
    """Morag's decision about the correspondence."""
    used = use is Use.USED
    return Decision(
        at=NOW,
        by=MORAG,
        verdict=what,
        reasons="It insults a colleague throughout.",
        use=use,
        ground=Ground.HEALTH_OR_SAFETY if used else None,
        ground_words="A photograph shows a loose gas pipe." if used else "",
    )


def not_acceptable(use: Use = Use.NOT_USED) -> CorrespondenceDecision:
    """Decided as not acceptable; the sender is not informed yet."""
    return opened().decide(verdict(use=use))


def informed(way: Way = Way.ACCOUNT) -> CorrespondenceDecision:
    """Decision after the sender was informed; or with the reason why not."""
    if way is Way.NOT_INFORMED:
        told = Informed(at=NOW, recorded_by=MORAG, way=way, not_because="Nobody knows who sent it.")
    else:
        by = MORAG if way is Way.MANAGER else None
        told = Informed(at=NOW, recorded_by=MORAG, way=way, on=TODAY, by=by, account="complaints@example.org")
    return not_acceptable().inform(told, TODAY)


def acceptable() -> CorrespondenceDecision:
    """Decided as acceptable."""
    return opened().decide(verdict(Verdict.ACCEPTABLE))


# -- action online -------------------------------------------------------------------------------------


def online(manager: PersonId | None = MORAG) -> OnlineAction:
    """Action online that waits for Morag's decision about a post."""
    matter = Matter.of(report(channel=Channel.OUR_SOCIAL_MEDIA, witnesses=(RORY,)))
    return grown.open_for(OnlineAction, origin("OA-0001", MORAG, "id-EC-0042"), matter, manager=manager)


def asked(by: PersonId = CALLUM, answer: Answer | None = None) -> OnlineAction:
    """Account blocked, platform asked, restriction still to be proposed."""
    steps = (
        Step(type=ActionType.BLOCK, reasons="It fills our page.", what="Comments are off", by=CALLUM, on=TODAY),
        Step(type=ActionType.REPORT, reasons="It breaks the platform's own rules."),
        Step(type=ActionType.RESTRICTION, reasons="It comes by every way."),
    )
    request = Request(of="Facebook", by=by, on=TODAY, reference="FB-1")
    decision = Done(at=NOW, by=MORAG, steps=steps, guidance="The regulator's advice of May", request=request)
    decided = online().decide(decision, TODAY)
    return decided if answer is None else decided.answered("0", answer, NOW)


def nothing_done() -> OnlineAction:
    """Decision to do nothing, with the reason."""
    step = Step(type=ActionType.NOTHING, reasons="It was gone within the hour.")
    return online().decide(Done(at=NOW, by=MORAG, steps=(step,)), TODAY)


# -- restorative steps -----------------------------------------------------------------------------------


def to_follow(manager: PersonId | None = MORAG) -> RestorativeAction:
    """Restorative step still to be noted."""
    matter = Matter.of(report(individual=individual().id, witnesses=(RORY,)))
    return grown.open_for(RestorativeAction, origin("RA-0001", MORAG, "id-EC-0042"), matter, manager=manager)


def step(what: What = What.BREAK, words: str = "Two weeks without letters from us, then a calm call.") -> Restored:
    """Restorative step that Rory takes."""
    professional = Professional.MENTAL_HEALTH if what is What.ADVICE else None
    said = "" if professional else words
    return Restored(at=NOW, noted_by=MORAG, what=what, on=TODAY, by=RORY, words=said, professional=professional)


def noted(what: What = What.BREAK) -> RestorativeAction:
    """Noted restorative step."""
    return to_follow().noted(step(what), TODAY)


def went() -> RestorativeAction:
    """Restorative step with its result."""
    return noted().ended(Result(at=NOW, by=MORAG, words="Calmer since, and the repair is done."))


def none_after_all() -> RestorativeAction:
    """Step that was dropped in the end."""
    return to_follow().ended(Result(at=NOW, by=MORAG, words="They have moved away."))
