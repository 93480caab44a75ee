"""Answers of the button that fills in a form, by form and field, in the words of the walks."""

from __future__ import annotations

from collections.abc import Mapping

#: The person who fills it in; the first of what can be chosen.
ME, FIRST = "@me", "@first"

#: The value of an option (or several), what to type, a short name, or a day so many working days ahead.
Example = str | int | tuple[str, ...]

_CASE: Mapping[str, Example] = {
    "individual": "HA-20417",
    "involved": "no",
    "measures": ("channel",),
    "detail_channel": "By e-mail; the phone stays open for emergencies",
    "channels_channel": ("phone",),
    "detail_time_or_volume": "One call a week",
    "channels_time_or_volume": ("phone",),
    "behaviour": "Shouted and swore on three calls about a boiler",
    "impact": "Two officers no longer answer the phone alone",
    "evidence_words": "Call log of this month, in cabinet 2",
    "restorative": "tried",
    "restorative_words": "Two calm calls back, and a new date for the repair",
    "adjustments": "None known; asked at the last visit",
    "reasons": "It protects the officers; a letter was sent in autumn, and it changed nothing",
    "thought_of": ("impact", "staffing", "open", "urgent"),
    "reviewing": "on_a_day",
    "review_on": 22,
    "sooner_if": "Three calm contacts in a row",
}

Answers = Mapping[str, Mapping[str, Example]]

_MAIN_JOB: Answers = {
    "ended_contact.report": {
        "channel": "phone",
        "reasons": ("abusive",),
        "warned": "warned",
        "note": "Shouted at me about the repair and swore; I warned him twice",
        "wishes": ("restrict",),
        "individual": "HA-20417",
        "witnesses": ("callum",),
    },
    "ended_contact.talked": {"happened": "talked", "on": 0},
    "ended_contact.triage": {
        "categories": ("abuse",),
        "zero_tolerance": "yes",
        "follow_ups": ("restriction",),
        "action": "A warning by letter, and a note for everybody who answers the phone",
        "words": "You did the right thing. I am taking this further.",
        "words_no_further": "It was still right to end a contact that was distressing.",
    },
    "time_away.arrange": {"first_day": 0, "back": 1, "cover": ("callum",)},
    "debrief.held": {"on": 0},
    "restriction.suggest": {
        "individual": "HA-31888",
        "measures": ("withhold_names",),
        "wish": "He reads my name out and laughs",
    },
    "restriction.decision": _CASE,
    "restriction.propose": {**_CASE, "individual": "HA-77003", "measures": ("time_or_volume",)},
    "restriction.propose_at_once": {**_CASE, "reasons": "He waits outside and asks for the duty officer by name"},
    "restriction.protection": {**_CASE, "reasons": "He waits outside and asks for the duty officer by name"},
    "restriction.not_forward": {
        "reasons": "A calmer call first, with the repairs lead",
        "instead": "I take his next call, with the repairs lead beside me",
    },
    "sharing.decide": {
        "instruction": "Take no calls; ask for an e-mail. Emergencies as ever",
        "nobody_because": "His letters reach one caseworker and nobody else",
    },
    "check_contact.look": {"reference": "HA-20417"},
    "restriction.told": {
        "told_how": "letter",
        "explained": ("review", "appeal"),
    },
    "restriction.answer": {"answer": "Each week since the summer"},
    "restriction.review": {
        "outcome": "lift",
        "reasons": "Three calm letters: the reason for it has passed",
    },
}

_NAMED_ONLINE: Answers = {
    "named_online.report": {
        "named": ("isla",),
        "place": "facebook",
        "where": "The residents' page",
        "link": "www.example.org/posts/4711",
        "threat": "no",
        "line": "The third comment, under a photo of the van",
    },
    "named_online.told": {"on": 0, "how": "in_person"},
    "named_online.wishes": {"kind": "words", "words": "Please leave it for now; I would rather nobody answers it"},
    "named_online.urgent": {"gates": ("act",), "reason": "It says where she will be this afternoon"},
    "named_online.decide": {
        "actions": ("removal",),
        "removal": "wait",
        "risk": "He might post again if it is taken down; more people would read it",
        "removal_reasons": "Isla would rather let it sink; we look again in a week",
        "report_reasons": "It shows her number plate",
        "block_reasons": "Comments on our page are closed for a week, so that it does not grow there",
        "restriction_reasons": "It is the third time this autumn",
        "nothing_reasons": "Isla asks us to let it be, and there is no danger",
        "request_of": "The page's editor",
        "request_on": 0,
    },
    "named_online.answered": {"answer": "removed"},
    "named_online.offers": {"talk": "yes", "counselling": "yes"},
    "named_online.personal": {"yes": "no"},
}

_POLICE: Answers = {
    "police.view": {"words": "I would rather not walk to the car alone for a while"},
    "police.call_reference": {"reference": "PS-1124-4471"},
    "police.note_view": {"view-": "Would like it to be reported, and to hear what comes of it"},
    "police.decide": {
        "view-": "Would like it to be reported, and to hear what comes of it",
        "on": 0,
        "how": "999",
        "reference": "PS-1124-4471",
        "impact": "Everybody who parks behind the depot could meet him",
        "reasons": "He meant it, and he named the place",
    },
    "police.tell": {"on": 0},
    "police.reference": {"reference": "PS-1124-4471"},
    "police.follow_up": {"words": "They have spoken with him"},
    "police.reopen": {"news": "He was seen at the depot this morning"},
    "police.witnesses": {"people": ("rory",)},
    "witness.answer": {"words": "I heard him say on the phone: I know where you park"},
}

_ASKING: Answers = {
    "support_request.ask": {
        "help": "no_contact",
        "who": "HA-50112",
        "which": "Letters about the roof at Canal Street",
        "when": "A quiet morning this week",
        "grounds": ("rather_not_say",),
    },
    "support_request.say": {"text": "A Tuesday would suit better"},
    "support_request.answer": {
        "part": "Visits and calls; letters stay with you",
        "cover": ("callum",),
        "in_name_of": ("catriona",),
        "on": 0,
        "reasons": "The case closes next week; please ask again if it goes on",
    },
    "support_request.arrange": {"on": 1, "clock": "10:30"},
    "support_request.propose": {"words": "Callum is away in June; shall we look at who covers?"},
    "outside_contact.raise": {
        "where": "public_place",
        "on": 0,
        "line": "He waved to me across the street",
        "whom": "HA-61250",
    },
    "contact_outside.record": {"talked": "yes", "on": 0, "words": "Met by chance; nothing was promised"},
    "contact_outside.leave": {"talked": "yes"},
}

_APPEAL: Answers = {
    "appeal.record": {
        "channel": "letter",
        "on": 0,
        "about": "HA-20417",
        "elsewhere": "passed_on",
        "says": "He writes that nobody asked him, and that he cannot read e-mails",
    },
    "appeal.acknowledge": {"on": 0},
    "appeal.decide": {
        **_CASE,
        "outcome": "vary",
        "reasons": "He cannot read e-mails, so that he may ring on one morning a week",
        "says": "That nobody asked him, and that he cannot read e-mails",
    },
    "appeal.told": {"telling": "told", "told_on": 0, "told_how": "By phone", "told_by": "Fiona", "heard": FIRST},
    "appeal.suspend": {
        "reasons": "It takes two weeks to hear everybody; until then he may ring",
        "heard": "Morag rings him today",
    },
}

EXAMPLES: Answers = {**_MAIN_JOB, **_NAMED_ONLINE, **_POLICE, **_ASKING, **_APPEAL}

#: Where one walk tells another story with the same form.
OF_WALK: Mapping[str, Answers] = {
    "threat": {
        "ended_contact.report": {
            "channel": "phone",
            "reasons": ("threat",),
            "threat_against": "me",
            "warned": "not_safe",
            "note": "He said that he knows where I park, and will be there",
            "witnesses": ("callum",),
        },
        "ended_contact.triage": {
            "categories": ("violence",),
            "zero_tolerance": "yes",
            "follow_ups": ("police",),
            "action": "The police know; for now two of us answer his calls together",
        },
    }
}


def examples(form: str, walk: str = "") -> Mapping[str, Example]:
    """The listed answers of a form, by field: this walk's own, if it has any."""
    return OF_WALK.get(walk, {}).get(form) or EXAMPLES.get(form, {})
