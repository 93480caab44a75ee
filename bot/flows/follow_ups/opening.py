"""Follow-ups that a manager opens from a report: decisions about correspondence, online action, restorative steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.access import may
from bot.chat.cards import Button
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.ended_contact.parts import ONLINE, WRITTEN, FollowUp
from bot.records.ended_contact.record import EndedContact, State
from bot.records.follow_ups import grown
from bot.records.follow_ups.correspondence import CorrespondenceDecision
from bot.records.follow_ups.matter import Matter
from bot.records.follow_ups.online_action import OnlineAction
from bot.records.follow_ups.restorative import RestorativeAction
from bot.records.report import Report
from bot.records.restriction.record import Restriction
from bot.records.rights import Act
from bot.views.follow_ups import advice, correspondence, online_action, restorative
from bot.views.letters.form import draft_button
from bot.views.restriction.steps import PROPOSE

#: Records that a manager's follow-ups open. A restriction and a police decision are opened elsewhere.
OPENS: Mapping[FollowUp, type[grown.Grown]] = {
    FollowUp.CORRESPONDENCE: CorrespondenceDecision,
    FollowUp.ONLINE: OnlineAction,
    FollowUp.RESTORATIVE: RestorativeAction,
}


def open_for(report: Report, follow_ups: Iterable[FollowUp], uow: UnitOfWork, *, by: PersonId) -> None:
    """Open the follow-ups; the report waits for none of them."""
    for what in follow_ups:
        if what in OPENS:
            open_one(OPENS[what], report, uow, by=by)


def open_one(kind: type[grown.G], above: Report | Restriction, uow: UnitOfWork, *, by: PersonId) -> grown.G:
    """The follow-up of this kind, opened now if there is none.

    Its handler is the opener, who decides about its parent and so has no conflict of interest (R-1.9.2-6). There can be
    several restorative steps: the one still untouched is used.
    """
    found = uow.records.children(above.id, kind)
    standing = [each for each in found if each.untouched or kind is not RestorativeAction]
    if standing:
        return standing[0]
    origin = uow.records.begin(kind, by, parent=above.id)
    return uow.records.add(grown.open_for(kind, origin, Matter.of(above), manager=by), act="opened")


def ways(report: EndedContact, uow: UnitOfWork) -> tuple[Button, ...]:
    """Buttons for the follow-ups open to the manager once they have seen the report; a letter too, once decided."""
    if report.state is State.SUBMITTED:
        return ()
    buttons = []
    if report.account.channel in WRITTEN and not uow.records.children(report.id, CorrespondenceDecision):
        buttons.append(Button(label="Decide about the correspondence", action=correspondence.BEGIN, about=report.id))
    if report.account.channel in ONLINE and not uow.records.children(report.id, OnlineAction):
        buttons.append(Button(label="Decide about action online", action=online_action.BEGIN, about=report.id))
    buttons += [restorative.note_button(report.id), advice.button(report.id)]
    return (*buttons, draft_button(report.id)) if report.triage is not None else tuple(buttons)


def proposing(record: grown.Grown, person: PersonId, uow: UnitOfWork) -> Button:
    """Button that proposes a restriction: from the report for its decider, otherwise without one."""
    above, me = uow.records.peek(record.parent) if record.parent else None, uow.people.get(person)
    label = "Propose a restriction"
    if isinstance(above, Report) and me is not None and may(me, Act.DECIDE, above, uow.people):
        return Button(label=label, action=f"form:{PROPOSE}", about=above.id)
    return Button(label=label, action="home.restriction")
