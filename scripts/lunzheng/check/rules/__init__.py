"""The rules, one module for each part of a proposal. A new rule is a class in its module and an entry here."""

from __future__ import annotations

from lunzheng.check.rule import Rule
from lunzheng.check.rules.amounts import AmountUnits
from lunzheng.check.rules.arrangements import FormerSystemsGiven, RisksAnswered, TendersPlanned, TrainingPlanned
from lunzheng.check.rules.basis import BasesAttached, BasisNumbers, MinutesAttached
from lunzheng.check.rules.content import KnownTokens, NoLeftovers
from lunzheng.check.rules.costs import NoOwnHardware, NoWorksNorOffice, ProductsSpecified, RateInBand
from lunzheng.check.rules.data import AssetsListed, SharingBothWays
from lunzheng.check.rules.dedicated import PlatformsUsed, ScenarioAndSharing, SecurityDesigned
from lunzheng.check.rules.duplication import NotDuplicated
from lunzheng.check.rules.figures import FiguresThere
from lunzheng.check.rules.folder import FilesOfTheStage, FolderName, KnownFiles
from lunzheng.check.rules.investment import AmountsMultiply, FundingAddsUp, ModulesAndCosts
from lunzheng.check.rules.mobile import NoOwnMobileProgram
from lunzheng.check.rules.naming import NamesFit
from lunzheng.check.rules.performance import IndicatorsMeasurable
from lunzheng.check.rules.profile import FieldsOfTheStage, PartiesGiven, PhasesGiven
from lunzheng.check.rules.reserve import EntryAlive, EstimateKept, NameAsEntered, StartsSoon
from lunzheng.check.rules.schedule import DatesSound, TasksInPeriod
from lunzheng.check.rules.security import LevelFollows, StrictLevelProvided
from lunzheng.check.rules.service import InfrastructureTogether, ServiceComplete
from lunzheng.check.rules.standards import StandardsInForce
from lunzheng.check.rules.structure import ChaptersInOrder, SectionsFilled
from lunzheng.check.rules.wording import PromisesMeasured, TargetsMeasurable

RULES: tuple[Rule, ...] = (
    ChaptersInOrder(),
    SectionsFilled(),
    NoLeftovers(),
    NamesFit(),
    NameAsEntered(),
    PartiesGiven(),
    BasisNumbers(),
    BasesAttached(),
    StandardsInForce(),
    TargetsMeasurable(),
    PromisesMeasured(),
    PhasesGiven(),
    FormerSystemsGiven(),
    AssetsListed(),
    ScenarioAndSharing(),
    PlatformsUsed(),
    SecurityDesigned(),
    ModulesAndCosts(),
    AmountsMultiply(),
    AmountUnits(),
    RateInBand(),
    ProductsSpecified(),
    NoOwnHardware(),
    NoWorksNorOffice(),
    NoOwnMobileProgram(),
    LevelFollows(),
    StrictLevelProvided(),
    SharingBothWays(),
    FiguresThere(),
    MinutesAttached(),
    TrainingPlanned(),
    TasksInPeriod(),
    DatesSound(),
    TendersPlanned(),
    FundingAddsUp(),
    RisksAnswered(),
    EstimateKept(),
    IndicatorsMeasurable(),
    ServiceComplete(),
    InfrastructureTogether(),
    NotDuplicated(),
    EntryAlive(),
    StartsSoon(),
    FilesOfTheStage(),
    KnownFiles(),
    FolderName(),
    KnownTokens(),
    FieldsOfTheStage(),
)
"""Every rule, by number."""
