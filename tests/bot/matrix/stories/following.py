"""Follow-ups to a report, evidence, and records read for a reason."""

from __future__ import annotations

from tests.bot.matrix.cast import AFFECTED, HANDLER, KEEPER, OWNER, REPORTER
from tests.bot.matrix.reading import canary
from tests.bot.matrix.stories.reports import report, triaged
from tests.bot.matrix.values import TODAY
from tests.bot.matrix.world import MatrixWorld, Values

# -- what follows from a report ---------------------------------------------------------------------------------


def follows(world: MatrixWorld, row: str, kind: str, follow_up: str) -> str:
    """Make a report with this follow-up, and return the record that was opened."""
    reported = world.passed_on(report(world, row, channel="web_form"))
    before = world.of(kind)
    triaged(world, row, reported, follow_ups=(follow_up,))
    return world.keep(row, world.newest(kind, before))


def correspondence(world: MatrixWorld) -> None:
    """Decisions about correspondence: opened, decided, and the sender informed."""
    for row in ("cd_opened", "cd_decided", "cd_informed"):
        about = follows(world, row, "correspondence", "correspondence")
        if row == "cd_opened":
            continue
        decision: Values = {
            "verdict": "not_acceptable",
            "reasons": canary(row, "reasons"),
            "use": "used",
            "ground": "public_interest",
            "ground_words": canary(row, "ground"),
        }
        world.sends(HANDLER, "correspondence.decide", decision, about)
        if row == "cd_informed":
            informed: Values = {"way": "account", "account": canary(row, "account"), "on": TODAY}
            world.sends(HANDLER, "correspondence.inform", informed, about)


def online(world: MatrixWorld) -> None:
    """Actions online: one opened, and one with a request to a platform."""
    for row in ("oa_opened", "oa_decided"):
        about = follows(world, row, "online_action", "online")
        decision: Values = {
            "actions": ("block", "report"),
            "block_reasons": canary(row, "why"),
            "block_what": canary(row, "blocked"),
            "block_by": (HANDLER,),
            "block_on": TODAY,
            "report_reasons": canary(row, "reasons"),
            "request_of": canary(row, "of"),
            "request_by": (OWNER,),
            "request_on": TODAY,
            "reference": canary(row, "reference"),
        }
        if row == "oa_decided":
            world.sends(HANDLER, "online_action.decide", decision, about)


def restorative(world: MatrixWorld) -> None:
    """Steps to restore the relationship: to follow, noted, and how it went."""
    for row in ("ra_opened", "ra_noted", "ra_closed"):
        about = follows(world, row, "restorative", "restorative")
        if row == "ra_opened":
            continue
        step: Values = {"what": "break", "words": canary(row, "step"), "on": TODAY, "by": (OWNER,)}
        world.sends(HANDLER, "restorative.note", step, about)
        if row == "ra_closed":
            world.sends(HANDLER, "restorative.result", {"words": canary(row, "result")}, about)


# -- evidence -----------------------------------------------------------------------------------------------------


def evidence(world: MatrixWorld) -> None:
    """Evidence under a report: a link, one that somebody may look at, a thing, one withdrawn."""
    report = world.rows["ec_triaged"].id
    for row in ("ev_link", "ev_let", "ev_thing", "ev_withdrawn"):
        link: Values = {
            "type": "link",
            "link": f"https://files.example.org/{canary(row, 'link')}",
            "distressing": "yes",
            "materials": ("other",),
            "words": canary(row, "kind"),
            "captured_on": TODAY,
        }
        thing = {"type": "physical", "thing": canary(row, "what"), "place": canary(row, "place"), "distressing": "no"}
        values = thing if row == "ev_thing" else link
        about = world.keep(row, world.made("evidence", REPORTER, "evidence.add", values, report))
        if row == "ev_let":
            world.sends(HANDLER, "evidence.let", {"person": AFFECTED}, about)
        if row == "ev_withdrawn":
            world.sends(HANDLER, "evidence.withdraw", {"reason": canary(row, "reason")}, about)


# -- who keeps the records -----------------------------------------------------------------------------------------

#: What has been read for a reason: while that holds, its further pages are read as well.
INSPECTED = ("ec_seen", "no_shared", "pd_told", "ws_given", "co_recorded", "ev_link")


def inspected(world: MatrixWorld) -> None:
    """Read some of these records for a reason, as the records administrator."""
    for row in INSPECTED:
        world.sends(KEEPER, "register.reason", {"reason": "Somebody asks what is held."}, world.rows[row].id)
