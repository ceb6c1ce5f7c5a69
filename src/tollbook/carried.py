"""What carries from one sentence of an article to the next: speakers, quotations, the last number, events, sides."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tollbook.attribution import Attribution
from tollbook.claimants import SPEAKING, Named, Speakers
from tollbook.heads import MUNITIONS, Reading
from tollbook.periods import Period
from tollbook.sentences import Sentence
from tollbook.sides import Discourse
from tollbook.tagging import Tagged

_SURE = frozenset(("place", "own-modifier", "toll-owner", "sufferer"))
_SPEAKS_OF_LOSS = re.compile(r"[DZL]")
_YEAR = re.compile(r"[12](?<![\d,.-].)(?:(?<=1)[89]|(?<=2)0)\d\d(?![\d,]|\.\d)")
_PLACED = re.compile(r"i[dxC]{0,3},?(?:[CxT]{1,3},)?[G]")
_FIGHTERS = re.compile(r"AP")
_INSTITUTION = re.compile(
    r"\b[Tt]he ((?:[A-Z][\w’'-]+ )*(Ministry|Centre|Center|Institute|Observatory|Command|Office|Agency|Council"
    r"|Commission|Committee|Project|Syndicate|Corps|Mission|Tribunal|Monitor|Foundation)"
    r"(?: (?:of|for) [A-Z]\w+(?: and [A-Z]\w+)?)?)\b"
)
_ACRONYM = re.compile(r"\s?\(([A-Z]{2,6})\)")
_APPOSITION = re.compile(r", (?:the|a|an) ([a-z][a-z -]{2,50}),")
_BULLET = re.compile(r"\s*(?:[•▪*‣◦●■–—-]\s|▪️|\(?\d{1,2}[.)]\s)")


@dataclass(slots=True)
class Carried:
    """The memory of one article as it is read.

    Attributes
    ----------
    published, war_start : str
        ISO days, or "".
    listing, quoted, intro : Attribution or None
        Whose bulletin it is; who speaks in a quotation that goes on; who introduces a list.
    event, spell : Period or None
        The last incident, and the last longer time, that undated sentences go on telling.
    stated : dict
        The last total's period by claimant.
    year : int
        The last year named, 0 for none.
    topic : str
        The measure the sentence before spoke of.
    seen : dict
        How often each sentence has stood in the article.
    """

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

    def enter(self, sentence: Sentence) -> None:
        """Forget the quoted speaker at a new paragraph that does not go on quoting."""
        if sentence.paragraph == self.paragraph:
            return
        if not (self.in_quote and sentence.text[:1] in '"“'):
            self.quoted = None
        self.in_quote, self.paragraph = False, sentence.paragraph

    def note_year(self, sentence: Sentence) -> None:
        """Keep the last year a sentence names, for dates without one."""
        years = _YEAR.findall(sentence.text) if sentence.role != "dateline" else []
        self.year = int(years[-1]) if years else self.year

    def speaker_carried(self, sentence: Sentence, speakers: list[Attribution]) -> Attribution | None:
        """Who goes on speaking: inside one quotation its speaker, in a list whoever introduced it."""
        opened = self.in_quote or sentence.text[:1] in '"“'
        marks = sentence.text.count("“") - sentence.text.count("”")
        if sentence.text.count('"') % 2:
            self.in_quote = not self.in_quote
        elif marks:
            self.in_quote = marks > 0
        quoted = self.quoted if opened and not speakers else None
        if _BULLET.match(sentence.text) or self.bullet_paragraph == sentence.paragraph:
            self.bullet_paragraph = sentence.paragraph
            return quoted or self.intro
        if sentence.role not in ("headline", "caption"):
            self.intro = speakers[-1] if speakers else None
        return quoted

    def told_of(self, sentence: Sentence) -> Period | None:
        """The incident, or in the same breath the longer time, that an undated sentence goes on telling."""
        same_breath = self.spell is not None and sentence.paragraph - self.spell_paragraph <= 1
        return self.spell if same_breath else self.event

    def leave(self, sentence: Sentence, tagged: Tagged, readings: list[Reading], speakers: list[Attribution]) -> None:
        """Keep a sentence's last speaker, its last number and what it speaks of."""
        if speakers and sentence.role not in ("headline", "caption"):
            self.quoted = speakers[-1]
            self.speakers.remember(Named(self.quoted.claimant, self.quoted.surface, self.quoted.polity))
        group = next((t for t in reversed(tagged.term) if t is not None and t.kind == "group"), None)
        if group is not None:
            self.speakers.group = Named(group.polity, group.text, group.polity)
        if readings:
            self.reading = readings[-1]
        self._note_fighters(tagged)
        self._note_scene(sentence, tagged)
        self._note_institutions(tagged)
        self._note_offices(tagged, speakers)
        self.topic = self.discourse.topic_side = ""
        if not _SPEAKS_OF_LOSS.search(tagged.s):
            return
        losses = (t.measure for t in tagged.term if t is not None and t.cls in "DZL")
        self.topic = next((measure for measure in losses if measure in ("killed", "casualties", "wounded")), "")
        first = next((k for k, letter in enumerate(tagged.s) if letter in "GAOk"), -1)
        owner = tagged.term[first] if first >= 0 and self.topic else None
        self.discourse.topic_side = owner.polity if owner else ""

    def _note_fighters(self, tagged: Tagged) -> None:
        """As in "two Palestinian gunmen opened fire": whose the gunmen are that later sentences tell of."""
        for found in _FIGHTERS.finditer(tagged.s):
            owner, noun = tagged.term[found.start()], tagged.term[found.start() + 1]
            if owner is not None and noun is not None and noun.population == "military":
                self.discourse.fighters.setdefault(tagged.low[found.start() + 1].removesuffix("s"), owner.polity)

    def _note_scene(self, sentence: Sentence, tagged: Tagged) -> None:
        """As in "A device went off in Chaman, Pakistan": where the sentences after it happen."""
        placed = [found.end() - 1 for found in _PLACED.finditer(tagged.s)]
        term = tagged.term[placed[0]] if placed else None
        if term is not None and term.polity:
            self.discourse.scene, self.discourse.scene_paragraph = term.polity, sentence.paragraph

    def _note_institutions(self, tagged: Tagged) -> None:
        """As in "The Afghan Ministry of Defence has closed its books": what "the ministry" is further on."""
        for found in _INSTITUTION.finditer(tagged.text):
            if " " in found[0] and found[2].lower() not in self.speakers.offices:
                self.speakers.offices[found[2].lower()] = Named(found[1], found[1])

    def _note_offices(self, tagged: Tagged, speakers: list[Attribution]) -> None:
        """As in "Zaman, the provincial military chief, said": the office points back to its holder."""
        for item in speakers:
            acronym = _ACRONYM.match(tagged.text, tagged.z[item.z - 1]) if 0 < item.z <= len(tagged) else None
            if acronym:
                self.speakers.offices[acronym[1].lower()] = Named(item.claimant, item.surface, item.polity)
            office = _APPOSITION.match(tagged.text, tagged.z[item.z - 1]) if 0 < item.z <= len(tagged) else None
            if office and office[1].split()[-1] in SPEAKING:
                self.speakers.offices[office[1]] = Named(item.claimant, item.surface, item.polity)

    def remember_claim(
        self,
        sentence: Sentence,
        reading: Reading,
        side: str,
        rule: str,
        noun: str,
        period: Period,
        speaker: Attribution | None,
    ) -> None:
        """Keep the side and the period of a claim for those that follow it."""
        self._remember_side(sentence, reading, side, rule, noun)
        if sentence.role == "headline":
            return
        dated = period.end and not period.rule.startswith("same-")
        if dated and period.scope == "incident":
            self.event = period
        elif dated and period.scope == "period":
            self.spell, self.spell_paragraph = period, sentence.paragraph
        if speaker is not None and period.rule in ("from-to", "total-since"):
            self.stated[speaker.claimant] = period

    def _remember_side(self, sentence: Sentence, reading: Reading, side: str, rule: str, noun: str) -> None:
        discourse, value = self.discourse, reading.fig.value or 0.0
        discourse.sentence_side = side
        if value >= 1000 and side != "unknown" and reading.unit == "persons":
            discourse.numbers.setdefault((reading.measure, value), side)
        if side in ("", "unknown", "both"):
            return
        if reading.unit in MUNITIONS | {"attacks"}:
            discourse.launcher = side
        elif reading.population == "military":
            discourse.last_military = side
            if rule != "as-before":
                discourse.fighters[noun] = side
        elif reading.unit == "persons" and side not in discourse.lexicon.groups:
            discourse.place, discourse.place_paragraph = side, sentence.paragraph
        if reading.unit == "persons" and reading.population != "military" and rule in _SURE:
            discourse.placed[discourse.lexicon.groups.get(side, side)] += 2
