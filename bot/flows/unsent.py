"""Reports begun and not sent: kept in their author's home, with one reminder.

The list of them is a draft like the words themselves: sealed, for the author alone, and kept for a limited time.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat.cards import Card
from bot.chat.events import ActionEvent, CommandEvent, SubmitEvent
from bot.chat.replies import Done, Reply, ShowCard
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import RecordId
from bot.views.appeal import reading as appeal
from bot.views.contact_outside import dialogs as contact_outside
from bot.views.ended_contact import reading as ended_contact
from bot.views.home import unsent as views
from bot.views.named_online import forms as named_online

#: Form of each command that begins a report.
FORMS: Mapping[str, str] = {
    "ended_contact": ended_contact.REPORT,
    "named_online": named_online.REPORT,
    "outside_contact": contact_outside.RAISE,
    "appeal": appeal.RECORD,
}
_COMMANDS = {form: command for command, form in FORMS.items()}
#: Draft that lists the reports begun, and subject of the reminder while there is no record.
UNSENT = "unsent"
_ABOUT = RecordId(UNSENT)
#: Draft of words without a command, filled into the form that they open.
SAID = "said"
#: Working minutes before the reminder.
_LATER = 120


def those(person: PersonId, uow: UnitOfWork) -> tuple[str, ...]:
    """Commands of the unsent reports, newest last."""
    kept = uow.drafts.find(person, UNSENT) or {}
    begun = kept.get("begun") or ()
    return (begun,) if isinstance(begun, str) else begun


def begin(person: PersonId, command: str, uow: UnitOfWork) -> None:
    """Note that a report was begun, and remind its author of it later."""
    begun = those(person, uow)
    if command not in FORMS or command in begun:
        return
    uow.drafts.keep(person, UNSENT, {"begun": (*begun, command)})
    me = uow.people.get(person)
    calendar = uow.policy.calendar.in_zone(me.time_zone if me else None)
    later = calendar.not_quiet(calendar.working_minutes_after(uow.now, _LATER), gentle=True)
    uow.outbox.put(person, UNSENT, _ABOUT, item=command, not_before=later)


def typed(event: CommandEvent, uow: UnitOfWork) -> None:
    """Keep the words with which a report was begun, in case its form is closed unsent."""
    if event.text and event.name in FORMS:
        uow.drafts.keep(event.person, event.name, {"text": event.text})
        begin(event.person, event.name, uow)


def keep(event: SubmitEvent, uow: UnitOfWork) -> None:
    """Keep all the answers of a report that could not be taken."""
    if event.about is None and event.form in _COMMANDS:
        uow.drafts.keep(event.person, event.form, event.values)
        begin(event.person, _COMMANDS[event.form], uow)


def settle(person: PersonId, form: str, uow: UnitOfWork) -> None:
    """Forget a report that was sent or discarded."""
    command, begun = _COMMANDS.get(form), those(person, uow)
    if command is not None:
        uow.drafts.drop(person, SAID)
    if command is None or command not in begun:
        return
    uow.drafts.drop(person, form)
    uow.drafts.drop(person, command)
    if left := tuple(each for each in begun if each != command):
        uow.drafts.keep(person, UNSENT, {"begun": left})
    else:
        uow.drafts.drop(person, UNSENT)
    uow.outbox.withdraw(person, _ABOUT, command, "settled")
    for message in uow.outbox.standing(person, _ABOUT):
        uow.outbox.look_again(message)


def reminder(person: PersonId, command: str, uow: UnitOfWork) -> Card:
    """The reminder in its current form."""
    return views.reminder(command) if command in those(person, uow) else views.settled()


def begun_again(event: ActionEvent, uow: UnitOfWork) -> SubmitEvent | CommandEvent | None:
    """The report kept under this command, as it was: a form that was sent, or words that were typed."""
    command, person = event.extra, event.person
    if command not in those(person, uow):
        return None
    form = FORMS[command]
    if values := uow.drafts.find(person, form):
        return SubmitEvent(person=person, form=form, values=values)
    text = (uow.drafts.find(person, command) or {}).get("text")
    return CommandEvent(person=person, name=command, text=text if isinstance(text, str) else "")


def throw_away(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Discard the report."""
    if event.extra in FORMS:
        settle(event.person, FORMS[event.extra], uow)
    return Done("It is thrown away, and nobody has seen it.")


def nothing() -> Reply:
    """Say that the report has since been sent or discarded."""
    return ShowCard(views.settled())
