"""The ledger in a browser: searched by word and number, sorted, on a phone, from a server and from files."""

import re

import pandas as pd
import pytest

PAGE = "chapters/02-ledger.html"
VIEWS = {"wide": {"width": 1280, "height": 900}, "phone": {"width": 375, "height": 800}}


@pytest.fixture(scope="module")
def claims(site):
    """The published claims."""
    return pd.read_csv(site / "data" / "claims.csv", dtype=str, keep_default_na=False)


@pytest.fixture(params=[(where, view) for where in ("http", "file") for view in VIEWS], ids="-".join)
def ledger(request, browser, address, site):
    """The ledger's page, on a server and as a file, wide and on a phone."""
    where, view = request.param
    context = browser.new_context(viewport=VIEWS[view])
    page = context.new_page()
    page.goto((address if where == "http" else f"{site.resolve().as_uri()}/") + PAGE)
    page.locator(".tb-ledger input[type=search]").wait_for()
    yield page
    context.close()


def rows(page):
    """The rows a reader sees, as text."""
    return [row.inner_text() for row in page.locator(".tb-ledger tbody tr").all() if row.is_visible()]


def search(page, words):
    """Type into the ledger's search and wait until it has answered."""
    before = rows(page)
    page.locator(".tb-ledger input[type=search]").fill(words)
    for _ in range(20):
        page.wait_for_timeout(100)
        if rows(page) != before:
            break
    return rows(page)


def test_a_number_is_found(ledger, claims):
    """A number with its commas finds the claims that say it, and only rows that hold it."""
    number = next(m[0] for surface in claims["surface"] if (m := re.search(r"\d{3},\d{3}", surface)))
    wanted = claims["surface"].str.contains(number, regex=False).sum()
    found = search(ledger, number)
    assert wanted <= len(found) < len(claims)
    assert all(number in row for row in found)


def test_a_claimant_is_found(ledger, claims):
    """A name finds the claims of whoever bears it."""
    name = claims.loc[claims["claimant"] != "article", "claimant"].value_counts().index[0]
    found = search(ledger, name)
    assert (claims["claimant"] == name).sum() <= len(found)
    assert all(name.casefold() in row.casefold() for row in found)


def test_nothing_found_is_said(ledger):
    """A search without result leaves no row and says so."""
    assert search(ledger, "zzqx 999,999,999") == []
    assert re.search(r"\b(no|none|0)\b", ledger.locator(".tb-ledger").inner_text(), re.I)


def test_columns_sort_both_ways(ledger):
    """A column's button sorts by it, says so to screen readers, and reverses when pressed again."""
    button = ledger.locator(".tb-ledger th button, .tb-ledger [data-sort]").first
    orders = []
    for _ in range(2):
        button.click()
        sorted_by = ledger.locator(".tb-ledger [aria-sort]:not([aria-sort=none])")
        orders.append((sorted_by.get_attribute("aria-sort"), rows(ledger)))
    assert {order for order, _ in orders} == {"ascending", "descending"}
    assert sorted(orders[0][1]) == sorted(orders[1][1])
    assert orders[0][1] != orders[1][1]
