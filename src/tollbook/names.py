"""The words of a noun phrase: what is left of its adverbs and data, the person, office or adjective in it."""

from __future__ import annotations

import re
import string

from tollbook.lexicon import Lexicon

_RUN = re.compile(r"[A-ZÀ-Ý][\w’'-]*\.?(?:\s+(?:(?:al|el|bin|ibn|de|van|von|da|der)[\s-]+)*[A-ZÀ-Ý][\w’'-]*)+")
_TITLES = frozenset(
    "president minister prime governor mayor spokesman spokeswoman spokesperson general colonel major lieutenant "
    "captain chief commander secretary director professor dr mr mrs ms sir lord analyst defence defense foreign "
    "health interior deputy regional military army police senior former official leader head king judge ambassador "
    "envoy brigadier admiral lt gen col maj capt sgt us uk u.s kremlin rear brig state local district provincial "
    "representative senator historian expert author researcher doctor journalist reporter chairman vice acting "
    "supreme nato un eu chancellor premier emergency region department bishop father the a an of and in on at "
    "mayor's civil commissioner lieutenant-general major-general brigadier-general secretary-general prosecutor "
    "inspector sheikh ayatollah imam reverend pope monday tuesday wednesday thursday friday saturday sunday january "
    "february march april may june july august september october november december".split()
)
INSTITUTION = re.compile(
    r"\b(?:Ministry|Office|Institute|Cent(?:re|er)|University|Agency|Council|Services?|Command|Group|Foundation"
    r"|Organi[sz]ation|Society|Commission|Committee|Association|News|Times|Post|Fund|Programme?|Project|Crescent|Cross"
    r"|Watch|Observatory|Network|Army|Forces?|Corps|Department|Union|Bank|Authority|Authorities|Defen[cs]e|Staff|Front"
    r"|Movement|Party|Brigades?|Rights|Nations|Court|House|Parliament|Assembly|Mission|Tribunal|Bureau|Directorate"
    r"|Administration|Guard|Navy|Hospital|Coalition|Database|Archive|Media|Radio|Television|Borders|Children|Adom"
    r"|Physicians|Street|Journal|Tribune|Telegraph|Gazette|Herald|Guardian|Review|International|Congress|Federation"
    r"|Republic|Press|States|Kingdom|Emirates|League)\b"
)
_LEAD = re.compile(
    r"(?:(?:the|a|an|but|and|while|however|meanwhile|earlier|later|also|as|when|after|that|separately|though|although"
    r"|where|because|yet|still|then|so|for (?:his|her|its) part|one|two|three|several|some|many|other|according to"
    r"|local time|both|what)\s+|[,:;\"“”'‘’.\s•*▪️-])+",
    re.I,
)
_TRAIL = string.whitespace + ",:;\"“”‘.’'"
_DATA = re.compile(
    r"\s+(?:figures?|data|records?|statistics|numbers|documents?|tall(?:y|ies)|counts?|estimates?|surveys?|reports?"
    r"|stud(?:y|ies)|analys[ei]s|statements?|assessments?|updates?|calculations?|lists?|databases?|bulletins?"
    r"|briefings?)$",
    re.I,
)
_DATA_OF = re.compile(
    r"^(?:(?:official|latest|preliminary|new|retrospective|internal|its|the|daily|confidential|initial|updated|recent"
    r"|provisional|published)\s+)*(?:figures?|data|records?|statistics|numbers|tall(?:y|ies)|counts?|estimates?"
    r"|authors?|researchers?|statements?|reports?|study|studies|assessments?|survey|analysis|sources?|lists?"
    r"|calculations?)\s+(?:of|from|by|in|at|compiled by|released by|published by|with|within"
    r"|close to)\s+(?:the\s+)?(?=[A-Z])",
    re.I,
)
_WHO_HAS_DATA = re.compile(r"[A-Z]|ministry|government|police|army|military")
_POSSESSIVE = re.compile(r"[’']s?$")
_HAS = re.compile(r"\s+(?:has|have|had|also|just|later|already|then|now|previously|since)$")
_ADJECTIVES = {"United Kingdom": "UK", "United States": "US"}


_DATA_REST = re.compile(
    r"\s+(?:data|figures|records|statistics|documents|numbers)\s+(?:tabled|released|published|compiled|seen|obtained|shared"
    r"|issued|collected|provided|reviewed|cited|gathered|submitted)\b.*$"
)


def strip_lead(surface: str) -> str:
    """Drop what a noun phrase opens or closes with beside the name: "but the", "figures from the", "also"."""
    lead = _LEAD.match(surface)
    words = (surface[lead.end() :] if lead else surface).rstrip(_TRAIL)
    if data_of := _DATA_OF.match(words):
        words = words[data_of.end() :]
    if " " not in words:
        return words
    shorter = _DATA.sub("", _DATA_REST.sub("", words))
    if shorter != words and _WHO_HAS_DATA.search(shorter):
        words = _POSSESSIVE.sub("", shorter)
    return _HAS.sub("", words)


def find_person(surface: str, lexicon: Lexicon) -> str:
    """Find the last run of two or more capitalised words that names a person, without titles; "" for none."""
    best = ""
    for run in _RUN.finditer(surface):
        words = run[0].split()
        while words and (words[0].lower().strip(".'’") in _TITLES or _is_term(words[0], lexicon)):
            words = words[1:]
        while words and words[-1].lower().strip(".'’") in _TITLES:
            words = words[:-1]
        name = " ".join(words)
        if len(words) >= 2 and not INSTITUTION.search(name) and not (len(words) == 2 and _is_term(words[0], lexicon)):
            best = re.sub(r"[’']s$", "", name)
    return best


def _is_term(word: str, lexicon: Lexicon) -> bool:
    low = word.lower().replace("’", "'").removesuffix("'s").strip(".")
    return any(not rest and term.cls in "AGkO" for rest, term in lexicon.phrases.get(low, ()))


def find_office(low: str, lexicon: Lexicon) -> str:
    """Find the canonical name of the longest office in a lower-cased phrase, "" when it names none."""
    terms = (term for term in lexicon.offices if term in low and re.search(rf"\b{re.escape(term)}\b", low))
    best = max(terms, key=len, default="")
    return best and lexicon.offices[best]


def adjective(polity: str, lexicon: Lexicon) -> str:
    """Adjective of a polity as the press writes it, "UK", "Russian"; the polity itself where the lexicon has none."""
    return _ADJECTIVES.get(polity) or lexicon.demonyms.get(polity, polity)
