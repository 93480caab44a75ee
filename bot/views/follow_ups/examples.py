"""Examples of the cards and forms about correspondence, online action, restorative steps and advice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from bot.chat.cards import Button, Card
from bot.chat.events import Values
from bot.chat.forms import Form
from bot.people import PersonId
from bot.records.base import Record
from bot.records.ended_contact.parts import AimedAt, Channel
from bot.records.follow_ups.correspondence import Use, Verdict, Way
from bot.records.follow_ups.restorative import What
from bot.records.online import Answer
from bot.records.restriction import parts as restriction_parts
from bot.views.context import Context
from bot.views.ended_contact import reading as ended_contact
from bot.views.examples import people
from bot.views.follow_ups import advice, correspondence, online_action, restorative
from bot.views.follow_ups import samples as records
from bot.views.police.story import Story, story
from bot.views.restriction import steps as restriction_steps
from bot.views.restriction.examples.states import desk, prepared

_EARLIER = (date(2026, 10, 5), date(2026, 3, 2))
_EVERY_ACTION: Values = {"actions": ("report", "block", "restriction")}


def _morag() -> Context:
    return people.context(people.MORAG)


def _story() -> Story:
    return story(records.letter(), people.individual(), _morag(), opens=True)


def _propose() -> Button:
    return Button(label="Propose a restriction", action="form:restriction.propose", about="id-EC-0042")


def _notice(
    record: Record, to: PersonId = people.MORAG, *, view: str = "nudge", kind: str = "", item: str = ""
) -> Card:
    return people.message(record, people.context(to), view, kind, item=item)


def _fairness() -> Form:
    form = restriction_steps.decision(prepared(), desk(prepared()), restriction_parts.Answer.APPROVE, extra="approve.1")
    return restorative.with_tried(form, (records.went(), records.noted(What.ADVICE)), _morag())


def _proposing() -> Form:
    return restorative.before_proposing(restriction_steps.propose(None, desk(), begun=False))


def _written(reader: PersonId) -> Card:
    context = people.context(reader)
    if reader == people.ISLA:
        return ended_contact.for_reporter(records.letter(), None, context)
    ways = (
        Button(label="Decide about the correspondence", action=correspondence.BEGIN, about="id-EC-0042"),
        Button(label="Decide about action online", action=online_action.BEGIN, about="id-EC-0042"),
        restorative.note_button(people.report().id),
        advice.button(people.report().id),
    )
    seen = records.letter(Channel.OUR_SOCIAL_MEDIA).acknowledge(people.NOW)
    return ended_contact.for_manager(seen, None, (), context, ways=ways)


EXAMPLES: Mapping[str, Callable[[], Card | Form]] = {
    "ended_contact/receipt, an e-mail": lambda: ended_contact.receipt(records.letter(), people.context(people.ISLA)),
    "ended_contact/reporter, an e-mail": lambda: _written(people.ISLA),
    "ended_contact/manager, a post": lambda: _written(people.MORAG),
    "correspondence/manager, to decide": lambda: correspondence.card(records.opened(), _morag(), story=_story()),
    "correspondence/manager, earlier warnings": lambda: correspondence.card(
        records.opened(), _morag(), story=_story(), warnings=_EARLIER, propose=_propose()
    ),
    "correspondence/decide": lambda: correspondence.decide(records.opened(), Verdict.NOT_ACCEPTABLE.value, {}),
    "correspondence/decide, evidence used": lambda: correspondence.decide(
        records.opened(), Verdict.NOT_ACCEPTABLE.value, {"use": "used"}
    ),
    "correspondence/manager, not acceptable": lambda: correspondence.card(
        records.not_acceptable(Use.USED), _morag(), story=_story(), propose=_propose()
    ),
    "correspondence/sender": lambda: correspondence.inform(records.not_acceptable(), {}, _morag()),
    "correspondence/sender, a manager": lambda: correspondence.inform(
        records.not_acceptable(), {"way": "manager"}, _morag()
    ),
    "correspondence/sender, an account": lambda: correspondence.inform(
        records.opened(aimed_at=AimedAt.ORGANISATION).decide(records.verdict()), {"way": "account"}, _morag()
    ),
    "correspondence/sender, not informed": lambda: correspondence.inform(
        records.not_acceptable(), {"way": "not_informed"}, _morag()
    ),
    "correspondence/manager, informed by a manager": lambda: correspondence.card(
        records.informed(Way.MANAGER), _morag()
    ),
    "correspondence/manager, informed from an account": lambda: correspondence.card(records.informed(), _morag()),
    "correspondence/manager, not informed": lambda: correspondence.card(records.informed(Way.NOT_INFORMED), _morag()),
    "correspondence/manager, acceptable": lambda: correspondence.card(records.acceptable(), _morag()),
    "correspondence/message, to decide": lambda: _notice(records.opened(), kind="decide_correspondence"),
    "correspondence/message, to note": lambda: _notice(records.not_acceptable(), kind="decide_correspondence"),
    "correspondence/message, settled": lambda: _notice(records.informed(), kind="decide_correspondence"),
    "correspondence/message, moved": lambda: _notice(records.opened(), people.CALLUM, kind="decide_correspondence"),
    "online_action/manager, to decide": lambda: online_action.card(records.online(), _morag(), story=_story()),
    "online_action/decide": lambda: online_action.decide(records.online(), {}, _morag()),
    "online_action/decide, every action": lambda: online_action.decide(
        records.online(), _EVERY_ACTION, _morag(), has_evidence=False
    ),
    "online_action/decide, nothing": lambda: online_action.decide(
        records.online(), {"actions": ("nothing",)}, _morag()
    ),
    "online_action/manager, asked": lambda: online_action.card(
        records.asked(), _morag(), story=_story(), propose=_propose()
    ),
    "online_action/manager, answered": lambda: online_action.card(records.asked(answer=Answer.REMOVED), _morag()),
    "online_action/manager, nothing": lambda: online_action.card(records.nothing_done(), _morag()),
    "online_action/what came of it": lambda: online_action.answered(
        records.asked(), "0", {}, people.context(people.CALLUM)
    ),
    "online_action/noted": lambda: online_action.noted(records.asked(answer=Answer.REFUSED)),
    "online_action/message, to decide": lambda: _notice(records.online(), kind="decide_online_action"),
    "online_action/message, settled": lambda: _notice(records.nothing_done(), kind="decide_online_action"),
    "online_action/message, moved": lambda: _notice(records.online(), people.CALLUM, kind="decide_online_action"),
    "online_action/message, what came of it": lambda: _notice(
        records.asked(), people.CALLUM, kind="note_removal_answer", item="0"
    ),
    "online_action/message, to who decided": lambda: _notice(records.asked(), kind="note_removal_answer", item="0"),
    "online_action/message, answered": lambda: _notice(
        records.asked(answer=Answer.NO_REPLY), people.CALLUM, kind="note_removal_answer", item="0"
    ),
    "restorative/note": lambda: restorative.note("id-EC-0042", {}, _morag(), asks_whom=False),
    "restorative/note, whom": lambda: restorative.note(None, {}, _morag(), asks_whom=True),
    "restorative/manager, to note": lambda: restorative.card(records.to_follow(), _morag(), whom="T. B."),
    "restorative/manager, noted": lambda: restorative.card(records.noted(), _morag(), whom="T. B."),
    "restorative/manager, advice": lambda: restorative.card(records.noted(What.ADVICE), _morag(), whom="T. B."),
    "restorative/manager, how it went": lambda: restorative.card(records.went(), _morag(), whom="T. B."),
    "restorative/manager, none": lambda: restorative.card(records.none_after_all(), _morag()),
    "restorative/how it went": lambda: restorative.result(records.noted(), {}),
    "restorative/why none": lambda: restorative.result(records.to_follow(), {}),
    "restorative/before a restriction": _proposing,
    "restorative/tried before": _fairness,
    "restorative/message, to note": lambda: _notice(records.to_follow(), kind="note_restorative_step"),
    "restorative/message, how it went": lambda: _notice(records.noted(), kind="note_restorative_step"),
    "restorative/message, settled": lambda: _notice(records.went(), kind="note_restorative_step"),
    "restorative/message, moved": lambda: _notice(records.to_follow(), people.CALLUM, kind="note_restorative_step"),
    "advice/ask": lambda: advice.ask(people.report().id, {}, _morag()),
    "advice/noted": lambda: advice.noted(records.noted(What.ADVICE)),
}
