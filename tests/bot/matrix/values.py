"""Values with which each form is accepted from anybody who may send it; and the data of its buttons."""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat.events import Value
from bot.dispatcher import FORMS
from bot.records.letters import Which
from bot.views.letters.form import Choice
from bot.views.letters.parts import Shape
from tests.bot.matrix.cast import AFFECTED, ANOTHER, NOBODY, REPORTER, TEAM, WITNESS

TODAY = "2026-11-24"
LATER = "2027-05-25"

Values = Mapping[str, Value]

CASE: Values = {
    "individual": "HA-77777",
    "measures": ("channel",),
    "detail_channel": "E-mail only",
    "channels_channel": ("phone",),
    "behaviour": "Twelve calls.",
    "impact": "Nobody else could be served.",
    "evidence_words": "https://files.example.org/recording",
    "restorative": "tried",
    "restorative_words": "A break was agreed.",
    "adjustments": "We asked; none is known.",
    "reasons": "A set day was offered.",
    "thought_of": ("impact", "staffing", "open", "urgent"),
}
_REVIEW: Values = {"reviewing": "on_a_day", "review_on": LATER, "sooner_if": "Two calm months."}
_TOLD: Values = {"telling": "told", "told_on": TODAY, "told_how": "Letter", "told_by": "Hamish Orr"}
_NOT: Values = {
    "outcome": "not_report",
    "impact": "Reception may meet him.",
    "reasons_not": "He has called to apologise.",
}
_REASONS: Values = {"reasons": "It is calm now."}

#: Form → the values with which it is sent, one after another.
VALUES: Mapping[str, tuple[Values, ...]] = {
    "ended_contact.report": ({"channel": "phone", "reasons": ("distressing",), "note": "Loud."},),
    "ended_contact.talked": ({"happened": "talked", "on": TODAY},),
    "ended_contact.triage": (
        {"categories": ("demands",), "zero_tolerance": "no", "follow_ups": ("no_further",)},
        {"categories": ("demands",), "zero_tolerance": "yes", "follow_ups": ("police",), "action": "A letter."},
    ),
    "ended_contact.outcome": ({"words": "Thank you."},),
    "ended_contact.no_restriction": ({"why": "He has moved away."},),
    "ended_contact.add": ({"text": "One thing more."},),
    "restriction.suggest": ({"individual": "HA-77777", "measures": ("channel",), "wish": "He calls."},),
    "restriction.propose": ({**CASE, "involved": "no"},),
    "restriction.propose_at_once": ({**CASE, "involved": "no"},),
    "restriction.decision": (
        {**CASE, **_REVIEW},
        # Where it limits the use of the complaint process.
        {
            **CASE,
            **_REVIEW,
            "detail_complaint_process": "One complaint of each matter; any new one as ever.",
            "exceptional": "Nine hundred pages in a week.",
        },
    ),
    "restriction.not_forward": ({**_REASONS, "instead": "A colleague calls."},),
    "restriction.asking": ({"question": "Was it on one day?"},),
    "restriction.protection": (CASE,),
    "restriction.told": (
        {"told_how": "letter", "explained": ("review", "appeal")},
        # Made at once, it has no review yet.
        {"told_how": "letter", "explained": ("appeal",)},
    ),
    "restriction.review": ({"outcome": "lift", **_REASONS},),
    "restriction.look": ({"reviewing": "none", "reasons": "He was seen with a knife."},),
    "restriction.end": ({"because": "The tenancy has ended."},),
    "restriction.answer": ({"answer": "On one day."},),
    "debrief.book": ({"on": "2026-11-26"},),
    "debrief.held": ({"on": TODAY},),
    "debrief.agree": ({"what": "A headset", "owner": (NOBODY,), "due": LATER},),
    "debrief.drop": ({"because": "Not to be had."},),
    "time_away.request": ({"when": "On Friday"},),
    "time_away.when": ({"when": "On Friday"},),
    "time_away.arrange": ({"first_day": "2026-11-25", "back": "2026-11-27", "cover": (NOBODY,)},),
    "support_request.ask": ({"help": "other_name", "which": "The roof"}, {"help": "hour"}),
    "support_request.say": ({"text": "Any day would do."},),
    "support_request.answer": (
        {"outcome": "agreed", "on": "2026-11-30", "in_name_of": (ANOTHER,)},
        {"outcome": "not_agreed", "reasons": "Nobody else can go."},
    ),
    "support_request.arrange": ({"on": "2026-11-26"},),
    "support_request.propose": ({"words": "Would Friday do as well?"},),
    "named_online.report": ({"named": (REPORTER,), "place": "press", "where": "The Courier", "threat": "no"},),
    "named_online.told": ({"on": TODAY, "how": "in_person"},),
    "named_online.wishes": ({"kind": "words", "words": "Let it lie."},),
    "named_online.urgent": ({"gates": ("act",), "reason": "He knows the address."},),
    "named_online.decide": ({"actions": ("nothing",), "nothing_reasons": "Few have seen it."},),
    "named_online.answered": ({"answer": "refused"},),
    "named_online.offers": ({"talk": "yes", "counselling": "yes"},),
    "named_online.share": ({"summary": "A colleague has been named."},),
    "named_online.personal": ({"yes": "yes"},),
    "outside_contact.raise": ({"where": "public_place", "on": TODAY},),
    "contact_outside.record": ({"talked": "yes", "where": "public_place", "on": TODAY},),
    "contact_outside.leave": ({"talked": "yes"},),
    "contact_outside.take_back": ({},),
    "police.view": ({"words": "Please tell them."},),
    "police.call_reference": ({"reference": "PS-1"},),
    "police.note_view": (
        {f"view-{AFFECTED}": "They want to."},
        {f"view-{REPORTER}": "They want to."},
    ),
    "police.decide": (
        {
            "outcome": "report",
            "on": TODAY,
            "how": "101",
            "impact": "Reception may meet him.",
            "reasons": "It was meant.",
        },
        # Where somebody has not been heard yet.
        {**_NOT, f"view-{REPORTER}": "They want to.", f"view-{AFFECTED}": "They want to."},
    ),
    "police.tell": ({"on": TODAY},),
    "police.reference": ({"reference": "PS-2"},),
    "police.follow_up": ({"words": "They have been to see him."},),
    "police.reopen": ({"news": "He has called again."},),
    "police.witnesses": ({"people": (NOBODY,)},),
    "witness.answer": ({"words": "I heard it."},),
    "evidence.add": (
        {"type": "physical", "thing": "Letter", "place": "Cabinet 2", "distressing": "no", "captured_on": TODAY},
    ),
    "evidence.withdraw": ({"reason": "It is of somebody else."},),
    "evidence.let": ({"person": REPORTER}, {"person": AFFECTED}),
    "appeal.record": ({"channel": "letter", "on": TODAY, "about": "HA-1", "says": "It is not fair."},),
    "appeal.acknowledge": ({"on": TODAY},),
    "appeal.attach": ({"reference": "RS-0004"}, {"reference": "RS-0005"}),
    "appeal.aside": ({"reason": "We are related."},),
    "appeal.decide": ({"outcome": "uphold", **_REASONS},),
    "appeal.told": ({**_TOLD, "heard": ("yes",)},),
    "appeal.suspend": ({**_REASONS, "heard": "I ring him today."},),
    "appeal.resume": ({**_REASONS, "heard": "I ring him today."},),
    "correspondence.decide": ({"verdict": "not_acceptable", **_REASONS, "use": "not_used"},),
    "correspondence.inform": ({"way": "account", "account": "complaints@", "on": TODAY},),
    "online_action.decide": ({"actions": ("nothing",), "nothing_reasons": "Few have seen it."},),
    "online_action.answered": ({"answer": "refused"},),
    "restorative.note": (
        {"what": "break", "words": "A month apart.", "on": TODAY, "by": (NOBODY,), "whom": "HA-77777"},
    ),
    "restorative.result": ({"words": "It went well."},),
    "advice.ask": ({"professional": "health", "on": TODAY},),
    "sharing.decide": ({"groups": (), "nobody_because": "Only the caseworker meets it."},),
    "sharing.confirm": ({},),
    "check_contact.look": ({"reference": "HA-77777"},),
    "letter.draft": tuple(
        {"which": which.value, "shape": "letter", Choice(which=which, shape=Shape.LETTER).field(0): "Dear T. B."}
        for which in Which
    ),
    "document.make": ({"purpose": "court"},),
    "naming.name": ({"to": (TEAM,)},),
    "register.reason": ({"reason": "A request to see what is held."},),
    "home.away": ({"back": "2026-11-26"},),
    "home.where": ({"where": "both"},),
    "matters.find": ({"part": "in_force"},),
    "subject_access.begin": (
        {"who": "staff", "staff": (NOBODY,), "received_on": TODAY, "known_by": "Came in person."},
    ),
    "subject_access.decide": ({f"piece-{n}": "mask" for n in range(20)},),
    "subject_access.ask": ({"second": (TEAM,)},),
    "subject_access.look": ({"agrees": "yes"},),
    "subject_access.handed": ({"on": TODAY, "words": "By hand."},),
    "subject_access.refuse": ({"words": "It was not them."},),
    "retention.keep": ({"reason": "A case is before the court.", "how": "six_months"},),
    "retention.several": ({"which": (), "what": "six_months", "why": "A case is before the court."},),
    "retention.erase": ({},),
}

#: Route → what its button or form carries besides the record; "" where it is nothing.
EXTRAS: Mapping[str, tuple[str, ...]] = {
    "police.ask": (AFFECTED,),
    "police.in_person": (WITNESS,),
    "form:police.note_view": (AFFECTED, REPORTER),
    "debrief.action": ("a1", "a2"),
    "debrief.action_done": ("a1", "a2"),
    "form:debrief.drop": ("a1", "a2"),
    "form:named_online.answered": ("0", "1"),
    "form:online_action.answered": ("0", "1"),
    "restriction.keep": tuple(f"{form} " for form in FORMS if form.startswith("restriction.")),
    "restriction.afresh": ("restriction.propose",),
    "restriction.announced": (f"told.{LATER}",),
    "letter.download": tuple(f"{which}.easy_read." for which in Which),
    "form:subject_access.decide": ("EC-0005",),
    "subject_access.download": ("pdf",),
    "letter.keep": tuple(f"{which}.easy_read." for which in Which),
}
