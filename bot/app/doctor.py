"""`harbour doctor`: looks at everything that the service needs, and says how to mend what is wrong.

Part of the composition, as it looks into the database.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from adapters.chat.checks import Finding as Asked
from adapters.chat.entry import PlatformVariables
from adapters.email.checks import problem
from adapters.sources import Source, Unread
from bot.app.composition import SystemClock, limit_of, mail, open_policy
from bot.app.settings import Settings
from bot.directory import examination, sources, syncing, telling
from bot.directory.notes import Claim, Step
from bot.directory.syncing import Drawn, Outcome, Synced
from bot.errors import Misconfigured
from bot.people import People, Role
from bot.policy import Policy
from bot.ports import UnitOfWork
from storage import SchemaState, look, look_at_folder, seen_state

#: What to do about a database of another Harbour.
_OTHER_SCHEMA = {
    SchemaState.OLD: "The database is from an earlier Harbour: make a copy of it and run 'harbour migrate'.",
    SchemaState.NEWER: "The database is from a later Harbour than this one: install that one.",
}
#: More matters than anybody counts.
_MOST = 1000


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something that was looked at."""

    #: False where it has to be mended: then the examination fails.
    is_right: bool
    what: str
    #: True where it can stay so, and an organisation should know what follows from it.
    is_warning: bool = False

    def __str__(self) -> str:
        return f"{self.level:<5}  {self.what}"

    @property
    def level(self) -> str:
        """One word for it: ok, warn or wrong."""
        if not self.is_right:
            return "wrong"
        return "warn" if self.is_warning else "ok"


def ask(platform: PlatformVariables) -> Iterable[Finding]:
    """What a platform says of what is set up there. Asks only if something is."""
    return map(_found, asyncio.run(platform.check()))


def _found(asked: Asked) -> Finding:
    return Finding(is_right=asked.is_good, what=f"{asked.says} {asked.mend}".strip())


def ask_mail(settings: Settings) -> Iterable[Finding]:
    """Whether the mail server lets Harbour in. Asks only if e-mail is set up, and sends nothing."""
    way = mail(settings)
    if way is None:
        return []
    found = asyncio.run(problem(way))
    if found is None:
        return [_right("The mail server can be reached, and lets Harbour in.")]
    return [_wrong(f"{found} Mend HARBOUR_SMTP_URL, or let this machine reach the server.")]


def ask_source(settings: Settings, policy: Policy) -> Iterable[Finding]:
    """Whether people can be read from where they are kept. Asks only if the policy file names that."""
    kept = policy.people_from
    if kept.source is None:
        return []
    try:
        source = settings.source(kept.source, kept)
    except Misconfigured as error:
        return [_wrong(f"{error.message} It is directory.source of the policy file.")]
    return [*map(_found, asyncio.run(source.check())), *_now(source, settings, policy)]


def _now(source: Source, settings: Settings, policy: Policy) -> Iterator[Finding]:
    """What reading people now would do, and whom that service does not know. Names nobody, and changes nothing."""
    if settings.encryption_keys is None:
        return
    url, keys = settings.database_url.get_secret_value(), settings.encryption_keys.get_secret_value()
    try:
        read = asyncio.run(source.read())

        def draw(uow: UnitOfWork) -> tuple[Drawn, int]:
            return syncing.drawn(read, uow, limit_of(policy)), sources.unknown(read, uow.people)

        drawn, unknown = look(url, keys, policy, SystemClock(), draw)
    except (Unread, Misconfigured):
        return  # what stands in the way has been told already
    outcome, count = drawn.outcome
    would = telling.counts(drawn.plan) if outcome is Outcome.DONE else f"{_WAITING[outcome]} ({count})."
    yield Finding(
        is_right=True, what=f"Reading people from '{source.name}' now: {would}", is_warning=outcome is not Outcome.DONE
    )
    if unknown:
        yield _warning(
            f"{unknown} people have an id that '{source.name}' does not know: nothing reaches them there. Run 'harbour"
            f" directory sync --from {source.name} --plan', or correct the ids in the directory file."
        )


def examine(
    settings: Settings,
    platform: Callable[[PlatformVariables], Iterable[Finding]] = ask,
    mail_server: Callable[[Settings], Iterable[Finding]] = ask_mail,
    people: Callable[[Settings, Policy], Iterable[Finding]] = ask_source,
) -> Iterator[Finding]:
    """Everything, in the order in which it is needed. Writes nothing, anywhere."""
    yield from _all_right("The settings are complete.", [*settings.missing(), *settings.malformed()])
    try:
        policy = open_policy(settings)
    except Misconfigured as error:
        yield _wrong(error.message)
        return
    yield from _all_right("The policy file is complete.", _policy(policy))
    yield from map(_warning, policy.notes)
    yield from _all_right("Files of evidence can be kept, and have a page.", _evidence(settings))
    yield from _database(settings, policy)
    for each in settings.platforms:
        yield from platform(each)
    yield from mail_server(settings)
    yield from people(settings, policy)


def _right(what: str) -> Finding:
    return Finding(is_right=True, what=what)


def _wrong(what: str) -> Finding:
    return Finding(is_right=False, what=what)


def _warning(what: str) -> Finding:
    return Finding(is_right=True, what=what, is_warning=True)


def _all_right(what: str, problems: Iterable[str]) -> Iterator[Finding]:
    """Each problem, or that there is none."""
    found = list(map(_wrong, problems))
    yield from found or [_right(what)]


def _policy(policy: Policy) -> Iterator[str]:
    if policy.support_line.number is None:
        yield "Nobody can be told the number of the support line: set support.line_number in the policy file (1.12.2)."
    if policy.duty_manager is None:
        yield "Nobody handles what comes from somebody without a manager: set people.duty_manager in the policy file."


def _evidence(settings: Settings) -> Iterator[str]:
    try:
        look_at_folder(settings.evidence)
    except Misconfigured as error:
        yield error.message
    if settings.public_url is None:
        yield (
            "Files of evidence cannot be added or looked at: set HARBOUR_PUBLIC_URL to the address that people's"
            " browsers reach (1.14.1)."
        )


def _database(settings: Settings, policy: Policy) -> Iterator[Finding]:
    try:
        state = seen_state(settings.database_url.get_secret_value())
    except Misconfigured as error:
        yield _wrong(error.message)
        return
    if state is SchemaState.EMPTY:
        yield _wrong("The database is empty: run 'harbour migrate', then 'harbour directory import FILE'.")
        return
    if settings.encryption_keys is None:
        return
    if state is not SchemaState.CURRENT:
        yield _wrong(_OTHER_SCHEMA[state])
        return
    url, keys = settings.database_url.get_secret_value(), settings.encryption_keys.get_secret_value()
    try:
        seen = look(url, keys, policy, SystemClock(), _seen)
    except Misconfigured as error:
        yield _wrong(error.message)
        return
    yield _right("The database opens with these keys, and its schema is current.")
    people = seen.people
    yield from _all_right(f"The directory has {len(people)} people, each with a manager.", _people(people, policy))
    yield from map(_right, _last(seen.steps))
    yield from map(_warning, _above(people, policy))
    yield from map(_warning, _in_doubt(people))
    yield from map(_warning, _claimed(seen.claims))
    yield from map(_warning, _waiting(seen.waiting))
    yield from _synced(seen.synced, policy)


@dataclass(frozen=True, kw_only=True)
class _Seen:
    """What there is in the database to look at."""

    people: People
    claims: Collection[Claim]
    steps: Sequence[Step]
    #: How many matters stand on the management team's list.
    waiting: int
    synced: Synced | None


def _seen(uow: UnitOfWork) -> _Seen:
    return _Seen(
        people=uow.people,
        claims=uow.notes.all(Claim),
        steps=uow.notes.all(Step),
        waiting=len(uow.records.on_management_list(_MOST)),
        synced=syncing.last(uow),
    )


def _last(steps: Sequence[Step]) -> Iterator[str]:
    """What was done to the directory last, and how much of it can be taken back."""
    if steps:
        act, at = steps[-1].act.replace("_", "-"), steps[-1].at
        yield (
            f"The directory was changed last on {at:%d %B %Y at %H:%M} UTC (directory {act})."
            f" 'harbour directory undo' takes back the last of {len({step.whole or step.name for step in steps})}."
        )


def _waiting(count: int) -> Iterator[str]:
    """What is open and has nobody who sees to it in time."""
    if count:
        yield (
            f"{count} open matters stand on the management team's list: somebody has to be named for them, or they have"
            " waited past their time. Whoever is in the team finds them in their home."
        )


def _in_doubt(people: People) -> Iterator[str]:
    """Where somebody may be taken for somebody else. Says how many, and never who."""
    if pairs := len(examination.alike(people)):
        yield (
            f"{pairs} pairs of people look like one person: the same name, or the same address before the @, and no id"
            " that tells them apart. If they are one, take a line out of the directory file ('harbour directory check"
            " FILE' names the lines); if not, give each an employee_id."
        )
    if unknown := examination.unknown_at(people):
        yield (
            f"{unknown} people have an address that was somebody else's, and are not known in the chat by it: enter"
            " the id of their account in the directory file (docs/directory.md)."
        )


_WAITING = {
    Outcome.UNREAD: "It could not be read",
    Outcome.PROBLEMS: "Something has to be mended there",
    Outcome.QUESTIONS: "Somebody has to say who is who",
    Outcome.TOO_MUCH: "It would remove many people, or leave matters with nobody",
}


def _synced(last: Synced | None, policy: Policy) -> Iterator[Finding]:
    """When people were read last from where they are kept, and what waits for somebody. Names nobody."""
    source, now = policy.people_from.source, SystemClock().now()
    if last is None or (source is not None and last.source != source):
        if source is not None:
            yield _warning(
                f"People have not been read from '{source}' yet: the service reads them when it runs. Look first:"
                f" harbour directory sync --from {source} --plan."
            )
        return
    when = f"{last.at:%d %B %Y, %H:%M} UTC"
    if last.outcome is not Outcome.DONE:
        counted = f" ({last.count})" if last.outcome in (Outcome.PROBLEMS, Outcome.QUESTIONS) else ""
        yield _wrong(
            f"The directory was not changed from '{last.source}' on {when}. {_WAITING[last.outcome]}{counted}: run"
            f" 'harbour directory sync --from {last.source} --plan'."
        )
    elif source is not None and now - last.at > 2 * policy.people_from.every:
        yield _wrong(
            f"The directory was last read from '{source}' on {when}, though it is due: is the service running?"
        )
    else:
        yield _right(f"The directory is as '{last.source}' had it on {when}.")


def _claimed(claims: Collection[Claim]) -> Iterator[str]:
    """Accounts that were refused. Says how many, and never whose."""
    if claims:
        newest = max(claim.at for claim in claims)
        yield (
            f"{len(claims)} accounts were refused, the last on {newest:%d %B %Y}: each shows what is somebody's who is"
            " known by another account. If one is theirs, enter its id in the directory file (docs/directory.md)."
        )


def _above(people: People, policy: Policy) -> Iterator[str]:
    """What happens where a matter concerns those at the top, as far as the settings leave it open."""
    if policy.chair is None:
        yield (
            "Nobody stands above the chief executive: for each matter about them the management team names someone."
            " Set people.chair in the policy file if it is to go to one person."
        )
    if policy.duty_manager is None and not policy.on_call:
        yield (
            "Nobody is asked besides the manager what cannot wait until the office opens: set people.on_call or"
            " people.duty_manager in the policy file."
        )
    if not people.who_names(people.management_team()):
        yield (
            "Nobody can be asked who takes a matter that concerns everybody in the management team: set people.chair"
            " or people.duty_manager in the policy file."
        )


def _people(people: People, policy: Policy) -> Iterator[str]:
    """What is missing among the people. Says how many, and never who."""
    at_work = [person for person in people if person.active]
    if not at_work:
        yield "The directory is empty: run 'harbour directory import FILE'."
        return
    if policy.duty_manager is not None and people.by_email(policy.duty_manager) is None:
        yield "The duty manager of the policy file is not in the directory: correct people.duty_manager, or add them."
    if policy.chair is not None and people.by_email(policy.chair) is None:
        yield "The chair of the policy file is not in the directory: correct people.chair, or add them."
    if policy.appeal_decider is not None and people.by_email(policy.appeal_decider) is None:
        yield (
            "Who decides appeals in the chief executive's place is not in the directory: correct"
            " people.appeal_decider in the policy file, or add them."
        )
    unknown = sum(people.by_email(turn.email) is None for turn in policy.on_call)
    if unknown:
        yield (
            f"{unknown} of those on call are not in the directory: correct people.on_call in the policy file, or add"
            " them."
        )
    if not people.management_team():
        yield (
            "Nobody is in the management team: give somebody the role management_team or chief_executive in the"
            " directory file, or nobody can be asked who takes what nobody may handle."
        )
    today = policy.calendar.today(SystemClock().now())
    circles = list(examination.circles(people))
    if above := sum(len(circle) == 1 for circle in circles):
        yield f"{above} people are their own line manager: give them another one, or none, in the directory file."
    if round_ := sum(len(circle) for circle in circles if len(circle) > 1):
        yield (
            f"{round_} people manage one another in a circle, so that nobody stands above them: correct one of them in"
            " the directory file ('harbour directory check FILE' names the lines)."
        )
    # For what is about a chief executive the management team names someone, where there is no chair.
    led = [person for person in at_work if Role.CHIEF_EXECUTIVE not in person.roles]
    alone = sum(people.who_handles(person.id, day=today) is None for person in led)
    if alone:
        yield (
            f"{alone} of {len(at_work)} people have no manager who can be reached today: give them one in the directory"
            " file ('harbour directory check FILE' names the lines), or set people.duty_manager in the policy file."
        )
