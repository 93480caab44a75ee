"""A colleague is named publicly: found, told by a person, heard, decided, shared (1.14.3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from adapters.playground.people.person import Given
from adapters.playground.stories import named_online_others as others
from adapters.playground.stories.acts import does, leaves, opens, presses, refused, sends
from adapters.playground.stories.story import Story

#: What the finder typed; never outside a dialog.
LINK = "https://www.example.org/posts/4711-wall-of-shame"
INERT = "https[:]//www[.]example[.]org/posts/4711-wall-of-shame"
FOUND: Mapping[str, Given] = {"Where?": "Facebook", "Does it hold a threat?": "No"}
SENT = "Thank you. Sent to the right manager. Please don't pass it on, so that they hear it privately."

#: What somebody could guess who has once seen how buttons are named.
_GUESSED = (
    "named_online.open",
    "named_online.link",
    "named_online.summary",
    "named_online.acknowledge",
    "named_online.close",
    "form:named_online.told",
    "form:named_online.wishes",
    "form:named_online.decide",
    "form:named_online.share",
    "form:named_online.personal",
    "form:register.reason",
    "pass_on",
)
_TEAM = ("hamish", "catriona", "eilidh")


async def play(story: Story) -> None:
    """From the finder to the last answer. Raises NotAsTold."""
    ref = await found(story)
    await nothing_for_the_finder(story, ref)
    await found_again(story, ref)
    await not_before_telling(story, ref)
    await told_by_a_person(story, ref)
    await decided(story, ref)
    await shared(story, ref)
    await personal_records(story, ref)
    await others.two_at_once(story)
    await others.the_chief_executive(story)
    await others.on_leave(story)


async def found(story: Story) -> str:
    """Rory reports it; Morag alone hears that something waits, in the chat and by e-mail. The reference."""
    await story.pass_working_days(1, time(10))
    story.scene("Rory finds a post that names Isla")
    rory, morag, before = story.person("rory"), story.person("morag"), story.counts()
    story.confide(LINK, "posts/4711", "wall-of-shame")
    line = story.confide("Third comment, under a photo of the van", "photo of the van")
    await rory.command("/named-online", LINK)
    story.sees(rory.modal(), "If anyone is in danger, call 999 first.", "their manager tells them in private")
    await sends(story, rory, {"Who is named?": ("Isla Fraser",), **FOUND, "Anything that helps to find it": line})
    card = story.sees(rory.modal(), SENT)
    story.expect(card.labels == ("Add a screenshot",), "The finder can press something that leads back.")
    story.tell(rory, f"reads: {SENT} A screenshot could be added now, and never later")
    await leaves(story, "rory")
    story.nobody_else_heard(before, "morag")
    message = await morag.wait_for("A private item is waiting for you")
    story.hides(message, *_CONTENT)
    ref = story.ref(message, "NO")
    email = story.mailed("morag", ref, "A private item is waiting for you")
    says = f"{email.subject}\n{email.text}".casefold()
    story.expect(not [word for word in _CONTENT if word.casefold() in says], "The e-mail has content.")
    story.tell(None, "nobody else hears of it: not Isla, not Rory's own manager, not the management team")
    return ref


#: What no message may hold.
_CONTENT = ("Isla", "Rory", "Facebook", "example", "named", "online", "public", "threat")


async def nothing_for_the_finder(story: Story, ref: str) -> None:
    """Rory's home, and every click that he could guess."""
    rory, button = story.person("rory"), next(b for b in story.person("morag").newest().buttons if b.label == "Open")
    story.hides(await rory.open_home(), ref, "named online", "Isla")
    for act in _GUESSED:
        await story.forge(rory, button, act=act)
        await refused(story, "rory")
    story.tell(rory, f"looks for it in his home, and sends {len(_GUESSED)} clicks that he guessed: nothing is there")


async def found_again(story: Story, ref: str) -> None:
    """Shona finds the same: the same card, and one more line for Morag."""
    shona, before = story.person("shona"), story.counts()
    await story.pass_hours(0.5)
    await shona.command("/named-online", LINK)
    await sends(story, shona, {"Who is named?": ("Isla Fraser",), **FOUND})
    card = story.sees(shona.modal(), SENT)
    story.expect(card.labels == ("Add a screenshot",), "Whoever finds it again can press something that leads back.")
    story.tell(shona, "finds the same post, and reads the same words")
    await leaves(story, "shona")
    story.nobody_else_heard(before, "morag")
    story.sees(story.person("morag").newest(), ref, "Something was added to this private item.")


async def not_before_telling(story: Story, ref: str) -> None:
    """Morag reads it, and looks at the link as inert text; nothing is decided before Isla knows."""
    story.scene("Morag, Isla's manager: tell her first, in private")
    morag = await opens(story, "morag", ref)
    story.sees(morag.modal(), "Please tell them yourself, in private", "Please do not forward this.", "Isla Fraser")
    story.hides(morag.modal(), "example", "posts/4711")
    await morag.press("Show the link")
    story.sees(morag.modal(), "What this leads to may distress.", INERT)
    story.expect(LINK not in morag.modal().text, "The link can be pressed.")
    story.tell(morag, "reads it, and looks at the link behind its button: plain text that leads nowhere")
    await morag.press("Back")
    await morag.press("Acknowledge")
    story.expect("Decide what is done" not in morag.modal().labels, "It can be decided before Isla knows.")
    await leaves(story, "morag")
    button = next(b for b in morag.newest().buttons if b.label == "Open")
    await story.forge(morag, button, act="form:named_online.decide")
    story.sees(morag.modal(), "They have not been told yet. Please tell them first, yourself and in private")
    story.tell(morag, "tries to decide before that: They have not been told yet. Please tell them first …")
    await leaves(story, "morag")
    heard = story.heard("morag")
    await story.pass_hours(5)
    story.expect(story.heard("morag") == heard + 1, "Nobody reminded Morag after four working hours (N13).")
    story.sees(morag.newest(), ref, "A private talk comes next, and only you can have it.")


async def told_by_a_person(story: Story, ref: str) -> None:
    """Isla hears it from Morag; only then does Harbour write to her, and she has a say."""
    isla, heard = story.person("isla"), story.counts()
    story.hides(await isla.open_home(), ref)
    await story.pass_working_days(1, time(10, 30))
    story.nobody_else_heard(heard, "morag")
    morag = await does(story, "morag", ref, "I have told them", {"How": "In person"})
    story.sees(morag.modal(), "Isla Fraser knows, and has a say.")
    story.tell(morag, "has told Isla, in person and in private, and notes it")
    await leaves(story, "morag")
    message = await isla.wait_for(ref)
    story.sees(message, "You have a say in what happens next. You can write it, tell your manager, or say nothing")
    story.hides(message, "Facebook", "example", "named", "online")
    await _their_say(story, ref)


async def _their_say(story: Story, ref: str) -> None:
    isla = await opens(story, "isla", ref)
    words = story.confide("Leave it up for now; my mother reads it too", "my mother reads it")
    story.sees(isla.modal(), "Morag Sinclair handles it, and nobody else does.", "0800 000 0000")
    story.hides(isla.modal(), "Rory", "Shona")
    await isla.press("Say what you would like")
    await sends(story, isla, {"What would you like?": "I will write it here", "In your own words": words})
    story.tell(isla, "says what she would like; who found it, she is not told")
    await leaves(story, "isla")


async def decided(story: Story, ref: str) -> None:
    """Decide on seeking removal and on a report to the platform, each with its own reasons; then record the offers."""
    story.scene("Now it can be decided, each thing with its reasons")
    morag = story.person("morag")
    await story.pass_working_days(2, time(9, 45))
    # N15 asks for the summary after one working day, N14 for the decision after two.
    for reminder in ("A short summary is still to be shared.", "A decision comes next."):
        story.sees(await morag.wait_for(reminder), ref)
    await presses(story, "morag", ref, "Decide what is done")
    await morag.fill({"What is done?": (_REMOVAL, _REPORT)})
    needed = [question.label for question in morag.modal().questions if question.required and not question.answer]
    story.expect(len(needed) == 4, f"An action without its reasons can be sent: {needed}")
    story.tell(morag, f"cannot send it without: {'; '.join(needed)}")
    await sends(story, morag, _decision(story))
    story.tell(morag, "decides: wait with removal, for it could be read by more; report it to the platform")
    await morag.press("Note what was offered")
    story.sees(morag.modal(), "Whether they took it up is theirs alone, and is recorded nowhere.")
    await sends(story, morag, {"Did you offer an informal talk?": "Yes", "Did you offer counselling?": "Yes"})
    story.tell(morag, "notes that she offered a talk and counselling; never whether Isla takes it up")
    await leaves(story, "morag")


_REMOVAL = "Decide whether to seek to have it removed"
_REPORT = "Report it to the platform"


def _decision(story: Story) -> dict[str, Given]:
    return {
        "Should we seek to have the name removed?": "Wait, and look again",
        "The risk that it makes things worse": story.confide("He posts again whenever one goes", "whenever one goes"),
        "Why, about removal": story.confide("Isla would rather let it sink", "let it sink"),
        "Why it is reported to the platform": story.confide("It shows her number plate", "number plate"),
        "Their reference": story.confide("FB-99-4711"),
    }


async def shared(story: Story, ref: str) -> None:
    """The management team reads a summary, and nothing else."""
    story.scene("The management team reads a short summary, and no more")
    morag, before = story.person("morag"), story.counts()
    await presses(story, "morag", ref, "Share a summary")
    summary = morag.modal().fields["What they read"]
    await morag.fill({"What they read": f"See {LINK}"})
    await morag.send()
    story.sees(morag.modal(), "Please leave the link out")
    await sends(story, morag, {"What they read": summary})
    story.tell(morag, "shares a summary; a link in it was refused")
    await leaves(story, "morag")
    story.nobody_else_heard(before, *_TEAM)
    for name in ("hamish", "catriona"):
        reader = await opens(story, name, ref)
        story.sees(reader.modal(), "A member of staff has been named publicly in relation to their work.")
        story.hides(reader.modal(), "Isla", "Facebook", "example", "Rory", "let it sink", "FB-99")
        await leaves(story, name)
        button = next(b for b in reader.newest().buttons if b.label == "Open")
        for act in ("named_online.open", "named_online.link"):
            await story.forge(reader, button, act=act)
            await refused(story, name)
        story.tell(reader, "reads the summary; a guessed click for the rest leads nowhere")


async def personal_records(story: Story, ref: str) -> None:
    """Two answers, each given alone: both are needed, one no is enough. The request's outcome is asked for as well."""
    story.scene("Personal records: two answers, each alone; and what became of the request")
    morag, isla = story.person("morag"), story.person("isla")
    await does(story, "morag", ref, "Personal records", {"Should a record be made there?": "Yes"})
    story.tell(morag, "says yes, for her half")
    await leaves(story, "morag")
    await story.pass_working_days(3, time(9, 45))
    story.sees(await isla.wait_for("A choice is open"), ref, "Either answer is fine, and so is none.")
    await isla.press("Answer", near="A choice is open")
    story.hides(isla.modal(), "(x) Yes")
    await sends(story, isla, {"Should a record be made there?": "No"})
    story.tell(isla, "says no: no record is made in personal records")
    await leaves(story, "isla")
    await opens(story, "morag", ref)
    story.sees(morag.modal(), "Settled. Nothing more to do.", "No record is made in personal records.")
    story.tell(morag, "reads: Settled. Nothing more to do.")
    await leaves(story, "morag")
    await story.pass_working_days(2, time(9, 45))
    await morag.press("Note what came of it", near=ref)
    await sends(story, morag, {"What came of the request?": "It was removed"})
    story.tell(morag, "notes what the platform answered, as she was asked to after five working days")
    await leaves(story, "morag")
    heard = story.heard("morag")
    await story.pass_working_days(6)
    story.expect(story.heard("morag") == heard, "Morag was nudged about what is settled.")
    story.tell(None, "a week later: nobody has been nudged again")
