"""The question protocol: each question, the section of the policy or the decision that needs it, and its readers.

`python -m tests.questions` writes `docs/questions.md` anew, from what the questions say of themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from bot.chat.forms import Field, Form
from bot.views.browser import examples as browser
from bot.views.ended_contact import deciding
from bot.views.ended_contact import forms as ended_contact
from bot.views.evidence import examples as evidence
from bot.views.examples import people
from bot.views.examples.gathered import EXAMPLES
from bot.views.restriction import steps as restriction
from bot.views.restriction.examples import states as restrictions
from bot.views.sharing import dialogs as sharing

PAGE = Path(__file__).parents[1] / "docs" / "questions.md"

_HEAD = """# The questions, and why each is asked

Made by `python -m tests.questions` from what the questions say of themselves. *Needed* is what a dialog is not taken
without; everything else can stay empty. A question without a reason fails a test, and one whose reason does not
convince goes.
"""

_REFUSAL = {"grounds": ("refusal",)}

#: Where a question comes up that no example of the chat draws.
_BESIDES: tuple[Callable[[], Form], ...] = (
    lambda: ended_contact.report({"aimed_at": "colleague"}, people.context(people.ISLA)),
    lambda: deciding.triage(people.discussed(), {"categories": ("abuse",), "zero_tolerance": "no"}),
    evidence.PAGES["evidence/page"],
    browser.PAGES["page/search"],
    lambda: restriction.propose(None, replace(restrictions.desk(typed=_REFUSAL), contractor=True), begun=False),
    lambda: sharing.decide(restrictions.approved(), None, {"agency": "police"}, extra=""),
)


@cache
def asked() -> Mapping[str, Mapping[str, Field[object]]]:
    """The questions of every form, by the form's name and the label, as they are drawn."""
    found: dict[str, dict[str, Field[object]]] = {}
    for draw in (*EXAMPLES.values(), *_BESIDES):
        drawn = draw()
        if isinstance(drawn, Form):
            questions = found.setdefault(drawn.name, {})
            for question in drawn.fields():
                known = questions.get(question.label)
                questions[question.label] = question if known is None or question.required else known
    return dict(sorted(found.items()))


def page() -> str:
    """The page, of every form."""
    return "\n".join([_HEAD, *(line for form, questions in asked().items() for line in _table(form, questions))])


def _table(form: str, questions: Mapping[str, Field[object]]) -> Iterator[str]:
    if not questions:
        return
    yield f"## {form}\n"
    yield "| Question | Needed | Why: the policy, or the decision | Who reads it |"
    yield "| --- | --- | --- | --- |"
    for label, question in questions.items():
        yield f"| {label} | {'yes' if question.required else ''} | {question.because} | {question.read_by} |"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
