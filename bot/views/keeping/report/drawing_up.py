"""Drawing up a report in words: every chapter of it, from what can be told for its period (model.md §9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from bot.records.keeping.figures import LONGER, SPLITS, UNKNOWN
from bot.records.keeping.report import Figure, Report
from bot.records.keeping.telling import LEAST, Line, Split
from bot.views.keeping.report import words
from bot.views.keeping.report.document import Chapter, Document, Number, Picture, Row, Shape

_NOT_YET = "Too few so far to be told; it is told once they are enough."

_SPLITS = {(split.of, split.name): split for split in SPLITS}

_NOTES = (
    "A number here says how often something was reported, not how often it happened.",
    f"Numbers from one to {LEAST - 1} are not told, and nor is what would give them away.",
    "What is too few is told together with its neighbours, or for a longer time.",
    "Each step counts in the quarter in which it was taken. A quarter is counted once, and stays as it was counted.",
    "A report with several grounds is counted under the gravest of them.",
    "A limit on the use of the complaint process is decided by the management team alone.",
)


def document(report: Report) -> Document:
    """The whole report. It names nobody, and no rate per person."""
    period, chapters = report.period, tuple(_chapters(report)) if report.quarters else ()
    return Document(
        title=f"Report of {_name(report)}",
        period=_span(period.first, period.last),
        name=period.name,
        lead=_lead(report),
        short=tuple(_short(chapters)),
        chapters=chapters,
        notes=_NOTES,
    )


def _name(report: Report) -> str:
    name = report.period.name
    if "Q" in name:
        return f"the {('first', 'second', 'third', 'fourth')[int(name[-1]) - 1]} quarter of {name[:4]}"
    return name if name.isdecimal() else "the last twelve months"


def _lead(report: Report) -> str:
    if not report.quarters:
        return "No quarter of this period is counted yet. A quarter is counted on the day after its last."
    counted = len(report.quarters)
    whole = (report.period.end.year - report.period.first.year) * 4
    whole += (report.period.end.month - report.period.first.month) // 3
    said = "Totals only: nothing in it finds a person."
    return said if counted == whole else f"{counted} of its {whole} quarters are counted. {said}"


#: Pictures whose sentences come first, and what they are about.
_FIRST = {
    "told-took": "Reporters who were told what follows",
    "triaged-outcome": "What followed from reports",
    "reviewed-timing": "Reviews of restrictions",
    "standing": "Restrictions in force",
    "minimums": "What has to be on record of every restriction",
    "police_decided-took": "Decisions about the police",
}


def _short(chapters: Iterable[Chapter]) -> Iterator[tuple[str, str]]:
    """The sentences of the pictures that say most, of this period alone."""
    found = {picture.id: picture for chapter in chapters for picture in chapter.pictures}
    several = ((label, found[id_]) for id_, label in _FIRST.items() if id_ in found)
    yield from ((label, picture.sentence) for label, picture in several if picture.rows and not picture.time)


def _chapters(report: Report) -> Iterator[Chapter]:
    yield _chapter(report, "Reports", ("reported",), ("channel", "ground", "delay"))
    answered = (("seen", "took"), ("talked", "took"), ("told", "took"), ("triaged", "outcome"))
    yield _several(report, "From the report to an answer", answered)
    yield Chapter(
        title="Conversations afterwards",
        numbers=_numbers(report, "offered", "held", "agreed"),
        pictures=_pictures(report, (("answered", "answer"), ("done", "timing"))),
    )
    yield Chapter(
        title="Restrictions",
        numbers=_numbers(report, "started", "ended"),
        pictures=(
            _in_force(report),
            _standing(report),
            *_pictures(report, (("reviewed", "timing"), ("reviewed", "outcome"), ("decided", "outcome"))),
            *_pictures(report, (("decided", "training"), ("decided", "complaint_process"))),
        ),
    )
    yield Chapter(title="What has to be on record of every restriction", pictures=(_minimums(report),))
    yield _chapter(report, "Appeals", ("appealed",), ("outcome", "took"), of="appeal_decided")
    yield _several(report, "Decisions about the police", (("police_decided", "outcome"), ("police_decided", "took")))
    yield _chapter(report, "Colleagues named publicly", ("named",), ("took",), of="named_told")
    yield _chapter(report, "Support", ("asked",), ("took",), of="arranged")


def _chapter(
    report: Report, title: str, numbers: tuple[str, ...], names: tuple[str, ...], *, of: str = "reported"
) -> Chapter:
    pictures = _pictures(report, tuple((of, name) for name in names))
    return Chapter(title=title, numbers=_numbers(report, *numbers), pictures=pictures)


def _several(report: Report, title: str, figures: tuple[tuple[str, str], ...]) -> Chapter:
    return Chapter(title=title, pictures=_pictures(report, figures))


# -- numbers and pictures ------------------------------------------------------------------------------------


def _numbers(report: Report, *names: str) -> tuple[Number, ...]:
    return tuple(_number(words.NUMBERS[name], report.figures.get((name, "")), report) for name in names)


def _number(label: str, figure: Figure | None, report: Report) -> Number:
    if figure is None:
        return Number(label=label, count=None, time=_NOT_YET)
    if figure.is_earlier:
        return Number(label=label, count=None, time=f"Too few so far. {_time(figure, report)}: {figure.total}.")
    return Number(label=label, count=figure.total, time=_time(figure, report))


def _pictures(report: Report, figures: Iterable[tuple[str, str]]) -> tuple[Picture, ...]:
    return tuple(_picture(_SPLITS[figure], report.figures.get(figure), report) for figure in figures)


def _picture(split: Split, figure: Figure | None, report: Report) -> Picture:
    called, id_ = words.CALLED[split.of, split.name], f"{split.of}-{split.name}"
    if figure is None:
        return Picture(id=id_, title=called.title, sentence=_NOT_YET)
    time = _time(figure, report)
    if figure.is_earlier:
        time = f"{time}. Since then too few so far."
    if figure.total == 0:
        return Picture(id=id_, title=called.title, sentence=f"No {called.of}.", time=time)
    lines = [line for line in figure.lines if figure.is_split and not _says_nothing(split, line)]
    rows = tuple(Row(label=words.label(split, line.groups), count=line.count, of=figure.total) for line in lines)
    return Picture(id=id_, title=called.title, sentence=_says(split, figure), rows=rows, time=time)


def _says_nothing(split: Split, line: Line) -> bool:
    """True of none that are not known."""
    return line.count == range(1) and [split.groups[group] for group in line.groups] == [UNKNOWN]


def _says(split: Split, figure: Figure) -> str:
    """Its meaning, in a sentence."""
    total = f"{figure.total} {words.CALLED[split.of, split.name].of}"
    if not figure.is_split:
        return f"{total[0].upper()}{total[1:]}. The groups are too few to be told apart."
    if LONGER in split.groups:
        return _took(split, figure, total)
    most = max(figure.lines, key=lambda line: (len(line.groups) == 1, line.count.start))
    row = Row(label=words.label(split, most.groups), count=most.count)
    return f"{row.label}: {row.said} of {total}."


def _took(split: Split, figure: Figure, total: str) -> str:
    """The middle and the slowest, by the bands that are told."""
    bands = [line for line in figure.lines if words.is_time(split.groups[line.groups.start])]
    said = f"Of {total}, {_half(split, bands, figure.total)}"
    # What is joined may or may not hold any: the slowest lies between the last that does and the last that may.
    does = next((line for line in reversed(bands) if line.count.start), None)
    may = next((line for line in reversed(bands) if line.count.stop > 1), None)
    if does is None or may is None:
        return said
    slowest = words.label(split, range(does.groups.start, may.groups.stop), times=True)
    return f"{said} The slowest: {_lower(slowest)}."


def _half(split: Split, bands: list[Line], total: int) -> str:
    so_far = 0
    for line in bands:
        so_far += line.count.start
        name = split.groups[line.groups.stop - 1]
        if 2 * so_far >= total and name in words.EDGES:
            return f"at least half within {words.EDGES[name]}."
    return "less than half can be said to have been so soon."


def _in_force(report: Report) -> Picture:
    rows = tuple(Row(label=_month(month), count=count) for month, count in report.in_force.items())
    first, last = rows[0], rows[-1]
    said = (
        f"{first.said[0].upper()}{first.said[1:]} at the end of {first.label}, {last.said} at the end of {last.label}."
    )
    title = "In force at the end of each month"
    return Picture(id="in-force", title=title, sentence=said, shape=Shape.MONTHS, rows=rows)


def _standing(report: Report) -> Picture:
    rows = tuple(Row(label=words.STANDING[group], count=count) for group, count in report.standing.items())
    past = next(row for row in rows if row.label == words.STANDING["past"])
    said = f"Past their review at the end of the period: {past.said}."
    return Picture(id="standing", title="What those in force wait for", sentence=said, rows=rows)


def _minimums(report: Report) -> Picture:
    figures = {name: report.figures.get(("started", name)) for name in words.MINIMUMS}
    rows = tuple(_minimum(words.MINIMUMS[name], figure) for name, figure in figures.items())
    there = sum(row.count is not None and row.of is not None and row.count.start == row.of for row in rows)
    said = f"{there} of {len(rows)} are there for every restriction that began, as far as is told."
    time = next((_time(figure, report) for figure in figures.values() if figure is not None), _NOT_YET)
    return Picture(id="minimums", title="Is it on record?", sentence=said, shape=Shape.MARKS, rows=rows, time=time)


def _minimum(label: str, figure: Figure | None) -> Row:
    if figure is None or not figure.is_split or not figure.total:
        return Row(label=label, count=None)
    return Row(label=label, count=figure.lines[0].count, of=figure.total)


# -- times ---------------------------------------------------------------------------------------------------


def _time(figure: Figure, report: Report) -> str:
    """The time that it is told for; empty if that is the period."""
    period = report.period
    if figure.first == period.first and figure.end == period.end:
        return ""
    said = f"From {_span(figure.first, figure.last)}"
    if figure.is_earlier:
        return f"Before, {_lower(said)}"
    if figure.is_waiting:
        return f"{said}; the rest is told once it is enough."
    return f"{said}, as less time would hold too few." if figure.is_wider else f"{said}."


def _span(first: date, last: date) -> str:
    return f"{_day(first)} to {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _month(written: str) -> str:
    year, month = written.split("-")
    return f"{_MONTHS[int(month) - 1]} {year}"


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _lower(text: str) -> str:
    return f"{text[0].lower()}{text[1:]}"
