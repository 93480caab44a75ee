"""Every route to a record, and its act in the table.

The name of a route is an action of the dispatcher, or "form:" and the name of a form: that form opened by a button,
drawn again, and sent.
"""

from __future__ import annotations

from collections.abc import Mapping

FORM = "form:"

#: The kinds that are reports, from which other matters grow.
_REPORTS = ("ended_contact", "named_online")
_ASSIGNED = (
    *_REPORTS,
    "restriction",
    "debrief",
    "time_away",
    "police_decision",
    "support_request",
    "contact_outside",
    "appeal",
    "correspondence",
    "online_action",
    "restorative",
)
#: The kinds of records that stand for themselves, and whose time ends.
_RETAINED = (
    *_REPORTS,
    "restriction",
    "restorative",
    "contact_outside",
    "support_request",
    "time_away",
    "appeal",
    "subject_access",
)
_EVIDENCED = (*_REPORTS, "police_decision", "restriction", "correspondence", "online_action")
#: Matters: what a document can be made of.
_MATTERS = (
    *_REPORTS,
    "restriction",
    "contact_outside",
    "police_decision",
    "appeal",
    "correspondence",
    "online_action",
    "restorative",
)
_INSPECTED = (
    *_REPORTS,
    "police_decision",
    "witness_statement",
    "contact_outside",
    "evidence",
    "correspondence",
    "online_action",
    "restorative",
)

#: Kind → act → the routes to it. A route that stands at no kind is the same whatever record its button names.
_WAYS: Mapping[str, Mapping[str, str]] = {
    "ended_contact": {
        "read": "page.open ended_contact.open",
        "decide": "ended_contact.acknowledge form:ended_contact.talked form:ended_contact.triage"
        " form:ended_contact.outcome form:ended_contact.no_restriction correspondence.begin online_action.begin"
        " ended_contact.same ended_contact.another",
        "propose": "form:restriction.propose form:restriction.propose_at_once restriction.afresh restriction.keep",
        "add": "form:ended_contact.add",
        "say oneself": "ended_contact.tell_manager",
        "ask for support": "ended_contact.support_seen time_away.ask form:support_request.ask",
        "try again": "ended_contact.reengaged",
    },
    "named_online": {
        "read": "page.open named_online.open named_online.link",
        "hear summary": "named_online.summary",
        "decide": "named_online.acknowledge named_online.judge named_online.close form:named_online.told"
        " form:named_online.urgent form:named_online.decide form:named_online.offers form:named_online.share",
        "propose": "form:restriction.propose form:restriction.propose_at_once restriction.afresh restriction.keep",
        "say": "form:named_online.wishes form:named_online.personal",
        "note what came of a request": "form:named_online.answered",
        "ask for support": "named_online.support_seen time_away.ask form:support_request.ask",
        "inspect link": "register.link",
    },
    "restriction": {
        "read": "restriction.open",
        "see as a page": "page.open",
        "hear": "restriction.outcome",
        "answer": "restriction.question form:restriction.answer",
        "decide": "restriction.approve restriction.lighter restriction.deny restriction.ask restriction.protect"
        " restriction.keep form:restriction.decision form:restriction.not_forward form:restriction.asking"
        " form:restriction.protection form:restriction.told form:restriction.review form:restriction.end"
        " restriction.announced form:sharing.decide restriction.same restriction.another",
        "affirm": "form:restriction.look",
        "go on sharing": "form:sharing.confirm",
    },
    "debrief": {
        "read": "page.open debrief.open",
        "answer": "debrief.yes debrief.later debrief.no_thanks",
        "decide": "form:debrief.book form:debrief.held form:debrief.agree",
        "see to an action": "debrief.action debrief.action_done form:debrief.drop",
    },
    "time_away": {
        "read": "page.open time_away.open",
        "say": "form:time_away.when",
        "decide": "form:time_away.arrange",
        "hear of cover": "time_away.cover",
    },
    "support_request": {
        "read": "page.open support_request.open",
        "say": "form:support_request.say support_request.step_up support_request.still support_request.no_longer",
        "decide": "support_request.approve support_request.in_part support_request.deny support_request.in_place"
        " form:support_request.answer form:support_request.arrange form:support_request.propose",
        "hear of cover": "support_request.cover",
    },
    "contact_outside": {
        "read": "page.open contact_outside.open contact_outside.lead_on",
        "take back": "form:contact_outside.take_back",
        "decide": "contact_outside.talked form:contact_outside.record form:contact_outside.leave",
    },
    "police_decision": {
        "open": "police.open",
        "see as a page": "page.open",
        "take": "police.take",
        "say": "form:police.view",
        "have called": "police.called form:police.call_reference",
        "decide": "police.ask police.in_person police.close form:police.note_view form:police.witnesses"
        " form:police.decide form:police.tell form:police.reference form:police.follow_up form:police.reopen",
    },
    "witness_statement": {
        "read": "page.open witness.open",
        "say": "form:witness.answer",
    },
    "evidence": {
        "look": "evidence.open evidence.look",
        "decide": "form:evidence.withdraw form:evidence.let",
    },
    "correspondence": {
        "read": "page.open correspondence.open",
        "decide": "form:correspondence.decide form:correspondence.inform correspondence.same correspondence.another",
    },
    "online_action": {
        "read": "page.open online_action.open",
        "decide": "form:online_action.decide",
        "note what came of a request": "form:online_action.answered",
    },
    "restorative": {
        "read": "page.open restorative.open",
        "decide": "form:restorative.note form:restorative.result",
    },
    "sharing": {
        "open": "page.open sharing.open",
        "have read": "sharing.read",
    },
    "appeal": {
        "open": "page.open appeal.open",
        "decide": "form:appeal.acknowledge form:appeal.attach form:appeal.aside form:appeal.decide form:appeal.told"
        " form:appeal.suspend form:appeal.resume",
    },
    "erased": {},
    "retention": {},
    "quarter": {"read": "quarter.open"},
    "subject_access": {
        "read": "page.open subject_access.open subject_access.draft",
        "release": "form:subject_access.decide form:subject_access.ask form:subject_access.handed"
        " form:subject_access.refuse",
        "hand out": "subject_access.download",
        "look a second time": "form:subject_access.look",
    },
}

#: Besides: what is the same for many kinds.
_COMMON: Mapping[tuple[str, ...], Mapping[str, str]] = {
    _ASSIGNED: {"pass on": "pass_on", "name": "form:naming.name"},
    ("ended_contact", "restriction"): {"restore": "form:restorative.note form:advice.ask"},
    _EVIDENCED: {"attach": "form:evidence.add"},
    ("ended_contact", "restriction", "correspondence", "appeal"): {
        "decide": "form:letter.draft letter.download letter.keep"
    },
    _MATTERS: {"make a document": "form:document.make"},
    _RETAINED: {"keep or erase": "retention.open form:retention.keep form:retention.erase"},
    _INSPECTED: {"inspect": "register.page form:register.reason"},
}

#: Routes that lead to no record: whatever their button names, they answer as if it named none.
FREE = frozenset(
    {
        "evidence.back",
        "followed",
        "home.show",
        "home.waiting",
        "home.yours",
        "home.coming",
        "home.management_list",
        "home.more",
        "home.appeals",
        "home.overdue",
        "home.cards",
        "matters.show",
        "matters.part",
        "form:matters.find",
        "home.support",
        "home.restriction",
        "unsent.open",
        "unsent.throw_away",
        "register.list",
        "page.matters",
        "page.register",
        "retention.list",
        "form:ended_contact.report",
        "form:named_online.report",
        "form:outside_contact.raise",
        "form:restriction.suggest",
        "form:appeal.record",
        "form:time_away.request",
        "form:home.away",
        "form:home.where",
        "form:check_contact.look",
        "form:subject_access.begin",
        "form:retention.several",
        "restorative.first",
    }
)


def _acts() -> dict[str, dict[str, str]]:
    """Kind → route → act."""
    found = {kind: _apart(ways) for kind, ways in _WAYS.items()}
    for kinds, ways in _COMMON.items():
        for kind in kinds:
            found[kind] |= _apart(ways)
    return found


def _apart(ways: Mapping[str, str]) -> dict[str, str]:
    return {route: act for act, routes in ways.items() for route in routes.split()}


ACTS: Mapping[str, Mapping[str, str]] = _acts()

#: The acts that show something and change nothing but who has seen it.
SHOWS = frozenset(
    {"read", "see as a page", "hear", "hear summary", "hear of cover", "open", "look", "inspect", "inspect link"}
)
