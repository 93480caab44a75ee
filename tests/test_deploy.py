"""The files shipped to run and watch Harbour, held to the code."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from adapters.advice import DO
from adapters.house.metrics import Metrics
from bot.flows.browser import address as browser
from bot.flows.documents import conversation as documents
from bot.flows.evidence import conversation as evidence
from bot.flows.letters import conversation as letters
from bot.views import about

ROOT = Path(__file__).parents[1]
MONITORING = ROOT / "deploy" / "monitoring"
#: What Prometheus itself adds to every series of a target.
OF_PROMETHEUS = {"job", "instance", "le"}


def alerts() -> dict[str, str]:
    """Each alert rule as it is written, by its name."""
    text = (MONITORING / "alerts.yaml").read_text("utf-8")
    name, *rest = re.split(r"- alert: (\w+)\n", text)
    assert name
    return dict(zip(rest[::2], rest[1::2], strict=True))


def panels() -> dict[str, str]:
    """The queries of each panel of the dashboard, by its title."""
    found = json.loads((MONITORING / "dashboard.json").read_text("utf-8"))["panels"]
    return {panel["title"]: " ".join(target["expr"] for target in panel["targets"]) for panel in found}


def metrics() -> Mapping[str, set[str]]:
    """The labels of each series of `/metrics`."""
    counted = Metrics()
    counted.request("/readyz", 200, 0.1)
    counted.event("slack", "command", "done")
    counted.delivery("slack", "sent")
    counted.nudges({"talk": 1})
    found: dict[str, set[str]] = {}
    for family in text_string_to_metric_families(counted.page().decode()):
        for sample in family.samples:
            found.setdefault(sample.name, set()).update(sample.labels)
    return found


def asked() -> list[tuple[str, str]]:
    """Every place that asks Prometheus, and what it asks."""
    rules = [(name, rule.split("annotations:")[0]) for name, rule in alerts().items()]
    return [*rules, *panels().items()]


def series(expression: str) -> list[tuple[str, str]]:
    """The series that an expression names, each with what it says of its labels."""
    return re.findall(r"\b((?:harbour|process)_\w+)(?:\{([^}]*)\})?", expression)


@pytest.mark.parametrize(("name", "expression"), asked())
def test_what_is_asked_of_the_metrics_is_there(name: str, expression: str) -> None:
    """Every series, every label of it, and every value that the code would give a label."""
    there = metrics()
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "adapters").rglob("*.py"))
    named = series(expression)
    grouped = {label.strip() for by in re.findall(r"by \(([^)]*)\)", expression) for label in by.split(",")}
    assert named or "up{" in expression, name
    for metric, within in named:
        assert metric in there, f"{name}: {metric}"
        labels = dict(re.findall(r'(\w+)[=!]~?"([^"]*)"', within))
        assert labels.keys() <= there[metric] | OF_PROMETHEUS, name
        assert grouped <= there[metric] | OF_PROMETHEUS, name
        values = [v for label in ("outcome", "route") for v in labels.get(label, "").split("|") if v]
        assert [v for v in values if f'"{v}"' not in sources] == [], name


@pytest.mark.parametrize(("name", "rule"), alerts().items())
def test_an_alert_says_what_is_so_and_what_to_do(name: str, rule: str) -> None:
    """In a sentence each, of no person and no record; its labels are those that are left of its expression."""
    summary, do = (re.search(rf"^          {key}: (.+\.)$", rule, re.MULTILINE) for key in ("summary", "do"))
    assert summary, name
    assert do, name
    assert re.search(r"severity: (page|ticket)}", rule), name
    by = re.search(r"by \(([^)]*)\)", rule)
    left = {label.strip() for label in by[1].split(",")} if by else OF_PROMETHEUS
    assert set(re.findall(r"\$labels\.(\w+)", rule)) <= left, name


def test_every_line_of_the_dashboard_says_what_it_is_and_everything_harbour_counts_is_on_it() -> None:
    """A panel without a sentence is a riddle; what nobody sees need not be counted."""
    found = json.loads((MONITORING / "dashboard.json").read_text("utf-8"))["panels"]
    assert [panel["title"] for panel in found if not panel["description"].endswith(".")] == []
    shown = {name for expression in panels().values() for name, _ in series(expression)}
    own = {n for n in metrics() if n.startswith("harbour_") and not n.endswith(("_created", "_sum", "_count"))}
    assert own <= shown


def test_every_warning_and_error_says_what_to_do() -> None:
    """Each event that is logged so has its sentence, each sentence its event, and no line goes another way."""
    code = [p.read_text("utf-8") for room in ("bot", "adapters", "storage") for p in (ROOT / room).rglob("*.py")]
    logged = {
        event
        for text in code
        for event in re.findall(r'logger\(\)\.(?:warning|error|critical|exception)\(\s*"([\w.]+)"', text)
    }
    assert logged | {"library"} == set(DO)
    assert [event for event, do in DO.items() if not do.endswith(".")] == []


def deployed() -> dict[str, str]:
    """Text of each file shipped to run Harbour, by file name."""
    return {path.name: path.read_text("utf-8") for path in (ROOT / "deploy").rglob("*") if path.is_file()}


def test_only_settings_that_there_are_are_set() -> None:
    """In every way to run it, and in the page about them."""
    known = set(
        re.findall(r"`((?:HARBOUR|SLACK|TEAMS|ENTRA)_[A-Z_]+)`", (ROOT / "docs/operating.md").read_text("utf-8"))
    )
    pages = {**deployed(), "running.md": (ROOT / "docs/running.md").read_text("utf-8")}
    named = {
        (file, name.removesuffix("_FILE"))
        for file, text in pages.items()
        for name in re.findall(r"\b(?:HARBOUR|SLACK|TEAMS|ENTRA)_[A-Z_]+\b", text)
    }
    of_the_files = {"HARBOUR_SITE", "HARBOUR_AT", "HARBOUR_IMAGE"}
    assert {(file, name) for file, name in named if name not in known | of_the_files} == set()


def test_what_is_needed_from_outside_is_let_through_and_nothing_else() -> None:
    """By both proxies: the routes of platforms and pages, and not what an operator alone may read."""
    pages = {path.rstrip("/") for path in (letters.PATH, browser.PATH, documents.PATH)}
    needed = {"/slack/events", "/api/messages", "/evidence", about.ABOUT} | pages
    assert {path.split("/")[1] for path in (evidence.ADD_PATH, evidence.LOOK_PATH)} == {"evidence"}
    caddy = re.findall(r"@open path (.*)", deployed()["Caddyfile"])[0].split()
    ingress = re.findall(r"\{path: ([^,]+), pathType", deployed()["harbour.yaml"])
    assert {path.removesuffix("/*") for path in caddy} == needed
    assert {path.rstrip("/") for path in ingress} == needed


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("Containerfile", ("USER 10001:10001", "HEALTHCHECK", "/healthz")),
        ("compose.yaml", ("read_only: true", "cap_drop: [ALL]", "no-new-privileges:true")),
        ("harbour.service", ("DynamicUser=yes", "ProtectSystem=strict", "CapabilityBoundingSet=\n", "LimitCORE=0")),
        ("harbour.yaml", ("runAsNonRoot: true", "readOnlyRootFilesystem: true", "drop: [ALL]", "type: Recreate")),
    ],
)
def test_it_runs_with_as_little_as_it_needs(file: str, says: tuple[str, ...]) -> None:
    """No root, nothing to write but its own folder, and nothing more than it was given."""
    assert [each for each in says if each not in deployed()[file]] == []
