"""What a project asks of the city's platforms (``resources.yml``)."""

from __future__ import annotations

from dataclasses import dataclass

from lunzheng.model.edition import YES
from lunzheng.model.record import Record, key


@dataclass(frozen=True, kw_only=True)
class PlatformUse(Record):
    """Whether and how one of the common platforms is used (附表9)."""

    platform: str = key("平台")
    used: str = key("使用")


@dataclass(frozen=True, kw_only=True)
class Resources(Record):
    """``resources.yml``."""

    platforms: tuple[PlatformUse, ...] = key("支撑平台")

    @property
    def platforms_used(self) -> tuple[str, ...]:
        """The names of the common platforms that are used."""
        return tuple(use.platform for use in self.platforms if use.used == YES)
