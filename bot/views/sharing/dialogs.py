"""A sharing decision: its forms, with the card as recipients will read it, and the manager's card (1.14.2)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from bot.chat.cards import Block, Button, Buttons, Card, Divider, Facts, Heading, Look, Quote, Small, Text
from bot.chat.events import Value, Values
from bot.chat.forms import Body, ChoiceField, ChoicesField, Form, PeopleField, TextField, chosen, options
from bot.errors import Problem
from bot.people import PersonId
from bot.records.individual import Individual
from bot.records.restriction import sharing
from bot.records.restriction.measures import BY_CHANNEL, Channel, Measure, MeasureType
from bot.records.restriction.record import Restriction, State
from bot.records.sharing.alert_card import LONGEST, PassTo, stands
from bot.records.sharing.record import Agency, Grant, Group, Plan, SharingDecision, Stands, fields, preselected
from bot.views import wording
from bot.views.context import Context
from bot.views.restriction import labels
from bot.views.restriction.fields import SHORT
from bot.views.restriction.reading import SHARE
from bot.views.restriction.review import TOLD, TOLD_ON_APPEAL
from bot.views.restriction.story import measure_facts
from bot.views.sharing import alert_card

DECIDE = SHARE
CONFIRM = "sharing.confirm"
OPEN = "sharing.open"

GROUPS = {
    Group.PHONE_HANDLERS: "Those who answer the phones",
    Group.WEB_MONITORS: "Those who look after e-mail, the web and social media",
    Group.INVOLVED: "Whoever reported it, whom it was aimed at, and who was there",
    Group.PEOPLE: "People I choose",
}

_WHYS = {
    Group.PHONE_HANDLERS: "Why do those who answer the phones need it?",
    Group.WEB_MONITORS: "Why do those who look after e-mail, the web and social media need it?",
    Group.INVOLVED: "Why do those whom it concerns need it?",
    "people_1": "Why does each of them need it?",
    "people_2": "Why do those need it?",
}

AGENCY = {Agency.POLICE: "The police", Agency.OTHER: "Another agency"}

#: Initial reasons, to be read and corrected.
USUALLY = {
    Group.PHONE_HANDLERS: "They answer the phones, and may take a call from them.",
    Group.WEB_MONITORS: "They see what comes in by e-mail and online, and may hear from them there.",
    Group.INVOLVED: "They may be in contact again, and need to know what applies.",
}

#: The same for people whom a measure names as the contact.
_NAMED = "A measure names them: contact goes to them."

#: The sets of people that can be picked, each with a reason of its own.
PICKED = (1, 2)

PASS_TO = {
    PassTo.DUTY_MANAGER: "The duty manager",
    PassTo.OWN_MANAGER: "The line manager of whoever reads it",
    PassTo.PERSON: "A person I choose",
}

_STANDS = {
    Stands.NOT_YET: "The card starts when the individual has been told.",
    Stands.IN_FORCE: "The card is in force.",
    Stands.PAUSED: "The restriction is suspended, and the card with it.",
    Stands.SUPERSEDED: "A later decision stands in place of this one.",
    Stands.WITHDRAWN: "The card has been called back.",
}
_SECTION = ("1.14.1", "1.14.2")

#: Why the questions are asked, and who reads the answers.
_NOTED = "1.14.2: decisions on sharing are noted and recorded"
_MINIMUM = "1.14.1: staff can act on it; the minimum required"
_AGENCIES = "1.14.2, 1.9.4: sharing with other agencies"
_NEXT = "who shares it the next time; an appeal"
_CARD = "those with the card"


#: The reason to tell recipients that it is over.
_OVER = "They followed it, and need to know that it is over."

REFERENCE = TextField(
    id="reference",
    because="1.14.1: staff are aware that steps may be needed",
    read_by="Harbour: it finds the card",
    label="Whom is it about?",
    hint="Their reference, their initials, or the first line of their address; or two of these, with a comma.",
    required=True,
    longest=80,
    missing="Please write their reference, initials or address.",
)

WHO_NEEDS_IT = ChoicesField(
    id="groups",
    because="1.14.2: all relevant staff are aware",
    read_by="who decides it; who shares it the next time",
    label="Who needs to know, for their work?",
    hint="As few as will do. Each of them with the reason.",
    options=options(GROUPS),
    reshapes=True,
    wrong={Problem.UNFIT: "Nobody holds this role at the moment: please choose people instead."},
)
INSTRUCTION = TextField(
    id="instruction",
    because=_MINIMUM,
    read_by=_CARD,
    label="What should they do?",
    hint="Such as “Take no calls; ask them to e-mail. Emergencies as ever.”",
    longest=LONGEST,
    missing="Please write what to do, in one line.",
    wrong={
        Problem.TOO_MANY: f"Please shorten this to {LONGEST} characters: one line.",
        Problem.LINES: "Please write one line only.",
        Problem.LINKS: "Please leave out links: the card says what to do, and nothing else.",
        Problem.NAMES: "Please leave out the names of staff.",
    },
)
GOES_TO = ChoiceField[PassTo](
    id="goes_to",
    because=_MINIMUM,
    read_by=_CARD,
    label="To whom do they pass it?",
    required=True,
    reshapes=True,
    missing="Please choose to whom a contact is passed.",
    options=options(PASS_TO),
    wrong={Problem.UNFIT: "Staff names are withheld for this restriction: please choose a post."},
)
_TO_A_POST = replace(
    GOES_TO,
    hint="Staff names are withheld here: a post stands on the card.",
    options=options(PASS_TO, (PassTo.DUTY_MANAGER, PassTo.OWN_MANAGER)),
)
GOES_TO_PERSON = PeopleField(
    id="goes_to_person",
    because=_MINIMUM,
    read_by=_CARD,
    label="To which person?",
    most=1,
    required=True,
    missing="Please choose the person, or choose a post above.",
    wrong={Problem.INVOLVED: "Please choose somebody whom it does not concern, or a post."},
)
_WHY = TextField(
    id="why",
    because=_NOTED,
    read_by=_NEXT,
    label=_WHYS[Group.INVOLVED],
    longest=SHORT,
    missing="Please say why they need to know it for their work.",
)
_PEOPLE = PeopleField(
    id=f"people_{PICKED[0]}",
    because="1.14.2: all relevant staff are aware",
    read_by=_NEXT,
    label="Which people?",
    required=True,
    missing="Please choose who.",
)
NOT_WITH = TextField(
    id="not_with",
    because=_NOTED,
    read_by=_NEXT,
    label="Who does not get it, and why?",
    hint="If there is somebody whom one would expect.",
    lines=True,
)
MORE = TextField(
    id="more",
    because=_NOTED,
    read_by=_NEXT,
    label="Does anybody need to know more than the card?",
    hint="Who, what and why. You tell them yourself: Harbour shares the card and nothing else.",
    lines=True,
)
#: Sharing with an outside agency, and the ground for it; a person informs them (R-1.14.2-6).
TOLD_OUTSIDE = ChoiceField(
    id="agency",
    because=_AGENCIES,
    read_by=_NEXT,
    label="Is the police or another agency told?",
    hint="You tell them yourself: Harbour sends nothing out.",
    options=options(AGENCY),
    reshapes=True,
    menu=True,
)
AGENCY_WHY = TextField(
    id="agency_why",
    because=_AGENCIES,
    read_by=_NEXT,
    label="Which, and on what ground?",
    lines=True,
    required=True,
    missing="Please say which it is, and on what ground they are told.",
)
NOBODY_BECAUSE = TextField(
    id="nobody_because",
    because=_NOTED,
    read_by=_NEXT,
    label="Why does nobody need to know?",
    lines=True,
    required=True,
    missing="Please say why nobody needs to know, or choose who does.",
)

# -- what stands in the form beforehand ----------------------------------------------------------------


def known(
    restriction: Restriction, before: Plan | None, behaviour: frozenset[Channel], context: Context
) -> dict[str, Value]:
    """Initial values, all to be confirmed: from the behaviour, the measures and the last decision.

    A list is never reused unchanged (R-1.14.2-3): the groups follow from the present measures, and from the channels
    of the behaviour (`behaviour`).
    """
    grants, measures = before.grants if before is not None else (), sharing.newest_measures(restriction)
    groups = {g.group for g in grants} if restriction.over else preselected(measures, behaviour)
    picked = [g for g in grants if g.group is Group.PEOPLE]
    if not restriction.over:
        picked += _named(measures, {p for g in picked for p in g.people}, context)
    others = {Group.INVOLVED} if before is None or any(g.group is Group.INVOLVED for g in grants) else set()
    ticked = groups | others | ({Group.PEOPLE} if picked else set())
    values: dict[str, Value] = {why(g).id: usual for g, usual in USUALLY.items()}
    values |= {why(field).id: grant.why for field, grant in zip(fields(grants), grants, strict=True)}
    for n, grant in zip(PICKED, picked, strict=False):
        values |= {people(n).id: grant.people, why(f"people_{n}").id: grant.why}
    if restriction.over:
        # The former reasons for the card do not apply any more.
        values = {field: _OVER if field.startswith("why_") else value for field, value in values.items()}
    return values | {
        WHO_NEEDS_IT.id: tuple(g.value for g in GROUPS if g in ticked),
        INSTRUCTION.id: instruction(restriction),
        **_passed_to(restriction, before, context),
    }


def _named(measures: Iterable[Measure], besides: Collection[PersonId], context: Context) -> list[Grant]:
    """People whose names appear in named-person measures; an empty field to fill in if none does."""
    said = [measure.detail for measure in measures if measure.type is MeasureType.NAMED_PERSON]
    named = tuple(p.id for p in context.people if p.active and any(stands(p.name, words) for words in said))
    wanted = tuple(person for person in named if person not in besides)
    return [Grant(group=Group.PEOPLE, why=_NAMED, people=wanted)] if wanted or (said and not named) else []


def instruction(restriction: Restriction) -> str:
    """Instruction in the measures' own words, if they are all about channels (so name nobody) and fit in a line."""
    measures = sharing.newest_measures(restriction)
    # "In every other way as before" comes last, after all changes.
    said = sorted((m.detail for m in measures), key=lambda each: not labels.in_own_words(each))
    line = said[0] if len(said) == 1 else " ".join(f"{each.rstrip('.')}." for each in said)
    return line if all(m.type in BY_CHANNEL for m in measures) and len(line) <= LONGEST else ""


def leave_out(name: str) -> str:
    """Error if the line contains a name."""
    return f"Please leave out the names of staff: {name}."


def _passed_to(restriction: Restriction, before: Plan | None, context: Context) -> dict[str, Value]:
    """Contact on the card: unchanged, else the person whom a measure names, else a post; never a decider."""
    card = before.card if before is not None else None
    post = PassTo.DUTY_MANAGER if context.policy.duty_manager else PassTo.OWN_MANAGER
    if restriction.withholds_names:
        kept = card.pass_to if card is not None and card.pass_to is not PassTo.PERSON else None
        return {GOES_TO.id: (kept or post).value}
    if card is not None and card.pass_to is not None:
        return {GOES_TO.id: card.pass_to.value, GOES_TO_PERSON.id: (card.person,) if card.person else ()}
    named = [p for grant in _named(sharing.newest_measures(restriction), (), context) for p in grant.people]
    if len(named) == 1 and named[0] not in restriction.conflicted():
        return {GOES_TO.id: PassTo.PERSON.value, GOES_TO_PERSON.id: tuple(named)}
    return {GOES_TO.id: post.value}


# -- the form ------------------------------------------------------------------------------------------


def decide(restriction: Restriction, before: Plan | None, values: Values, *, extra: str) -> Form:
    """Choose the recipients, a reason for each, and the content of the card."""
    groups = chosen(values, WHO_NEEDS_IT)
    body: Body = [
        *_lead(restriction),
        WHO_NEEDS_IT,
        *(why(group) for group in groups if group in USUALLY),
        *(part for n in PICKED if Group.PEOPLE in groups for part in (people(n), why(f"people_{n}"))),
        *([] if restriction.over or not groups else _card(restriction, before, values)),
        *([Divider(), NOT_WITH, MORE] if groups else [NOBODY_BECAUSE]),
        TOLD_OUTSIDE,
        *([AGENCY_WHY] if chosen(values, TOLD_OUTSIDE) else []),
        wording.section(*_SECTION),
    ]
    return Form(
        name=DECIDE,
        title="Who needs to know?",
        body=tuple(body),
        submit="Next" if groups and not restriction.over else "Save",
        about=restriction.id,
        extra=extra,
        values=values,
    )


def _lead(restriction: Restriction) -> Body:
    if restriction.over:
        return [
            Text("It applies no longer, and the cards are called back: those who had one have been told."),
            Text("Is there anybody else who needs to hear that it is over?"),
        ]
    starts = "" if restriction.applies else " It starts once they have it."
    return [
        Text(f"All who meet this at work need to know what to do, and nobody else.{starts}"),
        *measure_facts(sharing.newest_measures(restriction)),
    ]


def why(field: str) -> TextField:
    """Reason for a recipient: prefilled for a group, required for people picked by name (R-1.14.2-2)."""
    return replace(_WHY, id=f"why_{field}", label=_WHYS[field], required=field == f"people_{PICKED[0]}")


def people(number: int) -> PeopleField:
    """People picked for one reason."""
    if number == PICKED[0]:
        return _PEOPLE
    return replace(_PEOPLE, id=f"people_{number}", label="More people, for another reason", required=False)


def _card(restriction: Restriction, before: Plan | None, values: Values) -> Body:
    withheld = restriction.withholds_names
    so_far = before.card.instruction if before is not None and before.card is not None else ""
    return [
        Divider(),
        Heading("The card"),
        Text("What to do, in one line. No reason, nothing that was said or done, no names of staff, no links."),
        *([Small(f"The card so far: {so_far}")] if so_far else []),
        replace(INSTRUCTION, required=not instruction(restriction)),
        _TO_A_POST if withheld else GOES_TO,
        *([GOES_TO_PERSON] if PassTo.PERSON in chosen(values, GOES_TO) and not withheld else []),
    ]


# -- the last step: as it will be read -------------------------------------------------------------------


def confirm(
    restriction: Restriction, plan: Plan, individual: Individual | None, context: Context, *, extra: str
) -> Form:
    """Final check of the card exactly as it will be read, and of its recipients (R-1.14.1-9)."""
    assert plan.card is not None  # asked for in the step before
    body: Body = [
        Text("This is all that they will read:"),
        alert_card.face(plan.card, restriction, individual, context),
        *_how_it_is_found(individual, context),
        Divider(),
        *_shared_with(plan.grants, context),
        wording.section(*_SECTION),
    ]
    return Form(
        name=CONFIRM,
        title="As they will read it",
        body=tuple(body),
        submit="Share",
        about=restriction.id,
        extra=extra,
    )


def _how_it_is_found(individual: Individual | None, context: Context) -> Body:
    """Warning if the card cannot be found, or not with certainty, by a reference or an address."""
    if individual is None or not individual.clues():
        return [Small("Nothing is known of them that a caller would say: nobody finds this card by asking for it.")]
    if individual.said.homes or individual.said.reference(context.policy.references) is not None:
        return []
    return [Small("They are known by no reference or address: whoever finds this card is asked to make sure.")]


def _shared_with(grants: tuple[Grant, ...], context: Context) -> list[Block]:
    """Recipients with their reasons. Names are for the manager only."""
    return [Facts(tuple((_who(grant, context), grant.why) for grant in grants))] if grants else []


def _who(grant: Grant, context: Context) -> str:
    names = context.names(grant.people)
    return names if grant.group is Group.PEOPLE else f"{GROUPS[grant.group]} ({names})"


# -- what is read of it ----------------------------------------------------------------------------------


def for_manager(
    record: SharingDecision, restriction: Restriction, individual: Individual | None, context: Context, *, decides: bool
) -> Card:
    """Card for the manager: the decision and its reasons, the alert card, and who has read it."""
    plan = record.plan
    who = f"Decided by {context.name(record.origin.by)}, {context.moment(record.origin.at)}"
    blocks: list[Block] = [Text(_standing(record)), Small(who), *_shared_with(plan.grants, context)]
    if plan.card is not None:
        blocks += [Heading("The card"), alert_card.face(plan.card, restriction, individual, context)]
    said = (
        ("Why nobody needs to know", plan.nobody_because),
        ("Who does not get it, and why", plan.not_with),
        ("More than the card", plan.more),
        (AGENCY[plan.agency] if plan.agency is not None else "", plan.agency_why),
    )
    for label, words in said:
        blocks += [Small(label), Quote(words)] if words else []
    blocks += _read_by(record, context)
    buttons: list[Button] = []
    if record.waits_to_be_read and context.reader in record.unread:
        buttons.append(Button(label="I have read it", action=alert_card.READ, about=record.id, look=Look.PRIMARY))
    if decides and record.is_open and not restriction.over:
        buttons.append(Button(label="Decide it anew", action=f"form:{DECIDE}", about=restriction.id))
    blocks += [Buttons(tuple(buttons))] if buttons else []
    blocks.append(wording.section(*_SECTION))
    return Card(title=f"Sharing {record.ref} · {record.restriction_ref}", blocks=tuple(blocks))


def _standing(record: SharingDecision) -> str:
    if not record.plan.grants and record.is_open:
        return "It was decided that nobody else needs to know."
    if record.over:
        return "It applies no longer, and those named below have been told so."
    return _STANDS[record.stands]


def _read_by(record: SharingDecision, context: Context) -> list[Block]:
    have = tuple(reading.by for reading in record.readings)
    facts = (
        ("Has read it", context.names(have)),
        ("Has not read it yet", context.names(record.unread) if record.waits_to_be_read else ""),
    )
    shown = tuple((label, names) for label, names in facts if names)
    return [Facts(shown)] if shown else []


def decided(record: SharingDecision, restriction: Restriction) -> Card:
    """Confirmation for the manager, with a button for the next step."""
    shared = "The card is on its way to those who need it." if record.plan.card else "It is noted."
    told = Button(label="The individual has been told", action=f"form:{TOLD}", about=restriction.id, look=Look.PRIMARY)
    opening = Button(label="Open", action="restriction.open", about=restriction.id)
    buttons = Buttons((told, opening) if restriction.waits_for_telling else (opening,))
    text = Text(f"{shared} {_next(restriction)}")
    return Card(title=f"Decided · {record.ref}", blocks=(text, buttons, Small(record.ref)))


def _next(restriction: Restriction) -> str:
    """Next step and its effect: the restriction starts, changes, or is over."""
    if restriction.told_with_appeal:
        return TOLD_ON_APPEAL
    if restriction.protected:
        return "A decision about it is still needed."
    if not restriction.waits_for_telling:
        return "Nothing more is to be done here."
    if restriction.stage is State.APPROVED:
        then = "what was approved applies" if restriction.applies else "it starts"
        return f"Next, the individual is told; then {then}."
    changes = restriction.until_told and not restriction.over
    return f"Next, the individual is told{'; then the change applies' if changes else ''}."


# -- looking it up ---------------------------------------------------------------------------------------


def check(values: Values) -> Form:
    """Search for cards about the individual whom the reader is about to contact."""
    body: Body = [
        Text("If there is a card for you about them, you see it here. That you looked is noted."),
        REFERENCE,
        wording.section(*_SECTION),
    ]
    return Form(
        name=alert_card.CHECK,
        title="Before you contact them",
        body=tuple(body),
        submit="Look",
        reveals=True,
        values=values,
    )
