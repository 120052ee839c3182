"""Checks a duty log with nothing but Python's standard library. 只用 Python 标准库核对值班日志。

    python3 verify_journal.py dutyroom.sqlite [--files media] [--head NUMBER HASH]
    python3 verify_journal.py duty-log.jsonl  [--files media] [--head NUMBER HASH] [--part]

--files  the folder with pictures and attachments: each must have the hash that is its name.  图片和附件目录，逐一核对散列值
--head   a number and the beginning of a hash as printed on a handover sheet; again for more. 交接单上印的编号和散列值开头
--part   the file holds some entries only: gaps are allowed, each entry is still checked.     文件只含部分记录，允许编号间断
journal.heads is read beside a database; FORMAT.md says what is checked. Ends with 0: unchanged, 1: changed, 2: unreadable.
"""

import argparse
import hashlib
import json
import pathlib
import re
import sqlite3
import sys

NUMBERS = ("number", "monotonic_ms", "amends")
TEXTS = ("at", "boot_id", "kind", "text", "data", "media", "previous_hash", "hash")
IDS = ("actor_id", "actor_name", "camera_id", "place_id", "incident_id")
FIELDS = {*NUMBERS, *TEXTS, *IDS}


class Changed(Exception):
    """Number of the entry, and what is wrong."""


def rows_of(path):
    """Number and fields of each row. Text that is no UTF-8, or no text at all, is a change."""
    base = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    base.text_factory = lambda stored: stored.decode("utf-8", "surrogateescape")
    for row in base.execute(f"SELECT {', '.join(FIELDS)} FROM journal ORDER BY number"):
        entry = dict(zip(FIELDS, row, strict=True))
        if any(type(value) is not (int if name in NUMBERS else str) for name, value in entry.items()):
            raise Changed(entry["number"], "a field is of another type 字段类型不符")
        yield entry | {name: parsed(entry[name], entry["number"]) for name in ("data", "media")}


def lines_of(path):
    """The entries of an export, a line of JSON each."""
    number = 0
    for line in path.read_bytes().splitlines(keepends=True):
        entry = parsed(line[:-1].decode("utf-8", "surrogateescape"), number + 1)
        whole = line[-1:] == b"\n" and set(entry) == FIELDS
        if not whole or any(type(entry[name]) is not int for name in NUMBERS):
            raise Changed(number + 1, "not a whole entry 不是一条完整的记录")
        number = entry["number"]
        yield entry


def parsed(stored, number):
    """JSON exactly as the console writes it: one space more would be a change."""
    try:
        value = json.loads(stored)
    except ValueError:
        value = None
    if not isinstance(value, (dict, list)) or json.dumps(value, ensure_ascii=False, sort_keys=True) != stored:
        raise Changed(number, "not as the console writes it 与程序写入的形式不符")
    return value


def check(entries, heads, files, part):
    """Walks the chain; returns how many entries there are and the last hash."""
    count, last, previous = 0, 0, "0" * 64
    for entry in entries:
        number = entry["number"]
        if number != last + 1 and not (part and number > last):
            raise Changed(number, "an entry before it is missing 前面缺少记录")
        if entry["previous_hash"] != previous and (number == last + 1 or not part):
            raise Changed(number, "it does not follow the entry before it 与前一条不相接")
        said = {name: value for name, value in entry.items() if name not in ("previous_hash", "hash")}
        text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        covered = f"{entry['previous_hash']}\n{text}".encode("utf-8", "surrogateescape")
        digest = hashlib.sha256(covered).hexdigest()
        if entry["hash"] != digest:
            raise Changed(number, "its content is not what was written 内容被改动")
        if any(not digest.startswith(was) for was in heads.pop(number, ())):
            raise Changed(number, "it is not the entry that was the newest then 与当时的末条散列值不符")
        for name in entry["media"] if files else ():
            found = next(files.glob(f"{name[:2]}/{name}.*"), None)
            if found is None or hashlib.sha256(found.read_bytes()).hexdigest() != name:
                raise Changed(number, f"its file {name} is missing or was changed 附件缺失或被改动")
        count, last, previous = count + 1, number, digest
    if heads and not part:
        raise Changed(last + 1, "from here on entries are missing 自此起缺少记录")
    return count, previous


def noted(path):
    """What was the newest entry at some time, as the console noted it beside the database."""
    return re.findall(r"^(\d+) ([0-9a-f]{64})$", path.read_text("ascii", "replace"), re.MULTILINE)


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("log", type=pathlib.Path)
    words.add_argument("--files", type=pathlib.Path)
    words.add_argument("--head", nargs=2, action="append", default=[], metavar=("NUMBER", "HASH"))
    words.add_argument("--part", action="store_true")
    asked, heads = words.parse_args(), {}
    try:
        database = asked.log.suffix != ".jsonl"
        beside = asked.log.with_name("journal.heads")
        for number, digest in asked.head + (noted(beside) if database and beside.exists() else []):
            heads.setdefault(int(number), []).append(digest.lower())
        entries = rows_of(asked.log) if database else lines_of(asked.log)
        count, head = check(entries, heads, asked.files, asked.part)
    except Changed as changed:
        sys.exit("CHANGED 已被改动: no. {} 第{}条: {}".format(changed.args[0], *changed.args))
    except (OSError, sqlite3.Error) as error:
        print(f"cannot be read 无法读取: {error}")
        sys.exit(2)
    print(f"unchanged 完好: {count} entries 条, last hash 末条散列值 {head}")


if __name__ == "__main__":
    main()
