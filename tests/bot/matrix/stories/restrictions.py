"""Restrictions in each main state, who needs to know of them, and appeals against them."""

from __future__ import annotations

from bot.chat.events import Value
from tests.bot.matrix.cast import AFFECTED, CHIEF, HANDLER, OWNER, PHONE, PROPOSER, REPORTER, WITNESS
from tests.bot.matrix.reading import canary
from tests.bot.matrix.town import MatrixTown, Values
from tests.bot.matrix.values import LATER, TODAY

# -- restrictions -----------------------------------------------------------------------------------------------


def case(row: str, whom: str) -> Values:
    """Answers about measures and reasons."""
    return {
        "individual": whom,
        "measures": ("channel",),
        "detail_channel": canary(row, "measure"),
        "channels_channel": ("phone",),
        "behaviour": canary(row, "behaviour"),
        "impact": canary(row, "impact"),
        "evidence_words": f"https://files.example.org/{canary(row, 'proof')}",
    }


def fair(row: str) -> Values:
    """Answers about fairness, with all optional ones."""
    return {
        "restorative": "tried",
        "restorative_words": canary(row, "tried"),
        "adjustments": canary(row, "needs"),
        "reasons": canary(row, "reasons"),
        "thought_of": ("impact", "staffing", "open", "urgent"),
        "more": ("evidence", "person", "ours", "telling"),
        "circumstances": canary(row, "circumstances"),
        "normal_staffing": canary(row, "staffing"),
        "complaint_words": canary(row, "complaint"),
        "emergencies": canary(row, "emergencies"),
        "training_words": canary(row, "training"),
    }


def approve(row: str, whom: str) -> Values:
    """All that a decision asks for."""
    return {
        **case(row, whom),
        **fair(row),
        "reviewing": "on_a_day",
        "review_on": LATER,
        "sooner_if": canary(row, "sooner"),
        "told_by": (HANDLER,),
        "told_form": "letter",
        "telling_words": canary(row, "telling"),
    }


def limit(row: str) -> Values:
    """A limit on the use of the complaint process."""
    return {
        "more": ("evidence", "person", "ours", "complaints"),
        "about_complaints": "yes",
        "detail_complaint_process": canary(row, "limit"),
        "exceptional": canary(row, "exceptional"),
    }


def told_individual() -> Values:
    """Answers for telling the individual."""
    return {
        "told_on": TODAY,
        "told_how": "letter",
        "told_by": "Hamish Orr",
        "explained": ("review", "appeal"),
    }


def _suggested(town: MatrixTown, row: str) -> tuple[str, str]:
    whom = town.whom(row)
    wish: Values = {
        "individual": whom,
        "relationship": "tenant",
        "measures": ("time_or_volume",),
        "wish": canary(row, "wish"),
        "targets": (AFFECTED,),
        "witnesses": (WITNESS,),
    }
    about = town.made("restriction", REPORTER, "restriction.suggest", wish)
    return town.passed_on(town.keep(row, about)), whom


def _approved(town: MatrixTown, row: str, **changes: Value) -> str:
    about, whom = _suggested(town, row)
    town.sends(HANDLER, "restriction.decision", {**approve(row, whom), **changes}, about)
    return about


def in_force(town: MatrixTown, row: str) -> str:
    """Approved, and the individual told."""
    about = _approved(town, row)
    if row == "rs_active":
        decision = _shared(town, "sd_read", about, "phone_handlers", "people", "involved")
        for person in (PHONE, OWNER):
            town.presses(person, "sharing.read", decision)
    else:
        _unshared(town, "sd_none" if row == "rs_ap_received" else row, about)
    town.sends(HANDLER, "restriction.told", told_individual(), about)
    return about


def without_review(town: MatrixTown, row: str) -> None:
    """In force, and nobody looks at it again by a day."""
    about = _approved(
        town, row, reviewing="none", none_because=canary(row, "none"), none_confirmed=("yes",), sooner_if=None
    )
    _unshared(town, row, about)
    town.sends(HANDLER, "restriction.told", told_individual(), about)


def _unshared(town: MatrixTown, row: str, about: str) -> None:
    """Nobody else needs to know."""
    before = town.of("sharing")
    town.sends(HANDLER, "sharing.decide", {"groups": (), "nobody_because": canary(row, "nobody")}, about)
    if row == "sd_none":
        town.keep(row, town.newest("sharing", before))


def _shared(town: MatrixTown, row: str, about: str, *groups: str) -> str:
    """Decide who needs to know, and confirm the card that they read."""
    before = town.of("sharing")
    town.sends(HANDLER, "sharing.decide", shares(row, *groups), about)
    town.sends(HANDLER, "sharing.confirm", {}, about)
    return town.keep(row, town.newest("sharing", before))


def shares(row: str, *groups: str) -> Values:
    """A card for these."""
    return {
        "groups": groups,
        **{f"why_{group}": canary(row, "why") for group in groups},
        "people_1": (OWNER,),
        "why_people_1": canary(row, "why"),
        "instruction": canary(row, "instruction"),
        "goes_to": "duty_manager",
    }


def restrictions(town: MatrixTown) -> None:
    """From suggested to in force, and not taken forward."""
    _suggested(town, "rs_suggested")
    at_once, whom = _suggested(town, "rs_at_once")
    said = {
        question: answer
        for question, answer in case("rs_at_once", whom).items()
        if question not in ("impact", "evidence_words")
    }
    safety: Values = {**said, "reasons": canary("rs_at_once", "reasons")}
    town.sends(HANDLER, "restriction.protection", safety, at_once)
    asked, _ = _suggested(town, "rs_asked")
    town.sends(HANDLER, "restriction.asking", {"question": canary("rs_asked", "question")}, asked)
    approved = _approved(town, "rs_approved")
    _shared(town, "sd_waits", approved, "web_monitors")
    # Hamish has begun to share it otherwise.
    town.sends(HANDLER, "sharing.decide", shares("sd_draft", "phone_handlers"), approved)
    _unshared(town, "rs_ready", _approved(town, "rs_ready"))
    in_force(town, "rs_active")
    without_review(town, "rs_unreviewed")
    limited, whom = _suggested(town, "rs_limited")
    answers = {**case("rs_limited", whom), **fair("rs_limited"), **limit("rs_limited")}
    town.sends(HANDLER, "restriction.decision", answers, limited)
    denied, _ = _suggested(town, "rs_denied")
    no: Values = {"reasons": canary("rs_denied", "reasons"), "instead": canary("rs_denied", "instead")}
    town.sends(HANDLER, "restriction.not_forward", no, denied)
    row, before = "rs_proposed", town.of("restriction")
    persons: Values = {"targets": (AFFECTED,), "witnesses": (WITNESS,)}
    proposal: Values = {**case(row, town.whom(row)), **fair(row), **persons, "involved": "yes"}
    town.sends(PROPOSER, "restriction.propose", proposal)
    town.passed_on(town.keep(row, town.newest("restriction", before)))


# -- appeals ------------------------------------------------------------------------------------------------------


def appeals(town: MatrixTown) -> None:
    """Appeals: received, acknowledged with a suspension, decided."""
    for row in ("ap_received", "ap_acknowledged", "ap_decided"):
        in_force(town, f"rs_{row}")
        against = town.rows[f"rs_{row}"].ref
        came: Values = {"channel": "letter", "on": TODAY, "about": against, "says": canary(row, "says")}
        about = town.keep(row, town.made("appeal", OWNER, "appeal.record", came))
        if row == "ap_received":
            continue
        town.sends(CHIEF, "appeal.acknowledge", {"on": TODAY}, about)
        if row == "ap_acknowledged":
            pause: Values = {"reasons": canary(row, "pause"), "heard": canary(row, "heard")}
            town.sends(CHIEF, "appeal.suspend", pause, about)
            continue
        town.sends(CHIEF, "appeal.decide", {"outcome": "uphold", "reasons": canary(row, "reasons")}, about)
