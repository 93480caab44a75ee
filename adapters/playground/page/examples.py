"""The answers of the button that fills in a form, by form and field: one story, told in a few words."""

from __future__ import annotations

from collections.abc import Mapping

#: The person who fills it in; the first of what can be chosen.
ME, FIRST = "@me", "@first"

#: The value of an option (or several), what to type, a short name, or a day so many working days ahead.
Example = str | int | tuple[str, ...]

_FAIRNESS: Mapping[str, Example] = {
    "about_impact": "yes",
    "restorative": "tried",
    "restorative_words": "Two calm calls back, and a new date for the repair",
    "lighter_options": "A letter was sent in autumn, and it changed nothing",
    "adjustments": "None known; asked at the last visit",
    "normal_staffing": "Yes, and it would be the same",
    "training": "no",
    "complaint_open": "no",
    "emergencies": "By phone, at any time",
}

_CASE: Mapping[str, Example] = {
    "individual": "HA-20417",
    "measures": ("channel",),
    "detail_channel": "By e-mail; the phone stays open for emergencies",
    "detail_time_or_volume": "One call a week",
    "behaviour": "Shouted and swore on three calls about a boiler",
    "impact": "Two officers no longer answer the phone alone",
    "evidence": FIRST,
}

EXAMPLES: Mapping[str, Mapping[str, Example]] = {
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
    "restriction.case": _CASE,
    "restriction.propose": {
        **_CASE,
        "individual": "HA-77003",
        "measures": ("time_or_volume",),
        "evidence_thing": "Call log of this month",
        "evidence_place": "Cabinet 2",
    },
    "restriction.fairness": _FAIRNESS,
    "restriction.propose_fairness": _FAIRNESS,
    "restriction.decision": {
        "answer": "approve",
        "reasons": "It protects the officers and keeps the service open",
        "reviewing": "on_a_day",
        "review_on": 22,
        "sooner_if": "Three calm contacts in a row",
        "told_by": ME,
        "told_form": "letter",
    },
    "restriction.told": {
        "telling": "told",
        "told_on": 0,
        "told_how": "By letter, delivered by hand",
        "explained": ("review", "appeal"),
    },
    "restriction.answer": {"answer": "Each week since the summer"},
    "restriction.review": {
        "outcome": "lift",
        "since_then": "Three calm letters",
        "individual_says": "Would like to phone again",
        "adjustments": "A named day for calls",
        "reasons": "The reason for it has passed",
    },
}
