"""The commands: each reads its options, calls one public function and says what came of it."""

from __future__ import annotations

import argparse
import dataclasses
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tollbook.errors import InputError, ParameterError, TollbookError
from tollbook.parameters import PARAMETERS, describe
from tollbook.progress import Progress

_EXAMPLES = {
    "extract": "tollbook extract data/articles -o tables --format csv",
    "explain": 'tollbook explain "At least 12 soldiers were killed, officials said." --published 2025-06-12',
    "build": "tollbook build --articles my/articles -p side Russia --as-of 2025-12-31",
    "serve": "tollbook serve --port 8001",
    "check": "tollbook check my/articles",
    "score": "tollbook score data/gold/dev.csv data/gold/dev",
    "parameters": "tollbook parameters",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code: 0 done, 1 failed (one line says why), 2 wrong usage."""
    arguments = make_parser().parse_args(argv)
    try:
        _COMMANDS[arguments.command](arguments)
        sys.stdout.flush()
    except TollbookError as error:
        if arguments.debug:
            raise
        print(f"tollbook {arguments.command}: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print(f"tollbook {arguments.command}: interrupted", file=sys.stderr)
        return 130
    except Exception as error:
        if arguments.debug:
            raise
        said = " ".join(str(error).split()) or "no message"
        print(
            f"tollbook {arguments.command}: {type(error).__name__}: {said} (--debug shows where)",
            file=sys.stderr,
        )
        return 1
    return 0


def make_parser() -> argparse.ArgumentParser:
    """Make the parser of all commands; each one's help ends with an example."""
    parser = argparse.ArgumentParser(
        prog="tollbook",
        description="From news articles about a war's human cost to tables and a published book.",
        epilog=f"Example: {_EXAMPLES['build']}",
    )
    parser.add_argument("--version", action="version", version=_version())
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (says, add) in _PARSERS.items():
        command = commands.add_parser(name, help=says, description=says, epilog=f"Example: {_EXAMPLES[name]}")
        command.add_argument("--debug", action="store_true", help="show the traceback of an error")
        add(command)
    return parser


def _version() -> str:
    from tollbook.stamp import version

    return f"tollbook {version()}"


def _extract_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="article or folder of articles")
    parser.add_argument("-o", "--output", metavar="DIR", type=Path, required=True, help="folder for the tables")
    parser.add_argument("--format", choices=("csv", "parquet", "both"), default="both", help="default: %(default)s")
    parser.add_argument("--war-start", metavar="DATE", default="", help=PARAMETERS["war_start"].help)
    parser.add_argument("--reference", metavar="DIR", type=Path, help=PARAMETERS["reference"].help)
    _lexicon_option(parser)
    parser.add_argument("--quiet", action="store_true", help="say nothing but errors")


def _lexicon_option(parser: argparse.ArgumentParser) -> None:
    says = "folder of CSV files named as the shipped lexicon's, read on top of it"
    parser.add_argument("--lexicon", metavar="DIR", type=Path, help=says)


def _extract(arguments: argparse.Namespace) -> None:
    progress = Progress(sys.stderr, arguments.quiet)
    for path in arguments.paths:
        if not path.exists():
            raise InputError(f"{path}: there is no such file or folder. Name an article or a folder of articles.")
    from tollbook.judge import judge
    from tollbook.tables import extract, write_tables

    with progress.step("reading articles"):
        source = arguments.paths[0] if len(arguments.paths) == 1 else arguments.paths
        tables = extract(source, war_start=arguments.war_start, lexicon=arguments.lexicon)
    with progress.step("judging claims"):
        judged = judge(tables, arguments.reference)
        write_tables(dataclasses.replace(tables, judged=judged), arguments.output, arguments.format)
    progress.say(
        f"{len(tables.documents)} articles, {len(tables.figures)} figures, {len(tables.claims)} claims, "
        f"{len(tables.quarantine)} notes in quarantine: {arguments.output}"
    )
    found = judged["findings"]["severity"].value_counts()
    progress.say(
        f"{len(judged['origins'])} origins, "
        + ", ".join(f"{int(found.get(level, 0))} {level}s" for level in ("contradiction", "question", "note"))
    )


def _explain_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT|FILE|-", help="a sentence, a file, or - for standard input")
    parser.add_argument("--published", metavar="DATE", default="", help="day the text was published")
    _lexicon_option(parser)
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="default: %(default)s")


def _explain(arguments: argparse.Namespace) -> None:
    from tollbook.explanation import explain

    color = arguments.color == "always" or (
        arguments.color == "auto" and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    )
    print(explain(_text_of(arguments.text), arguments.published, color, arguments.lexicon))


def _text_of(given: str) -> str:
    if given == "-":
        return sys.stdin.read()
    try:
        is_file = Path(given).is_file()
    except OSError:  # too long for the name of a file
        is_file = False
    if not is_file:
        return given
    try:
        return Path(given).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{given}: byte {error.start} is not UTF-8. Save the file as UTF-8.") from error


def _build_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--root", metavar="DIR", type=Path, help="the book; default: the nearest folder upward with _toc.yml"
    )
    for parameter in PARAMETERS.values():
        option = f"--{parameter.name.replace('_', '-')}"
        parser.add_argument(
            option, dest=f"parameter_{parameter.name}", metavar=parameter.type.upper(), help=parameter.help
        )
    parser.add_argument("-p", dest="pairs", nargs=2, action="append", default=[], metavar=("NAME", "VALUE"),
                        help="any parameter, as papermill takes it; may be repeated")  # fmt: skip
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="chapters at a time; default: %(default)s")
    parser.add_argument("--quiet", action="store_true", help="say nothing but errors")


def _build(arguments: argparse.Namespace) -> None:
    from tollbook.reading import find_root

    progress = Progress(sys.stderr, arguments.quiet)
    root = arguments.root or find_root()
    chosen = _parameters(arguments)
    from tollbook.book import build_book

    with progress.step("building the book"):
        index = build_book(root, parameters=chosen, progress=progress.say, workers=arguments.workers)
    if not arguments.quiet:
        print(index)


def _parameters(arguments: argparse.Namespace) -> dict[str, object]:
    chosen: dict[str, object] = {}
    named = [(name, getattr(arguments, f"parameter_{name}")) for name in PARAMETERS]
    for name, value in [*arguments.pairs, *((name, value) for name, value in named if value is not None)]:
        if chosen.setdefault(name, value) != value:
            raise ParameterError(f"parameter {name}: given as {chosen[name]!r} and as {value!r}. Give it once.")
    return chosen


def _serve_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "site", nargs="?", type=Path, metavar="DIR", help="a built site; default: the book's _build/html"
    )
    parser.add_argument("--port", type=int, default=8000, help="default: %(default)s; 0 takes any free one")


def _serve(arguments: argparse.Namespace) -> None:
    from tollbook.reading import find_root
    from tollbook.serve import serve_site

    def say(address: str) -> None:
        print(f"{address}  (end with Ctrl+C)", flush=True)

    serve_site(arguments.site or find_root() / "_build" / "html", arguments.port, say)


def _check_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "source", nargs="?", type=Path, metavar="PATH", help="article or folder; default: the book's own"
    )
    parser.add_argument("--war-start", metavar="DATE", default="", help=PARAMETERS["war_start"].help)


def _check(arguments: argparse.Namespace) -> None:
    from tollbook.check import check_articles, describe_check
    from tollbook.reading import find_root

    source = arguments.source or find_root() / "data" / "articles"
    with Progress(sys.stderr).step(f"reading {source}"):
        frame = check_articles(source, war_start=arguments.war_start)
    print(describe_check(frame))
    if frame["refused"].any():
        raise InputError(
            f"{int(frame['refused'].sum())} of {len(frame)} inputs cannot be read; the lines above say why."
        )


def _score_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("gold", metavar="GOLD", type=Path, help="labels as CSV, as data/gold/README.md describes them")
    parser.add_argument("articles", metavar="ARTICLES", type=Path, help="folder of the labelled texts")
    parser.add_argument("--limit", metavar="N", type=int, default=10, help="lines of each list; default: %(default)s")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    _lexicon_option(parser)


def _score(arguments: argparse.Namespace) -> None:
    import json

    from tollbook.scoreboard import describe_score, score_articles, score_data

    board = score_articles(arguments.gold, arguments.articles, arguments.lexicon)
    print(json.dumps(score_data(board), indent=1) if arguments.json else describe_score(board, arguments.limit))


def _parameters_options(parser: argparse.ArgumentParser) -> None:
    del parser


def _describe_parameters(arguments: argparse.Namespace) -> None:
    del arguments
    print(describe())


_PARSERS = {
    "extract": ("Read articles and write their tables.", _extract_options),
    "explain": ("Show how every figure of a text is read, and by which rule.", _explain_options),
    "build": ("Build the book and publish it in _build/html.", _build_options),
    "serve": ("Show the built book at an address of this machine.", _serve_options),
    "check": ("Say what is understood of each article, without building.", _check_options),
    "score": ("Say how well labelled articles are read, and what is confused with what.", _score_options),
    "parameters": ("List the parameters of chapters and build, with what is legal.", _parameters_options),
}
_COMMANDS = {
    "extract": _extract,
    "explain": _explain,
    "build": _build,
    "serve": _serve,
    "check": _check,
    "score": _score,
    "parameters": _describe_parameters,
}
