"""What reading an article costs, as ratios to the number pass timed in the same process and run.

The *number pass* is one compiled search for digits over the same texts: the least anyone can do. spaCy's blank
tokenizer is timed beside it where it is installed (extra ``bench``). ``make bench`` prints the table.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

from tollbook.claims import read_article

ROOT = Path(__file__).parent.parent
NUMBER_PASS = re.compile(r"\d+(?:[.,]\d+)*")
TEXTS = [path.read_text("utf-8") for path in sorted((ROOT / "data/articles").glob("*.txt"))]
PLAIN = "The market was open as usual and the weather in the valley stayed mild for the rest of the long week.\n" * 46


def best_of(work: Callable[[], object], times: int) -> float:
    """Shortest CPU time of several runs, in seconds."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def number_pass(texts: list[str]) -> Callable[[], object]:
    """One search for digits over all texts, a hundred times over."""
    return lambda: [NUMBER_PASS.findall(text) for _ in range(100) for text in texts]


def test_cost_of_an_article_and_of_strange_ones() -> None:
    """Print every ratio; the only thing asserted is that there is something to compare."""
    read_article(TEXTS[0], "warm")
    base = best_of(number_pass(TEXTS), 5) / 100
    full = best_of(lambda: [read_article(text, "x") for text in TEXTS], 5)
    rows = [("full extraction, per article / number pass", full / base, 40, 15)]
    plain_base = best_of(number_pass([PLAIN]), 5) / 100
    plain = best_of(lambda: read_article(PLAIN, "x"), 5)
    rows.append(("an article with nothing to find / number pass", plain / plain_base, 5, 2))
    per_byte = full / sum(map(len, TEXTS))
    strange = {
        "one line of 1 MB": " ".join(TEXTS).replace("\n", " ") * 40,
        "1 MB of digits": "7" * 1_000_000,
        '1 MB of "more than "': "more than " * 100_000,
    }
    for name, text in strange.items():
        cut = text[:1_000_000]
        rows.append(
            (
                f"{name}, per byte / a normal article's",
                best_of(lambda t=cut: read_article(t, "x"), 1) / len(cut) / per_byte,
                2,
                1.3,
            )
        )
    try:
        import spacy
    except ImportError:
        print("\nspaCy is not installed: its row is left out (pip install spacy).")
    else:
        nlp = spacy.blank("en")
        rows.append(
            (
                "full extraction / spaCy blank tokenizer",
                full / best_of(lambda: [nlp.make_doc(t) for t in TEXTS], 3),
                0.9,
                0.35,
            )
        )
    print(f"\n{'what':58} {'ratio':>8} {'floor':>6} {'goal':>6}")
    for name, ratio, floor, goal in rows:
        print(f"{name:58} {ratio:8.2f} {floor:6} {goal:6}")
    assert base > 0
    assert full > 0
