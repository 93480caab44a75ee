#!/usr/bin/env python3
"""Harbour from a clean clone, with nothing but Python: sets up what is needed, then does what it is asked.

    python3 run.py demo --story      any command of harbour
    python3 run.py test              every check, and every kind of test at a small count: some minutes
    python3 run.py test --thorough   the same with the full counts, as before anything is merged
    python3 run.py test --cov        with the lines and branches that the tests cover; what follows goes to pytest
    python3 run.py pins              each package that Harbour needs, with the digest of its archive: for a release

The set-up is a virtual environment in `.venv`, made once and brought up to date when the
dependencies in pyproject.toml change.
"""

import hashlib
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "harbour-installed"

CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports", "--no-logo"),
)

#: The tests of one file stay together: they share their database server or browser. No long file is left to the end.
TESTS = ("pytest", "--numprocesses=auto", "--maxprocesses=4", "--dist=loadfile", "--no-loadscope-reorder")


def wanted() -> str:
    """Digest of the dependencies and of this folder, for which the environment has to be made."""
    import tomllib  # noqa: PLC0415 - Python 3.11 has it, and the version is checked first

    settings = tomllib.loads((HERE / "pyproject.toml").read_text("utf-8"))
    parts = [settings["build-system"], settings["project"], str(HERE)]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def is_made() -> bool:
    """True if the environment is complete: one whose making was interrupted has no pip."""
    if not PYTHON.exists():
        return False
    return subprocess.run([str(PYTHON), "-m", "pip", "--version"], check=False, capture_output=True).returncode == 0


def set_up() -> None:
    """Make the environment, or bring it up to date. Says nothing if nothing is to do."""
    digest = wanted()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text("utf-8") == digest:
        return
    say("Setting up in .venv; this takes a minute and happens once ...")
    make = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if not is_made() and subprocess.run(make, check=False).returncode != 0:
        raise SystemExit("The virtual environment could not be made: install Python's venv (apt install python3-venv).")
    install = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-e", f"{HERE}[dev]"]
    done = subprocess.run(install, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        sys.stderr.buffer.write(done.stdout)
        raise SystemExit("The packages could not be installed: check the connection, and run this again.")
    STAMP.write_text(digest, "utf-8")


def test(arguments: "list[str]") -> int:
    """Every test on several processors at once, and every check meanwhile. 1 if anything is wrong.

    Python keeps what it has compiled, whatever this machine says: four workers and a dozen services read all of it.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with ThreadPoolExecutor(1) as meanwhile:
        checks = [meanwhile.submit(checked, check) for check in CHECKS]
        command = (*TESTS, *arguments)
        say(f"== {' '.join(command)}")
        failed = [] if subprocess.run(program(command), cwd=HERE, check=False).returncode == 0 else [command[0]]
        for check, done in zip(CHECKS, checks, strict=True):
            code, said = done.result()
            say(f"== {' '.join(check)}\n{said.strip()}")
            failed += [check[0]] if code != 0 else []
    if failed:
        say(f"Not yet right: {', '.join(failed)}.")
    return 1 if failed else 0


def checked(command: "tuple[str, ...]") -> "tuple[int, str]":
    """The exit code of a check, and what it said."""
    done = subprocess.run(program(command), cwd=HERE, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode, done.stdout.decode("utf-8", "replace")


def program(command: "tuple[str, ...]") -> "list[str]":
    """A command of the environment."""
    return [str(PYTHON.parent / command[0]), *command[1:]]


def pins() -> int:
    """Print each package for this machine as `pip install --require-hashes` takes it, without Harbour itself."""
    import tempfile  # noqa: PLC0415 - nothing else needs it

    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        asked = ("install", "--quiet", "--dry-run", "--ignore-installed", "--report", str(report), str(HERE))
        if subprocess.run([str(PYTHON), "-m", "pip", *asked], check=False, stdout=subprocess.DEVNULL).returncode != 0:
            return 1
        for each in json.loads(report.read_text("utf-8"))["install"]:
            digest = each["download_info"].get("archive_info", {}).get("hashes", {}).get("sha256")
            if digest:
                print(f"{each['metadata']['name']}=={each['metadata']['version']} --hash=sha256:{digest}")
    return 0


def say(line: str) -> None:
    """A line about the work, apart from its results."""
    print(line, file=sys.stderr, flush=True)


def main() -> int:
    """Set up, then test or hand over to harbour."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this is the file that says so
        found = ".".join(map(str, sys.version_info[:2]))
        raise SystemExit(f"Harbour needs Python 3.11 or newer, and this is {found}: run it as python3.11 run.py")
    set_up()
    if sys.argv[1:2] == ["test"]:
        return test(sys.argv[2:])
    if sys.argv[1:] == ["pins"]:
        return pins()
    command = [str(PYTHON), "-m", "bot", *sys.argv[1:]]
    if os.name == "nt":
        return subprocess.run(command, check=False).returncode
    # In place of this process, so that a signal reaches Harbour itself.
    os.execv(command[0], command)  # noqa: S606
    return 0


if __name__ == "__main__":
    try:
        raise SystemExit(main())
    except KeyboardInterrupt:
        raise SystemExit(130) from None
