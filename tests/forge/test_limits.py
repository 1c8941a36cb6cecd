"""How long a forge asks to wait."""

from __future__ import annotations

import pytest
from requests.structures import CaseInsensitiveDict

from lunzheng.review.forge.limits import limit_of

DATE = "Mon, 01 Mar 2027 00:00:00 GMT"
MOMENT = 1803859200


@pytest.mark.parametrize(
    ("status", "headers", "message", "seconds"),
    [
        (200, {"X-RateLimit-Remaining": "0"}, "", None),
        (404, {"Retry-After": "3"}, "", None),
        (403, {}, "Resource not accessible by integration", None),
        (403, {"X-RateLimit-Remaining": "4999"}, "Must have admin rights", None),
        (403, {}, "You have exceeded a secondary rate limit.", 60),
        (403, {"Retry-After": "20"}, "", 20),
        (429, {}, "", 60),
        (429, {"Retry-After": "Mon, 01 Mar 2027 00:01:30 GMT", "Date": DATE}, "", 90),
        (429, {"Retry-After": "Sun, 28 Feb 2027 00:00:00 GMT", "Date": DATE}, "", 0),
        (429, {"Retry-After": "soon"}, "", 60),
        (403, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(MOMENT + 600), "Date": DATE}, "", 601),
        (403, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(MOMENT - 600), "Date": DATE}, "", 1),
        (403, {"X-RateLimit-Remaining": "0"}, "", 60),
    ],
)
def test_the_wait(status: int, headers: dict[str, str], message: str, seconds: float | None):
    assert limit_of(status, CaseInsensitiveDict(headers), message) == seconds
