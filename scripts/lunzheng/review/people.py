"""Who an account of the forge speaks for: a party, the project's department, somebody else, or nobody known."""

from __future__ import annotations

from dataclasses import dataclass

from lunzheng.model.library import Department, Library, Person, Project
from lunzheng.review.forge.interface import BOT, Forge, ForgeError


@dataclass(frozen=True)
class Speaker:
    """Whom an account speaks for.

    Attributes:
        party: the party whose opinion its comments are; empty if of none.
        body: the name that a remark is kept under: the party's or the department's; empty where nobody knows.
        role: of the person.
        is_department: whether it answers for the project's department.
        is_bot: whether a program writes under it.
    """

    party: str = ""
    body: str = ""
    role: str = ""
    is_department: bool = False
    is_bot: bool = False

    @property
    def is_stranger(self) -> bool:
        return not (self.body or self.is_bot)


class People:
    """Looks accounts up: first those listed in ``library.yml``, then the members of teams, each asked for once."""

    def __init__(self, library: Library, project: Project, forge: Forge, author: str) -> None:
        """Args:
        author: the account that opened the pull request; it answers for the department unless listed otherwise.
        """
        self.profile = library.profile
        self.department = library.department(project.id)
        self.owner = self.department.name if self.department else project.profile.owner.name
        self.forge = forge
        self.author = author.lower()
        self.unseen: list[str] = []
        self._known: dict[str, Speaker] = {}
        self._teams: dict[str, frozenset[str]] = {}
        self._own_account: str | None = None

    def of(self, account: str) -> Speaker:
        """Whom an account speaks for; accounts are the same in capitals and small letters.

        Raises:
            ForgeError: a team could not be read this time, but may be later.
        """
        login = account.lower()
        if login not in self._known:
            self._known[login] = self._listed(login) or self._member(login) or self._other(login)
        return self._known[login]

    def _listed(self, login: str) -> Speaker | None:
        department = self.department
        own = _person(department.people, login) if department else None
        for party in self.profile.opinion_parties:
            if person := _person(party.people, login):
                return Speaker(party.body, party.body, person.role, is_department=own is not None)
        if own:
            return Speaker("", self.owner, own.role, is_department=True)
        for other in self.profile.departments:
            if person := _person(other.people, login):
                return Speaker("", other.name, person.role)
        return None

    def _member(self, login: str) -> Speaker | None:
        if not login or login.endswith(BOT):
            return None
        department = self.department
        if department and login in self._team(department.team):
            return Speaker("", self.owner, is_department=True)
        for party in self.profile.opinion_parties:
            if login in self._team(party.team):
                return Speaker(party.body, party.body)
        others: tuple[Department, ...] = self.profile.departments
        name = next((other.name for other in others if login in self._team(other.team)), "")
        return Speaker("", name) if name and login != self.author else None

    def _other(self, login: str) -> Speaker:
        if login and login == self.author and not login.endswith(BOT):
            return Speaker("", self.owner, is_department=True)
        if login.endswith(BOT) or (login and login == self._own()):
            return Speaker(is_bot=True)
        return Speaker()

    def _team(self, team: str) -> frozenset[str]:
        if team and team not in self._teams:
            try:
                self._teams[team] = frozenset(name.lower() for name in self.forge.team_members(team))
            except ForgeError as error:
                if error.retry:
                    raise
                self._teams[team] = frozenset()
                self.unseen.append(team)
        return self._teams.get(team, frozenset())

    def _own(self) -> str:
        """The account of the token in use: a workflow's writes the program's own comments."""
        if self._own_account is None:
            self._own_account = self.forge.account().lower()
        return self._own_account


def _person(people: tuple[Person, ...], login: str) -> Person | None:
    return next((person for person in people if person.account.lower() == login), None)
