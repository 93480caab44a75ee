"""Isla reports; Morag reads, talks with her and decides what follows."""

from __future__ import annotations

from adapters.playground.stories.story import Story

#: The individual, as Isla knows them. Never outside a dialog.
INDIVIDUAL = "HA-20417"
NOTE = "shouted at me about the repair, swore, I warned him twice"
#: The taps of a report: in Teams one more opens the form, and one shows what follows from an answer.
_TAPS = {"slack": 6, "teams": 8}


async def report(story: Story) -> None:
    """One sentence and a few taps."""
    story.scene("Isla has just put the phone down")
    isla, before = story.person("isla"), story.counts()
    story.confide(NOTE, "shouted at me", "swore", "warned him twice")
    story.confide(INDIVIDUAL)
    taps = isla.taps
    await isla.command("/ended-contact", NOTE)
    story.tell(isla, "types “ended contact” and a sentence; the form opens with the sentence in it")
    form = isla.modal()
    story.sees(form, "If anyone is in danger, call 999 first. You can do this later.", NOTE)
    story.expect("Did you give a warning?" not in form.text, "The warning is asked for before it matters.")
    await isla.fill({"How were you in contact?": "Phone", "What was it?": ("Abusive language",)})
    story.sees(isla.modal(), "Did you give a warning?")
    await isla.fill(
        {
            "Did you give a warning?": "Yes",
            "What would help?": ("I would like contact to be restricted",),
            "Who it was": INDIVIDUAL,
            "Colleagues who were there": ("Callum Stewart",),
        }
    )
    await isla.send()
    taps = isla.taps - taps
    story.tell(isla, "sends it: a few taps and one sentence")
    story.expect(taps <= _TAPS[isla.platform], f"It took {taps} taps.")
    receipt = story.sees(
        isla.modal(),
        "Your line manager can see this privately.",
        "Ending the contact was yours to decide, and nobody approves or refuses that.",
        "0800 000 0000",
        "I'd like a short time away",
        "EC-0001",
    )
    story.tell(isla, f"reads: {receipt.text.splitlines()[1]}")
    await isla.close()
    await story.settle()
    # Callum was there: he hears of the support for himself, and nothing of the report.
    story.nobody_else_heard(before, "isla", "morag", "callum")


async def read(story: Story) -> None:
    """Morag opens it, acknowledges, and talks with Isla."""
    story.scene("Morag, her line manager")
    morag = story.person("morag")
    message = await morag.wait_for("A private report is waiting for you")
    story.sees(message, "EC-0001", "not a decision", "by 14:04 today")
    story.hides(message, "Isla", "phone", "abus", "swor", INDIVIDUAL)
    story.expect(not {"Approve", "Deny"} & set(message.labels), "A report is not to be approved.")
    await morag.press("Open", near="A private report is waiting")
    opened = story.sees(morag.modal(), "Isla Fraser", NOTE, INDIVIDUAL, "Phone", "Callum Stewart", "RS-0001")
    story.expect(not {"Approve", "Deny"} & set(opened.labels), "A report offers no Approve and no Deny.")
    story.tell(morag, "opens EC-0001 and reads it in Isla's words (the view is logged)")
    await morag.press("Acknowledge")
    await morag.close()
    story.tell(morag, "acknowledges")
    await story.settle()
    await story.pass_hours(1.5)
    await morag.press("Open", near="A conversation is waiting")
    await morag.press("We have talked")
    await morag.send()
    await morag.close()
    story.tell(morag, "notes that they have talked; never what was said")
    await story.settle()


async def decide_what_follows(story: Story) -> None:
    """Decide on zero tolerance and the follow-ups; Isla hears the outcome."""
    morag, isla = story.person("morag"), story.person("isla")
    action = story.confide("Warned by letter and a marker on the tenancy", "marker on the tenancy")
    words = story.confide("You did the right thing. I am taking this further.", "taking this further")
    await morag.press("Open", near="Your decision is waiting")
    await morag.press("Decide what follows")
    known = {question.label: question.answer for question in morag.modal().questions if question.answer}
    story.tell(morag, f"finds it as Isla named it: {'; '.join(list(known)[:3])}")
    needed = [question.label for question in morag.modal().questions if question.required and not question.answer]
    story.expect(needed == ["What is being done"], f"{needed} is needed.")
    story.tell(morag, f"cannot send it without: {'; '.join(needed)}")
    await morag.fill({"What is being done": action, "What the reporter will read": words})
    await morag.send()
    await morag.close()
    story.tell(morag, "decides what follows: zero tolerance, a restriction to consider")
    await story.settle()
    await isla.press("Open", near="There is an answer to your report")
    story.sees(isla.modal(), words)
    story.tell(isla, f"reads: {words}")
    await isla.close()
    story.sees(next(m for m in morag.messages() if "EC-0001" in m.text), "Nothing waits for you here now")
