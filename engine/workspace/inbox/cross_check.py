"""Read the files that are new, each with all the others in sight: who is known, what contradicts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from engine.clock import Now
from engine.core.facts.absence_told import with_absence_told
from engine.core.facts.facts import Drop, FactsOfOne, Figure, Origin, Trait
from engine.core.facts.people import People
from engine.core.life.news import by_employee
from engine.core.life.side_by_side import (
    contradictions,
    of_another_team,
    reports_of_plans,
    tells_of_people,
)
from engine.core.values.errors import EngineError
from engine.folder.found import FoundFile
from engine.intake.forms.read_form import Untouched
from engine.intake.values.mistake import Mistake, Refusal, refused
from engine.intake.values.own_failure import failed_over
from engine.ledger import index
from engine.workspace.session.known_facts import Knowledge
from engine.workspace.session.workspace import Workspace

Answer = Drop | Refusal | Untouched
Reads = Callable[["DroppedFile", set[str]], Answer]  # one file, with the ids that are known
Group = Sequence["DroppedFile"]
Wrong = tuple["DroppedFile", Mistake]


@dataclass(frozen=True, slots=True)
class DroppedFile:
    """A settled file with its content."""

    found: FoundFile
    content: bytes
    sha256: str

    @property
    def name(self) -> str:
        return PurePosixPath(self.found.shown).name


@dataclass(slots=True)
class Sorted:
    """`files` of one drop are all places where its bytes lie, the one it is taken from first."""

    drops: list[tuple[tuple[DroppedFile, ...], Drop]] = field(default_factory=list)
    refused: list[tuple[DroppedFile, Refusal]] = field(default_factory=list)
    untouched: list[DroppedFile] = field(default_factory=list)


def sorted_out(workspace: Workspace, now: Now, groups: Sequence[Group], reads: Reads) -> Sorted:
    """`groups` hold the files of equal bytes. A file that is not taken tells the others nothing.

    Where the check itself fails, the files it fails over are refused, and all others are taken.
    """
    try:
        return _checked(workspace, now, groups, reads)
    except EngineError:
        raise
    except Exception:
        return _without_failing(workspace, now, groups, reads)


def _without_failing(
    workspace: Workspace, now: Now, groups: Sequence[Group], reads: Reads
) -> Sorted:
    """One file after the other joins those that can be checked together."""
    sound: list[Group] = []
    done, failed = Sorted(), list[tuple[DroppedFile, Refusal]]()
    for group in groups:
        try:
            done = _checked(workspace, now, [*sound, group], reads)
        except EngineError:
            raise
        except Exception as failure:
            failed += [(file, failed_over(file.name, failure)) for file in group]
        else:
            sound.append(group)
    done.refused += failed
    return done


def _checked(workspace: Workspace, now: Now, groups: Sequence[Group], reads: Reads) -> Sorted:
    known = set(index.employees(workspace.book.index))
    left_out: dict[str, list[Wrong]] = {}
    while True:
        rest = [group for group in groups if group[0].sha256 not in left_out]
        answers = _read(rest, known, reads)
        drops = {sha: answer for sha, answer in answers.items() if isinstance(answer, Drop)}
        placed = _placed(workspace, now, rest, drops)
        drops = _with_absence(workspace, now, drops, placed)
        answers |= drops
        more = {sha: places.wrong for sha, places in placed.items() if not places.right}
        more |= _clashes(placed, [drops[sha] for sha in placed if sha not in more])
        left_out |= more
        if not any(tells_of_people(drops[sha].facts) for sha in more):
            return _sorted(groups, answers, placed, left_out)


@dataclass(slots=True)
class _Places:
    right: list[DroppedFile] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)


def _read(groups: Sequence[Group], known: set[str], reads: Reads) -> dict[str, Answer]:
    """A roster in the same sweep makes its people known to the other files."""
    answers: dict[str, Answer] = {}
    known, pending = {*known}, list(groups)
    while pending:
        newly: set[str] = set()
        for group in pending:
            answer = answers[group[0].sha256] = reads(group[0], known)
            if isinstance(answer, Drop):
                newly |= {f.employee for f in answer.facts if isinstance(f, Trait)} - known
        if not newly:
            break
        known |= newly
        pending = [g for g in pending if isinstance(answers[g[0].sha256], Refusal)]
    return answers


def _placed(
    workspace: Workspace, now: Now, groups: Sequence[Group], drops: Mapping[str, Drop]
) -> dict[str, _Places]:
    """The same bytes may lie where they belong and where they do not."""
    above = [drops[g[0].sha256] for g in groups if g[0].sha256 in drops and _at_the_top(g)]
    people = Knowledge(workspace.book.index, _coming(above)).people()
    found: dict[str, _Places] = {}
    for group in groups:
        drop = drops.get(group[0].sha256)
        if drop is None:
            continue
        places = found[drop.sha256] = _Places()
        for file in group:
            mistake = _misplaced(people, now, file, drop)
            if mistake:
                places.wrong.append((file, mistake))
            else:
                places.right.append(file)
    return found


def _with_absence(
    workspace: Workspace, now: Now, drops: Mapping[str, Drop], placed: Mapping[str, _Places]
) -> dict[str, Drop]:
    """What reports say of people whom they do not name: in a team's folder, of that team's."""
    if not any(drop.absent for drop in drops.values()):
        return {**drops}
    known = Knowledge(workspace.book.index, _coming([*drops.values()]))
    everybody = {*index.employees(workspace.book.index), *known.coming}
    known.prepare(everybody)
    people = known.people()
    found: dict[str, Drop] = {}
    for sha, drop in drops.items():
        teams = {file.found.team for file in placed[sha].right}
        own = [who for who in everybody if "" in teams
               or people.trait(who, "team", now.day) in teams]  # fmt: skip
        found[sha] = with_absence_told(drop, people, own, lambda who: known.recorded(who)[0])
    return found


def _at_the_top(group: Group) -> bool:
    return any(not file.found.team and not file.found.plan for file in group)


def _coming(drops: Sequence[Drop]) -> dict[str, FactsOfOne]:
    found: dict[str, FactsOfOne] = {}
    for drop in drops:
        if tells_of_people(drop.facts):
            for who, facts in by_employee(drop.facts).items():
                old = found.get(who, ((), (), ()))
                found[who] = (old[0] + facts[0], old[1] + facts[1], old[2] + facts[2])
    return found


def _misplaced(people: People, now: Now, file: DroppedFile, drop: Drop) -> Mistake | None:
    """A drop in a team's folder may only speak of that team, a form in a plan's only of that plan."""
    if file.found.plan:
        return _of_another_plan(file, drop)
    team = file.found.team
    if not team:
        return None
    fact = of_another_team(people, team, drop.facts, now.day)
    return _foreign(team, fact.employee, fact.origin) if fact else None


def _foreign(team: str, employee: str, origin: Origin | None) -> Mistake:
    do = "drop it in the folder of their own team, or at the top"
    row = origin.row if origin else 0
    return Mistake("F390", f"people of team {team} only", found=employee, do=do, row=row)


def _of_another_plan(file: DroppedFile, drop: Drop) -> Mistake | None:
    folder = PurePosixPath(file.found.plan).name
    told = reports_of_plans(drop.facts)
    if told is None:
        do = "drop it at the top or in the team's folder"
        return Mistake("F394", "a form, for nothing else is read in a plan's folder", do=do)
    for fact in told:
        if f"{fact.employee} {fact.plan}" != folder:
            said = (
                f"this form is about {fact.employee} and plan {fact.plan}, not about {folder}"
            )
            return Mistake("F394", "", said=said, do="move it to the folder of its own plan")
    return None


# -- two files that contradict each other -----------------------------------------------------------


def _clashes(placed: Mapping[str, _Places], drops: Sequence[Drop]) -> dict[str, list[Wrong]]:
    """Two values for one thing in one sweep: all files that say them are refused."""
    found: dict[str, list[Wrong]] = {}
    for sha, against in contradictions({drop.sha256: drop.facts for drop in drops}).items():
        mistake = _clash(against.mine, against.theirs, placed[against.other].right[0].name)
        found[sha] = [(file, mistake) for file in placed[sha].right] + placed[sha].wrong
    return found


def _clash(mine: Figure | Trait, theirs: Figure | Trait, name: str) -> Mistake:
    when = f"in {mine.period}" if isinstance(mine, Figure) else f"from {mine.starting}"
    says = theirs.origin.text or "nothing"
    return Mistake(
        "F391",
        f"one value for {mine.field} of {mine.employee} {when}; "
        f"{name}, dropped at the same time, says {says}",
        found=mine.origin.text,
        do="correct one of the two files, or delete it",
        sheet=mine.origin.sheet,
        row=mine.origin.row,
        column=mine.origin.column,
    )


# -- the outcome ----------------------------------------------------------------------------------


def _sorted(
    groups: Sequence[Group],
    answers: Mapping[str, Answer],
    placed: Mapping[str, _Places],
    left_out: Mapping[str, Sequence[Wrong]],
) -> Sorted:
    done = Sorted()
    for group in groups:
        sha = group[0].sha256
        answer = answers.get(sha)
        if sha in left_out:
            done.refused += [(file, refused(file.name, why)) for file, why in left_out[sha]]
        elif isinstance(answer, Refusal):
            done.refused += [(file, renamed(answer, file)) for file in group]
        elif isinstance(answer, Untouched):
            done.untouched += group
        elif isinstance(answer, Drop):
            places = placed[sha]
            done.refused += [(file, refused(file.name, why)) for file, why in places.wrong]
            if places.right:
                done.drops.append((tuple(places.right), answer))
    done.drops.sort(
        key=lambda each: (not tells_of_people(each[1].facts), each[0][0].found.path)
    )
    return done


def renamed(refusal: Refusal, file: DroppedFile) -> Refusal:
    """The same said of the same bytes under another name."""
    return replace(refusal, name=file.name)
