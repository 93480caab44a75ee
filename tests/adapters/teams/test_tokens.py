"""Only a token of the Bot Connector, for this app, now, about this service and signed for Teams, is believed."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import AsyncIterator, Callable
from functools import cache

import aiohttp
import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.teams.keys import Key, Keys
from adapters.teams.tokens import Claims, KeysUnknown, Tokens, Unauthorised
from tests.adapters.teams.activities import anything
from tests.adapters.teams.signing import (
    APP,
    CHANNEL,
    ISSUER,
    SERVICE,
    TENANT,
    Json,
    Publisher,
    bearer,
    claims,
    jwk,
    private_key,
    published,
    signed,
)
from tests.sizes import size


class Given(Keys):
    """Keys that need not be fetched."""

    def __init__(self, **keys: Key) -> None:
        self.held = keys
        self.asked = 0

    @property
    def are_known(self) -> bool:
        return bool(self.held)

    @property
    def issuer(self) -> str:
        return ISSUER

    async def find(self, kid: str) -> Key | None:
        self.asked += 1
        return self.held.get(kid)


def _given() -> Given:
    endorsed = Key(private_key("first").public_key(), frozenset({CHANNEL}))
    return Given(
        first=endorsed,
        plain=Key(private_key("plain").public_key()),
        other=Key(private_key("other").public_key(), frozenset({"slack"})),
    )


#: A moment after every moment of a test run, so that nothing depends on when it is.
NOW = 4_000_000_000.0


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> float:
        """Time in seconds."""
        return self.at


def _tokens(keys: Keys | None = None, clock: Callable[[], float] = time.time) -> Tokens:
    return Tokens(APP, TENANT, keys or _given(), clock)


async def _is_believed(authorization: str | None, tokens: Tokens | None = None, channel: object = CHANNEL) -> bool:
    try:
        await (tokens or _tokens()).verified(authorization, channel, SERVICE)
    except Unauthorised:
        return False
    return True


async def test_a_good_token_says_who_it_is_from() -> None:
    """And until when it counts."""
    found = await _tokens().verified(bearer(exp=4_000_000_000), CHANNEL, SERVICE)
    assert found == Claims(issuer=ISSUER, audience=APP, service_url=SERVICE, expires=4_000_000_000.0)


@pytest.mark.parametrize(
    "changed",
    [
        {"aud": APP.upper()},
        {"nbf": None},
        {"tid": TENANT.upper()},
        {"serviceurl": None, "serviceUrl": SERVICE},
        {"serviceurl": "HTTPS://SMBA.trafficmanager.net/uk"},
        {"iat": "x", "sub": 3, "jti": 3},
    ],
)
async def test_what_may_differ(changed: Json) -> None:
    """The case of a host, the slash at an address's end, claims that are not ours."""
    assert await _is_believed(bearer(**changed))


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "https://sts.windows.net/x/"},
        {"iss": None},
        {"iss": [ISSUER]},
        {"aud": "another"},
        {"aud": [APP]},
        {"aud": None},
        {"exp": None},
        {"exp": 1},
        {"exp": "4000000000"},
        {"exp": True},
        {"exp": float("nan")},
        {"exp": 10**400},
        {"nbf": 4_000_000_000},
        {"nbf": "x"},
        {"nbf": float("nan")},
        {"tid": "another"},
        {"tid": 3},
        {"serviceurl": None},
        {"serviceurl": "https://evil.example/uk/"},
        {"serviceurl": "https://smba.trafficmanager.net/UK/"},
        {"serviceurl": "http://smba.trafficmanager.net/uk/"},
        {"serviceurl": [SERVICE]},
        {"serviceUrl": "https://evil.example/uk/"},
    ],
)
async def test_each_claim_alone_refuses_a_token(changed: Json) -> None:
    """However well it is signed."""
    said = {name: claim for name, claim in {**claims(), **changed}.items() if claim is not None}
    with pytest.raises(Unauthorised) as refused:
        await _tokens().verified(f"Bearer {_said(json.dumps(said))}", CHANNEL, SERVICE)
    assert (refused.value.args, refused.value.__cause__) == ((), None)


def _said(payload: str) -> str:
    """A well-signed token of any text: PyJWT's own way of making one refuses some."""
    return jwt.api_jws.encode(payload.encode(), private_key("first"), "RS256", {"kid": "first"})


@pytest.mark.parametrize(
    ("begins", "expires", "is_right"),
    [(299, 400, True), (300, 400, True), (301, 400, False), (-9, -299, True), (-9, -300, False), (-9, -301, False)],
)
async def test_two_clocks_may_differ_by_five_minutes(begins: float, expires: float, *, is_right: bool) -> None:
    """Start and end of a token, in seconds from now."""
    header = bearer(nbf=NOW + begins, exp=NOW + expires)
    assert await _is_believed(header, _tokens(clock=Clock())) == is_right


async def test_a_key_signs_for_the_channels_that_it_names() -> None:
    """And for all where it names none."""
    assert await _is_believed(bearer("plain"))
    assert not await _is_believed(bearer("other"))
    assert not await _is_believed(bearer(), channel="webchat")


@cache
def _forged() -> dict[str, str]:
    """Tokens that say the right things and are not signed with the key that they name."""
    said, public = claims(), private_key("first").public_key()
    pem = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    good = signed("first", said)
    head, body, signature = good.split(".")
    return {
        "no algorithm": f"{_encoded({'alg': 'none', 'typ': 'JWT', 'kid': 'first'})}.{body}.",
        "no algorithm, and a signature": _header(good, alg="none"),
        "no signature": f"{head}.{body}.",
        "another key": jwt.encode(said, private_key("plain"), algorithm="RS256", headers={"kid": "first"}),
        "another algorithm": jwt.encode(said, private_key("first"), algorithm="RS512", headers={"kid": "first"}),
        "the public key as a secret": _hmac(said, pem),
        "an unknown key": signed("unknown", said),
        "no key": _hmac(said, pem, kid=None),
        "a number for a key": _header(good, kid=3),
        "a list for a key": _header(good, kid=["first"]),
        "another key's id": _header(good, kid="plain"),
        "extensions": _header(good, crit=["x"], x=1),
        "a body apart": _header(good, b64=False, crit=["b64"]),
        "another body": f"{head}.{_encoded({**said, 'exp': said['exp'] + 1})}.{signature}",
        "nested": signed("first", {**said, "iss": good}),
        "a header of a list": f"{_encoded(['x'])}.{body}.{signature}",
        "a body of a list": _said("[]"),
        "a deep header": f"{_deep()}.{body}.{signature}",
        "a deep body": f"{head}.{_deep()}.{signature}",
        "padded": f"{good}==",
        "four parts": f"{good}.x",
        "huge": f"{head}.{'A' * 1_000_000}.{signature}",
    }


def _encoded(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def _deep() -> str:
    return base64.urlsafe_b64encode(b"[" * 9000).rstrip(b"=").decode()


def _header(token: str, **changed: object) -> str:
    """The token with another header, and the signature that it had."""
    head, body, signature = token.split(".")
    was = json.loads(base64.urlsafe_b64decode(head + "=="))
    return f"{_encoded({**was, **changed})}.{body}.{signature}"


def _hmac(said: Json, secret: bytes, kid: str | None = "first") -> str:
    """Signed with a text that everybody knows. PyJWT refuses to write such a token, so it is written by hand."""
    algorithm = jwt.get_algorithm_by_name("HS256")
    unsigned = f"{_encoded({'alg': 'HS256', 'typ': 'JWT', 'kid': kid})}.{_encoded(said)}"
    signature = base64.urlsafe_b64encode(algorithm.sign(unsigned.encode(), secret)).rstrip(b"=").decode()
    return f"{unsigned}.{signature}"


@pytest.mark.parametrize("how", sorted(_forged()))
async def test_a_forged_token_is_refused(how: str) -> None:
    """Every forgery is refused in the same words."""
    assert not await _is_believed(f"Bearer {_forged()[how]}")


@pytest.mark.parametrize(
    "header",
    [None, "", "Bearer", "Bearer ", "Basic eDp5", "Bearer x", "Bearer é.ü.ß", "Bearer a.b.c", "\ud800", "Bearer ..."],
)
async def test_a_header_without_a_token_is_refused(header: str | None) -> None:
    """Nothing else is raised."""
    assert not await _is_believed(header)
    assert not await _is_believed(bearer().replace("Bearer", "Basic"))
    assert not await _is_believed(f"{bearer()}, {bearer()}")


@pytest.mark.parametrize(("channel", "service"), [(None, SERVICE), (3, SERVICE), (CHANNEL, None), (CHANNEL, [SERVICE])])
async def test_an_activity_that_does_not_say_where_it_is_from_is_refused(channel: object, service: object) -> None:
    """The token belongs to a channel and a service."""
    with pytest.raises(Unauthorised):
        await _tokens().verified(bearer(), channel, service)


async def test_nobody_makes_us_fetch_keys_with_tokens_for_others() -> None:
    """Only what says the right things about us leads to a look at the keys."""
    keys = _given()
    for changed in ({"aud": "another"}, {"exp": 1}, {"serviceurl": "https://evil.example/"}):
        assert not await _is_believed(bearer(kid="unknown", **changed), _tokens(keys))
    assert keys.asked == 0


async def test_without_any_keys_nothing_can_be_told() -> None:
    """It is refused all the same; who asks may be told to come again."""
    with pytest.raises(KeysUnknown):
        await _tokens(Given()).verified(bearer(), CHANNEL, SERVICE)


async def test_a_token_that_was_verified_is_remembered_for_a_while() -> None:
    """Teams sends many activities with one; for another service or channel it is looked at again."""
    keys, clock = _given(), Clock()
    tokens, header = _tokens(keys, clock), bearer(exp=NOW + 3600)
    for _ in range(3):
        assert await _is_believed(header, tokens)
    assert keys.asked == 1
    assert not await _is_believed(header, tokens, channel="slack")
    with pytest.raises(Unauthorised):
        await tokens.verified(header, CHANNEL, "https://evil.example/")
    clock.at += 300
    keys.held = {"plain": keys.held["plain"]}
    assert not await _is_believed(header, tokens)


async def test_a_remembered_token_expires_all_the_same() -> None:
    """Its own end counts, and not when it was remembered."""
    clock = Clock()
    tokens, header = _tokens(clock=clock), bearer(exp=NOW - 290)
    assert await _is_believed(header, tokens)
    clock.at += 10
    assert not await _is_believed(header, tokens)


async def test_only_so_many_tokens_are_remembered() -> None:
    """The oldest go first."""
    keys = _given()
    tokens, first = _tokens(keys), bearer(n=0)
    await tokens.verified(first, CHANNEL, SERVICE)
    for n in range(256):
        await tokens.verified(bearer(n=n + 1), CHANNEL, SERVICE)
    asked = keys.asked
    await tokens.verified(first, CHANNEL, SERVICE)
    assert keys.asked == asked + 1


@pytest.fixture
async def connected() -> AsyncIterator[tuple[Publisher, Tokens]]:
    """Tokens whose keys are fetched."""
    async with published() as publisher, aiohttp.ClientSession() as session:
        yield publisher, _tokens(Keys(publisher.url, session))


async def test_a_change_of_keys_goes_unnoticed(connected: tuple[Publisher, Tokens]) -> None:
    """The first token with a new key is believed, and so are the next."""
    publisher, tokens = connected
    assert await _is_believed(bearer(), tokens)
    publisher.keys = [jwk("second", endorsements=[CHANNEL])]
    for _ in range(3):
        assert await _is_believed(bearer("second"), tokens)
    assert publisher.asked == 2


async def test_the_issuer_is_whom_the_metadata_names(connected: tuple[Publisher, Tokens]) -> None:
    """Not whom the token names."""
    publisher, tokens = connected
    publisher.issuer = "https://connector.example"
    assert not await _is_believed(bearer(), tokens)
    assert await _is_believed(bearer(iss="https://connector.example"), tokens)


@st.composite
def _spoiled(draw: st.DrawFn) -> str:
    """A good header in which some characters are others, or its parts hold something else."""
    good = signed("first", {**claims(), "exp": 4_000_000_000, "nbf": 1})
    parts = good.split(".")
    match draw(st.sampled_from(["characters", "header", "claims", "cut"])):
        case "characters":
            # The last character holds some bits that stand for nothing.
            at = draw(st.integers(0, len(good) - 2))
            other = draw(st.characters(exclude_characters=good[at]))
            return f"Bearer {good[:at]}{other}{good[at + 1 :]}"
        case "header":
            changed = draw(
                st.dictionaries(st.sampled_from(["alg", "kid", "typ", "crit", "b64", "jku"]), anything, min_size=1)
            )
            was: Json = {"alg": "RS256", "kid": "first", "typ": "JWT"}
            parts[0] = _encoded(was | changed)
        case "claims":
            changed = draw(
                st.dictionaries(
                    st.sampled_from(["iss", "aud", "exp", "nbf", "serviceurl", "tid"]), anything, min_size=1
                )
            )
            parts[1] = _encoded({**claims(), **changed})
        case _:
            return f"Bearer {good[: draw(st.integers(0, len(good) - 1))]}"
    spoiled = ".".join(parts)
    return f"Bearer {spoiled}" if spoiled != good else ""


@settings(max_examples=size(100, 1_000))
@given(_spoiled())
async def test_no_spoiled_token_is_believed(header: str) -> None:
    """No change is believed, and nothing but Unauthorised is raised."""
    assert not await _is_believed(header)


@settings(max_examples=size(30, 300))
@given(st.dictionaries(st.sampled_from(["iss", "aud", "exp", "nbf", "serviceurl", "tid", "x"]), anything, min_size=1))
async def test_well_signed_nonsense_is_believed_or_refused(changed: Json) -> None:
    """Any claims at all."""
    await _is_believed(f"Bearer {_said(json.dumps({**claims(), **changed}))}")


@settings(max_examples=size(30, 300))
@given(st.text(), st.text(), st.text())
async def test_anything_at_all_is_refused(header: str, channel: str, service: str) -> None:
    """The same for what is no token from the start."""
    for authorization in (header, f"Bearer {header}", bearer()):
        with pytest.raises(Unauthorised):
            await _tokens().verified(authorization, channel, service)
