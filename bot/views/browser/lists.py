"""My matters and the register, as pages."""

from __future__ import annotations

from bot.chat.forms import Form
from bot.views.browser.shapes import Line, ListPage, Opened, Section
from bot.views.context import Context

#: Lines of the register on one page.
MOST = 500


def matters(sections: tuple[Section, ...], search: Form, context: Context, *, has_days: bool) -> ListPage:
    """A manager's own work."""
    return ListPage(
        opened=Opened.of(context),
        title="My matters",
        lead="What lies with you, what you decided and what is in force.",
        search=search,
        sections=sections,
        has_days=has_days,
    )


def found(lines: tuple[Line, ...]) -> Section:
    """Search results among a manager's matters."""
    return Section(title="Found", lines=lines, none="No matter of yours is like that. Please look with less filled in.")


def register(lines: tuple[Line, ...], search: Form, context: Context, *, is_more: bool) -> ListPage:
    """The newest lines of the register, or those that were looked for."""
    more = f"The newest {MOST} are shown. A month or a reference finds the others." if is_more else ""
    none = "Nothing in the register is like that."
    return ListPage(
        opened=Opened.of(context),
        title="Register",
        lead="The newest first. What a record says is read in the chat, where that is needed, and the reason is kept.",
        search=search,
        sections=(Section(title="Records", lines=lines, none=none, more=more),),
    )
