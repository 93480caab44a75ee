"""Restrictions in each main state, who needs to know of them, and appeals against them."""

from __future__ import annotations

from tests.bot.matrix.cast import AFFECTED, CHIEF, HANDLER, OWNER, PHONE, PROPOSER, REPORTER, WITNESS
from tests.bot.matrix.reading import canary
from tests.bot.matrix.town import MatrixTown, Values
from tests.bot.matrix.values import LATER, TODAY

# -- restrictions -----------------------------------------------------------------------------------------------


def case(row: str, whom: str) -> Values:
    """Step 1."""
    return {
        "individual": whom,
        "measures": ("channel",),
        "detail_channel": canary(row, "measure"),
        "channels_channel": ("phone",),
        "behaviour": canary(row, "behaviour"),
        "impact": canary(row, "impact"),
        "evidence_link": f"https://files.example.org/{canary(row, 'proof')}",
    }


def fair(row: str) -> Values:
    """Step 2."""
    return {
        "about_impact": "yes",
        "restorative": "tried",
        "restorative_words": canary(row, "tried"),
        "lighter_options": canary(row, "lighter"),
        "adjustments": canary(row, "needs"),
        "normal_staffing": canary(row, "staffing"),
        "training": "no",
        "complaint_open": "no",
        "emergencies": canary(row, "emergencies"),
    }


def approve(row: str) -> Values:
    """Step 3."""
    return {
        "answer": "approve",
        "reasons": canary(row, "reasons"),
        "reviewing": "on_a_day",
        "review_on": LATER,
        "sooner_if": canary(row, "sooner"),
        "told_by": (HANDLER,),
        "told_form": "letter",
    }


def limit(row: str) -> Values:
    """A limit on the use of the complaint process."""
    return {
        "about_complaints": "yes",
        "detail_complaint_process": canary(row, "limit"),
        "exceptional": canary(row, "exceptional"),
    }


def told_individual(row: str) -> Values:
    """That the individual has been told."""
    return {
        "telling": "told",
        "told_on": TODAY,
        "told_how": canary(row, "how"),
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


def _prepared(town: MatrixTown, row: str) -> str:
    about, whom = _suggested(town, row)
    town.sends(HANDLER, "restriction.case", case(row, whom), about)
    town.sends(HANDLER, "restriction.fairness", fair(row), about)
    return about


def in_force(town: MatrixTown, row: str) -> str:
    """Approved, and the individual told."""
    about = _prepared(town, row)
    town.sends(HANDLER, "restriction.decision", approve(row), about)
    if row == "rs_active":
        decision = _shared(town, "sd_read", about, "phone_handlers", "people", "involved")
        for person in (PHONE, OWNER):
            town.presses(person, "sharing.read", decision)
    else:
        _unshared(town, "sd_none" if row == "rs_ap_received" else row, about)
    town.sends(HANDLER, "restriction.told", told_individual(row), about)
    return about


def without_review(town: MatrixTown, row: str) -> None:
    """In force, and nobody looks at it again by a day."""
    about = _prepared(town, row)
    none: Values = {"reviewing": "none", "none_because": canary(row, "none"), "none_confirmed": ("yes",)}
    town.sends(HANDLER, "restriction.decision", {**approve(row), **none}, about)
    _unshared(town, row, about)
    town.sends(HANDLER, "restriction.told", told_individual(row), about)


def _unshared(town: MatrixTown, row: str, about: str) -> None:
    """Nobody else needs to know."""
    before = town.of("sharing")
    town.sends(HANDLER, "sharing.decide", {"groups": (), "nobody_because": canary(row, "nobody")}, about)
    if row == "sd_none":
        town.keep(row, town.newest("sharing", before))


def _shared(town: MatrixTown, row: str, about: str, *groups: str) -> str:
    """Who needs to know, and the card that they read."""
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
    _prepared(town, "rs_prepared")
    asked, _ = _suggested(town, "rs_asked")
    town.sends(HANDLER, "restriction.decision", {"answer": "ask", "question": canary("rs_asked", "question")}, asked)
    approved = _prepared(town, "rs_approved")
    town.sends(HANDLER, "restriction.decision", approve("rs_approved"), approved)
    _shared(town, "sd_waits", approved, "web_monitors")
    # Hamish has begun to share it otherwise.
    town.sends(HANDLER, "sharing.decide", shares("sd_draft", "phone_handlers"), approved)
    ready = _prepared(town, "rs_ready")
    town.sends(HANDLER, "restriction.decision", approve("rs_ready"), ready)
    _unshared(town, "rs_ready", ready)
    in_force(town, "rs_active")
    without_review(town, "rs_unreviewed")
    limited, whom = _suggested(town, "rs_limited")
    town.sends(HANDLER, "restriction.case", {**case("rs_limited", whom), **limit("rs_limited")}, limited)
    denied, _ = _suggested(town, "rs_denied")
    no: Values = {"answer": "deny", "reasons": canary("rs_denied", "reasons")}
    town.sends(HANDLER, "restriction.decision", no, denied)
    row, before = "rs_proposed", town.of("restriction")
    persons: Values = {"targets": (AFFECTED,), "witnesses": (WITNESS,)}
    town.sends(PROPOSER, "restriction.propose", {**case(row, town.whom(row)), **persons})
    town.sends(PROPOSER, "restriction.propose_fairness", fair(row))
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
