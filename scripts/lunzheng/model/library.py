"""The library: one city's instance, its edition and its projects."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from lunzheng.model.budget import Budget
from lunzheng.model.conclusion import Conclusion
from lunzheng.model.data import DataResources
from lunzheng.model.disclosure import Disclosure
from lunzheng.model.edition import YES, DocumentType, Edition, Stage
from lunzheng.model.expert import ExpertRecord
from lunzheng.model.money import Money
from lunzheng.model.narrative import Narrative
from lunzheng.model.opinion import Opinions
from lunzheng.model.performance import Performance
from lunzheng.model.project import Profile
from lunzheng.model.record import Record, key
from lunzheng.model.resources import Resources
from lunzheng.model.similar.plan import Plan
from lunzheng.model.working_days import WorkingDays, WorkingYear
from lunzheng.source.folder import Folder
from lunzheng.source.node import Node
from lunzheng.source.problem import Location, Problem
from lunzheng.source.text import TextFile

if TYPE_CHECKING:
    from lunzheng.model.similar.index import SimilarIndex

PROJECT_FILE = "project.yml"
BUDGET_FILE = "budget.yml"
DATA_FILE = "data.yml"
RESOURCES_FILE = "resources.yml"
PERFORMANCE_FILE = "performance.yml"
RECORDS_FILE = "review/records.yml"
OPINIONS_FILE = "review/opinions.yml"
REVIEW_FOLDER = "review"

_INDEXING = threading.Lock()


@dataclass(frozen=True, kw_only=True)
class Site(Record):
    title: str = key("名称")
    address: str = key("地址")
    description: str = key("说明")


@dataclass(frozen=True, kw_only=True)
class ForgeRepository(Record):
    """Where the pull requests are: the kind of forge, ``owner/name``, and the address of its interface."""

    kind: str = key("类型")
    name: str = key("名称")
    address: str = key("接口地址")


@dataclass(frozen=True, kw_only=True)
class Person(Record):
    """An account of the forge and the role of whoever uses it; never a name."""

    account: str = key("账号")
    role: str = key("岗位")


@dataclass(frozen=True, kw_only=True)
class Department(Record):
    code: str = key("代码")
    name: str = key("名称")
    team: str = key("团队")
    people: tuple[Person, ...] = key("人员")


@dataclass(frozen=True, kw_only=True)
class OpinionParty(Record):
    """A body that gives opinions, and on which aspects."""

    body: str = key("单位")
    aspects: tuple[str, ...] = key("方面")
    team: str = key("团队")
    people: tuple[Person, ...] = key("人员")


@dataclass(frozen=True, kw_only=True)
class LibraryProfile(Record):
    """``projects/library.yml``."""

    city: str = key("城市")
    edition: str = key("版本")
    site: Site = key("网站")
    repository: ForgeRepository = key("仓库")
    departments: tuple[Department, ...] = key("部门")
    opinion_parties: tuple[OpinionParty, ...] = key("意见单位")
    working_years: tuple[WorkingYear, ...] = key("工作日")


@dataclass(frozen=True, kw_only=True)
class Entry(Record):
    """One dated record of ``review/records.yml``; that of an entry may keep the name and estimate of that day."""

    event: str = key("事项")
    date: datetime.date | None = key("日期")
    note: str = key("说明")
    name: str = key("项目名称")
    estimate: Money | None = key("投资估算")


@dataclass(frozen=True, kw_only=True)
class Records(Record):
    entries: tuple[Entry, ...] = key("记录")


@dataclass(frozen=True, eq=False)
class Project:
    """One project as read from its folder.

    Attributes:
        id: the folder's name, unique in the library.
        folder: its plain files; ``folder.name`` is the path relative to the library's root.
        folder_year: the year folder that it lies in.
        texts: the YAML and Markdown files as they were read, by path within the folder; those of a project that is
            shown to the public are left out.
        nodes: the parsed YAML files by path within the folder.
        narratives: the author's text by outline name, for each outline of which a file exists.
        problems: what reading has met.
        stage: where it stands.
        reached: the furthest stage of the regular course, which decides what has to be handed in.
        disclosure: how much of the project this is.
    """

    id: str
    folder: Folder
    folder_year: str
    texts: Mapping[str, TextFile] = field(repr=False)
    nodes: Mapping[str, Node]
    profile: Profile
    budget: Budget
    data: DataResources
    resources: Resources
    performance: Performance
    records: Records
    opinions: Opinions
    experts: ExpertRecord
    conclusion: Conclusion
    narratives: Mapping[str, Narrative]
    problems: tuple[Problem, ...]
    stage: Stage
    reached: Stage
    disclosure: Disclosure = Disclosure.INTERNAL

    def has(self, file: str) -> bool:
        return file in self.folder.files

    def location(self, file: str) -> Location:
        return self.folder.location(file)

    @property
    def name(self) -> str:
        return self.profile.name or self.id

    @property
    def authored_nodes(self) -> Mapping[str, Node]:
        """The YAML files that the department answers for; what others have said of the project is not its text."""
        return {
            file: node
            for file, node in self.nodes.items()
            if file == RECORDS_FILE or not file.startswith(f"{REVIEW_FOLDER}/")
        }

    @property
    def is_readable(self) -> bool:
        """Whether ``project.yml`` could be read at all."""
        return PROJECT_FILE in self.nodes

    @property
    def is_internal(self) -> bool:
        """Whether it is shown within the house, with what is in progress."""
        return self.disclosure is Disclosure.INTERNAL


@dataclass(frozen=True, eq=False)
class Library:
    """An opened library: its profile, its edition, where its project folders lie, and what is compared of them."""

    root: Path
    profile: LibraryProfile
    edition: Edition
    folders: tuple[Path, ...]
    similarity_plan: Plan = field(repr=False, compare=False)
    problems: tuple[Problem, ...] = ()

    @property
    def similar(self) -> SimilarIndex:
        """Which projects may be alike: one index for all threads."""
        with _INDEXING:
            return self._index

    @cached_property
    def _index(self) -> SimilarIndex:
        # With numpy, what compares projects takes as long to load as all that most commands need.
        from lunzheng.model.similar.index import SimilarIndex  # noqa: PLC0415

        return SimilarIndex(self.root, self.folders, self.similarity_plan)

    @cached_property
    def working_days(self) -> WorkingDays:
        """The calendar by which its clocks run."""
        return WorkingDays(self.profile.working_years)

    @staticmethod
    def page(project_id: str) -> str:
        """Where a project's page lies on the site."""
        return f"projects/{project_id}/index.html"

    def page_address(self, project_id: str) -> str:
        """The whole address of a project's page."""
        return f"{self.profile.site.address.rstrip('/')}/{self.page(project_id)}"

    def department(self, project_id: str) -> Department | None:
        """The department whose code a project's id starts with."""
        code = project_id.split("-", 1)[0]
        return next((department for department in self.profile.departments if department.code == code), None)

    def documents_for(self, project: Project) -> list[DocumentType]:
        """The documents that the project's stage and way of building ask for, in the edition's order.

        To the public those that are public, and none while the plan is not concluded.
        """
        if project.disclosure is Disclosure.LISTED:
            return []
        reached = self.edition.stage_order(project.reached.name)
        return [
            document
            for document in self.edition.documents
            if self.edition.stage_order(document.stage) <= reached
            and _applies(document, project.profile.build_mode)
            and (project.is_internal or document.public == YES)
        ]

    def plan_of(self, project: Project) -> DocumentType | None:
        """The document that is meant by the plan: the one for the project's way of building."""
        documents = (self.edition.document(code) for code in self.edition.letters.plans)
        return next((one for one in documents if one and _applies(one, project.profile.build_mode)), None)

    def is_due(self, project: Project, file: str) -> bool:
        """Whether one of the documents that are due is made from a data file."""
        return any(file in document.data_files for document in self.documents_for(project))

    def required_files(self, document: DocumentType) -> list[str]:
        """The files that a document is made from, ``project.yml`` apart."""
        outline = self.edition.outlines.get(document.outline)
        return [*(outline.files if outline else []), *document.data_files]


def _applies(document: DocumentType, build_mode: str) -> bool:
    return not document.build_mode or document.build_mode == build_mode
