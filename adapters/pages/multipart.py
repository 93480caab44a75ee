"""Reading a form with a file as it arrives: nothing is written to a disk, and nothing is read past the limits."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.multipart import BadContentDispositionHeader, BadContentDispositionParam

from adapters.pages.verdicts import TOO_LARGE
from bot.chat.events import Value, Values
from bot.chat.forms import ChoicesField, FileField, Form
from bot.errors import HarbourError, Incomplete
from bot.views.evidence.reading import LARGEST

#: Of one answer that is no file, in bytes; and how many parts a form may have.
_ANSWER = 16 * 1024
_PARTS = 60
#: Seconds before anything has to have come; bytes a second from then on, about those of a phone on one bar; and
#: seconds in which all of it has to be there.
_GRACE, _LEAST, _LONGEST = 15.0, 20_000, 180.0
#: What a form takes besides its file.
_AROUND = 256 * 1024


# It would warn of a header that it cannot read, on standard error and with what stands in it: such as a file's name.
warnings.simplefilter("error", BadContentDispositionHeader)
warnings.simplefilter("error", BadContentDispositionParam)


class Broken(HarbourError):
    """What was sent did not arrive whole. Nothing was kept. Please choose the file again, and send it once more."""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What was sent."""

    values: Values
    #: The file's content; None where no file was chosen. Its name is not read.
    file: bytes | None = field(default=None, repr=False)
    #: What is wrong with the file already, as a sentence.
    problem: str = ""


async def sent(request: web.Request, form: Form) -> Sent:
    """Everything that the form asks for. Raises Broken where it does not arrive whole, Incomplete for far too much."""
    if request.content_type != "multipart/form-data":
        raise Broken
    if (request.content_length or 0) > LARGEST + _AROUND:
        # Nothing of it is read: what was typed goes with it, and is little.
        raise Incomplete({"file": TOO_LARGE})
    try:
        async with asyncio.timeout(_GRACE) as patience:
            return await _read(request, form, patience)
    except TimeoutError:
        raise Broken from None
    except (ValueError, AssertionError, RuntimeWarning, HttpProcessingError, web.RequestPayloadError, ConnectionError):
        # So aiohttp says that the parts are not told apart, that a header is none, or that the sender has gone.
        raise Broken from None


async def _read(request: web.Request, form: Form, patience: asyncio.Timeout) -> Sent:
    arrives = _Arrival(patience)
    fields = {each.id: each for each in form.fields()}
    answers: dict[str, list[str]] = {}
    file, problem, parts = None, "", 0
    async for part in await request.multipart():
        parts += 1
        name = part.name if isinstance(part, BodyPartReader) else None
        if not isinstance(part, BodyPartReader) or name not in fields or parts > _PARTS:
            raise ValueError
        if isinstance(fields[name], FileField):
            file = await arrives.bytes(part, LARGEST) if part.filename else None
            problem = TOO_LARGE if part.filename and file is None else ""
        elif (answer := await arrives.bytes(part, _ANSWER)) is not None:
            answers.setdefault(name, []).append(answer.decode("utf-8"))
        else:
            raise ValueError
    return Sent(values=_values(answers, form), file=file, problem=problem)


class _Arrival:
    """What arrives, as long as it arrives at the least speed."""

    def __init__(self, patience: asyncio.Timeout) -> None:
        self._patience = patience
        self._begun = asyncio.get_running_loop().time()
        self._size = 0

    async def bytes(self, part: BodyPartReader, most: int) -> bytes | None:
        """The part's content; None where there is too much, and then the rest of it is read and forgotten."""
        found, size = bytearray(), 0
        while chunk := await part.read_chunk():
            size += len(chunk)
            self._size += len(chunk)
            self._patience.reschedule(self._begun + min(_LONGEST, _GRACE + self._size / _LEAST))
            if size <= most:
                found += chunk
        return bytes(found) if size <= most else None


def _values(answers: Mapping[str, list[str]], form: Form) -> Values:
    found: dict[str, Value] = {}
    for each in form.fields():
        given = [answer for answer in answers.get(each.id, []) if answer]
        found[each.id] = tuple(given) if isinstance(each, ChoicesField) else given[0] if given else None
    return found
