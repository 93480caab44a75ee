"""`harbour report`: the report of a period as a file: totals only, as the Board may read them."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.app import directory
from bot.app.settings import Settings
from bot.flows.keeping import reports
from bot.records.keeping import periods
from bot.views.keeping.report import drawing_up
from bot.views.keeping.report.document import Document


class Form(StrEnum):
    """Forms of a report."""

    HTML = "html"
    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"


def report(
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write.", metavar="FILE")],
    to: Annotated[Form, typer.Option("--to", help="The form of the file.")] = Form.HTML,
    period: Annotated[
        str, typer.Option(help="2026Q3, 2026 or last-12-months.", metavar="PERIOD")
    ] = periods.LAST_TWELVE,
) -> None:
    """Write the report of a period: totals only, and no number from which anybody could be found."""
    found = directory.in_store(Settings.load(), lambda uow: reports.report(uow, period))
    document = drawing_up.document(found)
    try:
        output.write_bytes(_writer(to)(document))
    except OSError as error:
        directory.fail(f"{output} cannot be written ({error.strerror}): check the name.")
    typer.echo(f"{document.title} is in {output}. {document.lead}")


def _writer(form: Form) -> Callable[[Document], bytes]:
    """Writer of this form. Its libraries are loaded only now."""
    from adapters.reports import page, paper, sheets  # noqa: PLC0415 - drawing takes a third of a second to load

    writers = {Form.HTML: page.page, Form.PDF: paper.pdf, Form.XLSX: sheets.as_xlsx, Form.CSV: sheets.as_csv}
    return writers[form]
