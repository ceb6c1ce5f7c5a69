"""The written pages: links, anchors, policy, nothing from elsewhere, nothing that weighs for nothing."""

import json
import re
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlparse

import pytest
import yaml
from bs4 import BeautifulSoup

from tollbook.polish import POLICY

SCHEMES = {"http", "https", "mailto"}


@pytest.fixture(scope="module")
def soups(site, pages):
    """Every page, parsed."""
    return {page: BeautifulSoup((site / page).read_text(encoding="utf-8"), "html.parser") for page in pages}


def targets(soup):
    """All ids and names a page can be entered at."""
    return {tag["id"] for tag in soup.find_all(id=True)} | {
        tag["name"] for tag in soup.find_all("a", attrs={"name": True})
    }


def inside(page, link):
    """The file and anchor a link leads to, relative to the site; None for a link that leaves it."""
    if urlparse(link).scheme:
        return None
    path, anchor = urldefrag(urljoin(f"/{page}", link))
    return unquote(urlparse(path).path).lstrip("/") or "index.html", unquote(anchor)


def test_every_link_and_anchor_leads_somewhere(site, soups):
    """No page links to a page, file or anchor that does not exist."""
    known = {page: targets(soup) for page, soup in soups.items()}
    dead = []
    for page, soup in soups.items():
        for tag in soup.find_all(["a", "link"], href=True):
            where = inside(page, tag["href"])
            if where is None:
                assert urlparse(tag["href"]).scheme in SCHEMES | {"data"}, tag["href"]
                continue
            path, anchor = where
            if not (site / path).is_file() or (anchor and path in known and anchor not in known[path]):
                dead.append(f"{page}: {tag['href']}")
    assert dead == []


def test_every_claim_and_figure_has_its_anchor(built, site, soups):
    """Each claim, and each other figure, can be linked to on its article's page."""
    import pandas as pd

    ids = {Path(page).stem: targets(soup) for page, soup in soups.items() if "/evidence/" in page}
    for table, key in (("claims", "claim_id"), ("figures", "figure_id")):
        frame = pd.read_csv(site / "data" / f"{table}.csv", dtype=str, keep_default_na=False)
        if table == "figures":
            frame = frame[frame["kind"] != "claim"]
        missing = [row[key] for row in frame.to_dict("records") if row[key] not in ids[row["document_id"]]]
        assert missing == []


def test_ids_are_unique(soups):
    """An id stands once in its page."""
    for page, soup in soups.items():
        ids = [tag["id"] for tag in soup.find_all(id=True)]
        assert sorted(set(ids)) == sorted(ids), page


def test_every_page_carries_the_policy_and_no_inline_script(soups):
    """A strict policy, no script in the page but data, no handler, no address that runs code."""
    for page, soup in soups.items():
        policy = soup.find_all("meta", attrs={"http-equiv": "Content-Security-Policy"})
        assert [tag["content"] for tag in policy] == [POLICY], page
        for script in soup.find_all("script"):
            assert script.get("src") or script.get("type") == "application/json", (page, str(script)[:100])
        for tag in soup.find_all(True):
            assert not [name for name in tag.attrs if name.lower().startswith("on")], (page, str(tag)[:100])
            assert not str(tag.get("href", "")).lower().startswith("javascript:"), page


def test_nothing_is_loaded_from_elsewhere(site, soups):
    """Scripts, styles, images and fonts come from the site itself and exist."""
    for page, soup in soups.items():
        wanted = [
            (tag, tag.get("src") or tag.get("href"))
            for tag in soup.find_all(["script", "img", "link", "iframe", "source"])
        ]
        for tag, link in wanted:
            if not link or link.startswith("data:"):
                continue
            where = inside(page, link)
            assert where is not None, (page, str(tag)[:120])
            assert (site / where[0]).is_file(), (page, link)
    for sheet in site.rglob("*.css"):
        for link in re.findall(r"url\(['\"]?([^'\")]+)", sheet.read_text(encoding="utf-8")):
            assert link.startswith("data:") or (sheet.parent / urlparse(link).path).is_file(), (
                sheet.name,
                link,
            )


def test_chart_scripts_come_only_where_there_is_a_chart(soups):
    """A page without a chart, or without a ledger, does not load what draws them."""
    for page, soup in soups.items():
        scripts = " ".join(tag.get("src", "") for tag in soup.find_all("script"))
        for name in ("chart", "ledger"):
            assert bool(soup.find(class_=f"tb-{name}")) == (f"/{name}s.js" in scripts or f"/{name}.js" in scripts), (
                page,
                name,
            )


def test_chapters_of_the_contents_are_all_there(built, pages):
    """What the table of contents names was built, one evidence page an article besides."""
    contents = yaml.safe_load((built.root / "_toc.yml").read_text(encoding="utf-8"))
    named = [contents["root"]]
    for part in contents["parts"]:
        named += [entry["file"] for entry in part["chapters"] if "file" in entry]
    assert {f"{name}.html" for name in named} <= set(pages)
    articles = list((built.root / "data" / "articles").glob("*.txt"))
    assert len([page for page in pages if "/evidence/" in page]) == len(articles) > 0


def test_pages_say_which_edition_they_are(soups):
    """Each page of the book names its edition and leads to the tables."""
    stamps = {soup.find(class_="tb-stamp").get_text() for page, soup in soups.items() if page != "index.html"}
    assert len(stamps) == 1
    assert re.search(r"Edition [0-9a-f]{12} of \d+ articles, \d+ claims; made with tollbook \d", stamps.pop())


def test_downloads_are_the_public_tables(site):
    """Documents, figures and claims are published with their description; sentences and texts are not."""
    names = sorted(path.name for path in (site / "data").iterdir())
    assert names == ["claims.csv", "datapackage.json", "documents.csv", "figures.csv"]
    package = json.loads((site / "data" / "datapackage.json").read_text(encoding="utf-8"))
    assert {resource["path"] for resource in package["resources"]} == {name for name in names if name.endswith(".csv")}


def test_no_page_holds_a_whole_article(built, site, pages):
    """Only sentences with a figure and their neighbours are published: no article is shown whole."""
    shown = " ".join(
        " ".join(BeautifulSoup((site / page).read_text(encoding="utf-8"), "html.parser").get_text(" ").split())
        for page in pages
    )
    for article in sorted((built.root / "data" / "articles").glob("*.txt")):
        lines = [" ".join(line.split()) for line in article.read_text(encoding="utf-8").splitlines()]
        assert not all(line in shown for line in lines if len(line.split()) > 8), article.name


def test_nothing_of_this_machine_is_published(built, site):
    """No file of the site names the folder it was built in, or a clock."""
    home = str(built.root).encode()
    for path in site.rglob("*"):
        if path.is_file():
            assert home not in path.read_bytes(), path.name
    assert not (site / ".buildinfo").exists()


def test_site_is_light(site, pages):
    """The site stays below 3 MB and 200 kB a page; its heaviest file is the one only charts load."""
    sizes = {path: path.stat().st_size for path in site.resolve().rglob("*") if path.is_file()}
    assert sum(sizes.values()) < 3_000_000 + 200_000 * len(pages)
    heaviest = sorted(((size, path.name) for path, size in sizes.items()), reverse=True)[:3]
    assert heaviest[0][1] == "vega-bundle.js", heaviest
    for path in sizes:
        assert not path.name.endswith((".map", ".ttf")), path.name
