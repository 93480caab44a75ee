"""Findings of a named-online incident and the steps taken since, as blocks for its readers."""

from __future__ import annotations

from bot.chat.cards import Block, Button, Buttons, Facts, Heading, Quote, Small, Text
from bot.records.links import first_link, without_links
from bot.records.named_online import personal_records
from bot.records.named_online.parts import Decision, Found, Threat, Wish
from bot.records.named_online.record import NamedOnline
from bot.records.online import Answer
from bot.views.context import Context
from bot.views.named_online import words
from bot.views.named_online.deciding import ANSWERED

#: The number of findings and wishes at the top, the newest first; the others come at the end.
SHOWN = 5

#: The combined answer of both people about personal records.
PERSONAL = {
    True: "Both of you said yes. The manager sees to it; Harbour writes into no personal record.",
    False: "No record is made in personal records.",
}


def found(record: NamedOnline, context: Context, *, by: bool) -> list[Block]:
    """Findings, with all links hidden. `by`: True to name the finder."""
    first = record.found[0]
    blocks: list[Block] = [Heading("What was found"), _facts(record, first, context, by=by)]
    if first.line:
        blocks += [Small("What helps to find it"), Quote(without_links(first.line))]
    if links(record):
        show = Button(label="Show the link", action="named_online.link", about=record.id)
        blocks += [Text("The link is put out of sight, because what it leads to may distress."), Buttons((show,))]
    for again in reversed(record.found[1:][-SHOWN:]):
        blocks += _again(again, context, by=by)
    return blocks


def found_earlier(record: NamedOnline, context: Context, *, by: bool) -> list[Block]:
    """Findings that are not shown at the top."""
    earlier = record.found[1:][:-SHOWN]
    blocks = [block for again in reversed(earlier) for block in _again(again, context, by=by)]
    return [Heading("Found in between"), *blocks] if blocks else []


def _facts(record: NamedOnline, first: Found, context: Context, *, by: bool) -> Facts:
    known: list[tuple[str, str | None]] = [
        ("Who is named", context.name(record.person)),
        ("Where", _place(first)),
        ("Found", context.moment(first.at)),
        ("Found by", context.name(first.by) if by else None),
        ("A threat", _threat(record, first)),
    ]
    return Facts(tuple((label, value) for label, value in known if value))


def _threat(record: NamedOnline, first: Found) -> str | None:
    said = words.THREAT[first.threat] if first.threat is not Threat.NO else ""
    judged = [f"A manager looked: it is {'a' if each.threat else 'no'} threat" for each in record.judged[-1:]]
    return ". ".join(part for part in (said, *judged) if part) or None


def _place(each: Found) -> str:
    place = words.PLACE[each.place]
    return f"{place}: {without_links(each.where)}" if each.where else place


def _again(each: Found, context: Context, *, by: bool) -> list[Block]:
    who = f" by {context.name(each.by)}" if by else ""
    threat = " It may hold a threat." if each.threat is not Threat.NO else ""
    blocks: list[Block] = [Small(f"Found again{who}, {context.moment(each.at)}. {_place(each)}.{threat}")]
    return [*blocks, Quote(without_links(each.line))] if each.line else blocks


def links(record: NamedOnline) -> tuple[str, ...]:
    """Texts of the findings that are or contain a link, each once."""
    given = [each.link for each in record.found if each.link]
    held = [text for each in record.found for text in (each.where, each.line) if first_link(text)[0]]
    return tuple(dict.fromkeys((*given, *held)))


# -- their say -------------------------------------------------------------------------------------


def said(record: NamedOnline, context: Context) -> list[Block]:
    """Wishes of the named person, the newest first."""
    if not record.wishes:
        return []
    heading = "What you said" if context.reader == record.person else "Their say"
    return [Heading(heading), *_wishes(record.wishes[-SHOWN:], record, context)]


def said_earlier(record: NamedOnline, context: Context) -> list[Block]:
    """Earlier wishes."""
    earlier = record.wishes[:-SHOWN]
    return [Heading("Said earlier"), *_wishes(earlier, record, context)] if earlier else []


def _wishes(wishes: tuple[Wish, ...], record: NamedOnline, context: Context) -> list[Block]:
    blocks: list[Block] = []
    for wish in reversed(wishes):
        noted = "" if wish.by == record.person else f", noted by {context.name(wish.by)}"
        said = words.OWN_SAID if context.reader == record.person else words.WISH
        blocks.append(Small(f"{said[wish.kind]}{noted}, {context.moment(wish.at)}"))
        if wish.words:
            blocks.append(Quote(wish.words))
    return blocks


# -- what is done ----------------------------------------------------------------------------------


def done(record: NamedOnline, context: Context, *, may_answer: bool) -> list[Block]:
    """Decisions with reasons, the newest first. `may_answer`: True if the reader is the handler."""
    blocks: list[Block] = []
    numbered = list(enumerate(record.decisions))
    for number, decision in reversed(numbered):
        blocks.append(Heading(f"Decided by {context.name(decision.by)}, {context.moment(decision.at)}"))
        blocks += _actions(decision)
        blocks += _request(record, number, context, may_answer=may_answer)
    return blocks


def _actions(decision: Decision) -> list[Block]:
    blocks: list[Block] = []
    for action in decision.actions:
        what = words.DONE[action.type]
        if action.removal is not None:
            what = f"{what}: {words.REMOVAL[action.removal].casefold()}"
        blocks += [Small(what), Quote(action.reasons)]
        if action.risk:
            blocks += [Small("The risk that it makes things worse"), Quote(action.risk)]
    return blocks


def _request(record: NamedOnline, number: int, context: Context, *, may_answer: bool) -> list[Block]:
    asked = record.decisions[number].request
    if asked is None:
        return []
    facts = [
        ("Asked to take it down", asked.of),
        ("Asked by", f"{context.name(asked.by)}, {context.day(asked.on)}"),
        ("Their reference", asked.reference),
        ("What came of it", words.ANSWER[asked.answer] if asked.answer else "Not known yet"),
    ]
    blocks: list[Block] = [Facts(tuple((label, value) for label, value in facts if value))]
    open_yet = asked.answer in (None, Answer.NO_REPLY)
    if open_yet and (may_answer or asked.by == context.reader):
        button = Button(label="Note what came of it", action=f"form:{ANSWERED}", about=record.id, extra=str(number))
        blocks.append(Buttons((button,)))
    return blocks


def hurried(record: NamedOnline, context: Context) -> list[Block]:
    """Dangers noted to take a step before its turn, with the reasons."""
    return [
        block
        for each in record.overrides
        for block in (
            Small(f"Danger, noted by {context.name(each.by)}, {context.moment(each.at)}"),
            Quote(each.reason),
        )
    ]


def around(record: NamedOnline, context: Context) -> list[Block]:
    """Facts besides the decisions: told, support offered, summary shared, personal records."""
    known: list[tuple[str, str]] = []
    if record.told is not None:
        told = record.told
        who = "You have known" if context.reader == record.person else "They have known"
        known.append((f"{who} since", f"{context.day(told.on)} ({words.HOW[told.how].casefold()})"))
    if record.offers:
        offered = record.offers[-1]
        known.append(("An informal talk", "offered" if offered.talk else "not offered"))
        known.append(("Counselling", "offered" if offered.counselling else "not offered"))
    if (agreed := personal_records.agreed(record)) is not None:
        known.append(("Personal records", PERSONAL[agreed]))
    blocks: list[Block] = [Facts(tuple(known))] if known else []
    if record.shared is not None:
        when = context.moment(record.shared.at)
        blocks += [Small(f"What the management team may read, since {when}"), Quote(record.shared.summary)]
    return blocks
