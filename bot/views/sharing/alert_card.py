"""The alert card as people read it: a reference, an instruction, a contact, the month of the review (1.14.1).

Nothing else, however much the restriction says (R-1.14.1-8, R-1.14.1-9).
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.chat.cards import Block, Button, Buttons, Card, Facts, Heading, Look, Text
from bot.people import PersonId
from bot.records.individual import Individual
from bot.records.restriction.record import Restriction
from bot.records.said import Said
from bot.records.sharing.alert_card import AlertCard, PassTo
from bot.records.sharing.record import SUPERSEDED, SharingDecision, Stands
from bot.views import wording
from bot.views.context import Context

READ = "sharing.read"
CHECK = "check_contact.look"

#: The post to which a contact is passed, in the card's words.
PASS_TO = {
    PassTo.DUTY_MANAGER: "The duty manager",
    PassTo.OWN_MANAGER: "Your own line manager",
}

#: The state of the card, above its content.
STANDS = {
    Stands.NOT_YET: "Not in force yet. Until you hear that it is, please go on as before.",
    Stands.IN_FORCE: "In force.",
    Stands.PAUSED: "Not in force at the moment. Until you hear that it is again, please go on as usual.",
    Stands.SUPERSEDED: SUPERSEDED,
    Stands.WITHDRAWN: "This card is no longer in force. Please go on as usual.",
}

#: Above a card that was found by details which two people may share.
_MAKE_SURE = (
    "Two people can share what you typed. Please make sure that it is them, by their reference or by the first line of "
    "their address together with their initials, before you follow this."
)

_SECTION = ("1.14.1", "1.14.2")


def face(card: AlertCard, restriction: Restriction, individual: Individual | None, context: Context) -> Facts:
    """Complete content of a card."""
    return Facts(
        (
            ("Who", individual.display if individual else "Not known yet"),
            ("What to do", card.instruction),
            ("Pass to", _pass_to(card, restriction, context)),
            ("We look at it again", _month(restriction)),
        )
    )


def _pass_to(card: AlertCard, restriction: Restriction, context: Context) -> str:
    """Post, or a person who still works here, to pass a contact to; no name if names are withheld (R-1.8-4)."""
    found = context.people.get(card.person)
    if card.pass_to is PassTo.PERSON and found is not None and found.active and not restriction.withholds_names:
        return found.name
    return PASS_TO.get(card.pass_to or PassTo.DUTY_MANAGER, PASS_TO[PassTo.DUTY_MANAGER])


def _month(restriction: Restriction) -> str:
    on = restriction.review.on if restriction.review else None
    return f"{on:%B %Y}" if on else "No month is set"


# -- for those who need it -----------------------------------------------------------------------------


def for_recipient(
    record: SharingDecision, restriction: Restriction, individual: Individual | None, context: Context
) -> Card:
    """Alert card for a recipient. If recalled, it shows nothing but whom it was about."""
    blocks: list[Block] = [*faces(record, restriction, individual, context)]
    if record.waits_to_be_read and context.reader in record.unread:
        have = Button(label="I have read it", action=READ, about=record.id, look=Look.PRIMARY)
        blocks.append(Buttons((have,)))
    return Card(title=f"A card · {record.ref}", blocks=(*blocks, wording.section(*_SECTION)))


def faces(
    record: SharingDecision, restriction: Restriction, individual: Individual | None, context: Context
) -> list[Block]:
    """State of the card, and its content while it is valid."""
    stands: list[Block] = [Text(STANDS[record.stands])]
    if record.plan.card is None:
        return [Text(over(individual))]
    if not record.is_open:
        return [*stands, Facts((("Who", individual.display if individual else "Not known yet"),))]
    return [*stands, face(record.plan.card, restriction, individual, context)]


def over(individual: Individual | None) -> str:
    """Text in place of a card once no measure applies any more."""
    who = individual.display if individual else "them"
    return f"Nothing applies to contact with {who} any more. Please go on as usual."


def have_read(record: SharingDecision) -> Card:
    """Confirmation for a recipient who has read it."""
    text = "Thank you. You find the card again with “check contact”."
    return Card(title=record.ref, blocks=(Text(text),))


# -- looking it up ---------------------------------------------------------------------------------------


def found(each: Iterable[tuple[SharingDecision, list[Block]]], *, sure: bool = True) -> Card:
    """Cards in force about one individual, each under its own reference."""
    blocks: list[Block] = [] if sure else [Text(_MAKE_SURE)]
    for record, shown in each:
        blocks += [Heading(f"A card · {record.ref}"), *shown]
    return Card(title="Before you contact them", blocks=(*blocks, wording.section(*_SECTION)))


def nothing() -> Card:
    """Answer if there is no card, or none for this reader, or the input matches nothing: always the same."""
    return _look_again(
        "No card here",
        "There is no card for you to follow with what you typed. Please check it, or try something else: their "
        "reference, their initials, or the first line of their address. If you are unsure, ask your manager before "
        "you go on.",
    )


def which_number() -> Card:
    """Answer to a street without a house number that matches nothing."""
    return _look_again(
        "Please ask for the number",
        "A street alone finds nobody: please ask for the number of the house, and look again. If you are unsure, ask "
        "your manager before you go on.",
    )


def more(said: Said) -> Card:
    """Question for further details if several individuals match: lists nobody, and skips details already given."""
    flat = "the flat" if said.homes else "the first line of their address with the flat"
    asks = (
        "their reference",
        *(() if said.initials else ("their initials",)),
        *(() if any(home.flat for home in said.homes) else (flat,)),
    )
    return _look_again(
        "Please ask for a little more",
        f"There is a card, and more than one person may be meant. Please ask for {', or for '.join(asks)}, and look "
        "again. If you are unsure, ask your manager before you go on.",
    )


def _look_again(title: str, text: str) -> Card:
    again = Button(label="Look again", action=f"form:{CHECK}")
    return Card(title=title, blocks=(Text(text), Buttons((again,)), wording.section(*_SECTION)))


def is_shown_to(person: PersonId, record: SharingDecision, context: Context) -> bool:
    """True if the person is a recipient, by name or by a role that they have now."""
    me = context.people.get(person)
    return me is not None and me.active and (person in record.by_name or bool(me.roles & record.roles))
