"""Sphinx extension: evidence pages, assets, the edition stamp, and the polish of what was written."""

from __future__ import annotations

import dataclasses
import os
import re
import shutil
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from tollbook import polish, stamp

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from tollbook.tables import Tables

ASSETS = Path(__file__).parent / "assets"
EVIDENCE = "chapters/evidence"
_NO_ARTICLE = "# No article\n\nNo article was read, so there is no evidence. Put some into the folder.\n"
_USE = re.compile(r'href="(?:\.\./chapters/)?evidence/([^"#/]+)\.html#([cf][0-9a-f]{12})"')
# What a page must contain for a script or style to be loaded with it.
_WHERE_USED = {
    "charts": "tb-chart",
    "ledger": "tb-ledger",
    "prose": "tb-(?:answer|figure|table)",
    "evidence": "tb-evidence",
}
Uses = dict[str, list[tuple[str, str]]]


class evidence_node(nodes.General, nodes.Element):
    """Place of an article's evidence, filled in when every chapter has been read."""


class Evidence(SphinxDirective):
    """``{evidence} document_id``: the sentences of one article that hold a figure, as a titled section."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Give a section titled after the article, with a place for its evidence."""
        document_id = self.arguments[0]
        section = nodes.section(ids=["evidence"], names=["evidence"])
        section += nodes.title("", nodes.Text(stamp.article_title(_tables(self.env.app), document_id)))
        section += evidence_node(document_id=document_id)
        return [section]


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything; writes the evidence pages at once, as the table of contents is read soon after."""
    app.add_config_value("tollbook_tables", "", "env", [str])
    app.add_config_value("tollbook_edition", "", "env", [str])
    app.add_config_value("tollbook_as_of", "", "env", [str])
    app.add_config_value("tollbook_cache", "", "", [str])
    app.add_node(evidence_node)
    app.add_directive("evidence", Evidence)
    write_evidence_pages(Path(app.srcdir), sorted(_tables(app).documents["document_id"]))
    app.connect("config-inited", _configure)
    app.connect("env-get-outdated", lambda app, env, added, changed, removed: sorted(env.found_docs))
    app.connect("doctree-resolved", _fill_evidence)
    app.connect("html-page-context", _add_assets)
    app.connect("build-finished", _finish, priority=900)
    return {"version": stamp.version(), "parallel_read_safe": True, "parallel_write_safe": True}


def write_evidence_pages(srcdir: Path, document_ids: list[str]) -> list[Path]:
    """Write a page for each article, holding one directive; pages of articles that are gone go too.

    A book without any article has one page that says so, as a table of contents may not be empty.

    Returns
    -------
    list of Path
        The pages, in order.
    """
    folder = srcdir / EVIDENCE
    folder.mkdir(parents=True, exist_ok=True)
    texts = {folder / f"{document_id}.md": f"```{{evidence}} {document_id}\n```\n" for document_id in document_ids}
    pages = texts or {folder / "no-article.md": _NO_ARTICLE}
    for stale in sorted(set(folder.glob("*.md")) - set(pages)):
        stale.unlink()
    for page, text in pages.items():
        if not page.is_file() or page.read_text(encoding="utf-8") != text:
            page.write_text(text, encoding="utf-8")
    return list(pages)


def find_uses(app: Sphinx) -> Uses:
    """Find the places that lead to a claim or figure: id → (address from its page, title) in order."""
    uses: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for docname in sorted(app.env.found_docs):
        if docname.startswith(EVIDENCE):
            continue
        title = app.env.titles[docname].astext()
        address = f"../{docname.removeprefix('chapters/')}.html"
        for raw in app.env.get_doctree(docname).findall(nodes.raw):
            for _, anchor in _USE.findall(raw.astext()):
                uses[anchor][address, title] = None
    return {anchor: list(places) for anchor, places in uses.items()}


@lru_cache(maxsize=2)
def _load(folder: str, srcdir: str, as_of: str) -> Tables:
    from tollbook.reading import Book
    from tollbook.tables import book_tables, load_tables

    tables = load_tables(Path(folder) if folder else book_tables(Path(srcdir), None))
    if not as_of:
        return tables
    book = Book.from_tables(tables, {"as_of": as_of})
    return dataclasses.replace(
        tables, documents=book.documents, sentences=book.sentences, figures=book.figures, claims=book.all_claims
    )


def _tables(app: Sphinx) -> Tables:
    return _load(app.config.tollbook_tables, str(app.srcdir), app.config.tollbook_as_of)


def _configure(app: Sphinx, config: Config) -> None:
    config.html_static_path = [*config.html_static_path, str(ASSETS)]
    config.html_favicon = str(ASSETS / "favicon.svg")
    options = {**config.html_theme_options}
    options["extra_footer"] = stamp.footer_html(_tables(app), config.tollbook_edition)
    config.html_theme_options = options


def _fill_evidence(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    places = list(doctree.findall(evidence_node))
    if not places:
        return
    from tollbook.evidence import evidence_html

    if not hasattr(app.env, "tollbook_uses"):
        app.env.tollbook_uses = find_uses(app)  # type: ignore[attr-defined]
    for place in places:
        fragment = evidence_html(_tables(app), place["document_id"], app.env.tollbook_uses)  # type: ignore[attr-defined]
        place.replace_self(nodes.raw("", fragment, format="html"))


def _add_assets(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    body = context.get("body") or ""
    app.add_css_file("book.css")
    app.add_js_file("book.js", loading_method="defer")
    for name, mark in _WHERE_USED.items():
        if re.search(rf'class="[^"]*\b{mark}\b', body):
            for suffix, add in ((".css", app.add_css_file), (".js", _add_script(app))):
                if (ASSETS / f"{name}{suffix}").is_file():
                    add(f"{name}{suffix}")


def _add_script(app: Sphinx) -> Any:
    return lambda name: app.add_js_file(name, loading_method="defer")


def _finish(app: Sphinx, error: Exception | None) -> None:
    if error or app.builder.format != "html":
        return
    site = Path(app.outdir)
    _write_vega(site, Path(app.config.tollbook_cache or Path(app.srcdir) / "_build" / "cache"))
    stamp.write_downloads(_tables(app), site / "data", app.config.tollbook_edition)
    polish.polish_site(site, app.config.html_title, f"{app.config.master_doc}.html")


def _write_vega(site: Path, cache: Path) -> None:
    """Put the Vega bundle beside the chart script where a page has a chart, and nowhere else."""
    target = site / "_static" / "vega-bundle.js"
    if not any("/charts.js" in page.read_text(encoding="utf-8") for page in site.rglob("*.html")):
        target.unlink(missing_ok=True)
        return
    from tollbook.render import bundle_version, vega_bundle

    kept = cache / f"vega-{bundle_version()}.js"
    if not kept.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_suffix(f".{os.getpid()}")
        fresh.write_text(vega_bundle(), encoding="utf-8")
        os.replace(fresh, kept)
    shutil.copyfile(kept, target)
