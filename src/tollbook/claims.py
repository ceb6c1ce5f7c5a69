"""Article text → its sentences, every figure with its kind, and the claims: who says how many of what, whose, when."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from tollbook import lexicon as lexicons
from tollbook.attribution import Attribution, find_attributions
from tollbook.claimants import Named, Speakers, find_study, name_claimant
from tollbook.counted import MUNITIONS, Reading, read_counted
from tollbook.dates import When, find_dates
from tollbook.implicit import add_implicit
from tollbook.kinds import classify, settle_kind
from tollbook.lexicon import Lexicon
from tollbook.periods import Period, choose_modality, choose_period
from tollbook.published import Published, find_published, guess_war_start
from tollbook.sentences import Sentence, split_sentences
from tollbook.sides import Discourse, find_side, note_polities
from tollbook.tagging import Tagged, tag

_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|twent(?:y|ieth)"
    r"|thirt(?:y|ieth)|fort(?:y|ieth)|fift(?:y|ieth)|"
    r"sixt(?:y|ieth)|sevent(?:y|ieth)|eight(?:y|ieth)|ninet(?:y|ieth)|dozens?|scores?|hundreds?|thousands?"
    r"|millions?|billions?|lakhs?|crores?|half|tens|"
    r"zero|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|[a-z]+teenth"
    r"|hundredth|thousandth|millionth|½|¼|¾)\b",
    re.I,
)
_CUE = re.compile(
    r"kill|los[st]|dead|die[ds]?\b|dying|wound|injur|hurt|casualt|death|missing|fatalit|perish|shot|captur"
    r"|hostage|toll\b|harmed|said|says|told|report|"
    r"accord|announc|study|spokes|strike|attack|claim|stat(?:ed|ing)|estimat|raid|bomb|\bour\b|enemy",
    re.I,
)
_LABEL = re.compile(r"^\W*[^\W\d_][\w ,/()-]{2,60}\s*[:‒–—-]\s*(?:\w+\.?|~)?\s*\d")
_DAY = re.compile(
    r"(?i:day\b|overnight|last night|this morning|\d{1,2}(?:st|nd|rd|th)?\s+[a-z]{3,9}|[a-z]{3,9}\s+\d{1,2})"
)
_YEAR = re.compile(r"(?<![\d,.-])(?:1[89]|20)\d\d(?![\d,]|\.\d)")
_BULLET = re.compile(r"\s*(?:[•▪*‣◦●■–—-]\s|▪️|\(?\d{1,2}[.)]\s)")
_OWN_VOICE = re.compile(
    r"\b(?:[Oo]ur (?:air defen[cs]e|troops|soldiers|defenders|forces|units|aviation|gunners|pilots)"
    r"|[Tt]he enemy|[Oo]ccupiers|[Ii]nvaders|Kiev regime)\b"
)
_OFFICE_HEAD = re.compile(
    r"\b(?:(?:[A-Z][\w’'.-]+\s+)*(?:Ministry|Command|Staff|Headquarters|Office|Administration|Army|Forces"
    r"|Mission|Police)(?:\s+(?:of|for|the|and|[A-Z][\w’'.-]+))*)"
)
_AGENCIES = frozenset("Reuters AP AFP CNN BBC TASS Interfax Xinhua".split())


@dataclass(slots=True)
class ArticleReading:
    """Everything read out of one article: its dates, sentences and the rows of figures and claims."""

    published: Published
    sentences: list[Sentence]
    figures: list[dict[str, Any]] = field(default_factory=list)
    claims: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class _State:
    """What carries from sentence to sentence."""

    discourse: Discourse
    published: str
    war_start: str
    speakers: Speakers = field(default_factory=Speakers)
    reading: Reading | None = None
    event: Period | None = None
    quoted: Attribution | None = None
    paragraph: int = -1
    in_quote: bool = False
    listing: Attribution | None = None
    intro: Attribution | None = None
    bullet_paragraph: int = -1
    spell: Period | None = None
    spell_paragraph: int = -9
    stated: dict[str, Period] = field(default_factory=dict)
    year: int = 0
    topic: str = ""
    seen: dict[str, int] = field(default_factory=dict)


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
    sentences = split_sentences(text)
    when = find_published(text, sentences, published, war_start, lexicon)
    out = ArticleReading(when, sentences)
    state = _State(Discourse(lexicon), when.anchor, war_start or guess_war_start(text, lexicon))
    note_polities(text, state.discourse)
    tagged = [
        tag(s.text, lexicon)
        if i < 3 or _NUMBER.search(s.text) or (_CUE.search(s.text) and s.role != "boilerplate")
        else None
        for i, s in enumerate(sentences)
    ]
    state.speakers.home = state.discourse.home()
    state.speakers.study = next((study for item in tagged if item is not None and (study := find_study(item))), None)
    _find_issuer(sentences, tagged, publisher, state, lexicon)
    for number, (sentence, item) in enumerate(zip(sentences, tagged, strict=True)):
        if item is not None:
            _read_sentence(sentence, item, number, document_id, state, out, lexicon)
    return out


def _find_issuer(
    sentences: list[Sentence], tagged: list[Tagged | None], publisher: str, state: _State, lexicon: Lexicon
) -> None:
    """A bulletin that names nobody belongs to the office its title, first line or publisher names."""
    labels = sum(bool(_LABEL.match(s.text)) for s in sentences)
    own_voice = sum(len(_OWN_VOICE.findall(s.text)) for s in sentences) >= 2
    if labels < 3 and not own_voice:
        return
    heads = [t for s, t in zip(sentences, tagged, strict=True) if t is not None][:3] + (
        [tag(publisher, lexicon)] if publisher else []
    )
    for item in heads:
        at = next(
            (
                k
                for k, t in enumerate(item.term)
                if t is not None and t.kind == "claimant" and t.canonical not in _AGENCIES
            ),
            None,
        )
        stop = (
            next((k for k in range(at, len(item)) if item.s[k] in ".,:;-(bhVKMN"), len(item)) if at is not None else 0
        )
        named = (
            name_claimant(item, at, stop, lexicon, Speakers(home=state.discourse.home())) if at is not None else None
        )
        if named is not None and not named.polity:
            polity = next(
                (t.polity for k, t in enumerate(item.term) if t is not None and item.s[k] in "AGk"),
                state.discourse.home(),
            )
            named = Named(named.name, named.surface, polity)
        if named is None and (office := _OFFICE_HEAD.search(item.text)):
            polity = next((t.polity for k, t in enumerate(item.term) if t is not None and item.s[k] in "AGk"), "")
            named = Named(office[0], office[0], polity)
        if named is not None:
            state.listing = Attribution(named.name, named.surface, 0, 0, cue="issuer", polity=named.polity)
            state.discourse.issuer = named.polity
            return


def _read_sentence(
    sentence: Sentence,
    tagged: Tagged,
    number: int,
    document_id: str,
    state: _State,
    out: ArticleReading,
    lexicon: Lexicon,
) -> None:
    if sentence.paragraph != state.paragraph:
        if not (state.in_quote and sentence.text[:1] in '"“'):
            state.quoted = None
        state.in_quote, state.paragraph = False, sentence.paragraph
    for n, letter in enumerate(tagged.s):
        fig = tagged.fig[n]
        if letter == "N" and fig is not None:
            fig.kind, fig.why = classify(tagged, n)
            if fig.kind and fig.kind != "share":
                settle_kind(tagged, n)
    add_implicit(tagged, state.reading is not None)
    readings = read_counted(tagged, state.reading, state.topic)
    if sentence.role == "boilerplate":
        readings = []
    heading = sentence.role in ("headline", "caption", "standfirst")
    speakers = find_attributions(tagged, lexicon, _for_headline(sentence, state), heading)
    dates = find_dates(sentence.text, state.published, state.year) if readings else []
    if not readings and any(t is not None and t.unit == "attacks" for t in tagged.term) and _DAY.search(sentence.text):
        day = next((w for w in find_dates(sentence.text, state.published, state.year) if len(w.last) == 10), None)
        if day is not None:
            state.event, state.spell = Period(day.first, day.last, "", day.surface, "incident", "dated-attack"), None
    years = _YEAR.findall(sentence.text) if sentence.role != "dateline" else []
    state.year = int(years[-1]) if years else state.year
    quoted = _quote_speaker(sentence, tagged, speakers, state)
    if _BULLET.match(sentence.text) or state.bullet_paragraph == sentence.paragraph:
        state.bullet_paragraph = sentence.paragraph
        quoted = quoted or state.intro
    elif sentence.role not in ("headline", "caption"):
        state.intro = speakers[-1] if speakers else None
    _add_rows(sentence, tagged, number, document_id, state, out, readings, speakers, quoted, dates)
    if speakers and sentence.role not in ("headline", "caption"):
        state.speakers.remember(Named(speakers[-1].claimant, speakers[-1].surface, speakers[-1].polity))
        state.quoted = speakers[-1]
    if readings:
        state.reading = readings[-1]
    state.topic = next(
        (
            t.measure
            for t in tagged.term
            if t is not None and t.cls in "DZL" and t.measure in ("killed", "casualties", "wounded")
        ),
        "",
    )
    first = next((k for k, letter in enumerate(tagged.s) if letter in "GAOk"), -1)
    state.discourse.topic_side = (
        (tagged.term[first].polity if first >= 0 and tagged.term[first] else "") if state.topic else ""
    )


def _for_headline(sentence: Sentence, state: _State) -> Speakers:
    """A headline inherits nothing; a standfirst may speak of the article's study."""
    return Speakers() if sentence.role == "headline" else state.speakers


def _quote_speaker(
    sentence: Sentence, tagged: Tagged, speakers: list[Attribution], state: _State
) -> Attribution | None:
    """Inside one quotation the speaker carries on."""
    opened = state.in_quote or sentence.text[:1] in '"“'
    marks = sentence.text.count("“") - sentence.text.count("”")
    if '"' in sentence.text and sentence.text.count('"') % 2:
        state.in_quote = not state.in_quote
    elif marks:
        state.in_quote = marks > 0
    return state.quoted if opened and not speakers else None


def _add_rows(
    sentence: Sentence,
    tagged: Tagged,
    number: int,
    document_id: str,
    state: _State,
    out: ArticleReading,
    readings: list[Reading],
    speakers: list[Attribution],
    quoted: Attribution | None,
    dates: list[When],
) -> None:
    occurrence = state.seen.get(sentence.text, 0)
    state.seen[sentence.text] = occurrence + 1
    by_unit = {r.n: r for r in readings}
    ids: dict[int, str] = {}
    sides: dict[int, str] = {}
    periods: dict[int, Period] = {}
    state.discourse.sentence_side, state.discourse.paragraph = "", sentence.paragraph
    named = frozenset(k for s in speakers for k in range(s.a, s.z))
    rank = 0
    for n, fig in enumerate(tagged.fig):
        if fig is None:
            continue
        reading = by_unit.get(n)
        if fig.implicit and reading is None:
            continue
        key = _hash(document_id, sentence.text, rank, occurrence)
        rank += 1
        base = {
            "figure_id": "f" + key,
            "document_id": document_id,
            "sentence_id": f"{document_id}:{number}",
            "start": sentence.start + tagged.a[n],
            "end": sentence.start + tagged.z[n],
            "surface": tagged.text[tagged.a[n] : tagged.z[n]],
            "low": fig.low,
            "best": fig.best,
            "high": fig.high,
            "bound": fig.bound,
        }
        if reading is None:
            kind, why = _leftover(tagged, n)
            out.figures.append({**base, "unit": "", "kind": kind, "why": why})
            continue
        out.figures.append(
            {**base, "unit": reading.unit, "kind": "claim", "why": reading.rules[0] if reading.rules else ""}
        )
        ids[n] = "c" + key
        speaker = (
            _speaker(tagged, n, speakers)
            or quoted
            or (state.listing if sentence.role not in ("headline",) or state.discourse.issuer else None)
        )
        side, period, cells = _claim_cells(sentence, tagged, reading, state, speaker, dates, sides, periods, named)
        sides[n], periods[n] = side, period
        out.claims.append(
            {
                "claim_id": ids[n],
                **base,
                "unit": reading.unit,
                **cells,
                "part_of": ids.get(reading.parent.n, "") if reading.parent else "",
            }
        )
        _remember(tagged, reading, side, period, state, sentence, speaker)


def _claim_cells(
    sentence: Sentence,
    tagged: Tagged,
    reading: Reading,
    state: _State,
    speaker: Attribution | None,
    dates: list[When],
    sides: dict[int, str],
    periods: dict[int, Period],
    named: frozenset[int],
) -> tuple[str, Period, dict[str, Any]]:
    side, side_rule = find_side(tagged, reading, state.discourse, speaker.polity if speaker else "", named)
    parent = reading.parent
    if not side:
        side = sides.get(parent.n, "unknown") if parent else "unknown"
    at = tagged.a[reading.n]
    if parent is not None and parent.n in periods:
        period = periods[parent.n]
    else:
        period = choose_period(
            sentence.text,
            at,
            reading,
            dates,
            state.published,
            _told_of(sentence, state),
            state.war_start,
            state.stated.get(speaker.claimant) if speaker else None,
        )
    modality, likelihood = choose_modality(
        sentence.text, at, speaker.modality if speaker and speaker.cue != "issuer" else ""
    )
    rules = [*reading.rules, side_rule, period.rule, f"said:{speaker.cue}" if speaker else "unattributed"]
    population = reading.population
    if (
        reading.unit == "persons"
        and population == "unknown"
        and reading.measure in ("casualties", "killed_or_missing")
        and side_rule in ("sufferer", "toll-owner")
    ):
        population = "military"
    cells = {
        "measure": reading.measure,
        "side": side,
        "population": population if reading.unit in ("persons", "percent", "ratio", "families") else "",
        "scope": period.scope,
        "claimant": speaker.claimant if speaker else "article",
        "claimant_surface": speaker.surface if speaker else "",
        "via": speaker.via if speaker else "",
        "period_start": period.start,
        "period_end": period.end,
        "as_of": period.as_of or (period.end if period.scope == "cumulative" else ""),
        "period_surface": period.surface,
        "modality": modality,
        "likelihood": likelihood,
        "origin_id": "",
        "rule": " ".join(r.replace(" ", "_") for r in rules if r),
    }
    return side, period, cells


def _told_of(sentence: Sentence, state: _State) -> Period | None:
    """The incident, or in the same breath the spell of time, that an undated sentence goes on telling."""
    return state.spell if state.spell is not None and sentence.paragraph - state.spell_paragraph <= 1 else state.event


def _speaker(tagged: Tagged, n: int, speakers: list[Attribution]) -> Attribution | None:
    """The claimant whose reach covers unit ``n``: the nearest cue before it, else one that covers the whole sentence."""
    covering = [s for s in speakers if s.start <= n < s.stop]
    if not covering:
        return None
    forward = [s for s in covering if s.start > 0]
    named = [s for s in covering if s.surface.lower() not in ("it", "he", "she", "they")]
    return max(forward, key=lambda s: s.start) if forward else (named or covering)[-1]


def _remember(
    tagged: Tagged,
    reading: Reading,
    side: str,
    period: Period,
    state: _State,
    sentence: Sentence,
    speaker: Attribution | None,
) -> None:
    discourse = state.discourse
    discourse.sentence_side = side
    if (reading.fig.value or 0) >= 1000 and side != "unknown" and reading.unit == "persons":
        discourse.numbers.setdefault((reading.measure, reading.fig.value or 0.0), side)
    if side not in ("", "unknown", "both"):
        if reading.unit in MUNITIONS | {"attacks"}:
            discourse.launcher = side
        else:
            if reading.population == "military":
                discourse.last_military = side
            if reading.unit == "persons" and reading.population != "military" and side not in discourse.lexicon.groups:
                discourse.place, discourse.place_paragraph = side, sentence.paragraph
    if sentence.role == "headline":
        return
    if period.scope == "incident" and period.end and not period.rule.startswith("same-"):
        state.event = period
    elif period.scope == "period" and period.end and not period.rule.startswith("same-"):
        state.spell, state.spell_paragraph = period, sentence.paragraph
    if speaker is not None and period.rule in ("from-to", "total-since"):
        state.stated[speaker.claimant] = period


def _leftover(tagged: Tagged, n: int) -> tuple[str, str]:
    """Kind of a number that is no claim and that no kind rule read: by its noun, else by its look."""
    fig = tagged.fig[n]
    assert fig is not None
    if fig.kind:
        return fig.kind, fig.why
    for k in range(n + 1, min(n + 6, len(tagged))):
        term = tagged.term[k]
        if term is not None and term.cls in "PDTU":
            if term.cls == "U":
                return term.kind, f"noun {term.text}"
            return (
                "force_strength"
                if term.population == "military"
                or term.text == "men"
                or term.unit in ("tanks", "artillery", "aircraft")
                else "other_count"
            ), f"no outcome: {term.text}"
        if tagged.s[k] in ",.;:()N&":
            break
    if tagged.low[n] == "one":
        return "idiom", "one alone"
    return "other_count", "no noun read"


def _hash(*parts: object) -> str:
    return sha256("\x1f".join(str(part) for part in parts).encode("utf-8", "replace")).hexdigest()[:12]
