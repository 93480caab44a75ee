"""The conversation about a colleague named publicly: reading, telling them, their say, action, sharing (1.14.3)."""

from __future__ import annotations

from bot.chat.events import ActionEvent, SubmitEvent
from bot.chat.forms import Answers, Form
from bot.chat.replies import Reply, ShowCard
from bot.flows import known
from bot.flows import time_away as support
from bot.flows.named_online import deciding, finding
from bot.flows.named_online.reading import card, opened
from bot.flows.police import opening as police_opening
from bot.flows.request import FormFlow, Request
from bot.ports import UnitOfWork
from bot.records.named_online.parts import Judged, Override, Told, Wish, WishKind
from bot.records.named_online.record import NamedOnline
from bot.records.rights import Act
from bot.views.context import Context
from bot.views.named_online import forms
from bot.views.named_online import reading as views

# -- reading -----------------------------------------------------------------------------------------


def _open(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Show the record to its manager, or to the colleague named once they know. Logged as a view."""
    record = uow.records.open(event.about, event.person, Act.READ, NamedOnline)
    return ShowCard(card(record, event.person, uow, page=event.extra))


def _link(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Show where it was published, as inert text; logged as a view of its own."""
    return ShowCard(views.link(uow.records.open(event.about, event.person, Act.READ, NamedOnline)))


def _summary(event: ActionEvent, uow: UnitOfWork) -> Reply:
    record = uow.records.open(event.about, event.person, Act.SUMMARY, NamedOnline)
    return ShowCard(views.summary(record, Context.of(uow, event.person)))


# -- telling them ------------------------------------------------------------------------------------


def _acknowledge(event: ActionEvent, uow: UnitOfWork) -> Reply:
    record = uow.records.open(event.about, event.person, Act.DECIDE, NamedOnline)
    saved = uow.records.save(record.acknowledge(uow.now), by=event.person, act="acknowledged")
    return ShowCard(card(saved, event.person, uow))


def _judge(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Decide for an unsure finder whether it is a threat, which opens a police decision (1.9.3)."""
    record = uow.records.open(event.about, event.person, Act.DECIDE, NamedOnline)
    threat = event.extra == views.IS_THREAT
    judged = record.judge(Judged(at=uow.now, by=event.person, threat=threat))
    saved = uow.records.save(judged, by=event.person, act="threat" if threat else "no_threat")
    police_opening.open_for(saved, uow, by=event.person)
    return ShowCard(card(uow.records.get(saved.id, NamedOnline), event.person, uow))


def _told_form(request: Request, uow: UnitOfWork) -> Form:
    record = uow.records.open(request.about, request.person, Act.DECIDE, NamedOnline)
    return forms.told(record, request.values, Context.of(uow, request.person))


def _told(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """Note that they were told; only now do they have a part in it, and hear that they have a say."""
    record = uow.records.open(event.about, event.person, Act.DECIDE, NamedOnline)
    told = Told(at=uow.now, on=answers[forms.TOLD_ON], by=event.person, how=answers[forms.HOW])
    saved = uow.records.save(record.tell(told, Context.of(uow, event.person).today), by=event.person, act="told")
    uow.outbox.put(saved.person, "say", saved.id)
    police_opening.now_known(saved, saved.person, uow)
    known.offer_what_was_held_back(saved, (saved.person,), uow)
    return ShowCard(card(saved, event.person, uow))


# -- their say ---------------------------------------------------------------------------------------


def _wishes_form(request: Request, uow: UnitOfWork) -> Form:
    record = opened(request.about, request.person, uow)
    return forms.wishes(record, request.values, Context.of(uow, request.person))


def _wishes(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = opened(event.about, event.person, uow)
    kind = answers[forms.KIND]
    said = answers[forms.WORDS] if kind is WishKind.WORDS else ""
    wished = record.wish(Wish(at=uow.now, by=event.person, kind=kind, words=said))
    saved = uow.records.save(wished, by=event.person, act="wished")
    if event.person != saved.person:
        return ShowCard(card(saved, event.person, uow))
    if saved.handler is not None and saved.acknowledged_at is not None:
        uow.outbox.put(saved.handler, "found_again", saved.id, item=str(saved.version))
    return ShowCard(views.noted(saved, Context.of(uow, event.person)))


def _support_seen(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Show the support options to somebody who answers the reminder, which is not repeated (N5)."""
    record = uow.records.open(event.about, event.person, Act.ANSWER, NamedOnline)
    uow.records.save(record.support_seen(event.person), by=None, act=None)
    return support.show(event.person, uow)


# -- danger ------------------------------------------------------------------------------------------


def _urgent_form(request: Request, uow: UnitOfWork) -> Form:
    record = uow.records.open(request.about, request.person, Act.DECIDE, NamedOnline)
    return forms.urgent(record, request.values, Context.of(uow, request.person))


def _urgent(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = uow.records.open(event.about, event.person, Act.DECIDE, NamedOnline)
    override = Override(at=uow.now, by=event.person, gates=answers[forms.GATES], reason=answers[forms.DANGER])
    saved = uow.records.save(record.override(override), by=event.person, act="urgent_override")
    return ShowCard(card(saved, event.person, uow))


ACTIONS = {
    "named_online.open": _open,
    "named_online.link": _link,
    "named_online.summary": _summary,
    "named_online.acknowledge": _acknowledge,
    "named_online.judge": _judge,
    "named_online.support_seen": _support_seen,
    **deciding.ACTIONS,
}

FORMS = {
    forms.REPORT: FormFlow(finding.report_form, finding.report, finding.sent_already),
    forms.TOLD: FormFlow(_told_form, _told),
    forms.WISHES: FormFlow(_wishes_form, _wishes),
    forms.URGENT: FormFlow(_urgent_form, _urgent),
    **deciding.FORMS,
}
