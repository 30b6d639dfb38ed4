"""The house keeps its own rules: sizes, doors, words. A rule that no tool knows is checked here."""

import ast
import functools
import io
import re
import statistics
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "monitor"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))
Function = ast.FunctionDef | ast.AsyncFunctionDef


@functools.cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def functions(path: Path) -> Iterator[tuple[str, Function]]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, Function):
            yield f"{path.relative_to(ROOT)}:{node.name}", node


def size_of(node: Function, code: set[int]) -> int:
    inner = node.body[1:] if is_docstring(node.body[0]) else node.body
    lines = {line for part in inner for line in range(part.lineno, (part.end_lineno or part.lineno) + 1)}
    return len(lines & code)


def is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def code_lines(text: str) -> set[int]:
    skip = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return {line for token in tokens if token.type not in skip for line in range(token.start[0], token.end[0] + 1)}


def is_stub(node: Function) -> bool:
    """A method of a protocol has no code."""
    last = node.body[-1]
    return isinstance(last, ast.Expr) and isinstance(last.value, ast.Constant)


@pytest.mark.slow
def test_functions_are_short() -> None:
    sizes = {}
    for path in MODULES:
        code = code_lines(path.read_text())
        sizes |= {name: size_of(node, code) for name, node in functions(path) if not is_stub(node)}
    assert {name: size for name, size in sizes.items() if size > 60} == {}
    ordered = sorted(sizes.values())
    assert statistics.median(ordered) <= 8
    assert ordered[len(ordered) * 9 // 10] <= 25


def test_functions_have_few_parameters() -> None:
    def count(node: Function) -> int:
        words = node.args
        names = [*words.posonlyargs, *words.args, *words.kwonlyargs]
        return len([name for name in names if name.arg not in ("self", "cls")])

    # A command has one parameter a flag: click hands them over by name.
    inner = [path for path in MODULES if PACKAGE / "cli" not in path.parents]
    found = {name: count(node) for path in inner for name, node in functions(path)}
    assert {name: number for name, number in found.items() if number > 7} == {}


def test_modules_are_short() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_nobody_catches_everything_and_goes_on() -> None:
    found = []
    for path in MODULES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ExceptHandler):
                names = {name.id for name in ast.walk(node.type) if isinstance(name, ast.Name)} if node.type else {"*"}
                ends = isinstance(node.body[-1], ast.Raise)
                if names & {"*", "Exception", "BaseException"} and not ends:
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    # The two rims where a foreign library may raise anything; each maps it to an error of ours, or to exit code 3.
    allowed = ("monitor/adapters/", "monitor/cli/", "monitor/feeds/parse.py")
    assert [place for place in found if not place.startswith(allowed)] == []


def test_every_package_says_who_lives_there() -> None:
    for path in MODULES:
        assert ast.get_docstring(tree_of(path)), f"{path.relative_to(ROOT)} has no docstring"


def tracked_files() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if done.returncode != 0:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in done.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-run.lock"])
def test_the_locks_name_no_host_and_have_every_hash(name: str) -> None:
    lock = (ROOT / name).read_text()
    assert "://" not in lock
    pinned = re.findall(r"^[a-z0-9][\w.-]*==\S+(?: ;[^\\]*)? \\$", lock, re.MULTILINE)
    assert len(pinned) == len(re.findall(r"^[a-z0-9][\w.\-\[\]]*==", lock, re.MULTILINE))


def test_both_locks_hold_the_same_versions() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[a-z0-9][\w.-]*==[^\s;]+", (ROOT / name).read_text(), re.MULTILINE))

    assert pins("requirements-run.lock") < pins("requirements.lock")


def test_no_file_speaks_of_a_machine() -> None:
    words = re.compile(r"(?:^|[\s\"'(=])/(?:wo" + r"rk|fa" + r"rm)/")
    for path in tracked_files():
        if path.suffix in {".py", ".md", ".toml", ".sh", ".service", ".timer", ""}:
            assert not words.search(path.read_text(errors="replace")), path


def test_help_and_version_import_nothing_heavy() -> None:
    """`monitor --help` must answer at once: none of the libraries that cost tenths of a second."""
    heavy = (
        "sqlmodel",
        "sqlalchemy",
        "alembic",
        "apprise",
        "httpx",
        "feedparser",
        "apscheduler",
        "trafilatura",
        "rich",
        "numpy",
    )
    code = (
        "import sys\nfrom monitor.cli import main\n"
        "sys.argv = ['monitor', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.stderr.strip().splitlines()[-1] == "[]"
    assert "monitor claim" in done.stdout or "claim" in done.stdout
