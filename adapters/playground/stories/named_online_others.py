"""A colleague is named publicly, and it is not as simple: two at once, the chief executive, a manager on leave."""

from __future__ import annotations

from datetime import time

from adapters.playground.people.person import Given
from adapters.playground.stories.acts import does, leaves, opens, presses, sends
from adapters.playground.stories.stage import Stage


async def two_at_once(stage: Stage) -> None:
    """One record each, each with their own manager; neither manager reads of the other."""
    stage.scene("Two are named at once: one matter each, and neither manager sees the other")
    await _finds(stage, "rory", ("Callum Stewart", "Shona Reid"), "comments/88-two-of-them")
    refs = {name: stage.ref(stage.person(name).newest(), "NO") for name in ("morag", "ailsa")}
    stage.expect(refs["morag"] != refs["ailsa"], "Two people share one record.")
    for name, own, other in (("morag", "Callum", "Shona"), ("ailsa", "Shona", "Callum")):
        manager = await opens(stage, name, refs[name])
        stage.hides(stage.sees(manager.modal(), own), other)
        await leaves(stage, name)
        stage.tell(manager, f"reads that {own} is named, and nothing of anybody else")
    for name, ref in refs.items():
        await _dealt_with(stage, name, ref)


async def the_chief_executive(stage: Stage) -> None:
    """It goes to the chair, and to nobody below her."""
    stage.scene("The chief executive is named: it goes to the chair")
    before = stage.counts()
    await _finds(stage, "rory", ("Eilidh Grant",), "watch/89-the-boss")
    stage.nobody_else_heard(before, "elspeth")
    ref = stage.ref(stage.person("elspeth").newest(), "NO")
    await _dealt_with(stage, "elspeth", ref)


async def on_leave(stage: Stage) -> None:
    """It goes to her deputy."""
    stage.scene("Morag is on leave: it goes to her deputy")
    morag, back = stage.person("morag"), stage.calendar.working_days_from(stage.calendar.today(stage.now), 2)
    await morag.open_home()
    await morag.press("I am away until…", "home")
    await sends(stage, morag, {"First day back": back})
    stage.tell(morag, f"is away until {stage.calendar.day_words(back)}")
    await leaves(stage, "morag")
    before = stage.counts()
    await _finds(stage, "shona", ("Isla Fraser",), "status/90-again")
    stage.nobody_else_heard(before, "ailsa")
    await _dealt_with(stage, "ailsa", stage.ref(stage.person("ailsa").newest(), "NO"))
    await stage.pass_to(stage.calendar.moment(back, time(10)))


async def _finds(stage: Stage, who: str, named: tuple[str, ...], page: str) -> None:
    finder = stage.person(who)
    link = stage.confide(f"https://www.example.org/{page}", page)
    await stage.settle()
    await finder.command("/named-online", link)
    found: dict[str, Given] = {"Who is named?": named, "Where?": "X", "Does it hold a threat?": "No"}
    await sends(stage, finder, found)
    stage.sees(finder.modal(), "Sent to the right manager.")
    stage.tell(finder, f"finds a post that names {' and '.join(each.split()[0] for each in named)}")
    await leaves(stage, who)


async def _dealt_with(stage: Stage, manager: str, ref: str) -> None:
    """Told, heard, nothing done, offered, shared: the same way as before, in one go."""
    await presses(stage, manager, ref, "Acknowledge")
    await leaves(stage, manager)
    stage.confide(_WHY)
    for what, answers in _WAY:
        await does(stage, manager, ref, what, answers)
        await leaves(stage, manager)
    stage.tell(stage.person(manager), f"goes the same way with {ref}: told by a person, heard, decided, shared")


_WHY = "Hardly anybody has looked at it"
_WAY: tuple[tuple[str, dict[str, Given]], ...] = (
    ("I have told them", {"How": "In a video call"}),
    ("Note what they would like", {"What would they like?": "They chose not to say"}),
    ("Decide what is done", {"What is done?": ("Nothing",), "Why nothing is done": _WHY}),
    ("Note what was offered", {"Did you offer an informal talk?": "Yes", "Did you offer counselling?": "Yes"}),
    ("Share a summary", {}),
    ("Personal records", {"Should a record be made there?": "No"}),
)
