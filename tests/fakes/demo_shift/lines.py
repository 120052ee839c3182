"""What people of a duty room write in twelve hours."""

import random
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """An entry; `minute` counts from the beginning of the shift."""

    minute: float
    kind: str
    text: str
    place_id: str = ""
    camera_id: str = ""


_VISITORS = (
    "快递车进{place}，登记车牌湘A·{number}",
    "装修工人{few}人进{place}，已核验出入证",
    "燃气公司入户安检{few}人，{place}已登记",
    "搬家货车进{place}，预计{few}小时离开",
    "访客找{few}单元住户，{place}电话核实后放行",
    "外卖骑手{place}登记，停车位已提醒",
)
_PATROLS = (
    "巡逻到{place}，一切正常",
    "{place}巡查完毕，消防通道畅通",
    "巡逻队在{place}换岗，对讲机电量正常",
    "{place}夜灯{few}盏不亮，已报物业",
    "巡逻在{place}劝离违停车辆{few}辆",
)
_NOTES = (
    "住户来电反映{place}有噪音，已通知巡逻",
    "{place}捡到钥匙一串，交值班台保管",
    "住户咨询停车月卡办理，已转物业",
    "{place}有老人坐在路边休息，巡逻确认无碍",
    "物业通知{place}水管检修，下午停水{few}小时",
    "幼儿园来电：放学时请{place}加派一人",
    "{place}电动车乱停，已请车主移走",
    "110转来警情核查，{place}未见异常",
)
_FAULTS = (
    "{place}门禁读卡器反应慢，已报修",
    "{place}道闸落杆不到位，已手动抬杆",
    "{place}对讲主机有杂音，报维保单位",
)
_HAZARDS = (
    "{place}楼道堆放纸箱，责令清理",
    "{place}灭火器压力不足{few}具，已登记台账",
    "{place}电动车飞线充电，已拔除并教育",
)
_ORDERS = (
    "带班领导指示：{place}加强巡查",
    "街道电话通知：今晚大风，{place}检查户外广告牌",
)
_OF_KINDS = (
    ("visitor", _VISITORS, 38),
    ("patrol", _PATROLS, 40),
    ("note", _NOTES, 48),
    ("fault", _FAULTS, 8),
    ("hazard", _HAZARDS, 8),
    ("order", _ORDERS, 4),
)
_PLACES = (
    ("east-gate", "东门", "gate-e"),
    ("west-gate", "西门", "gate-w"),
    ("plaza", "中心广场", "plaza"),
    ("south-garage", "南门车库", "garage-s"),
    ("building-3", "3 栋", "lobby-3"),
    ("building-7", "7 栋", "entrance-7"),
    ("building-12", "12 栋", "lobby-12"),
    ("east-car-park", "东门停车场", "carpark-e"),
    ("shops", "商铺街", ""),
    ("kindergarten", "幼儿园门口", ""),
)


def lines(minutes: float, seed: int = 7) -> Iterator[Line]:
    """Some 150 of them, the same ones at each call, in order of time."""
    chance = random.Random(seed)  # a story, no secret
    made = []
    for kind, texts, count in _OF_KINDS:
        for _ in range(count):
            place_id, place, camera_id = chance.choice(_PLACES)
            text = chance.choice(texts).format(
                place=place, number=f"{chance.randrange(10_000, 99_999)}", few=chance.randrange(2, 6)
            )
            shown = camera_id if chance.random() < 0.3 else ""
            made.append(Line(chance.uniform(8, minutes - 8), kind, text, place_id, shown))
    return iter(sorted(made, key=lambda line: line.minute))
