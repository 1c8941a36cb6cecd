"""The rules, one module for each part of a proposal. A new rule is a class in its module and an entry here."""

from __future__ import annotations

from lunzheng.check.rule import Rule
from lunzheng.check.rules.content import KnownTokens, NoLeftovers
from lunzheng.check.rules.costs import NoOwnHardware, NoWorksNorOffice, ProductsSpecified, RateInBand
from lunzheng.check.rules.data import AssetsListed, SharingBothWays
from lunzheng.check.rules.dedicated import PlatformsUsed, ScenarioAndSharing, SecurityDesigned
from lunzheng.check.rules.duplication import NotDuplicated
from lunzheng.check.rules.figures import FiguresThere
from lunzheng.check.rules.folder import FilesOfTheStage, FolderName, KnownFiles
from lunzheng.check.rules.investment import AmountsMultiply, FundingAddsUp, ModulesAndCosts
from lunzheng.check.rules.mobile import NoOwnMobileProgram
from lunzheng.check.rules.performance import TargetsMeasurable
from lunzheng.check.rules.profile import BasisNumbers, FieldsOfTheStage, PartiesGiven, PhasesGiven
from lunzheng.check.rules.schedule import DatesSound, TasksInPeriod
from lunzheng.check.rules.security import LevelFollows, StrictLevelProvided
from lunzheng.check.rules.service import InfrastructureTogether, ServiceComplete
from lunzheng.check.rules.structure import ChaptersInOrder, SectionsFilled

RULES: tuple[Rule, ...] = (
    ChaptersInOrder(),
    SectionsFilled(),
    NoLeftovers(),
    PartiesGiven(),
    BasisNumbers(),
    PhasesGiven(),
    AssetsListed(),
    ScenarioAndSharing(),
    PlatformsUsed(),
    SecurityDesigned(),
    ModulesAndCosts(),
    AmountsMultiply(),
    RateInBand(),
    ProductsSpecified(),
    NoOwnHardware(),
    NoWorksNorOffice(),
    NoOwnMobileProgram(),
    LevelFollows(),
    StrictLevelProvided(),
    SharingBothWays(),
    FiguresThere(),
    TasksInPeriod(),
    DatesSound(),
    FundingAddsUp(),
    TargetsMeasurable(),
    ServiceComplete(),
    InfrastructureTogether(),
    NotDuplicated(),
    FilesOfTheStage(),
    KnownFiles(),
    FolderName(),
    KnownTokens(),
    FieldsOfTheStage(),
)
"""Every rule, by number."""
