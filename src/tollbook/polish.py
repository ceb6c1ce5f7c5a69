"""Written site → published site: a strict policy in every page, nothing from elsewhere, nothing idle."""

from __future__ import annotations

import functools
import hashlib
import html
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
)
INLINE = "_static/inline"
# Files of the theme no page uses: source maps, icons as script, older font formats, templates, translations.
IDLE = (
    "**/*.map",
    "**/fontawesome.js*",
    "**/*.ttf",
    "**/*macros.html",
    "**/*.LICENSE.txt",
    "locales",
    "scripts/*.hash",
)

_SCRIPT = re.compile(r"<script\b(?P<attributes>[^>]*)>(?P<body>.*?)</script>", re.S | re.I)
_HANDLER = re.compile(r"<(?P<tag>[a-z]\w*)(?P<before>(?:\s[^<>]*?)?)\son(?P<event>[a-z]+)=\"(?P<code>[^\"]*)\"", re.I)
_OUTSIDE = r'=["\'](?:https?:)?//[^"\']*["\']'
_DATA = re.compile(r'type=["\'][\w/+-]*json["\']', re.I)
_REWRITES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.S), replacement)
    for pattern, replacement in (
        (rf"\s*<script\b[^>]*\ssrc{_OUTSIDE}[^>]*>\s*</script>", ""),
        (rf'\s*<link\b(?=[^>]*\shref{_OUTSIDE})(?![^>]*rel="canonical")[^>]*>', ""),
        (r"\s*<!-- So that users can add custom icons -->", ""),
        (r'\s*<script defer src="[^"]*fontawesome\.js[^"]*"></script>', ""),
        # Only the search page searches; elsewhere the index would be weight for nothing.
        (r'\s*<script src="[^"]*_static/(?:searchtools|language_data)\.js[^"]*"></script>(?=.*<article)', ""),
        (r'\s*<script src="[^"]*searchindex\.js[^"]*"></script>(?=.*<article)', ""),
        (r"\s*<script>DOCUMENTATION_OPTIONS\.(?:pagename|search_as_you_type) = [^<]*</script>", ""),
        (r'(<meta name="viewport"[^>]*>)(?=.*<meta name="viewport")', ""),
        (r'\s*<meta name="docsearch:[^>]*>', ""),
        # The title and contents that the theme prints above an article that has a title of its own.
        (r'<div id="jb-print-docs-body" class="onlyprint">.*?(?=<div id="searchbox">)', ""),
        # What a control is called must be what it says (WCAG 2.5.3).
        (r'(<button class="btn search-button-field[^>]*?) title="Search" aria-label="Search"', r"\1"),
        (r'<summary aria-label="[^"]*">', "<summary>"),
                (r'(<i class="theme-switch[^"]*"[^>]*?) title="[^"]*"', r'\1 aria-hidden="true"'),
        (
            r"(<h1>Search</h1>)",
            r'\1\n<p class="tb-hint">This finds words. To find a number, search '
            r'<a data-root href="chapters/02-ledger.html">the ledger</a>.</p>',
        ),
        # Everything lies in a landmark; icons say nothing.
        (r'(<div id="pst-primary-sidebar")(?! role)', r'\1 role="complementary" aria-label="Book"'),
        (r'(<div id="pst-secondary-sidebar")(?! role)', r'\1 role="complementary" aria-label="Page"'),
        (r'<i class="(fa[^"]*)"></i>', r'<i class="\1" aria-hidden="true"></i>'),
        (r'<span class="(fa-solid[^"]*)"></span>', r'<span class="\1" aria-hidden="true"></span>'),
        (r'(<div class="citation" id="[^"]+" )role="doc-biblioentry">', r'\1role="listitem">'),
        (r'<tr style="text-align: right;">\s*<th></th>', '<tr style="text-align: right;"><td></td>'),
    )
)  # fmt: skip


def polish_site(site: Path, title: str, home: str) -> None:
    """Polish every page of a written site in place; doing so twice changes nothing more.

    Parameters
    ----------
    site : Path
        The folder that holds ``index.html``.
    title : str
        Title of the book, for the page that leads to its first chapter.
    home : str
        Address of the first chapter, relative to ``site``.
    """
    (site / ".buildinfo").unlink(missing_ok=True)  # a hash of settings that name folders of this machine
    for pattern in IDLE:
        for path in sorted((site / "_static").glob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for sheet in sorted((site / "_static").rglob("*.css")):
        _rewrite(sheet, lean_css)
    if not (site / "index.html").is_file() or "http-equiv" in (site / "index.html").read_text(encoding="utf-8"):
        (site / "index.html").write_text(_entrance(title, home), encoding="utf-8")
    for page in sorted(site.rglob("*.html")):
        root = os.path.relpath(site, page.parent).replace(os.sep, "/")
        scripts: dict[str, str] = {}
        _rewrite(page, functools.partial(polish_page, root=root, scripts=scripts))
        for name, body in scripts.items():
            target = site / INLINE / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(body, encoding="utf-8")


def polish_page(text: str, root: str, scripts: dict[str, str]) -> str:
    """Polish one page.

    Parameters
    ----------
    text : str
        The page's HTML.
    root : str
        Relative address of the site's root from the page: ``.`` or ``..`` and so on.
    scripts : dict
        Receives what stood inline: file name under :data:`INLINE` → script.

    Returns
    -------
    str
        The page's new HTML, without executable inline script or handler, and with :data:`POLICY`.
    """
    for pattern, replacement in _REWRITES:
        text = pattern.sub(replacement, text)
    text = re.sub(r'<a data-root href="', f'<a href="{root}/', text)
    text = _move_handlers(text, root, scripts)
    text = _SCRIPT.sub(lambda match: _move_script(match, root, scripts), text)
    return _with_policy(text)


def lean_css(text: str) -> str:
    """Drop from a style sheet what points to files taken away: source maps and the older font format."""
    text = re.sub(r"\s*/\*# sourceMappingURL=[^*]*\*/", "", text)
    return re.sub(r',\s*url\([^)]*\.ttf[^)]*\)\s*format\(["\']truetype["\']\)', "", text)


def _move_script(match: re.Match[str], root: str, scripts: dict[str, str]) -> str:
    attributes, body = match["attributes"], match["body"]
    if not body.strip() or _DATA.search(attributes) or re.search(r"\ssrc=", attributes):
        return match[0]
    return f'<script{attributes} src="{root}/{INLINE}/{_file(body.strip(), scripts)}"></script>'


def _move_handlers(text: str, root: str, scripts: dict[str, str]) -> str:
    """Replace ``onclick="…"`` and its kin by a data attribute and a script that listens."""
    moved: list[str] = []

    def replace(match: re.Match[str]) -> str:
        event, code = match["event"].lower(), html.unescape(match["code"])
        key = _digest(f"{event}:{code}")
        body = (
            f"document.querySelectorAll('[data-on{event}=\"{key}\"]').forEach(function (element) {{\n"
            f'  element.addEventListener("{event}", function (event) {{ {code} }});\n}});'
        )
        moved.append(_file(body, scripts))
        return f'<{match["tag"]}{match["before"]} data-on{event}="{key}"'

    while (replaced := _HANDLER.sub(replace, text)) != text:
        text = replaced
    tags = "".join(f'<script defer src="{root}/{INLINE}/{name}"></script>\n' for name in dict.fromkeys(moved))
    return text.replace("</head>", f"{tags}</head>", 1) if tags else text


def _with_policy(text: str) -> str:
    if "Content-Security-Policy" in text:
        return text
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}" />'
    return re.sub(r"(<meta charset=[^>]*>)", rf"\1\n    {policy}", text, count=1, flags=re.I)


def _entrance(title: str, home: str) -> str:
    where, name = html.escape(home), html.escape(title)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8" />\n'
        f'<meta http-equiv="refresh" content="0; url={where}" />\n<title>{name}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1" />\n'
        '<link rel="icon" href="_static/favicon.svg" />\n</head>\n'
        f'<body><main><h1>{name}</h1><p><a href="{where}">Open the book</a></p></main></body>\n</html>\n'
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _file(body: str, scripts: dict[str, str]) -> str:
    name = f"{_digest(body)}.js"
    scripts[name] = body + "\n"
    return name


def _rewrite(path: Path, change: Callable[[str], str]) -> None:
    before = path.read_text(encoding="utf-8")
    after = change(before)
    if after != before:
        path.write_text(after, encoding="utf-8")
