"""Any record comes back as it was, and an older one is read by a newer Harbour."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from bot.records.base import Origin, RecordId
from bot.records.letters import SentLetter, Which
from bot.topics import RECORDS
from storage.context import Kinds
from storage.times import Utc, moment, stamp
from tests.storage.sample import ISLA, KINDS, Matter, Stage, Step

texts = st.text(st.characters(codec="utf-8"), max_size=40)
moments = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
days = st.dates(date(1900, 1, 1), date(2200, 1, 1))
steps = st.builds(Step, at=moments, by=st.just(ISLA), words=texts, on=st.none() | days)
origins = st.builds(
    Origin, id=st.just(RecordId("a" * 32)), ref=texts, at=moments, by=st.just(ISLA), policy_version=texts
)
matters = st.builds(
    Matter,
    origin=origins,
    version=st.integers(0, 10**6),
    text=texts,
    stage=st.sampled_from(Stage),
    day=st.none() | days,
    at=st.none() | st.times(),
    steps=st.lists(steps, max_size=3).map(tuple),
    tags=st.frozensets(st.sampled_from(Stage)),
    answers=st.dictionaries(texts, st.none() | texts | st.lists(texts, max_size=3).map(tuple), max_size=3),
    reference=st.none() | texts,
    due_at=st.none() | moments | days,
    listed=st.booleans(),
    nudged_from=st.none() | moments | days,
)

ALL = Kinds(KINDS)
ORIGIN = Origin(id=RecordId("a" * 32), ref="MT-0001", at=datetime(2026, 1, 2, tzinfo=UTC), by=ISLA, policy_version="1")


@given(matters)
def test_a_record_comes_back_as_it_was(matter: Matter) -> None:
    """Values and types, a moment at midnight and a day told apart."""
    found = ALL.record("matter", ALL.text(matter))
    assert found == matter
    assert isinstance(found, Matter)
    assert type(found.due_at) is type(matter.due_at)
    assert type(found.nudged_from) is type(matter.nudged_from)


def test_a_local_time_comes_back_as_the_same_moment() -> None:
    """From any time zone."""
    at = datetime(2026, 10, 25, 1, 30, tzinfo=ZoneInfo("Europe/London"), fold=1)
    found = ALL.record("matter", ALL.text(Matter(origin=replace(ORIGIN, at=at), text="")))
    assert found.origin.at == at.astimezone(UTC)


def test_what_a_later_harbour_adds_takes_its_default_and_what_it_drops_is_left_out() -> None:
    """Old records are read without a migration of their bodies."""
    matter = Matter(origin=ORIGIN, text="words", listed=True, at=time(9, 30))
    older: dict[str, Any] = json.loads(ALL.text(matter))
    del older["listed"], older["tags"]
    older["a_thing_of_the_past"] = {"of": ["any", "shape"]}
    assert ALL.record("matter", json.dumps(older).encode()) == replace(matter, listed=False)


def test_a_letter_that_was_sent_comes_back_as_it_was_and_none_where_there_were_none_yet() -> None:
    """A record older than letters is read without any."""
    letter = SentLetter(which=Which.DECISION, text="Dear T. B.", by=ISLA, at=ORIGIN.at)
    sent = Matter(origin=ORIGIN, text="words").sent(letter)
    assert ALL.record("matter", ALL.text(sent)).letters == (letter,)
    older: dict[str, Any] = json.loads(ALL.text(sent))
    del older["letters"]
    assert ALL.record("matter", json.dumps(older).encode()).letters == ()


def test_every_kind_of_record_can_be_kept() -> None:
    """Those of the organisation, none by name."""
    kinds = Kinds(RECORDS)
    assert all(kind in kinds for kind in RECORDS)
    assert "nothing" not in kinds


@given(moments, moments)
def test_times_are_kept_exactly_and_in_order(a: datetime, b: datetime) -> None:
    """To the microsecond."""
    assert moment(stamp(a)) == a
    assert (stamp(a) < stamp(b)) == (a < b)


def test_a_time_without_a_zone_is_refused() -> None:
    """By the functions and by the column alike."""
    naive = datetime(2026, 1, 2)  # noqa: DTZ001
    for keep in (stamp, lambda at: Utc().process_bind_param(at, sqlite.dialect())):
        with pytest.raises(ValueError, match="zone"):
            keep(naive)
