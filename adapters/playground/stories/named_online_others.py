"""A colleague is named publicly, and it is not as simple: two at once, the chief executive, a manager on leave."""

from __future__ import annotations

from datetime import time

from adapters.playground.people.person import Given
from adapters.playground.stories.acts import does, leaves, opens, presses, sends
from adapters.playground.stories.story import Story


async def two_at_once(story: Story) -> None:
    """One record each, each with their own manager; neither manager reads of the other."""
    story.scene("Two are named at once: one matter each, and neither manager sees the other")
    await _finds(story, "rory", ("Callum Stewart", "Shona Reid"), "comments/88-two-of-them")
    refs = {name: story.ref(story.person(name).newest(), "NO") for name in ("morag", "ailsa")}
    story.expect(refs["morag"] != refs["ailsa"], "Two people share one record.")
    for name, own, other in (("morag", "Callum", "Shona"), ("ailsa", "Shona", "Callum")):
        manager = await opens(story, name, refs[name])
        story.hides(story.sees(manager.modal(), own), other)
        await leaves(story, name)
        story.tell(manager, f"reads that {own} is named, and nothing of anybody else")
    for name, ref in refs.items():
        await _dealt_with(story, name, ref)


async def the_chief_executive(story: Story) -> None:
    """It goes to the chair, and to nobody below her."""
    story.scene("The chief executive is named: it goes to the chair")
    before = story.counts()
    await _finds(story, "rory", ("Eilidh Grant",), "watch/89-the-boss")
    story.nobody_else_heard(before, "elspeth")
    ref = story.ref(story.person("elspeth").newest(), "NO")
    await _dealt_with(story, "elspeth", ref)


async def on_leave(story: Story) -> None:
    """It goes to her deputy."""
    story.scene("Morag is on leave: it goes to her deputy")
    morag, back = story.person("morag"), story.calendar.working_days_from(story.calendar.today(story.now), 2)
    await morag.open_home()
    await morag.press("I am away until…", "home")
    await sends(story, morag, {"First day back": back})
    story.tell(morag, f"is away until {story.calendar.day_words(back)}")
    await leaves(story, "morag")
    before = story.counts()
    await _finds(story, "shona", ("Isla Fraser",), "status/90-again")
    story.nobody_else_heard(before, "ailsa")
    await _dealt_with(story, "ailsa", story.ref(story.person("ailsa").newest(), "NO"))
    await story.pass_to(story.calendar.moment(back, time(10)))


async def _finds(story: Story, who: str, named: tuple[str, ...], page: str) -> None:
    finder = story.person(who)
    link = story.confide(f"https://www.example.org/{page}", page)
    await story.settle()
    await finder.command("/named-online", link)
    found: dict[str, Given] = {"Who is named?": named, "Where?": "X", "Does it hold a threat?": "No"}
    await sends(story, finder, found)
    story.sees(finder.modal(), "Sent to the right manager.")
    story.tell(finder, f"finds a post that names {' and '.join(each.split()[0] for each in named)}")
    await leaves(story, who)


async def _dealt_with(story: Story, manager: str, ref: str) -> None:
    """Told, heard, nothing done, offered, shared: the same way as before, in one go."""
    await presses(story, manager, ref, "Acknowledge")
    await leaves(story, manager)
    story.confide(_WHY)
    for what, answers in _WAY:
        await does(story, manager, ref, what, answers)
        await leaves(story, manager)
    story.tell(story.person(manager), f"goes the same way with {ref}: told by a person, heard, decided, shared")


_WHY = "Hardly anybody has looked at it"
_WAY: tuple[tuple[str, dict[str, Given]], ...] = (
    ("I have told them", {"How": "In a video call"}),
    ("Note what they would like", {"What would they like?": "They chose not to say"}),
    ("Decide what is done", {"What is done?": ("Nothing",), "Why nothing is done": _WHY}),
    ("Note what was offered", {"Did you offer an informal talk?": "Yes", "Did you offer counselling?": "Yes"}),
    ("Share a summary", {}),
    ("Personal records", {"Should a record be made there?": "No"}),
)
