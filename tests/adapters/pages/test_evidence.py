"""The pages of evidence over HTTP: accepted and refused uploads, and looks that are each allowed once."""

from __future__ import annotations

import asyncio
import codecs
import io
import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from PIL import Image

from adapters.pages import multipart
from adapters.pages.verdicts import Checked
from bot.chat.cards import Card
from bot.chat.events import Value
from bot.people import PersonId, Role
from bot.ports import Ticket
from bot.records.base import RecordId
from bot.records.evidence import EvidenceItem, Material
from bot.records.named_online.record import NamedOnline
from bot.records.rights import Act
from bot.views.evidence import reading as views
from bot.views.evidence.reading import LARGEST
from bot.views.examples.people import CALLUM, ISLA, MORAG, RORY
from tests.adapters.pages.conftest import NASTY, Desk, link_in
from tests.adapters.pages.pictures import (
    AMR,
    DOC,
    EXE,
    MOV,
    MP3,
    MP4,
    MSG,
    OGG,
    PDF,
    SECRET,
    WAV,
    WEBM,
    ZIP,
    bomb,
    document,
    moving,
    picture,
    with_metadata,
)
from tests.bot.house import NOTHING, card, errors, labels, words
from tests.waiting import until

GONE = "This address does not work"


# -- taking a file ---------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.1-2")
@pytest.mark.requirement("R-1.14.1-3")
async def test_a_file_is_kept_under_a_name_that_warns(desk: Desk) -> None:
    """Under a name of ours, with what is in it and when it was captured; and it lies there sealed."""
    answers = {**NASTY, "captured_on": "2026-11-20"}
    item = await desk.added(picture(), answers, name="Isla at home crying.png")
    ref = item.parent_ref
    assert item.file is not None
    assert (item.file.name, item.file.media_type) == (f"DISTRESSING-{ref}-1.png", "image/png")
    assert (item.nature.materials, item.captured_on) == ((Material.THREATS,), date(2026, 11, 20))
    (path,) = desk.files()
    assert path.name == item.file.blob
    assert b"PNG" not in path.read_bytes()
    stored = b"".join(p.read_bytes() for p in desk.folder.parent.glob("harbour.db*"))
    assert b"crying" not in stored


async def test_what_does_not_distress_bears_no_warning(desk: Desk) -> None:
    """And pieces are numbered through."""
    first, second = await desk.added(PDF), await desk.added(b"Dear all,\nplain words.\n", NASTY)
    assert first.file is not None
    assert second.file is not None
    assert (first.file.name, second.file.name) == (
        f"{first.parent_ref}-1.pdf",
        f"DISTRESSING-{first.parent_ref}-2.txt",
    )


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (picture("PNG"), "image/png"),
        (picture("JPEG"), "image/jpeg"),
        (picture("GIF"), "image/gif"),
        (picture("WEBP"), "image/webp"),
        (PDF, "application/pdf"),
        (MP3, "audio/mpeg"),
        (MP4, "video/mp4"),
        (WAV, "audio/x-wav"),
        (AMR, "audio/amr"),
        (OGG, "audio/ogg"),
        (MOV, "video/quicktime"),
        (WEBM, "video/webm"),
        (picture("TIFF"), "image/tiff"),
        (MSG, "application/vnd.ms-outlook"),
        (document(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (picture("HEIF"), "image/jpeg"),
        ("Grüße, 你好\n".encode(), "text/plain"),
        (b"BM is how this letter begins, and it is no bitmap.", "text/plain"),
    ],
)
async def test_what_a_file_is_follows_from_its_content(desk: Desk, content: bytes, media_type: str) -> None:
    """Its name and the browser's word do not count."""
    item = await desk.added(content, name="letter.exe")
    assert item.file is not None
    assert item.file.media_type == media_type


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
async def test_a_text_is_read_as_it_was_written(desk: Desk, encoding: str) -> None:
    """As Windows and its programs save it; it is kept as UTF-8."""
    mark = codecs.BOM_UTF16_BE if encoding == "utf-16-be" else b""
    item = await desk.added(mark + "“Ye’ll see” – £20, né".encode(encoding))
    shown = await desk.look(desk.looking(item))
    assert shown.body.decode("utf-8").endswith("“Ye’ll see” – £20, né")


@pytest.mark.requirement("R-1.14.1-3")
async def test_a_phones_picture_loses_where_it_was_taken(desk: Desk) -> None:
    """It becomes a JPEG, which every browser shows."""
    exif = Image.Exif()
    exif[0x010F] = SECRET
    content = picture("HEIF", exif=exif.tobytes())
    assert SECRET.encode() in content
    item = await desk.added(content)
    shown = await desk.look(desk.looking(item))
    assert (shown.headers["Content-Type"], SECRET.encode() in shown.body) == ("image/jpeg", False)
    with Image.open(io.BytesIO(shown.body)) as seen:
        assert (seen.format, seen.size) == ("JPEG", (40, 30))


@pytest.mark.requirement("R-1.14.1-3")
@pytest.mark.parametrize("content", [WAV, OGG, MOV, WEBM, MSG, document(), picture("TIFF")])
async def test_what_no_browser_should_open_is_only_ever_saved(desk: Desk, content: bytes) -> None:
    """As it was sent, and under the name that warns."""
    item = await desk.added(content, NASTY)
    shown = await desk.look(desk.looking(item))
    assert shown.headers["Content-Disposition"].startswith('attachment; filename="DISTRESSING-')
    assert shown.body == content


@pytest.mark.requirement("R-1.14.1-3")
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
async def test_a_picture_loses_what_it_tells_besides(desk: Desk, kind: str) -> None:
    """Place, device, author, colour profile, comments; what is seen stays."""
    content = with_metadata(kind)
    assert SECRET.encode() in content
    item = await desk.added(content)
    shown = await desk.look(desk.looking(item))
    assert SECRET.encode() not in shown.body
    with Image.open(io.BytesIO(shown.body)) as seen:
        assert (seen.format, seen.size, dict(seen.getexif())) == (kind, (40, 30), {})


async def test_a_picture_stands_upright_without_its_metadata(desk: Desk) -> None:
    """A phone's picture says only in its metadata which way is up."""
    exif = Image.Exif()
    exif[0x0112] = 6
    item = await desk.added(picture("JPEG", size=(40, 20), exif=exif))
    with Image.open(io.BytesIO((await desk.look(desk.looking(item))).body)) as seen:
        assert seen.size == (20, 40)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
async def test_a_moving_picture_moves_on(desk: Desk, kind: str) -> None:
    """Each of its pictures is made anew."""
    item = await desk.added(moving(5, kind))
    with Image.open(io.BytesIO((await desk.look(desk.looking(item))).body)) as seen:
        assert getattr(seen, "n_frames", 1) == 5


async def test_what_else_was_put_into_a_picture_goes(desk: Desk) -> None:
    """A file that is a picture and a page at once is a picture afterwards."""
    item = await desk.added(picture("GIF") + b"<script>alert('" + SECRET.encode() + b"')</script>" + ZIP)
    shown = await desk.look(desk.looking(item))
    assert (SECRET.encode() in shown.body, b"PK" in shown.body) == (False, False)


async def test_a_page_that_is_called_a_picture_is_inert_text(desk: Desk) -> None:
    """HTML and SVG are shown as what stands in them, and never run."""
    item = await desk.added(b"<svg onload='alert(1)' xmlns='http://www.w3.org/2000/svg'/>", name="cat.png")
    shown = await desk.look(desk.looking(item))
    assert shown.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"


# -- refusing one ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"", "The file is empty", id="empty"),
        pytest.param(None, "Please choose the file", id="none"),
        pytest.param(ZIP, "Files of this kind are not taken", id="an archive"),
        pytest.param(EXE, "Files of this kind are not taken", id="a program"),
        pytest.param(os.urandom(4000), "Files of this kind are not taken", id="noise"),
        pytest.param(b"half text \x00\x01", "Files of this kind are not taken", id="no text"),
        pytest.param(DOC, "Files of this kind are not taken", id="an older document"),
        pytest.param(document("word/vbaProject.bin"), "Files of this kind are not taken", id="programs"),
        pytest.param(picture("HEIF")[:100], "damaged", id="a phone's picture cut off"),
        pytest.param(bomb(), "more pixels than", id="a bomb"),
        pytest.param(bomb(10_000, 6_000), "more pixels than", id="just too many pixels"),
        pytest.param(moving(201, size=(2, 2)), "more pixels than", id="too many pictures in one"),
        pytest.param(picture()[:60], "damaged", id="cut off"),
        pytest.param(picture("JPEG")[:200], "damaged", id="a photograph cut off"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "damaged", id="only its beginning"),
        pytest.param(b"GIF89a" + b"\xff" * 100, "damaged", id="only its name"),
        pytest.param(b"x" * (LARGEST + 1), "larger than 20 MB", id="a byte too large"),
        pytest.param(b"x" * (LARGEST + 1024 * 1024), "larger than 20 MB", id="far too large"),
    ],
)
async def test_what_is_not_taken_is_said_and_nothing_is_kept(desk: Desk, content: bytes | None, sentence: str) -> None:
    """In a sentence beside the field; the address is good still."""
    address = desk.address()
    answer = await desk.send(address, content)
    assert answer.status == 400
    assert [sentence in problem for problem in desk.problems(answer)] == [True]
    assert (desk.items(), desk.files()) == ([], [])
    assert (await desk.send(address, picture())).status == 200


async def test_a_file_of_the_largest_size_is_taken(desk: Desk) -> None:
    """To the byte."""
    item = await desk.added(b"x" * LARGEST)
    assert item.file is not None
    assert item.file.size == LARGEST


async def test_what_was_typed_stays(desk: Desk) -> None:
    """And everything that needs something is said at once; the file has to be chosen again."""
    answer = await desk.send(desk.address(), ZIP, {"distressing": "yes", "words": 'he said "<b>"'})
    assert [p[:40] for p in desk.problems(answer)] == [
        "Please choose what is in it, so that nob",
        "Files of this kind are not taken. Pictur",
    ] or len(desk.problems(answer)) == 2
    assert 'value="he said &#34;&lt;b&gt;&#34;"' in answer.text
    assert 'value="yes" checked' in answer.text
    other = await desk.send(desk.address(), picture(), {})
    assert desk.problems(other) == [views.CHOOSE_AGAIN, "Please choose yes or no."]


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"distressing": "yes"}, "Please choose what is in it"),
        ({"distressing": "yes", "materials": "other"}, "what else is in it"),
        ({"distressing": "no", "materials": "threats"}, "please say yes here"),
        ({"distressing": "perhaps"}, "Please choose one of the answers"),
        ({"distressing": "no", "captured_on": "2099-01-01"}, "not in the future"),
        ({"distressing": "no", "captured_on": "yesterday"}, "Please give a day"),
        ({"distressing": "yes", "materials": "other", "words": "x" * 121}, "Please shorten this"),
    ],
)
async def test_what_may_distress_has_to_be_said(desk: Desk, answers: dict[str, str], sentence: str) -> None:
    """Before anything is kept."""
    answer = await desk.send(desk.address(), picture(), answers)
    assert any(sentence in problem for problem in desk.problems(answer))
    assert (desk.items(), desk.files()) == ([], [])


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Content-Type": "multipart/form-data"}, b"no boundary"),
        ({"Content-Type": "multipart/form-data; boundary=x"}, b"--y\r\n\r\n"),
        ({"Content-Type": "multipart/form-data; boundary=x"}, b"--x\r\nContent-Disposition: form-data\r\n\r\nno name"),
        (
            {"Content-Type": "multipart/form-data; boundary=x"},
            b'--x\r\nContent-Disposition: form-data; name="file"; fil',
        ),
        (
            {"Content-Type": "multipart/form-data; boundary=x"},
            b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1',
        ),
        (
            {"Content-Type": "multipart/form-data; boundary=x"},
            b'--x\r\nContent-Disposition: form-data; name="file"; filename="' + b"y" * 100_000 + b'"\r\n\r\n1\r\n--x--',
        ),
        ({"Content-Type": "application/json"}, b"{}"),
        ({"Content-Type": "multipart/mixed; boundary=x"}, b"--x--"),
        (
            {"Content-Type": "multipart/form-data; boundary=x"},
            b'--x\r\nContent-Disposition: form-data; name="words"\r\n\r\n\xff\xfe\r\n--x--\r\n',
        ),
        (
            {"Content-Type": "multipart/form-data; boundary=x"},
            b'--x\r\nContent-Disposition: form-data; name="words"\r\n\r\n' + b"y" * 20_000 + b"\r\n--x--\r\n",
        ),
    ],
)
async def test_what_arrives_broken_is_said(desk: Desk, headers: dict[str, str], body: bytes) -> None:
    """Never a fault of ours, and nothing is kept."""
    async with desk.session.post(desk.address(), data=body, headers=headers) as answer:
        assert answer.status == 400
        assert "href=&quot;" not in await answer.text()
    assert (desk.items(), desk.files()) == ([], [])


async def test_who_breaks_off_leaves_nothing(desk: Desk) -> None:
    """And can use the same address again."""
    address = desk.address()
    path = address.removeprefix(desk.url)
    reader, writer = await asyncio.open_connection("127.0.0.1", int(desk.url.rpartition(":")[2]))
    head = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
    writer.write(
        f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\n"
        f"Content-Length: 500000\r\n\r\n{head}".encode()
        + picture()
    )
    await writer.drain()
    await asyncio.sleep(0.1)
    writer.close()
    await asyncio.sleep(0.2)
    assert (desk.items(), desk.files()) == ([], [])
    assert (await desk.send(address, picture())).status == 200
    assert reader is not None


# -- those who send slowly ---------------------------------------------------------------------------------

HEAD = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'


async def begun(desk: Desk, url: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A form with a file, of which some has come."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(desk.url.rpartition(":")[2]))
    path = url.removeprefix(desk.url)
    head = "Host: x\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 500000\r\n\r\n"
    writer.write(f"POST {path} HTTP/1.1\r\n{head}".encode() + HEAD + picture()[:20])
    await writer.drain()
    return reader, writer


async def test_who_sends_slowly_is_in_nobodys_way(desk: Desk) -> None:
    """However many addresses they have: a colleague's file is kept meanwhile; their own next one waits."""
    slow = [await begun(desk, desk.address()) for _ in range(8)]
    await until(lambda: len(desk.pages.senders) == 1)
    morags = desk.address(MORAG)
    assert (await desk.send(morags, picture())).status == 200
    desk.pages.turn = 0.2
    waiting = await desk.send(desk.address(), picture())
    assert (waiting.status, desk.problems(waiting)) == (400, [views.BUSY])
    for _, writer in slow:
        writer.close()
    await until(lambda: not desk.pages.senders)
    assert (await desk.send(desk.address(), picture())).status == 200


async def test_whose_files_take_long_to_open_has_one_in_the_queue(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next person's first file is served before this person's second."""
    opened, goes_on = [], asyncio.Event()

    async def opens(content: bytes) -> Checked:
        opened.append(content)
        await goes_on.wait()
        return Checked(media_type="text/plain", content=content)

    monkeypatch.setattr(desk.pages, "_opened", opens)
    first, second, morags = desk.address(), desk.address(), desk.address(MORAG)
    sending = [asyncio.create_task(desk.send(first, b"first"))]
    await until(lambda: len(opened) == 1)
    sending.append(asyncio.create_task(desk.send(second, b"second")))
    await asyncio.sleep(0.2)
    sending.append(asyncio.create_task(desk.send(morags, b"Morag's")))
    await until(lambda: len(desk.pages.senders) == 2)
    goes_on.set()
    assert [answer.status for answer in await asyncio.gather(*sending)] == [200, 200, 200]
    assert opened == [b"first", b"Morag's", b"second"]


async def test_what_hardly_arrives_is_given_up(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """And said: a line that is slow keeps nothing of ours for long."""
    monkeypatch.setattr(multipart, "_GRACE", 0.2)
    reader, writer = await begun(desk, desk.address())
    assert b" 400 " in await reader.readline()
    assert b"did not arrive whole" in await reader.read(100_000)
    writer.close()


# -- addresses -------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.1-6")
async def test_an_address_is_good_once_and_for_minutes(desk: Desk) -> None:
    """Used, too old, unknown, for something else: the same answer, to the byte."""
    used, old = desk.address(), desk.address()
    assert GONE not in (await desk.get(used)).text
    await desk.send(used, picture())
    item = desk.items()[0]
    wrong_kind = desk.looking(item).replace("/look/", "/add/")
    desk.house.clock.at += timedelta(minutes=views.UPLOAD_MINUTES)
    answers = [
        await desk.get(used),
        await desk.send(used, picture()),
        await desk.get(old),
        await desk.send(old, picture()),
        await desk.get(f"{desk.url}/evidence/add/unknown"),
        await desk.get(f"{desk.url}/evidence/look/unknown"),
        await desk.get(wrong_kind),
        await desk.get(old.replace("/add/", "/look/")),
        await desk.look(wrong_kind),
        await desk.look(f"{desk.url}/evidence/look/unknown"),
    ]
    assert {answer.status for answer in answers} == {404}
    assert {answer.body for answer in answers} == {answers[0].body}
    assert GONE in answers[0].text
    assert len(desk.items()) == 1


@pytest.mark.requirement("R-1.14.1-6")
async def test_an_address_stands_for_a_person_who_may_still(desk: Desk) -> None:
    """It is authorised again: whoever has left, or lost the matter, gets nothing by it."""
    item = await desk.added(picture())
    adding, looking = desk.address(), desk.looking(item)
    desk.house.leave(ISLA)
    desk.house.presses(MORAG, "pass_on", desk.report)
    assert [(await desk.get(url)).status for url in (adding, looking)] == [404, 404]
    assert [(await desk.send(adding, picture())).status, (await desk.look(looking)).status] == [404, 404]
    assert len(desk.files()) == 1


async def test_two_who_use_one_address_at_once_add_one_file(desk: Desk) -> None:
    """The other's is swept away at once."""
    address = desk.address()
    answers = await asyncio.gather(*(desk.send(address, picture()) for _ in range(4)))
    assert sorted(answer.status for answer in answers) == [200, 404, 404, 404]
    assert (len(desk.items()), len(desk.files())) == (1, 1)


@pytest.mark.requirement("R-1.14.1-3", "R-1.14.1-6")
async def test_asking_what_is_there_uses_up_no_address(desk: Desk) -> None:
    """A programme that follows links before people do gets a page with a button; nothing is noted, told or used."""
    item = await desk.added(picture(), NASTY)
    url = desk.looking(item)
    before = desk.house.history(item.id)
    async with desk.session.head(url) as answer:
        assert answer.status == 405
    pages = [await desk.get(url) for _ in range(3)]
    assert {(page.status, page.headers["Content-Type"]) for page in pages} == {(200, "text/html; charset=utf-8")}
    assert [told for told in ("DISTRESSING", item.ref, item.parent_ref, "hreats") if told in pages[0].text] == []
    assert (desk.house.history(item.id), desk.items()[0].looks) == (before, ())
    assert (await desk.look(url)).status == 200


# -- looking ---------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.1-3")
async def test_a_file_is_shown_once_and_locked_in(desk: Desk) -> None:
    """Nothing of it may run, be kept, be guessed at, or tell where one came from."""
    item = await desk.added(picture(), NASTY)
    url = desk.looking(item)
    shown = await desk.look(url)
    assert (shown.status, shown.headers["Content-Type"]) == (200, "image/png")
    wanted = {
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Content-Security-Policy": "default-src 'none'; img-src 'self'; frame-ancestors 'none'; sandbox",
        "Content-Disposition": f'inline; filename="DISTRESSING-{item.parent_ref}-1.png"',
        "Cross-Origin-Resource-Policy": "same-origin",
        "Server": "harbour",
    }
    assert {name: shown.headers[name] for name in wanted} == wanted
    assert (await desk.look(url)).status == 404


@pytest.mark.parametrize("content", [PDF, MP3, MP4])
async def test_what_a_browser_would_run_is_handed_over_to_save(desk: Desk, content: bytes) -> None:
    """It is never opened by a click alone."""
    item = await desk.added(content, NASTY)
    shown = await desk.look(desk.looking(item))
    assert shown.headers["Content-Disposition"].startswith('attachment; filename="DISTRESSING-')
    assert shown.body == content


@pytest.mark.requirement("R-1.14.1-6")
async def test_every_look_is_noted(desk: Desk) -> None:
    """Person and time are in the history, and on the cover of the record."""
    item = await desk.added(picture(), NASTY)
    await desk.look(desk.looking(item))
    (look,) = desk.items()[0].looks
    assert (look.by, look.at) == (MORAG, desk.house.clock.at)
    assert desk.house.history(item.id)[-2:] == [(MORAG, "read"), (MORAG, "looked")]
    assert "Looked at by Morag Reid" in words(desk.house.presses(MORAG, views.OPEN, item.id))


async def test_a_file_that_is_damaged_is_not_shown_in_part(desk: Desk) -> None:
    """It is said, and nothing of it is given out."""
    item = await desk.added(b"A long letter. " * 10_000)
    (path,) = desk.files()
    path.write_bytes(path.read_bytes()[:-1])
    shown = await desk.look(desk.looking(item))
    assert shown.status == 503
    assert b"A long letter" not in shown.body


# -- its page --------------------------------------------------------------------------------------------


async def test_the_page_says_what_it_takes_and_runs_nothing(desk: Desk) -> None:
    """No script, no image, no address but its own; kinds and sizes in words; nothing of the record."""
    page = await desk.get(desk.address())
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert all(text in page.text for text in ('lang="en-GB"', "20 MB", "PNG", "PDF", "MP4", "<h1>Add a file to EC-"))
    assert not any(text in page.text for text in ("<script", "http://", "https://", "Shouted", "Isla"))


async def test_nothing_may_be_asked_of_other_routes_by_their_headers(desk: Desk) -> None:
    """Every response other than a page forbids everything in its headers."""
    answer = await desk.get(f"{desk.url}/healthz")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"


# -- its end ---------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.1-3")
async def test_a_withdrawn_file_is_gone(desk: Desk) -> None:
    """An address given out before shows nothing, and the sweep takes its bytes; what is kept stays."""
    item, stays = await desk.added(picture()), await desk.added(picture())
    url = desk.looking(item)
    desk.house.sends(MORAG, views.WITHDRAW, {"reason": "The wrong screenshot"}, about=item.id)
    assert (await desk.look(url)).status == 404
    now = datetime.now(UTC)
    assert await asyncio.to_thread(desk.pages.sweep, now) == 0
    assert await asyncio.to_thread(desk.pages.sweep, now + timedelta(hours=2)) == 1
    assert stays.file is not None
    assert [path.name for path in desk.files()] == [stays.file.blob]


async def test_a_file_that_nobody_points_at_is_swept_away(desk: Desk) -> None:
    """As a machine that stops between the two leaves it."""
    (desk.folder / ("a" * 32)).write_bytes(b"sealed")
    (desk.folder / f"{'b' * 32}.part").write_bytes(b"half")
    assert await asyncio.to_thread(desk.pages.sweep, datetime.now(UTC) + timedelta(hours=2)) == 2
    assert desk.files() == []


# -- who looks -------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.1-6")
async def test_nobody_else_comes_to_it(desk: Desk) -> None:
    """Neither by the buttons nor by an address made for them."""
    item = await desk.added(picture(), NASTY)
    for who in (ISLA, RORY, CALLUM):
        for action in (views.OPEN, views.LOOK):
            assert "not available to you" in words(desk.house.presses(who, action, item.id))
        ticket = Ticket(person=who, about=item.id, act=Act.READ.value)
        token = desk.house.run(lambda uow, ticket=ticket: uow.tickets.issue(ticket, minutes=5))  # type: ignore[misc]
        assert (await desk.get(f"{desk.url}/evidence/look/{token}")).status == 404


@pytest.mark.requirement("R-1.14.1-6")
async def test_whoever_keeps_the_records_looks_for_a_reason(desk: Desk) -> None:
    """Which is kept with it, and asked for again after an hour."""
    item = await desk.added(picture(), NASTY)
    keeper = desk.house.person(RORY)
    desk.house.put(replace(keeper, roles=frozenset({Role.RECORDS_ADMIN})))
    # Rory is nobody here but the keeper.
    assert "not available to you" in words(desk.house.presses(RORY, views.LOOK, item.id))
    shown = desk.house.sends(RORY, "register.reason", {"reason": "An audit"}, about=item.id, extra="0")
    assert labels(shown) == ["I want to look at it"]
    url = link_in(card(desk.house.presses(RORY, views.LOOK, item.id))).replace("https://harbour.example.org", desk.url)
    assert (await desk.look(url)).status == 200
    desk.house.clock.at += timedelta(hours=1)
    assert "not available to you" in words(desk.house.presses(RORY, views.LOOK, item.id))
    kept = desk.house.record(item.id, EvidenceItem)
    assert [(i.by, i.reason) for i in kept.inspections] == [(RORY, "An audit")]
    assert RecordId(item.id) == kept.id
    assert errors is not None


# -- what a finder adds ----------------------------------------------------------------------------------


POST: dict[str, Value] = {
    "named": (ISLA,),
    "place": "facebook",
    "link": "https://www.example.org/posts/17",
    "threat": "no",
}


def found_by(desk: Desk, finder: PersonId, **answers: Value) -> Card:
    """Card that a finder reads."""
    return card(desk.house.sends(finder, "named_online.report", {**POST, **answers}))


@pytest.mark.requirement("R-1.14.1-2", "R-1.14.3-3")
async def test_a_finder_adds_a_screenshot_once_and_has_no_way_back(desk: Desk) -> None:
    """With what they have sent, about each of those who are named; they read no reference, and look at nothing."""
    address = desk.here(link_in(found_by(desk, RORY, named=(ISLA, MORAG))))
    page = await desk.get(address)
    answer = await desk.send(address, picture(), NASTY)
    assert (page.status, answer.status) == (200, 200)
    assert [ref for ref in ("NO-", "EV-") if ref in page.text + answer.text] == []
    records = desk.house.run(lambda uow: [row.id for row in uow.records.register(["named_online"])])
    items = [item for record in records for item in desk.house.children(record, EvidenceItem)]
    assert sorted(item.parent_ref for item in items) == ["NO-0001", "NO-0002"]
    assert {item.file.name.partition("-")[0] for item in items if item.file} == {"DISTRESSING"}
    assert (await desk.send(address, picture(), NASTY)).status == 404
    assert NOTHING in words(desk.house.presses(RORY, views.OPEN, items[0].id))
    assert NOTHING in words(desk.house.sends(RORY, views.ADD, {"type": "file"}, about=records[0]))
    manager = desk.house.record(records[-1], NamedOnline).handler
    assert manager is not None
    assert (await desk.look(desk.looking(items[-1], manager))).status == 200


@pytest.mark.requirement("R-1.14.3-3")
async def test_what_a_finder_reads_tells_nothing_new_from_known(desk: Desk) -> None:
    """The same card and the same page but for the address, whatever became of it; and nothing once time is over."""
    new, known = found_by(desk, RORY), found_by(desk, CALLUM)
    again = found_by(desk, RORY, link="https://www.example.org/posts/17?again")
    addresses = [link_in(each) for each in (new, known, again)]
    bare = {str(each).replace(address, "") for each, address in zip((new, known, again), addresses, strict=True)}
    assert len(bare) == 1
    pages = [(await desk.get(desk.here(address))).text for address in addresses]
    tokens = [address.rpartition("/")[2] for address in addresses]
    assert len({page.replace(token, "") for page, token in zip(pages, tokens, strict=True)}) == 1
    desk.house.clock.at += timedelta(minutes=16)
    assert {(await desk.get(desk.here(address))).status for address in addresses} == {404}


async def test_an_address_of_a_finder_who_has_left_is_good_for_nothing(desk: Desk) -> None:
    """Nor is one that somebody made for what they have not found."""
    address = desk.here(link_in(found_by(desk, RORY)))
    (record,) = desk.house.run(lambda uow: [row.id for row in uow.records.register(["named_online"])])
    ticket = Ticket(person=CALLUM, about=record, act="found")
    token = desk.house.run(lambda uow: uow.tickets.issue(ticket, minutes=5))
    assert (await desk.get(f"{desk.url}/evidence/add/{token}")).status == 404
    desk.house.leave(RORY)
    assert (await desk.get(address)).status == 404
