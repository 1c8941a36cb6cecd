"""The site map of a large site in parts.

Search engines take no more than 50,000 addresses from one file (sitemaps.org).
"""

from __future__ import annotations

from pathlib import Path

from lxml import etree

SITEMAP = "sitemap.xml"
MOST = 50_000

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def split_sitemap(site: Path, most: int = MOST) -> int:
    """Make of a site map that is too long an index of parts, ``sitemap-1.xml`` and so on.

    Args:
        site: the built site.
        most: so many addresses a file may hold.

    Returns:
        how many parts there are; 0 where the site map is short enough and stays as it is.
    """
    path = site / SITEMAP
    addresses = [str(node.text) for node in etree.parse(path).iter(f"{{{_NAMESPACE}}}loc")]
    if len(addresses) <= most:
        return 0
    root = min(addresses, key=len).rpartition("/")[0]
    parts = [addresses[start : start + most] for start in range(0, len(addresses), most)]
    for number, part in enumerate(parts, 1):
        _write(site / f"sitemap-{number}.xml", "urlset", "url", part)
    _write(path, "sitemapindex", "sitemap", [f"{root}/sitemap-{number}.xml" for number in range(1, len(parts) + 1)])
    # MkDocs's compressed copy of the whole.
    path.with_suffix(".xml.gz").unlink(missing_ok=True)
    return len(parts)


def _write(path: Path, kind: str, entry: str, addresses: list[str]) -> None:
    listing = etree.Element(f"{{{_NAMESPACE}}}{kind}", nsmap={None: _NAMESPACE})
    for address in addresses:
        child = etree.SubElement(listing, f"{{{_NAMESPACE}}}{entry}")
        etree.SubElement(child, f"{{{_NAMESPACE}}}loc").text = address
    etree.ElementTree(listing).write(path, encoding="UTF-8", xml_declaration=True, pretty_print=True)
