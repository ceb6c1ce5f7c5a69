"""Every number a reader sees leads to the words it came from, or to how it was computed.

What is counted about the book itself, such as its scores, leads to a place on its page (``source-…``) that names the
file of the project it was counted from.
"""

import functools
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATES = re.compile(
    r"\b\d{4}-\d\d(?:-\d\d)?\b|\b\d{1,2}\.\d{1,2}\.\d{4}\b"
    rf"|\b(?:\d{{1,2}} )?(?:{MONTHS})(?: \d{{1,2}},?)?(?: \d{{4}})?\b"
)
# Runs in the page: every piece of main text with a digit, with the link or evidence it stands in.
COLLECT = r"""() => {
  const out = [];
  const article = document.querySelector("article.bd-article") || document.querySelector("main");
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  const aside = "h1,h2,h3,h4,h5,h6,code,pre,time,script,style,template,noscript,.headerlink," +
    "[class*=role-axis],[class*=role-legend],[class*=role-title],[class*=role-header],title,desc";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!/\d/.test(node.data) || parent.closest(aside)) continue;
    const link = parent.closest("a[href]");
    const mark = parent.closest("[data-href]");
    const evidence = parent.closest("[id]");
    const chain = [];
    for (let box = evidence; box; box = box.parentElement && box.parentElement.closest("[id]")) {
      chain.push(box.id);
    }
    out.push({
      text: node.data.trim(), around: parent.textContent.trim().slice(0, 120),
      href: link ? link.getAttribute("href") : mark ? mark.dataset.href : null, inside: chain,
    });
  }
  document.querySelectorAll(".tb-chart [class*=role-mark] > [aria-label]").forEach((mark) => {
    const label = mark.getAttribute("aria-label");
    if (!/\d/.test(label)) return;
    out.push({ text: label, around: "mark of a chart", href: mark.dataset.href || null, inside: [] });
  });
  return out;
}"""
NOTES = r"""() => Object.fromEntries([...document.querySelectorAll('li[id^="how-"]')].map((note) =>
  [note.id, [...note.querySelectorAll("a[href]")].map((link) => link.getAttribute("href"))]))"""
SOURCES = r"""() => Object.fromEntries([...document.querySelectorAll('[id^="source-"]')].map((place) =>
  [place.id, [...place.querySelectorAll("code")].map((code) => code.textContent)]))"""
EVIDENCE_ID = re.compile(r"[cf][0-9a-f]{12}")


class Evidence:
    """What counts as evidence: the ids on each article's page."""

    def __init__(self, site):
        folder = site / "chapters" / "evidence"
        self.ids = {
            page.name: set(re.findall(r'id="([cf][0-9a-f]{12})"', page.read_text(encoding="utf-8")))
            for page in folder.glob("*.html")
        }

    def holds(self, page, href):
        """Whether a link of a page leads to an article's page or a figure on it."""
        path, _, anchor = href.partition("#")
        name = Path(path).name or Path(page).name
        to_evidence = "evidence/" in path or "evidence/" in page
        return to_evidence and name in self.ids and (not anchor or anchor in self.ids[name])


def leads(piece, page, notes, evidence, sources=()):
    """Whether a piece of text leads to evidence or a source, at once or by a note that does."""
    href = (piece["href"] or "").removeprefix(Path(page).name)
    if href and (evidence.holds(page, href) or href.removeprefix("#") in sources):
        return True
    if href.startswith("#how-"):
        links = notes.get(href[1:], [])
        return any(evidence.holds(page, link) or link.removeprefix("#") in sources for link in links)
    if set(piece["inside"]) & set(sources):
        return True
    return "evidence/" in page and any(EVIDENCE_ID.fullmatch(name) for name in piece["inside"])


@pytest.fixture(scope="module")
def shown(browser, address):
    """Open a page, draw its charts and collect what it says in digits; once a page."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})

    @functools.cache
    def look(name):
        page = context.new_page()
        page.goto(address + name)
        charts = page.locator(".tb-chart")
        for rank in range(charts.count()):
            charts.nth(rank).scroll_into_view_if_needed()
            page.wait_for_function(
                "rank => document.querySelectorAll('.tb-chart')[rank].classList.contains('tb-live')", arg=rank
            )
        named = page.evaluate(SOURCES)
        sources = [key for key, files in named.items() if any((ROOT / file).is_file() for file in files)]
        assert sources == list(named), name
        found = page.evaluate(COLLECT), page.evaluate(NOTES), sources
        page.close()
        return found

    yield look
    context.close()


def test_every_digit_run_leads_to_evidence(shown, site, pages):
    """In main text, tables and marks; dates, headings and code aside."""
    evidence = Evidence(site)
    loose, counted = [], 0
    for page in pages:
        if page in ("index.html", "search.html"):
            continue
        pieces, notes, sources = shown(page)
        for piece in pieces:
            if not re.search(r"\d", DATES.sub("", piece["text"])):
                continue
            counted += 1
            if not leads(piece, page, notes, evidence, sources):
                loose.append(f"{page}: {piece['text']!r} in {piece['around']!r}")
    assert counted > 100
    assert loose == []


def test_every_note_rests_on_evidence(shown, site, pages):
    """Whatever is computed says from which claims or articles."""
    evidence = Evidence(site)
    for page in pages:
        _, notes, sources = shown(page) if page != "index.html" else ([], {}, [])
        for name, links in notes.items():
            rests = (evidence.holds(page, link) or link.removeprefix("#") in sources for link in links)
            assert any(rests), (page, name)


def test_loose_numbers_are_found():
    """The rule itself works: a bare number fails, a linked or dated one passes."""

    class One(Evidence):
        def __init__(self):
            self.ids = {"x.html": {"c0123456789ab"}}

    def piece(href=None, inside=()):
        return {"text": "5", "around": "", "href": href, "inside": list(inside)}

    evidence, chapter = One(), "chapters/00.html"
    assert leads(piece("evidence/x.html#c0123456789ab"), chapter, {}, evidence)
    assert leads(piece("#how-1"), chapter, {"how-1": ["evidence/x.html"]}, evidence)
    assert leads(piece(inside=["c0123456789ab"]), "chapters/evidence/x.html", {}, evidence)
    assert leads(piece("#source-x"), chapter, {}, evidence, ["source-x"])
    assert leads(piece("00.html#how-1"), chapter, {"how-1": ["#source-x"]}, evidence, ["source-x"])
    assert leads(piece(inside=["source-x"]), chapter, {}, evidence, ["source-x"])
    assert not leads(piece("#source-x"), chapter, {}, evidence)
    assert not leads(piece(), chapter, {}, evidence)
    assert not leads(piece("evidence/x.html#c000000000000"), chapter, {}, evidence)
    assert not leads(piece("#how-1"), chapter, {"how-1": ["01-articles.html"]}, evidence)
    assert not leads(piece(inside=["c0123456789ab"]), chapter, {}, evidence)
    assert not re.search(r"\d", DATES.sub("", "by 12 June 2025, 2025-06 and 27.12.2025"))
