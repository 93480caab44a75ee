"""Examples of evidence: adding it, its cover, the second step, and Harbour's own page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.chat.cards import Card, Text
from bot.chat.events import Values
from bot.chat.forms import Form
from bot.ports import Notice
from bot.views.context import Context
from bot.views.evidence import forms, notices
from bot.views.evidence import reading as views
from bot.views.evidence.samples import CALM, letter, link, looked_at, screenshot, withdrawn
from bot.views.examples.people import ISLA, MORAG, NOW, context, report
from bot.views.named_online.samples import reported

ADDRESS = "https://harbour.example.org/evidence/add/" + "A" * 43


def _with_pages(reader: str = "") -> Context:
    """Context in which Harbour has an address that browsers reach."""
    desk = context(MORAG if reader else ISLA)
    return replace(desk, policy=replace(desk.policy, public_url="https://harbour.example.org"))


def _adding(values: Values) -> Form:
    return forms.add(report(), values, _with_pages())


def _page(values: Values) -> Form:
    return forms.upload(report(), values, _with_pages())


def _notice() -> Notice:
    return Notice(id="n", to=MORAG, view="evidence", about=report().id, not_before=NOW)


EXAMPLES: Mapping[str, Callable[[], Card | Form]] = {
    "evidence/add": lambda: _adding({}),
    "evidence/add a file": lambda: _adding({"type": "file"}),
    "evidence/add a link": lambda: _adding({"type": "link", "distressing": "yes"}),
    "evidence/add a thing": lambda: _adding({"type": "physical", "distressing": "no"}),
    "evidence/add where named": lambda: forms.add(reported(), {"type": "link"}, _with_pages()),
    "evidence/add without pages": lambda: forms.add(report(), {}, context(ISLA)),
    "evidence/add with what is missing": lambda: _adding({"type": "link", "distressing": "yes"}).with_errors(
        {"link": "Please give the link.", "words": "Please say in a few words what else is in it."}
    ),
    "evidence/upload ready": lambda: views.upload_ready(report(), ADDRESS),
    "evidence/added file": lambda: views.added(screenshot()),
    "evidence/added thing": lambda: views.added(letter()),
    "evidence/cover for manager": lambda: views.cover(screenshot(), context(MORAG), manages=True),
    "evidence/cover fullest": lambda: views.cover(looked_at(), context(MORAG), manages=True),
    "evidence/cover not distressing": lambda: views.cover(screenshot(CALM), context(ISLA), manages=False),
    "evidence/cover of a link": lambda: views.cover(link(), context(MORAG), manages=True),
    "evidence/cover of a thing": lambda: views.cover(letter(), context(MORAG), manages=True),
    "evidence/cover withdrawn": lambda: views.cover(withdrawn(), context(MORAG), manages=True),
    "evidence/file ready": lambda: views.file_ready(screenshot(), ADDRESS),
    "evidence/link shown": lambda: views.link_shown(link()),
    "evidence/sent in the chat": lambda: views.sent_in_chat(context(ISLA)),
    "evidence/sent beside a command": lambda: views.sent_beside(
        Card(title="One more tap", blocks=(Text("What you wrote is kept."),)), context(ISLA)
    ),
    "evidence/stopped": views.stopped,
    "evidence/no page": lambda: views.no_page(screenshot()),
    "evidence/withdraw": lambda: forms.withdraw(screenshot(), {}),
    "evidence/let": lambda: forms.let(screenshot(), (ISLA,), {}, context(MORAG)),
    "evidence/let nobody": lambda: forms.let(screenshot(), (), {}, context(MORAG)),
    "evidence/message": lambda: notices.added(_notice(), report(), context(MORAG)),
    "evidence/message moved": lambda: notices.added(_notice(), report(), context(ISLA)),
    "evidence/page gone": views.gone,
    "evidence/page unreadable": views.unreadable,
}

#: Forms of Harbour's own pages, which are never drawn in the chat.
PAGES: Mapping[str, Callable[[], Form]] = {
    "evidence/page before the file": forms.look,
    "evidence/page": lambda: _page({}),
    "evidence/page with what is missing": lambda: _page(
        {"distressing": "yes", "materials": ("other",), "words": "Something <else>"}
    ).with_errors(
        {"file": views.CHOOSE_AGAIN, "materials": "Please choose what is in it.", "": "Something went wrong."}
    ),
}
