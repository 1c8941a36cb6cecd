"""The index of a library: which of all projects may be like one of them."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
from rapidfuzz import fuzz, process

from lunzheng.model.similar.cache import CACHE_FILE, CACHE_FROM, Known, cache_key, load_cache, save_cache
from lunzheng.model.similar.entry import Entry, make_entry
from lunzheng.model.similar.files import digest, read_files, stamp
from lunzheng.model.similar.fingerprint import SAMPLE, name_token, text_tokens
from lunzheng.model.similar.plan import Plan
from lunzheng.model.similar.postings import Postings, Weights
from lunzheng.source.text import TextFile

if TYPE_CHECKING:
    from lunzheng.model.similar.side import Side

CANDIDATES = 5
"""So many projects are compared closely at most."""

UNKNOWN_WEIGHT = 0.5
"""A sentence of which no token is kept tells something, or nothing."""

_TEXT_FLOOR, _NAMES_FLOOR, _CORE_FLOOR = 0.08, 0.2, 75
"""What makes a candidate: the share of text or of names that is common, or the ratio of the projects' names."""

_SHORTLIST = 40
_SLACK = 0.4
"""The part of a floor that the quick estimate has to reach."""

_LEAST_TEXT, _LEAST_NAMES = 25, 3
"""So many tokens the smaller side of a candidate counts for at least."""


@dataclass(frozen=True)
class _Loaded:
    entries: Sequence[Entry]
    texts: Postings
    names: Postings
    cores: Sequence[str]


class SimilarIndex:
    """The fingerprints of all projects of a library; read when first asked for, once for all threads.

    Args:
        root: the library's root.
        folders: its project folders.
        plan: what is compared.
    """

    def __init__(self, root: Path, folders: Sequence[Path], plan: Plan) -> None:
        self.root = root
        self.plan = plan
        self._folders = sorted(folders)
        self._numbers = {folder: number for number, folder in enumerate(self._folders)}
        self._names = {folder: folder.relative_to(root).as_posix() for folder in self._folders}
        self._lock = threading.Lock()
        self._kept: _Loaded | None = None
        self._known: Mapping[str, Known] | None = None
        """What the cache holds, once it has been read."""
        self._name_weights: dict[str, float] = {}
        self.sides: dict[Path, Side] = {}
        """Projects as they are compared, some 20 KB each, kept once they have been read."""

    def candidates(self, folder: Path) -> list[Path]:
        """The folders of the projects that may be like the one in a folder, the likeliest first."""
        own = self._numbers.get(folder)
        if own is None or not self.plan.settings.aspects:
            return []
        loaded = self._loaded()
        texts = _shares(loaded.texts, own, _LEAST_TEXT, _TEXT_FLOOR)
        names = _shares(loaded.names, own, _LEAST_NAMES, _NAMES_FLOOR)
        cores = process.cdist([loaded.cores[own]], loaded.cores, scorer=fuzz.ratio, score_cutoff=_CORE_FLOOR)[0] / 100
        likely = (texts >= _TEXT_FLOOR) | (names >= _NAMES_FLOOR) | (cores > 0)
        likely[own] = False
        ranks = texts + names + cores
        chosen = sorted(map(int, np.flatnonzero(likely)), key=lambda number: (-ranks[number], number))
        return [self._folders[number] for number in chosen[:CANDIDATES]]

    def text_share(self, one: Path, other: Path, least: int) -> float | None:
        """How much of the smaller of two texts stands in the other, 0 to 1; None where one says nothing of its own.

        Args:
            one: a project folder.
            other: another one.
            least: so many characters the smaller text counts for at least.
        """
        texts = self._loaded().texts
        first, second = self._numbers[one], self._numbers[other]
        common = np.intersect1d(texts.sets[first], texts.sets[second], assume_unique=True)
        shared, left, right = float(texts.weights(common).sum()), texts.total(first), texts.total(second)
        return share(shared, left, right, least / SAMPLE) if left and right else None

    def name_weights(self, names: Iterable[str]) -> Mapping[str, float]:
        """How much each bare name tells, among others: 1 where only two projects have it."""
        known = self._name_weights
        if new := [name for name in names if name not in known]:
            tokens = np.array([name_token(name) for name in new], dtype=np.uint32)
            known.update(zip(new, self._loaded().names.weights(tokens).tolist(), strict=True))
        return known

    def text_weight(self, bare: str) -> float:
        """How much a bare sentence tells, 0 to 1, by those of its tokens that are kept."""
        tokens = text_tokens(bare)
        return float(self._loaded().texts.weights(tokens).mean()) if len(tokens) else UNKNOWN_WEIGHT

    def unread(self) -> list[Path]:
        """The folders of the projects that have to be read: all of a small library, else those that have changed."""
        with self._lock:
            return self._unread()

    def fill(self, read: Mapping[Path, Known]) -> None:
        """Load the index with what is read elsewhere, as by several processes.

        Args:
            read: what :meth:`read` gives of each project that is :meth:`unread`.
        """
        with self._lock:
            self._fill(read)

    def read(self, folder: Path, texts: Mapping[str, TextFile] | None = None) -> Known:
        """What is remembered of one project.

        Args:
            folder: where it lies.
            texts: its files, where they have been read; those that are not compared do not count.
        """
        # Taken first: what changes while it is read is read again.
        mark = stamp(folder, self.plan.files) if self._is_cached else ""
        if texts is None:
            texts = read_files(folder, folder.relative_to(self.root).as_posix(), self.plan.files)
        compared = {name: texts[name] for name in self.plan.files if name in texts}
        return Known(mark, digest(compared), make_entry(compared, self.plan))

    @property
    def _is_cached(self) -> bool:
        return len(self._folders) >= CACHE_FROM

    def _loaded(self) -> _Loaded:
        with self._lock:
            if self._kept is None:
                self._fill({folder: self.read(folder) for folder in self._unread()})
        return cast(_Loaded, self._kept)

    def _unread(self) -> list[Path]:
        if not self._is_cached:
            return self._folders
        if self._known is None:
            self._known = load_cache(self.root / CACHE_FILE, cache_key(self.plan.signature))
        known = self._known
        return [
            folder
            for folder, name in self._names.items()
            if name not in known or known[name].stamp != stamp(folder, self.plan.files)
        ]

    def _fill(self, read: Mapping[Path, Known]) -> None:
        if self._kept is not None:
            return
        known = self._known or {}
        found = {name: read.get(folder) or known[name] for folder, name in self._names.items()}
        if self._is_cached and found != known:
            save_cache(self.root / CACHE_FILE, cache_key(self.plan.signature), found)
        self._kept = _load([one.entry for one in found.values()])


def _load(entries: Sequence[Entry]) -> _Loaded:
    texts, names = Postings([entry.text for entry in entries]), Postings([entry.names for entry in entries])
    return _Loaded(entries, texts, names, [entry.core for entry in entries])


def _shares(postings: Postings, own: int, least: float, floor: float) -> Weights:
    """For each project the share of the smaller token set that is common; zero for all that can't reach the floor."""
    tokens = postings.sets[own]
    shared = postings.shared(tokens)
    whole = postings.total(own)
    # A token counts for one at most, so the true shares are a little higher than these.
    bounds = shared / np.maximum(np.minimum(whole, postings.counts), 1)
    bounds[own] = 0
    shares: Weights = np.zeros(len(shared))
    likely = sorted(map(int, np.flatnonzero(bounds >= floor * _SLACK)), key=lambda number: (-bounds[number], number))
    for number in likely[:_SHORTLIST]:
        shares[number] = share(float(shared[number]), whole, postings.total(number), least)
    return shares


def share(shared: float, one: float, other: float, least: float) -> float:
    """How much of the smaller of two amounts is shared, 0 to 1; the smaller counts for ``least`` if the larger does."""
    smaller, larger = sorted((one, other))
    return min(shared / max(smaller, min(least, larger)), 1.0)
