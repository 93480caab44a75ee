"""Home: waiting matters, the reader's reports, upcoming dates, and possible actions (screens.md, "Home").

Little content: references, states and days. No individual, no colleague, no words of a record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.chat import commands
from bot.chat.cards import Block, Button, Buttons, Card, Divider, Heading, Item, Look, Small, Text
from bot.chat.commands import Command
from bot.chat.events import Values
from bot.chat.forms import ChoiceField, DateField, Form, Option
from bot.people import BOTH, Role
from bot.platforms import Platform
from bot.policy import Policy
from bot.views import wording
from bot.views.appeal import reading as appeal
from bot.views.contact_outside import dialogs as contact_outside
from bot.views.context import Context
from bot.views.ended_contact import reading as ended_contact
from bot.views.home import by_role, unsent
from bot.views.home.by_role import MOST
from bot.views.named_online import forms as named_online_forms
from bot.views.sharing import alert_card

AWAY = "home.away"
WHERE = "home.where"

#: The longest absence that somebody can enter.
LONGEST_AWAY = timedelta(days=366)

#: The button for each command: to its own form if it has one, otherwise to an act of the home.
_ENDED = Button(label="Report an ended contact", action=f"form:{ended_contact.REPORT}", look=Look.PRIMARY)
_NAMED = Button(label="A colleague is named publicly", action=f"form:{named_online_forms.REPORT}")
_OUTSIDE = Button(label="Contact outside the office", action=f"form:{contact_outside.RAISE}")
_SUPPORT = Button(label="Support, or time away", action="home.support")
_RESTRICT = Button(label="Suggest a restriction", action="home.restriction")
_CHECK = Button(label="Before I contact someone", action=f"form:{alert_card.CHECK}")
_APPEAL = Button(label="An appeal has come in", action=f"form:{appeal.RECORD}")
REPORTS: tuple[Button, ...] = (_ENDED, _NAMED, _OUTSIDE, _SUPPORT, _RESTRICT, _CHECK, _APPEAL)
_MORE = Button(label="More…", action="home.more")

#: The number of them in a welcome: the ones that cannot wait.
_FIRST = 3

#: True of every message in a chat, regardless of Harbour.
STAYS = "Your own message stays in this chat for as long as your organisation keeps chats."

HELP = (
    "You can end any contact that distresses you, at once, and report it afterwards in a sentence. "
    "One manager reads what you send; whoever else has to know of a threat reads what they need for that."
)

BACK = DateField(
    id="back",
    because="1.12.1: if not available, another manager",
    read_by="Harbour: it goes to whoever stands in",
    label="First day back",
    hint="Leave it empty if you are here.",
    missing="Please choose the day on which you are back.",
    outside="Please choose a day from tomorrow on, within a year.",
)
WRITES = ChoiceField[str](
    id="where",
    because="practice where there are two chats: people are told where they read it",
    read_by="Harbour: it writes there",
    label="Where shall Harbour write to you?",
    hint="If a message cannot reach you there, Harbour tries the other.",
    required=True,
    missing="Please choose where Harbour shall write to you.",
)


@dataclass(frozen=True, kw_only=True)
class Lists:
    """Lines of a home, each part at most one longer than is shown, to know if there are more."""

    #: The commands that the reader has begun and not sent.
    unsent: tuple[str, ...] = ()
    waiting: tuple[Item, ...] = ()
    yours: tuple[Item, ...] = ()
    coming: tuple[Item, ...] = ()
    #: The parts for the reader's roles.
    roles: by_role.Lists = field(default_factory=by_role.Lists)


def home(lists: Lists, context: Context) -> Card:
    """The home of one person."""
    blocks: list[Block] = [
        *unsent.part(lists.unsent),
        *_part("Waiting for you", lists.waiting, "Nothing waits for you.", "home.waiting"),
        *by_role.parts(lists.roles, context),
        *_part("Your reports", lists.yours, "You have sent nothing so far.", "home.yours"),
        *_part("Coming up", lists.coming, "Nothing is coming up.", "home.coming"),
        Divider(),
        Buttons((*_offered(context)[0], _MORE)),
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


def _offered(context: Context) -> tuple[tuple[Button, ...], tuple[Button, ...]]:
    """Buttons that the reader is likely to need, by their roles; and the rest."""
    me = context.me
    roles = me.roles if me is not None else frozenset()
    likely = {
        _CHECK: bool(roles & {Role.PHONE_HANDLER, Role.WEB_MONITOR}),
        _RESTRICT: context.people.is_manager(context.reader),
        _APPEAL: Role.CHIEF_EXECUTIVE in roles or Role.RECORDS_ADMIN in roles,
    }
    first = (
        _ENDED,
        _NAMED,
        _OUTSIDE,
        _SUPPORT,
        *(button for button, wanted in likely.items() if wanted),
        _away(context),
    )
    return first, tuple(button for button in (*REPORTS, *_where(context)) if button not in first)


def more(context: Context) -> Card:
    """The remaining actions."""
    blocks = (Buttons(_offered(context)[1]), *guide(context), Buttons((Button(label="Back", action="home.show"),)))
    return Card(title="More", blocks=blocks)


def _away(context: Context) -> Button:
    back = context.me.back_after(context.today) if context.me else None
    if back is not None:
        return Button(label=f"Away until {context.day(back)}: change", action=f"form:{AWAY}")
    return Button(label="I am away until…", action=f"form:{AWAY}")


def _where(context: Context) -> tuple[Button, ...]:
    """Button for people who are on both platforms."""
    choice = Button(label="Where Harbour writes to me", action=f"form:{WHERE}")
    return (choice,) if context.me is not None and context.me.on_both else ()


def guide(context: Context) -> list[Block]:
    """Address of the staff guide (1.4, 1.13), if the organisation has set one."""
    return [Text(f"Guide for staff: {context.policy.staff_guide}")] if context.policy.staff_guide else []


def all_of(title: str, items: tuple[Item, ...], *, more: Button | None) -> Card:
    """Part of the home, a page at a time."""
    return Card(title=title, blocks=(*(items or (Text("Nothing any more."),)), *_more(more)))


def _more(button: Button | None) -> tuple[Block, ...]:
    return () if button is None else (Buttons((button,)),)


def more_of(action: str, after: int | str) -> Button:
    """Button to the lines after the first so many, or after the one with this name."""
    return Button(label="Show more…", action=action, extra=str(after))


# -- the first message ---------------------------------------------------------------------------------


def welcome() -> Card:
    """Welcome to a person new to Harbour. It stays in the chat for good, so it holds nothing personal."""
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


def did_not_understand(policy: Policy, draft: str = "") -> Card:
    """Answer to words that match no command. They are not repeated, and fill the form that is opened.

    The writer may have just been hurt: support comes before the buttons. `draft`: where they are saved; empty if not.
    """
    if not draft:
        return _buttons("I only understand a few words. Here is what I can do:")
    lead = (
        "If something has happened to you, I am sorry. I am a program and understand a few words only. What you wrote "
        "is kept for you, and Harbour has shown it to nobody: press what it is about, and it stands in the form."
    )
    card = _buttons(lead, STAYS, tuple(_with(each, draft) for each in REPORTS))
    safety, said, *rest = card.blocks
    return replace(card, blocks=(safety, *wording.support_lines(policy), said, *rest))


def _with(button: Button, draft: str) -> Button:
    """The same button with the typed text, if its form takes any."""
    command = next((c for c in commands.COMMANDS if c.takes_words and _leads_to(button, c)), None)
    return button if command is None else replace(button, action="draft.open", extra=f"{draft} {command.name}")


def what_i_can_do() -> Card:
    """Answer to "help"."""
    return _buttons("Here is what I can do:")


def _buttons(lead: str, stays: str = "", reports: tuple[Button, ...] = REPORTS) -> Card:
    return Card(
        title="Harbour",
        blocks=(
            Text(wording.SAFETY_FIRST),
            Text(lead),
            Buttons((*reports, Button(label="What waits for me", action="home.show"))),
            *((Small(stays),) if stays else ()),
            Small(f"You can also type: {', '.join(command.words for command in commands.COMMANDS)}, help."),
        ),
    )


def offer(command: Command, draft: str | None) -> Card:
    """Button that opens the requested form, since a form needs a click.

    The typed text is saved and not repeated. It stays in the chat all the same, so the card says so.
    """
    if draft is None:
        button = next(b for b in REPORTS if _leads_to(b, command))
        return Card(title="One more tap", blocks=(Text(f"{command.summary}:"), Buttons((button,))))
    text = "What you wrote is kept for you as a draft: Harbour has shown it to nobody."
    button = Button(label="Open the form", action="draft.open", extra=draft, look=Look.PRIMARY)
    alone = f"Next time, you can type “{command.words}” alone, and write in the form: nothing of that stays here."
    return Card(title="One more tap", blocks=(Text(text), Buttons((button,)), Small(f"{STAYS} {alone}")))


def _leads_to(button: Button, command: Command) -> bool:
    return command.name in button.action


# -- away ----------------------------------------------------------------------------------------------


def away(values: Values, context: Context) -> Form:
    """Set the end of an absence; empty means present."""
    back = context.me.back_after(context.today) if context.me else None
    current = {BACK.id: back.isoformat()} if back is not None else {}
    return Form(
        name=AWAY,
        title="I am away until…",
        body=(
            Text("While you are away, what would wait for you goes to whoever stands in, and reminders keep quiet."),
            BACK.between(context.today + timedelta(days=1), context.today + LONGEST_AWAY),
            wording.section("1.12.1"),
        ),
        submit="Save",
        values={**current, **values},
    )


# -- where Harbour writes ------------------------------------------------------------------------------


def where(values: Values, context: Context) -> Form:
    """Choose the platform for Harbour's messages."""
    chosen = context.me.prefers if context.me else None
    current = {WRITES.id: chosen} if chosen is not None else {}
    platforms = context.policy.platforms
    return Form(
        name=WHERE,
        title="Where Harbour writes",
        body=(
            Text(f"You can report, read and answer {_everywhere(platforms)}, wherever Harbour writes to you."),
            replace(WRITES, options=(*(Option(p.name, f"In {p.called}") for p in platforms), Option(BOTH, "In both"))),
            wording.section("1.12.1"),
        ),
        submit="Save",
        values={**current, **values},
    )


def chosen(where: str, context: Context) -> str:
    """Confirmation of the chosen platform."""
    platforms = [p for p in context.policy.platforms if where in (p.name, BOTH)]
    return f"Noted: Harbour writes to you {_everywhere(platforms)} from now on."


def _everywhere(platforms: Sequence[Platform]) -> str:
    return " and ".join(f"in {platform.called}" for platform in platforms)
