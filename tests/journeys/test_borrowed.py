"""Valid answers in the wrong hands: each form that one who may has filled in, sent as it stands by everybody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.chat.replies import OpenForm
from bot.policy import Policy
from tests.bot.house import NOTHING, words
from tests.journeys.borrowed import PEOPLE, Built, built, staged
from tests.sizes import size

#: In the quick size a form of so many is tried.
_EVERY = size(20, 1)


@pytest.fixture(scope="module")
def matrix(tmp_path_factory: pytest.TempPathFactory, policy: Policy) -> Built:
    """The world of the matrix, built once."""
    return built(tmp_path_factory.mktemp("matrix"), policy, _EVERY)


@pytest.mark.platforms
@pytest.mark.requirement("R-1.14.1-6", "R-1.8-5")
async def test_answers_that_are_taken_from_one_are_taken_from_nobody_else(
    tmp_path: Path, matrix: Built, platform: str
) -> None:
    """All read what there is to read of no record at all; nothing is written or told. From the one it is taken."""
    wrong = []
    async with staged(tmp_path, matrix, platform) as stage:
        for case in matrix.cases:
            pending = await stage.filled(case)
            before, others = stage.everything(), [who for who in PEOPLE if who not in case.shared]
            nowhere = await stage.said(others[0], stage.nowhere(case, pending))
            assert NOTHING in nowhere
            heard = {who: await stage.said(who, pending) for who in others}
            wrong += [f"{case.row.name} {case.form}: {who}" for who, said in heard.items() if said != nowhere]
            reply = await stage.rehearsed(case, pending)
            again = isinstance(reply, OpenForm) and bool(reply.form.errors)
            if reply is None or again or "Nothing changed" in words(reply):
                wrong.append(f"{case.row.name} {case.form}: not taken from {case.by}")
            if stage.everything() != before:
                wrong.append(f"{case.row.name} {case.form}: something was written")
    assert wrong == []
    assert len(matrix.cases) > 100 // _EVERY
