"""The rewriting of written pages: policy, scripts, handlers, outside addresses, names."""

import re

import pytest

from tollbook import polish

PAGE = """<!DOCTYPE html>
<html lang="en"><head>
<meta charset="utf-8" />
<script src="https://cdn.example.org/x.js"></script>
<link rel="stylesheet" href="https://cdn.example.org/x.css" />
<script defer src="_static/scripts/fontawesome.js?digest=1"></script>
<script>var a = "<b>";</script>
<script type="application/json" class="data">{"a": 1}</script>
</head><body><article><button onclick="go('x', 1)" class="b">Go</button>
<a href="https://example.org/">out</a></article></body></html>
"""


def polished(page=PAGE, root="."):
    """A page's new HTML and the scripts moved out of it."""
    scripts = {}
    return polish.polish_page(page, root, scripts), scripts


def test_policy_stands_before_any_script():
    """Each page carries the policy once, before anything it rules."""
    text, _ = polished()
    assert text.count("Content-Security-Policy") == 1
    assert text.index("Content-Security-Policy") < text.index("<script")


def test_policy_allows_no_inline_script_and_nothing_outside():
    """The policy names this site alone, and no unsafe script."""
    rules = dict(rule.strip().split(" ", 1) for rule in polish.POLICY.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["connect-src"] == rules["font-src"] == "'self'"
    assert "unsafe-eval" not in polish.POLICY
    assert "http" not in polish.POLICY


def test_inline_script_becomes_a_file_at_its_place():
    """What ran inline runs from a file named by its content; data stay where they are."""
    text, scripts = polished(root="..")
    name = next(name for name, body in scripts.items() if body.startswith("var a"))
    assert f'<script src="../_static/inline/{name}"></script>' in text
    assert "var a" not in text
    assert '<script type="application/json" class="data">{"a": 1}</script>' in text


def test_same_script_is_one_file():
    """Two pages that share a script share its file."""
    assert polished()[1].keys() == polished(root="../..")[1].keys()


def test_handler_becomes_a_listener():
    """An attribute that ran code names a key; a script listens for it."""
    text, scripts = polished()
    key = re.search(r'<button data-onclick="(\w+)" class="b">', text)
    assert key
    listener = next(body for body in scripts.values() if key[1] in body)
    assert 'addEventListener("click"' in listener
    assert "go('x', 1)" in listener
    assert not re.search(r"\son[a-z]+=", text)


def test_outside_scripts_and_styles_go_but_links_stay():
    """Nothing is loaded from elsewhere; a reader may still go there."""
    text, _ = polished()
    assert "cdn.example.org" not in text
    assert "fontawesome" not in text
    assert '<a href="https://example.org/">' in text


def test_polishing_twice_changes_nothing_more():
    """The rewriting is idempotent."""
    once, _ = polished()
    assert polished(once) == (once, {})


def test_addresses_from_the_root_are_made_relative():
    """A link marked as from the site's root leads there from any page."""
    text, _ = polished('<p><a data-root href="data/claims.csv">x</a></p>', root="../..")
    assert '<a href="../../data/claims.csv">' in text


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ('<summary aria-label="Toggle hidden content">', "<summary>"),
        ('<i class="fa-solid fa-sun"></i>', '<i class="fa-solid fa-sun" aria-hidden="true"></i>'),
        ('<tr style="text-align: right;">\n <th></th>', '<tr style="text-align: right;"><td></td>'),
        (
            '<div id="pst-primary-sidebar" class="x">',
            '<div id="pst-primary-sidebar" role="complementary" aria-label="Book" class="x">',
        ),
    ],
)
def test_names_and_landmarks(written, wanted):
    """Controls are called what they say, icons say nothing, everything lies in a landmark."""
    assert polished(written)[0] == wanted


def test_style_sheets_name_no_file_taken_away():
    """Maps and old font formats leave the style sheets that name them."""
    css = '@font-face{src:url(a.woff2) format("woff2"),url(a.ttf) format("truetype")}'
    css += "\n/*# sourceMappingURL=a.map */"
    assert polish.lean_css(css) == '@font-face{src:url(a.woff2) format("woff2")}'


def test_site_has_an_entrance(tmp_path):
    """The first page leads to the book, has a language and a title, and carries the policy."""
    (tmp_path / "index.html").write_text('<meta http-equiv="Refresh" content="0; url=a.html" />')
    polish.polish_site(tmp_path, "A & B", "chapters/00.html")
    text = (tmp_path / "index.html").read_text()
    assert '<html lang="en">' in text
    assert "<title>A &amp; B</title>" in text
    assert 'href="chapters/00.html"' in text
    assert "Content-Security-Policy" in text


def test_idle_files_go(tmp_path):
    """Source maps and icons as script are not published."""
    static = tmp_path / "_static" / "scripts"
    static.mkdir(parents=True)
    for name in ("a.js", "a.js.map", "fontawesome.js"):
        (static / name).write_text("x")
    polish.polish_site(tmp_path, "T", "a.html")
    assert [path.name for path in static.iterdir()] == ["a.js"]
