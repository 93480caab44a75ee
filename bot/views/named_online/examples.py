"""Examples of the cards and forms about a named colleague."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.chat.cards import Card, Item
from bot.chat.events import Values
from bot.chat.forms import Form
from bot.records.base import RecordId
from bot.records.named_online.parts import Threat, WishKind
from bot.records.named_online.record import NamedOnline
from bot.views.context import Context
from bot.views.evidence import examples as evidence
from bot.views.examples import people
from bot.views.named_online import deciding, forms
from bot.views.named_online import reading as views
from bot.views.named_online import samples as records


def _isla() -> Context:
    return people.context(people.ISLA)


def _morag() -> Context:
    return people.context(people.MORAG)


def _finder(*, threat: bool = False) -> Card:
    police = (RecordId("id-PD-0001"), RecordId("id-PD-0002")) if threat else ()
    context = people.context(people.RORY)
    return views.sent(threat=threat, police=police, own=None, others=True, context=context, screenshot=evidence.ADDRESS)


def _manager(record: NamedOnline, *, belongs: tuple[Item, ...] = (), may_close: bool = False) -> Card:
    return views.for_manager(record, belongs, _morag(), may_close=may_close, may_propose=record.proposes_restriction)


def _named(record: NamedOnline) -> Card:
    return views.for_named(record, _isla())


def _unassigned() -> NamedOnline:
    record = records.own()
    return record.changed(assigned=replace(record.assigned, to=None))


_EVERYTHING: Values = {
    "actions": ("removal", "report", "block", "restriction"),
    "removal": "seek",
    "risk": "It may be shared further, once it is seen that we mind.",
}

EXAMPLES: Mapping[str, Callable[[], Card | Form]] = {
    "named_online/form": lambda: forms.report({}),
    "named_online/form, a leaflet": lambda: forms.report({"place": "leaflet", "threat": "not_sure"}),
    "named_online/form, nothing answered": lambda: forms.report({}).with_errors({"named": "Please choose."}),
    "named_online/sent": _finder,
    "named_online/sent, a threat": lambda: _finder(threat=True),
    "named_online/sent, one's own": lambda: views.sent(
        threat=False, police=(), own=records.own(), others=False, context=_isla()
    ),
    "named_online/sent, one's own, nobody left": lambda: views.sent(
        threat=False, police=(), own=_unassigned(), others=False, context=_isla()
    ),
    "named_online/manager, sent": lambda: _manager(records.reported()),
    "named_online/manager, seen": lambda: _manager(records.acknowledged()),
    "named_online/manager, danger": lambda: _manager(records.hurried()),
    "named_online/manager, told": lambda: _manager(records.told()),
    "named_online/manager, they would rather tell": lambda: _manager(
        records.told().wish(records.wish(kind=WishKind.TELL_MANAGER, words=""))
    ),
    "named_online/manager, heard": lambda: _manager(records.wished()),
    "named_online/manager, decided": lambda: _manager(records.decided()),
    "named_online/manager, support offered": lambda: _manager(records.offered()),
    "named_online/manager, shared": lambda: _manager(records.shared()),
    "named_online/manager, one answer": lambda: _manager(records.chosen()),
    "named_online/manager, to close": lambda: _manager(records.chosen(), may_close=True),
    "named_online/manager, settled": lambda: _manager(records.closed()),
    "named_online/manager, perhaps a threat": lambda: _manager(records.reported(threat=Threat.NOT_SURE)),
    "named_online/manager, a threat": lambda: _manager(records.reported(threat=Threat.YES)),
    "named_online/manager, everything said": lambda: _manager(records.fullest()),
    "named_online/named, told": lambda: _named(records.told()),
    "named_online/named, decided": lambda: _named(records.decided()),
    "named_online/named, settled": lambda: _named(records.closed()),
    "named_online/named, said": lambda: views.noted(records.wished(), _isla()),
    "named_online/named, answered": lambda: views.chosen(records.answered_first()),
    "named_online/named, both answered": lambda: views.chosen(records.closed()),
    "named_online/link": lambda: views.link(records.reported()),
    "named_online/summary": lambda: views.summary(records.shared(), people.context(people.AILSA)),
    "named_online/told": lambda: forms.told(records.acknowledged(), {}, _morag()),
    "named_online/wishes": lambda: forms.wishes(records.told(), {"kind": "words"}, _isla()),
    "named_online/wishes, noted": lambda: forms.wishes(records.told(), {"kind": "words"}, _morag()),
    "named_online/danger": lambda: forms.urgent(records.acknowledged(), {}, _morag()),
    "named_online/decide": lambda: deciding.decide(records.wished(), {}, _morag()),
    "named_online/decide, everything": lambda: deciding.decide(records.wished(), _EVERYTHING, _morag()),
    "named_online/what came of it": lambda: deciding.answered(records.decided(), "0", {}),
    "named_online/support offered": lambda: deciding.offers(records.decided(), {}, _morag()),
    "named_online/share": lambda: deciding.share(records.offered(), {}),
    "named_online/share, before they know": lambda: deciding.share(records.hurried(), {}),
    "named_online/personal records": lambda: deciding.personal(records.shared(), {}, _morag()),
    "named_online/personal records, one's own": lambda: deciding.personal(records.shared(), {}, _isla()),
}
