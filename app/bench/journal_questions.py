"""What `bench journal` looks for: common, rare and absent words of every length, alone, together and narrowed down."""

from datetime import timedelta

from app.bench.journal_entries import BEGINS
from app.model.search import Wanted

_WORDS = {
    "one_character_common": ("门", "正", "栋", "电"),
    "one_character_rare": ("蟒", "氯", "蜂"),
    "one_character_absent": ("龘", "霾"),
    "two_characters_common": ("东门", "正常", "巡逻", "周敏"),
    "two_characters_rare": ("蟒蛇", "焊缝", "古树"),
    "two_characters_absent": ("洪水", "门东"),
    "more_characters_common": ("一切正常", "消防通道", "快递车进"),
    "more_characters_rare": ("煤气管道焊缝", "无人机坠落"),
    "more_characters_absent": ("南门北门", "一切异常"),
    "two_common_that_never_meet": ("快递 巡逻", "彭勇 欧阳斌", "通道畅通 gas", "门 smell 一切正常"),
    "several_common": ("门 栋 电", "东门 车 登记", "巡逻 正常 1"),
    "english_common": ("gas", "patrol", "the", "a"),
    "english_rare": ("sinkhole", "chandelier", "beehive nobody"),
    "english_absent": ("tsunami", "zz"),
    "figures_common": ("1", "12", "138", "2单元"),
    "figures_rare": ("13栋2单元1301", "湘A·A0001"),
    "telephone": ("138", "1380000", "139-1234", "+86 138", "13912345678", "１３８"),
    "pinyin_common": ("dongmen", "yiqizhengchang", "zhoumin", "xunl"),
    "pinyin_rare": ("mangshe", "hanfeng", "wurenji"),
    "pinyin_absent": ("honghuojie", "yiyishi"),
    "initials_of_names": ("dm", "zm", "zxgc"),
    "words_of_the_screen": ("视频丢失", "live picture", "隐患"),
}
_MONTH = BEGINS + timedelta(days=60)
_NARROWED = {
    "kind": (Wanted("", ("hazard",)), Wanted("门", ("hazard", "fault"))),
    "place": (Wanted("正常", place_id="lpg"), Wanted("", place_id="shops"), Wanted("蟒蛇", place_id="shops")),
    "camera": (Wanted("", camera_id="lift-12"), Wanted("丢失", camera_id="gate-e")),
    "person": (Wanted("", person_id="ouyang"), Wanted("东门", person_id="zhou")),
    "time": (
        Wanted("门", since=_MONTH, until=_MONTH + timedelta(days=1)),
        Wanted("焊缝", since=_MONTH, until=_MONTH + timedelta(days=90)),
        Wanted("", since=BEGINS, until=BEGINS + timedelta(hours=2), camera_id="plaza"),
        Wanted("gas", ("note",), since=BEGINS, until=BEGINS + timedelta(days=20), place_id="plaza"),
    ),
}


def questions() -> dict[str, tuple[Wanted, ...]]:
    """By what is special about them."""
    return {name: tuple(map(Wanted, words)) for name, words in _WORDS.items()} | _NARROWED
