"""The exchange of data (附图4 of 附表3): who gives which data to whom, through which channel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from lunzheng.documents.figures.scene import PADDING, Drawing, Rect, Scene, cell_height
from lunzheng.documents.figures.sheet import Band, Figure, Page, fit
from lunzheng.documents.figures.theme import BLUE, BOX, GUARD, HEAD, KINDS, PLAIN, SOFT
from lunzheng.documents.figures.typeface import Typeface
from lunzheng.documents.figures.words import CONTINUED

_PEER_CHARACTERS, _HUB_CHARACTERS = 9, 5
_ARROW = 13.0
_FLOW_GAP, _GROUP_GAP = 3.0, 5.0
_TALLEST = 0.3
_PROVIDING = KINDS[3].stroke


@dataclass(frozen=True)
class Flow:
    """One kind of data that this project takes from a body, or gives to it."""

    provided: bool
    peer: str
    data: str
    channel: str
    mode: str = ""
    frequency: str = ""

    @property
    def text(self) -> str:
        manner = "，".join(part for part in (self.mode, self.frequency) if part)
        if not manner:
            return self.data
        return f"{self.data}〔{manner}〕" if "（" in manner else f"{self.data}（{manner}）"


def sharing(flows: Sequence[Flow], project: str, typeface: Typeface, page: Page, title: str) -> tuple[Figure, ...]:
    """Draw the exchange of data, what is needed first; flows of one channel stand together.

    Args:
        flows: in the order of the file.
        project: the name of the project, where the data arrives and starts.
        typeface: measures the text.
        page: the room for one sheet.
        title: for the alternative text.

    Returns:
        The sheets, each direction on its own where one sheet cannot hold both; none where there are no flows.
    """
    if not flows:
        return ()

    def drawn(shown: Sequence[Flow], name: str) -> tuple[Figure, ...]:
        return fit(lambda size: _Layout(shown, project, typeface, page, size, name), page, typeface.font)

    whole = drawn(flows, title)
    needed = [flow for flow in flows if not flow.provided]
    provided = [flow for flow in flows if flow.provided]
    if len(whole) == 1 or not needed or not provided:
        return whole
    return drawn(needed, f"{title}（需要的数据）") + drawn(provided, f"{title}（提供的数据）")


@dataclass(frozen=True)
class _Group:
    """Flows between one body and the project through one channel."""

    flows: tuple[Flow, ...]
    heights: tuple[float, ...]
    name: str
    height: float

    @property
    def provided(self) -> bool:
        return self.flows[0].provided

    @property
    def channel(self) -> str:
        return self.flows[0].channel


@dataclass(frozen=True)
class _Layout:
    flows: Sequence[Flow]
    project: str
    typeface: Typeface
    page: Page
    size: float
    title: str

    @property
    def _peer_width(self) -> float:
        return _PEER_CHARACTERS * self.size + 2 * PADDING

    @property
    def _hub_width(self) -> float:
        """Of the channel's box and the project's."""
        return _HUB_CHARACTERS * self.size + 2 * PADDING

    @property
    def _data_x(self) -> float:
        return 0.5 + self._peer_width + _ARROW

    @property
    def _data_width(self) -> float:
        return self._channel_x - _ARROW - self._data_x

    @property
    def _channel_x(self) -> float:
        return self._project_x - _ARROW - self._hub_width

    @property
    def _project_x(self) -> float:
        return self.page.width - self._hub_width - 0.5

    def _cell(self, text: str, width: float) -> float:
        return cell_height(self.typeface, text, self.size, width)

    @cached_property
    def _groups(self) -> list[_Group]:
        """Needed before provided, then by channel, then by body, each in the order of its first appearance."""
        channels = list(dict.fromkeys((flow.provided, flow.channel) for flow in self.flows))
        peers = list(dict.fromkeys(flow.peer for flow in self.flows))
        ordered = sorted(
            self.flows,
            key=lambda flow: (flow.provided, channels.index((flow.provided, flow.channel)), peers.index(flow.peer)),
        )
        keyed = groupby(ordered, key=lambda flow: (flow.provided, flow.channel, flow.peer))
        return [group for _, flows in keyed for group in self._split(list(flows))]

    def _split(self, flows: list[Flow]) -> Iterator[_Group]:
        """The flows of one body, in several groups where they are too many for one."""
        limit = self.page.height * _TALLEST
        run: list[tuple[Flow, float]] = []
        name = flows[0].peer
        for flow in flows:
            height = self._cell(flow.text, self._data_width)
            if run and sum(used + _FLOW_GAP for _, used in run) + height > limit:
                yield self._group(run, name)
                run, name = [], flows[0].peer + CONTINUED
            run.append((flow, height))
        yield self._group(run, name)

    def _group(self, run: list[tuple[Flow, float]], name: str) -> _Group:
        own = sum(height + _FLOW_GAP for _, height in run) - _FLOW_GAP
        least = max(self._cell(name, self._peer_width), self._cell(run[0][0].channel, self._hub_width))
        least = max(least, self._cell(self.project, self._hub_width) - self._heading)
        spare = max(0.0, least - own) / len(run)
        return _Group(tuple(flow for flow, _ in run), tuple(height + spare for _, height in run), name, max(own, least))

    @property
    def _heading(self) -> float:
        return self._cell("需", 100) + 2

    @cached_property
    def bands(self) -> list[Band]:
        """The heading of a direction counts with its first group."""
        bands = []
        for index, group in enumerate(self._groups):
            starts = index == 0 or self._groups[index - 1].provided != group.provided
            bands.append(Band(group.height + _GROUP_GAP + (self._heading if starts else 0), _words(group)))
        return bands

    @property
    def frame(self) -> float:
        return self._heading + 2

    def draw(self, first: int, end: int) -> Scene:
        drawing = Drawing(self.typeface, self.page.width)
        top = 0.5
        for provided, groups in groupby(self._groups[first:end], key=lambda group: group.provided):
            text = f"{self.project}提供的数据" if provided else f"{self.project}需要的数据"
            width = self._channel_x + self._hub_width
            shown = self.typeface.one_line(text, self.size, width - 10)
            drawing.cell(Rect(0.5, top, width, self._heading - 2), PLAIN, shown, self.size, left=True)
            top += self._heading
            for _, same in groupby(groups, key=lambda group: group.channel):
                top = self._channel(drawing, list(same), top)
        bottom = top - _GROUP_GAP
        box = Rect(self._project_x, 0.5, self._hub_width, bottom - 0.5)
        drawing.cell(box, HEAD, self.project, self.size)
        return drawing.finish(bottom + 1)

    def _channel(self, drawing: Drawing, groups: list[_Group], top: float) -> float:
        """Draw the groups of one channel; returns where the next begins."""
        start = top
        provided = groups[0].provided
        for group in groups:
            peer = Rect(0.5, top, self._peer_width, group.height)
            drawing.cell(peer, BOX, group.name, self.size)
            y = top
            for flow, height in zip(group.flows, group.heights, strict=True):
                box = Rect(self._data_x, y, self._data_width, height)
                drawing.cell(box, KINDS[3] if provided else SOFT, flow.text, self.size, left=True)
                self._arrow(drawing, peer.right, box.x, box.center[1], provided)
                self._arrow(drawing, box.right, self._channel_x, box.center[1], provided)
                y += height + _FLOW_GAP
            top += group.height + _GROUP_GAP
        channel = Rect(self._channel_x, start, self._hub_width, top - _GROUP_GAP - start)
        drawing.cell(channel, GUARD, groups[0].channel, self.size)
        self._arrow(drawing, channel.right, self._project_x, channel.center[1], provided, weight=2.0)
        return top

    def _arrow(
        self, drawing: Drawing, left: float, right: float, y: float, provided: bool, weight: float = 1.0
    ) -> None:
        ends = [(right, y), (left, y)] if provided else [(left, y), (right, y)]
        drawing.rule(ends, _PROVIDING if provided else BLUE, weight=weight, arrow=True)


def _words(group: _Group) -> str:
    data = "、".join(flow.text for flow in group.flows)
    channel = f"经{group.channel}" if group.channel else ""
    return f"向{group.name}{channel}提供{data}" if group.provided else f"{group.name}{channel}提供给本项目{data}"
