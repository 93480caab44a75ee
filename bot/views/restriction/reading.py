"""Cards of a restriction, for its decider and for the person who asked for it."""

from __future__ import annotations

from bot.chat.cards import Block, Button, Buttons, Card, Divider, Heading, Item, Look, Quote, Small, Text
from bot.records.individual import Individual
from bot.records.restriction import gates, reviews
from bot.records.restriction.measures import Measure, MeasureType
from bot.records.restriction.parts import Outcome
from bot.records.restriction.record import Restriction, State
from bot.views import pages, wording
from bot.views.came import so_far
from bot.views.context import Context
from bot.views.evidence.reading import add_button
from bot.views.letters.form import draft_button, sent
from bot.views.restriction import labels, letters, story
from bot.views.restriction import looks as restriction_looks
from bot.views.restriction import review as restriction_review

#: The form to decide who needs to know of it.
SHARE = "sharing.decide"

_UNDECIDED = frozenset({State.PROPOSED, State.MORE_ASKED})

#: The words for a state, by the state and True if the individual still has to be told.
_WHERE = {
    (
        State.APPROVED,
        False,
    ): "Approved. It starts when those who need to know have the card, and the individual has been told.",
    (
        State.NOT_APPROVED,
        True,
    ): "Not taken forward. What applied for safety has stopped: the individual has to hear.",
    (State.NOT_APPROVED, False): "Not taken forward. Nothing more to do.",
    (State.LIFTED, True): "Lifted. The individual has to hear that.",
    (State.LIFTED, False): "Lifted. Nothing more to do.",
    (State.ENDED, False): "Ended, because the service has ended. Nothing more to do.",
}


#: For measures that were made active at once, for safety, and approved since.
_ACTIVE_ALREADY = (
    "Approved. What was made active for safety goes on; what was approved applies when those who need to know have the "
    "card, and the individual has been told."
)

#: The request to the manager until the recipients of the newest change are decided.
_SHARE = "Please decide who needs to know of it for their work."


# -- what reaches whoever asked for it ---------------------------------------------------------------


def receipt(record: Restriction, context: Context) -> Card:
    """Confirmation for the person who suggested or proposed it."""
    if record.handler is None:
        who = "The management team has been asked who decides."
    else:
        who = f"{context.name(record.handler)} can see this privately, and decides."
    blocks: list[Block] = [Text(f"Thank you. {who} You will hear what comes of it, and why.")]
    if record.suggested:
        blocks.append(Text("You may end any contact that distresses you, whatever is decided."))
        blocks += [Divider(), *wording.support_lines(context.policy)]
    blocks.append(Small(f"Your reference is {record.ref}."))
    return Card(title="Sent", blocks=tuple(blocks))


def goes_to_team(record: Restriction, context: Context) -> Card:
    """Confirmation for the manager who added a limit on the use of the complaint process (R-1.11-3)."""
    who = "The management team has been asked who decides."
    if record.handler is not None:
        who = f"{context.name(record.handler)} can see this privately, and decides."
    return Card(
        title="It has moved",
        blocks=(
            Text("Only a member of the management team who did not propose it decides about the complaint process."),
            Text(f"{who} You will hear what comes of it, and why."),
            Small(f"Its reference is {record.ref}."),
            wording.section("1.11"),
        ),
    )


def managers_propose() -> Card:
    """Answer to staff if the organisation lets only managers propose a restriction."""
    return Card(
        title="Restrictions",
        blocks=(
            Text("Here, managers propose restrictions. Please tell your manager what would help, and why."),
            Text("You may end any contact that distresses you, whatever is decided."),
            wording.section("1.6", "1.8"),
        ),
    )


def kept(form: str, about: str | None, extra: str) -> Card:
    """Confirmation that the input was kept, with a button to go on."""
    go_on = Button(label="Go on", action=f"form:{form}", about=about, extra=extra, look=Look.PRIMARY)
    return Card(
        title="Kept",
        blocks=(Text("What you wrote is kept for you, and nobody else has seen it."), Buttons((go_on,))),
    )


def answered(record: Restriction, context: Context) -> Card:
    """Confirmation for the person who answered the decider's question."""
    who = context.name(record.handler) if record.handler else "Whoever decides"
    return Card(title="Sent", blocks=(Text(f"Thank you. {who} has your answer and decides."), Small(record.ref)))


def outcome(record: Restriction, context: Context, cards: tuple[Button, ...] = ()) -> Card:
    """Outcome in kind words (R-1.13-5; model.md §7). `cards`: buttons that open alert cards."""
    blocks: list[Block] = [Text(standing(record, context))]
    if record.decision and record.decision.outcome is Outcome.NOT_APPROVED:
        blocks += [Quote(record.decision.reasons), *_instead(record.decision.instead), Text(_stands(record))]
    elif record.decision and record.decision.outcome is Outcome.LIGHTER:
        blocks += [Item(_in_words(m)) for m in record.case.measures]
    blocks += so_far(record.came, "What came of it", context)
    blocks += [Buttons(cards)] if cards else []
    if record.stage is State.MORE_ASKED:
        blocks.append(Buttons((_button("Answer", "restriction.question", record, Look.PRIMARY),)))
    if record.decision is None:
        own = record.wish and record.origin.by == context.reader
        blocks += [Small("What you asked for"), Quote(record.wish)] if own else []
        blocks.append(Buttons((add_button(record.id),)))
    blocks += [Divider(), *wording.support_lines(context.policy), wording.section("1.8", "1.12.2", "1.13")]
    return Card(title=f"What became of {record.ref}", blocks=tuple(blocks))


def _instead(words: str) -> list[Block]:
    return [Small("What is done instead"), Quote(words)] if words else []


def _in_words(measure: Measure) -> str:
    """Measure for the person who asked for it: its kind, or its own words if it is of no kind."""
    return measure.detail if measure.type is MeasureType.OTHER else labels.MEASURE[measure.type]


def _stands(record: Restriction) -> str:
    what = "The report and the support around it stand." if record.report_ref else "The support around you stands."
    return f"{what} You may end any contact that distresses you."


def standing(record: Restriction, context: Context) -> str:
    """State in a sentence, for the person who asked for it."""
    if record.decision is None:
        if record.stage is State.MORE_ASKED:
            return f"{context.name(record.questions[-1].by)} would like to know a little more before deciding."
        waits = f"{context.name(record.handler)} decides" if record.handler else "The management team names who decides"
        active = " The measures are active already, for safety." if record.protected else ""
        return f"{waits}, and you will hear.{active}"
    match record.decision.outcome:
        case Outcome.NOT_APPROVED:
            return "Not taken forward, because:"
        case Outcome.LIGHTER:
            return f"Approved with a lighter measure. {_since_then(record)}"
        case Outcome.APPROVED:
            return f"Approved. {_since_then(record)}"


def _since_then(record: Restriction) -> str:
    match record.stage:
        case State.ACTIVE if record.suspension is not None:
            return "It is suspended while an appeal is heard."
        case State.ACTIVE:
            return "It is active."
        case State.LIFTED:
            return "It has been lifted since."
        case State.ENDED:
            return "It has ended since."
        case _ if record.applies:
            return "It is active already, for safety."
        case _:
            return "It starts when the individual has been told."


# -- what the deciding manager reads -----------------------------------------------------------------


def for_decider(
    record: Restriction,
    individual: Individual | None,
    belongs: tuple[Item, ...],
    context: Context,
    *,
    decides: bool,
    names: bool = False,
    affirms: bool = False,
    earlier: tuple[Block, ...] = (),
    page: str = "",
) -> Card:
    """Card of a restriction: next steps, the request, the decision, related records, the history.

    `decides`: True if the reader is the handler; other readers get no buttons. `names`: True if the reader may name
    another handler. `affirms`: True if they may confirm that it is still right without a review.
    `earlier`: lines about earlier reports, for the decider only. `page`: its page to show.
    """
    blocks: list[Block] = [*_suspended(record), Text(where(record, context))]
    if decides:
        blocks += [*_next_steps(record), *_drafting(record), *restriction_looks.announcing(record, context)]
    elif names:
        blocks.append(Buttons((_button("Name someone else", "form:naming.name", record),)))
    blocks += restriction_looks.asks(record, context) if affirms else []
    blocks += [Divider(), *story.asked(record, individual, context), *earlier]
    blocks += [*story.case(record), *story.fairness(record)]
    if record.until_told and not record.over:
        blocks += [Heading("What applies until they are told"), *story.measure_facts(record.until_told)]
    blocks += [*story.protection(record, context), *story.decision(record, context)]
    if record.ended_because:
        blocks += [Heading("The service has ended"), Quote(record.ended_because)]
    if belongs:
        blocks += [Divider(), Heading("What belongs to it"), *belongs]
    blocks += [*story.history(record, individual, context), *sent(record, context)]
    blocks.append(wording.section("1.5", "1.6", "1.7", "1.8", *(("1.11",) if record.for_management_team else ())))
    card = Card(title=f"Restriction {record.ref}", blocks=tuple(blocks))
    return pages.paged(card, page, action="restriction.open", about=record.id)


def _suspended(record: Restriction) -> list[Block]:
    """Notice, above all else, that the measures are suspended."""
    if record.suspension is None:
        return []
    return [Text("Suspended while an appeal is heard: its measures do not apply now. Its reviews go on.")]


def where(record: Restriction, context: Context) -> str:
    """State and next step, for the decider."""
    share = f" {_SHARE}" if record.sharing_due and record.stage is not State.APPROVED else ""
    return f"{_where(record, context)}{share}"


def _where(record: Restriction, context: Context) -> str:
    by = context.name(record.origin.by)
    if record.stage is State.PROPOSED:
        asks = f"{by} {'suggests' if record.suggested else 'proposes'} a restriction. It needs your decision."
        if record.own and record.handler == record.origin.by == context.reader:
            asks = "You brought this restriction. It needs your decision."
        return f"{asks} The measures are active already, for safety." if record.protected else asks
    if record.stage is State.MORE_ASKED:
        return f"You asked {context.name(record.asked)} for more. You can decide without waiting."
    if record.stage is State.ACTIVE:
        return _active(record, context)
    if record.told_with_appeal:
        how = "Lifted on appeal." if record.stage is State.LIFTED else "Approved, and varied on appeal."
        return f"{how} {restriction_review.TOLD_ON_APPEAL}"
    if record.stage is State.APPROVED and record.applies:
        return _ACTIVE_ALREADY
    return _WHERE[record.stage, record.retell]


def _active(record: Restriction, context: Context) -> str:
    on_appeal = bool(record.reviews and record.reviews[-1].appeal)
    how = "what was decided on appeal" if on_appeal else "how the review ended"
    if record.review_just_set:
        how = "that there is a review, and when"
    told = f" The individual has to hear {how}." if record.retell else ""
    if record.told_with_appeal:
        told = f" It was varied on appeal. {restriction_review.TOLD_ON_APPEAL}"
    if reviews.overdue(record, context.today):
        return restriction_review.OVERDUE + told
    if record.suspension is not None:
        reviewed = f"The review is on {context.day(record.due)}." if record.due else "Without a review."
        return reviewed + told
    if record.due is None:
        return f"In force, without a review: the reason is below.{told}"
    return f"In force. The review is on {context.day(record.due)}.{told}"


def _button(label: str, action: str, record: Restriction, look: Look = Look.PLAIN) -> Button:
    return Button(label=label, action=action, about=record.id, look=look)


def _next_steps(record: Restriction) -> list[Block]:
    if record.stage in _UNDECIDED:
        return _deciding(record)
    told = _button("The individual has been told", f"form:{restriction_review.TOLD}", record, Look.PRIMARY)
    end = _button("The service has ended", f"form:{restriction_review.END}", record)
    comes_first = bool(record.waits_for_sharing) or not record.waits_for_telling
    share = _sharing(record, next_=record.sharing_due and comes_first)
    waits = record.sharing_due and bool(record.waits_for_sharing)
    if record.stage is State.APPROVED:
        return [Buttons((share, end) if waits or not record.waits_for_telling else (told, share, end))]
    if record.stage is State.ACTIVE:
        look = Look.PLAIN if record.retell or record.sharing_due else Look.PRIMARY
        review = _button("Can this be lifted?", f"form:{restriction_review.REVIEW}", record, look)
        first = (share,) if waits else (told, share) if record.waits_for_telling else ()
        others = (share, review) if record.sharing_due else (review, share)
        return [Buttons((*first, review, end) if first else (*others, end))]
    left = (*((told,) if record.waits_for_telling else ()), *((share,) if record.sharing_due else ()))
    return [Buttons(left)] if left else []


def _sharing(record: Restriction, *, next_: bool) -> Button:
    """Button to decide who needs to know, then to change it. `next_`: True if it is the next step."""
    look = Look.PRIMARY if next_ else Look.PLAIN
    label = "Decide who needs to know" if record.sharing_due else "Who needs to know"
    return _button(label, f"form:{SHARE}", record, look)


def _deciding(record: Restriction) -> list[Block]:
    decide = [
        _button("Approve", "restriction.approve", record, Look.PRIMARY),
        _button("Deny", "restriction.deny", record),
        # "Lighter" needs measures to compare with, and a suggestion may have none.
        *([_button("Approve a lighter measure", "restriction.lighter", record)] if record.case.measures else []),
    ]
    if record.stage is State.PROPOSED and record.handler != record.origin.by:
        decide.append(_button("Ask for more", "restriction.ask", record))
    others = [_button("I can't take this", "pass_on", record)]
    if record.protected:
        others.insert(0, _sharing(record, next_=False))
    if not record.protected and gates.can_start_at_once(record.case.measures):
        safety = "Make it active at once, for safety"
        others.insert(0, _button(safety, "restriction.protect", record, Look.CAREFUL))
    if record.protection and record.protection.told is None:
        others.insert(0, _button("The individual has been told", f"form:{restriction_review.TOLD}", record))
    return [Buttons(tuple(decide)), Buttons(tuple(others))]


def _drafting(record: Restriction) -> list[Block]:
    """Button to a letter to the individual, if one can be written; a manager sends it."""
    return [Buttons((draft_button(record.id),))] if letters.which(record) else []
