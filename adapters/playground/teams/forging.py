"""Submissions that no client of Teams would send: another form's name, another pointer, impossible answers."""

from __future__ import annotations

import copy

from adapters.playground.people.person import Forgery
from adapters.playground.stand_in.refusals import Json
from adapters.teams import data


def forged(sent: Json, how: Forgery) -> Json:
    """The data of a submission, changed so."""
    ours = dict(sent[data.OURS])
    if how.form is not None:
        ours[data.NAME] = how.form
    if how.to is not None:
        ours[data.TO] = how.to
    answers = {} if how.is_empty else {key: value for key, value in sent.items() if key != data.OURS}
    many = ours.get(data.MANY, []) + ours.get(data.PEOPLE, [])
    for field, given in how.answers.items():
        answers[field] = ",".join(given) if field in many and isinstance(given, list) else given
    return {**answers, data.OURS: ours}


def clicked(button: Json, act: str | None, to: str | None) -> Json:
    """Data of a button as if it were in a message and opened a dialog; with another act, and another pointer."""
    carried = copy.deepcopy(button.get("data") or {})
    ours = dict(carried.get(data.OURS) or {data.DO: data.Do.ACT.value})
    if act is not None:
        ours |= {data.DO: data.Do.ACT.value, data.NAME: act}
    if to is not None:
        ours[data.TO] = to
    return {**carried, data.OURS: ours, data.TEAMS: data.FETCH}
