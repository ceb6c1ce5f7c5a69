"""What a number is when it is no claim: date, age, distance, name …, decided by the words directly around it."""

from __future__ import annotations

import re

from tollbook.figures import Figure
from tollbook.rules import Rule, RuleBook
from tollbook.tagging import Tagged

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)

_SMALL = "one|two|three|four|five|six|seven|eight|nine|ten|twenty"
_NO_TIME = r"(?!days?\b|weeks?\b|months?\b|years?\b|hours?\b)[a-z]"

KIND_RULES = (
    Rule("share-in", "share", r"", rf"\s+in\s+(?:every\s+)?(?:{_SMALL}|\d{{1,3}})\s+{_NO_TIME}",
         "One in three homes lacks a roof.", "One → share", "One in March fell."),
    Rule("share-in-of", "share", rf"\b(?:{_SMALL})\s+in\s+(?:every\s+)?", rf"\s+{_NO_TIME}",
         "Four in ten shops closed.", "ten → share", "It came in three waves."),
    Rule("age-than", "age", r"\b(?:older|younger)\s+than\s", r"", "No child older than 15 came.", "15 → age",
         "More than 15 came."),
    Rule("footnote-bracket", "footnote", r"\[", r"\s?\]", "The siege cost 40,000 lives. [7]", "7 → footnote",
         "The siege cost 7 lives."),
    Rule("time-half-past", "time", r"\b(?:half|quarter)[\s-](?:past|to)\s", r"", "At half past eight the siren rang.",
         "eight → time", "At eight sites fires burned."),
    Rule("time-military", "time", r"\b(?:at|by|around|about|from|until|before|after|since|to)\s", r"\s?(?:h|hrs|hours|z)\b(?=\s*(?:[.,;]|on\b|local\b|$))",
         "The raid began at 0430hrs.", "0430 → time", "The raid lasted from 30 hours to a week."),
    Rule("time-dotted", "time", r"\b(?:at|by|around|about|until|before|after|since)\s", r"(?=\s(?:on|in\sthe\s(?:morning|afternoon|evening)|that|this|yesterday|today|tonight)\b)",
         "It struck at 7.30 in the morning.", "7.30 → time", "He looked at 12 men in the rain."),
    Rule("time-h", "time", r"", r"h\d\d\b", "At 18h30 the shelling stopped.", "18 → time", "At 18 sites shelling stopped."),
    Rule("counter-bracket", "counter", r"\b(?:comments?|shares?|photos?|images?|replies|posts|views)\s?[(:]\s?", r"", "Comments (14)", "14 → counter", "He shares 14 rooms."),
    Rule("age-bracket", "age", r"[a-z]\s\(", r"\)(?=[,.;:]?\s+(?:said|was|and|who|from|lost|told|is|had|has|of|a)\b|[,.;]|$)", "Olena Bondar (41) lost her home.", "41 → age",
         "Losses (41 tanks) rose."),
    Rule("age-of", "age", r"\b(?:a\s)?(?:boy|girl|child|toddler|man|woman|teenager|youth|son|daughter|age)\sof\s", r"(?=\s*(?:[.,;:)]|$|and\b|was\b|who\b|with\b))",
         "A girl of seven was pulled out.", "seven → age", "A group of seven was pulled out."),
    Rule("age-is", "age", r"\b(?:he|she|who)\s(?:was|is|had\sturned|turned|turns|has\sturned)\s(?:just\s|only\s|then\s|now\s|about\s)?", r"(?=\s*(?:[.,;:)]|$|when\b|and\b|at\b))",
         "She was 12 when the war began.", "12 → age", "She was one of 12 nurses."),
    Rule("age-under-plural", "age", r"\b(?:under|over)[-‑–]", r"s\b", "Many of them were under-5s.", "5 → age", "They are under 50 guns."),
    Rule("money-code", "money", r"(?:\b(?:rs|inr|pkr|lkr|uah|rub|gbp|chf|nis|ils|cad|aud|hk\$|a\$|c\$)\.?|₹|₪|﷼)\s?", r"", "Each family got Rs 5,000.", "5,000 → money",
         "Each family got 5,000 bricks."),
    Rule("money-cents", "money", r"", r"(?:\s|-)(?:cents?|kopecks?|pence|lakh\srupees|crore\srupees|dollar|euro)\b", "Bread cost 40 cents.", "40 → money", "Bread fed 40 centres."),
    Rule("rank-place", "rank", r"\b(?:ranked|ranks|ranking|placed)\s(?:at\s)?(?:number\s|no\.?\s)?", r"", "It ranked 5 on the list.", "5 → rank",
         "It had ranks of 50."),
    Rule("counter-of-words", "counter", r"", r"\s?(?:likes?|retweets?|reposts?|followers|upvotes|reactions)\b", "12 likes", "12 → counter",
         "12 lakes froze."),
    Rule("counter-update", "counter", r"^(?:update|chapter|lesson|takeaway|key\stakeaway|part|reason|fact|question|rule|myth)\s(?:no\.?\s|number\s)?#?", r"",
         "Key takeaway 3: the front held.", "3 → counter", "A key takeaway cost 3 men."),
    Rule("name-school", "name", r"\b(?:school|hospital|camp|clinic|ward|prison|unit|colony|kindergarten|mine|pit|bloc|building)\s(?:no\.?|number|#|№)\s?", r"", "School No. 7 was hit.", "7 → name",
         "A school and 7 homes were hit."),
    Rule("age-decade", "age", r"\bin\s(?:his|her|their)\s(?:early\s|late\s|mid-?\s?)?", r"['’]?s\b",
         "A man in his 70s was found.", "70 → age", "The base was built in the 1970s."),
    Rule("duration-short", "duration", r"", r"[-\s]?(?:mins?|hrs?|secs?)\b", "4 min read", "4 → duration",
         "4 mines exploded."),
    Rule("counter-part", "counter", r"\b(?:part|photo|image|page|slide|picture)\s\d+\s(?:of|/)\s", r"",
         "Photo 3 of 14: smoke rises.", "14 → counter", "Some 3 of 14 drones fell."),
    Rule("identifier-colon", "time", r"(?<!\d)", r":\d\d\b(?!-)",
         "The siren began at 4:15 and 12 people were killed.", "4 → time", "Killed: 12, wounded: 40."),
    Rule("time-minutes", "time", r"\d[:h]", r"", "Shelling stopped at 18:40.", "40 → time", "Killed: 40."),
    Rule("money-sign", "money", r"[$€£¥₴₽]\s?|\b(?:usd|eur|us\$)\s?", r"", "The raid cost $300,000.",
         "300,000 → money", "At least 300,000 were killed."),
    Rule("name-hyphen-left", "name",
         r"(?<![\w])(?!(?:mid|pre|post|early|late|and|or|some|to|non|nearly|about|over|least)-)[a-zа-я]{1,9}[-‑–]",
         r"", "Two F-16 jets circled.", "16 → name", "Losses in mid-2023 were heavy."),
    Rule("date-slash", "date", r"(?:^|[\s(])", r"/\d{1,2}(?:/\d{2,4})?(?![\d/%])", "The attacks of 9/11 changed that.",
         "9 → date", "Some 9 of 11 drones fell."),
    Rule("date-slashed", "date", r"(?<!\d)\d{1,2}/(?:\d{1,2}/)?", r"", "The bombers of 7/7 were young.", "7 → date",
         "The bombers were 7 young men."),
    Rule("date-list", "date", r"", rf"(?:\s?(?:,|and|to|or|[-–/&])\s?\d{{1,2}}(?:st|nd|rd|th)?)+[\s-]+{_MONTH}(?![a-z])",
         "On 28 and 29 November shells fell.", "28 → date", "Some 28 and 29 men fell in November."),
    Rule("phone", "identifier", r"\b(?:tel|telephone|phone|hotline|helpline|whatsapp|call[- ]cent(?:er|re)|fax)[.:]?[\s:]*[+(\d\s)-]*", r"",
         "Hotline: 0800 33 92.", "0800 → identifier", "The hotline took 800 calls."),
    Rule("date-day-month", "date", r"", rf"(?:st|nd|rd|th)?(?:\s+of)?[\s-]+{_MONTH}(?![a-z])",
         "The village fell on 14 March.", "14 → date", "In March 14 soldiers were killed."),
    Rule("date-month-day", "date", rf"(?<![a-z]){_MONTH},?\s+(?:the\s+)?",
         (r"(?!\s*(?:people|soldiers|civilians|troops|children|drones))(?:st|nd|rd"
          r"|th)?(?![\d,.]*\d\s+(?:people|soldiers|civilians))"), "On March 14 the village fell.", "14 → date",
         "In March 140 soldiers were killed."),
    Rule("percent", "share", r"", r"\s?(?:%|per\s?cent\b|percent\b|pct\b|percentage)",
         "Forces hold 70 percent of the town.", "70 → share", "Forces hold 70 soldiers."),
    Rule("age-old", "age", r"",
         (r"(?:\s*(?:[-‑–]|\s)\s*(?:and|to|or)?\s*\d*)?[-‑–\s]*(?:years?|months?|weeks?|days?)[-‑–\s]+(?:old"
          r"|of\s+age)"), "A 12-year-old girl spoke.", "12 → age", "A 12-year war ended."),
    Rule("age-aged", "age", r"\b(?:aged?|ages|age of)\s+(?:between\s+|from\s+)?(?:\d+\s+(?:and|to|or)\s+)?", r"",
         "A man aged 41 spoke.", "41 → age", "Aid reached 41 camps."),
    Rule("age-comma", "age", r"[A-Za-z]\.?,\s", r"\s?(?:,(?!\s?\d{3})(?!\s*(?:\d|injur|wound|and\s+\d))|\.(?!\d))",
         "Olena, 41, lost her home.", "41 → age", "In the north, 41 people died."),
    Rule("calibre", "calibre", r"", r"[-\s]?(?:mm|millimet(?:re|er))\b", "They fired 155mm shells.", "155 → calibre",
         "They fired 155 shells."),
    Rule("time-clock", "time", r"",
         r"\s?(?:a\.?m\b|p\.?m\b|o['’]clock|gmt\b|utc\b|hrs\b|hours\s+(?:gmt|local|utc)|local\s+time|noon\b)",
         "At 6 a.m. the siren rang.", "6 → time", "At 6 sites fires burned."),
    Rule("distance-glued", "distance", r"",
         (r"[-\s]?(?:km|kilomet(?:re|er)s?|mi|miles?|m|met(?:re|er)s?|ft|feet|foot|yards?|cm|inch(?:es)?"
          r"|nautical)\b(?!\s*(?:people|dead|killed))"), "It lies 40km away.", "40 → distance",
         "It lies past 40 villages."),
    Rule("area", "area", r"",
         r"[-\s]?(?:sq\.?|square)[-\s]?(?:km|kilomet|mi|m\b|met)|\s?(?:km²|km2|m²|ha\b|hectares?|acres?)",
         "They took 40 sq km.", "40 → area", "They took 40 squares."),
    Rule("money-words", "money", r"",
         (r"[-\s]?(?:us\s+)?(?:dollars?|euros?|pounds?\s+sterling|roubles?|rubles?|hryvnias?|rupees?|shekels?"
          r"|yuan|yen)\b"), "It cost 40 million dollars.", "40 million → money", "It cost 40 million lives."),
    Rule("plan-point", "plan_item", r"",
         r"[-‑–\s](?:points?|step|stage|phase|item|article|pillar)\b(?!\s+(?:lead|drop|rise))",
         "A 12-point plan was shown.", "12 → plan_item", "A 12-hour lull was held."),
    Rule("duration-hyphen", "duration", r"",
         r"[-‑–]+(?:second|minute|hour|day|night|week|month|year|decade)s?(?:[-‑–](?:long|old))?\b",
         "A 12-hour lull was held.", "12 → duration", "A 12-point plan was shown."),
    Rule("compound-weight", "aid", r"", r"[-‑–](?:ton|tonne|kilogram|kilo|kg|pound|lb)s?\b",
         "A 500-kilogram charge was found.", "500 → aid", "A 500-strong crowd came."),
    Rule("strong", "force_strength", r"", r"[-‑–\s]strong\b", "A 500-strong unit came.", "500 → force_strength",
         "A 500-kilogram charge was found."),
    Rule("compound-count", "other_count", r"",
         (r"[-‑–](?:stor(?:e?y|ey)|floor|bed|room|seat|member|nation|country|party|man|woman|person|lane|page"
          r"|part|way|truck|vehicle|team|state|volume)\b"), "A nine-storey block burned.", "nine → other_count",
         "Nine blocks burned."),
    Rule("identifier-word", "identifier",
         (r"\b(?:no\.?|number|resolution|article|flight|protocol|room|route|highway|bus|gate|block|case|order"
          r"|decree|law|act|section|channel|line|hill|point|sector|article|form|account|code|phone|call|tel\.?"
          r"|ref\.?|id|isbn|page|p\.|pp\.|chapter|grade|level|category|track|pier|unit|base|apartment|flat"
          r"|checkpoint|school)\s(?:no\.?\s|number\s)?#?"),
         (r"(?!\s+(?!was\b|has\b|is\b|does\b)[a-z]+s\b)(?!\s+(?:people|soldiers|civilians|troops|were|have|dead|killed|wounded|injured|more|drones"
          r"|missiles|rockets|attacks|strikes|tanks|others|children))"), "Resolution 2728 was passed.",
         "2728 → identifier", "In the resolution 40 states joined."),
    Rule("hash", "identifier", r"#", r"", "Post #12 was removed.", "12 → identifier", "Post 12 soldiers there."),
    Rule("counter-word", "counter",
         (r"\b(?:day|photo|image|slide|figure|fig\.|picture|table|part|week|round|episode|volume|vol\.|item"
          r"|step|phase|stage|annex|appendix|note)\s(?:no\.?\s)?"),
         r"(?=\s*(?:$|[,.;:)\]\n]|of\b|in\b|\(|[-–—]\s|brought|saw|began))", "Day 41 of the siege brought rain.",
         "41 → counter", "By day 41 soldiers were killed there."),
    Rule("counter-of", "counter", r"^|[(\[]", r"\s?(?:/|of)\s?\d+\s?[)\]]?(?:$|[:.\n])", "(2 of 7)", "2 → counter",
         "2 of 7 drones were shot down."),
    Rule("counter-list", "counter", r"^[(\[•*\s-]*", r"\s?[.)]\s", "3. Talks resumed.", "3 → counter",
         "3 people died."),
    Rule("decade", "date", r"", r"['’]?s\b(?!\s*(?:\d))", "In the 1990s talks failed.", "1990 → date",
         "1990 soldiers were lost."),
    Rule("name-glued-left", "name", r"[A-Za-zА-Яа-я]", r"", "An AK47 was found.", "47 → name",
         "AK rifles killed 47."),
)  # fmt: skip
_BOOK = RuleBook(KIND_RULES)
_NAME_AFTER = re.compile(
    r"(?:st|nd|rd|th)?\s+(?:[A-Z][\w-]+\s+){0,4}(?:Brigade|Battalion|Regiment|Division|Corps|Army|Fleet|Squadron"
    r"|Group|Wing|Company|Platoon|Airborne|Congress|Infantry|Armou?red|Marines?|Guards|Fusiliers|Rifles"
    r"|Mechani[sz]ed|Motorized|Assault|Mountain|Parliament|Legion|World\s+War|Intifada|Directorate|Front)\b"
)
_AGE_LIMIT = re.compile(r"(?:under|over|below|above|younger|older)\b", re.I)
_OF_AN_AGE = re.compile(
    r"\b(?:of\s(?:them|whom|those)|children|boys|girls|kids|is|was|were|are|anyone|everyone|aged)\s$", re.I
)
_ENDS_GLUED = re.compile(r"[.!?][\"”’]?$|[a-z]$")
_IDIOM_ONE = re.compile(
    r"\s+(?:of\b(?!\s+(?:them|whom|those\s+killed|these)\b)|by one\b|another\b|day\b(?=,|\s+(?:he|she|they|we|it|this|the|soon|when)\b)|thing\b|more\s+time\b|way\b|side\b)|[-‑](?:time|way|off|sided|on|third|by|two)\b"
    r"|['’]s\b",
    re.I,
)


def classify(tagged: Tagged, n: int) -> tuple[str, str]:
    """Kind of the number at unit ``n`` by its neighbours, and the rule that says so; ("", "") when none does.

    Returns
    -------
    tuple of str
        (kind, rule name). A number left open may be a claim; see :mod:`tollbook.counted`.
    """
    fig = tagged.fig[n]
    assert fig is not None
    start, end = tagged.a[n], tagged.z[n]
    core = tagged.text[start:end]
    before, after = tagged.text[max(0, start - 40) : start], tagged.text[end : end + 60]
    if fig.kind == "ordinal":
        return _ordinal(tagged, n, before, after)
    if fig.kind:
        return fig.kind, fig.why
    if fig.digits and _NAME_AFTER.match(after):
        return "name", "unit-name"
    if core.lower() == "one" and (
        _IDIOM_ONE.match(after)
        or before.lower().endswith(("no ", "the ", "this ", "that ", "any ", "every ", "which ", "each "))
        or (re.match(r"\s*[.,;:!?\"”)]", after) and re.search(r"d[xeCJ]{1,3}$|[i]x$", tagged.s[:n]))
    ):
        return "idiom", "one-idiom"
    if fig.bound in ("at_most", "at_least") and _AGE_LIMIT.match(core) and _OF_AN_AGE.search(before):
        if re.match(r"\s?(?:[.,;:)]|$|and\b)", after):
            return "age", "age-limit"
    if (
        fig.digits
        and re.match(r"[A-Za-z](?!\w*['’])", after)
        and not re.match(r"s\b|(?:km|mm|cm|kg|m|am|pm|ft|h|mi|mph|hrs|z)\b|h\d\d\b", after)
    ):
        return "name", "name-glued-right"
    found = _BOOK.match(before.lower() if start else "", after.lower())
    if (
        found
        and not (found[0].reads == "counter" and fig.bound != "exact")
        and not _overruled(found[0], fig, before, after)
    ):
        return found[0].reads, found[0].name
    if core[0] == "0" and core[1:2].isdecimal():
        return "identifier", "leading-zero"
    if core.isdecimal() and len(core) == 4 and re.search(rf"\d\s+{_MONTH},?\s$|{_MONTH}\s\d{{1,2}},?\s$", before, re.I):
        return "date", "year"
    if _is_year(core, before, after):
        return "date", "year"
    if fig.digits and core.isdigit() and len(core) < 3 and _ENDS_GLUED.search(before):
        return "footnote", "footnote-glued"
    return "", ""


def _overruled(rule: Rule, fig: Figure, before: str, after: str) -> bool:
    """A bounded or large number is no day, age or identifier, whatever stands before it; a month is capitalised."""
    value = fig.value or 0
    if rule.name in ("date-month-day", "date-day-month"):
        month = (
            re.search(r"([A-Za-z]+)\W*(?:the\s+)?$", before)
            if rule.name == "date-month-day"
            else re.match(r"\W*(?:st|nd|rd|th)?\W*(?:of\s+)?(\w)", after)
        )
        if month and month[1][0].islower():
            return True
    if fig.bound == "vague":
        return True
    if rule.name == "identifier-word":
        return fig.bound != "exact" or fig.magnitude > 1
    if rule.name in ("age-comma", "date-month-day", "date-day-month"):
        return fig.magnitude > 1 or value > (31 if rule.reads == "date" else 110)
    return False


def _is_year(core: str, before: str, after: str) -> bool:
    if not (core.isdigit() and len(core) == 4 and 1800 <= int(core) <= 2100):
        return False
    if re.match(
        r"\s+(?:people|soldiers|civilians|troops|drones|missiles|killed|wounded|dead|men|personnel|injured"
        r"|prisoners|were|others|children|women|casualties|deaths)\b",
        after,
    ):
        return bool(re.search(r"\b(?:[Ii]n|[Ss]ince|[Dd]uring|of|[Bb]y|than in)\s$", before)) and not re.match(
            r"\s+(?:people|others)", after
        )
    return True


_UNIT_AFTER = re.compile(
    r"\s+(?:[a-z]+\s+){0,2}(?:brigade|battalion|regiment|division|corps|army|fleet|squadron|wing|company|platoon)\b"
)
_DAY_BEFORE = re.compile(r"\b(?:on|of|until|by|since|from|to|till|before|after)\s+the\s+$", re.I)


def _ordinal(tagged: Tagged, n: int, before: str, after: str) -> tuple[str, str]:
    if tagged.low[n][0].isdecimal():
        if _UNIT_AFTER.match(after):
            return "name", "ordinal-unit"
        if _DAY_BEFORE.search(before) and re.match(r"\s*(?:[.,;]|$|to\b|and\b|when\b)", after):
            return "date", "ordinal-day"
    if _NAME_AFTER.match(after) or re.match(r"\s+World\s+War|\s+Intifada", after):
        return "name", "ordinal-name"
    if re.match(rf"(?:\s+of)?\s+{_MONTH}(?![a-z])", after, re.I) or re.search(
        rf"(?<![a-z]){_MONTH}\s+(?:the\s+)?$", before, re.I
    ):
        return "date", "ordinal-date"
    if re.match(r"\s+centur", after):
        return "date", "ordinal-century"
    if re.search(r"\b(?:one|two|three)[\s-]$", before, re.I) and tagged.low[n] in (
        "third",
        "fourth",
        "fifth",
        "tenth",
        "thirds",
    ):
        return "share", "fraction"
    if (
        tagged.low[n] in ("third", "quarter", "fifth", "fourth", "tenth")
        and re.search(r"\b(?:a|one)\s$", before, re.I)
        and re.match(r"\s+of\b", after)
    ):
        return "share", "fraction"
    if re.match(r"\s+(?:largest|biggest|highest|deadliest|worst|most|rank)", after):
        return "rank", "ordinal-rank"
    return "ordinal", "ordinal"


_LETTER = {
    "date": "m",
    "time": "m",
    "name": "x",
    "identifier": "x",
    "counter": "x",
    "footnote": "x",
    "calibre": "x",
    "rank": "x",
}


def settle_kind(tagged: Tagged, n: int) -> None:
    """Give a number with a kind another letter, so that it stands in no claim's way ("two Kh-59 missiles")."""
    fig = tagged.fig[n]
    assert fig is not None
    stop = n + 1
    if fig.kind == "ordinal" and n and tagged.low[n - 1] not in ("a", "an", "another"):
        tagged.s = tagged.s[:n] + "x" + tagged.s[stop:]
    if fig.kind in ("age", "duration", "distance", "plan_item", "calibre", "aid") and re.match(
        r"-?[Uxm](?:-x)?", tagged.s[n + 1 : n + 5]
    ):
        stop = n + 3 if tagged.s[n + 1] == "-" else n + 2
        if fig.kind in ("duration", "distance", "plan_item", "aid") and tagged.s[n + 1] != "-":
            return
        tagged.s = tagged.s[:n] + ("a" if fig.kind == "age" else "x") * (stop - n) + tagged.s[stop:]
    elif fig.kind in _LETTER or fig.kind == "age":
        tagged.s = tagged.s[:n] + _LETTER.get(fig.kind, "x") + tagged.s[stop:]
        if fig.kind in ("name", "calibre") and n >= 2 and tagged.s[n - 1] == "-":
            tagged.s = tagged.s[: n - 2] + "xx" + tagged.s[n:]
