"""How much of a project is shown: everything within the house, to the public only what is concluded.

政府信息公开条例 article 16 lets what is still being worked on be withheld, article 37 publishes what can be told apart.
"""

from __future__ import annotations

from enum import Enum

LIST, ALL, STAGE = "清单", "全部", "阶段"
"""What an edition writes for a stage that is concluded: the entry of its list is public, or the whole plan, or, of a
project that is public already, no more than that it has come to this stage."""


class Disclosure(Enum):
    """What may be seen of a project.

    ``INTERNAL`` is everything; ``LISTED`` what a published list says of it, because its plan is not concluded; ``FULL``
    every field and text that is public.
    """

    INTERNAL = "internal"
    LISTED = "listed"
    FULL = "full"
