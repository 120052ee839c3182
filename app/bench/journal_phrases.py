"""Words for the entries of `bench journal`: what people of a duty room write, in two languages."""

PLACES = (
    ("east-gate", "东门", "east gate"), ("west-gate", "西门", "west gate"), ("south-gate", "南门", "south gate"),
    ("plaza", "中心广场", "plaza"), ("lpg", "液化气站", "LPG station"), ("east-car-park", "东门停车场", "car park"),
    ("south-garage", "南门车库", "garage"), ("building-3", "3 栋", "building 3"), ("building-7", "7栋", "building 7"),
    ("building-12", "12栋", "building 12"), ("ring-road", "环形路", "ring road"), ("kindergarten", "幼儿园", "kindergarten"),
    ("shops", "商铺街", "shop street"),
)  # fmt: skip
CAMERAS = (
    "gate-e", "plaza", "lobby-3", "lpg", "road-n", "lift-12", "carpark-e", "entrance-7", "garage-s", "corridor-7",
    "gate-w", "lobby-12",
)  # fmt: skip
PEOPLE = (
    ("zhou", "周敏"), ("sun", "孙立新"), ("li", "李军"), ("he", "何芳"), ("chen", "陈国平"), ("wu", "吴晓兰"),
    ("tan", "谭卫东"), ("liu", "刘志强"), ("peng", "彭勇"), ("xie", "谢建华"), ("deng", "邓海"), ("luo", "罗小军"),
    ("ouyang", "欧阳斌"), ("yang", "杨秀英"),
)  # fmt: skip
PHRASES = (
    ("patrol", (
        "巡逻到{zh}，一切正常", "{zh}巡查完毕，消防通道畅通", "巡逻队在{zh}换岗，对讲机电量正常",
        "{zh}夜灯{few}盏不亮，已报物业", "巡逻在{zh}劝离违停车辆{few}辆，车主{phone}", "{unit}楼道无异常",
        "Patrol at the {en}: all clear", "Patrol at the {en}: fire door held open by a chair, closed",
    )),
    ("visitor", (
        "快递车进{zh}，登记车牌{plate}", "装修工人{few}人进{unit}，已核验出入证", "燃气公司入户安检{few}人，{zh}已登记",
        "搬家货车进{zh}，车牌{plate}，预计{few}小时离开", "访客找{unit}住户，{zh}电话{phone}核实后放行",
        "外卖骑手{zh}登记，停车位已提醒", "Visitor for {person} let in at the {en}, phone {phone}",
        "Delivery van {plate} at the {en}, left after {few} hours",
    )),
    ("note", (
        "{unit}住户来电反映{zh}有噪音，已通知巡逻", "{zh}捡到钥匙一串，交值班台保管", "住户{person}咨询停车月卡办理，已转物业",
        "{zh}有老人坐在路边休息，{person}确认无碍", "物业通知{zh}水管检修，下午停水{few}小时", "幼儿园来电：放学时请{zh}加派一人",
        "{zh}电动车乱停，已请车主{phone}移走", "110转来警情核查，{zh}未见异常", "回访{unit}住户，问题已解决",
        "Resident of {unit} reports a smell of gas near the {en}, checked with a meter, nothing found",
        "Keys found at the {en}, kept at the desk", "Lift at the {en} stopped for {few} minutes, back in service",
    )),
    ("fault", (
        "{zh}门禁读卡器反应慢，已报修，维修电话{phone}", "{zh}道闸落杆不到位，已手动抬杆", "{zh}对讲主机有杂音，报维保单位",
        "{unit}电梯异响，已停用并报维保", "Barrier at the {en} does not close, opened by hand",
    )),
    ("hazard", (
        "{zh}楼道堆放纸箱，责令清理", "{zh}灭火器压力不足{few}具，已登记台账", "{unit}电动车飞线充电，已拔除并教育",
        "{zh}消防栓前停车，联系车主{plate}挪车", "Boxes in the stairwell near the {en}, to be cleared by {person}",
    )),
    ("order", (
        "带班领导指示：{zh}加强巡查", "街道电话通知：今晚大风，{zh}检查户外广告牌", "Order of the leader: second patrol at the {en} tonight",
    )),
    ("handover", ("交接班：对讲机{few}台、钥匙{few}把，设备完好", "交接班：{zh}隐患未闭环，下一班跟进")),
)  # fmt: skip
RARE = (
    "煤气管道焊缝渗漏，抢修队到场", "蟒蛇出没，森林公安带走", "Chandelier fell in the lobby, nobody hurt",
    "无人机坠落，残骸交派出所", "Sinkhole near the fence, taped off", "氯气罐运输车误入，劝返",
    "马蜂窝已由消防摘除", "Beehive removed", "失踪儿童找到，家属致谢", "古树倒伏压断电缆",
)  # fmt: skip
AUTOMATIC = (
    ("camera_lost", ("camera", "cause")), ("camera_back", ("camera", "lasted_s")), ("health_began", ("camera", "condition")),
    ("health_ended", ("camera", "condition", "lasted_s")), ("signed_in", ("actor",)), ("signed_out", ("actor",)),
    ("call_acknowledged", ("person",)), ("call_arrived", ("person",)), ("snapshot_kept", ("camera", "actor")),
    ("tour_step_seen", ("camera", "actor")), ("console_started", ()), ("step_done", ("actor",)),
)  # fmt: skip
MESSAGES = ("message_sent", "message_delivered", "message_failed", "message_delayed")
