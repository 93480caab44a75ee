"""Examples of the cards and forms of a restriction, one in each of its main states."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial

from bot.chat.cards import Card
from bot.chat.events import Values
from bot.chat.forms import Form, Option
from bot.people import PersonId
from bot.records.base import RecordId
from bot.records.individual import Individual
from bot.records.restriction import proposing, reviews, sharing
from bot.records.restriction.measures import Channel, Measure, MeasureType
from bot.records.restriction.parts import (
    Answer,
    Case,
    Decision,
    Evidence,
    EvidenceKind,
    Fairness,
    Format,
    Outcome,
    Protection,
    Restorative,
    Review,
    ReviewOutcome,
    ReviewPlan,
    TellingPlan,
    Thought,
    Told,
    Training,
)
from bot.records.restriction.record import Restriction
from bot.views import lines
from bot.views.examples import people
from bot.views.examples.people import AILSA, ISLA, MORAG, NOW, RORY, TODAY
from bot.views.restriction import fairness as fair
from bot.views.restriction import fields, labels
from bot.views.restriction import reading as views
from bot.views.restriction import review as restriction_review
from bot.views.restriction import steps as restriction_steps

EMAIL_ONLY = Measure(
    type=MeasureType.CHANNEL, detail="E-mail only. The emergency line stays open.", channels=(Channel.PHONE,)
)
NO_NAMES = Measure(type=MeasureType.WITHHOLD_NAMES, detail="Letters are signed by the housing team.")
ONCE_A_WEEK = Measure(
    type=MeasureType.TIME_OR_VOLUME, detail="One call a week, on Mondays at 10:00.", channels=(Channel.PHONE,)
)

CASE = Case(
    measures=(EMAIL_ONLY,),
    behaviour="Twelve calls on one day, each with swearing.",
    impact="Two colleagues could take no other calls, and one went home.",
    evidence=(Evidence(kind=EvidenceKind.REPORT, what="EC-0042"),),
)
FAIRNESS = Fairness(
    thought_of=tuple(Thought),
    about_impact=True,
    restorative=Restorative.TRIED,
    restorative_words="A break was agreed twice, and a set day for news of the repair.",
    lighter_options="A call back on a set day was offered and not kept to.",
    adjustments="No need is known; he was asked in the spring.",
    circumstances="The repair is late because of the weather.",
    normal_staffing="No, not with a full team either.",
    training=Training.POSSIBLY,
    training_words="How to end a call that goes round in circles.",
    complaint_open=True,
    complaint_words="The complaint about the repair goes on by e-mail.",
    emergencies="The emergency line is open as ever.",
)
PLAN = ReviewPlan(on=TODAY + timedelta(days=182), sooner_if="Two calm months, or a wish to talk.")
NO_REVIEW = ReviewPlan(none_because="It protects staff from violence.", none_confirmed=True, sooner_if="A court.")
APPROVAL = Decision(
    outcome=Outcome.APPROVED,
    by=MORAG,
    at=NOW,
    reasons="It protects the team and leaves every need met.",
    review=PLAN,
    telling=TellingPlan(by=MORAG, form=Format.LETTER, words="He reads better in the morning."),
)
DENIAL = Decision(
    outcome=Outcome.NOT_APPROVED,
    by=MORAG,
    at=NOW,
    reasons="A call back on a set day can be tried.",
    instead="A colleague takes the next calls, and I sit with whoever does.",
)
PROTECTION = Protection(by=MORAG, at=NOW, reasons="A threat this morning.", not_told_because="It has just happened.")
TOLD = Told(
    at=NOW,
    recorded_by=MORAG,
    on=TODAY,
    how="Letter",
    by="Morag Reid",
    review_explained=True,
    appeal_explained=True,
)


def individual() -> Individual:
    """Member of the public with a recorded need."""
    return people.individual().adjusted(MORAG, NOW, adjustments="Large print", contact_by="By phone, before noon")


def suggested() -> Restriction:
    """Suggestion from Isla's report."""
    return proposing.propose(
        people.origin("RS-0007", ISLA, "id-EC-0042"),
        individual=individual().id,
        decider=MORAG,
        suggested=True,
        targets=(ISLA,),
        witnesses=(RORY,),
        report_ref="EC-0042",
    )


def alone() -> Restriction:
    """Suggestion by Rory without a report, with nobody left to decide it."""
    return proposing.propose(
        people.origin("RS-0008", RORY),
        individual=individual().id,
        decider=None,
        suggested=True,
        wish="He calls every hour, and the others wait.",
        case=Case(measures=(replace(ONCE_A_WEEK, detail=""),)),
    )


def proposed() -> Restriction:
    """Formal proposal by a manager, for her own manager to decide."""
    return proposing.propose(
        people.origin("RS-0009", MORAG),
        individual=individual().id,
        decider=AILSA,
        suggested=False,
        case=CASE,
        fairness=FAIRNESS,
    )


def prepared() -> Restriction:
    """Suggestion with all fields filled in."""
    return proposing.prepared(suggested(), case=CASE, fairness=FAIRNESS)


def protected() -> Restriction:
    """Active at once, for safety."""
    return prepared().protect(PROTECTION)


def asked() -> Restriction:
    """Suggestion about which the decider asked for more."""
    return proposing.ask_more(prepared(), MORAG, NOW, "Was that on one day?")


def approved() -> Restriction:
    """Approved; the individual is not told yet."""
    return prepared().approve(APPROVAL, TODAY)


def lighter() -> Restriction:
    """A lighter measure, without staff names, and without a review."""
    decision = replace(APPROVAL, outcome=Outcome.LIGHTER, review=NO_REVIEW)
    return prepared().approve(decision, TODAY, lighter=(ONCE_A_WEEK, NO_NAMES))


def shared(record: Restriction, *, delivered: bool = True) -> Restriction:
    """Restriction with its newest change shared: those who need to know have the card, or soon will."""
    decided = sharing.shared(record, RecordId("id-SD-0004"), record.change, with_somebody=True)
    return sharing.delivered(decided) if delivered else decided


def active() -> Restriction:
    """In force."""
    return shared(approved()).tell(TOLD, TODAY)


def overdue() -> Restriction:
    """Past its review."""
    return active().changed(review=replace(PLAN, on=TODAY - timedelta(days=3)))


def reviewed(outcome: ReviewOutcome) -> Restriction:
    """Restriction after a review."""
    lifts = outcome is ReviewOutcome.LIFT
    review = Review(
        at=NOW,
        by=MORAG,
        outcome=outcome,
        reasons="It has been calm.",
        since_then="Three friendly e-mails.",
        individual_says="He would like to call again.",
        adjustments="Large print goes on.",
        lighter_options="" if lifts else "A call a week was thought about.",
        measures=(ONCE_A_WEEK,) if outcome is ReviewOutcome.VARY else (),
        plan=None if lifts else PLAN,
    )
    return reviews.reviewed(active(), review, TODAY)


def denied() -> Restriction:
    """Not taken forward."""
    return suggested().deny(DENIAL)


def fullest() -> Restriction:
    """Restriction with long texts in every part."""
    long = "It went on for some time, and then once more. " * 60
    measures = tuple(Measure(type=m, detail=long[:300], channels=tuple(Channel)) for m in labels.OFFERED)
    words = dict.fromkeys(("restorative_words", "lighter_options", "adjustments", "circumstances"), long)
    fairness = replace(FAIRNESS, **words)  # type: ignore[arg-type] # each of them is text
    case = replace(CASE, measures=measures, behaviour=long, impact=long)
    record = proposing.prepared(suggested().changed(wish=long), case=case, fairness=fairness)
    for _ in range(3):
        record = proposing.answer(proposing.ask_more(record, MORAG, NOW, long), NOW, long)
    record = record.protect(replace(PROTECTION, reasons=long))
    record = shared(record.approve(replace(APPROVAL, reasons=long), TODAY)).tell(TOLD, TODAY)
    again = Review(
        at=NOW,
        by=MORAG,
        outcome=ReviewOutcome.CONTINUE,
        reasons=long,
        since_then=long,
        individual_says=long,
        adjustments=long,
        lighter_options=long,
        plan=PLAN,
    )
    for _ in range(2):
        record = reviews.reviewed(record, again, TODAY).tell(TOLD, TODAY)
    return record


# -- the views -----------------------------------------------------------------------------------------


def _read(record: Restriction, reader: PersonId = MORAG, *, decides: bool = True) -> Card:
    context = people.context(reader)
    belongs = (lines.line(people.debrief(), context, opens=decides),)
    return views.for_decider(record, individual(), belongs, context, decides=decides)


def _heard(record: Restriction, reader: PersonId = ISLA) -> Card:
    return views.outcome(record, people.context(reader))


def _decider(record: Callable[[], Restriction]) -> Card:
    return _read(record())


def _asker(record: Callable[[], Restriction]) -> Card:
    return _heard(record())


def desk(
    record: Restriction | None = None, typed: Values | None = None, *, decides: bool = True
) -> restriction_steps.Desk:
    """Initial state of the form for the decision; without a record, of a proposal without a report."""
    context = people.context(MORAG)
    if record is None:
        values: Values = {**fields.review_values(None, context), **(typed or {})}
        return restriction_steps.Desk(values=values, context=context, decides=decides)
    values = restriction_steps.opened(
        {
            **fields.case_values(record.case),
            **fair.fairness_values(record.fairness, individual()),
            **fields.review_values(None, context),
            "individual": individual().display,
        }
    )
    return restriction_steps.Desk(
        values={**values, **(typed or {})},
        context=context,
        individual=individual(),
        reported=True,
        account=Evidence(kind=EvidenceKind.REPORT, what="EC-0042"),
        kept=(Option("EV-0003", "EV-0003 · a recording of the call"),),
        begins=not record.for_management_team,
    )


LIKE_CASES = restriction_steps.LikeCases(
    by_measure={Outcome.APPROVED: 3, Outcome.LIGHTER: 1}, by_ground={Outcome.NOT_APPROVED: 2}
)


def _decision(
    answer: Answer = Answer.APPROVE, record: Callable[[], Restriction] = prepared, typed: Values | None = None
) -> Form:
    return restriction_steps.decision(
        record(),
        desk(record(), typed),
        answer,
        extra=f"{answer}.2",
        decided=LIKE_CASES,
    )


def _propose(typed: Values | None = None, *, decides: bool = True) -> Form:
    return restriction_steps.propose(None, desk(None, typed, decides=decides), begun=False)


def _begun() -> Form:
    report = people.report()
    return restriction_steps.propose(report, desk(suggested(), {"measures": ("channel",)}), begun=True)


def _told(record: Restriction, values: Values | None = None) -> Form:
    return restriction_review.told(record, values or {}, people.context(MORAG), extra=".3")


def _review(outcome: ReviewOutcome | None = None) -> Form:
    values: Values = {"outcome": outcome.value} if outcome else {}
    known = {**fields.measure_values(CASE.measures), **fields.review_values(PLAN, people.context(MORAG))}
    record = active() if outcome else overdue()
    return restriction_review.review(record, individual(), {**known, **values}, people.context(MORAG), extra=".4")


_EVERY_MEASURE: Values = {"measures": tuple(m.value for m in labels.OFFERED)}
_EVERYTHING: Values = {"more": tuple(restriction_steps.More)}
_STATES: Mapping[str, Callable[[], Restriction]] = {
    "suggested": suggested,
    "proposed": proposed,
    "prepared": prepared,
    "active at once": protected,
    "more asked": asked,
    "approved": approved,
    "approved, the card is on its way": lambda: shared(approved(), delivered=False),
    "approved and shared": lambda: shared(approved()),
    "a lighter measure": lighter,
    "in force": active,
    "overdue": overdue,
    "not taken forward": denied,
    "ended": lambda: reviews.end(active(), "The tenancy has ended."),
    **{f"review, {outcome.value}": partial(reviewed, outcome) for outcome in ReviewOutcome},
}

EXAMPLES: Mapping[str, Callable[[], Card | Form]] = {
    "restriction/suggest": lambda: restriction_steps.suggest({"wish": "He calls every hour."}),
    "restriction/managers propose": views.managers_propose,
    "restriction/propose": _propose,
    "restriction/propose, begun from a report": _begun,
    "restriction/propose, another decides": lambda: _propose({"involved": "yes"}, decides=False),
    "restriction/propose, at once": lambda: restriction_steps.protection(
        desk(), name=restriction_steps.PROPOSE_AT_ONCE, about=None
    ),
    "restriction/kept": lambda: views.kept(restriction_steps.PROPOSE, None, ""),
    "restriction/receipt": lambda: views.receipt(suggested(), people.context(ISLA)),
    "restriction/receipt, nobody left": lambda: views.receipt(alone(), people.context(RORY)),
    "restriction/receipt, proposed": lambda: views.receipt(proposed(), people.context(MORAG)),
    **{f"restriction/decider, {name}": partial(_decider, record) for name, record in _STATES.items()},
    **{f"restriction/outcome, {name}": partial(_asker, record) for name, record in _STATES.items()},
    "restriction/decider, everything said": lambda: _read(fullest()),
    "restriction/decider, nobody left": lambda: _read(alone(), AILSA, decides=False),
    "restriction/management team": lambda: _read(overdue(), AILSA, decides=False),
    "restriction/outcome, nobody left": lambda: _heard(alone(), RORY),
    "restriction/approve": lambda: _decision(record=suggested),
    "restriction/approve, nothing answered": lambda: _decision(record=suggested).with_errors(
        Case().missing() | Fairness().missing()
    ),
    "restriction/approve, prepared": _decision,
    "restriction/approve, every measure": lambda: _decision(typed=_EVERY_MEASURE),
    "restriction/approve, no review": lambda: _decision(typed={"reviewing": "none"}),
    "restriction/approve, more to say": lambda: _decision(
        record=suggested, typed={"more": tuple(restriction_steps.More)}
    ),
    "restriction/approve, without a report": lambda: _decision(record=alone),
    "restriction/a lighter measure": lambda: _decision(Answer.LIGHTER),
    "restriction/a lighter measure, names withheld": lambda: _decision(
        Answer.LIGHTER, typed={"measures": ("withhold_names",), "detail_withhold_names": "The team signs."}
    ),
    "restriction/deny": lambda: restriction_steps.not_forward(suggested(), {}, people.context(MORAG), extra=".2"),
    "restriction/ask for more": lambda: restriction_steps.asking(suggested(), {}, people.context(MORAG), extra=".2"),
    "restriction/question": lambda: restriction_review.answer(asked(), {}, people.context(ISLA), extra=".1"),
    "restriction/answered": lambda: views.answered(asked(), people.context(ISLA)),
    "restriction/at once": lambda: restriction_steps.protection(desk(suggested()), about=suggested().id, extra=".1"),
    "restriction/told": lambda: _told(approved()),
    "restriction/told, names withheld, no review": lambda: _told(lighter()),
    "restriction/told, why not": lambda: _told(approved(), {"told_how": "not_told"}),
    "restriction/told, lifted": lambda: _told(reviewed(ReviewOutcome.LIFT)),
    "restriction/told, active at once": lambda: _told(protected()),
    "restriction/review, overdue": _review,
    **{f"restriction/review, {outcome.value}": partial(_review, outcome) for outcome in ReviewOutcome},
    "restriction/end": lambda: restriction_review.end(active(), {}, extra=".5"),
}
