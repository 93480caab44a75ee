"""Makes pictures: `python -m adapters.playground.gallery`.

Every view's examples, on one page with it; with `--page` the README's pictures instead, of the playground's page in the
middle of its first walk. Needs Chromium and Playwright (both only to make pictures).
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import os
import shutil
import sys
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import web

from adapters.playground.gallery.exhibits import Exhibit, exhibits
from adapters.playground.page.assets import application

if TYPE_CHECKING:
    from playwright.async_api import Browser, Locator
    from playwright.async_api import Page as BrowserPage

_NEEDS = "Making pictures needs Chromium and Playwright: apt-get install chromium, then pip install -e '.[dev]'."
#: The demo, whose page is photographed. It listens on a free port and prints its address.
_DEMO = (sys.executable, "-m", "bot", "demo", "--port", "0")
#: Pixels: what is longer is seen in `harbour demo`, at `/gallery`.
_TALLEST = 1800
#: Shows the exhibit with this number alone, and tells its picture's name and place.
_ALONE = """(number) => {
  const all = [...document.querySelectorAll(".exhibit")];
  all.forEach((each, index) => (each.style.display = index === number ? "" : "none"));
  document.querySelectorAll("h1, h2, figcaption").forEach((each) => each.remove());
  const frame = all[number].querySelector(".frame");
  const { x, y, width, height } = frame.getBoundingClientRect();
  return { file: frame.dataset.file, x, y, width, height };
}"""
_HEAD = """# The gallery

Every view of Harbour in each of its states, drawn as Slack shows it. Nobody in them exists.
Made by `python -m adapters.playground.gallery`; `harbour demo` shows the same at `/gallery`.
"""


# -- the views -------------------------------------------------------------------------------------------


@asynccontextmanager
async def _served() -> AsyncIterator[str]:
    """The gallery's page on a free port."""
    runner = web.AppRunner(application(), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/gallery"
    finally:
        await runner.cleanup()


async def _photograph_views(browser: Browser, folder: Path) -> None:
    async with _served() as url:
        page = await browser.new_page(viewport={"width": 480, "height": _TALLEST}, color_scheme="light")
        await page.goto(url)
        await page.locator("body[data-drawn]").wait_for()
        await page.evaluate("document.fonts.ready")
        for number in range(await page.locator(".exhibit").count()):
            box: dict[str, Any] = await page.evaluate(_ALONE, number)
            await _take(page, folder / box.pop("file"), {**box, "height": min(box["height"], _TALLEST - box["y"])})
        await page.close()


def written(shown: Sequence[Exhibit], pictures: str) -> str:
    """The documentation's page, in Markdown; `pictures` is the folder as the page refers to it."""
    parts = [_HEAD]
    for topic, of_topic in groupby(shown, key=lambda exhibit: exhibit.topic):
        parts.append(f"## {topic.replace('_', ' ').capitalize()}\n")
        views: defaultdict[str, list[Exhibit]] = defaultdict(list)
        for exhibit in of_topic:
            views[exhibit.name.partition("/")[2].partition(", ")[0]].append(exhibit)
        for view, states in views.items():
            parts.append(f"### {view.capitalize()}\n")
            parts.extend(_pictured(exhibit, pictures) for exhibit in states)
    return "\n".join(parts)


def _pictured(exhibit: Exhibit, pictures: str) -> str:
    state = exhibit.name.partition(", ")[2] or "as it is"
    words = exhibit.name.partition("/")[2].replace('"', "")
    return (
        f'{state.capitalize()}:\n\n<img src="{pictures}/{exhibit.file}" width="420" alt="{exhibit.topic}: {words}">\n'
    )


# -- the page --------------------------------------------------------------------------------------------


@asynccontextmanager
async def _demo(command: Sequence[str]) -> AsyncIterator[str]:
    """The demo, running: its address. Raises RuntimeError if it does not start."""
    calm = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, env=calm)
    assert process.stdout is not None  # piped above
    try:
        async for line in process.stdout:
            words = line.decode().split()
            if found := next((word for word in words if word.startswith("http://")), None):
                yield found
                return
        raise RuntimeError("The demo did not start.")
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _photograph_page(browser: Browser, url: str, folder: Path) -> None:
    """The first walk's own steps."""
    page = await browser.new_page(viewport={"width": 1440, "height": 900}, color_scheme="light")
    page.on("dialog", lambda asked: asked.accept())  # another platform starts over
    await page.goto(url)
    await _walk_to(page, 1, presses=1)
    await _look(page, folder / "page-report.webp")
    await page.set_viewport_size({"width": 390, "height": 844})
    await _look(page, folder / "page-phone.webp")
    await page.set_viewport_size({"width": 1440, "height": 900})
    await _walk_to(page, 3)
    await _look(page, folder / "page-manager.webp")
    await _walk_to(page, 5, presses=2)
    await _look(page, folder / "page-decision.webp")
    await page.get_by_role("button", name="Under the floor").click()
    await page.get_by_role("tab", name="History").click()
    await page.get_by_role("button", name="Verify the history").click()
    await _look(page, folder / "page-floor.webp")
    await _photograph_platforms(page, folder)
    await _photograph_matter(page, folder)
    await page.close()


async def _photograph_platforms(page: BrowserPage, folder: Path) -> None:
    """A report in Slack, the manager's message in Teams, and the same form in a dialog there."""
    await page.locator("#platform").select_option("mixed")
    isla, morag, callum = (page.locator(f".window[data-handle={handle}]") for handle in ("isla", "morag", "callum"))
    await callum.get_by_text("Teams", exact=True).wait_for()
    await page.get_by_role("button", name="Under the floor").click()
    await _types(isla, "/ended-contact He swore at me")
    await isla.get_by_role("button", name="Example answers").click()
    await isla.get_by_role("button", name="Send", exact=True).click()
    await morag.get_by_text("A private report is waiting for you").wait_for()
    await _types(callum, "ended contact")
    await callum.get_by_role("button", name="Report an ended contact").last.click()
    await callum.get_by_role("dialog").wait_for()
    await _look(page, folder / "page-teams.webp")


async def _photograph_matter(page: BrowserPage, folder: Path) -> None:
    """A report and what came of it, as a page in the manager's own browser."""
    await page.locator("#platform").select_option("slack")
    isla, morag, callum = (page.locator(f".window[data-handle={handle}]") for handle in ("isla", "morag", "callum"))
    await callum.get_by_text("Slack", exact=True).wait_for()
    await _types(isla, "/ended-contact He swore at me, and I ended the call")
    await isla.get_by_role("button", name="Example answers").click()
    await isla.get_by_role("button", name="Send", exact=True).click()
    await morag.get_by_role("button", name="Open", exact=True).first.click()
    await morag.get_by_role("button", name="Open as a page").click()
    async with page.expect_popup() as popup:
        await morag.get_by_role("link", name="Open the page").click()
    shown = await popup.value
    await shown.set_viewport_size({"width": 1000, "height": 1100})
    await shown.get_by_role("button", name="Open it").click()
    await shown.get_by_text("Confidential", exact=True).wait_for()
    await _look(shown, folder / "page-matter.webp")
    await shown.close()


async def _types(window: Locator, words: str) -> None:
    box = window.get_by_role("combobox")
    await box.fill(words)
    await box.press("Enter")


async def _walk_to(page: BrowserPage, step: int, *, presses: int = 0) -> None:
    """Press the highlighted element until this step (from 0) is reached, and then some times more."""
    for _ in range(60):
        await page.wait_for_timeout(300)
        now, target = await _pointed(page)
        if now >= step:
            if presses == 0:
                return
            presses -= 1
        if target is None:
            continue
        if now == 0:
            await page.get_by_role("button", name="Type it for me").click()
            await target.press("Enter")
        else:
            await target.click()
    raise RuntimeError("The first walk does not lead on.")


async def _pointed(page: BrowserPage) -> tuple[int, Any]:
    found = await page.evaluate_handle(
        """async () => {
          const { stepNow } = await import("/static/strip/walk.js");
          const { progress } = await import("/static/strip/progress.js");
          return { step: progress().step, target: stepNow()?.target() ?? null };
        }"""
    )
    step = await (await found.get_property("step")).json_value()
    return int(step), (await found.get_property("target")).as_element()


async def _look(page: BrowserPage, path: Path) -> None:
    """Take a picture of the window, once its animations have ended."""
    await page.wait_for_timeout(700)
    size = page.viewport_size
    assert size is not None  # given to every page above
    await _take(page, path, {"x": 0, "y": 0, "width": size["width"], "height": size["height"]})


async def _take(page: BrowserPage, path: Path, clip: Mapping[str, Any]) -> None:
    """A picture of a part of the page, as WebP, which Playwright itself does not make."""
    session = await page.context.new_cdp_session(page)
    taken = await session.send(
        "Page.captureScreenshot",
        {"format": "webp", "quality": 84, "clip": {**clip, "scale": 1}},
    )
    await session.detach()
    await asyncio.to_thread(path.write_bytes, base64.b64decode(taken["data"]))


# -- the command -----------------------------------------------------------------------------------------


@asynccontextmanager
async def _browser(chromium: str) -> AsyncIterator[Browser]:
    from playwright.async_api import async_playwright  # noqa: PLC0415 - only pictures need it

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        await browser.close()


async def make_gallery(folder: Path, *, chromium: str) -> None:
    """Make a picture of every view in each of its states, and the page that shows them."""
    pictures = folder / "pictures"
    pictures.mkdir(parents=True, exist_ok=True)
    async with _browser(chromium) as browser:
        await _photograph_views(browser, pictures)
    (folder / "gallery.md").write_text(written(list(exhibits()), pictures.name), "utf-8")


async def make_pictures(folder: Path, *, chromium: str, demo: Sequence[str] = _DEMO) -> None:
    """Make the README's pictures again, in a folder that is there. Raises RuntimeError if the demo does not start."""
    async with _browser(chromium) as browser, _demo(demo) as url:
        await _photograph_page(browser, url, folder)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Make pictures of every form, card and message.")
    parser.add_argument("--to", type=Path, default=Path("build/gallery"), help="the folder (build/gallery)")
    parser.add_argument("--page", action="store_true", help="make the README's pictures in docs/pictures instead")
    chosen = parser.parse_args()
    chromium = os.environ.get("HARBOUR_CHROMIUM") or shutil.which("chromium")
    try:
        import playwright.async_api  # noqa: F401, PLC0415 - is it there?
    except ImportError:
        chromium = None
    if chromium is None:
        parser.exit(1, f"{_NEEDS}\n")
    if chosen.page:
        asyncio.run(make_pictures(Path("docs/pictures"), chromium=chromium))
    else:
        asyncio.run(make_gallery(chosen.to, chromium=chromium))
