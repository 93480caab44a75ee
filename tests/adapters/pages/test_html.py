"""Cards and forms as pages: everything escaped, every field named, every error shown at the top and at its field."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from adapters.pages import html
from bot.chat.cards import Card, Divider, Facts, Heading, Quote, Small, Text
from bot.chat.forms import Form, PeopleField, TextField
from bot.views.browser.examples import PAGES as BROWSER
from bot.views.evidence import reading as views
from bot.views.evidence.examples import PAGES as EVIDENCE
from bot.views.evidence.samples import letter, screenshot

PAGES = {**EVIDENCE, **BROWSER}
EVIL = "<script>alert(1)</script>\"'&"


class Outline(HTMLParser):
    """Outline of a page: ids, labels, described and named fields, and tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note it."""
        self.tags.append(tag)
        self.attributes.append((tag, dict(attrs)))

    def all(self, name: str, *tags: str) -> list[str]:
        """The values of an attribute."""
        return [str(a[name]) for tag, a in self.attributes if name in a and (not tags or tag in tags)]


@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_field_has_its_name_and_its_notes(name: str) -> None:
    """Ids are there once; labels, descriptions and links point at what is there."""
    page = Outline(html.form(PAGES[name]()))
    ids = page.all("id")
    assert len(ids) == len(set(ids))
    wanted = [*page.all("for"), *(one for many in page.all("aria-describedby") for one in many.split())]
    wanted += [href.removeprefix("#") for href in page.all("href", "a")] + page.all("aria-labelledby")
    assert set(wanted) <= set(ids)
    assert page.tags.count("h1") == page.tags.count("main") == page.tags.count("title") == 1
    assert not {"script", "img", "iframe", "link"} & set(page.tags)


def test_what_needs_something_is_said_first_and_beside_its_field() -> None:
    """And in the title, which a screen reader reads before anything else."""
    text = html.form(PAGES["evidence/page with what is missing"]())
    assert "<title>Please look again: Add a file to EC-0042" in text
    assert text.count(views.CHOOSE_AGAIN) == 2
    assert 'aria-describedby="file-hint file-error" aria-invalid="true" required' in text
    assert text.index('role="alert"') < text.index("<form")
    assert "<li>Something went wrong.</li>" in text
    assert 'value="Something &lt;else&gt;"' in text


def test_nothing_that_anybody_typed_is_ever_markup() -> None:
    """Wherever it stands."""
    blocks = (Text(EVIL), Quote(EVIL), Heading(EVIL), Small(EVIL), Facts(((EVIL, EVIL),)), Divider())
    drawn = html.card(Card(title=EVIL, blocks=blocks))
    typed = html.form(
        Form(
            name="x",
            title=EVIL,
            body=(TextField(id="a", label=EVIL, hint=EVIL), TextField(id="b", label=EVIL, lines=True)),
            values={"a": EVIL, "b": EVIL},
            errors={"a": EVIL},
        )
    )
    assert [EVIL in page for page in (drawn, typed)] == [False, False]
    assert [Outline(page).tags.count("script") for page in (drawn, typed)] == [0, 0]
    assert not any(name.startswith("on") for page in (drawn, typed) for _, a in Outline(page).attributes for name in a)


def test_what_was_kept_is_said_on_a_page() -> None:
    """Without the buttons of the chat."""
    for item in (screenshot(), letter()):
        page = html.card(views.added(item))
        assert item.ref in page
        assert "button" not in Outline(page).tags


def test_a_field_that_no_page_draws_is_a_fault() -> None:
    """Rather than a form without it."""
    with pytest.raises(TypeError, match="PeopleField"):
        html.form(Form(name="x", title="x", body=(PeopleField(id="p", label="Who"),)))
