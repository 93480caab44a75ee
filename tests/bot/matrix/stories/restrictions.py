"""Restrictions in each main state, who needs to know of them, and appeals against them."""

from __future__ import annotations

from bot.chat.events import Value
from tests.bot.matrix.cast import AFFECTED, CHIEF, HANDLER, OWNER, PHONE, PROPOSER, REPORTER, WITNESS
from tests.bot.matrix.reading import canary
from tests.bot.matrix.values import LATER, TODAY
from tests.bot.matrix.world import MatrixWorld, Values

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


def _suggested(world: MatrixWorld, row: str) -> tuple[str, str]:
    whom = world.whom(row)
    wish: Values = {
        "individual": whom,
        "relationship": "tenant",
        "measures": ("time_or_volume",),
        "wish": canary(row, "wish"),
        "targets": (AFFECTED,),
        "witnesses": (WITNESS,),
    }
    about = world.made("restriction", REPORTER, "restriction.suggest", wish)
    return world.passed_on(world.keep(row, about)), whom


def _approved(world: MatrixWorld, row: str, **changes: Value) -> str:
    about, whom = _suggested(world, row)
    world.sends(HANDLER, "restriction.decision", {**approve(row, whom), **changes}, about)
    return about


def in_force(world: MatrixWorld, row: str) -> str:
    """Approved, and the individual told."""
    about = _approved(world, row)
    if row == "rs_active":
        decision = _shared(world, "sd_read", about, "phone_handlers", "people", "involved")
        for person in (PHONE, OWNER):
            world.presses(person, "sharing.read", decision)
    else:
        _unshared(world, "sd_none" if row == "rs_ap_received" else row, about)
    world.sends(HANDLER, "restriction.told", told_individual(), about)
    return about


def without_review(world: MatrixWorld, row: str) -> None:
    """In force, and nobody looks at it again by a day."""
    about = _approved(
        world, row, reviewing="none", none_because=canary(row, "none"), none_confirmed=("yes",), sooner_if=None
    )
    _unshared(world, row, about)
    world.sends(HANDLER, "restriction.told", told_individual(), about)


def _unshared(world: MatrixWorld, row: str, about: str) -> None:
    """Nobody else needs to know."""
    before = world.of("sharing")
    world.sends(HANDLER, "sharing.decide", {"groups": (), "nobody_because": canary(row, "nobody")}, about)
    if row == "sd_none":
        world.keep(row, world.newest("sharing", before))


def _shared(world: MatrixWorld, row: str, about: str, *groups: str) -> str:
    """Decide who needs to know, and confirm the card that they read."""
    before = world.of("sharing")
    world.sends(HANDLER, "sharing.decide", shares(row, *groups), about)
    world.sends(HANDLER, "sharing.confirm", {}, about)
    return world.keep(row, world.newest("sharing", before))


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


def restrictions(world: MatrixWorld) -> None:
    """From suggested to in force, and not taken forward."""
    _suggested(world, "rs_suggested")
    at_once, whom = _suggested(world, "rs_at_once")
    said = {
        question: answer
        for question, answer in case("rs_at_once", whom).items()
        if question not in ("impact", "evidence_words")
    }
    safety: Values = {**said, "reasons": canary("rs_at_once", "reasons")}
    world.sends(HANDLER, "restriction.protection", safety, at_once)
    asked, _ = _suggested(world, "rs_asked")
    world.sends(HANDLER, "restriction.asking", {"question": canary("rs_asked", "question")}, asked)
    approved = _approved(world, "rs_approved")
    _shared(world, "sd_waits", approved, "web_monitors")
    # Hamish has begun to share it otherwise.
    world.sends(HANDLER, "sharing.decide", shares("sd_draft", "phone_handlers"), approved)
    _unshared(world, "rs_ready", _approved(world, "rs_ready"))
    in_force(world, "rs_active")
    without_review(world, "rs_unreviewed")
    limited, whom = _suggested(world, "rs_limited")
    answers = {**case("rs_limited", whom), **fair("rs_limited"), **limit("rs_limited")}
    world.sends(HANDLER, "restriction.decision", answers, limited)
    denied, _ = _suggested(world, "rs_denied")
    no: Values = {"reasons": canary("rs_denied", "reasons"), "instead": canary("rs_denied", "instead")}
    world.sends(HANDLER, "restriction.not_forward", no, denied)
    row, before = "rs_proposed", world.of("restriction")
    persons: Values = {"targets": (AFFECTED,), "witnesses": (WITNESS,)}
    proposal: Values = {**case(row, world.whom(row)), **fair(row), **persons, "involved": "yes"}
    world.sends(PROPOSER, "restriction.propose", proposal)
    world.passed_on(world.keep(row, world.newest("restriction", before)))


# -- appeals ------------------------------------------------------------------------------------------------------


def appeals(world: MatrixWorld) -> None:
    """Appeals: received, acknowledged with a suspension, decided."""
    for row in ("ap_received", "ap_acknowledged", "ap_decided"):
        in_force(world, f"rs_{row}")
        against = world.rows[f"rs_{row}"].ref
        came: Values = {"channel": "letter", "on": TODAY, "about": against, "says": canary(row, "says")}
        about = world.keep(row, world.made("appeal", OWNER, "appeal.record", came))
        if row == "ap_received":
            continue
        world.sends(CHIEF, "appeal.acknowledge", {"on": TODAY}, about)
        if row == "ap_acknowledged":
            pause: Values = {"reasons": canary(row, "pause"), "heard": canary(row, "heard")}
            world.sends(CHIEF, "appeal.suspend", pause, about)
            continue
        world.sends(CHIEF, "appeal.decide", {"outcome": "uphold", "reasons": canary(row, "reasons")}, about)
