"""Restrictions: suggested and approved, proposed and denied, made lighter, and active at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time

from adapters.playground.people.person import Given
from adapters.playground.stories.story import Story

#: How many working days ahead the review of the story's restriction lies.
REVIEW_AHEAD = 60

#: What has to hold, thought of one by one.
HOLDS = "I have thought of these, and each holds"
EACH = (
    "It is about what it does, not about somebody being different or upset",
    "A full team on a normal day could not manage it either",
    "A complaint or request that is open goes on",
    "Emergencies and urgent repairs can still be reported",
)
#: What the policy asks for besides what happened: the same in every dialog in which one is decided or proposed.
FAIR: Mapping[str, Given] = {
    "Where do steps to restore the relationship stand?": "They were tried",
    "What was tried, or why not?": "Two calm calls back, and a new date for the repair",
    "Which needs or adjustments did you consider?": "None known; asked at the last visit",
    "Why is this needed, and why is nothing lighter enough?": "It protects the officers; a letter was sent in autumn",
    HOLDS: EACH,
}


async def approve(story: Story) -> None:
    """Morag finds Isla's wish, and approves it in one dialog, filled in from the report."""
    story.scene("Approve: one dialog, with what the policy asks for")
    morag, isla = story.person("morag"), story.person("isla")
    before = story.counts()
    impact = story.confide("Two officers no longer answer alone", "no longer answer alone")
    message = await morag.wait_for("A restriction is waiting for your decision")
    story.stale["approve"] = message
    story.hides(message, "Isla", "HA-20417", "shout", "phone")
    await morag.press("Approve", near="RS-0001")
    story.sees(morag.modal(), "Is it fair?", "What happens then")
    await morag.fill({"What should change?": ("Contact by certain channels only",)})
    await morag.fill({"How can they be in contact instead?": "By e-mail; the phone stays open for emergencies"})
    await morag.fill({"What does it do to staff and to the service?": impact})
    for question, answer in FAIR.items():
        await morag.fill({question: answer})
    review = story.calendar.working_days_from(story.calendar.today(story.now), REVIEW_AHEAD)
    for question, answer in approval(review).items():
        await morag.fill({question: answer})
    await morag.fill({HOLDS: EACH[:-1]})
    await morag.send()
    story.expect(morag.modal().errors, "A restriction under which emergencies were not thought of is refused.")
    story.tell(morag, f"is asked: {next(iter(morag.modal().errors.values()))}")
    await morag.fill({HOLDS: EACH})
    await morag.send()
    story.tell(morag, "approves: what happened, whom it is about and the evidence stood there from the report")
    story.tell(morag, f"the review is on {story.calendar.day_words(review)}")
    story.review_on = review
    await _close(story, "morag")
    await story.settle()
    story.sees(next(m for m in morag.messages() if m.ref == message.ref), "Approved", "has been told")
    await isla.press("Open", near="There is an answer to what you asked for")
    story.sees(isla.modal(), "Approved. It starts when the individual has been told.")
    await isla.close()
    story.tell(isla, "reads: Approved. It starts when the individual has been told.")
    story.nobody_else_heard(before, "isla", "morag")


def approval(review: date) -> dict[str, Given]:
    """Another day for the review than the one that is suggested."""
    return {
        "When do we look at it again?": "On another day",
        "The day of the review": review,
        "What would make us look sooner?": "Three calm contacts in a row",
    }


async def tell(story: Story) -> None:
    """It is not active before the individual has been told, with timing and circumstances of the review."""
    story.scene("Nothing starts before the individual has been told")
    morag = story.person("morag")
    await story.pass_working_days(1, time(9, 45))
    story.sees(await morag.wait_for("RS-0001"), "It starts once those who need to know have been decided on")
    story.tell(morag, "was reminded on the next working day")
    await _shared(story)
    await morag.press("Open", near="Approved · RS-0001")
    await morag.press("The individual has been told")
    await morag.fill({"How were they told?": "Letter"})
    await morag.fill({"They have heard": ("How to appeal to the Chief Executive",)})
    await morag.send()
    story.expect(morag.modal().errors, "Told without timing and circumstances of the review is refused.")
    story.tell(morag, f"is asked: {'; '.join(morag.modal().errors.values())}")
    await morag.fill({"They have heard": EVERYTHING})
    await morag.send()
    story.sees(morag.modal(), "In force.")
    await _close(story, "morag")
    await story.settle()
    story.tell(morag, "records when and how; RS-0001 is in force")
    await hears(story, "isla", "Contact is restricted from now on.")
    await _was_there(story)
    story.sees(next(m for m in morag.messages() if "EC-0001" in m.text), "Nothing more to do")


async def _was_there(story: Story) -> None:
    """Callum was there and may meet the individual again: he hears that there is a card, and reads what to do."""
    callum = story.person("callum")
    story.hides(await callum.wait_for("This card is in force now."), "HA-20417", "call", "e-mail")
    await callum.press("Open", near="This card is in force now.")
    story.hides(story.sees(callum.modal(), "HA-20417", "In force."), "shout", "swore", "Isla")
    await _close(story, "callum")
    story.tell(callum, "who was there, reads the card: what to do, and nothing of what happened")


async def hears(story: Story, name: str, what: str) -> None:
    """Notify the reporter of the outcome, without anybody having to remember it: a pointer, and the text behind it."""
    person = story.person(name)
    story.hides(await person.wait_for("There is news of what came of your report."), what, "restrict", "sender")
    await person.press("Open", near="There is news of what came of your report.")
    story.sees(person.modal(), what)
    await _close(story, name)
    story.tell(person, f"reads what came of it, as was promised: {what}")


async def _shared(story: Story) -> None:
    """Those who answer the phones get a card that says what to do, and nothing else."""
    morag, rory = story.person("morag"), story.person("rory")
    before = story.counts()
    await morag.press("Open", near="Approved · RS-0001")
    await morag.press("Decide who needs to know")
    what = story.confide("Take no calls; ask for an e-mail. Emergencies as ever", "ask for an e-mail")
    await morag.fill({"What should they do?": what})
    await morag.send()
    story.sees(morag.modal(), "As they will read it", "HA-20417", what)
    story.hides(morag.modal(), "shout", "swore", "boiler")
    await morag.send()
    await _close(story, "morag")
    story.tell(morag, "decides who needs to know: those who answer the phones, ticked because it was on the phone")
    await story.settle()
    story.nobody_else_heard(before, "rory", "morag")
    message = await rory.wait_for("A card to read")
    story.hides(message, "HA-20417", "Isla", "call", "e-mail")
    await rory.press("Open", near="A card to read")
    story.sees(rory.modal(), "HA-20417", what, "The duty manager")
    await rory.press("I have read it")
    await _close(story, "rory")
    story.tell(rory, "reads the card: what to do, whom to pass to, the month of the review; and says so")
    await story.settle()


async def share_with_nobody(story: Story, name: str, near: str) -> None:
    """It is decided and recorded that nobody else needs to know."""
    person = story.person(name)
    why = story.confide("Letters reach the one caseworker and nobody else", "the one caseworker")
    await person.press("Open", near=near)
    await person.press("Decide who needs to know")
    await person.fill({"Who needs to know, for their work?": ()})
    await person.fill({"Why does nobody need to know?": why})
    await person.send()
    await _close(story, name)
    await story.settle()


#: All that the individual has to hear.
EVERYTHING = (
    "When we look at it again, and what would bring it forward",
    "How to appeal to the Chief Executive",
)


async def propose_and_deny(story: Story) -> None:
    """Propose a restriction as Morag, who was there herself: Hamish, her own manager, denies it with reasons."""
    story.scene("Morag was there herself: Hamish, her own manager, decides")
    morag, hamish = story.person("morag"), story.person("hamish")
    before = story.counts()
    reasons = story.confide("A calmer call first, with the repairs lead", "with the repairs lead")
    instead = story.confide("I take his next call, with the repairs lead beside me", "lead beside me")
    await morag.command("/restriction")
    await _open_proposal(story)
    await morag.fill({"Were you involved: was it aimed at you, or were you there?": "Yes"})
    await _written(story, story.confide("HA-77003"))
    await morag.send()
    story.sees(morag.modal(), "Hamish Drummond can see this privately, and decides.")
    await morag.close()
    story.tell(morag, "proposes a limit; nobody decides about what concerns them")
    await story.settle()
    story.nobody_else_heard(before, "hamish")
    await hamish.press("Deny", near="A restriction is waiting for your decision")
    await hamish.fill({"Not taken forward, because…": reasons, "What is done instead, for them?": instead})
    await hamish.send()
    await _close(story, "hamish")
    story.tell(hamish, "denies it: why not, and what is done instead")
    await story.settle()
    await morag.press("Open", near="There is an answer to what you asked for")
    story.sees(morag.modal(), "Not taken forward, because:", reasons, instead)
    await morag.close()
    story.tell(morag, "reads: Not taken forward, because …; and what is done instead")


async def _written(story: Story, whom: str) -> None:
    """Let Morag write measures, reasons and fairness, as there is no report with them."""
    morag = story.person("morag")
    await morag.fill({"Who is it about?": whom, "What should change?": ("Limits on time or volume of contact",)})
    await morag.fill(
        {
            "When, how long or how often?": "One call a week",
            "On which channels does the limit apply?": ("Phone",),
            "What was said or done?": "Eleven calls on one day",
            "What does it do to staff and to the service?": "Nobody else got through",
            "What supports it?": "Call log, 20 January, in cabinet 2",
        }
    )
    for question, answer in FAIR.items():
        await morag.fill({question: answer})


async def protect_at_once(story: Story) -> None:
    """One manager decides (1.8): Morag makes it active at once with three answers, and decides it after."""
    story.scene("One manager decides: active at once, for safety")
    morag = story.person("morag")
    before = story.counts()
    why = story.confide("He waits outside and asks for the duty officer by name", "waits outside")
    await morag.command("/restriction")
    await _open_proposal(story)
    await morag.press("Make it active at once, for safety")
    whom = story.confide("HA-90210")
    await morag.fill({"Were you involved: was it aimed at you, or were you there?": "No"})
    await morag.fill({"Who is it about?": whom, "What should change?": ("Contact by certain channels only",)})
    await morag.fill(
        {
            "Which channels does it close or change?": ("In person",),
            "What was said or done?": "Threatened the duty officer at the counter",
            "What supports it?": "The duty officer's note, in the incident book",
            "Why can this not wait?": why,
        }
    )
    await morag.send()
    story.sees(morag.modal(), "The measures are active already, for safety.")
    story.tell(morag, "makes it active at once: what is to change, and why it cannot wait")
    await morag.press("Approve")
    await morag.fill({"What does it do to staff and to the service?": "The counter was closed for the day"})
    for question, answer in FAIR.items():
        await morag.fill({question: answer})
    await morag.send()
    story.sees(morag.modal(), "Approved.")
    story.tell(morag, "decides it as well: she was not involved, and no second manager is asked")
    await morag.press("Decide who needs to know")
    await morag.fill({"Who needs to know, for their work?": ()})
    await morag.fill({"Why does nobody need to know?": "The counter has its own list for the day"})
    await morag.send()
    await morag.press("Open")
    await morag.press("The individual has been told")
    await morag.fill({"How were they told?": "In person", "They have heard": EVERYTHING})
    await morag.send()
    story.sees(morag.modal(), "In force.")
    await _close(story, "morag")
    story.tell(morag, "records how the individual was told; RS-0004 is in force")
    await story.settle()
    story.nobody_else_heard(before, "morag")


async def _open_proposal(story: Story) -> None:
    morag = story.person("morag")
    if morag.modal().submit is None:
        await morag.press("Propose a restriction")


async def ask_and_lighten(story: Story) -> None:
    """Rory suggests one; Ailsa asks for more, and approves something lighter."""
    story.scene("Ask for more, then a lighter measure")
    why = story.confide("He reads my name out and laughs", "reads my name out")
    await _suggested(story, why)
    await _asked_and_answered(story)
    await _made_lighter(story, why)
    await _told_why_not(story)


async def _suggested(story: Story, why: str) -> None:
    rory = story.person("rory")
    whom = story.confide("HA-31888")
    await rory.command("/restriction", why)
    if rory.modal().submit is None:
        await rory.press("Suggest a restriction")
    helps = ("Contact by certain channels only",)
    await rory.fill({"Who is it about?": whom, "What would help?": helps, "Why would it help?": why})
    await rory.send()
    await rory.close()
    story.tell(rory, "suggests a restriction, without any report")
    await story.settle()


async def _asked_and_answered(story: Story) -> None:
    rory, ailsa = story.person("rory"), story.person("ailsa")
    await ailsa.press("Open", near="A restriction is waiting for your decision")
    await ailsa.press("Ask for more")
    await ailsa.fill({"What would you like to know?": "How often has it happened?"})
    await ailsa.send()
    await _close(story, "ailsa")
    story.tell(ailsa, "asks for more")
    await story.settle()
    await rory.press("Open", near="A question for you")
    await rory.fill({"Your answer": "Each week since the summer"})
    await rory.send()
    await _close(story, "rory")
    story.tell(rory, "answers")
    await story.settle()


async def _made_lighter(story: Story, why: str) -> None:
    rory, ailsa = story.person("rory"), story.person("ailsa")
    await ailsa.press("Open", near="A restriction is waiting for your decision")
    await ailsa.press("Approve a lighter measure")
    await ailsa.fill({"Which lighter measure?": ("Staff names or direct details are not given",)})
    await ailsa.fill(
        {
            "Which names or details, and what stands instead?": "Rory's name; “the contact centre” instead",
            "What was said or done?": why,
            "What does it do to staff and to the service?": "Rory dreads Mondays",
        }
    )
    for question, answer in FAIR.items():
        await ailsa.fill({question: answer})
    await ailsa.send()
    await _close(story, "ailsa")
    story.tell(ailsa, "approves a lighter measure")
    await story.settle()
    await rory.press("Open", near="There is an answer to what you asked for")
    story.sees(rory.modal(), "Approved with a lighter measure", "Staff names or direct details are not given")
    await rory.close()
    story.tell(rory, "reads: Approved with a lighter measure: staff names are not given")


async def _told_why_not(story: Story) -> None:
    """Record the reason for not telling the individual, after which the restriction starts."""
    ailsa = story.person("ailsa")
    await share_with_nobody(story, "ailsa", "Approved · RS-0003")
    story.tell(ailsa, "decides that nobody else needs to know, and why")
    reason = story.confide("Told with the next letter; a call now would wake a row", "would wake a row")
    await ailsa.press("Open", near="Approved · RS-0003")
    await ailsa.press("The individual has been told")
    await ailsa.fill({"How were they told?": "They have not been told, because…", "Why not?": reason})
    await ailsa.send()
    story.sees(ailsa.modal(), "In force.", reason)
    await ailsa.close()
    story.tell(ailsa, "records why the individual is not told yet; RS-0003 is in force")
    await story.settle()


async def _close(story: Story, name: str) -> None:
    person = story.person(name)
    if person.has_modal:
        await person.close()
