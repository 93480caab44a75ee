"""A restriction after its decision: telling the individual, reviews, the end of the service (policy 1.6, 1.8)."""

from __future__ import annotations

from bot.chat.events import SubmitEvent
from bot.chat.forms import Answers, Form
from bot.chat.replies import Reply, ShowCard
from bot.errors import AlreadyDone, Refused
from bot.flows import debrief, individuals
from bot.flows.appeal.opening import about
from bot.flows.request import FormFlow, Request
from bot.flows.restriction import answers as answered
from bot.flows.restriction.deciding import numbered
from bot.flows.restriction.reading import card, decider
from bot.flows.sharing.conversation import seen_to
from bot.flows.sharing.following import follow as keep_cards
from bot.ports import UnitOfWork
from bot.records.base import must_be
from bot.records.restriction import reviews
from bot.records.restriction.parts import Review, ReviewOutcome
from bot.records.restriction.record import Restriction, State
from bot.records.rights import Act
from bot.views.context import Context
from bot.views.restriction import fairness as fair
from bot.views.restriction import fields
from bot.views.restriction import review as views

# -- telling the individual ----------------------------------------------------------------------------


def _to_tell(request: Request, uow: UnitOfWork) -> Restriction:
    """The record, while there is something to tell the individual."""
    record = decider(request.about, request.person, uow)
    waits = record.protected and record.protection is not None and record.protection.told is None
    if record.told_with_appeal:
        raise Refused(views.TOLD_ON_APPEAL)
    if not (waits or record.waits_for_telling):
        raise AlreadyDone("That has been recorded already, or there is nothing to tell. Nothing changed.")
    record = seen_to(record, uow)
    if record.waits_for_sharing and not request.values:
        # Refused only when the form opens: once something is typed, the form itself says so and loses nothing.
        raise Refused(record.waits_for_sharing)
    return _seen(record, request, uow)


def _seen(record: Restriction, request: Request, uow: UnitOfWork) -> Restriction:
    """The record; a first look at it is logged."""
    if not request.values:
        uow.records.open(record.id, request.person, Act.READ, Restriction)
    return record


def _told_form(request: Request, uow: UnitOfWork) -> Form:
    record = _to_tell(request, uow)
    return views.told(record, request.values, Context.of(uow, request.person), extra=numbered(request, record))


def _told(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = _to_tell(Request.of(event), uow)
    today = Context.of(uow, event.person).today
    told = record.tell(answered.told(answers, event.person, today, uow.now), today)
    saved = uow.records.save(told, by=event.person, act="told")
    keep_cards(saved, uow)
    if record.stage is State.APPROVED:
        debrief.offer_to(saved.involved, saved.id, uow)
    return ShowCard(card(saved, event.person, uow))


# -- the review ----------------------------------------------------------------------------------------


def _to_review(request: Request, uow: UnitOfWork) -> Restriction:
    record = decider(request.about, request.person, uow)
    must_be(record.stage, State.ACTIVE)
    return _seen(record, request, uow)


def _review_form(request: Request, uow: UnitOfWork) -> Form:
    record = _to_review(request, uow)
    context = Context.of(uow, request.person)
    known = {
        **fields.measure_values(record.case.measures),
        **fields.review_values(record.review, context),
        "adjustments": (record.reviews[-1].adjustments if record.reviews else "") or record.fairness.adjustments,
    }
    individual = individuals.of(record.individual, uow)
    return views.review(
        record,
        individual,
        {**known, **request.values},
        context,
        extra=numbered(request, record),
        appealed=any(each.decision is None for each in about(record.id, uow)),
    )


def _review(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = _to_review(Request.of(event), uow)
    outcome = answers[views.OUTCOME]
    lifts, today = outcome is ReviewOutcome.LIFT, Context.of(uow, event.person).today
    review = Review(
        at=uow.now,
        by=event.person,
        outcome=outcome,
        reasons=answers[fair.REASONS],
        since_then=answers[views.SINCE_THEN],
        individual_says=answers[views.INDIVIDUAL_SAYS],
        adjustments=answers[fair.ADJUSTMENTS],
        lighter_options="" if lifts else answers[fair.REASONS],
        measures=answered.measures(answers) if outcome is ReviewOutcome.VARY else (),
        plan=None if lifts else answered.review_plan(answers, uow.policy.suggested_review(today)),
        channel_considered=fair.CHANNEL_CONSIDERED in answers,
    )
    touched = fair.touches(review.measures, individuals.of(record.individual, uow))
    reviewed = reviews.reviewed(record, review, today, latest=uow.policy.latest_review(today), touches=touched)
    saved = uow.records.save(reviewed, by=event.person, act=outcome.value)
    keep_cards(saved, uow)
    return ShowCard(card(saved, event.person, uow))


# -- the end -------------------------------------------------------------------------------------------


def _to_end(request: Request, uow: UnitOfWork) -> Restriction:
    record = decider(request.about, request.person, uow)
    must_be(record.stage, State.APPROVED, State.ACTIVE)
    return _seen(record, request, uow)


def _end_form(request: Request, uow: UnitOfWork) -> Form:
    record = _to_end(request, uow)
    return views.end(record, request.values, extra=numbered(request, record))


def _end(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = _to_end(Request.of(event), uow)
    saved = uow.records.save(reviews.end(record, answers[views.ENDED_BECAUSE], uow.now), by=event.person, act="ended")
    keep_cards(saved, uow)
    return ShowCard(card(saved, event.person, uow))


FORMS = {
    views.TOLD: FormFlow(_told_form, _told),
    views.REVIEW: FormFlow(_review_form, _review),
    views.END: FormFlow(_end_form, _end),
}
