"""The contract of the tables: one entry per column, the same name meaning the same thing everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tollbook.errors import SchemaError

if TYPE_CHECKING:
    import pandas as pd

SCHEMA_VERSION = "1.0"

BOUNDS = ("exact", "about", "nearly", "at_least", "at_most", "between", "vague")
MEASURES = (
    "killed", "wounded", "casualties", "killed_or_missing", "missing", "captured", "exchanged",
    "returned_bodies", "displaced", "launched", "intercepted", "jammed", "hit", "destroyed", "damaged", "other",
)  # fmt: skip
UNITS = (
    "persons", "drones", "missiles", "bombs", "rockets", "shells", "attacks", "tanks", "armored_vehicles",
    "vehicles", "artillery", "mlrs", "air_defence", "aircraft", "helicopters", "ships", "submarines", "equipment",
    "depots", "buildings", "homes", "sites", "settlements", "regions", "families", "percent", "ratio", "other",
)  # fmt: skip
KINDS = (
    "claim", "date", "time", "duration", "age", "distance", "area", "money", "share", "ordinal", "rank",
    "force_strength", "aid", "plan_item", "name", "identifier", "counter", "footnote", "calibre", "other_count",
    "idiom", "other",
)  # fmt: skip
POPULATIONS = ("military", "civilian", "children", "mixed", "unknown", "")
SCOPES = ("cumulative", "period", "incident", "rate")
MODALITIES = ("asserted", "estimated", "projected", "hypothetical", "denied")
ROLES = ("headline", "standfirst", "dateline", "body", "quote", "caption", "boilerplate")
TEXT_KINDS = ("original", "retelling")
DATE_BASES = ("stated", "resolved", "context", "unknown")
STANCES = ("proposes", "accepts", "rejects", "demands", "denies", "claims")
ACTOR_KINDS = ("polity", "institution", "person", "group", "outlet")
VERDICTS = ("exact", "consistent", "upper_end_of", "lower_end_of", "within", "conflicts", "not_checkable")
PUBLISHED_BASES = ("stated", "counted", "context", "file", "unknown")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its type (``string``, ``integer``, ``number``), what it says, what is legal, and its unit."""

    name: str
    type: str
    says: str
    legal: tuple[str, ...] = ()
    required: bool = False
    unit: str = ""


def _text(name: str, says: str, legal: tuple[str, ...] = (), required: bool = False) -> Column:
    return Column(name, "string", says, legal, required)


_COLUMNS = (
    _text(
        "document_id", "Slug of the article's file stem; a record's id or hash where there is no file.", required=True
    ),
    _text("path", "Where the article was read, relative to the folder given."),
    _text("sha256", "SHA-256 of the article's bytes.", required=True),
    _text("publisher", "Who published the article."),
    _text("headline", "The first headline of the article."),
    _text("url", "Address of the original."),
    _text("text_kind", "Whether the text is the original or a retelling of it.", TEXT_KINDS, required=True),
    _text("published", "Day of publication, ISO at stated precision; empty when only bracketed or unknown."),
    _text("published_basis", "How the day of publication is known.", PUBLISHED_BASES, required=True),
    _text("published_earliest", "Earliest possible day of publication, ISO."),
    _text("published_latest", "Latest possible day of publication, ISO."),
    _text("language", "Language of the text, ISO 639-1, or `und`.", required=True),
    Column("n_words", "integer", "Words in the text.", required=True, unit="words"),
    Column("n_sentences", "integer", "Sentences in the text.", required=True, unit="sentences"),
    _text("sentence_id", "`document_id` and the sentence's rank: `x:12`.", required=True),
    Column("start", "integer", "First character of the span in the document's text.", required=True, unit="characters"),
    Column("end", "integer", "Character after the span's last.", required=True, unit="characters"),
    _text("role", "What part of the article the sentence is.", ROLES, required=True),
    _text("text", "The sentence's own words.", required=True),
    _text("figure_id", "`f` and twelve hex digits, from document, sentence text and rank.", required=True),
    _text("surface", "The number expression with its qualifier, as written.", required=True),
    Column("low", "number", "Lower bound the words state; empty when they state none."),
    Column("best", "number", "The value itself when the words give one; never a midpoint."),
    Column("high", "number", "Upper bound the words state; empty when they state none."),
    _text("bound", "How the words bound the number.", BOUNDS, required=True),
    _text("unit", "What is counted.", UNITS),
    _text("kind", "What the number is.", KINDS, required=True),
    _text("why", "The rule that decided the kind."),
    _text("claim_id", "`c` and twelve hex digits: the permanent address of the claim.", required=True),
    _text("measure", "What happened to what is counted.", MEASURES, required=True),
    _text("side", "Whose people or things; who launched a munition; `both`, `unknown` or a polity.", required=True),
    _text("population", "Which people; empty for things.", POPULATIONS),
    _text("scope", "Running total, a period's count, one incident, or a rate.", SCOPES, required=True),
    _text("claimant", "Who asserts the number; `article` when nobody is named.", required=True),
    _text("claimant_surface", "The words that name the claimant, with any role."),
    _text("via", "Who relays the claimant."),
    _text("period_start", "First day the count covers, ISO at stated precision."),
    _text("period_end", "Last day the count covers, ISO at stated precision; equals `as_of` for a running total."),
    _text("as_of", "Day the count was taken, ISO at stated precision."),
    _text("period_surface", "The words the period was read from."),
    _text("modality", "How the claimant puts it.", MODALITIES, required=True),
    _text("likelihood", 'Words of probability, kept as said ("highly likely").'),
    _text("part_of", "The claim of which this one is a subset."),
    _text("origin_id", "The same for all claims that are one statement (the echo)."),
    _text("rule", "The rules that read the claim, separated by blanks.", required=True),
    _text("input", "The input as named by the caller.", required=True),
    Column("line", "integer", "Line of the input the reason refers to; 0 for all of it.", unit="lines"),
    _text(
        "severity", "`refused` (in no other table) or `partial` (read in part).", ("refused", "partial"), required=True
    ),
    _text("reason", "What is wrong.", required=True),
    _text("cure", "What to do.", required=True),
)
COLUMNS: dict[str, Column] = {column.name: column for column in _COLUMNS}

_JUDGED = (
    # echoes
    _text("echo_id", "`h` and twelve hex digits, from the two ends of the link.", required=True),
    _text("source_document_id", "The article the statement stands in first, as far as is known.", required=True),
    _text("carrier_document_id", "The article that has it too.", required=True),
    _text("source_claim_id", "The claim in the source; empty when whole articles are linked."),
    _text("carrier_claim_id", "The claim in the carrier; empty when whole articles are linked."),
    Column("overlap", "number", "Share of the carrier's runs of five words that stand in the source.", unit="share"),
    _text("evidence", "What the link rests on.", required=True),
    # origins
    _text("claimants", "Names of claimants, sorted, separated by semicolons."),
    _text("document_ids", "The articles that tell it, separated by blanks.", required=True),
    Column("n_claims", "integer", "How many claims there are.", required=True, unit="claims"),
    Column("n_documents", "integer", "How many articles tell it.", required=True, unit="articles"),
    Column("n_claimants", "integer", "How many claimants are named.", required=True, unit="claimants"),
    _text("dependent_on", "Claimants whose counts this one is known to build on, separated by semicolons."),
    # spans
    Column("stated_low", "number", "The least number that any origin states."),
    Column("stated_high", "number", "The greatest number that any origin states."),
    Column("n_origins", "integer", "How many origins there are.", required=True, unit="origins"),
    Column("n_dependent", "integer", "How many of them build on another of them.", required=True, unit="origins"),
    _text("origin_ids", "Origins, sorted, separated by blanks.", required=True),
    # sensitivity
    _text("without_kind", "What is left out.", ("claimant", "origin", "document"), required=True),
    _text("without", "Which one is left out.", required=True),
    Column("low_without", "number", "The lower end without it; empty when open, or nothing is left."),
    Column("high_without", "number", "The upper end without it; empty when open, or nothing is left."),
    _text("changed", "Whether an end moves, opens or closes, or nothing is left.", ("yes", "no"), required=True),
    _text("says", "What moves, in figures.", required=True),
    # findings
    _text("finding_id", "`n` and twelve hex digits, from the kind and the claims.", required=True),
    _text("claim_ids", "The claims involved, sorted, separated by blanks.", required=True),
    _text("reference_ids", "The references involved, sorted, separated by blanks."),
    _text("arithmetic", "The numbers set against each other.", required=True),
    _text("sentence", "What it means, for a reader.", required=True),
    # references
    _text("reference_id", "`r` and twelve hex digits, from series, date and values.", required=True),
    _text("series", "The series, or the subject of a base, that the value belongs to.", required=True),
    _text("cue", "Words, separated by semicolons, one of which must stand in a sentence for the value to be the base "
          "of its share or multiple; empty for totals that claims are checked against."),
    _text("citation", "Where the value was published.", required=True),
    _text("independent_of", "Claimants whose counts it is not independent of, separated by semicolons."),
    # crosschecks
    _text("verdict", "How the claim stands to the reference.", VERDICTS, required=True),
    Column("difference", "number", "How far the claim lies from the nearest value of the reference; 0 inside its "
           "range.", unit="percent"),
    _text("independent", "Whether the reference is independent of the claimant; an unnamed one never counts as so.",
          ("yes", "no", "same_source")),
    # rates
    _text("rate_id", "`t` and twelve hex digits, from kind and claims.", required=True),
    _text("from_claim_id", "The earlier count, or the only one."),
    _text("to_claim_id", "The later count, the projection, or the rate itself.", required=True),
    Column("days_low", "number", "Fewest days that the dates as stated allow.", unit="days"),
    Column("days_high", "number", "Most days that the dates as stated allow.", unit="days"),
    # reach
    _text("base", "The reference or the claims it was computed from, separated by blanks.", required=True),
    _text("source", "Where the base was published, or who claims it.", required=True),
    # events
    _text("event_id", "`e` and twelve hex digits, from the event's claims.", required=True),
    _text("date", "The day, ISO at stated precision; empty when nothing says."),
    _text("date_basis", "How the day is known: the text states it, it follows from the day of publication, the "
          "sentences before tell it, or it is not known.", DATE_BASES, required=True),
    _text("place", "The place as the article names it; empty when it names none."),
    _text("region", "The region the place lies in, or all that is known of where."),
    _text("country", "The polity the place lies in; empty when the text does not tell."),
    Column("latitude", "number", "Latitude of a town that is known for sure; never guessed.", unit="degrees"),
    Column("longitude", "number", "Longitude of a town that is known for sure; never guessed.", unit="degrees"),
    _text("weapons", "What was fired or set off, separated by blanks."),
    *(_text(name, f"Claims about {what}, separated by blanks.") for name, what in (
        ("launched", "what was launched"), ("intercepted", "what was shot down"), ("jammed", "what was jammed"),
        ("hit", "what was hit, destroyed or damaged"), ("killed", "the dead"), ("wounded", "the wounded"),
        ("outage", "who was left without power, heat or water"))),
    _text("document_ids", "The articles that tell it, separated by blanks.", required=True),
    Column("n_documents", "integer", "How many articles tell it.", required=True, unit="articles"),
    # quotes
    _text("quote_id", "`q` and twelve hex digits, from document, sentence and span.", required=True),
    _text("speaker", "Who speaks, by the name that claimants have; empty when the article leaves it open."),
    _text("speaker_surface", "The words that name the speaker where the quote stands."),
    # positions
    _text("position_id", "`p` and twelve hex digits, from sentence, parties and item.", required=True),
    _text("topic", "Talks, or who holds which territory.", ("talks", "territory"), required=True),
    _text("parties", "Who takes the stance; without a stance who meets. Separated by a semicolon.", ),
    _text("item", "What is proposed, accepted, rejected, demanded, denied or claimed, as written.", required=True),
    _text("stance", "What the parties make of the item; empty when nothing but the talks is told.", STANCES),
    # places and actors
    Column("n_mentions", "integer", "How often the articles name the place.", required=True, unit="mentions"),
    _text("actor", "Who acts or speaks, by the name that claimants have.", required=True),
    Column("n_claims", "integer", "How many claims the actor makes.", required=True, unit="claims"),
    Column("n_quotes", "integer", "How often the actor is quoted.", required=True, unit="quotes"),
)  # fmt: skip
COLUMNS |= {column.name: column for column in _JUDGED}
FINDINGS = (
    "category_error", "dropped_bound", "killed_above_casualties", "falling_series", "odd_ratio", "sum_mismatch",
    "subset_above_whole", "percent_mismatch", "print_date", "claimants_differ", "claimant_contradicts_itself",
    "headline_against_body", "jump", "one_belligerent_only", "reference_conflict",
)  # fmt: skip
_OWN_COLUMNS = {
    ("findings", "kind"): _text("kind", "What was found.", FINDINGS, required=True),
    ("findings", "severity"): _text(
        "severity",
        "`contradiction` (the words cannot all be true), `question` (odd, worth asking) or `note`.",
        ("contradiction", "question", "note"),
        required=True,
    ),
    ("echoes", "kind"): _text(
        "kind",
        "`same` (claimant, values, period), `restates` (one value satisfies the other's bound or rounding) or "
        "`rewrite` (text reuse).",
        ("same", "restates", "rewrite"),
        required=True,
    ),
    ("crosschecks", "reference_id"): _text("reference_id", "The reference; empty when nothing fits the claim."),
    ("rates", "kind"): _text(
        "kind",
        "`implied` (between two counts), `so_far` (a count over its own days), `stated`, or `needed` by a projection.",
        ("implied", "so_far", "stated", "needed"),
        required=True,
    ),
    ("rates", "low"): Column("low", "number", "Fewest a day; empty when open.", unit="per day"),
    ("rates", "high"): Column("high", "number", "Most a day; empty when open.", unit="per day"),
    ("reach", "kind"): _text(
        "kind", "What was turned into a count.", ("projection", "share", "multiple"), required=True
    ),
    ("origins", "claim_id"): _text("claim_id", "The claim that stands for the origin.", required=True),
    ("spans", "low"): Column("low", "number", "The lower end over all origins; empty when one leaves it open."),
    ("spans", "high"): Column("high", "number", "The upper end over all origins; empty when one leaves it open."),
    ("quotes", "role"): _text("role", "What the article says the speaker is; empty when it does not."),
    ("quotes", "kind"): _text("kind", "In the speaker's own words or told.", ("direct", "indirect"), required=True),
    ("actors", "kind"): _text("kind", "What the actor is.", ACTOR_KINDS, required=True),
    ("places", "place"): _text("place", "The place as the articles name it.", required=True),
}
"""Columns that one table has otherwise than the rest."""


def column_of(table: str, name: str) -> Column:
    """Give the entry of a table's column: its own where it has one, else that of all tables."""
    return _OWN_COLUMNS.get((table, name), COLUMNS[name])


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name, what a row is, its columns in order, its key and whether it may be published."""

    name: str
    row: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    public: bool = True


_SPAN = "start end surface low best high bound unit"
_TABLES = (
    Table("documents", "one article", tuple(
        "document_id path sha256 publisher headline url text_kind published published_basis published_earliest "
        "published_latest language n_words n_sentences".split()), ("document_id",)),
    Table("sentences", "one sentence of an article", tuple("document_id sentence_id start end role text".split()),
          ("sentence_id",), public=False),
    Table("figures", "one number in the text, digits or words", tuple(
        f"figure_id document_id sentence_id {_SPAN} kind why".split()), ("figure_id",)),
    Table("claims", "one quantitative statement about loss or attack", tuple(
        f"claim_id figure_id document_id sentence_id {_SPAN} measure side population scope claimant "
        "claimant_surface via period_start period_end as_of period_surface modality likelihood part_of origin_id rule"
        .split()), ("claim_id",)),
    Table("quarantine", "one input refused or partly read", tuple("input line severity reason cure".split()), ()),
)  # fmt: skip
TABLES: dict[str, Table] = {table.name: table for table in _TABLES}
_KIND_OF_COUNT = "side measure unit population scope"
_JUDGEMENTS = (
    # echoes
    Table("echoes", "one link between two claims, or two articles, that are one statement or one text", tuple(
        "echo_id kind origin_id source_document_id carrier_document_id source_claim_id carrier_claim_id overlap "
        "evidence".split()), ("echo_id",)),
    Table("origins", "one statement, however many articles carry it", tuple(
        "origin_id claim_id claimants document_ids n_claims n_documents n_claimants dependent_on".split()),
        ("origin_id",)),
    Table("spans", "one kind of count at one date, over all origins", tuple(
        f"{_KIND_OF_COUNT} period_start as_of low high stated_low stated_high n_origins n_claimants n_dependent "
        "origin_ids claimants".split()), (*_KIND_OF_COUNT.split(), "period_start", "as_of")),
    Table("sensitivity", "one kind of count at its latest date with something left out", tuple(
        f"{_KIND_OF_COUNT} period_start as_of without_kind without low high low_without high_without changed says"
        .split()), (*_KIND_OF_COUNT.split(), "period_start", "as_of", "without_kind", "without")),
    # findings
    Table("findings", "one thing a careful analyst would remark on", tuple(
        "finding_id kind severity claim_ids reference_ids document_ids arithmetic sentence".split()), ("finding_id",)),
    # references
    Table("references", "one dated total, or base figure, from outside the articles", tuple(
        "reference_id series claimant side measure unit population period_start date low best high cue url citation "
        "independent_of".split()), ("reference_id",)),
    Table("crosschecks", "one claim set against one reference", tuple(
        "claim_id reference_id verdict difference independent arithmetic".split()), ("claim_id", "reference_id")),
    Table("rates", "one daily rate, between two counts or as stated or needed", tuple(
        "rate_id claimant side measure unit kind from_claim_id to_claim_id days_low days_high low high period_start "
        "period_end arithmetic".split()), ("rate_id",)),
    Table("reach", "one projection, share or multiple as a count", tuple(
        "claim_id kind low high base arithmetic source".split()), ("claim_id", "kind", "base")),
    # events
    Table("events", "one attack or clash that claims tell of", tuple(
        "event_id date date_basis place region country latitude longitude weapons launched intercepted jammed hit "
        "killed wounded outage document_ids n_documents".split()), ("event_id",)),
    Table("quotes", "one stretch of a sentence that somebody is quoted with", tuple(
        "quote_id document_id sentence_id start end speaker speaker_surface role kind".split()), ("quote_id",)),
    Table("positions", "one stance on one item of talks or territory", tuple(
        "position_id document_id sentence_id start end topic date place parties item stance claimant".split()),
        ("position_id",)),
    Table("places", "one place that the articles name", tuple(
        "place country latitude longitude n_mentions document_ids".split()), ("place", "country")),
    Table("actors", "one who makes claims or is quoted", tuple(
        "actor kind n_claims n_quotes document_ids".split()), ("actor",)),
)  # fmt: skip
JUDGEMENTS: dict[str, Table] = {table.name: table for table in _JUDGEMENTS}
"""Tables computed from those of :data:`TABLES`, under the same contract."""

_DTYPES: dict[str, Any] = {"string": "string", "integer": "int64", "number": "float64"}


def frame_of(rows: list[dict[str, Any]], table: str) -> pd.DataFrame:
    """Make a validated frame from rows (dicts of column name → value; missing means empty).

    Parameters
    ----------
    rows : list of dict
        Any number of rows, none included: an empty result still has all columns.
    table : str
        A key of :data:`TABLES` or :data:`JUDGEMENTS`.

    Returns
    -------
    pandas.DataFrame
        The table's columns in order; text is ``string`` with "" for nothing, numbers float64, offsets int64.
    """
    import pandas as pd

    names = table_of(table).columns
    return conform(pd.DataFrame(rows, columns=list(names), dtype=object), table)


def rows_of(frame: pd.DataFrame) -> list[Any]:
    """Give the rows of a frame as named tuples, in order."""
    return list(frame.itertuples(index=False, name="Row"))


def conform(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """Cast and order a frame's columns to the contract and validate it; further columns are kept at the end.

    Raises
    ------
    SchemaError
        When a column is missing or a value is not legal, naming table, column, value and what is legal.
    """
    entry = table_of(table)
    missing = [name for name in entry.columns if name not in frame.columns]
    if missing:
        raise SchemaError(f"table {table}: no column {', '.join(missing)}. It needs {', '.join(entry.columns)}.")
    out = frame.reset_index(drop=True).copy()
    types = {name: column_of(table, name).type for name in entry.columns}
    texts = [name for name, kind in types.items() if kind == "string"]
    out = out.fillna(dict.fromkeys(texts, "")).astype({name: _DTYPES[kind] for name, kind in types.items()})
    out = out[[*entry.columns, *(name for name in out.columns if name not in entry.columns)]]
    validate(out, table)
    return out


def validate(frame: pd.DataFrame, table: str) -> None:
    """Raise :class:`SchemaError` at the first value of ``frame`` that breaks the contract of ``table``."""
    entry = table_of(table)
    for name in entry.columns:
        column = column_of(table, name)
        values = frame[name]
        if column.required and column.type == "string" and (values == "").any():
            raise SchemaError(f"table {table}: column {name} is empty in row {int((values == '').argmax())}.")
        if column.legal:
            wrong = sorted(set(values) - set(column.legal) - ({""} if not column.required else set()))
            if wrong:
                raise SchemaError(f"table {table}: {name} {wrong[0]!r} is not one of {', '.join(column.legal)}.")
    if entry.key and frame.duplicated(list(entry.key)).any():
        twice = frame.loc[frame.duplicated(list(entry.key)), list(entry.key)].iloc[0].tolist()
        raise SchemaError(f"table {table}: key {twice} stands twice; {', '.join(entry.key)} must be unique.")
    _validate_values(frame, table)


def _validate_values(frame: pd.DataFrame, table: str) -> None:
    if {"start", "end"} <= set(frame.columns) and (frame["start"] >= frame["end"]).any():
        raise SchemaError(f"table {table}: a span ends before it starts.")
    if {"low", "high"} <= set(frame.columns) and (frame["low"] > frame["high"]).any():
        raise SchemaError(f"table {table}: low is above high.")


def table_of(name: str) -> Table:
    """Give the entry of a table; SchemaError for an unknown name."""
    known = TABLES | JUDGEMENTS
    if name not in known:
        raise SchemaError(f"there is no table {name!r}. Tables: {', '.join(known)}.")
    return known[name]


def datapackage(names: list[str], edition: str = "") -> dict[str, Any]:
    """Describe the named tables as a Frictionless data package (https://specs.frictionlessdata.io/data-package/).

    Returns
    -------
    dict
        JSON-ready, the same for the same arguments.
    """
    return {
        "profile": "tabular-data-package",
        "name": "tollbook",
        "title": "Casualty figures and the words they came from",
        "schema_version": SCHEMA_VERSION,
        **({"version": edition} if edition else {}),
        "resources": [_resource(table_of(name)) for name in names],
    }


def _resource(table: Table) -> dict[str, Any]:
    fields = [_field(column_of(table.name, name)) for name in table.columns]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": f"One row per {table.row.removeprefix('one ')}.",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.says}
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.legal:
        constraints["enum"] = [value for value in column.legal if value]
    return (
        field | ({"constraints": constraints} if constraints else {}) | ({"unit": column.unit} if column.unit else {})
    )
