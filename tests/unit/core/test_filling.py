"""Names in a sentence: set apart where they are Latin, never where they are Chinese."""

import pytest

from app.core.filling import filled


@pytest.mark.parametrize(
    ("sentence", "name", "said"),
    [
        ("发给 {name} 的消息", "周敏", "发给周敏的消息"),
        ("发给{name}的消息", "Zhou Min", "发给 Zhou Min 的消息"),
        ("发给 {name} 的消息", "Zhou Min", "发给 Zhou Min 的消息"),
        ("发给{name}的消息", "Gate 3", "发给 Gate 3 的消息"),
        ("无人查看{name}（漏查）", "Gate", "无人查看 Gate（漏查）"),
        ("无人查看 {name}（漏查）", "“东门”", "无人查看“东门”（漏查）"),
        ("第 {name} 层", "2", "第 2 层"),
        ("第{name}版", "2", "第2版"),
        ("已留存 {name} 画面", "3号楼单元门", "已留存 3号楼单元门画面"),
        ("{name}：画面恢复", "East gate", "East gate：画面恢复"),
        ("请拨 {name}", "", "请拨 "),
    ],
)
def test_a_name_stands_apart_from_chinese_words_only_where_it_is_latin(
    sentence: str, name: str, said: str
) -> None:
    assert filled(sentence, {"name": name}) == said


def test_what_somebody_wrote_stays_as_it_was_written() -> None:
    assert filled("{kind}：{text}", {"kind": "记事", "text": "张三 李四 在gate"}) == "记事：张三 李四 在gate"


def test_a_space_that_separates_two_values_stays() -> None:
    assert filled("修改：{what} {id}", {"what": "人员", "id": "张三"}) == "修改：人员 张三"
    assert filled("{at} {name}已确认", {"at": "东门", "name": "Zhou"}) == "东门 Zhou 已确认"


def test_values_without_words_between_them_stand_apart_too() -> None:
    assert filled("关于{place}{kind}的首报", {"place": "Plaza", "kind": "火警"}) == "关于 Plaza 火警的首报"


def test_english_sentences_and_forms_of_numbers_are_left_alone() -> None:
    assert filled("{name} has confirmed", {"name": "周敏"}) == "周敏 has confirmed"
    assert filled("用时 {s:.1f} 秒", {"s": 2.04}) == "用时 2.0 秒"


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        filled("由{who}更正", {})
