"""Every sentence on screen can be translated, is translated, and the compiled file is up to date."""

import ast
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
I18N = ROOT / "resources" / "i18n"
SOURCES = sorted((ROOT / "app").rglob("*.py"))


def tool(name: str) -> str:
    found = Path(sys.executable).with_name(f"pyside6-{name}")
    if not found.exists():
        pytest.skip(f"pyside6-{name} is not installed")
    return str(found)


def tr_calls(tree: ast.AST) -> Iterator[ast.Call]:
    """But for `super().tr`, which hands on what it was given."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "tr":
            on = node.func.value
            if not (isinstance(on, ast.Call) and isinstance(on.func, ast.Name) and on.func.id == "super"):
                yield node


def in_f_strings(tree: ast.AST) -> set[int]:
    """Calls inside an f-string: lupdate does not see them."""
    inside = (
        node for outer in ast.walk(tree) if isinstance(outer, ast.JoinedStr) for node in ast.walk(outer)
    )
    return {id(node) for node in inside}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_tr_is_given_literals_where_the_tools_see_them(path: Path) -> None:
    """`tr` of a variable or an f-string is silently not extracted, or extracted and never matched."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    hidden = in_f_strings(tree)
    wrong = [
        call.lineno
        for call in tr_calls(tree)
        if id(call) in hidden
        or not call.args
        or not isinstance(call.args[0], ast.Constant)
        or not isinstance(call.args[0].value, str)
    ]
    assert not wrong, f"tr without a literal, or inside an f-string, in lines {wrong}"


def messages(ts: Path) -> dict[tuple[str, str, str], ET.Element]:
    """Translations by class, source and comment."""
    return {
        (
            context.findtext("name", ""),
            message.findtext("source", ""),
            message.findtext("comment", ""),
        ): message
        for context in ET.parse(ts).getroot().iter("context")
        for message in context.iter("message")
    }


def finished(message: ET.Element) -> bool:
    translation = message.find("translation")
    if translation is None or translation.get("type"):
        return False
    return all(
        text.strip() for text in [form.text or "" for form in translation.iter("numerusform")]
    ) and bool("".join(translation.itertext()).strip())


def test_every_sentence_has_its_chinese(tmp_path: Path) -> None:
    """Extracts anew into an empty file and compares: nothing missing, nothing left over."""
    fresh = tmp_path / "fresh.ts"
    files = [str(path.relative_to(ROOT)) for path in SOURCES]
    subprocess.run(
        [tool("lupdate"), *files, "-ts", str(fresh), "-locations", "none"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=100,
    )
    wanted, known = messages(fresh), messages(I18N / "app_zh_CN.ts")
    missing = [key for key in wanted if key not in known or not finished(known[key])]
    assert not missing, f"no Chinese for {missing}"
    stale = [key for key in known if key not in wanted]
    assert not stale, f"translated but no longer said: {stale}"


def test_placeholders_are_the_same_in_both_languages() -> None:
    """A `{name}` misspelt in a translation would end in an error while somebody needs the sentence."""
    wrong = []
    for (context, source, _), message in messages(I18N / "app_zh_CN.ts").items():
        translation = "".join(message.find("translation").itertext())
        if fields(source) != fields(translation):
            wrong.append((context, source, translation))
    assert not wrong


def fields(text: str) -> set[str]:
    return {part.partition("}")[0] for part in text.split("{")[1:]}


@pytest.mark.parametrize("name", ["app_zh_CN", "app_en"])
def test_the_compiled_file_is_up_to_date(name: str, tmp_path: Path) -> None:
    compiled = tmp_path / f"{name}.qm"
    subprocess.run(
        [tool("lrelease"), str(I18N / f"{name}.ts"), "-qm", str(compiled)],
        check=True,
        capture_output=True,
        timeout=100,
    )
    assert compiled.read_bytes() == (I18N / f"{name}.qm").read_bytes()


def test_english_counts_one_thing_and_several_things() -> None:
    """Where the code says `camera(s)` somebody reads `1 camera` or `4 cameras`."""
    counted = {
        source for _, source, _ in messages(I18N / "app_zh_CN.ts") if "%n" in source and "(s)" in source
    }
    told = {key[1]: message for key, message in messages(I18N / "app_en.ts").items()}
    assert counted - set(told) == set()
    forms = [form.text or "" for source in counted for form in told[source].iter("numerusform")]
    assert len(forms) == 2 * len(counted)
    assert [form for form in forms if "(s)" in form or not form] == []


def test_english_has_no_quotation_marks_that_chinese_fonts_draw_as_wide_as_a_character() -> None:
    wide = [source for _, source, _ in messages(I18N / "app_zh_CN.ts") if set("“”‘’") & set(source)]
    assert not wide
