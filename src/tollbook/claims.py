"""Article text → its sentences, every figure with its kind, and the claims: who says how many of what, whose, when."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from tollbook import lexicon as lexicons
from tollbook import numbers
from tollbook.attribution import Attribution, find_attributions
from tollbook.carried import Carried
from tollbook.claimants import Speakers, find_study
from tollbook.counted import Reading, read_counted
from tollbook.dates import When, find_dates
from tollbook.implicit import add_implicit
from tollbook.issuers import find_foe, find_issuer
from tollbook.kinds import classify, settle_kind
from tollbook.leftovers import kind_of_leftover
from tollbook.lexicon import Lexicon
from tollbook.periods import Period, choose_modality, choose_period
from tollbook.published import Published, find_published, guess_war_start
from tollbook.sentences import Sentence, split_sentences, unwrap
from tollbook.sides import Discourse, find_side, note_polities
from tollbook.tagging import Tagged, tag
from tollbook.tokens import holds_digit, plain_words

_NUMBER_WORDS = frozenset(
    word.encode() for word in numbers.CAN_START - {"a", "an", "another", "both"} - numbers.FEW - numbers.GLYPHS.keys()
)
_CUES = tuple(
    "said our kill report attack strike lost loss dead died die dying wound injur hurt casualt death missing fatalit "
    "perish shot captur hostage toll harmed says told accord announc study spokes claim stated stating estimat raid "
    "bomb enemy".split()
)
_DAY = re.compile(r"day\b|overnight|last night|this morning|\d(?:st|nd|rd|th)?\s+[a-z]{3}|[a-z]{3}\s+\d")


_ONE_TO_ONE = (
    *(("\u00a0", " "), ("\u202f", " "), ("\u2009", " "), ("\u2007", " ")),
    *(("‑", "-"), ("‐", "-"), ("’", "'"), ("‘", "'"), ("ʼ", "'")),
)
"""Characters that say the same, each put for one other, so that offsets stay those of the article."""


@dataclass(slots=True)
class ArticleReading:
    """Everything read out of one article: its dates, sentences and the rows of figures and claims."""

    published: Published
    sentences: list[Sentence]
    figures: list[dict[str, Any]] = field(default_factory=list)
    claims: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class _Passage:
    """One sentence as read: what its numbers count, who speaks, its dates; sides and periods by unit as they come."""

    sentence: Sentence
    tagged: Tagged
    readings: list[Reading]
    speakers: list[Attribution]
    dates: list[When]
    quoted: Attribution | None = None
    ids: dict[int, str] = field(default_factory=dict)
    sides: dict[int, str] = field(default_factory=dict)
    periods: dict[int, Period] = field(default_factory=dict)


def read_article(
    text: str,
    document_id: str,
    published: str = "",
    war_start: str = "",
    publisher: str = "",
    lexicon: Lexicon | None = None,
) -> ArticleReading:
    """Read one article.

    Parameters
    ----------
    text : str
        The article; offsets are characters of it.
    document_id : str
        Goes into every id.
    published, war_start : str
        ISO days, or "" to find them in the text.
    publisher : str
        Who published it: a bulletin's issuer when the text names none.
    lexicon : Lexicon, optional
        Another than the shipped one.

    Returns
    -------
    ArticleReading
        The same for the same arguments, on every machine.
    """
    lexicon = lexicon or lexicons.load()
    written, text = text, _month_first(unwrap(one_to_one(text)))
    words = frozenset(plain_words(text.lower()))
    sentences = split_sentences(text, words)
    matters = _Gate(text, words)
    war_start = war_start or (guess_war_start(text, lexicon) if matters.opens else "")
    when = find_published(text, sentences, published, war_start)
    out = ArticleReading(when, sentences)
    tagged = [tag(s.text, lexicon) if i < 3 or matters.lets(s) else None for i, s in enumerate(sentences)]
    carried = Carried(Discourse(lexicon), when.anchor, war_start)
    _look_ahead(text, sentences, tagged, publisher, carried)
    chronicle = len({sentence.text for sentence in sentences if sentence.role == "dateline"}) > 2
    for number, (sentence, item) in enumerate(zip(sentences, tagged, strict=True)):
        if chronicle and sentence.role == "dateline":
            _enter_day(sentence, carried)
        if item is not None:
            passage = _read_sentence(sentence, item, carried)
            _add_rows(passage, f"{document_id}:{number}", document_id, carried, out)
            carried.leave(sentence, item, passage.readings, passage.speakers)
    if written != text:
        _as_written(out, written)
    return out


def one_to_one(text: str) -> str:
    """Put plain blanks, dashes and apostrophes for their other forms; offsets stay those of the text."""
    for written, plain in _ONE_TO_ONE:
        text = text.replace(written, plain)
    return text


def _enter_day(sentence: Sentence, carried: Carried) -> None:
    """A chronicle's line with nothing but a day dates what follows it."""
    day = next((when for when in find_dates(sentence.text, "") if len(when.last) == 10), None)
    carried.spell = None
    carried.event = Period(day.first, day.last, "", day.surface, "incident", "dateline") if day else None


def _month_first(text: str) -> str:
    """Put the day before the month in dates such as 02/25/2017, where some date of the text shows this order."""
    dates = _SLASHED.findall(text)
    if not any(int(second) > 12 for _, second, _ in dates) or any(int(first) > 12 for first, _, _ in dates):
        return text
    return _SLASHED.sub(r"\2/\1/\3", text)


def _as_written(out: ArticleReading, written: str) -> None:
    """Give surfaces and sentences back the article's own spaces, dashes and apostrophes."""
    for sentence in out.sentences:
        sentence.text = written[sentence.start : sentence.end]
    for row in (*out.figures, *out.claims):
        row["surface"] = written[row["start"] : row["end"]]


class _Gate:
    """Which sentences of an article can hold a figure, or say who speaks or what happened; the rest is not read."""

    def __init__(self, text: str, words: Set[bytes]) -> None:
        joined = b" ".join(words).decode()
        self._cues = tuple(cue for cue in _CUES if cue in joined)
        self._digits = holds_digit(text)
        self._numbers = not words.isdisjoint(_NUMBER_WORDS)

    @property
    def opens(self) -> bool:
        """Can any sentence pass?"""
        return bool(self._digits or self._numbers or self._cues)

    def lets(self, sentence: Sentence) -> bool:
        """Does the sentence hold a digit, a number word or, outside boilerplate, a cue?"""
        if self._digits and holds_digit(sentence.text):
            return True
        low = sentence.text.lower()
        if self._numbers and not _NUMBER_WORDS.isdisjoint(plain_words(low)):
            return True
        return sentence.role != "boilerplate" and any(cue in low for cue in self._cues)


def _look_ahead(
    text: str, sentences: list[Sentence], tagged: list[Tagged | None], publisher: str, carried: Carried
) -> None:
    """Learn of the whole article what its single sentences leave out: its country, its study, its issuer."""
    discourse = carried.discourse
    note_polities(text, discourse)
    carried.speakers.home = discourse.home()
    studies = (find_study(item) for item in tagged if item is not None)
    carried.speakers.study = next((study for study in studies if study is not None), None)
    carried.listing = find_issuer(text, sentences, tagged, publisher, discourse.home(), discourse.lexicon)
    voice = carried.listing.polity if carried.listing else discourse.enemy(find_foe(text, discourse.lexicon))
    discourse.issuer = voice


def _read_sentence(sentence: Sentence, tagged: Tagged, carried: Carried) -> _Passage:
    carried.enter(sentence)
    _classify_numbers(tagged)
    add_implicit(tagged, carried.reading is not None, sentence.role == "headline")
    readings = read_counted(tagged, carried.reading, carried.topic) if "N" in tagged.s else []
    if sentence.role == "boilerplate" or (readings and _DISASTER.search(sentence.text)):
        readings = []
    # A headline inherits nothing; a standfirst may speak of the article's study.
    known = Speakers() if sentence.role == "headline" else carried.speakers
    heading = sentence.role in ("headline", "caption", "standfirst")
    speakers = find_attributions(tagged, carried.discourse.lexicon, known, heading)
    dates = find_dates(sentence.text, carried.published, carried.year) if readings else []
    if not readings:
        _note_dated_attack(sentence, tagged, carried)
    carried.note_year(sentence)
    return _Passage(sentence, tagged, readings, speakers, dates, carried.speaker_carried(sentence, speakers))


def _classify_numbers(tagged: Tagged) -> None:
    for n, fig in enumerate(tagged.fig) if "N" in tagged.s else ():
        if fig is not None and tagged.s[n] == "N":
            fig.kind, fig.why = classify(tagged, n)
            if fig.kind and fig.kind != "share":
                settle_kind(tagged, n)


def _note_dated_attack(sentence: Sentence, tagged: Tagged, carried: Carried) -> None:
    """An attack dated in a sentence without figures is the incident that the next ones tell."""
    attacked = "T" in tagged.s and any(term is not None and term.unit == "attacks" for term in tagged.term)
    if not attacked or not _DAY.search(sentence.text.lower()):
        return
    dates = find_dates(sentence.text, carried.published, carried.year)
    day = next((when for when in dates if len(when.last) == 10), None)
    if day is not None:
        carried.event = Period(day.first, day.last, "", day.surface, "incident", "dated-attack")
        carried.spell = None


def _add_rows(passage: _Passage, sentence_id: str, document_id: str, carried: Carried, out: ArticleReading) -> None:
    sentence, tagged = passage.sentence, passage.tagged
    occurrence = carried.seen.get(sentence.text, 0)
    carried.seen[sentence.text] = occurrence + 1
    carried.discourse.sentence_side, carried.discourse.paragraph = "", sentence.paragraph
    if not any(tagged.fig):
        return
    by_unit = {reading.n: reading for reading in passage.readings}
    rank = 0
    for n, fig in ((n, fig) for n, fig in enumerate(tagged.fig) if fig is not None):
        reading = by_unit.get(n)
        if fig.implicit and reading is None:
            continue
        key = _hash(document_id, sentence.text, rank, occurrence)
        rank += 1
        a, z = tagged.a[n], tagged.z[n]
        base = {
            "figure_id": "f" + key,
            "document_id": document_id,
            "sentence_id": sentence_id,
            "start": sentence.start + a,
            "end": sentence.start + z,
            "surface": tagged.text[a:z],
            "low": fig.low,
            "best": fig.best,
            "high": fig.high,
            "bound": fig.bound,
        }
        if reading is None:
            kind, why = kind_of_leftover(tagged, n)
            out.figures.append({**base, "unit": "", "kind": kind, "why": why})
            continue
        base["unit"] = reading.unit
        out.figures.append({**base, "kind": "claim", "why": reading.rules[0] if reading.rules else ""})
        passage.ids[n] = "c" + key
        out.claims.append({"claim_id": passage.ids[n], **base, **_claim_cells(passage, reading, carried)})


def _claim_cells(passage: _Passage, reading: Reading, carried: Carried) -> dict[str, Any]:
    """What a claim's row says beyond the figure; what the next claims need of it is carried on."""
    text, at = passage.sentence.text, passage.tagged.a[reading.n]
    speaker = _speaker(passage, reading.n, carried)
    side, side_rule = _side(passage, reading, carried, speaker)
    period = _period(passage, reading, carried, speaker)
    cue = speaker.modality if speaker and speaker.cue != "issuer" else ""
    modality, likelihood = choose_modality(text, at, cue)
    rules = [*reading.rules, side_rule, period.rule, f"said:{speaker.cue}" if speaker else "unattributed"]
    passage.sides[reading.n], passage.periods[reading.n] = side, period
    noun = passage.tagged.low[reading.head].removesuffix("s") if reading.head >= 0 else ""
    carried.remember_claim(passage.sentence, reading, side, side_rule, noun, period, speaker)
    return {
        **{"measure": reading.measure, "side": side, "population": _population(reading, side_rule)},
        "scope": period.scope,
        "claimant": speaker.claimant if speaker else "article",
        "claimant_surface": speaker.surface if speaker else "",
        "via": speaker.via if speaker else "",
        **{"period_start": period.start, "period_end": period.end},
        "as_of": period.as_of or (period.end if period.scope == "cumulative" else ""),
        "period_surface": period.surface,
        **{"modality": modality, "likelihood": likelihood, "origin_id": ""},
        "rule": " ".join(rule.replace(" ", "_") for rule in rules if rule),
        "part_of": passage.ids.get(reading.parent.n, "") if reading.parent else "",
    }


def _speaker(passage: _Passage, n: int, carried: Carried) -> Attribution | None:
    """Who asserts the number at unit ``n``: a cue that reaches it, a quotation's speaker, or the bulletin's issuer."""
    covering = [speaker for speaker in passage.speakers if speaker.start <= n < speaker.stop]
    forward = [speaker for speaker in covering if speaker.start > 0]
    if forward:
        return max(forward, key=lambda speaker: speaker.start)
    if covering:
        named = [speaker for speaker in covering if speaker.surface.lower() not in ("it", "he", "she", "they")]
        return (named or covering)[-1]
    if passage.quoted:
        return passage.quoted
    return carried.listing if passage.sentence.role != "headline" or carried.discourse.issuer else None


def _side(passage: _Passage, reading: Reading, carried: Carried, speaker: Attribution | None) -> tuple[str, str]:
    named = frozenset(k for item in passage.speakers for k in range(item.a, item.z))
    polity = speaker.polity if speaker else ""
    side, rule = find_side(passage.tagged, reading, carried.discourse, polity, named)
    whole = passage.sides.get(reading.parent.n, "unknown") if reading.parent else "unknown"
    return side or whole, rule


def _period(passage: _Passage, reading: Reading, carried: Carried, speaker: Attribution | None) -> Period:
    if reading.parent is not None and reading.parent.n in passage.periods:
        return passage.periods[reading.parent.n]
    return choose_period(
        passage.sentence.text,
        passage.tagged.a[reading.n],
        reading,
        passage.dates,
        carried.published,
        carried.told_of(passage.sentence),
        carried.war_start,
        carried.stated.get(speaker.claimant) if speaker else None,
    )


def _population(reading: Reading, side_rule: str) -> str:
    """Whom the claim counts: an army's own losses are military; things have no population."""
    if reading.unit not in ("persons", "percent", "ratio", "families"):
        return ""
    of_an_army = reading.measure in ("casualties", "killed_or_missing") and side_rule in ("sufferer", "toll-owner")
    if reading.unit == "persons" and reading.population == "unknown" and of_an_army:
        return "military"
    return reading.population


_DISASTER = re.compile(
    r"\b(?:earthquake|quake|tsunami|cyclone|hurricane|typhoon|landslide|mudslide)s?\b(?![^.]*\b(?:war|fighting|shelling|strikes?)\b)",
    re.I,
)
_SLASHED = re.compile(r"\b(\d\d)/(\d\d)/((?:19|20)\d\d)\b")


def _hash(*parts: object) -> str:
    return sha256("\x1f".join(str(part) for part in parts).encode("utf-8", "replace")).hexdigest()[:12]
