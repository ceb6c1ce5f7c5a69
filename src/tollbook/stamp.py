"""Tables → what a site says of itself: the edition in its footer, the titles of articles, the downloads."""

from __future__ import annotations

import hashlib
import html
import json
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from tollbook.schema import datapackage

if TYPE_CHECKING:
    from tollbook.tables import Tables

# `quarantine` names inputs the way a caller's machine does and stays at home, as do `sentences`.
DOWNLOADS = ("documents", "figures", "claims")


def version() -> str:
    """Give the installed version of tollbook."""
    try:
        return metadata.version("tollbook")
    except metadata.PackageNotFoundError:
        return "0"


def edition_key(tables: Tables) -> str:
    """Give twelve hex digits that stand for exactly these articles, in any order."""
    return hashlib.sha256("\n".join(sorted(tables.documents["sha256"])).encode()).hexdigest()[:12]


def footer_html(tables: Tables, edition: str = "") -> str:
    """Give the footer: which edition, from how many articles, and where its tables are.

    Addresses are relative to the site; ``data-root`` asks the polish to make them relative to the page.
    """
    articles, claims = len(tables.documents), len(tables.claims)
    name = html.escape(edition) if edition else edition_key(tables)
    counted = f"{articles} article{'s' * (articles != 1)}, {claims} claim{'s' * (claims != 1)}"
    downloads = ", ".join(f'<a data-root href="data/{name}.csv" download>{name}</a>' for name in DOWNLOADS)
    return (
        f'<p class="tb-stamp">Edition <code>{name}</code> of {counted}; made with tollbook {version()}. '
        f"Tables: {downloads} (CSV), described in "
        '<a data-root href="data/datapackage.json" download>datapackage.json</a>.</p>'
    )


def article_title(tables: Tables, document_id: str) -> str:
    """Name an article by publisher (else its id) and day, as its headline is its publisher's.

    Articles of one publisher and day are told apart by their id.
    """
    rows = tables.documents.set_index("document_id")
    row = rows.loc[document_id]
    when = row["published"]
    same = ((rows["publisher"] == row["publisher"]) & (rows["published"] == row["published"])).sum()
    parts = [part for part in (row["publisher"] or document_id, when) if part]
    if row["publisher"] and same > 1:
        parts.append(document_id)
    return ", ".join(parts)


def write_downloads(tables: Tables, folder: Path, edition: str = "") -> None:
    """Write the tables a site may publish, as CSV with their data package."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in DOWNLOADS:
        frame = getattr(tables, name)
        frame.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n", encoding="utf-8")
    package = datapackage(list(DOWNLOADS), edition)
    text = json.dumps(package, indent=1, ensure_ascii=False, sort_keys=True)
    (folder / "datapackage.json").write_text(text + "\n", encoding="utf-8")
