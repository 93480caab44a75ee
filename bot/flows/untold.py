"""Submissions confirmed too late for their sender, who sees on opening the form again that they were kept.

The note is kept with the record and erased with it; outside it there is only the record's id.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

from bot.chat.events import SubmitEvent, Values
from bot.chat.forms import Form
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import Record, RecordId
from bot.views.appeal import reading as appeal
from bot.views.contact_outside import dialogs as contact_outside
from bot.views.context import Context
from bot.views.ended_contact import reading as ended_contact
from bot.views.home import untold as views
from bot.views.named_online import forms as named_online

#: Kind of record that each form makes.
_KINDS: Mapping[str, str] = {
    ended_contact.REPORT: "ended_contact",
    named_online.REPORT: "named_online",
    contact_outside.RAISE: "contact_outside",
    appeal.RECORD: "appeal",
}
#: Time for which the sender is told.
_SAID = timedelta(hours=12)
#: Number of the newest records among which the sender's own is sought.
_NEWEST = 20


def note(event: SubmitEvent, uow: UnitOfWork) -> None:
    """Note that a submission was kept whose sender stopped waiting for the answer."""
    made = _made(event, uow)
    if made is not None:
        uow.drafts.keep(event.person, _name(event.form), {"record": made.id})
        uow.drafts.keep(event.person, _name(event.form), {"sent": _imprint(event.values)}, about=made.id)


def told(form: Form, person: PersonId, uow: UnitOfWork) -> Form:
    """The form, with news of the earlier submission if nobody has given it yet."""
    record = _noted(person, form.name, uow) if form.about is None else None
    if record is None:
        return form
    return replace(form, body=(views.was_kept(record, Context.of(uow, person)), *form.body))


def is_again(event: SubmitEvent, uow: UnitOfWork) -> Record | None:
    """The record of an identical submission from another form, whose sender never had the answer."""
    record = _noted(event.person, event.form, uow) if event.about is None else None
    if record is None:
        return None
    before = uow.drafts.find(event.person, _name(event.form), record.id) or {}
    return record if before.get("sent") == _imprint(event.values) else None


def settle(person: PersonId, form: str, uow: UnitOfWork) -> None:
    """Forget the note, as they have been told."""
    kept = uow.drafts.find(person, _name(form)) if form in _KINDS else None
    if kept is not None:
        uow.drafts.drop(person, _name(form), str(kept["record"]))
        uow.drafts.drop(person, _name(form))


def _noted(person: PersonId, form: str, uow: UnitOfWork) -> Record | None:
    kept = uow.drafts.find(person, _name(form)) if form in _KINDS else None
    record = uow.records.peek(RecordId(str(kept["record"]))) if kept is not None else None
    if record is None or record.kind != _KINDS[form] or uow.now - record.origin.at > _SAID:
        return None
    return record


def _made(event: SubmitEvent, uow: UnitOfWork) -> Record | None:
    """The record that they have just submitted."""
    kind = _KINDS.get(event.form) if event.about is None else None
    rows = uow.records.register((kind,), limit=_NEWEST) if kind is not None else ()
    found = (uow.records.peek(row.id) for row in rows)
    return next((record for record in found if record is not None and record.origin.by == event.person), None)


def _name(form: str) -> str:
    return f"untold {form}"


def _imprint(values: Values) -> str:
    return sha256(repr(sorted((name, value) for name, value in values.items() if value)).encode()).hexdigest()
