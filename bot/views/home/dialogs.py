"""Home: what waits for one, one's reports, what is coming up, and what one can do (screens.md, "Home").

Light on content: references, states and days. No individual, no colleague, no words of a record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.chat import commands
from bot.chat.cards import Block, Button, Buttons, Card, Divider, Heading, Item, Look, Small, Text
from bot.chat.commands import Command
from bot.chat.events import Values
from bot.chat.forms import ChoiceField, DateField, Form, Option
from bot.people import BOTH
from bot.platforms import Platform
from bot.records.keeping.quarter import Quarter
from bot.views import wording
from bot.views.appeal import reading as appeal
from bot.views.contact_outside import dialogs as contact_outside
from bot.views.context import Context
from bot.views.ended_contact import reading as ended_contact
from bot.views.home import unsent
from bot.views.keeping import quarter, retention
from bot.views.named_online import forms as named_online_forms
from bot.views.register import dialogs as register
from bot.views.sharing import alert_card

AWAY = "home.away"
WHERE = "home.where"

#: How many lines each part of the home shows; the rest stands behind "Show all".
MOST = 10

#: How far ahead somebody can say that they are back.
LONGEST_AWAY = timedelta(days=366)

#: The button that leads to each command: its own form where it has one, else an act of the home.
REPORTS: tuple[Button, ...] = (
    Button(label="Report an ended contact", action=f"form:{ended_contact.REPORT}", look=Look.PRIMARY),
    Button(label="A colleague is named publicly", action=f"form:{named_online_forms.REPORT}"),
    Button(label="Contact outside the office", action=f"form:{contact_outside.RAISE}"),
    Button(label="Support, or time away", action="home.support"),
    Button(label="Suggest a restriction", action="home.restriction"),
    Button(label="Before I contact someone", action=f"form:{alert_card.CHECK}"),
    Button(label="An appeal has come in", action=f"form:{appeal.RECORD}"),
)

#: How many of them a welcome shows: the ones that cannot wait.
_FIRST = 3

HELP = (
    "You can end any contact that distresses you, at once, and report it afterwards in a sentence. "
    "One manager reads what you send, and nobody else does."
)


@dataclass(frozen=True, kw_only=True)
class Lists:
    """The lines of a home, each part at most one longer than is shown, so that it can say that there is more."""

    #: The commands of what the reader has begun and not sent.
    unsent: tuple[str, ...] = ()
    waiting: tuple[Item, ...] = ()
    yours: tuple[Item, ...] = ()
    coming: tuple[Item, ...] = ()
    #: How many matters stand on the management team's list, up to one more than is shown; None for others.
    listed: int | None = None
    #: How many records are due for a look, for whoever keeps them.
    due: int = 0
    #: The report of the last quarter, for whoever may read it.
    report: Quarter | None = None


def home(lists: Lists, context: Context) -> Card:
    """The home of one person."""
    blocks: list[Block] = [
        *unsent.part(lists.unsent),
        *_part("Waiting for you", lists.waiting, "Nothing waits for you.", "home.waiting"),
        *_management(lists.listed),
        *register.offered(context),
        *retention.offered(lists.due),
        *(quarter.offered(lists.report) if lists.report is not None else ()),
        *_part("Your reports", lists.yours, "You have sent nothing so far.", "home.yours"),
        *_part("Coming up", lists.coming, "Nothing is coming up.", "home.coming"),
        Divider(),
        Buttons((*REPORTS, _away(context), *_where(context))),
        Text(HELP),
        *guide(context),
        Small(f"{wording.SAFETY_FIRST} · Policy {context.policy.version}, next review {context.policy.next_review}"),
    ]
    return Card(title="Harbour", blocks=tuple(blocks))


def _part(title: str, items: tuple[Item, ...], nothing: str, show_all: str) -> list[Block]:
    if not items:
        return [Heading(title), Text(nothing)]
    more = [Buttons((Button(label="Show all", action=show_all),))] if len(items) > MOST else []
    return [Heading(title), *items[:MOST], *more]


def _management(listed: int | None) -> list[Block]:
    if not listed:
        return []
    if listed == 1:
        text = "One matter has waited past its time."
    else:
        count = f"More than {MOST}" if listed > MOST else str(listed)
        text = f"{count} matters have waited past their time."
    button = Button(label="Open", action="home.management_list")
    return [Heading("For the management team"), Item(text, button)]


def _away(context: Context) -> Button:
    back = context.me.back_after(context.today) if context.me else None
    if back is not None:
        return Button(label=f"Away until {context.day(back)}: change", action=f"form:{AWAY}")
    return Button(label="I am away until…", action=f"form:{AWAY}")


def _where(context: Context) -> tuple[Button, ...]:
    """For whoever has the choice."""
    choice = Button(label="Where Harbour writes to me", action=f"form:{WHERE}")
    return (choice,) if context.me is not None and context.me.on_both else ()


def guide(context: Context) -> list[Block]:
    """Where the staff guide is (1.4, 1.13), if the organisation has said so."""
    return [Text(f"Guide for staff: {context.policy.staff_guide}")] if context.policy.staff_guide else []


def all_of(title: str, items: tuple[Item, ...], *, more: Button | None) -> Card:
    """One part of the home, a page at a time."""
    return Card(title=title, blocks=(*(items or (Text("Nothing any more."),)), *_more(more)))


def _more(button: Button | None) -> tuple[Block, ...]:
    return () if button is None else (Buttons((button,)),)


def more_of(action: str, after: int) -> Button:
    """The button to the lines after the first so many."""
    return Button(label="Show more…", action=action, extra=str(after))


def management_list(items: tuple[Item, ...], *, more: Button | None) -> Card:
    """The management team's list: references, what waits, since when (model.md §6)."""
    lead = Text("These have waited past their time. Please see that somebody can take them.")
    if not items:
        return Card(title="Management team", blocks=(Text("Nothing waits."),))
    return Card(title="Management team", blocks=(lead, *items, *_more(more)))


# -- the first message ---------------------------------------------------------------------------------


def welcome() -> Card:
    """What somebody reads to whom Harbour has just come. It stands in the chat for good, and knows nobody."""
    return Card(
        title="Welcome to Harbour",
        blocks=(
            Text(wording.SAFETY_FIRST),
            Text(HELP),
            Buttons((*REPORTS[:_FIRST], Button(label="Open Harbour", action="home.show"))),
            Small("You can also type what you need, such as ended contact, or help."),
        ),
    )


# -- what was typed ------------------------------------------------------------------------------------


def did_not_understand() -> Card:
    """What somebody reads whose words lead nowhere. Their words are not said again, and not kept."""
    return _buttons("I only understand a few words, and I have not kept what you wrote. Here is what I can do:")


def what_i_can_do() -> Card:
    """What somebody reads who asks for help in the chat."""
    return _buttons("Here is what I can do:")


def _buttons(lead: str) -> Card:
    return Card(
        title="Harbour",
        blocks=(
            Text(wording.SAFETY_FIRST),
            Text(lead),
            Buttons((*REPORTS, Button(label="What waits for me", action="home.show"))),
            Small(f"You can also type: {', '.join(command.words for command in commands.COMMANDS)}, help."),
        ),
    )


def offer(command: Command, draft: str | None) -> Card:
    """A button that opens what was asked for: a form needs a click.

    What was typed is kept, and not repeated; it stands in the chat all the same, which is said where it was typed.
    """
    if draft is None:
        button = next(b for b in REPORTS if _leads_to(b, command))
        return Card(title="One more tap", blocks=(Text(f"{command.summary}:"), Buttons((button,))))
    text = "What you wrote is kept for you as a draft: Harbour has shown it to nobody."
    button = Button(label="Open the form", action="draft.open", extra=draft, look=Look.PRIMARY)
    alone = f"Next time, you can type “{command.words}” alone, and write in the form: nothing of that stays here."
    stays = "Your own message stays in this chat for as long as your organisation keeps chats."
    return Card(title="One more tap", blocks=(Text(text), Buttons((button,)), Small(f"{stays} {alone}")))


def _leads_to(button: Button, command: Command) -> bool:
    return command.name in button.action


# -- away ----------------------------------------------------------------------------------------------


def away(values: Values, context: Context) -> Form:
    """Until when one is away; empty: one is here."""
    back = context.me.back_after(context.today) if context.me else None
    current = {"back": back.isoformat()} if back is not None else {}
    return Form(
        name=AWAY,
        title="I am away until…",
        body=(
            Text("While you are away, what would wait for you goes to whoever stands in, and reminders keep quiet."),
            DateField(
                id="back",
                label="First day back",
                hint="Leave it empty if you are here.",
                earliest=context.today + timedelta(days=1),
                latest=context.today + LONGEST_AWAY,
                outside="Please choose a day from tomorrow on, within a year.",
            ),
            wording.section("1.12.1"),
        ),
        submit="Save",
        values={**current, **values},
    )


# -- where Harbour writes ------------------------------------------------------------------------------


def where(values: Values, context: Context) -> Form:
    """On which platform one hears from Harbour."""
    chosen = context.me.prefers if context.me else None
    current = {"where": chosen} if chosen is not None else {}
    platforms = context.policy.platforms
    return Form(
        name=WHERE,
        title="Where Harbour writes",
        body=(
            Text(f"You can report, read and answer {_everywhere(platforms)}, wherever Harbour writes to you."),
            ChoiceField(
                id="where",
                label="Where shall Harbour write to you?",
                hint="If a message cannot reach you there, Harbour tries the other.",
                options=(*(Option(p.name, f"In {p.called}") for p in platforms), Option(BOTH, "In both")),
                required=True,
                missing="Please choose where Harbour shall write to you.",
            ),
            wording.section("1.12.1"),
        ),
        submit="Save",
        values={**current, **values},
    )


def chosen(where: str, context: Context) -> str:
    """What is said once it is noted."""
    platforms = [p for p in context.policy.platforms if where in (p.name, BOTH)]
    return f"Noted: Harbour writes to you {_everywhere(platforms)} from now on."


def _everywhere(platforms: Sequence[Platform]) -> str:
    return " and ".join(f"in {platform.called}" for platform in platforms)
