"""Who is who on a day: what is true of a person, and who holds a role for an employee."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from engine.core.facts import messages as say
from engine.core.facts.facts import Trait
from engine.core.policy.policy import Role
from engine.core.values.message import Message

GROUP = "group"  # the roster's field that says in which groups a person is
NOBODY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Resolved:
    """The holders of a role, none when it is vacant; `why` says how they were found.

    `behind`: the holder for whom the person in `persons` stands in.
    """

    persons: tuple[str, ...]
    why: Message
    behind: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class People:
    """`traits` by employee and field, in the order they were recorded.

    `members` lists everybody ever in a group. Only `.get` is used on either, so that both may
    be read from a disk as they are asked for.
    """

    traits: Mapping[str, Mapping[str, tuple[Trait, ...]]]
    members: Mapping[str, tuple[str, ...]]

    def trait(self, employee: str, field: str, day: date) -> str | None:
        """What was so on `day`: None is not known, "" is explicitly nothing.

        The latest `starting` counts; of equal ones the last recorded, which corrects the rest.
        In a path (`manager.manager`) each name but the last must lead to a person.
        """
        *way, last = field.split(".")
        for step in way:
            person = self._own(employee, step, day)
            if not person:
                return person
            employee = person
        return self._own(employee, last, day)

    def recorded(self, employee: str, field: str) -> tuple[Trait, ...]:
        """All that was ever said of this field of the person, future days too."""
        fields = self.traits.get(employee)
        return fields.get(field, ()) if fields else ()

    def has_left(self, person: str, day: date) -> bool:
        """True from the day of leaving on. Anything but a date means: gone since it was so."""
        left = self.trait(person, "left", day)
        if not left:
            return False
        try:
            return date.fromisoformat(left) <= day
        except ValueError:
            return True

    def chain(self, person: str, day: date) -> tuple[str, ...]:
        """The managers over `person`, nearest first, up to one unknown or met before."""
        found: list[str] = []
        above = self._own(person, "manager", day)
        while above and above not in found and above != person:
            found.append(above)
            above = self._own(above, "manager", day)
        return tuple(found)

    def resolve(
        self,
        role_id: str,
        roles: Mapping[str, Role],
        employee: str,
        day: date,
        delegates: Mapping[str, str] = NOBODY,
        stands_for: Mapping[str, str] = NOBODY,
    ) -> Resolved:
        """Who may act as `role_id` for `employee` on `day`. Never the employee.

        `delegates` leads from a role to the person standing in, `stands_for` to the holder for
        whom: a stand-in counts only while that holder holds the role. A stand-in is held to the
        same rules; one who does not fit them is passed over. A role the policy does not name is
        vacant.
        """
        asked = _Asked(self, roles, employee, day, delegates, stands_for)
        return asked.holders(role_id, frozenset(), frozenset())

    def _own(self, employee: str, field: str, day: date) -> str | None:
        best: Trait | None = None
        for trait in self.recorded(employee, field):
            if trait.starting <= day and (best is None or trait.starting >= best.starting):
                best = trait
        return None if best is None else best.value


def groups_in(told: str) -> tuple[str, ...]:
    """The groups that the roster's field names, by commas."""
    return tuple(name.strip() for name in told.split(",") if name.strip())


def members_of(traits: Iterable[Trait]) -> dict[str, tuple[str, ...]]:
    """Everybody ever in a group, by its name, in the order they were recorded."""
    found: dict[str, dict[str, None]] = {}
    for trait in traits:
        for group in groups_in(trait.value) if trait.field == GROUP else ():
            found.setdefault(group, {})[trait.employee] = None
    return {group: tuple(who) for group, who in found.items()}


def leaving_day(people: People, employee: str) -> date | None:
    """The day of leaving as last told, be it past or to come; None when there is none."""
    best: Trait | None = None
    for trait in people.recorded(employee, "left"):
        if best is None or trait.starting >= best.starting:
            best = trait
    if best is None or not best.value:
        return None
    try:
        return date.fromisoformat(best.value)
    except ValueError:
        return best.starting


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question for a role's holders; what stays the same on the way through other roles."""

    people: People
    roles: Mapping[str, Role]
    employee: str
    day: date
    delegates: Mapping[str, str]
    stands_for: Mapping[str, str]

    def holders(
        self, role_id: str, compared: frozenset[str], vacant: frozenset[str]
    ) -> Resolved:
        """`compared` are roles whose rules led here, `vacant` those whose vacancy did.

        A role being compared is not compared with again: two roles that exclude each other and
        fall to one person both stay vacant, whichever is asked first.
        """
        role = self.roles.get(role_id)
        if role is None:
            return Resolved((), say.no_such_role(role_id))
        compared |= {role_id}
        own = self._own_holders(role_id, role, compared, vacant)
        delegate = self.delegates.get(role_id)
        if not delegate or not self._fit(role, (delegate,), compared)[0]:
            return own
        holder = self.stands_for.get(role_id)
        if holder and holder not in own.persons:
            return own  # whom they stood in for holds the role no longer
        behind = (holder,) if holder else own.persons
        return Resolved((delegate,), say.stands_in(role_id, delegate), behind)

    def _own_holders(
        self, role_id: str, role: Role, compared: frozenset[str], vacant: frozenset[str]
    ) -> Resolved:
        """Without a stand-in for this role; those whose vacancy leads elsewhere may have one."""
        found, source = self._candidates(role)
        persons, why = self._fit(role, found, compared)
        if persons:
            return Resolved(persons, say.role_held(role_id, source))
        says, steps_in = say.role_vacant(role_id, why or source), role.if_vacant
        if role.if_same and any(map(self._able, found)):
            steps_in = role.if_same
        if not steps_in or steps_in in vacant | {role_id}:
            return Resolved((), says)
        instead = self.holders(steps_in, compared, vacant | {role_id})
        persons = self._unlike(role, instead.persons, compared)
        return Resolved(persons, say.vacant_and_so(says, instead.why), instead.behind)

    def _candidates(self, role: Role) -> tuple[tuple[str, ...], Message]:
        if role.person:
            return (role.person,), say.named_by_policy(role.person)
        if role.group:
            found = tuple(
                p for p in self.people.members.get(role.group, ()) if self._in(p, role)
            )
            return found, say.group_is(role.group, found) if found else say.nobody_in_group(
                role.group
            )
        person = self.people.trait(self.employee, role.field, self.day)
        if person:
            return (person,), say.field_names(role.field, self.employee, person)
        unknown = say.field_not_known if person is None else say.field_names_nobody
        return (), unknown(role.field, self.employee, self.day)

    def _in(self, person: str, role: Role) -> bool:
        """A dated `group` of the person wins over the list; it may name several, by commas."""
        groups = self.people.trait(person, GROUP, self.day)
        return groups is None or role.group in groups_in(groups)

    def _fit(
        self, role: Role, found: tuple[str, ...], compared: frozenset[str]
    ) -> tuple[tuple[str, ...], Message | None]:
        """Those who may really act, or why nobody may."""
        able = tuple(dict.fromkeys(p for p in found if self._able(p)))
        unlike = self._unlike(role, able, compared)
        persons = self._over(role, unlike, compared)
        if persons or not found:
            return persons, None
        if not able:
            return (), say.left_or_employee(found)
        if not unlike:
            return (), say.already_acts_as(found, role.not_same_as)
        return (), say.not_above(found, role.above)

    def _able(self, person: str) -> bool:
        return person != self.employee and not self.people.has_left(person, self.day)

    def _unlike(
        self, role: Role, persons: tuple[str, ...], compared: frozenset[str]
    ) -> tuple[str, ...]:
        for other in role.not_same_as:
            if other not in compared and persons:
                taken = self.holders(other, compared, frozenset())
                acts = (*taken.persons, *taken.behind)
                persons = tuple(p for p in persons if p not in acts)
        return persons

    def _over(
        self, role: Role, persons: tuple[str, ...], compared: frozenset[str]
    ) -> tuple[str, ...]:
        """Those above every holder of the roles in `above`; a vacant one asks nothing."""
        for other in role.above:
            if other not in compared and persons:
                below = self.holders(other, compared, frozenset()).persons
                chains = [self.people.chain(p, self.day) for p in below]
                persons = tuple(p for p in persons if all(p in c for c in chains))
        return persons
