"""A colleague is named publicly: found, told by a person, heard, decided, shared (1.14.3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from adapters.playground.people.person import Given
from adapters.playground.stories import named_online_others as others
from adapters.playground.stories.acts import does, leaves, opens, presses, refused, sends
from adapters.playground.stories.stage import Stage

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


async def play(stage: Stage) -> None:
    """From the finder to the last answer. Raises NotAsTold."""
    ref = await found(stage)
    await nothing_for_the_finder(stage, ref)
    await found_again(stage, ref)
    await not_before_telling(stage, ref)
    await told_by_a_person(stage, ref)
    await decided(stage, ref)
    await shared(stage, ref)
    await personal_records(stage, ref)
    await others.two_at_once(stage)
    await others.the_chief_executive(stage)
    await others.on_leave(stage)


async def found(stage: Stage) -> str:
    """Rory reports it; Morag alone hears that something waits, in the chat and by e-mail. The reference."""
    await stage.pass_working_days(1, time(10))
    stage.scene("Rory finds a post that names Isla")
    rory, morag, before = stage.person("rory"), stage.person("morag"), stage.counts()
    stage.confide(LINK, "posts/4711", "wall-of-shame")
    line = stage.confide("Third comment, under a photo of the van", "photo of the van")
    await rory.command("/named-online", LINK)
    stage.sees(rory.modal(), "If anyone is in danger, call 999 first.", "their manager tells them in private")
    await sends(stage, rory, {"Who is named?": ("Isla Fraser",), **FOUND, "Anything that helps to find it": line})
    card = stage.sees(rory.modal(), SENT)
    stage.expect(card.labels == ("Add a screenshot",), "The finder can press something that leads back.")
    stage.tell(rory, f"reads: {SENT} A screenshot could be added now, and never later")
    await leaves(stage, "rory")
    stage.nobody_else_heard(before, "morag")
    message = await morag.wait_for("A private item is waiting for you")
    stage.hides(message, *_CONTENT)
    ref = stage.ref(message, "NO")
    email = stage.mailed("morag", ref, "A private item is waiting for you")
    says = f"{email.subject}\n{email.text}".casefold()
    stage.expect(not [word for word in _CONTENT if word.casefold() in says], "The e-mail has content.")
    stage.tell(None, "nobody else hears of it: not Isla, not Rory's own manager, not the management team")
    return ref


#: What no message may hold.
_CONTENT = ("Isla", "Rory", "Facebook", "example", "named", "online", "public", "threat")


async def nothing_for_the_finder(stage: Stage, ref: str) -> None:
    """Rory's home, and every click that he could guess."""
    rory, button = stage.person("rory"), next(b for b in stage.person("morag").newest().buttons if b.label == "Open")
    stage.hides(await rory.open_home(), ref, "named online", "Isla")
    for act in _GUESSED:
        await stage.forge(rory, button, act=act)
        await refused(stage, "rory")
    stage.tell(rory, f"looks for it in his home, and sends {len(_GUESSED)} clicks that he guessed: nothing is there")


async def found_again(stage: Stage, ref: str) -> None:
    """Shona finds the same: the same card, and one more line for Morag."""
    shona, before = stage.person("shona"), stage.counts()
    await stage.pass_hours(0.5)
    await shona.command("/named-online", LINK)
    await sends(stage, shona, {"Who is named?": ("Isla Fraser",), **FOUND})
    card = stage.sees(shona.modal(), SENT)
    stage.expect(card.labels == ("Add a screenshot",), "Whoever finds it again can press something that leads back.")
    stage.tell(shona, "finds the same post, and reads the same words")
    await leaves(stage, "shona")
    stage.nobody_else_heard(before, "morag")
    stage.sees(stage.person("morag").newest(), ref, "Something was added to this private item.")


async def not_before_telling(stage: Stage, ref: str) -> None:
    """Morag reads it, and looks at the link as inert text; nothing is decided before Isla knows."""
    stage.scene("Morag, Isla's manager: tell her first, in private")
    morag = await opens(stage, "morag", ref)
    stage.sees(morag.modal(), "Please tell them yourself, in private", "Please do not forward this.", "Isla Fraser")
    stage.hides(morag.modal(), "example", "posts/4711")
    await morag.press("Show the link")
    stage.sees(morag.modal(), "What this leads to may distress.", INERT)
    stage.expect(LINK not in morag.modal().text, "The link can be pressed.")
    stage.tell(morag, "reads it, and looks at the link behind its button: plain text that leads nowhere")
    await morag.press("Back")
    await morag.press("Acknowledge")
    stage.expect("Decide what is done" not in morag.modal().labels, "It can be decided before Isla knows.")
    await leaves(stage, "morag")
    button = next(b for b in morag.newest().buttons if b.label == "Open")
    await stage.forge(morag, button, act="form:named_online.decide")
    stage.sees(morag.modal(), "They have not been told yet. Please tell them first, yourself and in private")
    stage.tell(morag, "tries to decide before that: They have not been told yet. Please tell them first …")
    await leaves(stage, "morag")
    heard = stage.heard("morag")
    await stage.pass_hours(5)
    stage.expect(stage.heard("morag") == heard + 1, "Nobody reminded Morag after four working hours (N13).")
    stage.sees(morag.newest(), ref, "A private talk comes next, and only you can have it.")


async def told_by_a_person(stage: Stage, ref: str) -> None:
    """Isla hears it from Morag; only then does Harbour write to her, and she has a say."""
    isla, heard = stage.person("isla"), stage.counts()
    stage.hides(await isla.open_home(), ref)
    await stage.pass_working_days(1, time(10, 30))
    stage.nobody_else_heard(heard, "morag")
    morag = await does(stage, "morag", ref, "I have told them", {"How": "In person"})
    stage.sees(morag.modal(), "Isla Fraser knows, and has a say.")
    stage.tell(morag, "has told Isla, in person and in private, and notes it")
    await leaves(stage, "morag")
    message = await isla.wait_for(ref)
    stage.sees(message, "You have a say in what happens next. You can write it, tell your manager, or say nothing")
    stage.hides(message, "Facebook", "example", "named", "online")
    await _their_say(stage, ref)


async def _their_say(stage: Stage, ref: str) -> None:
    isla = await opens(stage, "isla", ref)
    words = stage.confide("Leave it up for now; my mother reads it too", "my mother reads it")
    stage.sees(isla.modal(), "Morag Sinclair handles it, and nobody else does.", "0800 000 0000")
    stage.hides(isla.modal(), "Rory", "Shona")
    await isla.press("Say what you would like")
    await sends(stage, isla, {"What would you like?": "I will write it here", "In your own words": words})
    stage.tell(isla, "says what she would like; who found it, she is not told")
    await leaves(stage, "isla")


async def decided(stage: Stage, ref: str) -> None:
    """Decide on seeking removal and on a report to the platform, each with its own reasons; then record the offers."""
    stage.scene("Now it can be decided, each thing with its reasons")
    morag = stage.person("morag")
    await stage.pass_working_days(2, time(9, 45))
    # N15 asks for the summary after one working day, N14 for the decision after two.
    for reminder in ("A short summary is still to be shared.", "A decision comes next."):
        stage.sees(await morag.wait_for(reminder), ref)
    await presses(stage, "morag", ref, "Decide what is done")
    await morag.fill({"What is done?": (_REMOVAL, _REPORT)})
    needed = [question.label for question in morag.modal().questions if question.required and not question.answer]
    stage.expect(len(needed) == 4, f"An action without its reasons can be sent: {needed}")
    stage.tell(morag, f"cannot send it without: {'; '.join(needed)}")
    await sends(stage, morag, _decision(stage))
    stage.tell(morag, "decides: wait with removal, for it could be read by more; report it to the platform")
    await morag.press("Note what was offered")
    stage.sees(morag.modal(), "Whether they took it up is theirs alone, and is recorded nowhere.")
    await sends(stage, morag, {"Did you offer an informal talk?": "Yes", "Did you offer counselling?": "Yes"})
    stage.tell(morag, "notes that she offered a talk and counselling; never whether Isla takes it up")
    await leaves(stage, "morag")


_REMOVAL = "Decide whether to seek to have it removed"
_REPORT = "Report it to the platform"


def _decision(stage: Stage) -> dict[str, Given]:
    return {
        "Should we seek to have the name removed?": "Wait, and look again",
        "The risk that it makes things worse": stage.confide("He posts again whenever one goes", "whenever one goes"),
        "Why, about removal": stage.confide("Isla would rather let it sink", "let it sink"),
        "Why it is reported to the platform": stage.confide("It shows her number plate", "number plate"),
        "Their reference": stage.confide("FB-99-4711"),
    }


async def shared(stage: Stage, ref: str) -> None:
    """The management team reads a summary, and nothing else."""
    stage.scene("The management team reads a short summary, and no more")
    morag, before = stage.person("morag"), stage.counts()
    await presses(stage, "morag", ref, "Share a summary")
    summary = morag.modal().fields["What they read"]
    await morag.fill({"What they read": f"See {LINK}"})
    await morag.send()
    stage.sees(morag.modal(), "Please leave the link out")
    await sends(stage, morag, {"What they read": summary})
    stage.tell(morag, "shares a summary; a link in it was refused")
    await leaves(stage, "morag")
    stage.nobody_else_heard(before, *_TEAM)
    for name in ("hamish", "catriona"):
        reader = await opens(stage, name, ref)
        stage.sees(reader.modal(), "A member of staff has been named publicly in relation to their work.")
        stage.hides(reader.modal(), "Isla", "Facebook", "example", "Rory", "let it sink", "FB-99")
        await leaves(stage, name)
        button = next(b for b in reader.newest().buttons if b.label == "Open")
        for act in ("named_online.open", "named_online.link"):
            await stage.forge(reader, button, act=act)
            await refused(stage, name)
        stage.tell(reader, "reads the summary; a guessed click for the rest leads nowhere")


async def personal_records(stage: Stage, ref: str) -> None:
    """Two answers, each alone: both are needed, and one no is enough. What became of the request is asked as well."""
    stage.scene("Personal records: two answers, each alone; and what became of the request")
    morag, isla = stage.person("morag"), stage.person("isla")
    await does(stage, "morag", ref, "Personal records", {"Should a record be made there?": "Yes"})
    stage.tell(morag, "says yes, for her half")
    await leaves(stage, "morag")
    await stage.pass_working_days(3, time(9, 45))
    stage.sees(await isla.wait_for("A choice is open"), ref, "Either answer is fine, and so is none.")
    await isla.press("Answer", near="A choice is open")
    stage.hides(isla.modal(), "(x) Yes")
    await sends(stage, isla, {"Should a record be made there?": "No"})
    stage.tell(isla, "says no: no record is made in personal records")
    await leaves(stage, "isla")
    await opens(stage, "morag", ref)
    stage.sees(morag.modal(), "Settled. Nothing more to do.", "No record is made in personal records.")
    stage.tell(morag, "reads: Settled. Nothing more to do.")
    await leaves(stage, "morag")
    await stage.pass_working_days(2, time(9, 45))
    await morag.press("Note what came of it", near=ref)
    await sends(stage, morag, {"What came of the request?": "It was removed"})
    stage.tell(morag, "notes what the platform answered, as she was asked to after five working days")
    await leaves(stage, "morag")
    heard = stage.heard("morag")
    await stage.pass_working_days(6)
    stage.expect(stage.heard("morag") == heard, "Morag was nudged about what is settled.")
    stage.tell(None, "a week later: nobody has been nudged again")
