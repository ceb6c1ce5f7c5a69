"""The commands: help with an example, exit codes, one-line errors, nothing loaded before it is used."""

import io
import json
import re
import socket
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest

import tollbook
from tollbook import cli
from tollbook.errors import InputError, ParameterError
from tollbook.parameters import PARAMETERS
from tollbook.progress import Progress
from tollbook.serve import site_server

ROOT = Path(__file__).parents[1]
COMMANDS = ("extract", "explain", "build", "serve", "check", "score", "parameters")
TEXT = "12 June 2025\n\nRussia lost at least 40 soldiers near Lyman, officials said.\n"


@pytest.fixture
def article(tmp_path):
    """One article of our own in a folder."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text(TEXT)
    return folder / "one.txt"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command, capsys):
    """Help says what a command does and ends with an example that begins with the command."""
    with pytest.raises(SystemExit) as left:
        cli.main([command, "-h"])
    assert left.value.code == 0
    said = capsys.readouterr().out
    assert f"Example: tollbook {command}" in said


def test_commands_are_the_documented_ones():
    """No command lacks a parser or does nothing."""
    assert tuple(cli._PARSERS) == tuple(cli._COMMANDS) == COMMANDS


def test_examples_parse():
    """Each example in the help is a command line that is understood."""
    import shlex

    for name, example in cli._EXAMPLES.items():
        assert cli.make_parser().parse_args(shlex.split(example)[1:]).command == name


def test_wrong_usage_is_exit_2(capsys):
    """A command that does not exist, or lacks its arguments, says so and leaves with 2."""
    for arguments in (["fly"], ["extract"], []):
        with pytest.raises(SystemExit) as left:
            cli.main(arguments)
        assert left.value.code == 2
    assert "usage: tollbook" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["extract", "nowhere", "-o", "x"], "nowhere: there is no such file"),
        (["check", "nowhere"], "nowhere: there is no such file"),
        (["build", "--root", "/"], "holds no _toc.yml"),
        (["build", "-p", "sid", "Russia"], "Did you mean side"),
        (["build", "-p", "side", "Russia", "--side", "Ukraine"], "given as 'Russia' and as 'Ukraine'"),
        (["serve", "nowhere"], "nothing to serve"),
        (["score", "nowhere.csv", "."], "nowhere.csv: there is no such file"),
        (["score", "{gold}/dev-documents.csv", "."], "no column start"),
        (["score", "{gold}/dev.csv", "nowhere"], "nowhere: there is no such file"),
        (["score", "{gold}/dev.csv", "{gold}/heldback"], "holds no article d01-gaza-khan-younis-night"),
    ],
)
def test_expected_errors_are_one_line(arguments, words, capsys):
    """What a user can mend is one line on standard error, with exit code 1 and no traceback."""
    arguments = [word.format(gold=ROOT / "data" / "gold") for word in arguments]
    assert cli.main(arguments) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert words in told.err
    # On a busy machine a step that lasts says so before ("reading nowhere …"); that is no error line.
    assert len([line for line in told.err.splitlines() if not line.endswith(" …")]) == 1
    assert told.err.startswith(f"tollbook {arguments[0]}: ")


def test_debug_shows_the_traceback():
    """With --debug the error itself comes through."""
    with pytest.raises(InputError):
        cli.main(["check", "nowhere", "--debug"])


def test_unexpected_errors_are_one_line_too(monkeypatch, capsys):
    """An error nobody foresaw names its kind and how to see more."""

    def fail(arguments):
        raise ValueError("odd\nthing")

    monkeypatch.setitem(cli._COMMANDS, "parameters", fail)
    assert cli.main(["parameters"]) == 1
    assert capsys.readouterr().err == "tollbook parameters: ValueError: odd thing (--debug shows where)\n"


def test_parameters_names_every_parameter(capsys):
    """The list is whole, and each can be given to build by name."""
    assert cli.main(["parameters"]) == 0
    said = capsys.readouterr().out
    options = cli.make_parser().parse_args(["build"])
    for name in PARAMETERS:
        assert re.search(rf"^{name}\b", said, re.M)
        assert hasattr(options, f"parameter_{name}")


def test_extract_writes_tables(article, tmp_path, capsys):
    """Tables in the format asked for, with their description; the count is told on standard error."""
    assert cli.main(["extract", str(article.parent), "-o", str(tmp_path / "out"), "--format", "csv"]) == 0
    told = capsys.readouterr()
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"documents.csv", "claims.csv", "datapackage.json"} <= written
    assert not any(name.endswith(".parquet") for name in written)
    assert json.loads((tmp_path / "out" / "datapackage.json").read_text())["resources"]
    assert told.out == ""
    assert any(line.startswith("1 article") for line in told.err.splitlines())


def test_score_says_how_well_and_what_is_confused(article, tmp_path, capsys):
    """A wrong side lowers its step alone and is named; a label nobody read is missed; JSON has it all."""
    gold = tmp_path / "gold.csv"
    head = "doc_id,start,end,figure_text,low,best,high,unit,measure,side,population,claimant,"
    head += "period_start,period_end,modality,note"
    start = TEXT.index("at least 40")
    rows = [
        f"one,{start},{start + 11},at least 40,40,,,persons,casualties,Atlantis,military,officials,,,asserted,",
        "one,0,2,12,,12,,persons,killed,Russia,military,article,,,asserted,",
    ]
    gold.write_text("\n".join([head, *rows]) + "\n")
    assert cli.main(["score", str(gold), str(article.parent)]) == 0
    said = capsys.readouterr().out
    assert re.search(r"\+ low, best, high +1\.000 +0\.500 +0\.667", said)
    assert re.search(r"\+ measure, unit, side +0\.000 +0\.000 +0\.000", said)
    assert "1  side: Russia → Atlantis" in said
    assert "claims missed: 1\n  one · 12 · killed · Russia · article" in said
    assert cli.main(["score", str(gold), str(article.parent), "--limit", "0"]) == 0
    assert "confused" not in capsys.readouterr().out
    assert cli.main(["score", str(gold), str(article.parent), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["steps"][0] | {"right": 1, "read": 1, "labels": 2} == data["steps"][0]
    assert data["missed"][0]["figure_text"] == "12"
    assert data["surplus"] == []


def test_explain_reads_text_files_and_standard_input(article, capsys, monkeypatch):
    """The same words are explained the same way, wherever they come from; colour only when wanted."""
    sentence = TEXT.splitlines()[2]
    assert cli.main(["explain", sentence, "--published", "2025-06-12"]) == 0
    from_text = capsys.readouterr().out
    assert "40" in from_text
    assert "\x1b[" not in from_text
    monkeypatch.setattr(sys, "stdin", io.StringIO(sentence))
    assert cli.main(["explain", "-", "--published", "2025-06-12"]) == 0
    assert capsys.readouterr().out == from_text
    article.write_text(sentence)
    assert cli.main(["explain", str(article), "--published", "2025-06-12", "--color", "always"]) == 0
    assert "\x1b[" in capsys.readouterr().out


def test_check_says_what_was_understood(article, capsys):
    """Encoding, date and its basis, language and counts stand in one line an article."""
    assert cli.main(["check", str(article.parent)]) == 0
    said = capsys.readouterr().out
    assert re.search(r"one\.txt: ascii, 2025-06-12 \(stated\), en, \d+ sentences?, \d+ figures?, 1 claim", said)


def test_check_tells_an_encoding_it_cannot_read(tmp_path, capsys):
    """A file in another encoding is reported with reason and cure, and the exit code says so."""
    (tmp_path / "old.txt").write_bytes(TEXT.encode("utf-8") + b"\xe9\xff\xfe")
    code = cli.main(["check", str(tmp_path)])
    said = capsys.readouterr().out
    assert "old.txt" in said
    assert "not utf-8" in said or code == 1


def test_module_runs_as_the_command(tmp_path):
    """``python -m tollbook`` is the command, in another process and folder."""
    command = [sys.executable, "-m", "tollbook", "--version"]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=True)
    assert ran.stdout.startswith("tollbook ")


def test_import_loads_nothing_that_pandas_does_not():
    """``import tollbook`` is cheap: no chart, notebook or book library comes with it."""
    code = (
        "import sys, pandas; before = set(sys.modules); import tollbook;"
        "new = {name.split('.')[0] for name in set(sys.modules) - before} - set(sys.stdlib_module_names);"
        "print(sorted(new))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "['tollbook']\n"


def test_public_names_are_there_and_are_no_modules():
    """Every name promised exists, is listed, and does not hide a module of the package."""
    modules = {path.stem for path in (ROOT / "src" / "tollbook").iterdir()}
    for name in tollbook.__all__:
        assert getattr(tollbook, name).__module__.startswith("tollbook.")
        assert name in dir(tollbook)
        assert name not in modules
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = tollbook.nothing


def test_site_is_served_on_this_machine_alone(tmp_path):
    """The server answers on the loopback address, unharmed by a path that climbs out."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("here")
    (tmp_path / "secret.txt").write_text("secret")
    with site_server(tmp_path / "site", 0) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        address = f"http://127.0.0.1:{server.server_port}"
        try:
            with urllib.request.urlopen(f"{address}/index.html") as answer:
                assert answer.read() == b"here"
            assert server.server_address[0] == "127.0.0.1"
            with socket.create_connection(("127.0.0.1", server.server_port)) as raw:
                raw.sendall(b"GET /../secret.txt HTTP/1.0\r\n\r\n")
                assert b" 404 " in raw.makefile("rb").readline()
        finally:
            server.shutdown()
            thread.join()


def test_a_taken_port_is_told(tmp_path):
    """A port in use, or none at all, names the cure."""
    (tmp_path / "index.html").write_text("x")
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(ParameterError, match="Give another"):
        site_server(tmp_path, taken.getsockname()[1])
    with pytest.raises(ParameterError, match="not a port"):
        site_server(tmp_path, 70000)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        """Pretend."""
        return True


def test_progress_is_plain_lines_where_there_is_no_terminal():
    """Logs get lines, without control characters; short steps are silent."""
    stream = io.StringIO()
    progress = Progress(stream)
    with progress.step("short"):
        progress.say("one")
    with progress.step("long", after=0.0):
        pass
    assert stream.getvalue().startswith("one\n")
    assert "\r" not in stream.getvalue()


def test_progress_on_a_terminal_is_one_line_that_changes():
    """A terminal sees a running step, and nothing of it when the step is done."""
    stream = Terminal()
    done = threading.Event()
    with Progress(stream).step("reading", after=0.0):
        done.wait(0.2)
    assert "reading … 0 s" in stream.getvalue()
    assert stream.getvalue().endswith("\r\x1b[K")


def test_quiet_progress_says_nothing():
    """Quiet is quiet."""
    stream = Terminal()
    progress = Progress(stream, quiet=True)
    with progress.step("x", after=0.0):
        progress.say("y")
    assert stream.getvalue() == ""
