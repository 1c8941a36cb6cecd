"""Figures drawn from data: the attachments 附图1–4, the Gantt chart and the investment charts, as SVG and PNG."""

from lunzheng.documents.figures.draw import DRAWINGS, draw
from lunzheng.documents.figures.sheet import Figure, Page

__all__ = ["DRAWINGS", "Figure", "Page", "draw"]
