"""Row 20: every function that touches a workspace's rows asks for the workspace."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from bot.migrations.versions import tenancy_0001
from bot.platforms.slack.tables import metadata as slack_metadata
from bot.tables import metadata as bot_metadata
from digests.store.tables import metadata as digests_metadata
from tests.shared import ROOT

# Tables with a workspace and no policy, and why.
OPEN = {
    "model_calls": "the ledger of costs, whose caps count over all workspaces; it holds no words",
    "slack_installations": "a team is found through its organisation's row; tokens are sealed",
}
# Functions that work over all workspaces, and for whom.
ACROSS = {
    "bot/waiting.py:due": "the clock",
    "bot/waiting.py:_ready": "a condition of queries that name the workspace, and of the clock's",
    "bot/census.py:_subscriptions": "the operator's counts",
    "bot/restored.py:note": "a store that was put back doubts all that it owes",
    "bot/memory.py:forget_questions": "what is old is forgotten everywhere",
    "bot/retention.py:forget": "what is old is forgotten everywhere",
    "bot/retention.py:_old": "what is old is forgotten everywhere",
    "bot/posted.py:_sent": "a condition of queries over all channels: a source corrected itself",
    "digests/store/marks.py:forget": "what is old is forgotten everywhere",
    "digests/store/replies.py:forget": "what is old is forgotten everywhere",
}


def tenant_tables() -> set[str]:
    """Every table that has a workspace."""
    return {
        table.name
        for metadata in (bot_metadata, digests_metadata, slack_metadata)
        for table in metadata.sorted_tables
        if "workspace" in table.c
    }


def functions() -> Iterator[tuple[str, ast.AST, set[str], dict[str, ast.AST]]]:
    """Functions that name such a table: where, the tree, the tables, and their module's others."""
    for path in sorted([*(ROOT / "bot").rglob("*.py"), *(ROOT / "digests").rglob("*.py")]):
        if "migrations" in path.parts:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        known = _tables_of(tree)
        defined = {
            one.name: one
            for one in ast.walk(tree)
            if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)
        }
        for name, one in defined.items():
            used = {n.id for n in ast.walk(one) if isinstance(n, ast.Name) and n.id in known}
            if used:
                yield f"{path.relative_to(ROOT)}:{name}", one, used, dict(defined)


def _tables_of(tree: ast.Module) -> set[str]:
    names = tenant_tables() - OPEN.keys()
    found: set[str] = set()
    for one in ast.walk(tree):
        if isinstance(one, ast.ImportFrom) and "tables" in (one.module or ""):
            found |= {each.asname or each.name for each in one.names if each.name in names}
        if isinstance(one, ast.Assign) and ast.unparse(one.value).startswith("Table("):
            found |= {t.id for t in one.targets if isinstance(t, ast.Name) and t.id in names}
    return found


def _asks(one: ast.AST, others: dict[str, ast.AST]) -> bool:
    """Whether it names the workspace, by itself or in a helper of its module's."""
    if "workspace" in ast.unparse(one):
        return True
    called = {
        each.func.id
        for each in ast.walk(one)
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)
    }
    return any("workspace" in ast.unparse(others[name]) for name in called if name in others)


def test_every_query_of_a_workspaces_rows_names_it() -> None:
    """A function without the workspace is named here with its reason, or it is a mistake."""
    checked = list(functions())
    assert len(checked) > 40
    lacking = {where for where, one, _, others in checked if not _asks(one, others)}
    assert lacking - ACROSS.keys() == set()


def test_every_table_has_its_policy() -> None:
    """A new table with a workspace needs a policy, or a reason to have none."""
    assert tenant_tables() - set(tenancy_0001.TABLES) - OPEN.keys() == set()
