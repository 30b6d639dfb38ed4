"""80, 81, 83 to 85: words of people and strangers are words: no pattern, no SQL, no template, no shell, no pickle."""

import ast
import functools
from pathlib import Path

import pytest
from build import a_claim, a_feed, an_entry
from patience import ends

from monitor.matching.background import TermCounts
from monitor.matching.match import Matcher
from monitor.model.match import Learning
from monitor.model.policy import MatchPolicy
from monitor.ports import Store

PACKAGE = Path(__file__).parents[2] / "monitor"
EVIL = [
    "(a+)+$",
    "' OR 1=1 --",
    '" OR *',
    "NEAR(",
    "%",
    "_",
    "\\",
    "{{7*7}}",
    "${HOME}",
    "$(id)",
    "`id`",
    "a" * 5_000 + "!",
]


@functools.cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text())


@functools.cache
def imported() -> dict[str, set[str]]:
    """Module file -> the names it imports."""
    found: dict[str, set[str]] = {}
    for file in PACKAGE.rglob("*.py"):
        names: set[str] = set()
        for node in ast.walk(tree_of(file)):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.split(".")[0])
        found[str(file.relative_to(PACKAGE))] = names
    return found


def test_a_term_is_words_and_no_pattern_that_could_run_for_ever() -> None:
    claim = a_claim(terms=tuple(EVIL), not_terms=("(x+x+)+y", ".*"))
    matcher = Matcher([(claim, Learning(claim.slug))], TermCounts.shipped(), MatchPolicy())
    with ends():
        for n in range(20):
            matcher.match(an_entry(f"{'a' * 30}! {n}", summary="x" * 5_000))


@pytest.mark.parametrize("word", EVIL)
def test_words_are_never_part_of_a_statement(store: Store, word: str) -> None:
    with store.write() as tx:
        tx.save_claim(a_claim())
        tx.save_feed(a_feed())
        tx.save_note(word, word)
        assert tx.note(word) == word
        assert tx.claim(word) is None
        assert tx.find_feed(word) is None
        assert tx.entry(word) is None
        assert tx.alert(word) is None
        assert tx.matches(claim=word, entry=word) == []
        assert tx.known_entries(word, [word]) == {}
        assert len(tx.claims()) == len(tx.feeds()) == 1


@pytest.mark.slow
def test_the_program_imports_no_template_engine_and_no_pickle() -> None:
    bad = {"jinja2", "mako", "pickle", "marshal", "shelve", "dill"}
    assert {file: names & bad for file, names in imported().items() if names & bad} == {}


def test_jobs_are_kept_in_no_store_that_would_pickle_them() -> None:
    text = "".join(file.read_text() for file in (PACKAGE / "daemon").rglob("*.py"))
    assert "jobstore" not in text


def dotted(node: ast.expr) -> str:
    """`a.b` of a name or of a name's attribute; "" of what is neither."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=ast.Name(id=owner), attr=name):
            return f"{owner}.{name}"
    return ""


@pytest.mark.slow
def test_no_shell_is_ever_asked() -> None:
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(tree_of(file)):
            if isinstance(node, ast.Call):
                name = dotted(node.func)
                assert name not in ("os.system", "os.popen", "eval", "exec", "subprocess.getoutput"), file
                assert not any(word.arg == "shell" for word in node.keywords), file
