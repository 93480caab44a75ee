"""Threat as reported, for the manager who decides: nobody has to describe it again (R-1.9.4-6)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.cards import Button
from bot.records.ended_contact.record import EndedContact
from bot.records.individual import Individual
from bot.records.report import Report
from bot.views import aims
from bot.views.context import Context
from bot.views.ended_contact import labels


@dataclass(frozen=True, kw_only=True)
class Story:
    """Content of a report."""

    words: str = ""
    added: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    #: The button to the report itself, if the reader may read it.
    opens: Button | None = None


def story(report: Report, individual: Individual | None, context: Context, *, opens: bool) -> Story:
    """Content of a report of either kind, without any links."""
    whole = Button(label="Open", action=context.words[report.kind].opens, about=report.id) if opens else None
    facts = [("Who it was", individual.display)] if individual is not None else []
    if isinstance(report, EndedContact):
        facts = [*_contact(report, context), *facts]
        return Story(words=report.in_words, added=_added(report), facts=tuple(facts), opens=whole)
    facts = [("Where", found.where) for found in report.found if found.where][:8]
    lines = tuple(found.line for found in report.found[1:] if found.line)
    return Story(words=report.in_words, added=lines, facts=tuple(facts), opens=whole)


def _added(report: EndedContact) -> tuple[str, ...]:
    """Steps that the reporter took, and their additions since."""
    steps = (report.account.steps,) if report.account.steps else ()
    return (*steps, *(addition.text for addition in report.additions if addition.by == report.origin.by))


def _contact(report: EndedContact, context: Context) -> list[tuple[str, str]]:
    account = report.account
    facts = [
        ("Reported by", context.name(report.origin.by)),
        ("When", context.moment(account.occurred_on)),
        ("How", labels.CHANNEL[account.channel]),
    ]
    if against := aims.threat_against(report, context):
        facts.append(("Threat against" if report.account.has_threat else "Against", against))
    if account.targets:
        facts.append(("Which colleague", context.names(account.targets)))
    return facts
