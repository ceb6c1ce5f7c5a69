"""The site in a real Chromium: charts, console, requests, accessibility, from a server and from files."""

from pathlib import Path

import axe_playwright_python
import pytest

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js"))
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
VIEWS = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 900}},
    "phone": {
        "color_scheme": "light",
        "viewport": {"width": 375, "height": 800},
        "is_mobile": True,
        "has_touch": True,
    },
}
RUN_AXE = """async (tags) => {
  const result = await axe.run(document, { runOnly: { type: "tag", values: tags } });
  return {
    passes: result.passes.length,
    violations: result.violations.map((rule) => rule.id + ": " + rule.nodes.slice(0, 3).map((node) =>
      node.html.slice(0, 200) + " // " + node.failureSummary).join(" | ")),
  };
}"""


class Visit:
    """A page looked at: what its console said, what it asked for and got."""

    def __init__(self, page):
        self.page = page
        self.said, self.asked, self.refused = [], [], []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("requestfailed", self._miss)
        page.on("response", lambda answer: answer.status < 400 or self.refused.append(answer.url))

    def _hear(self, message):
        if message.type in ("error", "warning"):
            self.said.append(f"{message.type}: {message.text}")

    def _miss(self, request):
        if request.failure != "net::ERR_ABORTED":  # a page left before all of it was there
            self.refused.append(request.url)

    def open(self, url):
        """Open a page and draw each of its charts by scrolling to it."""
        self.page.goto(url)
        if url.endswith("/index.html") and "/chapters/" not in url:
            self.page.wait_for_url("**/chapters/**")
        charts = self.page.locator(".tb-chart")
        for rank in range(charts.count()):
            charts.nth(rank).scroll_into_view_if_needed()
            self.page.wait_for_function(
                "rank => document.querySelectorAll('.tb-chart')[rank].classList.contains('tb-live')", arg=rank
            )
        return self.page


@pytest.fixture
def visit(browser):
    """Open a page in the given view, in place of the page opened before; one context a view."""
    contexts = {}

    def start(view="light", **options):
        key = (view, *sorted(options.items()))
        if key not in contexts:
            contexts[key] = browser.new_context(**{**VIEWS[view], **options})
            contexts[key].set_default_timeout(20_000)
        for page in contexts[key].pages:
            page.close()
        return Visit(contexts[key].new_page())

    yield start
    for context in contexts.values():
        context.close()


@pytest.fixture(scope="module")
def charted(site, pages):
    """The pages that hold a chart."""
    found = [page for page in pages if 'class="tb-chart"' in (site / page).read_text(encoding="utf-8")]
    assert found
    return found


@pytest.fixture(params=["http", "file"])
def base(request, address, site):
    """The site's address on a server and as files."""
    return address if request.param == "http" else f"{site.resolve().as_uri()}/"


def test_every_page_is_quiet_and_asks_only_its_own_site(visit, base, pages):
    """No console message, no failed request and none that leaves the site, on a server and from files."""
    for page in pages:
        seen = visit()
        seen.open(base + page)
        assert seen.said == [], page
        assert seen.refused == [], page
        strangers = [url for url in seen.asked if not url.startswith((base, "data:"))]
        assert strangers == [], page


def test_every_chart_is_drawn_and_named(visit, address, charted):
    """Each chart comes alive, with its alternative text, as wide as its place and no wider."""
    drawn = 0
    for view in VIEWS:
        for page in charted:
            for chart in visit(view).open(address + page).locator(".tb-chart").all():
                picture = chart.locator(".tb-view > svg")
                assert picture.count() == 1, page
                assert picture.get_attribute("aria-label") == chart.get_attribute("data-label")
                assert chart.locator("[class*=role-mark] > *").count() >= 3, page
                box, place = picture.bounding_box(), chart.bounding_box()
                assert 0 < box["width"] <= place["width"] + 1, (view, page)
                assert box["height"] > 40
                drawn += 1
    assert drawn > 0


def test_charts_show_without_scripts(visit, address, charted):
    """With scripts off each chart is still there, as a picture with its name."""
    seen = 0
    for page in charted:
        opened = visit(java_script_enabled=False).page
        opened.goto(address + page)
        for chart in opened.locator(".tb-chart").all():
            picture = chart.locator("svg")
            assert picture.bounding_box()["height"] > 40
            assert picture.get_attribute("aria-label") == chart.get_attribute("data-label")
            seen += 1
    assert seen > 0


LARGEST_MARK = """() => {
  const size = (mark) => {
    const box = mark.getBoundingClientRect();
    return Math.min(box.width, box.height);
  };
  const marks = [...document.querySelectorAll(".tb-chart [data-href]")];
  return marks.indexOf(marks.reduce((one, other) => (size(other) > size(one) ? other : one)));
}"""


@pytest.mark.parametrize("act", ["click", "press"])
def test_a_mark_leads_to_its_sentence(visit, address, charted, act):
    """A chart's mark opens the evidence it stands for, by mouse and by keyboard."""
    for page in charted:
        opened = visit().open(address + page)
        if not opened.locator(".tb-chart [data-href]").count():
            continue
        mark = opened.locator(".tb-chart [data-href]").nth(opened.evaluate(LARGEST_MARK))
        mark.scroll_into_view_if_needed()
        mark.click(force=True) if act == "click" else mark.press("Enter")
        opened.wait_for_url("**/evidence/**")
        assert opened.locator(":target").is_visible()
        return
    pytest.fail("no chart of the book has a mark that leads to evidence")


@pytest.mark.parametrize("view", VIEWS)
def test_no_page_breaks_wcag(visit, address, pages, view):
    """axe-core, all WCAG 2.2 A and AA rules, every page, nothing hidden from it, every <details> open."""
    broken = {}
    for page in pages:
        opened = visit(view).open(address + page)
        opened.evaluate("document.querySelectorAll('details').forEach((box) => { box.open = true; })")
        opened.evaluate(AXE.read_text(encoding="utf-8"))
        result = opened.evaluate(RUN_AXE, WCAG)
        assert result["passes"] > 10, page
        if result["violations"]:
            broken[page] = result["violations"]
    assert broken == {}


def test_axe_sees_what_is_wrong(visit, address):
    """The check itself works: a picture without a name, planted in a page, is found."""
    opened = visit().open(address + "chapters/00-overview.html")
    opened.evaluate("document.querySelector('article').append(document.createElement('img'))")
    opened.evaluate(AXE.read_text(encoding="utf-8"))
    assert any(rule.startswith("image-alt") for rule in opened.evaluate(RUN_AXE, WCAG)["violations"])


def test_no_page_is_wider_than_a_phone(visit, address, pages):
    """At 375 pixels nothing makes a page scroll sideways."""
    for page in pages:
        opened = visit("phone").open(address + page)
        assert opened.evaluate("document.documentElement.scrollWidth") <= 375, page


def test_policy_stops_injected_script(visit, address):
    """The policy is in force: a script written into a page does not run."""
    opened = visit()
    page = opened.open(address + "chapters/00-overview.html")
    page.evaluate(
        "() => { const script = document.createElement('script');"
        "script.textContent = 'window.injected = true'; document.head.append(script); }"
    )
    assert page.evaluate("window.injected") is None
    assert any("Content Security Policy" in line for line in opened.said)


def test_links_into_closed_details_open_them(visit, address, pages):
    """A computed number leads to its note, which is then open to see."""
    for page in pages:
        opened = visit().open(address + page)
        notes = opened.locator("a.tb-c")
        if notes.count():
            notes.first.click()
            target = notes.first.get_attribute("href")
            assert opened.locator(f'[id="{target[1:]}"]').is_visible(), page


def test_theme_can_be_switched(visit, address):
    """The reader's choice of dark or light is one button away and changes the page."""
    opened = visit().open(address + "chapters/00-overview.html")
    button = opened.locator(".theme-switch-button").first
    themes = set()
    for _ in range(3):
        button.click()
        themes.add(opened.evaluate("document.documentElement.dataset.theme"))
    assert themes == {"light", "dark"}
