"""Days as a file for a calendar: a reference and what kind of day it is, and no person, place or word of a matter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from icalendar import Calendar, Event

from bot.flows.home.conversation import Dated


def written(days: Iterable[Dated], now: datetime) -> bytes:
    """The file. Taken in again, it changes the days that it brought before."""
    made = Calendar()
    made.add("prodid", "-//Harbour//EN")
    made.add("version", "2.0")
    for each in days:
        made.add_component(_event(each, now))
    return bytes(made.to_ical())


def _event(dated: Dated, now: datetime) -> Event:
    """A whole day, private, during which nobody counts as busy."""
    made = Event()
    made.add("uid", _uid(dated))
    made.add("dtstamp", now)
    made.add("dtstart", dated.day)
    made.add("dtend", dated.day + timedelta(days=1))
    made.add("summary", f"Harbour: {dated.what} ({dated.ref})")
    made.add("class", "PRIVATE")
    made.add("transp", "TRANSPARENT")
    return made


def _uid(dated: Dated) -> str:
    """The same for the same thing, whatever its day; nobody can tell from it what that is."""
    button = dated.item.button
    what = (dated.what, button.about, button.extra) if button is not None else (dated.what, dated.ref)
    return f"{sha256(repr(what).encode()).hexdigest()[:32]}@harbour"
