"""History of a restriction, as blocks: the request and its reasons, the decision, later events."""

from __future__ import annotations

from datetime import datetime

from bot.chat.cards import Block, Divider, Facts, Heading, Quote, Small, Text
from bot.records.individual import Individual, Relationship
from bot.records.restriction.afterwards import Announced, Look, Suspension
from bot.records.restriction.measures import Measure, limit_of
from bot.records.restriction.parts import Evidence, Question, Review, Told
from bot.records.restriction.record import Restriction
from bot.views.context import Context
from bot.views.ended_contact import labels as ended_contact_labels
from bot.views.restriction import fields, labels
from bot.views.restriction.fairness import noted

#: The number of short facts in a block.
_TOGETHER = 8


def _facts(*facts: tuple[str, str]) -> list[Block]:
    shown = [(label, value) for label, value in facts if value]
    return [Facts(tuple(shown[i : i + _TOGETHER])) for i in range(0, len(shown), _TOGETHER)]


def measure_facts(measures: tuple[Measure, ...]) -> list[Block]:
    """Measures with their details."""
    facts = _facts(*((labels.MEASURE[m.type], m.detail or "To be filled in") for m in measures))
    limit = limit_of(measures)
    return facts if limit is None else [*facts, Small("The exceptional circumstances"), Quote(limit.exceptional)]


def _whom(individual: Individual) -> str:
    """Individual as staff typed them, with their relationship if known."""
    if individual.relationship is Relationship.UNKNOWN:
        return individual.display
    return f"{individual.display} ({ended_contact_labels.RELATIONSHIP[individual.relationship]})"


def asked(record: Restriction, individual: Individual | None, context: Context) -> list[Block]:
    """Request: by whom, about whom, in their own words, and the last question to them."""
    whom = _whom(individual) if individual else "Not known yet"
    by = context.name(record.origin.by)
    blocks = _facts(
        ("Suggested by" if record.suggested else "Proposed by", f"{by}, {context.moment(record.origin.at)}"),
        ("The limit was proposed by", context.names(tuple(p for p in record.limit_by if p != record.origin.by))),
        ("About", whom),
        ("It was aimed at", context.names(record.targets)),
        ("Who saw or heard it", context.names(record.witnesses)),
        ("How they asked to be contacted", individual.contact_by if individual else ""),
        ("What helps them", individual.adjustments if individual else ""),
    )
    if record.wish:
        blocks += [Small(f"In the words of {by}"), Quote(record.wish)]
    return [*blocks, *(_question(record.questions[-1], context) if record.questions else [])]


def _question(question: Question, context: Context) -> list[Block]:
    blocks: list[Block] = [Small(f"{context.name(question.by)} asked, {context.moment(question.at)}")]
    blocks.append(Quote(question.text))
    if question.answered_at:
        blocks += [Small(f"Answer, {context.moment(question.answered_at)}"), Quote(question.answer)]
    return blocks


def case(record: Restriction) -> list[Block]:
    """Measures, behaviour, impact and evidence."""
    case = record.case
    if not (case.measures or case.behaviour):
        return []
    blocks: list[Block] = [Divider(), Heading("What and why"), *measure_facts(case.measures)]
    blocks += _facts(
        ("Kind of engagement", ", ".join(ended_contact_labels.CATEGORY[ground] for ground in case.grounds)),
        ("What help was offered first", case.help_offered),
    )
    if case.behaviour:
        blocks += [Small("What was said or done"), Quote(case.behaviour)]
    if case.impact:
        blocks += [Small("What it does to staff and to the service"), Quote(case.impact)]
    return [*blocks, *_facts(*((labels.EVIDENCE[e.kind], _evidence(e)) for e in case.evidence))]


def _evidence(evidence: Evidence) -> str:
    return f"{evidence.what}, kept at: {evidence.where}" if evidence.where else evidence.what


def fairness(record: Restriction) -> list[Block]:
    """Considerations of fairness before the restriction."""
    fair = record.fairness
    if not fair.adjustments:
        return []
    # The decider's reasons are shown with the decision, and not repeated here.
    lighter = "" if record.decision and fair.lighter_options == record.decision.reasons else fair.lighter_options
    restorative = labels.RESTORATIVE[fair.restorative] if fair.restorative else ""
    training = labels.TRAINING[fair.training] if fair.training else ""
    facts = _facts(
        ("Steps to restore the relationship", f"{restorative}. {fair.restorative_words}"),
        ("Why nothing lighter", lighter),
        ("Needs and adjustments", fair.adjustments),
        ("Signposted to", fair.signposted),
        ("Circumstances", fair.circumstances),
        ("At normal staffing", fair.normal_staffing),
        ("Training need", ". ".join(part for part in (training, fair.training_words) if part)),
        ("Open complaint or request", fair.complaint_words),
        ("Emergencies", fair.emergencies),
        ("Thought of", "; ".join(labels.THOUGHT[each] for each in fair.thought_of)),
    )
    return [Heading("Is it fair?"), *facts]


def protection(record: Restriction, context: Context) -> list[Block]:
    """Measures active at once for safety, by whom and since when."""
    protection = record.protection
    if protection is None:
        return []
    by = f"{context.name(protection.by)}, {context.moment(protection.at)}"
    blocks: list[Block] = [Divider(), Heading("Made active at once, for safety"), *measure_facts(protection.measures)]
    blocks += _facts(("By", by), ("Not told yet, because", protection.not_told_because))
    blocks.append(Quote(protection.reasons))
    return [*blocks, *(_told(protection.told, context) if protection.told else [])]


def decision(record: Restriction, context: Context) -> list[Block]:
    """Decision, with its author and reasons."""
    decision = record.decision
    if decision is None:
        return []
    telling, review = decision.telling, decision.review
    who = f"Decided by {context.name(decision.by)}, {context.moment(decision.at)}"
    how = labels.FORMAT[telling.form] if telling and telling.form else ""
    facts = _facts(
        ("Review", fields.review_words(review, context) if review else ""),
        ("Who tells the individual", context.name(telling.by) if telling and telling.by else ""),
        ("How", how),
        ("To keep in mind", telling.words if telling else ""),
        ("Who else needs to know", telling.needs_to_know if telling else ""),
    )
    said: list[Block] = [Small(who), Quote(decision.reasons)]
    said += [Small("What is done instead"), Quote(decision.instead)] if decision.instead else []
    return [Divider(), Heading(labels.OUTCOME[decision.outcome]), *said, *facts]


def _told(told: Told, context: Context) -> list[Block]:
    if told.on is None:
        return [Small("The individual has not been told, because"), Quote(told.not_told_because)]
    by = f" by {told.by}" if told.by else ""
    return [Text(f"The individual was told on {context.day(told.on)}{by}: {told.how}.")]


def _paused(suspension: Suspension, context: Context) -> list[tuple[datetime, list[Block]]]:
    """Suspension and its end. Its reasons belong to the appeal, and are for its decider only."""
    lead = f"Suspended while {suspension.ref} is heard, {context.moment(suspension.at)}"
    parts: list[tuple[datetime, list[Block]]] = [(suspension.at, [Text(lead)])]
    if suspension.ended is not None:
        ended = suspension.ended
        parts.append((ended.at, [Text(f"Not suspended any more, {context.moment(ended.at)}")]))
    return parts


def _reviewed(review: Review, context: Context) -> list[Block]:
    title = f"{f'On appeal ({review.appeal})' if review.appeal else 'Review'}: {labels.REVIEW_OUTCOME[review.outcome]}"
    who = f"{context.name(review.by)}, {context.moment(review.at)}"
    facts = _facts(
        ("What has happened since", review.since_then),
        ("What the individual says", review.individual_says),
        ("Needs and adjustments", review.adjustments),
        ("Why nothing lighter", "" if review.lighter_options == review.reasons else review.lighter_options),
        ("Next review", fields.review_words(review.plan, context) if review.plan else ""),
    )
    return [Heading(title), Small(who), Quote(review.reasons), *measure_facts(review.measures), *facts]


def _looked(each: Look, context: Context) -> list[Block]:
    by = f"{context.name(each.by)}, {context.moment(each.at)}"
    if each.plan is None:
        return [Small(f"Still right without a review: {by}"), Quote(each.reasons)]
    return [Small(f"A review from now on: {by}"), Quote(each.reasons), Text(fields.review_words(each.plan, context))]


def _announced(each: Announced, context: Context) -> list[Block]:
    of, by = context.day(each.of), f"{context.name(each.by)}, {context.moment(each.at)}"
    if each.told:
        return [Small(f"The individual has heard of the review of {of}: {by}")]
    return [Small(f"It was left out to tell the individual of the review of {of}: {by}")]


def history(record: Restriction, individual: Individual | None, context: Context) -> list[Block]:
    """Letters and talks, reviews, questions and needs, the newest first; without the last question, shown above."""
    needs = individual.needs if individual else ()
    told = (*record.told_before, *((record.told,) if record.told else ()))
    happened = [
        *((question.at, _question(question, context)) for question in record.questions[:-1]),
        *((need.at, noted(need, context)) for need in needs),
        *((each.at, _told(each, context)) for each in told),
        *((review.at, _reviewed(review, context)) for review in record.reviews),
        *((look.at, _looked(look, context)) for look in record.looks),
        *((each.at, _announced(each, context)) for each in record.announced),
        *(part for suspension in record.suspensions for part in _paused(suspension, context)),
    ]
    newest_first = sorted(happened, key=lambda each: each[0])[::-1]
    if not newest_first:
        return []
    return [Divider(), Heading("What has happened"), *(block for _, blocks in newest_first for block in blocks)]
