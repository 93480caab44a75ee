"""A file in a process of its own: what it may cost, what it sees, and what is believed of its answer."""

from __future__ import annotations

import io
import sys

import pytest
from PIL import Image

from adapters.pages import opener
from adapters.pages.opener import opened
from adapters.pages.verdicts import NOT_READABLE, TOO_MANY_PIXELS, WRONG_KIND, Checked
from bot.errors import Refused
from tests.adapters.pages.pictures import PDF, ZIP, picture, tiny
from tests.sizes import size

bounded = pytest.mark.skipif(sys.platform == "win32", reason="Windows bounds no process from within")


async def test_it_is_kept_as_it_would_be_here() -> None:
    """Made anew, or as it came; or refused with the same sentence."""
    assert await opened(PDF) == Checked(media_type="application/pdf", content=PDF)
    with Image.open(io.BytesIO((await opened(picture("WEBP"))).content)) as seen:
        assert (seen.format, seen.size) == ("WEBP", (40, 30))
    with pytest.raises(Refused, match=WRONG_KIND[:30]):
        await opened(ZIP)


@bounded
async def test_a_few_bytes_take_no_gigabytes() -> None:
    """A whole picture of one colour, to be decoded and encoded at fifty megapixels, is too much, and is refused."""
    small, large = tiny(64, 64), tiny(7_070, 7_070)
    assert len(large) < 50
    assert (await opened(small)).media_type == "image/webp"
    with pytest.raises(Refused, match=TOO_MANY_PIXELS[:30]):
        await opened(large)


@pytest.mark.parametrize("kind", size(["JPEG"], ["JPEG", "HEIF"]))
async def test_a_phones_largest_photograph_is_taken(kind: str) -> None:
    """Of fifty megapixels."""
    noise = Image.effect_noise((816, 612), 60).resize((8_160, 6_120)).convert("RGB")
    written = io.BytesIO()
    noise.save(written, kind)
    kept = await opened(written.getvalue())
    with Image.open(io.BytesIO(kept.content)) as seen:
        assert (kept.media_type, seen.size) == ("image/jpeg", (8_160, 6_120))


async def test_what_takes_too_long_is_stopped() -> None:
    """And said."""
    with pytest.raises(Refused, match=TOO_MANY_PIXELS[:30]):
        await opened(picture(), patience=0.0)


async def test_a_process_that_fails_is_a_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it says, or whether it says nothing."""
    for answer in ("", "no line", '["list"]', '"text/html"\n<script>', '"image/png"\n'):
        monkeypatch.setattr(opener, "_COMMAND", (sys.executable, "-c", f"print({answer!r}, end='')"))
        with pytest.raises(Refused, match=NOT_READABLE[:30]):
            await opened(picture())


def test_it_knows_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a key nor a token stands in what it inherits."""
    for secret in ("HARBOUR_ENCRYPTION_KEYS", "SLACK_BOT_TOKEN", "TEAMS_APP_PASSWORD", "HARBOUR_DATABASE_URL"):
        monkeypatch.setenv(secret, "zebra")
    assert [name for name, value in opener.environment().items() if "zebra" in value] == []
