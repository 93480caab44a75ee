"""E-mails over real SMTP to a server on this machine: their content, and the handling of refusals."""

from __future__ import annotations

import asyncio
import io
from dataclasses import replace

import pytest

from adapters import logs
from adapters.email.checks import problem
from adapters.email.messenger import Mail
from bot.chat.cards import Button, Buttons, Card, Text
from bot.errors import DeliveryError
from tests.adapters.email.conftest import MORAG, NOW, SENDER, Server, Tls, way

CARD = Card(
    title="A private item is waiting for you · NO-0001",
    blocks=(
        Text("It needs a conversation. Please open it by 15:00 today."),
        Buttons((Button(label="Open", action="named_online.open", about="0197-secret-id"),)),
    ),
)


async def failure(mail: Mail) -> DeliveryError:
    """Error raised when it cannot send."""
    with pytest.raises(DeliveryError) as failed:
        await mail.send(MORAG, CARD)
    told = failed.value
    assert (told.__cause__, told.__suppress_context__) == (None, True)
    assert [word for word in ("morag", "example.org", "secret", "zebra") if word in told.message] == []
    return told


async def test_in_a_house_it_says_where_to_read_it(server: Server, mail: Mail) -> None:
    """On the platforms of that house; what it was made from stays as it was."""
    await mail.beside(["Slack", "Microsoft Teams"]).send(MORAG, CARD)
    await mail.beside(["Microsoft Teams"]).send(MORAG, CARD)
    await mail.send(MORAG, CARD)
    assert [email.get_content().splitlines()[2] for email in server.received] == [
        "Please open Harbour in Slack or Microsoft Teams to read it.",
        "Please open Harbour in Microsoft Teams to read it.",
        "Please open Harbour to read it.",
    ]


@pytest.mark.requirement("R-1.14.3-1")
async def test_an_email_says_that_something_waits_and_no_more(server: Server, mail: Mail) -> None:
    """The title, when, and where to read it; no name, no link, no id, nothing to press."""
    message_id = await mail.send(MORAG, CARD)
    (email,) = server.received
    assert email["Subject"] == "A private item is waiting for you (NO-0001)"
    assert email.get_content().replace("\r\n", "\n") == (
        "It needs a conversation. Please open it by 15:00 today.\n"
        "\n"
        "Please open Harbour to read it.\n"
        "\n"
        "This message was sent by Harbour. Nobody reads replies to it.\n"
    )
    assert [email["From"], email["To"], email["Date"].datetime, email["Message-ID"]] == [
        f"Harbour <{SENDER}>",
        MORAG.email,
        NOW,
        message_id,
    ]
    assert (email["Auto-Submitted"], email["X-Auto-Response-Suppress"]) == ("auto-generated", "All")
    assert email.get_content_type() == "text/plain"
    assert server.envelopes == [(SENDER, [MORAG.email])]
    raw = server.raw[0].decode("ascii")
    assert [word for word in ("secret-id", "Open\n", "http", "rag Bain", "named_online") if word in raw] == []


async def test_an_email_gives_away_nothing_about_the_machine(server: Server, mail: Mail) -> None:
    """It greets by the sender's domain, and numbers its e-mails in it."""
    message_id = await mail.send(MORAG, CARD)
    assert (server.greeted_by, message_id.endswith("@example.org>")) == (["example.org"], True)


async def test_every_email_has_a_number_of_its_own(mail: Mail) -> None:
    """Also when two are sent in the same second."""
    assert len({await mail.send(MORAG, CARD) for _ in range(3)}) == 3


async def test_an_email_is_never_written_again(server: Server, mail: Mail) -> None:
    """Without a word, and without asking the server."""
    server.mail = "550 No"
    await mail.rewrite("<1@example.org>", CARD)
    assert server.raw == []


@pytest.mark.parametrize(
    ("email", "expected"),
    [
        ("morag@example.org", True),
        ("o'neil+harbour@example.org", True),
        ("morag@bücher.example", True),
        ("", False),
        ("morag", False),
        ("mòrag@example.org", False),
        ("a..b@example.org", False),
        ("a@example.org,b@example.org", False),
        ("a@example.org\r\nBcc: b@example.org", False),
    ],
)
async def test_whoever_has_an_address_is_reached(server: Server, mail: Mail, email: str, expected: bool) -> None:
    """A plain one, as every mail server takes it; nobody else is sent anything."""
    person = replace(MORAG, email=email)
    assert mail.reaches(person) is expected
    if not expected:
        with pytest.raises(DeliveryError) as failed:
            await mail.send(person, CARD)
        assert (failed.value.permanent, server.raw) == (True, [])


async def test_a_domain_in_other_letters_is_written_in_ascii(server: Server, mail: Mail) -> None:
    """As the domain name system has it."""
    await mail.send(replace(MORAG, email="morag@bücher.example"), CARD)
    assert server.envelopes[0][1] == ["morag@xn--bcher-kva.example"]


def test_who_has_left_or_is_in_no_directory_is_not_reached() -> None:
    """The address is theirs no more, or nobody but a profile in the chat says that it is."""
    mail = way("smtp://127.0.0.1:25")
    reached = [mail.reaches(person) for person in (MORAG, replace(MORAG, active=False), replace(MORAG, listed=False))]
    assert reached == [True, False, False]


async def test_words_in_other_letters_arrive(server: Server, mail: Mail) -> None:
    """In the subject and in the text; on the wire all is ASCII."""
    card = Card(title="Tha rudeigin a’ feitheamh · NO-0001", blocks=(Text("Mòran taing – „später“. Ж 😀"),))
    await mail.send(MORAG, card)
    (email,) = server.received
    assert email["Subject"] == "Tha rudeigin a’ feitheamh (NO-0001)"
    assert email.get_content().startswith("Mòran taing – „später“. Ж 😀\r\n")
    assert server.raw[0].isascii()


# -- refusals --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "about", "said"),
    [
        ("550 5.1.1 <morag@example.org> no such user", "person", "E-mail: the server refused the recipient (550)"),
        ("550 5.2.1 mailbox disabled", "person", "E-mail: the server refused the recipient (550)"),
        ("553 zebra", "chat", "E-mail: the server refused the recipient (553)"),
        ("450 4.2.0 greylisted, zebra", "moment", "E-mail: the server refused the recipient (450)"),
        ("421 shutting down", "moment", "E-mail: the server refused the recipient (421)"),
        ("530 5.7.0 log in first", "app", "E-mail: the server refused the recipient (530)"),
        ("554 5.7.1 relaying denied for morag@example.org", "app", "E-mail: the server refused the recipient (554)"),
    ],
)
async def test_a_refused_recipient(server: Server, mail: Mail, answer: str, about: str, said: str) -> None:
    """The person's where there is no such mailbox; what the server allows is for us to mend."""
    server.rcpt = answer
    failed = await failure(mail)
    assert (failed.message, failed.about) == (said, about)


@pytest.mark.parametrize(("answer", "permanent"), [("552 too large", True), ("451 try later", False)])
async def test_a_refused_text(server: Server, mail: Mail, answer: str, permanent: bool) -> None:
    """5xx will be said again to the same e-mail; 4xx may pass."""
    server.data = answer
    failed = await failure(mail)
    assert (failed.permanent, failed.message.startswith("E-mail: the server refused the message")) == (permanent, True)


@pytest.mark.parametrize("answer", ["550 not you, zebra", "451 later"])
async def test_a_refused_sender_is_mended_and_not_the_persons_matter(server: Server, mail: Mail, answer: str) -> None:
    """It says nothing about the recipient."""
    server.mail = answer
    failed = await failure(mail)
    assert (failed.permanent, failed.message) == (
        False,
        f"E-mail: the server does not accept the sender ({answer[:3]})",
    )


async def test_a_server_that_is_not_there() -> None:
    """Tried again later."""
    failed = await failure(way("smtp://127.0.0.1:9"))
    assert (failed.permanent, failed.message) == (False, "E-mail: the server cannot be reached, or not encrypted")


@pytest.mark.parametrize("greeting", [b"", b"220 hello\r\n"])
async def test_a_server_that_never_answers(greeting: bytes) -> None:
    """Neither before the greeting nor after it: given up in time."""
    release = asyncio.Event()

    async def silent(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(greeting)
        await release.wait()
        writer.close()

    listener = await asyncio.start_server(silent, "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    failed = await failure(way(f"smtp://127.0.0.1:{port}", seconds=0.2))
    release.set()
    listener.close()
    await listener.wait_closed()
    assert (failed.permanent, failed.message) == (False, "E-mail: the server does not answer in time")


async def test_a_server_that_hangs_up() -> None:
    """Or refuses to talk at all: tried again later."""

    async def rude(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"554 no service for zebra\r\n")
        writer.close()

    listener = await asyncio.start_server(rude, "127.0.0.1", 0)
    failed = await failure(way(f"smtp://127.0.0.1:{listener.sockets[0].getsockname()[1]}"))
    listener.close()
    await listener.wait_closed()
    assert failed.permanent is False


async def test_a_lost_goodbye_loses_no_email() -> None:
    """Once the server has taken it, nothing that follows makes it be sent again."""
    taken: list[bytes] = []

    async def brusque(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 hello\r\n")
        for answer in (b"250 hello\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go on\r\n"):
            await reader.readline()
            writer.write(answer)
        taken.append(await reader.readuntil(b"\r\n.\r\n"))
        writer.write(b"250 taken\r\n")
        await writer.drain()
        writer.close()

    listener = await asyncio.start_server(brusque, "127.0.0.1", 0)
    await way(f"smtp://127.0.0.1:{listener.sockets[0].getsockname()[1]}").send(MORAG, CARD)
    listener.close()
    await listener.wait_closed()
    assert len(taken) == 1


# -- encryption and logging in ---------------------------------------------------------------------------


async def test_starttls_encrypts_before_anything_is_said(tls: Tls) -> None:
    """User and password, and the e-mail."""
    async with Server().listening(tls=tls.server, login=True) as server:
        url = f"smtp://harbour:right@localhost:{server.port}?starttls=always"
        await way(url, tls.client).send(MORAG, CARD)
        assert (server.encrypted, server.users) == ([True], ["harbour"])


async def test_smtps_encrypts_from_the_start(tls: Tls) -> None:
    """With a user and a password that hold special characters."""
    async with Server(password="p@ss/w:rd").listening(tls=tls.server, from_the_start=True) as server:
        await way(f"smtps://localhost:{server.port}", tls.client).send(MORAG, CARD)
        assert len(server.raw) == 1


async def test_a_certificate_that_nobody_vouches_for_is_refused(tls: Tls) -> None:
    """Nothing is sent, by neither way of encrypting."""
    for from_the_start, url in ((True, "smtps://localhost:{}"), (False, "smtp://localhost:{}?starttls=always")):
        async with Server().listening(tls=tls.server, from_the_start=from_the_start) as server:
            failed = await failure(way(url.format(server.port)))
            assert (failed.permanent, server.raw) == (False, [])


async def test_without_starttls_nothing_is_sent_where_it_is_wanted(server: Server) -> None:
    """A server (or somebody in between) that does not offer it gets neither password nor e-mail."""
    failed = await failure(way(f"smtp://harbour:right@localhost:{server.port}?starttls=always"))
    assert (failed.permanent, server.raw, server.users) == (False, [], [])


async def test_a_wrong_password_is_mended_and_not_the_persons_matter(tls: Tls) -> None:
    """Tried again later; right ones log in, special characters and all."""
    async with Server(password="p@ss/w:rd").listening(tls=tls.server, login=True) as server:
        url = "smtp://harbour:{}@localhost:{}?starttls=always"
        failed = await failure(way(url.format("zebra", server.port), tls.client))
        await way(url.format("p%40ss%2Fw%3Ard", server.port), tls.client).send(MORAG, CARD)
        assert (failed.permanent, failed.message, server.users) == (
            False,
            "E-mail: the server does not accept the user or the password (535)",
            ["harbour"],
        )


async def test_the_doctor_is_told_what_is_wrong(tls: Tls, server: Server, mail: Mail) -> None:
    """It connects, encrypts and logs in as for an e-mail, and sends none."""
    async with Server().listening(tls=tls.server, login=True) as strict:
        url = f"smtp://harbour:zebra@localhost:{strict.port}?starttls=always"
        refused = await problem(way(url, tls.client))
    assert refused == "E-mail: the server does not accept the user or the password (535)."
    assert await problem(way("smtp://127.0.0.1:9")) == "E-mail: the server cannot be reached, or not encrypted."
    assert (await problem(mail), server.raw) == (None, [])


async def test_nothing_personal_is_logged(server: Server, mail: Mail) -> None:
    """Neither by Harbour nor by the libraries, at any level."""
    log = io.StringIO()
    logs.configure("DEBUG", log)
    server.rcpt = "550 5.1.1 <morag@example.org> unknown"
    await failure(mail)
    server.rcpt = "250 OK"
    await mail.send(MORAG, CARD)
    assert [word for word in ("morag", "NO-0001", "private item") if word in log.getvalue()] == []


def test_a_sender_is_an_address() -> None:
    """Or there is no way by e-mail at all."""
    with pytest.raises(ValueError, match="no e-mail address"):
        Mail(way("smtp://127.0.0.1:25")._server, "harbour")
