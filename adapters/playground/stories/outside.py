"""Contact outside the office: recorded, not recorded, or decided by nobody (1.10.4); and who keeps the records."""

from __future__ import annotations

from datetime import time

from adapters.playground.people.screen import Button
from adapters.playground.stories.acts import NOT_YOURS, does, leaves, opens, refused, sends
from adapters.playground.stories.stage import Stage

_TALKED = "Have you talked with them?"
_YES = "Yes, we have talked"
#: The taps of raising one; in Teams one more opens the form.
_TAPS = {"slack": 2, "teams": 3}


async def play(stage: Stage) -> None:
    """Three of them, and the register. Raises NotAsTold."""
    await stage.pass_working_days(1, time(10))
    whom = stage.confide("HA-61250")
    await recorded(stage, whom)
    await not_recorded(stage, whom)
    await nobody_decides(stage)
    await the_register(stage)


async def recorded(stage: Stage, whom: str) -> None:
    """A talk, then a note in the manager's words; what Rory wrote himself is gone."""
    stage.scene("Contact outside the office, recorded")
    line = stage.confide("He asked about his repair at the pool", "repair at the pool")
    ref = await _raises(stage, "rory", line, whom)
    note = stage.confide("Met by chance; nothing was promised", "nothing was promised")
    ailsa = await does(stage, "ailsa", ref, "Record it", {_TALKED: _YES, "The note": note})
    stage.tell(ailsa, "has talked with Rory, and records it in her own words")
    await leaves(stage, "ailsa")
    rory = await opens(stage, "rory", ref)
    stage.hides(stage.sees(rory.modal(), note), line)
    stage.tell(rory, "reads the note that was kept; what he wrote himself is gone")
    await leaves(stage, "rory")


async def not_recorded(stage: Stage, whom: str) -> None:
    """The manager alone sees that there was an earlier one; not recorded, nothing is left to open."""
    stage.scene("The same individual again: not recorded, and gone")
    line = stage.confide("He waved to me across the street", "waved to me")
    ref = await _raises(stage, "isla", line, whom)
    isla, morag = stage.person("isla"), await opens(stage, "morag", ref)
    stage.sees(morag.modal(), "Recorded earlier about the same individual", "You alone are shown this")
    stage.hides(morag.modal(), "Rory", "nothing was promised")
    stage.tell(morag, "alone is shown that one was recorded earlier about the same individual")
    button = next(b for b in morag.newest().buttons if b.label == "Open")
    await _her_own_page(stage, ref)
    await morag.press("Do not record")
    await sends(stage, morag, {_TALKED: _YES})
    stage.sees(morag.modal(), "What stays: that a talk took place")
    stage.tell(morag, "has talked with Isla, and does not record it: what was written is erased")
    await leaves(stage, "morag")
    stage.sees(isla.newest(), ref, "You talked; nothing was recorded.")
    await _nothing_is_there(stage, button, "isla", "morag")
    stage.tell(None, "nothing is left to open, not even with a button that was kept")


async def _her_own_page(stage: Stage, ref: str) -> None:
    """Check that the page of the person who raised it shows no pattern."""
    isla = stage.person("isla")
    await isla.open_home()
    await isla.press("Open", "home", near=ref)
    stage.hides(isla.modal(), "Recorded earlier", "in all")
    await leaves(stage, "isla")


async def _nothing_is_there(stage: Stage, button: Button, *names: str) -> None:
    for name in names:
        await stage.forge(stage.person(name), button)
        await refused(stage, name)


async def nobody_decides(stage: Stage) -> None:
    """Reminded, moved on, and after ten working days erased: both are told."""
    stage.scene("Nobody decides for ten working days: it is erased, and both are told")
    line = stage.confide("Somebody I knew from a case, at the school gate", "at the school gate")
    ref = await _raises(stage, "callum", line, stage.confide("HA-61777"))
    button = next(b for b in stage.person("morag").newest().buttons if b.label == "Open")
    await stage.pass_working_days(11, time(10))
    for name in ("callum", "ailsa"):
        found = [m for m in stage.person(name).messages() if ref in m.text]
        stage.sees(found[-1], "Nobody decided in time", "Nothing was recorded.")
    await _nothing_is_there(stage, button, "callum", "ailsa", "morag")
    stage.tell(None, "erased, with its key: no button opens it any more")
    heard = stage.counts()
    await stage.pass_working_days(3)
    # Fiona, who keeps the records, hears with time of those that are due for a look.
    stage.nobody_else_heard(heard, "fiona")


async def the_register(stage: Stage) -> None:
    """Fiona keeps the records: a line for each, and its content only for a reason; Hamish has none of it."""
    stage.scene("Who keeps the records reads one for a reason, and nobody else has the register")
    fiona, hamish = stage.person("fiona"), stage.person("hamish")
    await fiona.open_home()
    register = next(b for b in fiona.home().buttons if b.label == "Register")
    await fiona.press("Register", "home")
    stage.hides(stage.sees(fiona.modal(), "contact outside the office: recorded"), "Rory", "nothing was promised")
    opening = next(b for b in fiona.modal().buttons if "contact outside the office: recorded" in b.beside)
    await fiona.press("Open", near=opening.beside)
    reason = stage.confide("Rory asked for a copy of it", "a copy of it")
    await sends(stage, fiona, {"Why do you need to read it?": reason})
    stage.sees(fiona.modal(), "You are reading this to keep the records", reason, "nothing was promised")
    stage.tell(fiona, "opens one with a reason, which is kept with the record and her name")
    await leaves(stage, "fiona")
    stage.hides(await hamish.open_home(), "Register")
    for button, act in ((register, None), (opening, None), (opening, "register.page")):
        await stage.forge(hamish, button, act=act)
        stage.sees(hamish.modal(), NOT_YOURS)
        await leaves(stage, "hamish")
    stage.tell(hamish, "has no register, and her clicks in his hands lead nowhere")


async def _raises(stage: Stage, who: str, line: str, whom: str) -> str:
    """Somebody raises a contact in a few taps and a line; its reference. Their manager alone hears."""
    person, before = stage.person(who), stage.counts()
    taps = person.taps
    await person.command("/outside-contact", line)
    await sends(stage, person, {"Where was it?": "In a public place", "Who it was": whom})
    stage.expect(person.taps - taps == _TAPS[person.platform], f"It took {person.taps - taps} taps.")
    ref = stage.ref(person.modal(), "CO")
    stage.sees(person.modal(), "Nothing is recorded unless they decide so.")
    stage.tell(person, f"raises a contact outside the office in a line and a few taps ({ref})")
    await leaves(stage, who)
    heard = {name for name, count in stage.counts().items() if count != before[name]}
    stage.expect(len(heard) == 1, "More than one person heard of it.")
    return ref
