"""Example pieces of evidence. All people are invented."""

from __future__ import annotations

from datetime import timedelta

from bot.records.evidence import EvidenceItem, File, Look, Material, Nature, Thing, Withdrawn
from bot.views.examples.people import CALLUM, ISLA, MORAG, NOW, TODAY, origin, report

THREATS = Nature(distressing=True, materials=(Material.THREATS, Material.ABUSE))
FULLEST = Nature(distressing=True, materials=tuple(Material), words="The name of a child " * 6)
CALM = Nature(distressing=False)


def screenshot(nature: Nature = THREATS) -> EvidenceItem:
    """Screenshot that Isla added to her report."""
    file = File(name="", media_type="image/png", size=1_450_000, blob="0" * 32, key="")
    return EvidenceItem.of_file(
        origin("EV-0003", ISLA, "id-EC-0042"), report(), 1, nature=nature, captured_on=TODAY, file=file
    )


def looked_at() -> EvidenceItem:
    """The same, after two managers have looked at it several times."""
    looks = [Look(by=CALLUM if n % 2 else MORAG, at=NOW + timedelta(minutes=n)) for n in range(7)]
    return screenshot(FULLEST).changed(looks=tuple(looks))


def link() -> EvidenceItem:
    """A link."""
    address = "https://social.example.org/post/1?from=" + "share" * 40
    return EvidenceItem.of_link(
        origin("EV-0004", ISLA, "id-EC-0042"), report(), 2, nature=THREATS, captured_on=None, link=address
    )


def letter() -> EvidenceItem:
    """A letter in an envelope."""
    thing = Thing(what="Letter, 3 May", where="Locked cabinet 2, first floor")
    return EvidenceItem.of_thing(
        origin("EV-0005", ISLA, "id-EC-0042"), report(), 3, nature=THREATS, captured_on=TODAY, thing=thing
    )


def withdrawn() -> EvidenceItem:
    """Screenshot withdrawn because it was about something else."""
    return screenshot().withdraw(Withdrawn(by=MORAG, at=NOW, reason="It belongs to another matter."))
