"""A plan in words, and for programs: lines and columns of the source and references of matters, and never a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from bot.directory.handing import HandOver
from bot.directory.matching import Decision
from bot.directory.plan import Change, Limit, Plan
from bot.errors import Refused

_KINDS: dict[str, Callable[[Change], bool]] = {
    "added": lambda change: change.before is None,
    "back": lambda change: change.comes_back,
    "managers": lambda change: change.has_another_manager,
    "known_otherwise": lambda change: change.is_known_otherwise,
}
_CALLED = {
    "added": "New",
    "back": "Here again",
    "managers": "Another line manager",
    "known_otherwise": "Another account or address",
}


def counts(drawn: Plan) -> str:
    """Sentence with the number of people changed."""
    return (
        f"{len(drawn.added)} added, {len(drawn.changed)} changed, {drawn.unchanged} unchanged, {len(drawn.left)} left."
    )


def back(drawn: Plan) -> Iterator[str]:
    """Yield a line about people recognised as former colleagues by address and name alone: never in silence."""
    if drawn.back:
        yield f"{_called(drawn, 'back')} If one of them is somebody else, run 'harbour directory part FILE LINE'."


def lines(drawn: Plan) -> Iterator[str]:
    """Yield the lines to read before a plan is carried out."""
    yield counts(drawn)
    yield from (_called(drawn, kind) for kind in _CALLED if _lines(drawn, kind))
    going = [move.ref for move in drawn.moves if move.has_a_next]
    if going:
        yield f"Would go to another manager: {', '.join(going)}."
    if drawn.alone:
        yield f"Nobody would be left for: {', '.join(move.ref for move in drawn.alone)}."
    yield from map(str, drawn.questions)


def as_json(drawn: Plan, limit: Limit) -> dict[str, Any]:
    """The same for programs."""
    return {
        "added": len(drawn.added),
        "changed": len(drawn.changed),
        "unchanged": drawn.unchanged,
        "left": len(drawn.left),
        "back": len(drawn.back),
        "lines": {kind: _lines(drawn, kind) for kind in _KINDS},
        "moves": [{"ref": move.ref, "to": "next" if move.has_a_next else "nobody"} for move in drawn.moves],
        "questions": [
            {"line": q.line, "code": q.code, "columns": [c.column for c in q.candidates], "what": str(q)}
            for q in drawn.questions
        ],
        "refused": list(drawn.too_much(limit)),
    }


def handed(drawn: HandOver) -> Iterator[str]:
    """Yield the matters that a hand-over moves, by reference."""
    yield f"To whoever takes over: {', '.join(drawn.taken) or 'nothing'}."
    if drawn.passed:
        yield f"May not lie with them, and goes to whoever is next: {', '.join(drawn.passed)}."
    if drawn.staying:
        yield f"Stays where it is, as nobody else may have it: {', '.join(drawn.staying)}."


def handed_as_json(drawn: HandOver) -> dict[str, Any]:
    """The same for programs."""
    where = {None: "stays", drawn.taker: "taker"}
    return {"moves": [{"ref": each.ref, "to": where.get(each.to, "next")} for each in drawn.going]}


def _called(drawn: Plan, kind: str) -> str:
    found = _lines(drawn, kind)
    return f"{_CALLED[kind]}: line{'s' if len(found) > 1 else ''} {', '.join(map(str, found))}."


def _lines(drawn: Plan, kind: str) -> list[int]:
    return [change.line for change in drawn.those(_KINDS[kind]) if change.line is not None]


def decision(code: str, said: str, column: str = "") -> Decision:
    """Decision from typed words. Raises Refused."""
    if said not in ("same", "another") or not code.isalnum():
        raise Refused(f"Write the code of the question, and then 'same' or 'another', not '{said}'.")
    return Decision(code=code, same=said == "same", column=column)


def decisions(text: str) -> Iterable[Decision]:
    """The decisions of an answer file: a code, `same` or `another`, and the column where several lead to people.

    Raises Refused, naming the line.
    """
    for number, line in enumerate(text.splitlines(), 1):
        words = line.partition("#")[0].split()
        if words and not 2 <= len(words) <= 3:
            raise Refused(f"Line {number} of the answers: write a code, then 'same' or 'another'.")
        if words:
            yield decision(*words)
