"""Additions to a report: words, and answers to questions that its form did not show.

Where a form cannot be redrawn while it is filled in, it is sent as soon as it is complete, even if its answers call
for more questions. Those are asked here, all of them optional, and the answers are kept as text. Colleagues and days
are not asked for: a colleague picked in a report is notified and passed over as handler, and a day sets a reminder.
"""

from __future__ import annotations

from dataclasses import replace

from bot.chat.events import Value, Values
from bot.chat.forms import Answers, ChoiceField, ChoicesField, Field, Form, TextField
from bot.records.ended_contact.record import EndedContact
from bot.views.context import Context
from bot.views.ended_contact import forms

#: The fields of a report whose answers raise other questions.
_SHAPING = (forms.CHANNEL, forms.REASONS, forms.THREAT_AGAINST, forms.RECORDING_FOR, forms.AIMED_AT)


def unasked(values: Values, context: Context) -> tuple[str, ...]:
    """Questions that these answers raise and that the form did not show."""
    return tuple(f.id for f in _brought_up(values, context) if f.id not in values)


def add(record: EndedContact, values: Values, context: Context, ids: tuple[str, ...]) -> Form:
    """Form for an addition, with those of these questions that the report's answers raise."""
    form = forms.add(record, values, context)
    further = _further(record, context, ids)
    if not further:
        return form
    first = next(n for n, part in enumerate(form.body) if isinstance(part, Field))
    rest = (replace(part, required=False) if isinstance(part, Field) else part for part in form.body[first:])
    return replace(form, body=(*form.body[:first], *further, *rest), extra=",".join(ids))


def in_words(record: EndedContact, answers: Answers, context: Context, ids: tuple[str, ...]) -> str:
    """Answers to those questions and the added words, one line each."""
    lines = [f"{f.label} {said}" for f in _further(record, context, ids) if (said := _said(f, answers))]
    return "\n".join(filter(None, [*lines, answers[forms.ADDED]]))


def _further(record: EndedContact, context: Context, ids: tuple[str, ...]) -> list[Field[object]]:
    # None raises another one here: a report may change the next steps, but an addition may not.
    found = (f for f in _brought_up(_answered(record), context) if f.id in ids)
    return [replace(f, reshapes=False) if isinstance(f, ChoiceField | ChoicesField) else f for f in found]


def _brought_up(values: Values, context: Context) -> list[Field[object]]:
    always = {f.id for f in forms.report({}, context).fields()}
    asked = forms.report(values, context).fields()
    return [f for f in asked if f.id not in always and isinstance(f, ChoiceField | ChoicesField | TextField)]


def _answered(record: EndedContact) -> dict[str, Value]:
    given = {each.id: getattr(record.account, each.id, None) for each in _SHAPING}
    return {name: value for name, value in given.items() if value}


def _said(question: Field[object], answers: Answers) -> str:
    match question:
        case TextField():
            return answers[question]
        case ChoiceField():
            chosen: tuple[object, ...] = (answers.get(question),)
        case ChoicesField():
            chosen = answers[question]
        case _:
            return ""
    return ", ".join(option.label for option in question.options if option.value in chosen)
