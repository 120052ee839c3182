<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_GB">
<context>
    <name>About</name>
    <message>
        <source>Any place</source>
        <translation>全部地点</translation>
    </message>
    <message>
        <source>Any camera</source>
        <translation>全部摄像头</translation>
    </message>
    <message>
        <source>Anybody</source>
        <translation>全部人员</translation>
    </message>
    <message>
        <source>Entries of one place</source>
        <translation>某一地点的记录</translation>
    </message>
    <message>
        <source>Entries of one camera</source>
        <translation>某一摄像头的记录</translation>
    </message>
    <message>
        <source>Entries by or about one person</source>
        <translation>某人所写或涉及某人的记录</translation>
    </message>
</context>
<context>
    <name>AlarmBar</name>
    <message>
        <source>Mute the siren  F8</source>
        <translation>警报静音  F8</translation>
    </message>
    <message>
        <source>The emergency is being stored; nobody is called yet …</source>
        <translation>正在保存紧急启动，尚未通知任何人……</translation>
    </message>
    <message>
        <source>This computer has no loudspeaker: the siren is silent.</source>
        <translation>本机没有扬声器，警报不会响。</translation>
    </message>
    <message>
        <source>The emergency was NOT recorded and nobody was called: dial by hand now.</source>
        <translation>紧急启动没有记录成功，也没有通知任何人：请立即人工拨打电话。</translation>
    </message>
</context>
<context>
    <name>AlarmBoard</name>
    <message>
        <source>Back to my view  Esc</source>
        <translation>回到原视图  Esc</translation>
    </message>
    <message>
        <source>Show the place</source>
        <translation>显示事发地点</translation>
    </message>
    <message>
        <source>Show its pictures</source>
        <translation>显示相关画面</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>All steps of the plan are done.</source>
        <translation>预案步骤已全部完成。</translation>
    </message>
    <message>
        <source>Name the kind of incident on its card: its plan then stands here.</source>
        <translation>请在事件卡上选定类型：预案步骤随后显示在这里。</translation>
    </message>
    <message>
        <source>Next, step {step} of {all}</source>
        <translation>下一步：第 {step} 步，共 {all} 步</translation>
    </message>
    <message>
        <source>{time} late</source>
        <translation>超时 {time}</translation>
    </message>
    <message>
        <source>It is here: {place}</source>
        <translation>就在这里：{place}</translation>
    </message>
    <message>
        <source>This place has no camera.</source>
        <translation>该地点没有摄像头。</translation>
    </message>
    <message>
        <source>Place not yet known.</source>
        <translation>地点未明。</translation>
    </message>
    <message>
        <source>Shown are the nearest cameras.</source>
        <translation>显示最近的画面。</translation>
    </message>
    <message>
        <source>Shown are the plan&apos;s cameras.</source>
        <translation>显示的是预案指定的摄像头。</translation>
    </message>
    <message>
        <source>Shown is the picture chosen before the press.</source>
        <translation>显示的是启动前所选的画面。</translation>
    </message>
    <message>
        <source>Name it on the card (F7), or choose a picture there.</source>
        <translation>请在事件卡（F7）中选择，或点选该处的画面。</translation>
    </message>
    <message>
        <source>{said} {more}</source>
        <translation>{said}{more}</translation>
    </message>
</context>
<context>
    <name>Announcer</name>
    <message>
        <source>There are {count} emergencies nobody has confirmed.</source>
        <comment>said aloud</comment>
        <translation>有{count}起紧急事件无人确认。</translation>
    </message>
    <message>
        <source>kind not yet known</source>
        <comment>said aloud</comment>
        <translation>类型待定</translation>
    </message>
    <message>
        <source>place not yet known</source>
        <comment>said aloud</comment>
        <translation>地点待定</translation>
    </message>
    <message>
        <source>Drill. {kind}, {place}.</source>
        <comment>said aloud</comment>
        <translation>演练。{kind}，{place}。</translation>
    </message>
    <message>
        <source>Emergency. {kind}, {place}.</source>
        <comment>said aloud</comment>
        <translation>紧急情况。{kind}，{place}。</translation>
    </message>
</context>
<context>
    <name>Answer</name>
    <message>
        <source>Checked  Enter</source>
        <translation>核对无误  Enter</translation>
    </message>
    <message>
        <source>Remark  R</source>
        <translation>备注  R</translation>
    </message>
    <message>
        <source>Do not confirm  X</source>
        <translation>不予确认  X</translation>
    </message>
    <message>
        <source>Explain the difference  E</source>
        <translation>差异说明  E</translation>
    </message>
    <message>
        <source>Add a point  N</source>
        <translation>添加事项  N</translation>
    </message>
    <message>
        <source>Take out  Del</source>
        <translation>删除  Del</translation>
    </message>
    <message>
        <source>Hazard is no more  C</source>
        <translation>隐患已消除  C</translation>
    </message>
    <message>
        <source>Look there  O</source>
        <translation>查看来源  O</translation>
    </message>
    <message>
        <source>What the incoming must know about it</source>
        <translation>交班说明</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Why it is not confirmed</source>
        <translation>不予确认的原因</translation>
    </message>
    <message>
        <source>How many are there</source>
        <translation>清点数量</translation>
    </message>
    <message>
        <source>Why the number is not as it should be</source>
        <translation>差异原因</translation>
    </message>
    <message>
        <source>A point of your own</source>
        <translation>补充事项</translation>
    </message>
    <message>
        <source>How the hazard was removed</source>
        <translation>隐患如何消除</translation>
    </message>
    <message>
        <source>Enter stores, Esc goes back</source>
        <translation>Enter 保存，Esc 返回</translation>
    </message>
</context>
<context>
    <name>Attached</name>
    <message>
        <source>Take it off the line</source>
        <translation>取下</translation>
    </message>
    <message>
        <source>Take off the line: {what}</source>
        <translation>取下：{what}</translation>
    </message>
</context>
<context>
    <name>AttachmentWords</name>
    <message>
        <source>Voice note {length}</source>
        <translation>语音 {length}</translation>
    </message>
    <message>
        <source>Picture {camera} {time}, not live</source>
        <translation>图片：{camera} {time}（非实时）</translation>
    </message>
    <message>
        <source>Picture {camera} {time}</source>
        <translation>图片：{camera} {time}</translation>
    </message>
    <message>
        <source>Picture {name}</source>
        <translation>图片：{name}</translation>
    </message>
    <message>
        <source>File {name}</source>
        <translation>文件：{name}</translation>
    </message>
</context>
<context>
    <name>AttendancePage</name>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>岗位</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Came</source>
        <translation>到岗</translation>
    </message>
    <message>
        <source>Went</source>
        <translation>离岗</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>排班</translation>
    </message>
    <message>
        <source>There</source>
        <translation>在岗</translation>
    </message>
    <message>
        <source>Nights</source>
        <translation>夜班</translation>
    </message>
    <message>
        <source>Weekends</source>
        <translation>周末</translation>
    </message>
    <message>
        <source>Holidays</source>
        <translation>节假日</translation>
    </message>
    <message>
        <source>Who has come</source>
        <translation>到岗情况</translation>
    </message>
    <message>
        <source>Hours of the month</source>
        <translation>本月工时</translation>
    </message>
    <message>
        <source>Who comes or goes</source>
        <translation>签到或签退的人</translation>
    </message>
    <message>
        <source>Clock on</source>
        <translation>上岗签到</translation>
    </message>
    <message>
        <source>Clock off</source>
        <translation>离岗签退</translation>
    </message>
    <message>
        <source>By phone …</source>
        <translation>手机签到…</translation>
    </message>
    <message>
        <source>The month before</source>
        <translation>上个月</translation>
    </message>
    <message>
        <source>The month after</source>
        <translation>下个月</translation>
    </message>
    <message>
        <source>Clocking is not used for calls: switch it on under Set up, Limits, to call who is there.</source>
        <translation>呼叫时未参考签到：在“设置”的“限制”中开启后，只呼叫已到岗的人。</translation>
    </message>
    <message>
        <source>Hours of {month}</source>
        <translation>{month} 工时</translation>
    </message>
</context>
<context>
    <name>BackupEntryWords</name>
    <message>
        <source>Backups go to {folder}</source>
        <translation>备份存放到 {folder}</translation>
    </message>
    <message>
        <source>Backups no longer go to {folder}</source>
        <translation>不再备份到 {folder}</translation>
    </message>
    <message>
        <source>Backups every {every_h} h; kept: {hourly} hourly, {daily} daily, {monthly} monthly</source>
        <translation>每 {every_h} 小时备份一次；保留：每小时 {hourly} 份，每天 {daily} 份，每月 {monthly} 份</translation>
    </message>
    <message>
        <source>No backup to {folder}: {backup_fault}</source>
        <translation>无法备份到 {folder}：{backup_fault}</translation>
    </message>
    <message>
        <source>Backups go to {folder} again</source>
        <translation>已恢复备份到 {folder}</translation>
    </message>
    <message>
        <source>Backup to {folder} {backup_why}, verified, up to entry no. {number}</source>
        <translation>已备份到 {folder}（{backup_why}），校验无误，至第 {number} 条</translation>
    </message>
    <message>
        <source>Entries that the log no longer has are kept in {folder}: {count}</source>
        <translation>日志中已不存在的 {count} 条记录，保留在 {folder}</translation>
    </message>
    <message>
        <source>Restored from the backup of {backup_time}; entries after it that are there again: {taken}, missing: {missing}{backup_running}</source>
        <translation>已用 {backup_time} 的备份恢复：此后的记录找回 {taken} 条，缺失 {missing} 条{backup_running}</translation>
    </message>
    <message>
        <source>Begun anew after damage, without a backup; entries that could still be read: {taken}, missing: {missing}</source>
        <translation>数据损坏且无备份，重新开始：尚可读出 {taken} 条，缺失 {missing} 条</translation>
    </message>
    <message>
        <source>The end of the log was damaged; entries back from the backup: {taken}, missing: {missing}{backup_running}</source>
        <translation>日志末尾损坏：从备份找回 {taken} 条，缺失 {missing} 条{backup_running}</translation>
    </message>
    <message>
        <source>this disk (safety copy)</source>
        <translation>本机硬盘（应急副本）</translation>
    </message>
    <message>
        <source>; running incidents of which it is not known whom they have called: {count}</source>
        <translation>；{count} 起事件仍在处置，已呼叫哪些人不明，请人工核实</translation>
    </message>
</context>
<context>
    <name>BackupErrorWords</name>
    <message>
        <source>The backup cannot be used: {why}.</source>
        <translation>备份无法使用：{why}。</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>未作任何修改。</translation>
    </message>
    <message>
        <source>This backup was changed or is damaged.</source>
        <translation>这份备份被改动或已损坏。</translation>
    </message>
    <message>
        <source>Take the next one in the list.</source>
        <translation>请选用列表中的下一份。</translation>
    </message>
    <message>
        <source>No folder for backups is chosen.</source>
        <translation>尚未选择备份文件夹。</translation>
    </message>
    <message>
        <source>Choose one in the settings (F9, Backup).</source>
        <translation>请在设置（F9“备份”）中选择。</translation>
    </message>
    <message>
        <source>An incident runs: the console must not be restarted now.</source>
        <translation>有事件正在处置，现在不能重启控制台。</translation>
    </message>
    <message>
        <source>Close it first.</source>
        <translation>请先结束该事件。</translation>
    </message>
</context>
<context>
    <name>BackupPage</name>
    <message>
        <source>In each backup: log, incidents, reports, roster, site, plans, pictures; verified by reading it again. Not in it: recordings; passwords and service addresses, which stay on this computer and are entered anew on another.</source>
        <translation>每份备份包含：日志、事件、报告、值班表、站点、预案、图片，写入后重新读出校验。不包含：录像；密码和服务地址也不包含，它们只留在本机，换电脑后须重新填写。</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>Where, when, how many</source>
        <translation>位置、时间、份数</translation>
    </message>
    <message>
        <source>Back to a backup</source>
        <translation>恢复到备份</translation>
    </message>
    <message>
        <source>There are copies on this disk alone: if it dies, everything is lost. Choose a second disk or a USB stick below.</source>
        <translation>目前只在本机硬盘上留有应急副本：硬盘一旦损坏，数据全部丢失。请在下方添加第二块硬盘或 U 盘。</translation>
    </message>
    <message>
        <source>Nothing is backed up: if this disk dies, everything is lost.</source>
        <translation>没有任何备份：本机硬盘一旦损坏，数据全部丢失。</translation>
    </message>
    <message>
        <source>Safety copy on this disk</source>
        <translation>本机硬盘上的应急副本</translation>
    </message>
    <message>
        <source>a backup is being made …</source>
        <translation>正在备份……</translation>
    </message>
    <message>
        <source>last {moment} ({why})</source>
        <translation>上次 {moment}（{why}）</translation>
    </message>
    <message>
        <source>log on it to no. {number}</source>
        <translation>日志已存至第 {number} 条</translation>
    </message>
    <message>
        <source>next {time}</source>
        <translation>下次 {time}</translation>
    </message>
</context>
<context>
    <name>BackupSentences</name>
    <message>
        <source>{folder}: NO backup, {why}.</source>
        <translation>{folder}：备份失败，{why}。</translation>
    </message>
    <message>
        <source>{folder}: backup {name} made and verified, up to entry no. {number}.</source>
        <translation>{folder}：备份 {name} 已完成并校验，至第 {number} 条。</translation>
    </message>
    <message>
        <source>No backup was found. Name its folder with --from.</source>
        <translation>没有找到备份。请用 --from 指定所在文件夹。</translation>
    </message>
    <message>
        <source>good</source>
        <translation>完好</translation>
    </message>
    <message>
        <source>SPOILT: {why}</source>
        <translation>已损坏：{why}</translation>
    </message>
    <message>
        <source>of another log</source>
        <translation>属于另一份日志</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(s) lost</source>
        <translation>
            <numerusform>丢失 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing lost</source>
        <translation>无丢失</translation>
    </message>
    <message>
        <source>to no. {number}, with the spill to {reaches}</source>
        <translation>至第 {number} 条，连同其后续记至第 {reaches} 条</translation>
    </message>
    <message>
        <source>{name}: SPOILT, {why}.</source>
        <translation>{name}：已损坏，{why}。</translation>
    </message>
    <message>
        <source>{name}: good, entries: {count}, last hash {head}</source>
        <translation>{name}：完好，{count} 条记录，末条散列 {head}</translation>
    </message>
    <message>
        <source>Restored from {name}: entries after it that are there again: {taken}, the log reaches no. {reaches}, entries lost: {lost}. What stood here before lies in {aside}.</source>
        <translation>已从 {name} 恢复：此后的记录找回 {taken} 条，日志至第 {reaches} 条，丢失 {lost} 条。原有数据存放在 {aside}。</translation>
    </message>
</context>
<context>
    <name>BackupWords</name>
    <message>
        <source>the disk or stick is not there</source>
        <translation>备份盘不在</translation>
    </message>
    <message>
        <source>another disk or stick is there</source>
        <translation>插的是另一个盘</translation>
    </message>
    <message>
        <source>the disk or stick is full</source>
        <translation>备份盘已满</translation>
    </message>
    <message>
        <source>the disk or stick cannot be written</source>
        <translation>备份盘无法写入</translation>
    </message>
    <message>
        <source>the disk or stick fails</source>
        <translation>备份盘故障</translation>
    </message>
    <message>
        <source>the disk or stick does not answer</source>
        <translation>备份盘没有响应</translation>
    </message>
    <message>
        <source>another program backs up to it</source>
        <translation>另一程序正在备份</translation>
    </message>
    <message>
        <source>the console&apos;s database is damaged</source>
        <translation>本机数据库损坏</translation>
    </message>
    <message>
        <source>the console&apos;s database cannot be read now</source>
        <translation>暂时无法读取本机数据库</translation>
    </message>
    <message>
        <source>an entry of the log was changed</source>
        <translation>日志有记录被改动</translation>
    </message>
    <message>
        <source>its process ended and is started again</source>
        <translation>备份进程中断，正在重新启动</translation>
    </message>
    <message>
        <source>Plug it in or switch it on; the backup is made at once then.</source>
        <translation>请插上或接通电源，随即自动备份。</translation>
    </message>
    <message>
        <source>Plug in the right one, or remove this target and choose the folder anew.</source>
        <translation>请换回原来的盘，或移除此目标后重新选择文件夹。</translation>
    </message>
    <message>
        <source>Free space on it, keep fewer backups, or take a larger one.</source>
        <translation>请腾出空间、减少保留份数，或换更大的盘。</translation>
    </message>
    <message>
        <source>Take off its write protection, or give this user the folder.</source>
        <translation>请解除写保护，或让本用户可写该文件夹。</translation>
    </message>
    <message>
        <source>Try another socket; if it stays, replace it.</source>
        <translation>请换一个接口；仍不行则更换备份盘。</translation>
    </message>
    <message>
        <source>Unplug it and plug it in again; if it stays, replace it.</source>
        <translation>请拔下重插；仍不行则更换备份盘。</translation>
    </message>
    <message>
        <source>Restore from the newest backup below as soon as no emergency runs: it gets worse.</source>
        <translation>无紧急事件时请尽快用下方最新备份恢复，拖延会加重损坏。</translation>
    </message>
    <message>
        <source>It is tried again; if it stays, close the console and start it.</source>
        <translation>会自动重试；仍不行请关闭控制台后重新启动。</translation>
    </message>
    <message>
        <source>Check the log (F4) and call the keeper of this computer; older backups stay.</source>
        <translation>请在日志（F4）中核查并联系本机管理员；较早的备份会保留。</translation>
    </message>
    <message>
        <source>by the clock</source>
        <translation>定时</translation>
    </message>
    <message>
        <source>at the handover</source>
        <translation>交接班时</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>手动</translation>
    </message>
    <message>
        <source>its database was changed</source>
        <translation>数据库被改动</translation>
    </message>
    <message>
        <source>its database is damaged</source>
        <translation>数据库损坏</translation>
    </message>
    <message>
        <source>its description does not fit it</source>
        <translation>说明与内容不符</translation>
    </message>
    <message>
        <source>it cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>a picture is missing</source>
        <translation>缺少图片</translation>
    </message>
    <message>
        <source>a picture was changed</source>
        <translation>图片被改动</translation>
    </message>
    <message>
        <source>no. {number}: {why}</source>
        <translation>第 {number} 条：{why}</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Below</name>
    <message>
        <source>What is wrong with this roster</source>
        <translation>这份班表的问题</translation>
    </message>
    <message>
        <source>Fairness</source>
        <translation>公平性</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Day: {date}</source>
        <translation>当日：{date}</translation>
    </message>
    <message numerus="yes">
        <source>Wrong: %n</source>
        <translation>
            <numerusform>问题：%n</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is wrong</source>
        <translation>没有问题</translation>
    </message>
</context>
<context>
    <name>BesideFound</name>
    <message>
        <source>{host} is none of this site&apos;s cameras yet. What it tells after its login goes into a new form, here; nothing is stored before Save.</source>
        <translation>本站还没有 {host} 这台摄像头。登录后，它提供的信息会填入此处的新表单；按“保存”才会存入。</translation>
    </message>
    <message>
        <source>Choose a camera that was found, or type an address. If it is one of this site&apos;s cameras, its form opens here.</source>
        <translation>请选择一台找到的摄像头，或输入地址。若是本站已有的摄像头，它的表单会显示在这里。</translation>
    </message>
</context>
<context>
    <name>CalendarDaysPage</name>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>The day is</source>
        <translation>当天</translation>
    </message>
    <message>
        <source>free (holiday)</source>
        <translation>休息（节假日）</translation>
    </message>
    <message>
        <source>worked (in exchange)</source>
        <translation>上班（调休）</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Known are the holidays of {first} to {last}.</source>
        <translation>已知 {first} 年至 {last} 年的节假日。</translation>
    </message>
    <message>
        <source>Not known: {years}. Enter its holidays and the weekend days worked in exchange.</source>
        <translation>{years} 年未知：请填写节假日和调休上班日。</translation>
    </message>
    <message>
        <source>Add a day</source>
        <translation>添加日期</translation>
    </message>
    <message>
        <source>New day</source>
        <translation>新日期</translation>
    </message>
    <message>
        <source>No day was entered by hand.</source>
        <translation>尚未手工填写日期。</translation>
    </message>
</context>
<context>
    <name>CallReasons</name>
    <message>
        <source>at {post}</source>
        <translation>{post}在岗</translation>
    </message>
    <message>
        <source>named in the plan</source>
        <translation>预案指定</translation>
    </message>
    <message>
        <source>{role}, off duty</source>
        <translation>{role}，未当班</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>人工</translation>
    </message>
    <message>
        <source>Nobody on duty at {post}</source>
        <translation>{post}无人在岗</translation>
    </message>
    <message>
        <source>Nobody leads the {group}</source>
        <translation>{group}没有组长</translation>
    </message>
    <message>
        <source>No longer called: {name}</source>
        <translation>{name}已不再呼叫</translation>
    </message>
    <message>
        <source>Nobody on duty as {role}</source>
        <translation>{role}岗位无人在岗</translation>
    </message>
    <message>
        <source>{role}, standing in</source>
        <translation>替班{role}</translation>
    </message>
    <message>
        <source>{role} on duty by exchange</source>
        <translation>换班{role}</translation>
    </message>
    <message>
        <source>{role} on duty by a change of the roster</source>
        <translation>调班{role}</translation>
    </message>
    <message>
        <source>{role}, clocked on</source>
        <translation>已到岗{role}</translation>
    </message>
    <message>
        <source>{role} on duty</source>
        <translation>当班{role}</translation>
    </message>
</context>
<context>
    <name>CalledPeople</name>
    <message>
        <source>and {count} more, {silent} without answer: F2</source>
        <translation>另有 {count} 人，{silent} 人未答复：见 F2</translation>
    </message>
</context>
<context>
    <name>CalledPerson</name>
    <message>
        <source>Confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>{name} has confirmed</source>
        <translation>{name} 已确认收到</translation>
    </message>
    <message>
        <source>On scene</source>
        <translation>已到场</translation>
    </message>
    <message>
        <source>{name} is on scene</source>
        <translation>{name} 已到场</translation>
    </message>
    <message>
        <source>Dialled: reached</source>
        <translation>已拨通</translation>
    </message>
    <message>
        <source>{name} was dialled and reached</source>
        <translation>已拨打{name}并接通</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>未接通</translation>
    </message>
    <message>
        <source>{name} was dialled and not reached</source>
        <translation>已拨打{name}，未接通</translation>
    </message>
    <message>
        <source>on scene {time}</source>
        <translation>已到场 {time}</translation>
    </message>
    <message>
        <source>confirmed {time}</source>
        <translation>已确认 {time}</translation>
    </message>
    <message>
        <source>never confirmed</source>
        <translation>始终没有确认</translation>
    </message>
    <message>
        <source>own answer {time}</source>
        <translation>本人答复 {time}</translation>
    </message>
    <message>
        <source>no answer {time}</source>
        <translation>未确认 {time}</translation>
    </message>
    <message>
        <source>reached by phone, not confirmed {time}</source>
        <translation>已拨通，未确认 {time}</translation>
    </message>
    <message>
        <source>told by phone {time}</source>
        <translation>电话已告知 {time}</translation>
    </message>
    <message>
        <source>call taken, not confirmed {time}</source>
        <translation>已接听，未确认 {time}</translation>
    </message>
    <message>
        <source>delivered, no answer {time}</source>
        <translation>已送达，未确认 {time}</translation>
    </message>
    <message>
        <source>sent, no answer {time}</source>
        <translation>已发送，未确认 {time}</translation>
    </message>
    <message>
        <source>dial {phone}</source>
        <translation>请拨 {phone}</translation>
    </message>
    <message>
        <source>does not know yet that it is over</source>
        <translation>尚不知事件已结束</translation>
    </message>
    <message>
        <source>being called</source>
        <translation>正在拨打</translation>
    </message>
    <message>
        <source>to be called</source>
        <translation>等待拨打</translation>
    </message>
    <message>
        <source>{why}, called again</source>
        <translation>{why}，将重拨</translation>
    </message>
    <message>
        <source>{word}: {why}</source>
        <translation>{word}：{why}</translation>
    </message>
    <message>
        <source>not reached {time}</source>
        <translation>未接通 {time}</translation>
    </message>
    <message>
        <source>{words}, {path}</source>
        <translation>{words}，{path}</translation>
    </message>
</context>
<context>
    <name>CamerasPage</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Main stream</source>
        <translation>主码流</translation>
    </message>
    <message>
        <source>Sub stream</source>
        <translation>子码流</translation>
    </message>
    <message>
        <source>for small pictures; empty: the main stream</source>
        <translation>用于小画面；留空则用主码流</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>no place</source>
        <translation>无地点</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>shown on the wall</source>
        <translation>在监控墙上显示</translation>
    </message>
    <message>
        <source>kept; type to replace it</source>
        <translation>已保存；重新输入则替换</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>当前状态</translation>
    </message>
    <message>
        <source>of both streams</source>
        <translation>主、子码流共用</translation>
    </message>
    <message>
        <source>Watching</source>
        <translation>监测与录像</translation>
    </message>
    <message>
        <source>Steering</source>
        <translation>操控</translation>
    </message>
    <message>
        <source>ONVIF address; empty: it does not turn</source>
        <translation>ONVIF 地址；不能转动则留空</translation>
    </message>
    <message>
        <source>Find cameras …</source>
        <translation>查找摄像头 …</translation>
    </message>
    <message>
        <source>Add a camera</source>
        <translation>添加摄像头</translation>
    </message>
    <message>
        <source>New camera</source>
        <translation>新摄像头</translation>
    </message>
    <message>
        <source>No cameras yet. Press &quot;Add a camera&quot;, or import a site file on the page &quot;Site file&quot;.</source>
        <translation>还没有摄像头。请按“添加摄像头”，或在“站点文件”页导入站点文件。</translation>
    </message>
    <message>
        <source>path of a video file</source>
        <translation>视频文件的路径</translation>
    </message>
    <message>
        <source>number of the USB camera, the first is 0</source>
        <translation>USB 摄像头编号，第一个是 0</translation>
    </message>
    <message>
        <source>name of a drawn scene, for example lobby</source>
        <translation>演示场景名，例如 lobby</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>network camera</source>
        <translation>网络摄像头</translation>
    </message>
    <message>
        <source>video file</source>
        <translation>视频文件</translation>
    </message>
    <message>
        <source>USB camera</source>
        <translation>USB 摄像头</translation>
    </message>
    <message>
        <source>drawn scene (demo)</source>
        <translation>演示场景</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>正在连接</translation>
    </message>
    <message>
        <source>live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>plays, not live</source>
        <translation>播放中，非实时</translation>
    </message>
    <message>
        <source>neither shown nor watched</source>
        <translation>未显示也未监测</translation>
    </message>
    <message>
        <source>late</source>
        <translation>延迟</translation>
    </message>
</context>
<context>
    <name>ChannelHealth</name>
    <message>
        <source>Ways to people</source>
        <translation>通知渠道</translation>
    </message>
    <message>
        <source>No channels yet: nobody gets a message.</source>
        <translation>还没有渠道：任何人都收不到消息。</translation>
    </message>
    <message>
        <source>Send a test now</source>
        <translation>立即测试</translation>
    </message>
    <message>
        <source>One message, marked as a test, through the channel that is marked.</source>
        <translation>经选中的渠道发一条标明测试的消息。</translation>
    </message>
    <message>
        <source>Channels and whether they work</source>
        <translation>各渠道是否可用</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Works?</source>
        <translation>可用情况</translation>
    </message>
    <message>
        <source>failed {time}: {why}</source>
        <translation>{time} 失败：{why}</translation>
    </message>
    <message>
        <source>too long ago: {time}</source>
        <translation>过久：{time}</translation>
    </message>
    <message>
        <source>never proven</source>
        <translation>从未验证</translation>
    </message>
    <message>
        <source>not tested, by its setting</source>
        <translation>按设置不测试</translation>
    </message>
    <message>
        <source>last {time}</source>
        <translation>最近 {time}</translation>
    </message>
</context>
<context>
    <name>ChannelsPage</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>a service of the network</source>
        <translation>网络服务</translation>
    </message>
    <message>
        <source>short messages, by a modem on this computer</source>
        <translation>短信，经本机调制解调器</translation>
    </message>
    <message>
        <source>phone calls, by a modem on this computer</source>
        <translation>电话，经本机调制解调器</translation>
    </message>
    <message>
        <source>Service URL</source>
        <translation>服务网址</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>SIM PIN</source>
        <translation>SIM 卡 PIN</translation>
    </message>
    <message>
        <source>Daily test</source>
        <translation>每日测试</translation>
    </message>
    <message>
        <source>empty: never; else a time like 10:00</source>
        <translation>留空不测试；否则写时间，如 10:00</translation>
    </message>
    <message>
        <source>Test goes to</source>
        <translation>测试发给</translation>
    </message>
    <message>
        <source>the first who has this channel</source>
        <translation>第一个使用此渠道的人</translation>
    </message>
    <message>
        <source>{service}://… is kept; type to replace it</source>
        <translation>已保存 {service}://…；重新输入则替换</translation>
    </message>
    <message>
        <source>for example mailto://user:password@host</source>
        <translation>例如 mailto://用户:密码@主机</translation>
    </message>
    <message>
        <source>is kept; type to replace it</source>
        <translation>已保存；输入即替换</translation>
    </message>
    <message>
        <source>for example ttyUSB0 or COM3</source>
        <translation>例如 ttyUSB0 或 COM3</translation>
    </message>
    <message>
        <source>empty where the card asks for none</source>
        <translation>SIM 卡无需 PIN 时留空</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>通知渠道</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Add a channel</source>
        <translation>添加通知渠道</translation>
    </message>
    <message>
        <source>New channel</source>
        <translation>新通知渠道</translation>
    </message>
    <message>
        <source>No channels yet: nobody gets a message. Press &quot;Add a channel&quot;, then choose it for people.</source>
        <translation>还没有通知渠道，谁也收不到消息。请按“添加通知渠道”，再为人员选用。</translation>
    </message>
</context>
<context>
    <name>Chooser</name>
    <message>
        <source>Look back from</source>
        <translation>从何时回看</translation>
    </message>
    <message>
        <source>Cameras, {count} at most</source>
        <translation>摄像头，最多 {count} 路</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>转到该时刻</translation>
    </message>
    <message>
        <source>Cameras to look back at</source>
        <translation>要回看的摄像头</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>for example 14:32</source>
        <translation>例如 14:32</translation>
    </message>
</context>
<context>
    <name>ChosenWords</name>
    <message>
        <source>of the incident {incident}</source>
        <translation>事件 {incident}</translation>
    </message>
    <message>
        <source>place {place}</source>
        <translation>地点：{place}</translation>
    </message>
    <message>
        <source>camera {camera}</source>
        <translation>摄像头：{camera}</translation>
    </message>
    <message>
        <source>person {person}</source>
        <translation>人员：{person}</translation>
    </message>
    <message>
        <source>what matters alone</source>
        <translation>仅要事</translation>
    </message>
    <message>
        <source>with the words &quot;{words}&quot;</source>
        <translation>含“{words}”</translation>
    </message>
    <message>
        <source>the whole log</source>
        <translation>全部日志</translation>
    </message>
    <message>
        <source>kind not yet known</source>
        <translation>类型待定</translation>
    </message>
    <message>
        <source>until {until}</source>
        <translation>截至 {until}</translation>
    </message>
    <message>
        <source>from {since}</source>
        <translation>{since} 起</translation>
    </message>
    <message>
        <source>{since} to {until}</source>
        <translation>{since} 至 {until}</translation>
    </message>
    <message>
        <source>what people wrote</source>
        <translation>人员填写的记录</translation>
    </message>
    <message numerus="yes">
        <source>%n kind(s) that the program writes</source>
        <translation>
            <numerusform>%n 种自动记录</numerusform>
        </translation>
    </message>
    <message>
        <source>kinds: {kinds}</source>
        <translation>类别：{kinds}</translation>
    </message>
</context>
<context>
    <name>ClockLinkPanel</name>
    <message>
        <source>Clocking on by phone: {name}</source>
        <translation>手机签到：{name}</translation>
    </message>
    <message>
        <source>New link</source>
        <translation>更换链接</translation>
    </message>
    <message>
        <source>Make a link</source>
        <translation>生成链接</translation>
    </message>
    <message>
        <source>Withdraw the link</source>
        <translation>收回链接</translation>
    </message>
    <message>
        <source>Address of the link</source>
        <translation>链接地址</translation>
    </message>
    <message>
        <source>The link as a square code, to be photographed with the phone</source>
        <translation>签到链接二维码，用手机扫描</translation>
    </message>
    <message>
        <source>The phone page is not open: F9, Phones.</source>
        <translation>手机页面未开启，请在 F9“手机页面”中开启。</translation>
    </message>
    <message>
        <source>No link yet. Make one, then photograph the square with this person&apos;s phone.</source>
        <translation>尚无链接。请先生成，再用本人手机扫描二维码。</translation>
    </message>
    <message>
        <source>Photograph the square with this person&apos;s phone. The first phone that clocks on keeps the link.</source>
        <translation>请用本人手机扫描二维码。首次签到后，链接只能在该手机上使用。</translation>
    </message>
    <message>
        <source>In use since {date} {time}, first from {address}</source>
        <translation>{date} {time} 起使用，首次来自 {address}</translation>
    </message>
</context>
<context>
    <name>ClockRow</name>
    <message>
        <source>{time} late</source>
        <translation>超时 {time}</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>剩 {time}</translation>
    </message>
    <message>
        <source>Reported …</source>
        <translation>已报告…</translation>
    </message>
    <message>
        <source>{whom} was told by phone</source>
        <translation>已电话报告{whom}</translation>
    </message>
</context>
<context>
    <name>Closing</name>
    <message>
        <source>Stand down</source>
        <translation>解除</translation>
    </message>
    <message>
        <source>False alarm</source>
        <translation>误报</translation>
    </message>
    <message>
        <source>Reason, may stay empty</source>
        <translation>原因，可不填</translation>
    </message>
    <message>
        <source>False alarm  Enter</source>
        <translation>误报（回车）</translation>
    </message>
    <message>
        <source>Stand down  Enter</source>
        <translation>解除（回车）</translation>
    </message>
    <message>
        <source>Steps not ticked: {count}</source>
        <translation>还有 {count} 个处置步骤未勾选</translation>
    </message>
    <message>
        <source>Reason for ending the incident</source>
        <translation>结束事件的原因</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续处置</translation>
    </message>
</context>
<context>
    <name>CodeLine</name>
    <message>
        <source>Code by phone, Enter confirms</source>
        <translation>电话报来的确认码，回车确认</translation>
    </message>
    <message>
        <source>Code from the message, told by telephone</source>
        <translation>消息里的确认码，由对方电话报来</translation>
    </message>
    <message>
        <source>{name} confirmed by code</source>
        <translation>{name} 已凭码确认</translation>
    </message>
    <message>
        <source>{name}: Enter confirms</source>
        <translation>{name}：按回车确认</translation>
    </message>
</context>
<context>
    <name>CodeWords</name>
    <message>
        <source>operator</source>
        <translation>值班员</translation>
    </message>
    <message>
        <source>duty leader</source>
        <translation>带班领导</translation>
    </message>
    <message>
        <source>patrol</source>
        <translation>巡逻队员</translation>
    </message>
    <message>
        <source>duty post</source>
        <translation>值勤点</translation>
    </message>
    <message>
        <source>committee office</source>
        <translation>应急办</translation>
    </message>
    <message>
        <source>committee</source>
        <translation>应急管理委员会</translation>
    </message>
    <message>
        <source>group leader</source>
        <translation>工作小组组长</translation>
    </message>
    <message>
        <source>police office</source>
        <translation>警务室</translation>
    </message>
    <message>
        <source>health centre</source>
        <translation>卫生服务中心</translation>
    </message>
    <message>
        <source>street office</source>
        <translation>街道办事处</translation>
    </message>
    <message>
        <source>fire brigade</source>
        <translation>消防</translation>
    </message>
    <message>
        <source>ambulance</source>
        <translation>急救</translation>
    </message>
    <message>
        <source>resident</source>
        <translation>居民</translation>
    </message>
    <message>
        <source>DRILL, simulated channels</source>
        <translation>演练（模拟渠道）</translation>
    </message>
    <message>
        <source>DRILL</source>
        <translation>演练</translation>
    </message>
    <message>
        <source>safety education group</source>
        <translation>安全教育推广组</translation>
    </message>
    <message>
        <source>social stability group</source>
        <translation>社会稳定组</translation>
    </message>
    <message>
        <source>fire safety group</source>
        <translation>消防安全组</translation>
    </message>
    <message>
        <source>home safety group</source>
        <translation>居家安全组</translation>
    </message>
    <message>
        <source>health group</source>
        <translation>卫生健康安全组</translation>
    </message>
    <message>
        <source>production safety group</source>
        <translation>安全生产组</translation>
    </message>
    <message>
        <source>environment group</source>
        <translation>环境安全组</translation>
    </message>
    <message>
        <source>road safety group</source>
        <translation>道路安全组</translation>
    </message>
    <message>
        <source>by short message</source>
        <translation>短信</translation>
    </message>
    <message>
        <source>by the link</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>by code</source>
        <translation>确认码</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>记事</translation>
    </message>
    <message>
        <source>Patrol</source>
        <translation>巡逻</translation>
    </message>
    <message>
        <source>Visitor</source>
        <translation>来访</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>投诉</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>钥匙</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>Hazard</source>
        <translation>隐患</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>指令</translation>
    </message>
    <message>
        <source>Handover</source>
        <translation>交接</translation>
    </message>
    <message>
        <source>level I</source>
        <translation>I 级</translation>
    </message>
    <message>
        <source>level II</source>
        <translation>II 级</translation>
    </message>
    <message>
        <source>level III</source>
        <translation>III 级</translation>
    </message>
    <message>
        <source>level IV</source>
        <translation>IV 级</translation>
    </message>
    <message>
        <source>message waiting</source>
        <translation>消息待发</translation>
    </message>
    <message>
        <source>message being sent</source>
        <translation>正在发送</translation>
    </message>
    <message>
        <source>sent, no answer</source>
        <translation>已发送，未确认</translation>
    </message>
    <message>
        <source>delivered, no answer</source>
        <translation>已送达，未确认</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>message failed</source>
        <translation>发送失败</translation>
    </message>
    <message>
        <source>message unsure</source>
        <translation>是否发出不明</translation>
    </message>
    <message>
        <source>told in another way</source>
        <translation>已用其他方式通知</translation>
    </message>
    <message>
        <source>no longer sent</source>
        <translation>不再发送</translation>
    </message>
    <message>
        <source>the service refused it or cannot be reached</source>
        <translation>服务拒绝或无法连接</translation>
    </message>
    <message>
        <source>the channel has no address on this computer</source>
        <translation>本机没有该渠道的地址</translation>
    </message>
    <message>
        <source>the channel&apos;s address is wrong</source>
        <translation>渠道地址有误</translation>
    </message>
    <message>
        <source>the channel&apos;s address cannot be read</source>
        <translation>无法读取渠道地址</translation>
    </message>
    <message>
        <source>no answer in time</source>
        <translation>超时未答复</translation>
    </message>
    <message>
        <source>the sending process ended</source>
        <translation>发送进程已结束</translation>
    </message>
    <message>
        <source>the program ended meanwhile</source>
        <translation>其间程序曾结束</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>无人接听</translation>
    </message>
    <message>
        <source>the incident was over</source>
        <translation>事件已结束</translation>
    </message>
    <message>
        <source>the person had confirmed before</source>
        <translation>本人此前已确认</translation>
    </message>
    <message>
        <source>it was too late</source>
        <translation>已过时效</translation>
    </message>
    <message>
        <source>this person has no channel</source>
        <translation>此人没有消息渠道</translation>
    </message>
    <message>
        <source>the service failed</source>
        <translation>服务出错</translation>
    </message>
    <message>
        <source>the network refused it, {number}</source>
        <translation>网络拒绝，{number}</translation>
    </message>
    <message>
        <source>no number the modem may call</source>
        <translation>没有可由调制解调器拨打的号码</translation>
    </message>
    <message>
        <source>a call cannot tell it</source>
        <translation>电话振铃无法说明内容</translation>
    </message>
    <message>
        <source>there is no such number</source>
        <translation>没有这个号码</translation>
    </message>
    <message>
        <source>the phone did not get it within an hour</source>
        <translation>一小时内未送达手机</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>占线</translation>
    </message>
    <message>
        <source>the call was not taken</source>
        <translation>对方未接听</translation>
    </message>
    <message>
        <source>the modem cannot say whether somebody answered</source>
        <translation>调制解调器无法判断是否接通</translation>
    </message>
    <message>
        <source>the modem is being started</source>
        <translation>调制解调器正在启动</translation>
    </message>
    <message>
        <source>the modem is not plugged in</source>
        <translation>调制解调器未插入</translation>
    </message>
    <message>
        <source>this user may not use the modem&apos;s port</source>
        <translation>本用户无权使用调制解调器端口</translation>
    </message>
    <message>
        <source>another program uses the modem</source>
        <translation>调制解调器被其他程序占用</translation>
    </message>
    <message>
        <source>the modem&apos;s port hangs: unplug it and plug it in again</source>
        <translation>调制解调器端口无响应：请拔下重插</translation>
    </message>
    <message>
        <source>the modem does not answer</source>
        <translation>调制解调器无应答</translation>
    </message>
    <message>
        <source>the modem refuses to be set up</source>
        <translation>调制解调器拒绝设置</translation>
    </message>
    <message>
        <source>no SIM card in the modem</source>
        <translation>调制解调器中没有 SIM 卡</translation>
    </message>
    <message>
        <source>the SIM card is locked: it needs its PUK</source>
        <translation>SIM 卡已锁定：需要 PUK 码</translation>
    </message>
    <message>
        <source>the SIM card is full</source>
        <translation>SIM 卡存储已满</translation>
    </message>
    <message>
        <source>the SIM card asks for a PIN: write it into the channel</source>
        <translation>SIM 卡要求 PIN：请在渠道中填写</translation>
    </message>
    <message>
        <source>the SIM card refused the PIN; it is not tried again: correct the channel</source>
        <translation>SIM 卡拒绝此 PIN，不会再试：请在渠道中改正</translation>
    </message>
    <message>
        <source>the PIN is not tried while the data folder cannot be written</source>
        <translation>数据文件夹不可写，暂不尝试 PIN</translation>
    </message>
    <message>
        <source>no mobile network</source>
        <translation>没有移动网络</translation>
    </message>
    <message>
        <source>the mobile network refuses the SIM card</source>
        <translation>移动网络拒绝此 SIM 卡</translation>
    </message>
    <message>
        <source>no short message centre: write it into the channel</source>
        <translation>没有短信中心号码：请在渠道中填写</translation>
    </message>
    <message>
        <source>the SIM card may not send short messages</source>
        <translation>SIM 卡不能发送短信</translation>
    </message>
    <message>
        <source>camera cannot be reached</source>
        <translation>摄像头无法连通</translation>
    </message>
    <message>
        <source>camera refuses the connection</source>
        <translation>摄像头拒绝连接</translation>
    </message>
    <message>
        <source>user name or password wrong</source>
        <translation>用户名或密码错误</translation>
    </message>
    <message>
        <source>camera allows no more connections</source>
        <translation>摄像头连接数已满</translation>
    </message>
    <message>
        <source>address not found</source>
        <translation>地址不存在</translation>
    </message>
    <message>
        <source>camera does not answer</source>
        <translation>摄像头无应答</translation>
    </message>
    <message>
        <source>no whole picture arrived</source>
        <translation>没有收到完整画面</translation>
    </message>
    <message>
        <source>pictures cannot be decoded</source>
        <translation>画面无法解码</translation>
    </message>
    <message>
        <source>no camera answers there</source>
        <translation>该地址没有摄像头应答</translation>
    </message>
    <message>
        <source>stream ended</source>
        <translation>视频流已结束</translation>
    </message>
    <message>
        <source>pictures stopped coming</source>
        <translation>画面停止更新</translation>
    </message>
    <message>
        <source>camera&apos;s clock is wrong</source>
        <translation>摄像头时钟不对</translation>
    </message>
    <message>
        <source>camera does not speak ONVIF</source>
        <translation>摄像头不支持 ONVIF</translation>
    </message>
    <message>
        <source>camera cannot be steered</source>
        <translation>摄像头不能操控</translation>
    </message>
    <message>
        <source>camera refuses the position</source>
        <translation>摄像头拒绝转到预置位</translation>
    </message>
    <message>
        <source>the camera sends the same picture again and again</source>
        <translation>摄像头一直在发送同一幅画面</translation>
    </message>
    <message>
        <source>USB camera not plugged in</source>
        <translation>USB 摄像头未接入</translation>
    </message>
    <message>
        <source>no video there</source>
        <translation>该地址没有视频</translation>
    </message>
    <message>
        <source>address is wrong</source>
        <translation>地址有误</translation>
    </message>
    <message>
        <source>decoder is being restarted</source>
        <translation>解码进程正在重启</translation>
    </message>
    <message>
        <source>no picture yet</source>
        <translation>尚无画面</translation>
    </message>
    <message>
        <source>picture frozen</source>
        <translation>画面冻结</translation>
    </message>
    <message>
        <source>covered</source>
        <translation>遮挡</translation>
    </message>
    <message>
        <source>blinded by light</source>
        <translation>强光致盲</translation>
    </message>
    <message>
        <source>out of focus</source>
        <translation>画面模糊（失焦）</translation>
    </message>
    <message>
        <source>camera moved</source>
        <translation>镜头移位</translation>
    </message>
    <message>
        <source>camera clock wrong</source>
        <translation>摄像头时钟不准</translation>
    </message>
    <message>
        <source>no live picture</source>
        <translation>视频丢失</translation>
    </message>
    <message>
        <source>it cannot be reached</source>
        <translation>无法连接</translation>
    </message>
    <message>
        <source>no answer in time, it may have switched all the same</source>
        <translation>超时未答复，可能已动作</translation>
    </message>
    <message>
        <source>its address is wrong</source>
        <translation>地址有误</translation>
    </message>
    <message>
        <source>its address is not on this computer</source>
        <translation>本机没有它的地址</translation>
    </message>
    <message>
        <source>its address cannot be read</source>
        <translation>无法读取地址</translation>
    </message>
    <message>
        <source>it refuses, {number}</source>
        <translation>拒绝执行，{number}</translation>
    </message>
    <message>
        <source>siren</source>
        <translation>警报声</translation>
    </message>
    <message>
        <source>voice</source>
        <translation>语音播报</translation>
    </message>
    <message>
        <source>no loudspeaker</source>
        <translation>没有扬声器</translation>
    </message>
    <message>
        <source>no speech program is installed</source>
        <translation>未安装语音程序</translation>
    </message>
    <message>
        <source>it has no voice for this language</source>
        <translation>没有该语言的语音</translation>
    </message>
    <message>
        <source>the speech program fails</source>
        <translation>语音程序出错</translation>
    </message>
    <message>
        <source>The {name} of this computer cannot be heard: {why}</source>
        <translation>本机{name}无法发声：{why}</translation>
    </message>
    <message>
        <source>disk full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>the disk is not there</source>
        <translation>磁盘不在</translation>
    </message>
    <message>
        <source>files cannot be written</source>
        <translation>文件写不进去</translation>
    </message>
    <message>
        <source>the disk is nearly full</source>
        <translation>磁盘即将写满</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>the disk is slow</source>
        <translation>磁盘写入缓慢</translation>
    </message>
    <message>
        <source>the data folder cannot be reached</source>
        <translation>数据文件夹无法访问</translation>
    </message>
    <message>
        <source>the port is taken by another program</source>
        <translation>端口被其他程序占用</translation>
    </message>
    <message>
        <source>this computer no longer has the address, or the network cable is out</source>
        <translation>本机没有该地址，或网线未插好</translation>
    </message>
    <message>
        <source>this user may not use the port</source>
        <translation>本用户无权使用该端口</translation>
    </message>
    <message>
        <source>the network refuses the port</source>
        <translation>网络拒绝使用该端口</translation>
    </message>
    <message>
        <source>the certificate cannot be read</source>
        <translation>证书无法读取</translation>
    </message>
    <message>
        <source>its server ended, it is started again</source>
        <translation>服务意外退出，正在重新启动</translation>
    </message>
    <message>
        <source>its server no longer answers, it is started again</source>
        <translation>服务没有响应，正在重新启动</translation>
    </message>
    <message>
        <source>the keyring is locked</source>
        <translation>密钥环已锁定</translation>
    </message>
    <message>
        <source>recordings stay for less than a day</source>
        <translation>录像只能保留不到一天</translation>
    </message>
    <message>
        <source>no room: recordings go as soon as they are made</source>
        <translation>没有空间，录像一录完即被删除</translation>
    </message>
    <message>
        <source>its content was changed after it was written</source>
        <translation>内容在写入后被改动</translation>
    </message>
    <message>
        <source>it does not follow from the entry before it</source>
        <translation>与前一条接不上</translation>
    </message>
    <message>
        <source>from there on entries are missing or were replaced</source>
        <translation>从这一条起，记录缺失或被替换</translation>
    </message>
    <message>
        <source>an entry before it is missing</source>
        <translation>它前面缺少一条</translation>
    </message>
    <message>
        <source>the picture&apos;s file is missing</source>
        <translation>画面文件丢失</translation>
    </message>
    <message>
        <source>the picture&apos;s file was changed</source>
        <translation>画面文件被改动</translation>
    </message>
    <message>
        <source>the picture&apos;s file cannot be read</source>
        <translation>画面文件无法读取</translation>
    </message>
    <message>
        <source>person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>post</source>
        <translation>岗位</translation>
    </message>
    <message>
        <source>roster</source>
        <translation>值班表</translation>
    </message>
    <message>
        <source>rotation</source>
        <translation>轮班</translation>
    </message>
    <message>
        <source>strength needed</source>
        <translation>岗位人数要求</translation>
    </message>
    <message>
        <source>kind of shift</source>
        <translation>班次</translation>
    </message>
    <message>
        <source>leave</source>
        <translation>请假</translation>
    </message>
    <message>
        <source>what somebody may do</source>
        <translation>人员资质与限制</translation>
    </message>
    <message>
        <source>holiday or working day</source>
        <translation>节假日或调休</translation>
    </message>
    <message>
        <source>limits of the roster</source>
        <translation>排班限制</translation>
    </message>
    <message>
        <source>exchange</source>
        <translation>调换</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>channel</source>
        <translation>通知渠道</translation>
    </message>
    <message>
        <source>response plan</source>
        <translation>预案</translation>
    </message>
    <message>
        <source>relay</source>
        <translation>继电器</translation>
    </message>
    <message>
        <source>page for phones</source>
        <translation>手机页面</translation>
    </message>
    <message>
        <source>report deadline</source>
        <translation>报告时限</translation>
    </message>
    <message>
        <source>template of entries</source>
        <translation>日志模板</translation>
    </message>
    <message>
        <source>site</source>
        <translation>站点</translation>
    </message>
    <message>
        <source>keys and equipment</source>
        <translation>钥匙与器材</translation>
    </message>
</context>
<context>
    <name>ComparePanel</name>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>班次</translation>
    </message>
    <message>
        <source>Post</source>
        <translation>岗位</translation>
    </message>
    <message>
        <source>Here alone</source>
        <translation>仅本草稿</translation>
    </message>
    <message>
        <source>There alone</source>
        <translation>仅对方</translation>
    </message>
    <message>
        <source>Shifts that differ</source>
        <translation>有差异的班次</translation>
    </message>
    <message>
        <source>Dashed: duties only here {added}, only there {gone}.</source>
        <translation>虚线框：仅本草稿有 {added} 个班次，仅对方有 {gone} 个。</translation>
    </message>
    <message>
        <source>Here: {merits}</source>
        <translation>本草稿：{merits}</translation>
    </message>
    <message>
        <source>There: {merits}</source>
        <translation>对方：{merits}</translation>
    </message>
    <message>
        <source>gaps {gaps} · conflicts {conflicts} · hours {hours} · nights {nights} · weekends {weekends}</source>
        <translation>缺岗 {gaps} 处 · 冲突 {conflicts} 处 · 每人工时 {hours} · 夜班 {nights} · 周末 {weekends}</translation>
    </message>
</context>
<context>
    <name>ComputerPage</name>
    <message>
        <source>demo site, nothing of it is real</source>
        <translation>演示站点，内容均为虚构</translation>
    </message>
    <message>
        <source>the site&apos;s own data</source>
        <translation>本站点的正式数据</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>数据文件夹</translation>
    </message>
    <message>
        <source>Log files</source>
        <translation>日志文件</translation>
    </message>
    <message>
        <source>Passwords and service URLs</source>
        <translation>密码和服务网址</translation>
    </message>
    <message>
        <source>Key that signs evidence</source>
        <translation>证据签名密钥</translation>
    </message>
    <message>
        <source>fingerprint {fingerprint}, for whoever receives evidence</source>
        <translation>指纹 {fingerprint}，告知证据接收方核对</translation>
    </message>
    <message>
        <source>cannot be read now: is the keyring unlocked?</source>
        <translation>现在读不出：密钥环解锁了吗？</translation>
    </message>
    <message>
        <source>in the file {path}, which this user alone can read</source>
        <translation>在文件 {path} 中，只有当前用户可读</translation>
    </message>
    <message>
        <source>in the keyring of this computer, not in the data folder</source>
        <translation>在本机的密钥库中，不在数据文件夹里</translation>
    </message>
</context>
<context>
    <name>Controls</name>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Speed {speed}</source>
        <translation>倍速 {speed}</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>时</translation>
    </message>
    <message>
        <source>Minute</source>
        <translation>分</translation>
    </message>
    <message>
        <source>Export …  E</source>
        <translation>导出…  E</translation>
    </message>
    <message>
        <source>Photo  S</source>
        <translation>抓拍  S</translation>
    </message>
    <message>
        <source>Previous entry of the log</source>
        <translation>上一条日志</translation>
    </message>
    <message>
        <source>One picture back</source>
        <translation>后退一帧</translation>
    </message>
    <message>
        <source>One picture on</source>
        <translation>前进一帧</translation>
    </message>
    <message>
        <source>Next entry of the log</source>
        <translation>下一条日志</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>减速</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>加速</translation>
    </message>
    <message>
        <source>Time line: a day</source>
        <translation>时间轴：一天</translation>
    </message>
    <message>
        <source>Time line: an hour</source>
        <translation>时间轴：一小时</translation>
    </message>
    <message>
        <source>Time line: a minute</source>
        <translation>时间轴：一分钟</translation>
    </message>
    <message>
        <source>Keep this picture in the log</source>
        <translation>把这一帧存入日志</translation>
    </message>
    <message>
        <source>Hand over clips, pictures and log entries</source>
        <translation>导出录像、截图和日志作证据</translation>
    </message>
</context>
<context>
    <name>Correction</name>
    <message>
        <source>Correction of no. {number}: the old words stay in the log.</source>
        <translation>更正第 {number} 条：原文仍保留在日志里。</translation>
    </message>
    <message>
        <source>Corrected text</source>
        <translation>更正后的内容</translation>
    </message>
    <message>
        <source>What should it say?</source>
        <translation>应当怎么写？</translation>
    </message>
    <message>
        <source>Reason for the correction</source>
        <translation>更正原因</translation>
    </message>
    <message>
        <source>Reason (needed)</source>
        <translation>原因（必填）</translation>
    </message>
    <message>
        <source>Store correction</source>
        <translation>保存更正</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>DeviceEntryWords</name>
    <message>
        <source>{words} switched on</source>
        <translation>{words}已接通</translation>
    </message>
    <message>
        <source>{words} switched off</source>
        <translation>{words}已断开</translation>
    </message>
    <message>
        <source>{words} is NOT switched on: {fails}</source>
        <translation>{words}未能接通：{fails}</translation>
    </message>
    <message>
        <source>{words} is NOT switched off: {fails}</source>
        <translation>{words}未能断开：{fails}</translation>
    </message>
    <message>
        <source>{words} to be switched on by hand</source>
        <translation>人工接通 {words}</translation>
    </message>
    <message>
        <source>{words} to be switched off by hand</source>
        <translation>人工断开 {words}</translation>
    </message>
    <message>
        <source>{camera} steered by hand for {seconds} s</source>
        <translation>手动操控 {camera}，{seconds} 秒</translation>
    </message>
    <message>
        <source>{camera}: position &quot;{name}&quot; kept</source>
        <translation>{camera}：保存预置位“{name}”</translation>
    </message>
    <message>
        <source>{camera}: position &quot;{name}&quot; forgotten</source>
        <translation>{camera}：删除预置位“{name}”</translation>
    </message>
    <message>
        <source>{camera}: patrol of positions begun, {seconds} s each: {presets}</source>
        <translation>{camera}：开始预置位巡航，每处 {seconds} 秒：{presets}</translation>
    </message>
    <message>
        <source>{camera}: patrol of positions ended</source>
        <translation>{camera}：结束预置位巡航</translation>
    </message>
    <message>
        <source>{camera}: patrol of positions stands still, {cause}</source>
        <translation>{camera}：预置位巡航停住，{cause}</translation>
    </message>
    <message>
        <source>{camera}: patrol of positions goes on</source>
        <translation>{camera}：预置位巡航继续</translation>
    </message>
</context>
<context>
    <name>DeviceOffer</name>
    <message>
        <source>Input of the recorder</source>
        <translation>录像机通道</translation>
    </message>
    <message>
        <source>Put into the form of this camera</source>
        <translation>填入这台摄像头的表单</translation>
    </message>
    <message>
        <source>Put into a new form</source>
        <translation>填入新表单</translation>
    </message>
    <message>
        <source>no picture</source>
        <translation>没有图像</translation>
    </message>
    <message>
        <source>can be steered</source>
        <translation>可操控</translation>
    </message>
    <message>
        <source>cannot be steered</source>
        <translation>不可操控</translation>
    </message>
    <message>
        <source>It does not tell its time.</source>
        <translation>它不报告时间。</translation>
    </message>
    <message>
        <source>Its clock is {hours} h ahead.</source>
        <translation>它的时钟快 {hours} 小时。</translation>
    </message>
    <message>
        <source>Its clock is {hours} h behind.</source>
        <translation>它的时钟慢 {hours} 小时。</translation>
    </message>
    <message>
        <source>Its clock is {minutes} min ahead.</source>
        <translation>它的时钟快 {minutes} 分钟。</translation>
    </message>
    <message>
        <source>Its clock is {minutes} min behind.</source>
        <translation>它的时钟慢 {minutes} 分钟。</translation>
    </message>
</context>
<context>
    <name>Drafts</name>
    <message>
        <source>Enter first, under &quot;Strength&quot;, how many are needed where.</source>
        <translation>请先在“人数要求”中填写各岗位需要几人。</translation>
    </message>
    <message>
        <source>Published: &quot;{name}&quot; stands now.</source>
        <translation>已发布：“{name}”现已生效。</translation>
    </message>
</context>
<context>
    <name>DrillComparison</name>
    <message>
        <source>target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>never, or later</source>
        <translation>更迟或未完成</translation>
    </message>
    <message>
        <source>{plan}, simulated</source>
        <translation>{plan}（模拟）</translation>
    </message>
    <message>
        <source>Compared with the drills before, in percent of each target</source>
        <translation>与前几次演练比较（用时占目标的百分比）</translation>
    </message>
</context>
<context>
    <name>DrillStart</name>
    <message>
        <source>Start a drill</source>
        <translation>开始演练</translation>
    </message>
    <message>
        <source>What is practised</source>
        <translation>演练内容</translation>
    </message>
    <message>
        <source>not said: found out during the drill</source>
        <translation>不指定，演练中判明</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>simulated channels: nothing leaves this computer</source>
        <translation>模拟渠道：消息不出本机</translation>
    </message>
    <message>
        <source>real channels: telephones ring</source>
        <translation>真实渠道：真正发消息、打电话</translation>
    </message>
    <message>
        <source>Start the drill  Ctrl+Enter</source>
        <translation>开始演练  Ctrl+Enter</translation>
    </message>
    <message>
        <source>Back  Esc</source>
        <translation>返回  Esc</translation>
    </message>
    <message>
        <source>Everybody whom the plan calls gets a message that begins with DRILL. The siren stays silent; relays move where they are set to do so in drills (F9).</source>
        <translation>预案所列人员都会收到以“【演练】”开头的消息。本机警报不响；继电器按设置（F9）中的“演练”选项动作。</translation>
    </message>
    <message>
        <source>Whom the plan calls, and what they would be told, stands on the incident as in earnest, marked as simulated. Mark yourself who confirms and who arrives. Relays do not move.</source>
        <translation>呼叫谁、发什么内容，都如实战一样显示在事件中，并标明“模拟”。谁已确认、谁已到场，由您自行标记。继电器不动作。</translation>
    </message>
</context>
<context>
    <name>DueRow</name>
    <message>
        <source>done {time}, {over} late</source>
        <translation>{time} 完成，超时 {over}</translation>
    </message>
    <message>
        <source>done {time}</source>
        <translation>{time} 完成</translation>
    </message>
    <message>
        <source>not owed: {reason}</source>
        <translation>无需报告：{reason}</translation>
    </message>
    <message>
        <source>never done, was due {time}</source>
        <translation>始终未完成，时限 {time}</translation>
    </message>
    <message>
        <source>no longer owed</source>
        <translation>不再需要</translation>
    </message>
    <message>
        <source>due {time}, {left} late</source>
        <translation>时限 {time}，已超 {left}</translation>
    </message>
    <message>
        <source>due {time}, {left} left</source>
        <translation>时限 {time}，剩 {left}</translation>
    </message>
    <message>
        <source>Reported by phone …</source>
        <translation>已电话报告…</translation>
    </message>
    <message>
        <source>Not owed …</source>
        <translation>无需报告…</translation>
    </message>
    <message>
        <source>{what}: was told by phone</source>
        <translation>{what}：已电话报告</translation>
    </message>
    <message>
        <source>{what}: is not owed</source>
        <translation>{what}：无需报告</translation>
    </message>
    <message>
        <source>Why is this not owed?</source>
        <translation>为什么无需报告？</translation>
    </message>
    <message>
        <source>Not owed  Enter</source>
        <translation>无需报告（回车）</translation>
    </message>
</context>
<context>
    <name>EarlierPage</name>
    <message>
        <source>No.</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>交接时间</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>应交班</translation>
    </message>
    <message>
        <source>From → to</source>
        <translation>交班人 → 接班人</translation>
    </message>
    <message>
        <source>Leader</source>
        <translation>带班领导</translation>
    </message>
    <message>
        <source>Signed handovers, newest first</source>
        <translation>已签名的交接班记录，最近的在前</translation>
    </message>
    <message>
        <source>No handover has been signed yet.</source>
        <translation>还没有已签名的交接班记录。</translation>
    </message>
    <message>
        <source>Paper in Chinese</source>
        <translation>中文记录单</translation>
    </message>
    <message>
        <source>Paper in English</source>
        <translation>英文记录单</translation>
    </message>
    <message>
        <source>Leader countersigns  L</source>
        <translation>带班领导签名  L</translation>
    </message>
    <message>
        <source>Sign as well  S</source>
        <translation>加签  S</translation>
    </message>
    <message>
        <source>Older ones</source>
        <translation>更早的记录</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>未签</translation>
    </message>
    <message numerus="yes">
        <source>{time}, %n minute(s) late</source>
        <translation>
            <numerusform>{time}，晚 %n 分钟</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EmergencyButton</name>
    <message>
        <source>EMERGENCY</source>
        <translation>紧急启动</translation>
    </message>
    <message>
        <source>Emergency, key F12</source>
        <translation>紧急启动，按键 F12</translation>
    </message>
</context>
<context>
    <name>EnlargedControls</name>
    <message>
        <source>Magnify</source>
        <translation>放大画面</translation>
    </message>
    <message>
        <source>Back  Esc</source>
        <translation>返回  Esc</translation>
    </message>
    <message>
        <source>Back to the other pictures</source>
        <translation>返回其他画面</translation>
    </message>
    <message>
        <source>Magnify the picture: Ctrl + wheel, or Ctrl and +</source>
        <translation>放大画面：Ctrl + 滚轮，或 Ctrl 加 +</translation>
    </message>
    <message>
        <source>Magnify the picture less: Ctrl + wheel, or Ctrl and −</source>
        <translation>缩小画面：Ctrl + 滚轮，或 Ctrl 加 −</translation>
    </message>
    <message>
        <source>Magnify the picture: wheel, or key +</source>
        <translation>放大画面：滚轮或 + 键</translation>
    </message>
    <message>
        <source>Magnify the picture less: wheel, or key −</source>
        <translation>缩小画面：滚轮或 − 键</translation>
    </message>
</context>
<context>
    <name>EntryDelegate</name>
    <message>
        <source>{who}, corrected</source>
        <translation>{who}&#x3000;已更正</translation>
    </message>
</context>
<context>
    <name>EntryDetail</name>
    <message>
        <source>Choose an entry to see all of it: who, when, its proof and its pictures.</source>
        <translation>选择一条，查看全文：谁写的、何时写的、校验值和画面。</translation>
    </message>
    <message>
        <source>Correct …</source>
        <translation>更正…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the whole hash</source>
        <translation>复制完整校验值</translation>
    </message>
    <message>
        <source>No. {number}</source>
        <translation>第 {number} 条</translation>
    </message>
    <message>
        <source>Show no. {number}</source>
        <translation>查看第 {number} 条</translation>
    </message>
    <message>
        <source>Hash {hash} …</source>
        <translation>校验值 {hash}…</translation>
    </message>
    <message>
        <source>↳ corrected {date} {time} by {who}, no. {number}</source>
        <translation>↳ {date} {time} 由{who}更正，第 {number} 条</translation>
    </message>
    <message>
        <source>Reason: {reason}</source>
        <translation>原因：{reason}</translation>
    </message>
    <message>
        <source>By: {who}</source>
        <translation>记录人：{who}</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Place: {names}</source>
        <translation>地点：{names}</translation>
    </message>
    <message>
        <source>Camera: {names}</source>
        <translation>摄像头：{names}</translation>
    </message>
    <message>
        <source>People: {names}</source>
        <translation>人员：{names}</translation>
    </message>
    <message>
        <source>SHA-256 of what was written: {hashes}</source>
        <translation>写出文件的 SHA-256：{hashes}</translation>
    </message>
    <message>
        <source>Belongs to the incident of {time}</source>
        <translation>属于 {time} 的事件</translation>
    </message>
</context>
<context>
    <name>EntryFiles</name>
    <message>
        <source>■ Stop</source>
        <translation>■ 停止</translation>
    </message>
    <message>
        <source>▶ Play</source>
        <translation>▶ 播放</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Save a copy …</source>
        <translation>另存…</translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>另存</translation>
    </message>
</context>
<context>
    <name>EntryLine</name>
    <message>
        <source>Write an entry: press /   @ place, camera, person, time   # kind, incident, template</source>
        <translation>按 / 写日志&#x3000;@ 地点、摄像头、人员、时间&#x3000;# 类别、事件、模板</translation>
    </message>
    <message>
        <source>New entry of the duty log</source>
        <translation>新的值班日志</translation>
    </message>
    <message>
        <source>Kind of entry</source>
        <translation>日志类别</translation>
    </message>
    <message>
        <source>Name a place, a camera, a person or a time (@)</source>
        <translation>选地点、摄像头、人员或时间（@）</translation>
    </message>
    <message>
        <source>Choose a kind, an incident or a template (#)</source>
        <translation>选类别、事件或模板（#）</translation>
    </message>
</context>
<context>
    <name>EntryWords</name>
    <message>
        <source>system</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>, and is so now</source>
        <translation>，目前仍是</translation>
    </message>
    <message>
        <source> (before: {was})</source>
        <translation>（原名：{was}）</translation>
    </message>
    <message>
        <source>: {reason}</source>
        <translation>：{reason}</translation>
    </message>
    <message>
        <source>Drill: </source>
        <translation>演练：</translation>
    </message>
    <message>
        <source>Correction of no. {number}: {text} (reason: {reason})</source>
        <translation>更正第 {number} 条：{text}（原因：{reason}）</translation>
    </message>
    <message>
        <source>Written by another version of the program: {told}</source>
        <translation>由其他版本的程序写入：{told}</translation>
    </message>
    <message>
        <source>Drill with simulated channels: </source>
        <translation>演练（模拟渠道）：</translation>
    </message>
    <message>
        <source>{channel}, simulated</source>
        <translation>{channel}，模拟</translation>
    </message>
    <message>
        <source>, by short message from {address}</source>
        <translation>，短信回复，号码 {address}</translation>
    </message>
    <message>
        <source>{cameras}, from {begins}</source>
        <translation>{cameras}（{begins} 起）</translation>
    </message>
    <message>
        <source>as long as the disk has room</source>
        <translation>磁盘有空间就一直存</translation>
    </message>
    <message>
        <source>{gigabytes} GB at most</source>
        <translation>最多 {gigabytes} GB</translation>
    </message>
    <message>
        <source>kind not yet known</source>
        <translation>类型待定</translation>
    </message>
    <message>
        <source>{drill}Emergency started, {kind}</source>
        <translation>{drill}一键启动，{kind}</translation>
    </message>
    <message>
        <source>Place of incident: {place}</source>
        <translation>事件地点：{place}</translation>
    </message>
    <message>
        <source>Incident stood down{because}</source>
        <translation>事件解除{because}</translation>
    </message>
    <message>
        <source>False alarm{because}</source>
        <translation>误报{because}</translation>
    </message>
    <message>
        <source>Picture of {camera} kept, {age_s} s old</source>
        <translation>已留存 {camera} 画面（{age_s} 秒前）</translation>
    </message>
    <message>
        <source>No picture of {camera}: {cause}</source>
        <translation>{camera} 无画面可留存：{cause}</translation>
    </message>
    <message>
        <source>{name} has confirmed{by}</source>
        <translation>{name} 确认收到{by}</translation>
    </message>
    <message>
        <source>Tier {tier} has nobody to call: dial by hand</source>
        <translation>第 {tier} 层无人可通知，请人工拨打</translation>
    </message>
    <message>
        <source>{name} cannot be messaged: dial {phone}</source>
        <translation>{name} 无法收消息，请拨 {phone}</translation>
    </message>
    <message>
        <source>Search of the log saved: {view}</source>
        <translation>保存常用查找：{view}</translation>
    </message>
    <message>
        <source>Saved search of the log removed: {view}</source>
        <translation>删除常用查找：{view}</translation>
    </message>
    <message>
        <source>{camera}: live again after {lasted}</source>
        <translation>{camera}：画面恢复，中断 {lasted}</translation>
    </message>
    <message>
        <source>{camera}: the graphics card failed to decode it, software does from now on</source>
        <translation>{camera}：显卡解码失败，此后改用软件解码</translation>
    </message>
    <message>
        <source>{camera}: what it shows now is right</source>
        <translation>{camera}：确认当前画面正确</translation>
    </message>
    <message>
        <source>{camera}: {condition}</source>
        <translation>{camera}：{condition}</translation>
    </message>
    <message>
        <source>{camera}: {condition}, over after {lasted}</source>
        <translation>{camera}：{condition}已解除，持续 {lasted}</translation>
    </message>
    <message>
        <source>{camera}: {condition}, {count}× between {first} and {last}{still}</source>
        <translation>{camera}：{first} 至 {last} {condition} {count} 次{still}</translation>
    </message>
    <message>
        <source>Clips begun, cameras: {cameras}, the seconds before included</source>
        <translation>开始保存 {cameras} 路摄像头录像，含此前数十秒</translation>
    </message>
    <message>
        <source>Clips of this incident ended</source>
        <translation>本事件录像保存结束</translation>
    </message>
    <message>
        <source>{camera}: clip ended by itself after an hour</source>
        <translation>{camera}：保存满一小时，自动结束</translation>
    </message>
    <message>
        <source>{camera}: clip begun, the seconds before included</source>
        <translation>{camera}：开始保存录像，含此前数十秒</translation>
    </message>
    <message>
        <source>, by the link, from {address}</source>
        <translation>，通过链接，来自 {address}</translation>
    </message>
    <message>
        <source>, by code over the telephone</source>
        <translation>，通过电话确认码</translation>
    </message>
    <message>
        <source>, version {number}</source>
        <translation>，第 {number} 版</translation>
    </message>
    <message>
        <source>; last picture of {time}</source>
        <translation>；最后画面为 {time}</translation>
    </message>
    <message>
        <source>Kind of incident: {kind}{version}</source>
        <translation>事件类型：{kind}{version}</translation>
    </message>
    <message>
        <source>Step {step} done: {words}{by}</source>
        <translation>处置步骤 {step} 已完成：{words}{by}</translation>
    </message>
    <message>
        <source>Own answer of {name}{by}; it had been marked as confirmed before</source>
        <translation>{name} 本人确认收到{by}；此前已代为登记</translation>
    </message>
    <message>
        <source>{name} is on scene{by}</source>
        <translation>{name} 已到场{by}</translation>
    </message>
    <message>
        <source>{camera}: no live picture, {cause}{last_picture}</source>
        <translation>{camera}：视频丢失，{cause}{last_picture}</translation>
    </message>
    <message>
        <source>{camera}: no live picture, {count}× between {first} and {last}{still}{last_picture}</source>
        <translation>{camera}：{first} 至 {last} 视频丢失 {count} 次{still}{last_picture}</translation>
    </message>
    <message>
        <source>{camera}: clip ended</source>
        <translation>{camera}：保存录像结束</translation>
    </message>
    <message>
        <source>Recording stopped: {fault}</source>
        <translation>录像中断：{fault}</translation>
    </message>
    <message>
        <source>Recording goes on, over: {fault}</source>
        <translation>录像恢复，已解除：{fault}</translation>
    </message>
    <message>
        <source>Recordings made evidence ({count}){because}</source>
        <translation>{count} 段录像列为证据{because}</translation>
    </message>
    <message>
        <source>Evidence released, files: {count}, {kept}{because}</source>
        <translation>解除证据保护：{kept}，{count} 个文件{because}</translation>
    </message>
    <message>
        <source>Recordings have room again, over: {scarce}</source>
        <translation>录像空间已恢复，此前：{scarce}</translation>
    </message>
    <message>
        <source>Recordings go to another disk from now on: {folder}</source>
        <translation>录像改存到另一块磁盘：{folder}</translation>
    </message>
    <message>
        <source>Recordings found on the disk and entered: {count}</source>
        <translation>从磁盘找回 {count} 段录像并登记</translation>
    </message>
    <message>
        <source>Recordings gone from the disk: {count}</source>
        <translation>磁盘上少了 {count} 段录像</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Still signed in after a restart</source>
        <translation>重启后保持登录</translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Sign-in of {name} refused</source>
        <translation>{name} 登录被拒</translation>
    </message>
    <message>
        <source>New PIN for {name}</source>
        <translation>{name} 设置了新 PIN 码</translation>
    </message>
    <message>
        <source>Templates of entries of the program loaded: {count}</source>
        <translation>已载入程序自带的 {count} 个日志模板</translation>
    </message>
    <message>
        <source>Templates of entries put in another order</source>
        <translation>日志模板的顺序已调整</translation>
    </message>
    <message>
        <source>Evidence handed over as {name}, clips: {clips}, pictures: {pictures}{because}</source>
        <translation>导出证据包“{name}”：录像 {clips} 段，图片 {pictures} 张{because}</translation>
    </message>
    <message>
        <source>Picture of {camera} from {moment} kept, out of the recordings</source>
        <translation>从录像截取 {camera} {moment} 的画面并保存</translation>
    </message>
    <message>
        <source>Picture of {camera} from {moment} kept{standing}</source>
        <translation>已保存 {camera} {moment} 的画面{standing}</translation>
    </message>
    <message>
        <source>Part of the program failed: {error}</source>
        <translation>程序部分功能出错：{error}</translation>
    </message>
    <message>
        <source>The log is NOT intact: no. {number}, {record_fault}</source>
        <translation>日志不完整：第 {number} 条，{record_fault}</translation>
    </message>
    <message>
        <source>The log is intact again up to no. {number}</source>
        <translation>日志已恢复完整，至第 {number} 条</translation>
    </message>
    <message>
        <source>View of the wall saved: {view}{renamed}</source>
        <translation>已保存监控墙视图：{view}{renamed}</translation>
    </message>
    <message>
        <source>View of the wall removed: {view}</source>
        <translation>已删除监控墙视图：{view}</translation>
    </message>
    <message>
        <source>Days that recordings stay: {days}, {room}{changes}</source>
        <translation>录像保存 {days} 天，{room}{changes}</translation>
    </message>
    <message>
        <source>Evidence takes {evidence} of {budget} GB: {scarce}</source>
        <translation>证据占用 {evidence} / {budget} GB：{scarce}</translation>
    </message>
    <message>
        <source>Response plans of the program loaded: {count}</source>
        <translation>已载入程序自带的 {count} 个预案</translation>
    </message>
    <message>
        <source>Site file {file} imported: {added} added, {changed} changed, {removed} removed</source>
        <translation>已导入站点文件 {file}：新增 {added}，修改 {changed}，删除 {removed}</translation>
    </message>
    <message>
        <source>{action}{what}{named}</source>
        <translation>{action}{what}{named}</translation>
    </message>
    <message>
        <source>{action}{what}{named}{version}{changes}</source>
        <translation>{action}{what}{named}{version}{changes}</translation>
    </message>
    <message>
        <source> {id}</source>
        <translation>：{id}</translation>
    </message>
    <message>
        <source>Added: </source>
        <translation>已添加</translation>
    </message>
    <message>
        <source>Removed: </source>
        <translation>已删除</translation>
    </message>
    <message>
        <source>Changed: </source>
        <translation>已修改</translation>
    </message>
    <message>
        <source>Password out of the address into the secret store: </source>
        <translation>地址中的密码已移入密钥库：</translation>
    </message>
</context>
<context>
    <name>ErrorWords</name>
    <message>
        <source>The disk is full.</source>
        <translation>磁盘已满。</translation>
    </message>
    <message>
        <source>Nothing new can be stored; what was stored is safe.</source>
        <translation>新内容无法保存，已保存的内容安全。</translation>
    </message>
    <message>
        <source>Free space on the disk, then try again. Until then write on paper.</source>
        <translation>请清理磁盘后重试，在此之前请用纸笔记录。</translation>
    </message>
    <message>
        <source>The data folder cannot be written.</source>
        <translation>数据文件夹无法写入。</translation>
    </message>
    <message>
        <source>Make the folder writable for this user, then try again.</source>
        <translation>请为当前用户开放写入权限后重试。</translation>
    </message>
    <message>
        <source>The database is held by another program.</source>
        <translation>数据库被另一程序占用。</translation>
    </message>
    <message>
        <source>This was not stored.</source>
        <translation>这一条没有保存。</translation>
    </message>
    <message>
        <source>Close the other program, then try again.</source>
        <translation>请关闭另一程序后重试。</translation>
    </message>
    <message>
        <source>The database is damaged.</source>
        <translation>数据库已损坏。</translation>
    </message>
    <message>
        <source>Call the keeper of this computer; write on paper until then.</source>
        <translation>请联系本机维护人员，在此之前请用纸笔记录。</translation>
    </message>
    <message>
        <source>The data were written by a newer version of this program.</source>
        <translation>数据由本程序的更新版本写入。</translation>
    </message>
    <message>
        <source>This version must not write to them.</source>
        <translation>当前版本不能写入这些数据。</translation>
    </message>
    <message>
        <source>Start the newer version.</source>
        <translation>请启动新版本。</translation>
    </message>
    <message>
        <source>The disk does not answer as it should.</source>
        <translation>磁盘响应异常。</translation>
    </message>
    <message>
        <source>This was not stored; what was stored before is on the disk.</source>
        <translation>此次未保存；之前保存的内容仍在磁盘上。</translation>
    </message>
    <message>
        <source>Write on paper and call the keeper of this computer: the disk may be dying.</source>
        <translation>请先用纸笔记录，并联系电脑管理员：磁盘可能即将损坏。</translation>
    </message>
    <message>
        <source>There is no log in this data folder.</source>
        <translation>该数据文件夹中没有值班日志。</translation>
    </message>
    <message>
        <source>Check the folder given by --data, or start the console once.</source>
        <translation>请检查 --data 指定的文件夹，或先启动一次控制台。</translation>
    </message>
    <message>
        <source>There is no room left where this was to be written.</source>
        <translation>目标位置空间不足。</translation>
    </message>
    <message>
        <source>Nothing was left there; the log and the data of this PC are not touched.</source>
        <translation>目标位置没有留下半截文件，本机日志和数据不受影响。</translation>
    </message>
    <message>
        <source>Make room or choose another place, then try again.</source>
        <translation>请腾出空间或另选位置后重试。</translation>
    </message>
    <message>
        <source>The file cannot be written there.</source>
        <translation>无法在该位置写入文件。</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>请另选文件夹。</translation>
    </message>
    <message>
        <source>Passwords and service addresses cannot be read.</source>
        <translation>无法读取密码和服务地址。</translation>
    </message>
    <message>
        <source>Cameras with a password and messages stay without; everything else goes on.</source>
        <translation>需要密码的摄像头和消息发送暂不可用，其余功能不受影响。</translation>
    </message>
    <message>
        <source>Unlock the keyring of this computer, then try again.</source>
        <translation>请解锁本机密钥环后重试。</translation>
    </message>
    <message>
        <source>Storing failed.</source>
        <translation>保存失败。</translation>
    </message>
    <message>
        <source>Try again; if it stays, write on paper and call the keeper of this computer.</source>
        <translation>请重试；如仍失败，请用纸笔记录并联系本机维护人员。</translation>
    </message>
    <message>
        <source>The PIN is wrong.</source>
        <translation>PIN 码错误。</translation>
    </message>
    <message>
        <source>Try again; five wrong tries lock the name for a minute.</source>
        <translation>请重试；连续五次错误将锁定一分钟。</translation>
    </message>
    <message>
        <source>Too many wrong PINs.</source>
        <translation>PIN 码错误次数过多。</translation>
    </message>
    <message>
        <source>Wait one minute. The emergency button works all the time.</source>
        <translation>请等待一分钟。紧急启动按钮始终可用。</translation>
    </message>
    <message>
        <source>Nobody is signed in.</source>
        <translation>无人登录。</translation>
    </message>
    <message>
        <source>Sign in first.</source>
        <translation>请先登录。</translation>
    </message>
    <message>
        <source>This is still being kept.</source>
        <translation>仍在录制保存中。</translation>
    </message>
    <message>
        <source>Nothing was released.</source>
        <translation>未解除任何证据保护。</translation>
    </message>
    <message>
        <source>Close the incident or end the clip first.</source>
        <translation>请先结束事件或停止保存。</translation>
    </message>
    <message>
        <source>This is not allowed.</source>
        <translation>不允许此操作。</translation>
    </message>
    <message>
        <source>This incident is running.</source>
        <translation>该事件正在处置中。</translation>
    </message>
    <message>
        <source>This tier has been called already.</source>
        <translation>该层次已经呼叫过。</translation>
    </message>
    <message>
        <source>There is nothing to take back.</source>
        <translation>没有可撤回的标记。</translation>
    </message>
    <message>
        <source>It was never marked, or somebody has taken it back already.</source>
        <translation>从未标记过，或已被他人撤回。</translation>
    </message>
    <message>
        <source>All tiers have been called.</source>
        <translation>各层次均已呼叫。</translation>
    </message>
    <message>
        <source>Call somebody else, or dial by hand.</source>
        <translation>请另行呼叫其他人员，或人工拨打。</translation>
    </message>
    <message>
        <source>This incident is already closed.</source>
        <translation>该事件已结束。</translation>
    </message>
    <message>
        <source>It can no longer be changed.</source>
        <translation>不能再修改。</translation>
    </message>
    <message>
        <source>This report was sent already.</source>
        <translation>该报告已经发出。</translation>
    </message>
    <message>
        <source>Look at the list of reports.</source>
        <translation>请看报告列表。</translation>
    </message>
    <message>
        <source>This measure is done already.</source>
        <translation>该措施已完成。</translation>
    </message>
    <message>
        <source>The file of this report was changed after it was sent.</source>
        <translation>该报告的文件在发出后被改动。</translation>
    </message>
    <message>
        <source>It is not shown: what was sent stands in the log, and whoever received it has it.</source>
        <translation>不予显示：发出的内容见日志，接收方持有原件。</translation>
    </message>
    <message>
        <source>The time of this report is not over.</source>
        <translation>这份报告的统计时段尚未结束。</translation>
    </message>
    <message>
        <source>Make it when it is; until then preview it.</source>
        <translation>时段结束后再编制，目前可预览。</translation>
    </message>
    <message>
        <source>This is no longer owed.</source>
        <translation>这一项已不再需要。</translation>
    </message>
    <message>
        <source>A guard tour is under way.</source>
        <translation>视频巡查正在进行。</translation>
    </message>
    <message>
        <source>Finish or break it off first.</source>
        <translation>请先完成或中止。</translation>
    </message>
    <message>
        <source>An incident runs: the guard tour waits until it is over.</source>
        <translation>有突发事件：视频巡查等到解除后再继续。</translation>
    </message>
    <message>
        <source>This step of the guard tour is over.</source>
        <translation>这一步巡查已经结束。</translation>
    </message>
    <message>
        <source>The look was not recorded.</source>
        <translation>这次查看没有记录。</translation>
    </message>
    <message>
        <source>There is no live picture: nobody can say that all is well.</source>
        <translation>没有实时画面，不能确认一切正常。</translation>
    </message>
    <message>
        <source>Press &quot;Something is wrong&quot;.</source>
        <translation>请按“有异常”。</translation>
    </message>
    <message>
        <source>The part that drafts rosters is not installed.</source>
        <translation>未安装自动排班组件。</translation>
    </message>
    <message>
        <source>In the program&apos;s folder run: {command}</source>
        <translation>请在程序文件夹中运行：{command}</translation>
    </message>
    <message>
        <source>Drafting ended without a draft.</source>
        <translation>自动排班未得出结果。</translation>
    </message>
    <message>
        <source>The roster is as it was.</source>
        <translation>值班表未作改动。</translation>
    </message>
    <message>
        <source>Try again; if it stays, loosen a limit or lock less.</source>
        <translation>请重试；如仍如此，请放宽限制或减少锁定。</translation>
    </message>
    <message>
        <source>This exchange is settled already.</source>
        <translation>此调换已处理完毕。</translation>
    </message>
    <message>
        <source>Ask for a new one.</source>
        <translation>请重新申请。</translation>
    </message>
    <message>
        <source>The other person has not agreed yet.</source>
        <translation>对方尚未同意。</translation>
    </message>
    <message>
        <source>Let them agree first.</source>
        <translation>请先由对方同意。</translation>
    </message>
    <message>
        <source>This person has clocked on already.</source>
        <translation>此人已上岗签到。</translation>
    </message>
    <message>
        <source>This person has not clocked on.</source>
        <translation>此人尚未上岗签到。</translation>
    </message>
    <message>
        <source>Nobody on duty can be asked.</source>
        <translation>当班人员均无法抽查。</translation>
    </message>
    <message>
        <source>Choose a channel for those on duty (F3, People).</source>
        <translation>请在排班（F3）的人员中为当班人员选择渠道。</translation>
    </message>
    <message>
        <source>No picture is chosen.</source>
        <translation>没有选中画面。</translation>
    </message>
    <message>
        <source>Choose one on the wall (F1), then press Alt+P here or A there.</source>
        <translation>请先在监控墙（F1）上选一个画面，再在这里按 Alt+P，或在墙上按 A。</translation>
    </message>
    <message>
        <source>A file that hangs on the line is gone from the disk.</source>
        <translation>附在这一条上的文件已不在磁盘上。</translation>
    </message>
    <message>
        <source>Nothing was stored; the text is still there.</source>
        <translation>没有存入日志，文字还在。</translation>
    </message>
    <message>
        <source>Take it off the line and attach it again.</source>
        <translation>请取下后重新附上。</translation>
    </message>
    <message>
        <source>This file is missing on the disk.</source>
        <translation>磁盘上没有这个文件。</translation>
    </message>
    <message>
        <source>The log still knows its hash.</source>
        <translation>日志里仍有它的散列值。</translation>
    </message>
    <message>
        <source>Bring the media folder back from a copy.</source>
        <translation>请从备份恢复 media 文件夹。</translation>
    </message>
    <message>
        <source>This file was changed on the disk.</source>
        <translation>这个文件在磁盘上被改动过。</translation>
    </message>
    <message>
        <source>It is not what was attached, and is not shown.</source>
        <translation>它已不是当时附上的文件，因此不予显示。</translation>
    </message>
    <message>
        <source>This computer has no microphone.</source>
        <translation>这台电脑没有麦克风。</translation>
    </message>
    <message>
        <source>Plug one in, then press Alt+V again.</source>
        <translation>请接上麦克风，再按 Alt+V。</translation>
    </message>
    <message>
        <source>The microphone cannot be used.</source>
        <translation>麦克风不能用。</translation>
    </message>
    <message>
        <source>Another program may hold it: close that, then press Alt+V again.</source>
        <translation>可能被别的程序占用：请关闭该程序，再按 Alt+V。</translation>
    </message>
    <message>
        <source>This computer cannot play sound.</source>
        <translation>这台电脑不能放声音。</translation>
    </message>
    <message>
        <source>Plug a loudspeaker in, or save a copy.</source>
        <translation>请接上音箱，或另存一份。</translation>
    </message>
    <message>
        <source>This person has no PIN yet.</source>
        <translation>此人尚未设置 PIN 码。</translation>
    </message>
    <message>
        <source>Set one in the settings (F9).</source>
        <translation>请在设置（F9）中设置。</translation>
    </message>
    <message>
        <source>That does not exist any more.</source>
        <translation>该项已不存在。</translation>
    </message>
    <message>
        <source>Look at the list again.</source>
        <translation>请重新查看列表。</translation>
    </message>
    <message>
        <source>The camera does not answer.</source>
        <translation>摄像头没有应答。</translation>
    </message>
    <message>
        <source>Check its address, its power and its network cable.</source>
        <translation>请检查地址、电源和网线。</translation>
    </message>
    <message>
        <source>The camera refuses this user name or password.</source>
        <translation>摄像头不接受这个用户名或密码。</translation>
    </message>
    <message>
        <source>Some cameras have a user of their own for ONVIF: look into the camera&apos;s settings.</source>
        <translation>有些摄像头的 ONVIF 用户是单独设置的：请查看摄像头的设置。</translation>
    </message>
    <message>
        <source>The camera refuses the login and does not tell its time.</source>
        <translation>摄像头拒绝登录，也不报告时间。</translation>
    </message>
    <message>
        <source>Its clock may be wrong, or user name or password.</source>
        <translation>可能是它的时钟不对，也可能是用户名或密码不对。</translation>
    </message>
    <message>
        <source>Set the camera&apos;s clock, then try again.</source>
        <translation>请先校准摄像头的时钟，再重试。</translation>
    </message>
    <message>
        <source>What answers there does not speak ONVIF.</source>
        <translation>该地址应答的设备不支持 ONVIF。</translation>
    </message>
    <message>
        <source>Switch ONVIF on in the camera&apos;s settings, or check the address.</source>
        <translation>请在摄像头设置中打开 ONVIF，或检查地址。</translation>
    </message>
    <message>
        <source>There is no picture of this camera to keep.</source>
        <translation>该摄像头没有可保存的画面。</translation>
    </message>
    <message>
        <source>Nothing was stored.</source>
        <translation>未保存任何内容。</translation>
    </message>
    <message>
        <source>Its tile says what is wrong.</source>
        <translation>画面上注明了原因。</translation>
    </message>
    <message>
        <source>This camera cannot be steered.</source>
        <translation>这台摄像头不能操控。</translation>
    </message>
    <message>
        <source>The camera does not do that.</source>
        <translation>摄像头没有照做。</translation>
    </message>
    <message>
        <source>The position may be gone, or the camera has no room for more.</source>
        <translation>预置位可能已不存在，或摄像头已存满。</translation>
    </message>
    <message>
        <source>No entry of the log fits.</source>
        <translation>没有符合条件的记录。</translation>
    </message>
    <message>
        <source>Choose another time, or fewer conditions.</source>
        <translation>请换一个时段，或减少条件。</translation>
    </message>
    <message>
        <source>The log is still being made searchable: some entries would be missing.</source>
        <translation>日志索引尚未建好，此时导出会有遗漏。</translation>
    </message>
    <message>
        <source>Try again in a minute, or choose without words.</source>
        <translation>请一分钟后再试，或不按词语选取。</translation>
    </message>
    <message>
        <source>Of these cameras nothing is recorded in that time.</source>
        <translation>这些摄像头在该时段没有录像。</translation>
    </message>
    <message>
        <source>Nothing was exported.</source>
        <translation>没有导出任何内容。</translation>
    </message>
    <message>
        <source>Choose another time or other cameras; the bars on the time line show what there is.</source>
        <translation>请另选时段或摄像头；时间轴上的色条表示有录像。</translation>
    </message>
    <message>
        <source>Copying the recordings ended too early.</source>
        <translation>复制录像时提前中断。</translation>
    </message>
    <message>
        <source>Nothing was left in the folder; the recordings themselves are unharmed.</source>
        <translation>目标文件夹没有留下任何文件，原录像没有受损。</translation>
    </message>
    <message>
        <source>Try again, perhaps with a shorter time.</source>
        <translation>请重试，可缩短时段。</translation>
    </message>
    <message>
        <source>The site&apos;s signing key cannot be read.</source>
        <translation>读不出本站的签名密钥。</translation>
    </message>
    <message>
        <source>Nothing was exported: a bundle with a new key would look like somebody else&apos;s.</source>
        <translation>没有导出：换用新密钥的证据包会像是别人做的。</translation>
    </message>
    <message>
        <source>Call the keeper of this computer.</source>
        <translation>请联系本机管理员。</translation>
    </message>
    <message>
        <source>The console is already running on these data.</source>
        <translation>控制台已在使用这份数据运行。</translation>
    </message>
    <message>
        <source>Use the window that is open.</source>
        <translation>请使用已打开的窗口。</translation>
    </message>
    <message>
        <source>The lock file of the data folder cannot be opened.</source>
        <translation>数据文件夹的锁文件无法打开。</translation>
    </message>
    <message>
        <source>Without it two consoles could write to the same data.</source>
        <translation>没有它，两个控制台可能同时写入同一份数据。</translation>
    </message>
    <message>
        <source>Give this file to the user who runs the console, or remove it; then start again.</source>
        <translation>请将该文件归属运行控制台的用户，或删除它，然后重新启动。</translation>
    </message>
    <message>
        <source>The disk is full: panic buttons and scripts cannot reach the console.</source>
        <translation>磁盘已满：外接报警按钮和脚本连不上本控制台。</translation>
    </message>
    <message>
        <source>The emergency button on screen does not depend on this.</source>
        <translation>屏幕上的紧急启动按钮不受此影响。</translation>
    </message>
    <message>
        <source>Free space on the disk; it is tried again by itself.</source>
        <translation>请清理磁盘；程序会自动重试。</translation>
    </message>
    <message>
        <source>Panic buttons and scripts cannot reach the console: its address cannot be written.</source>
        <translation>外接报警按钮和脚本连不上本控制台：地址文件无法写入。</translation>
    </message>
    <message>
        <source>Make the data folder writable for this user; it is tried again by itself.</source>
        <translation>请让当前用户可写数据文件夹；程序会自动重试。</translation>
    </message>
    <message>
        <source>The running console does not answer.</source>
        <translation>正在运行的控制台没有应答。</translation>
    </message>
    <message>
        <source>Start it, then try again.</source>
        <translation>请启动后重试。</translation>
    </message>
    <message>
        <source>The entry is empty.</source>
        <translation>内容为空。</translation>
    </message>
    <message>
        <source>The entry is too long.</source>
        <translation>内容过长。</translation>
    </message>
    <message>
        <source>A reason is missing.</source>
        <translation>缺少原因。</translation>
    </message>
    <message>
        <source>There is no such kind.</source>
        <translation>没有这个类型。</translation>
    </message>
    <message>
        <source>The plan has no such step.</source>
        <translation>预案没有这一步。</translation>
    </message>
    <message>
        <source>No camera is chosen.</source>
        <translation>没有选择摄像头。</translation>
    </message>
    <message>
        <source>There is no such incident.</source>
        <translation>没有这起事件。</translation>
    </message>
    <message>
        <source>Say where to.</source>
        <translation>请说明存到哪里。</translation>
    </message>
    <message>
        <source>There is no such format: pdf, xlsx, csv or jsonl.</source>
        <translation>没有这种格式，可用 pdf、xlsx、csv、jsonl。</translation>
    </message>
    <message>
        <source>The time ends before it begins, or has not begun yet.</source>
        <translation>结束早于开始，或时段尚未到来。</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; is no file: attach files one by one, not folders.</source>
        <translation>“{name}”不是文件：请逐个附上文件，不要拖文件夹。</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; is empty.</source>
        <translation>“{name}”是空文件。</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; is too large: {number} MB at most.</source>
        <translation>“{name}”太大：最多 {number} MB。</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; cannot be read.</source>
        <translation>“{name}”读不出来。</translation>
    </message>
    <message>
        <source>An entry takes {number} files at most.</source>
        <translation>一条日志最多附 {number} 个文件。</translation>
    </message>
    <message>
        <source>Nothing was recorded: speak, then press Alt+V.</source>
        <translation>没有录到声音：请说完再按 Alt+V。</translation>
    </message>
    <message>
        <source>That time has not come yet.</source>
        <translation>这个时间还没到。</translation>
    </message>
    <message>
        <source>There is no such time.</source>
        <translation>没有这个时间。</translation>
    </message>
    <message>
        <source>One export takes 24 hours at most: hand over several.</source>
        <translation>一次最多导出 24 小时，请分几次导出。</translation>
    </message>
    <message>
        <source>Mistakes in the site file: {count}.</source>
        <translation>站点文件有 {count} 处错误。</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>未作任何修改。</translation>
    </message>
    <message>
        <source>Something unforeseen went wrong in the program.</source>
        <translation>程序出现意外错误。</translation>
    </message>
    <message>
        <source>The console goes on; the details are in the log file.</source>
        <translation>控制台继续运行，详情见日志文件。</translation>
    </message>
    <message>
        <source>Check whether what you just did is in the log; if not, do it again.</source>
        <translation>请核对刚才的操作是否已记入日志；如没有，请再做一次。</translation>
    </message>
</context>
<context>
    <name>EscalationEntryWords</name>
    <message>
        <source>, by hand</source>
        <translation>（人工升级）</translation>
    </message>
    <message>
        <source>, late</source>
        <translation>（迟）</translation>
    </message>
    <message>
        <source> (before: {name})</source>
        <translation>（原为{name}）</translation>
    </message>
    <message>
        <source>▲ {absent}</source>
        <translation>▲ {absent}</translation>
    </message>
    <message>
        <source>Tier {tier}, {count} called{by_hand}: {called}</source>
        <translation>第 {tier} 层呼叫 {count} 人{by_hand}：{called}</translation>
    </message>
    <message>
        <source>Tier {tier}, {count} more called by the plan of this kind: {called}</source>
        <translation>第 {tier} 层按本类预案增呼 {count} 人：{called}</translation>
    </message>
    <message>
        <source>Called besides: {called}</source>
        <translation>增加呼叫：{called}</translation>
    </message>
    <message>
        <source>Tier {tier}, called again ({number}): {names}</source>
        <translation>第 {tier} 层再次呼叫（第 {number} 次）：{names}</translation>
    </message>
    <message>
        <source>▲ Not confirmed and cannot be messaged, dial again: {names}</source>
        <translation>▲ 未确认且无法收消息，请再次拨打：{names}</translation>
    </message>
    <message>
        <source>▲ Tier {tier} has not confirmed in time</source>
        <translation>▲ 第 {tier} 层逾时未确认</translation>
    </message>
    <message>
        <source>Tier {tier} has confirmed{late}: {name}</source>
        <translation>第 {tier} 层已确认{late}：{name}</translation>
    </message>
    <message>
        <source>Nobody on scene, reminded: {names}</source>
        <translation>现场仍无人，已催促：{names}</translation>
    </message>
    <message>
        <source>▲ Tier {tier} has confirmed, but nobody came: this counts no more</source>
        <translation>▲ 第 {tier} 层虽已确认但无人到场，确认不再有效</translation>
    </message>
    <message>
        <source>First on scene: {name}, {after} after the start</source>
        <translation>最先到场：{name}，启动后 {after}</translation>
    </message>
    <message>
        <source>Taken back, no. {wrong}: {name} has not confirmed{because}</source>
        <translation>撤回第 {wrong} 条：{name}未确认{because}</translation>
    </message>
    <message>
        <source>Taken back, no. {wrong}: marked by mistake; {name} stays confirmed by their own answer{because}</source>
        <translation>撤回第 {wrong} 条：系误标；{name}本人已答复，仍为已确认{because}</translation>
    </message>
    <message>
        <source>Taken back, no. {wrong}: {name} is not on scene{because}</source>
        <translation>撤回第 {wrong} 条：{name}未到场{because}</translation>
    </message>
    <message>
        <source>Taken back, no. {wrong}: step {step} ({words}) is not done{because}</source>
        <translation>撤回第 {wrong} 条：第 {step} 步（{words}）未完成{because}</translation>
    </message>
    <message>
        <source>Taken back, no. {wrong}: {name} ({phone}) was not reached by telephone{because}</source>
        <translation>撤回第 {wrong} 条：并未拨通{name}（{phone}）{because}</translation>
    </message>
    <message>
        <source>▲ Tier {tier} is not confirmed any more: the confirmation of {name} was taken back</source>
        <translation>▲ 第 {tier} 层恢复为未确认：{name}的确认已撤回</translation>
    </message>
    <message>
        <source>▲ Nobody of the turn-out team is on scene any more: the arrival of {name} was taken back</source>
        <translation>▲ 出动人员无人到场：{name}的到场已撤回</translation>
    </message>
    <message>
        <source>First on scene was not {name}: that was taken back, others of the team are there</source>
        <translation>首先到场的不是{name}：其到场已撤回，另有出动人员在场</translation>
    </message>
    <message>
        <source>Tier {tier} held back{because}</source>
        <translation>第 {tier} 层暂缓呼叫{because}</translation>
    </message>
    <message>
        <source>Tier {tier} is no longer held back</source>
        <translation>第 {tier} 层解除暂缓</translation>
    </message>
    <message>
        <source>Incident handed over to {name}{before}</source>
        <translation>事件移交给{name}{before}</translation>
    </message>
    <message>
        <source>Incident reopened{because}</source>
        <translation>事件重新启动{because}</translation>
    </message>
    <message>
        <source>▲ Tier {tier}, the last: all of its people were called before. Dial by hand</source>
        <translation>▲ 第 {tier} 层（最后一层）人员此前均已呼叫，请人工拨打</translation>
    </message>
    <message>
        <source>▲ Tier {tier}, the last, has nobody on duty. Dial by hand</source>
        <translation>▲ 第 {tier} 层（最后一层）无人当班，请人工拨打</translation>
    </message>
    <message>
        <source>▲ Tier {tier}: all of its people were called before, the next tier follows</source>
        <translation>▲ 第 {tier} 层人员此前均已呼叫，转下一层</translation>
    </message>
    <message>
        <source>▲ Tier {tier} has nobody on duty, the next tier follows</source>
        <translation>▲ 第 {tier} 层无人当班，转下一层</translation>
    </message>
    <message>
        <source>{name} ({reason})</source>
        <translation>{name}（{reason}）</translation>
    </message>
</context>
<context>
    <name>EvidencePanel</name>
    <message>
        <source>Evidence: stays until it is released</source>
        <translation>证据：解除保护前一直保留</translation>
    </message>
    <message>
        <source>No recording is evidence: none of an incident, none kept by hand, none handed over.</source>
        <translation>暂无证据：没有事件录像、手动保存的片段或已移交的录像。</translation>
    </message>
    <message>
        <source>Recordings that are evidence</source>
        <translation>作为证据的录像</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Reason (needed)</source>
        <translation>原因（必填）</translation>
    </message>
    <message>
        <source>Reason for the release</source>
        <translation>解除保护的原因</translation>
    </message>
    <message>
        <source>Release what is marked</source>
        <translation>解除所选证据的保护</translation>
    </message>
    <message>
        <source>From then on it goes by days and room like any other recording; the log says who and why.</source>
        <translation>解除后与普通录像一样按天数和空间删除；日志记录何人、为何解除。</translation>
    </message>
    <message>
        <source>{count} cameras</source>
        <translation>{count} 个摄像头</translation>
    </message>
    <message>
        <source>Clip kept by hand</source>
        <translation>手动保存的片段</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>已移交</translation>
    </message>
</context>
<context>
    <name>ExchangesPage</name>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Exchanges</source>
        <translation>调换</translation>
    </message>
    <message>
        <source>The other one agrees</source>
        <translation>对方同意</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>不批准</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>New exchange</source>
        <translation>新的调换</translation>
    </message>
    <message>
        <source>Nothing is exchanged. Drag duties in the month, or enter one here.</source>
        <translation>没有调换。可在月表中拖动班次，或在此登记。</translation>
    </message>
    <message>
        <source>stand-in: another takes the duty</source>
        <translation>替班：由他人代班</translation>
    </message>
    <message>
        <source>swap: two take each other&apos;s duty</source>
        <translation>换班：两人互换班次</translation>
    </message>
    <message>
        <source>order: counts at once</source>
        <translation>调班：立即生效</translation>
    </message>
    <message>
        <source>Who gives away</source>
        <translation>让出班次的人</translation>
    </message>
    <message>
        <source>Which duty</source>
        <translation>哪个班次</translation>
    </message>
    <message>
        <source>Who takes it</source>
        <translation>接班的人</translation>
    </message>
    <message>
        <source>For which duty</source>
        <translation>换哪个班次</translation>
    </message>
    <message>
        <source>nobody: the duty falls away</source>
        <translation>无人：取消此班次</translation>
    </message>
    <message>
        <source>; </source>
        <comment>between the legs of a swap</comment>
        <translation>；</translation>
    </message>
    <message>
        <source>nobody</source>
        <comment>instead of a person in an exchange</comment>
        <translation>无人</translation>
    </message>
    <message>
        <source>Entered.</source>
        <translation>已登记。</translation>
    </message>
</context>
<context>
    <name>ExportEntryWords</name>
    <message>
        <source>, to {path}</source>
        <translation>，存至 {path}</translation>
    </message>
    <message>
        <source>, entries: {count}</source>
        <translation>，{count} 条</translation>
    </message>
    <message>
        <source>Part of the log exported as {format}, entries: {count}, to {folder}{because}</source>
        <translation>已导出日志（{format}）：{count} 条，存至 {folder}{because}</translation>
    </message>
    <message>
        <source>Exported: {thing}{many}{where}{because}</source>
        <translation>已导出：{thing}{many}{where}{because}</translation>
    </message>
    <message>
        <source>the whole log as lines</source>
        <translation>全部日志（逐行）</translation>
    </message>
    <message>
        <source>the site file, without passwords</source>
        <translation>站点文件（不含密码）</translation>
    </message>
    <message>
        <source>a roster</source>
        <translation>值班表</translation>
    </message>
    <message>
        <source>a paper as PDF</source>
        <translation>文书（PDF）</translation>
    </message>
    <message>
        <source>a paper, printed</source>
        <translation>文书（打印）</translation>
    </message>
    <message>
        <source>call sheets and plan cards</source>
        <translation>呼叫单和预案卡</translation>
    </message>
    <message>
        <source>figures</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>an attachment</source>
        <translation>附件</translation>
    </message>
    <message>
        <source>{thing} {name}</source>
        <translation>{thing}“{name}”</translation>
    </message>
</context>
<context>
    <name>ExportPanel</name>
    <message>
        <source>Hand evidence over</source>
        <translation>导出证据</translation>
    </message>
    <message>
        <source>The export begins where playback is now</source>
        <translation>导出从回放现在的位置开始</translation>
    </message>
    <message>
        <source>The export ends where playback is now</source>
        <translation>导出到回放现在的位置结束</translation>
    </message>
    <message>
        <source>Begins  I</source>
        <translation>开始  I</translation>
    </message>
    <message>
        <source>Ends  O</source>
        <translation>结束  O</translation>
    </message>
    <message>
        <source>From {begin} to {end}</source>
        <translation>从 {begin} 到 {end}</translation>
    </message>
    <message>
        <source>No camera is chosen.</source>
        <translation>没有选择摄像头。</translation>
    </message>
    <message>
        <source>Begin and end are where playback stands: play there, then press I or O.</source>
        <translation>开始和结束取回放所在的时刻：播到那里，再按 I 或 O。</translation>
    </message>
    <message>
        <source>{names} and {more} more, {all} cameras</source>
        <translation>{names}，另有 {more} 路，共 {all} 路</translation>
    </message>
    <message>
        <source>Export a part of the log</source>
        <translation>导出日志</translation>
    </message>
    <message>
        <source>PDF: paper to read and print</source>
        <translation>PDF：阅读和打印</translation>
    </message>
    <message>
        <source>XLSX: table for Excel</source>
        <translation>XLSX：Excel 表格</translation>
    </message>
    <message>
        <source>CSV: table for any program</source>
        <translation>CSV：通用表格</translation>
    </message>
    <message>
        <source>JSONL: lines for programs</source>
        <translation>JSONL：供程序读取</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>With pictures and files</source>
        <translation>同时导出图片和附件</translation>
    </message>
    <message>
        <source>There is none yet.</source>
        <translation>目前没有。</translation>
    </message>
    <message>
        <source>A folder with the file, its entries with their hashes, the chain and a signed list. Corrections come along.</source>
        <translation>导出为一个文件夹：文件、逐条记录及校验值、校验链和签名清单。更正记录一并导出。</translation>
    </message>
    <message>
        <source>counting …</source>
        <translation>正在计数…</translation>
    </message>
    <message>
        <source>more than {count} entries</source>
        <translation>超过 {count} 条</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(s)</source>
        <translation>
            <numerusform>共 %n 条</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportWhat</name>
    <message>
        <source>What the log shows now</source>
        <translation>当前显示的日志</translation>
    </message>
    <message>
        <source>A time</source>
        <translation>一段时间</translation>
    </message>
    <message>
        <source>An incident</source>
        <translation>一起事件</translation>
    </message>
    <message>
        <source>A shift</source>
        <translation>一个班次</translation>
    </message>
    <message>
        <source>Which entries</source>
        <translation>哪些记录</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起</translation>
    </message>
    <message>
        <source>To, this minute included</source>
        <translation>止（含该分钟）</translation>
    </message>
    <message>
        <source>Which incident</source>
        <translation>哪起事件</translation>
    </message>
    <message>
        <source>Which shift</source>
        <translation>哪个班次</translation>
    </message>
</context>
<context>
    <name>ExportWords</name>
    <message>
        <source>No.</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>By</source>
        <translation>记录人</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Incident</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Corrections</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>Attachments (SHA-256)</source>
        <translation>附件（SHA-256）</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>校验值</translation>
    </message>
    <message>
        <source>Correction</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>自动记录</translation>
    </message>
    <message>
        <source>↳ no. {number}: {text}</source>
        <translation>↳ 第 {number} 条：{text}</translation>
    </message>
    <message>
        <source>↳ corrected by no. {number}: {text} (reason: {reason})</source>
        <translation>↳ 已由第 {number} 条更正：{text}（原因：{reason}）</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>站点</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>选取范围</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>条数</translation>
    </message>
    <message>
        <source>Came along</source>
        <translation>一并导出</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>导出时间</translation>
    </message>
    <message>
        <source>Exported by</source>
        <translation>导出人</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>事由</translation>
    </message>
    <message>
        <source>Head of the log</source>
        <translation>末条校验值</translation>
    </message>
    <message>
        <source>Key of the site</source>
        <translation>站点公钥指纹</translation>
    </message>
    <message>
        <source>nobody signed in</source>
        <translation>无人登录</translation>
    </message>
    <message>
        <source>corrections and what they correct: {count}</source>
        <translation>更正及被更正的记录 {count} 条</translation>
    </message>
    <message>
        <source>Duty log</source>
        <translation>值班日志</translation>
    </message>
</context>
<context>
    <name>FairnessChart</name>
    <message>
        <source>duties</source>
        <translation>班次</translation>
    </message>
    <message>
        <source>nights</source>
        <translation>夜班</translation>
    </message>
    <message>
        <source>weekends</source>
        <translation>周末</translation>
    </message>
    <message>
        <source>holidays</source>
        <translation>节假日</translation>
    </message>
    <message>
        <source>this month</source>
        <translation>仅本月</translation>
    </message>
    <message numerus="yes">
        <source>with %n month(s) before</source>
        <translation>
            <numerusform>含此前 %n 个月</numerusform>
        </translation>
    </message>
    <message>
        <source>What is counted</source>
        <translation>统计范围</translation>
    </message>
    <message>
        <source>Nobody has a duty yet.</source>
        <translation>尚无班次。</translation>
    </message>
    <message>
        <source>{least} to {most} h each, nights {fewest} to {nights}</source>
        <translation>每人 {least} 至 {most} 小时，夜班 {fewest} 至 {nights} 个</translation>
    </message>
</context>
<context>
    <name>FigureFiles</name>
    <message>
        <source>Written to {path}</source>
        <translation>已写入 {path}</translation>
    </message>
    <message>
        <source>Save the figures</source>
        <translation>保存统计数据</translation>
    </message>
</context>
<context>
    <name>FigureWords</name>
    <message>
        <source>kind not known</source>
        <translation>类别未定</translation>
    </message>
    <message>
        <source>place not known</source>
        <translation>地点不详</translation>
    </message>
    <message>
        <source>real incidents</source>
        <translation>真实事件</translation>
    </message>
    <message>
        <source>false alarms</source>
        <translation>误报</translation>
    </message>
    <message>
        <source>drills</source>
        <translation>演练</translation>
    </message>
    <message>
        <source>Time to confirm</source>
        <translation>确认用时</translation>
    </message>
    <message>
        <source>Time to turn out</source>
        <translation>到场用时</translation>
    </message>
    <message>
        <source>Time to report by phone</source>
        <translation>电话报告用时</translation>
    </message>
    <message>
        <source>Time to report in writing</source>
        <translation>书面报告用时</translation>
    </message>
    <message>
        <source>Incidents and deadlines</source>
        <translation>事件与时限</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Messages and channels</source>
        <translation>消息与通道</translation>
    </message>
    <message>
        <source>Guard tours</source>
        <translation>视频巡查</translation>
    </message>
    <message>
        <source>Recording and program</source>
        <translation>录像与程序</translation>
    </message>
    <message>
        <source>acceptable</source>
        <translation>可接受</translation>
    </message>
    <message>
        <source>manageable</source>
        <translation>尚可应付</translation>
    </message>
    <message>
        <source>▲ too much</source>
        <translation>▲ 过多</translation>
    </message>
    <message>
        <source>▲ far too much</source>
        <translation>▲ 远超负荷</translation>
    </message>
    <message>
        <source>ddd d MMM yyyy</source>
        <comment>one day, Qt date format</comment>
        <translation>yyyy年M月d日 ddd</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>first day of a week, Qt date format</comment>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>last day of a week, Qt date format</comment>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>Week {number} · {first} – {last}</source>
        <translation>第{number}周 · {first}至{last}</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <comment>month of figures, Qt date format</comment>
        <translation>yyyy年M月</translation>
    </message>
    <message>
        <source>yyyy</source>
        <comment>year of figures, Qt date format</comment>
        <translation>yyyy年</translation>
    </message>
    <message>
        <source>nothing to compare with: the log is empty</source>
        <translation>无上期可比：尚无日志</translation>
    </message>
    <message>
        <source>nothing to compare with: the log begins on {day}</source>
        <translation>无上期可比：日志自{day}开始</translation>
    </message>
    <message>
        <source>so far; compared with as much of the period before, until {until}</source>
        <translation>截至目前；与上期同样时长（至{until}）比较</translation>
    </message>
    <message>
        <source>compared with {period}</source>
        <translation>与{period}比较</translation>
    </message>
    <message>
        <source>{words} (the log begins on {day})</source>
        <translation>{words}（日志自{day}开始）</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>before {what}</source>
        <translation>上期 {what}</translation>
    </message>
    <message>
        <source>In no incident of this period was this due: nothing to measure.</source>
        <translation>本期事件均无此项时限，没有可统计的数据。</translation>
    </message>
    <message>
        <source>No incident in this period.</source>
        <translation>本期没有事件。</translation>
    </message>
    <message>
        <source>No false alarm in this period.</source>
        <translation>本期没有误报。</translation>
    </message>
    <message>
        <source>No drill in this period.</source>
        <translation>本期没有演练。</translation>
    </message>
    <message>
        <source>This period has not begun.</source>
        <translation>本期尚未开始。</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours}小时{minutes}分</translation>
    </message>
</context>
<context>
    <name>FiguresPage</name>
    <message>
        <source>Charts</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>The chart as a table</source>
        <translation>图表数据</translation>
    </message>
    <message>
        <source>Open the incident</source>
        <translation>打开该事件</translation>
    </message>
    <message>
        <source>↑ ↓ chart · Tab into it, arrows from one to the next, Enter opens · Alt+← → period · Alt+1–4 day to year</source>
        <translation>↑ ↓ 选图表 · Tab 进入图表，方向键逐项查看，Enter 打开 · Alt+← → 前后翻期 · Alt+1–4 日/周/月/年</translation>
    </message>
</context>
<context>
    <name>FiguresScreen</name>
    <message>
        <source>Figures</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>Monthly and daily reports</source>
        <translation>月报与日报</translation>
    </message>
</context>
<context>
    <name>FindPanel</name>
    <message>
        <source>Find cameras</source>
        <translation>查找摄像头</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>重新查找</translation>
    </message>
    <message>
        <source>Close  Esc</source>
        <translation>关闭  Esc</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>型号</translation>
    </message>
    <message>
        <source>Here as</source>
        <translation>本站名称</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>choose above, or type: 192.168.1.64</source>
        <translation>在上面选择，或输入：192.168.1.64</translation>
    </message>
    <message>
        <source>Ask the camera  Enter</source>
        <translation>询问摄像头（回车）</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新</translation>
    </message>
    <message>
        <source>Asking the camera …</source>
        <translation>正在询问摄像头 …</translation>
    </message>
    <message>
        <source>Searching the network, some seconds …</source>
        <translation>正在查找网络，需要几秒 …</translation>
    </message>
    <message>
        <source>Found: {count}. Choose one and give its login.</source>
        <translation>找到 {count} 台。选择一台，输入用户名和密码。</translation>
    </message>
    <message>
        <source>No camera answered. Cameras behind a router do not: type the address of one.</source>
        <translation>没有摄像头应答。路由器后面的不会应答：请直接输入地址。</translation>
    </message>
</context>
<context>
    <name>FindingWords</name>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who or where</source>
        <translation>人员或岗位</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>holidays not known yet: enter them under Set up, Holidays</source>
        <translation>节假日未知：请在“设置”的“节假日”中填写</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>日历</translation>
    </message>
    <message numerus="yes">
        <source>nobody, %n needed</source>
        <translation>
            <numerusform>无人，需要 %n 人</numerusform>
        </translation>
    </message>
    <message>
        <source>{there} of {needed}</source>
        <translation>到岗 {there} 人，需要 {needed} 人</translation>
    </message>
    <message>
        <source>{one} and {other}</source>
        <translation>{one} 和 {other}</translation>
    </message>
</context>
<context>
    <name>FoldWords</name>
    <message>
        <source>{count} automatic so far: {what}</source>
        <translation>自动记录已有 {count} 条：{what}</translation>
    </message>
    <message>
        <source>{count} automatic: {what}</source>
        <translation>自动记录 {count} 条：{what}</translation>
    </message>
    <message>
        <source>{count} camera loss</source>
        <translation>画面丢失 {count} 次</translation>
    </message>
    <message>
        <source>{count} camera losses</source>
        <translation>画面丢失 {count} 次</translation>
    </message>
    <message>
        <source>{count} camera return</source>
        <translation>画面恢复 {count} 次</translation>
    </message>
    <message>
        <source>{count} camera returns</source>
        <translation>画面恢复 {count} 次</translation>
    </message>
    <message>
        <source>{count} camera finding</source>
        <translation>画面异常 {count} 条</translation>
    </message>
    <message>
        <source>{count} camera findings</source>
        <translation>画面异常 {count} 条</translation>
    </message>
    <message>
        <source>{count} sign-in</source>
        <translation>登录 {count} 次</translation>
    </message>
    <message>
        <source>{count} sign-ins</source>
        <translation>登录 {count} 次</translation>
    </message>
    <message>
        <source>{count} sign-out</source>
        <translation>退出登录 {count} 次</translation>
    </message>
    <message>
        <source>{count} sign-outs</source>
        <translation>退出登录 {count} 次</translation>
    </message>
    <message>
        <source>{count} clocking</source>
        <translation>签到签退 {count} 次</translation>
    </message>
    <message>
        <source>{count} clockings</source>
        <translation>签到签退 {count} 次</translation>
    </message>
    <message>
        <source>{count} roster change</source>
        <translation>排班变动 {count} 次</translation>
    </message>
    <message>
        <source>{count} roster changes</source>
        <translation>排班变动 {count} 次</translation>
    </message>
    <message>
        <source>{count} setting</source>
        <translation>设置变动 {count} 次</translation>
    </message>
    <message>
        <source>{count} settings</source>
        <translation>设置变动 {count} 次</translation>
    </message>
    <message>
        <source>{count} recording note</source>
        <translation>录像 {count} 条</translation>
    </message>
    <message>
        <source>{count} recording notes</source>
        <translation>录像 {count} 条</translation>
    </message>
    <message>
        <source>{count} picture</source>
        <translation>图片 {count} 张</translation>
    </message>
    <message>
        <source>{count} pictures</source>
        <translation>图片 {count} 张</translation>
    </message>
    <message>
        <source>{count} export</source>
        <translation>导出 {count} 次</translation>
    </message>
    <message>
        <source>{count} exports</source>
        <translation>导出 {count} 次</translation>
    </message>
    <message>
        <source>{count} tour step</source>
        <translation>视频巡查 {count} 条</translation>
    </message>
    <message>
        <source>{count} tour steps</source>
        <translation>视频巡查 {count} 条</translation>
    </message>
    <message>
        <source>{count} message</source>
        <translation>消息 {count} 条</translation>
    </message>
    <message>
        <source>{count} messages</source>
        <translation>消息 {count} 条</translation>
    </message>
    <message>
        <source>{count} channel test</source>
        <translation>渠道测试 {count} 次</translation>
    </message>
    <message>
        <source>{count} channel tests</source>
        <translation>渠道测试 {count} 次</translation>
    </message>
    <message>
        <source>{count} reachability check</source>
        <translation>通讯抽查 {count} 次</translation>
    </message>
    <message>
        <source>{count} reachability checks</source>
        <translation>通讯抽查 {count} 次</translation>
    </message>
    <message>
        <source>{count} relay switched</source>
        <translation>继电器动作 {count} 次</translation>
    </message>
    <message>
        <source>{count} relays switched</source>
        <translation>继电器动作 {count} 次</translation>
    </message>
    <message>
        <source>{count} steering</source>
        <translation>云台操控 {count} 次</translation>
    </message>
    <message>
        <source>{count} steerings</source>
        <translation>云台操控 {count} 次</translation>
    </message>
    <message>
        <source>{count} disk note</source>
        <translation>磁盘记录 {count} 条</translation>
    </message>
    <message>
        <source>{count} disk notes</source>
        <translation>磁盘记录 {count} 条</translation>
    </message>
    <message>
        <source>{count} program note</source>
        <translation>程序运行 {count} 条</translation>
    </message>
    <message>
        <source>{count} program notes</source>
        <translation>程序运行 {count} 条</translation>
    </message>
</context>
<context>
    <name>FoldedIncident</name>
    <message>
        <source>Open the card: {incident}</source>
        <translation>展开事件卡：{incident}</translation>
    </message>
    <message>
        <source>{confirmed} of {called} confirmed</source>
        <translation>{called}人中已有{confirmed}人确认</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>展开</translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message>
        <source>Save  Enter</source>
        <translation>保存（回车）</translation>
    </message>
    <message>
        <source>Cancel  Esc</source>
        <translation>取消  Esc</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>HandOver</name>
    <message>
        <source>Why, and for whom</source>
        <translation>事由、交给谁</translation>
    </message>
    <message>
        <source>Reason of the export</source>
        <translation>导出事由</translation>
    </message>
    <message>
        <source>Folder, for example of a USB stick</source>
        <translation>文件夹，例如 U 盘</translation>
    </message>
    <message>
        <source>Folder for the export</source>
        <translation>导出到文件夹</translation>
    </message>
    <message>
        <source>Choose the folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Close  Esc</source>
        <translation>关闭  Esc</translation>
    </message>
    <message>
        <source>Copying and hashing …</source>
        <translation>正在复制并计算校验值…</translation>
    </message>
    <message>
        <source>Stopped. Nothing was left in the folder.</source>
        <translation>已停止，文件夹里没有留下任何文件。</translation>
    </message>
    <message>
        <source>Exported: clips {clips}, pictures {pictures}, the log of that time.
{folder}
Tell whoever receives it the key&apos;s fingerprint: {fingerprint}</source>
        <translation>已导出：录像 {clips} 段，图片 {pictures} 张，以及该时段日志。
{folder}
请把密钥指纹告知接收方：{fingerprint}</translation>
    </message>
    <message>
        <source>▲ For part of that time there is no picture; the list in the bundle says which.</source>
        <translation>▲ 该时段有一部分没有画面，证据包清单中已注明。</translation>
    </message>
</context>
<context>
    <name>HandoverAlarm</name>
    <message>
        <source>Hand over  F5</source>
        <translation>去交接班  F5</translation>
    </message>
    <message>
        <source>Mute  F8</source>
        <translation>静音  F8</translation>
    </message>
    <message>
        <source>A handover did not take place. Hand over now.</source>
        <comment>said aloud</comment>
        <translation>有一次交接班没有办理，请马上办理交接班。</translation>
    </message>
    <message>
        <source>The handover is late. Hand over now.</source>
        <comment>said aloud</comment>
        <translation>交接班已超时，请马上办理交接班。</translation>
    </message>
    <message>
        <source>The handover of {time} did not take place: hand over now.</source>
        <translation>{time} 的交接班没有办理，请马上交接班。</translation>
    </message>
    <message>
        <source>The handover of {time} is late: both shifts have not signed yet.</source>
        <translation>{time} 的交接班已超时，双方尚未签名。</translation>
    </message>
</context>
<context>
    <name>HandoverEntryWords</name>
    <message>
        <source>in Chinese</source>
        <translation>（中文）</translation>
    </message>
    <message>
        <source>in English</source>
        <translation>（英文）</translation>
    </message>
    <message>
        <source>incoming</source>
        <translation>接班</translation>
    </message>
    <message>
        <source>outgoing</source>
        <translation>交班</translation>
    </message>
    <message>
        <source>, the same person for both shifts by the roster</source>
        <translation>，交接双方为同一人（值班表连班）</translation>
    </message>
    <message>
        <source>Handover soon, {wanted}: {goes} → {comes}</source>
        <translation>即将交接班，{wanted}：{goes} → {comes}</translation>
    </message>
    <message>
        <source>▲ Handover is late, {wanted}: {goes} → {comes}</source>
        <translation>▲ 交接班逾时，{wanted}：{goes} → {comes}</translation>
    </message>
    <message>
        <source>▲ Handover did not take place, {wanted}: {goes} → {comes}</source>
        <translation>▲ 未交接班，{wanted}：{goes} → {comes}</translation>
    </message>
    <message>
        <source>No handover any more by the roster, {wanted}</source>
        <translation>值班表已变动，{wanted} 不再需要交接班</translation>
    </message>
    <message>
        <source>Handover begun, points drafted: {points}</source>
        <translation>开始交接班，已拟出 {points} 项</translation>
    </message>
    <message>
        <source>Handover signed by the outgoing shift{found}{approved}</source>
        <translation>交班人已签名{found}{approved}</translation>
    </message>
    <message>
        <source>Handover taken back by the outgoing shift{because}</source>
        <translation>交班人撤回重填{because}</translation>
    </message>
    <message>
        <source>Handover refused by the incoming shift{because}</source>
        <translation>接班人退回交接班{because}</translation>
    </message>
    <message>
        <source>Handover {serial} taken over{found}{approved}{same}</source>
        <translation>交接班第 {serial} 号已接班{found}{approved}{same}</translation>
    </message>
    <message>
        <source>Handover signed by one more of the {shift} shift</source>
        <translation>交接班加签：{shift}方</translation>
    </message>
    <message>
        <source>Handover {serial} countersigned</source>
        <translation>交接班第 {serial} 号带班领导已签名</translation>
    </message>
    <message>
        <source>Handover {serial} printed {tongue}</source>
        <translation>交接班第 {serial} 号已打印{tongue}</translation>
    </message>
    <message>
        <source>Handovers: reminder {remind_min} min before, alarm {late_min} min after; days until a hazard is overdue: {hazard_days}</source>
        <translation>交接班：提前 {remind_min} 分钟提醒，超过 {late_min} 分钟告警；隐患超过 {hazard_days} 天为逾期</translation>
    </message>
    <message>
        <source>Hazard no. {hazard} closed: {text}</source>
        <translation>第 {hazard} 号隐患已消除：{text}</translation>
    </message>
    <message numerus="yes">
        <source>, %n point(s) not confirmed</source>
        <translation>
            <numerusform>，%n 项未确认</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n difference(s) in the list</source>
        <translation>
            <numerusform>，清点有 %n 处差异</numerusform>
        </translation>
    </message>
    <message>
        <source>, while an incident runs: {reason} (approved by {leader})</source>
        <translation>，事件处置期间交接：{reason}（{leader}同意）</translation>
    </message>
</context>
<context>
    <name>HandoverErrorWords</name>
    <message>
        <source>No handover is under way.</source>
        <translation>当前没有进行中的交接班。</translation>
    </message>
    <message>
        <source>Begin one on F5.</source>
        <translation>请按 F5 开始交接班。</translation>
    </message>
    <message>
        <source>This handover is signed by both.</source>
        <translation>双方已签名。</translation>
    </message>
    <message>
        <source>It never changes again.</source>
        <translation>内容不可再更改。</translation>
    </message>
    <message>
        <source>Write what is new into the next one, or into the log.</source>
        <translation>新情况请写入下一次交接班或值班日志。</translation>
    </message>
    <message>
        <source>The outgoing shift has signed already.</source>
        <translation>交班人已签名。</translation>
    </message>
    <message>
        <source>What was signed is not written in.</source>
        <translation>已签名的内容不能再填写。</translation>
    </message>
    <message>
        <source>Take it back first, with a reason; then sign again.</source>
        <translation>请先说明原因撤回，填好后重新签名。</translation>
    </message>
    <message>
        <source>The outgoing shift has not signed yet.</source>
        <translation>交班人尚未签名。</translation>
    </message>
    <message>
        <source>Let them sign first.</source>
        <translation>请交班人先签名。</translation>
    </message>
    <message>
        <source>Something was changed meanwhile.</source>
        <translation>内容刚有变动。</translation>
    </message>
    <message>
        <source>Nothing was signed: nobody signs what they have not seen.</source>
        <translation>未签名：不能对没看过的内容签名。</translation>
    </message>
    <message>
        <source>Look through it again, then sign.</source>
        <translation>请重新核对后再签名。</translation>
    </message>
    <message>
        <source>This person does not belong to this shift.</source>
        <translation>此人不在本班人员之列。</translation>
    </message>
    <message>
        <source>Nothing was signed.</source>
        <translation>未签名。</translation>
    </message>
    <message>
        <source>Choose somebody of the shift, or add them to it first.</source>
        <translation>请选择本班人员，或先将其加入本班。</translation>
    </message>
    <message>
        <source>The same person cannot sign for both shifts.</source>
        <translation>同一人不能既交班又接班。</translation>
    </message>
    <message>
        <source>Only the roster may say that somebody works both.</source>
        <translation>只有值班表安排连班的人员可以。</translation>
    </message>
    <message>
        <source>Let somebody of the incoming shift sign.</source>
        <translation>请由接班人员签名。</translation>
    </message>
    <message>
        <source>Not counted yet: {item}.</source>
        <translation>尚未清点：{item}。</translation>
    </message>
    <message>
        <source>Count it and type the number.</source>
        <translation>请清点并填写数量。</translation>
    </message>
    <message>
        <source>The number of this is not as it should be: {item}.</source>
        <translation>数量不符：{item}。</translation>
    </message>
    <message>
        <source>Write down why.</source>
        <translation>请写明差异原因。</translation>
    </message>
    <message>
        <source>An incident is running: nobody hands over in the middle of it.</source>
        <translation>突发事件正在处置，此时不得交接班。</translation>
    </message>
    <message>
        <source>Nothing was signed; the outgoing shift stays responsible.</source>
        <translation>未签名；仍由交班人员负责。</translation>
    </message>
    <message>
        <source>Where it must be, write down why and which leader has approved.</source>
        <translation>确需交接的，请写明原因及同意的带班领导。</translation>
    </message>
    <message>
        <source>This point cannot be taken out.</source>
        <translation>此项不能删除。</translation>
    </message>
    <message>
        <source>Only what you wrote yourself in this handover can.</source>
        <translation>只能删除本次自己添加的事项。</translation>
    </message>
    <message>
        <source>Only a duty leader countersigns.</source>
        <translation>只有带班领导可以在此签名。</translation>
    </message>
    <message>
        <source>Choose a leader.</source>
        <translation>请选择带班领导。</translation>
    </message>
    <message>
        <source>This person has already signed for one of the shifts.</source>
        <translation>此人已作为交班人或接班人签名。</translation>
    </message>
    <message>
        <source>Let another leader countersign.</source>
        <translation>请由另一位带班领导签名。</translation>
    </message>
    <message>
        <source>A duty leader has a place of their own on the sheet.</source>
        <translation>带班领导在记录表上有单独的签名栏。</translation>
    </message>
    <message>
        <source>Countersign instead.</source>
        <translation>请改用“带班领导签名”。</translation>
    </message>
    <message>
        <source>This person has signed already.</source>
        <translation>此人已经签过名。</translation>
    </message>
    <message>
        <source>This handover is countersigned already.</source>
        <translation>带班领导已签名。</translation>
    </message>
    <message>
        <source>This hazard is closed already.</source>
        <translation>此隐患已消除。</translation>
    </message>
    <message>
        <source>The file of this paper was changed on the disk.</source>
        <translation>此记录的文件在磁盘上被改动过。</translation>
    </message>
    <message>
        <source>It is not what was signed, so it is not shown.</source>
        <translation>已与签名时不符，因此不予显示。</translation>
    </message>
    <message>
        <source>Restore it from a copy.</source>
        <translation>请从备份恢复。</translation>
    </message>
</context>
<context>
    <name>HandoverFoot</name>
    <message>
        <source>Sign as well  S</source>
        <translation>加签  S</translation>
    </message>
    <message>
        <source>Refuse …  F</source>
        <translation>退回…  F</translation>
    </message>
    <message>
        <source>Take back …  T</source>
        <translation>撤回重填…  T</translation>
    </message>
    <message>
        <source>Preview  P</source>
        <translation>预览  P</translation>
    </message>
    <message>
        <source>Outgoing signs  Ctrl+Enter</source>
        <translation>交班人签名  Ctrl+Enter</translation>
    </message>
    <message>
        <source>Incoming signs  Ctrl+Enter</source>
        <translation>接班人签名  Ctrl+Enter</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) still to be counted</source>
        <translation>
            <numerusform>还有 %n 项未清点</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) not checked: they stay open</source>
        <translation>
            <numerusform>%n 项未核对，将转入下一班</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) not confirmed</source>
        <translation>
            <numerusform>%n 项不予确认</numerusform>
        </translation>
    </message>
    <message>
        <source>✓ all checked</source>
        <translation>✓ 已全部核对</translation>
    </message>
</context>
<context>
    <name>HandoverHead</name>
    <message>
        <source>choose who</source>
        <translation>请选择人员</translation>
    </message>
    <message>
        <source>Outgoing</source>
        <translation>交班</translation>
    </message>
    <message>
        <source>Incoming</source>
        <translation>接班</translation>
    </message>
    <message>
        <source>{side}: {people}</source>
        <translation>{side}：{people}</translation>
    </message>
    <message>
        <source>Still responsible</source>
        <translation>仍由其负责</translation>
    </message>
    <message>
        <source>outside a change of shift</source>
        <translation>非换班时间交接</translation>
    </message>
    <message numerus="yes">
        <source>due {time}, %n minute(s) late</source>
        <translation>
            <numerusform>应于 {time} 交班，已晚 %n 分钟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>due {time}, in %n minute(s)</source>
        <translation>
            <numerusform>{time} 交班，还有 %n 分钟</numerusform>
        </translation>
    </message>
    <message>
        <source>due {time}, now</source>
        <translation>{time} 交班，时间已到</translation>
    </message>
    <message>
        <source>Step 1 of 3: the outgoing shift completes and signs</source>
        <translation>第 1 步（共 3 步）：交班人补充并签名</translation>
    </message>
    <message>
        <source>Step 2 of 3: the incoming shift checks and signs</source>
        <translation>第 2 步（共 3 步）：接班人核对并签名</translation>
    </message>
</context>
<context>
    <name>HandoverPage</name>
    <message>
        <source>What is handed over</source>
        <translation>交接事项</translation>
    </message>
</context>
<context>
    <name>HandoverScreen</name>
    <message>
        <source>Handover</source>
        <translation>交接班</translation>
    </message>
    <message>
        <source>Earlier ones</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>Keys and equipment</source>
        <translation>钥匙与器材</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>时限</translation>
    </message>
</context>
<context>
    <name>HandoverSheet</name>
    <message>
        <source>{good} of {count} in time</source>
        <translation>{count}次中{good}次按时</translation>
    </message>
    <message>
        <source>{good} of {count}</source>
        <translation>{count}次中{good}次按时</translation>
    </message>
    <message>
        <source>the period before {before}</source>
        <translation>上期{before}</translation>
    </message>
    <message>
        <source>{count} never</source>
        <translation>{count}次未交接</translation>
    </message>
    <message>
        <source>Handovers on time</source>
        <translation>交接班按时情况</translation>
    </message>
    <message>
        <source>● in time   ▲ late   ✕ never done</source>
        <translation>● 按时   ▲ 逾时   ✕ 未交接</translation>
    </message>
    <message>
        <source>Change of shift</source>
        <translation>换班时间</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>签收时间</translation>
    </message>
    <message>
        <source>Minutes after</source>
        <translation>滞后（分钟）</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>No change of shift in this period of which the roster knows.</source>
        <translation>本期值班表没有已到时间的换班。</translation>
    </message>
    <message>
        <source>A handover signed early counts as signed at the change of shift.</source>
        <translation>提前签收的，按换班时刻签收计。</translation>
    </message>
    <message>
        <source>never done</source>
        <translation>未交接</translation>
    </message>
    <message>
        <source>late</source>
        <translation>逾时</translation>
    </message>
    <message>
        <source>in time</source>
        <translation>按时</translation>
    </message>
    <message>
        <source>late from {minutes} min on</source>
        <translation>滞后{minutes}分钟起为逾时</translation>
    </message>
    <message>
        <source>minutes after the change of shift</source>
        <translation>换班后分钟数</translation>
    </message>
</context>
<context>
    <name>Hands</name>
    <message>
        <source>This is what stands. Begin a new draft, or drag a duty to exchange it.</source>
        <translation>这是现行值班表。请新建草稿，或拖动班次进行调换。</translation>
    </message>
    <message>
        <source>No shift has the letter &quot;{letter}&quot;.</source>
        <translation>没有以“{letter}”为字母的班次。</translation>
    </message>
    <message>
        <source>These days do not belong to the draft.</source>
        <translation>这些日期不在草稿范围内。</translation>
    </message>
    <message>
        <source>Swap asked for. It counts once it is agreed and approved, on the page &quot;Exchanges&quot;.</source>
        <translation>已申请换班。对方同意并批准后生效，见“调换”页。</translation>
    </message>
    <message>
        <source>Stand-in asked for. It counts once it is agreed and approved, on the page &quot;Exchanges&quot;.</source>
        <translation>已申请替班。对方同意并批准后生效，见“调换”页。</translation>
    </message>
</context>
<context>
    <name>Hanging</name>
    <message>
        <source>File …</source>
        <translation>文件…</translation>
    </message>
    <message>
        <source>Picture of the chosen camera</source>
        <translation>所选摄像头的画面</translation>
    </message>
    <message>
        <source>End the voice note</source>
        <translation>结束录音</translation>
    </message>
    <message>
        <source>Voice note</source>
        <translation>语音</translation>
    </message>
    <message>
        <source>Attach ▾</source>
        <translation>附件 ▾</translation>
    </message>
    <message>
        <source>File, picture or voice note. Files can be dragged here.</source>
        <translation>文件、图片或语音；文件也可直接拖到这里。</translation>
    </message>
    <message>
        <source>Attach a file, a picture or a voice note</source>
        <translation>附上文件、图片或语音</translation>
    </message>
    <message>
        <source>Attach files to the entry</source>
        <translation>给日志附上文件</translation>
    </message>
</context>
<context>
    <name>HardwareField</name>
    <message>
        <source>Decoding</source>
        <translation>解码</translation>
    </message>
    <message>
        <source>by the graphics card, where its test passes</source>
        <translation>用显卡解码（通过自检时）</translation>
    </message>
    <message>
        <source>Save now; then switch it on again: the graphics card is tried anew.</source>
        <translation>请先保存，然后再次打开：将重新尝试显卡解码。</translation>
    </message>
    <message>
        <source>▲ The decoder died with it on {time}: software since then.</source>
        <translation>▲ 解码进程于 {time} 因此崩溃，此后改用软件解码。</translation>
    </message>
    <message>
        <source>▲ It gave no pictures on {time}: software since then.</source>
        <translation>▲ 显卡于 {time} 解码失败，此后改用软件解码。</translation>
    </message>
    <message>
        <source>To try it anew, switch off and save, then on and save.</source>
        <translation>要重新尝试：关闭并保存，再打开并保存。</translation>
    </message>
    <message>
        <source>{said} {more}</source>
        <translation>{said}{more}</translation>
    </message>
    <message>
        <source>The graphics card decodes it now.</source>
        <translation>正在用显卡解码。</translation>
    </message>
    <message>
        <source>No graphics card passed the test for it: software decodes it.</source>
        <translation>没有显卡通过自检，正在用软件解码。</translation>
    </message>
</context>
<context>
    <name>HealthPage</name>
    <message>
        <source>Wrong now</source>
        <translation>当前异常</translation>
    </message>
    <message>
        <source>Live pictures of the last {days} days</source>
        <translation>最近 {days} 天画面在线情况</translation>
    </message>
    <message>
        <source>There is no camera yet. Add cameras on the page Cameras.</source>
        <translation>还没有摄像头。请在“摄像头”页添加。</translation>
    </message>
    <message>
        <source>Every camera in use sends a picture that can be used.</source>
        <translation>所有在用摄像头画面正常。</translation>
    </message>
    <message>
        <source>What it shows now is right</source>
        <translation>确认当前画面正确</translation>
    </message>
    <message>
        <source>The camera that is marked was moved on purpose: from now on this is its usual view.</source>
        <translation>所选摄像头是有意移动的：今后以当前画面为准。</translation>
    </message>
    <message>
        <source>Cameras with something wrong now</source>
        <translation>当前异常的摄像头</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>异常</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Uptime of each camera, day by day; arrow keys choose a day</source>
        <translation>各摄像头逐日在线率；用方向键选择日期</translation>
    </message>
    <message>
        <source>not observed</source>
        <translation>无观测</translation>
    </message>
    <message>
        <source>live {share} % of {observed} observed, not live {dark}</source>
        <translation>观测 {observed}，在线 {share} %，离线 {dark}</translation>
    </message>
    <message>
        <source>phone page closed: {why}</source>
        <translation>手机页面未能开放：{why}</translation>
    </message>
    <message>
        <source>{what}: {why}</source>
        <translation>{what}：{why}</translation>
    </message>
    <message>
        <source>99.9 % and more</source>
        <translation>99.9 % 以上</translation>
    </message>
    <message>
        <source>99 % and more</source>
        <translation>99 % 以上</translation>
    </message>
    <message>
        <source>95 % and more</source>
        <translation>95 % 以上</translation>
    </message>
    <message>
        <source>50 % and more</source>
        <translation>50 % 以上</translation>
    </message>
    <message>
        <source>below 50 %</source>
        <translation>低于 50 %</translation>
    </message>
</context>
<context>
    <name>HitWords</name>
    <message>
        <source>and {count} more: zoom in</source>
        <translation>还有 {count} 条：请放大</translation>
    </message>
</context>
<context>
    <name>HouseSheets</name>
    <message>
        <source>{number}/h acceptable</source>
        <translation>每小时{number}次：可接受</translation>
    </message>
    <message>
        <source>{number}/h most that is manageable</source>
        <translation>每小时{number}次：能应付的上限</translation>
    </message>
    <message>
        <source>alarms an hour</source>
        <translation>次/小时</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>报警次数</translation>
    </message>
    <message>
        <source>An hour</source>
        <translation>每小时</translation>
    </message>
    <message>
        <source>Worst hour</source>
        <translation>最忙一小时</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>负荷</translation>
    </message>
    <message>
        <source>Alarms an hour</source>
        <translation>每小时报警次数</translation>
    </message>
    <message>
        <source>alarms</source>
        <translation>报警次数</translation>
    </message>
    <message>
        <source>Alarms by source</source>
        <translation>报警来源</translation>
    </message>
    <message>
        <source>Alarms: {count}, the period before {before}</source>
        <translation>报警{count}次，上期{before}次</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>上期</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>增减</translation>
    </message>
    <message>
        <source>No alarm in this period.</source>
        <translation>本期没有报警。</translation>
    </message>
    <message>
        <source>{name}: live {share}, not live {dark} of {observed} observed</source>
        <translation>{name}：在线率 {share}，观测{observed}，其中无实时画面{dark}</translation>
    </message>
    <message>
        <source>live, of the time observed</source>
        <translation>有实时画面的时间占观测时间的比例</translation>
    </message>
    <message>
        <source>Camera uptime</source>
        <translation>摄像头在线率</translation>
    </message>
    <message>
        <source>Cameras observed: {count}, the worst first</source>
        <translation>共观测{count}路摄像头，在线率低者在前</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>在线率</translation>
    </message>
    <message>
        <source>Not live</source>
        <translation>无画面时长</translation>
    </message>
    <message>
        <source>Observed</source>
        <translation>观测时长</translation>
    </message>
    <message>
        <source>No camera was observed in this period: the program did not run, or no camera was in use.</source>
        <translation>本期没有摄像头观测数据：程序未运行，或没有启用摄像头。</translation>
    </message>
    <message>
        <source>Nothing is claimed of hours in which the program did not run.</source>
        <translation>程序未运行的时段不计入。</translation>
    </message>
    <message>
        <source>{name}: nothing logged</source>
        <translation>{name}：无记录</translation>
    </message>
    <message>
        <source>{name}, alarms: {count}, {rate} an hour, worst hour {most} · {load}</source>
        <translation>{name}：报警{count}次，每小时{rate}次，最忙一小时{most}次 · {load}</translation>
    </message>
    <message>
        <source>Alarms: {count} in {hours} h, {rate} an hour: {load} · {flooded} of {windows} times ten minutes with more than {most}</source>
        <translation>{hours}小时内报警{count}次，每小时{rate}次：{load} · {windows}个十分钟时段中有{flooded}个超过{most}次</translation>
    </message>
    <message>
        <source>■ average an hour   ▲ worst hour</source>
        <translation>■ 每小时平均   ▲ 最忙一小时</translation>
    </message>
    <message>
        <source>One operator&apos;s place, long term: 6 an hour acceptable, 12 the most, floods (over {most} in {minutes} min) below 1 %. ANSI/ISA-18.2 and EEMUA 191, from process plants.</source>
        <translation>一个值班席位的长期平均：每小时6次可接受，12次为上限；报警泛滥（{minutes}分钟超过{most}次）应低于1%。依据 ANSI/ISA-18.2、EEMUA 191（流程工业）。</translation>
    </message>
    <message>
        <source>Alarms: {count}</source>
        <translation>报警{count}次</translation>
    </message>
    <message>
        <source>{name}, alarms: {count}</source>
        <translation>{name}：报警{count}次</translation>
    </message>
    <message>
        <source>{name}, alarms: {count}, before {before}</source>
        <translation>{name}：报警{count}次，上期{before}次</translation>
    </message>
</context>
<context>
    <name>ImportPanel</name>
    <message>
        <source>Take over into the draft</source>
        <translation>导入草稿</translation>
    </message>
    <message>
        <source>Choose a file …</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>单元格</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Why it is not understood</source>
        <translation>无法识别的原因</translation>
    </message>
    <message>
        <source>Worksheet of the file</source>
        <translation>文件中的工作表</translation>
    </message>
    <message>
        <source>Cells that are not understood</source>
        <translation>无法识别的单元格</translation>
    </message>
    <message>
        <source>Choose a roster</source>
        <translation>选择值班表文件</translation>
    </message>
    <message>
        <source>Excel and CSV files (*.xlsx *.xlsm *.csv *.txt)</source>
        <translation>Excel 和 CSV 文件 (*.xlsx *.xlsm *.csv *.txt)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Choose an Excel or CSV file: people down and days across, or days down and posts across.</source>
        <translation>请选择 Excel 或 CSV 文件：行为人员、列为日期，或行为日期、列为岗位。</translation>
    </message>
    <message numerus="yes">
        <source>%n duty(s) found in {file}.</source>
        <translation>
            <numerusform>在 {file} 中找到 %n 个班次。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hidden row(s) or column(s) left out.</source>
        <translation>
            <numerusform>隐藏的行、列共 %n 处，未计入。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cell(s) not understood: nothing is taken over before all are.</source>
        <translation>
            <numerusform>有 %n 个单元格无法识别：全部识别后才会导入。</numerusform>
        </translation>
    </message>
    <message>
        <source>Against the draft: {added} new, {gone} fall away (dashed in the month).</source>
        <translation>与草稿相比：新增 {added} 个，去掉 {gone} 个（月表中以虚线框标出）。</translation>
    </message>
    <message>
        <source>free: no duty</source>
        <translation>休息，不排班</translation>
    </message>
    <message>
        <source>nobody: leave it out</source>
        <translation>不是人员，忽略</translation>
    </message>
    <message>
        <source>no post: leave it out</source>
        <translation>不是岗位，忽略</translation>
    </message>
    <message>
        <source>means …</source>
        <translation>含义…</translation>
    </message>
    <message numerus="yes">
        <source>%n duty(s) taken over. Undo brings back what was there.</source>
        <translation>
            <numerusform>已导入 %n 个班次。按“撤销”恢复原状。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>IncidentCard</name>
    <message>
        <source>Turn-out late</source>
        <translation>出动超时</translation>
    </message>
    <message>
        <source>Turn-out target {target}</source>
        <translation>紧急出动目标 {target}</translation>
    </message>
    <message>
        <source>Target {target}</source>
        <translation>目标 {target}</translation>
    </message>
    <message>
        <source>Nobody was called: the roster has nobody on duty. Dial by hand.</source>
        <translation>没有通知任何人：值班表上无人在岗，请人工拨打。</translation>
    </message>
    <message>
        <source>place not yet known</source>
        <translation>地点待定</translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>{time} 启动</translation>
    </message>
    <message>
        <source>run by {name}</source>
        <translation>处置人：{name}</translation>
    </message>
    <message>
        <source>confirmed {confirmed} of {called}</source>
        <translation>已确认 {confirmed} / {called}</translation>
    </message>
    <message>
        <source>on scene {there} of {called}</source>
        <translation>已到场 {there} / {called}</translation>
    </message>
</context>
<context>
    <name>IncidentDetail</name>
    <message>
        <source>Messages {count}</source>
        <translation>消息 {count}</translation>
    </message>
    <message>
        <source>Reports{mark}</source>
        <translation>报告{mark}</translation>
    </message>
    <message>
        <source>Nobody was called: the roster had nobody on duty. Dial by hand.</source>
        <translation>没有呼叫任何人：排班表上当时无人在岗。请人工拨打电话。</translation>
    </message>
    <message>
        <source>No pictures were kept. The log of the incident says why.</source>
        <translation>没有留存画面。原因见本事件的日志。</translation>
    </message>
    <message>
        <source>People and steps</source>
        <translation>人员与步骤</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>复盘</translation>
    </message>
    <message>
        <source>nobody signed in</source>
        <translation>无人登录</translation>
    </message>
    <message>
        <source>{step}: {said}</source>
        <translation>{step}：{said}</translation>
    </message>
    <message>
        <source>not done: {step}</source>
        <translation>未完成：{step}</translation>
    </message>
    <message>
        <source>Pictures {count}</source>
        <translation>画面 {count}</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>画面</translation>
    </message>
</context>
<context>
    <name>IncidentEntries</name>
    <message>
        <source>No.</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>By</source>
        <translation>记录人</translation>
    </message>
    <message>
        <source>Log of this incident</source>
        <translation>本事件的日志</translation>
    </message>
</context>
<context>
    <name>IncidentPanel</name>
    <message>
        <source>Tab next · Space press · End stand down · Esc back</source>
        <translation>Tab 下一项 · 空格键按下 · End 到“解除” · Esc 返回</translation>
    </message>
</context>
<context>
    <name>IncidentReports</name>
    <message>
        <source>Nothing is owed above. The table is in the settings (F9), Reports.</source>
        <translation>无需向上报告。时限表见“设置”（F9）的“报告”页。</translation>
    </message>
    <message>
        <source>Go on writing: {report}</source>
        <translation>继续填写：{report}</translation>
    </message>
    <message>
        <source>Write: {report}</source>
        <translation>填写：{report}</translation>
    </message>
    <message>
        <source>Correction of {title}</source>
        <translation>更正：{title}</translation>
    </message>
    <message>
        <source>{title} (draft)</source>
        <translation>{title}（草稿）</translation>
    </message>
    <message>
        <source>nobody signed in</source>
        <translation>无人登录</translation>
    </message>
    <message>
        <source>{date} {time} told by phone: {recipient}, {whom}. Reported by: {by}</source>
        <translation>{date} {time} 已电话报告：{recipient}，{whom}接听。报告人：{by}</translation>
    </message>
</context>
<context>
    <name>IncidentReview</name>
    <message>
        <source>Print the review</source>
        <translation>打印复盘报告</translation>
    </message>
    <message>
        <source>Evidence bundle …</source>
        <translation>证据包…</translation>
    </message>
    <message>
        <source>Log, pictures, clips, messages, reports and review as one folder, listed and signed.</source>
        <translation>日志、画面、录像、消息、报告和复盘合为一个文件夹，列出清单并签名。</translation>
    </message>
    <message>
        <source>The incident still runs: this is how it stands now.</source>
        <translation>事件仍在处置中，以下为目前情况。</translation>
    </message>
    <message>
        <source>Against the targets</source>
        <translation>对照目标</translation>
    </message>
    <message>
        <source>What was late or not done</source>
        <translation>超时和未完成</translation>
    </message>
    <message>
        <source>Conclusions</source>
        <translation>总结</translation>
    </message>
    <message>
        <source>Measures</source>
        <translation>整改措施</translation>
    </message>
    <message>
        <source>Time line</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>What went well, what did not, what follows from it</source>
        <translation>哪些做得好，哪些没做到，由此要改什么</translation>
    </message>
    <message>
        <source>Write the conclusions down</source>
        <translation>总结记入日志</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>After</source>
        <translation>经过</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>情况</translation>
    </message>
    <message>
        <source>Nothing was late, and nothing was left undone.</source>
        <translation>没有超时，也没有遗漏。</translation>
    </message>
    <message>
        <source>{what}: {took}, target {target}</source>
        <translation>{what}：{took}，目标 {target}</translation>
    </message>
    <message>
        <source>Written down.</source>
        <translation>已记入日志。</translation>
    </message>
    <message>
        <source>Not written down yet; the text is kept.</source>
        <translation>尚未记入日志；文字已保留。</translation>
    </message>
</context>
<context>
    <name>IncidentSheets</name>
    <message>
        <source>incidents</source>
        <translation>起</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>时间分布</translation>
    </message>
    <message>
        <source>By kind</source>
        <translation>按类别</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>By place</source>
        <translation>按地点</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>By hour of day</source>
        <translation>按时段</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>{day}: {count}</source>
        <translation>{day}：{count}起</translation>
    </message>
    <message>
        <source>Weekday and hour</source>
        <translation>星期与时段</translation>
    </message>
    <message>
        <source>The more it stands out, the more; the figure is how many began in that hour.</source>
        <translation>底色越醒目，起数越多；数字为该时段发生的起数。</translation>
    </message>
    <message>
        <source>Weekday</source>
        <translation>星期</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>本期</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>上期</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>增减</translation>
    </message>
    <message>
        <source>{name}: still to come</source>
        <translation>{name}：尚未到来</translation>
    </message>
    <message>
        <source>{name}: {count}</source>
        <translation>{name}：{count}起</translation>
    </message>
    <message>
        <source>{name}: {count}, before {before}</source>
        <translation>{name}：{count}起，上期{before}起</translation>
    </message>
    <message>
        <source>{count} {group}</source>
        <translation>{group}{count}起</translation>
    </message>
    <message>
        <source>{count} {group}, the period before {before}</source>
        <translation>{group}{count}起，上期{before}起</translation>
    </message>
</context>
<context>
    <name>IncidentWords</name>
    <message>
        <source>Emergency, kind not yet known</source>
        <translation>突发事件，类型待定</translation>
    </message>
    <message>
        <source>place not yet known</source>
        <translation>地点待定</translation>
    </message>
    <message>
        <source>running</source>
        <translation>处置中</translation>
    </message>
    <message>
        <source>false alarm</source>
        <translation>误报</translation>
    </message>
    <message>
        <source>stood down</source>
        <translation>已解除</translation>
    </message>
    <message>
        <source>started by {name}</source>
        <translation>由{name}启动</translation>
    </message>
    <message>
        <source>started while nobody was signed in</source>
        <translation>启动时无人登录</translation>
    </message>
    <message>
        <source>nobody on scene</source>
        <translation>无人到场</translation>
    </message>
    <message>
        <source>turn-out {time}, late</source>
        <translation>出动用时 {time}，超时</translation>
    </message>
    <message>
        <source>turn-out {time}</source>
        <translation>出动用时 {time}</translation>
    </message>
    <message>
        <source>{state} {date} {time}</source>
        <translation>{date} {time} {state}</translation>
    </message>
    <message>
        <source>report overdue</source>
        <translation>报告超时</translation>
    </message>
    <message>
        <source>never reported</source>
        <translation>未报</translation>
    </message>
    <message>
        <source>reported late</source>
        <translation>迟报</translation>
    </message>
    <message>
        <source>report corrected</source>
        <translation>报告已更正</translation>
    </message>
</context>
<context>
    <name>IncidentsScreen</name>
    <message>
        <source>No incident yet. F12 or the red button starts one; what happens then is kept here.</source>
        <translation>还没有事件。按 F12 或红色按钮即可启动；之后发生的一切都会留在这里。</translation>
    </message>
    <message>
        <source>Incidents, newest first</source>
        <translation>事件，最新的在前</translation>
    </message>
    <message>
        <source>Drill …  Ctrl+D</source>
        <translation>演练…  Ctrl+D</translation>
    </message>
    <message>
        <source>Open measures: {count}</source>
        <translation>未完成措施 {count} 项</translation>
    </message>
    <message>
        <source>, {count} overdue</source>
        <translation>，逾期 {count} 项</translation>
    </message>
</context>
<context>
    <name>ItemsPage</name>
    <message>
        <source>What is counted</source>
        <translation>清点项目</translation>
    </message>
    <message>
        <source>How many there should be</source>
        <translation>应有数量</translation>
    </message>
    <message>
        <source>Place in the list</source>
        <translation>排列次序</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>应有数量</translation>
    </message>
    <message>
        <source>Add a line</source>
        <translation>添加一项</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>新项目</translation>
    </message>
    <message>
        <source>Nothing is counted yet. Add keys, radios, torches, extinguishers and how many there should be.</source>
        <translation>还没有清点项目。请添加钥匙、对讲机、手电、灭火器等，并填写应有数量。</translation>
    </message>
</context>
<context>
    <name>KeepButton</name>
    <message>
        <source>■ End clip  K</source>
        <translation>■ 结束保存  K</translation>
    </message>
    <message>
        <source>● Keep  K</source>
        <translation>● 保存  K</translation>
    </message>
    <message>
        <source>End the clip of the chosen camera, key K</source>
        <translation>结束所选摄像头的录像片段，按键 K</translation>
    </message>
    <message>
        <source>Keep the chosen camera&apos;s last seconds, and what follows, as evidence. Key K</source>
        <translation>把所选摄像头最近几秒及之后的画面存为证据，按键 K</translation>
    </message>
</context>
<context>
    <name>KindAndPlace</name>
    <message>
        <source>Kind of incident</source>
        <translation>事件类型</translation>
    </message>
    <message>
        <source>Place of incident</source>
        <translation>事件地点</translation>
    </message>
    <message>
        <source>Where?</source>
        <translation>在哪里？</translation>
    </message>
    <message>
        <source>What is it?</source>
        <translation>什么情况？</translation>
    </message>
</context>
<context>
    <name>KindsPage</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Letter in the month, key to type</source>
        <translation>月表中的字及按键</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>至</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>字母</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Add a kind</source>
        <translation>添加班次类型</translation>
    </message>
    <message>
        <source>New kind</source>
        <translation>新班次类型</translation>
    </message>
    <message>
        <source>No kinds of shifts: the month shows hours instead of letters.</source>
        <translation>没有班次类型：月表将显示时刻。</translation>
    </message>
</context>
<context>
    <name>LanPageForm</name>
    <message>
        <source>Phone page</source>
        <translation>手机页面</translation>
    </message>
    <message>
        <source>open to phones</source>
        <translation>对手机开放</translation>
    </message>
    <message>
        <source>At the address</source>
        <translation>本机地址</translation>
    </message>
    <message>
        <source>{address} (this PC only)</source>
        <translation>{address}（仅本机）</translation>
    </message>
    <message>
        <source>choose …</source>
        <translation>请选择…</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>Links hold for</source>
        <translation>链接有效期</translation>
    </message>
    <message>
        <source> hours</source>
        <comment>after a number</comment>
        <translation> 小时</translation>
    </message>
    <message>
        <source>Photos by one link</source>
        <translation>每个链接可传照片</translation>
    </message>
    <message>
        <source>none</source>
        <translation>不收照片</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>LanPageTab</name>
    <message>
        <source>People who are called get a link in their message. On the local network their phone opens the incident by it: confirm, on scene, steps, photos. Nothing of it reaches the internet.</source>
        <translation>被叫人员的消息里带有链接。手机在局域网内打开后可确认收到、报到场、勾选步骤、上传照片。内容不经过互联网。</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>当前状态</translation>
    </message>
    <message>
        <source>Fingerprint (SHA-256)</source>
        <translation>证书指纹（SHA-256）</translation>
    </message>
    <message>
        <source>Certificate for phones</source>
        <translation>供手机安装的证书</translation>
    </message>
    <message>
        <source>open at {url}</source>
        <translation>已开放：{url}</translation>
    </message>
    <message>
        <source>▲ closed: {why}. It is tried again by itself.</source>
        <translation>▲ 未能开放：{why}。会自动重试。</translation>
    </message>
    <message>
        <source>being opened …</source>
        <translation>正在开放…</translation>
    </message>
    <message>
        <source>off</source>
        <translation>未开放</translation>
    </message>
    <message>
        <source>{path}, valid until {day}: put it on the phones of your posts and they trust it</source>
        <translation>{path}，有效期至 {day}：装到各值勤点的手机上即可信任</translation>
    </message>
</context>
<context>
    <name>LanPageWords</name>
    <message>
        <source>{name} opened the link, from {address}</source>
        <translation>{name} 打开了链接，来自 {address}</translation>
    </message>
    <message>
        <source>Another phone tried the link of {name}, from {address}: refused</source>
        <translation>另一部手机试图打开 {name} 的链接，来自 {address}，已拒绝</translation>
    </message>
    <message>
        <source>Link of {name} withdrawn</source>
        <translation>已收回 {name} 的链接</translation>
    </message>
    <message>
        <source>Another phone may open the link of {name}</source>
        <translation>已允许另一部手机打开 {name} 的链接</translation>
    </message>
    <message>
        <source>Link for clocking on by phone made for {name}</source>
        <translation>已为{name}生成手机签到链接</translation>
    </message>
    <message>
        <source>Link for clocking on of {name} withdrawn</source>
        <translation>已收回{name}的手机签到链接</translation>
    </message>
    <message>
        <source>{name} clocks on by phone from now on, first from {address}</source>
        <translation>{name}开始用手机签到，首次来自 {address}</translation>
    </message>
    <message>
        <source>Photo from {name}{by}</source>
        <translation>{name} 上传照片{by}</translation>
    </message>
    <message>
        <source>Phone page switched on at {address}, links valid for {hours} h{changes}</source>
        <translation>手机页面已开启：{address}，链接有效期 {hours} 小时{changes}</translation>
    </message>
    <message>
        <source>Phone page switched off</source>
        <translation>手机页面已关闭</translation>
    </message>
    <message>
        <source>Phone page is open: {url}</source>
        <translation>手机页面已开放：{url}</translation>
    </message>
    <message>
        <source>Phone page closed: {lan_fault}</source>
        <translation>手机页面未能开放：{lan_fault}</translation>
    </message>
    <message>
        <source>New certificate of the phone page, fingerprint {fingerprint}</source>
        <translation>手机页面换了新证书，指纹 {fingerprint}</translation>
    </message>
</context>
<context>
    <name>LastMark</name>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Take back: {name} has not confirmed</source>
        <translation>撤回：{name}并未确认</translation>
    </message>
    <message>
        <source>Take back: {name} is not on scene</source>
        <translation>撤回：{name}并未到场</translation>
    </message>
    <message>
        <source>Take back: {name} was not reached by telephone</source>
        <translation>撤回：并未拨通{name}</translation>
    </message>
    <message>
        <source>Take back the mark: {name} stays confirmed by their own answer</source>
        <translation>撤回误标：{name}本人已答复，仍为已确认</translation>
    </message>
    <message>
        <source>Take back: {name} was not reached by telephone, and stays confirmed by their own answer</source>
        <translation>撤回：并未拨通{name}；{name}本人已答复，仍为已确认</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>并未拨通</translation>
    </message>
</context>
<context>
    <name>LastStep</name>
    <message>
        <source>Take back step {step}</source>
        <translation>撤回第 {step} 步</translation>
    </message>
    <message>
        <source>↶ Step {step}</source>
        <translation>撤回第 {step} 步</translation>
    </message>
    <message>
        <source>Take back: step {step} is not done: {text}</source>
        <translation>撤回：第 {step} 步并未完成（{text}）</translation>
    </message>
</context>
<context>
    <name>LayoutChoice</name>
    <message numerus="yes">
        <source>%n picture(s), key {key}</source>
        <translation>
            <numerusform>%n 画面，按键 {key}</numerusform>
        </translation>
    </message>
    <message>
        <source>More pictures: {counts}, keys {first} to {last}</source>
        <translation>更多画面：{counts}，按键 {first} 至 {last}</translation>
    </message>
</context>
<context>
    <name>LeavePage</name>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>第一天</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>最后一天</translation>
    </message>
    <message>
        <source>To</source>
        <translation>至</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Add leave</source>
        <translation>添加请假</translation>
    </message>
    <message>
        <source>New leave</source>
        <translation>新请假</translation>
    </message>
    <message>
        <source>Nobody is on leave. Press Add leave when somebody is going to be away.</source>
        <translation>无人请假。有人请假时按“添加请假”。</translation>
    </message>
</context>
<context>
    <name>LimitsPage</name>
    <message>
        <source>Clocking on</source>
        <translation>签到</translation>
    </message>
    <message>
        <source>Hours a week at most</source>
        <translation>每周最多小时数</translation>
    </message>
    <message>
        <source>Hours of rest at least</source>
        <translation>至少休息小时数</translation>
    </message>
    <message>
        <source>Hours at a stretch at most</source>
        <translation>连续最多小时数</translation>
    </message>
    <message>
        <source>Minutes before, from which one may clock on</source>
        <translation>可提前几分钟签到</translation>
    </message>
    <message>
        <source>Minutes after which one is late</source>
        <translation>超过几分钟算迟到</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>calls go to who has clocked on</source>
        <translation>呼叫已签到的人</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>限制</translation>
    </message>
</context>
<context>
    <name>LinksPanel</name>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>Links of running incidents and of reports</source>
        <translation>处置中事件及报告的链接</translation>
    </message>
    <message>
        <source>No incident is running and no report was sent lately: there is no link that opens anything.</source>
        <translation>没有处置中的事件，近期也没有发出报告：目前没有可用的链接。</translation>
    </message>
    <message>
        <source>Incident or report</source>
        <translation>事件或报告</translation>
    </message>
    <message>
        <source>Withdraw the link</source>
        <translation>收回链接</translation>
    </message>
    <message>
        <source>From now on it opens nothing.</source>
        <translation>此后该链接打不开任何内容。</translation>
    </message>
    <message>
        <source>Allow another phone</source>
        <translation>允许换手机</translation>
    </message>
    <message>
        <source>The next phone that opens it gets it; the one before is out.</source>
        <translation>下一部打开链接的手机可用，原手机随即失效。</translation>
    </message>
    <message>
        <source>withdrawn {time}</source>
        <translation>{time} 已收回</translation>
    </message>
    <message>
        <source>not opened</source>
        <translation>未打开</translation>
    </message>
    <message>
        <source>opened {time} from {address}</source>
        <translation>{time} 打开，来自 {address}</translation>
    </message>
</context>
<context>
    <name>LogAround</name>
    <message>
        <source>Entries around this moment; Enter goes there</source>
        <translation>这一时刻前后的日志；按回车跳到该条</translation>
    </message>
</context>
<context>
    <name>LogFilters</name>
    <message>
        <source>Any incident</source>
        <translation>全部事件</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Place, camera, person</source>
        <translation>地点、摄像头、人员</translation>
    </message>
    <message>
        <source>Find words, pinyin, numbers  Ctrl+F</source>
        <translation>查找文字、拼音、号码  Ctrl+F</translation>
    </message>
    <message>
        <source>All words must be found: Chinese characters, pinyin, the beginning of English words, figures, telephone numbers; names also by initials</source>
        <translation>各词须同时符合：汉字、拼音、英文词首、数字、电话号码；名称还可用拼音首字母</translation>
    </message>
    <message>
        <source>Tours</source>
        <translation>视频巡查</translation>
    </message>
    <message>
        <source>Staff, settings</source>
        <translation>人员与设置</translation>
    </message>
    <message>
        <source>Words to find in the log</source>
        <translation>在日志中查找的词语</translation>
    </message>
    <message>
        <source>Entries of one incident</source>
        <translation>某一事件的记录</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>记事</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>呼叫</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Handovers</source>
        <translation>交接班</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
</context>
<context>
    <name>LogHandOver</name>
    <message>
        <source>Exported: entries {count}, attachments {attachments}.</source>
        <translation>已导出：记录 {count} 条，附件 {attachments} 个。</translation>
    </message>
    <message>
        <source>Head of the log: no. {number}, {hash} …</source>
        <translation>末条：第 {number} 条，校验值 {hash}…</translation>
    </message>
    <message>
        <source>Tell whoever receives it the key&apos;s fingerprint: {fingerprint}</source>
        <translation>请把公钥指纹告知接收人：{fingerprint}</translation>
    </message>
    <message numerus="yes">
        <source>▲ %n attachment(s) no longer on this PC.</source>
        <translation>
            <numerusform>▲ 有 %n 个附件已不在本机。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LogRail</name>
    <message>
        <source>Duty log</source>
        <translation>值班日志</translation>
    </message>
    <message>
        <source>Nothing written yet. Press / and write the first line.</source>
        <translation>还没有记录。按 / 写第一条。</translation>
    </message>
    <message>
        <source>Latest entries of the duty log</source>
        <translation>最新值班日志</translation>
    </message>
</context>
<context>
    <name>LogScreen</name>
    <message>
        <source>No.</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>By</source>
        <translation>记录人</translation>
    </message>
    <message>
        <source>Duty log</source>
        <translation>值班日志</translation>
    </message>
    <message>
        <source>↑ new entries</source>
        <translation>↑ 有新记录</translation>
    </message>
    <message>
        <source>Show all entries</source>
        <translation>显示全部记录</translation>
    </message>
    <message>
        <source>No entry fits. Use fewer words, other kinds or another day.</source>
        <translation>没有符合的记录。请减少词语，或换类别、换日期。</translation>
    </message>
    <message>
        <source>Nothing written yet. Press / and write the first line.</source>
        <translation>还没有记录。按 / 写下第一条。</translation>
    </message>
    <message numerus="yes">
        <source>The index of the log is still being made: %n older entry(s) not searched yet.</source>
        <translation>
            <numerusform>日志索引正在建立：较早的 %n 条尚未查找。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MachineEntryWords</name>
    <message>
        <source>Console started</source>
        <translation>控制台启动</translation>
    </message>
    <message>
        <source>Console closed</source>
        <translation>控制台关闭</translation>
    </message>
    <message>
        <source>▲ The console before this one ended unasked: {how}; last alive about {alive}</source>
        <translation>▲ 上次运行意外中断：{how}；最后运行时间约 {alive}</translation>
    </message>
    <message>
        <source>▲ The clock of this PC was set {way} by {amount}{when}: {was} became {is}. Times before and after do not compare; the numbers of entries and durations do</source>
        <translation>▲ 本机时钟被{way} {amount}{when}：{was} 变为 {is}。前后时间不可直接比较，先后以编号为准，用时不受影响</translation>
    </message>
    <message>
        <source>▲ Disk, {moment}: {trouble}{measured}</source>
        <translation>▲ 磁盘（{moment}）：{trouble}{measured}</translation>
    </message>
    <message>
        <source>Disk, over after {lasted}: {trouble}</source>
        <translation>磁盘恢复正常（历时 {lasted}）：{trouble}</translation>
    </message>
    <message>
        <source>the PC was restarted or lost power</source>
        <translation>电脑重启或断电</translation>
    </message>
    <message>
        <source>it crashed or was killed</source>
        <translation>程序崩溃或被强行结束</translation>
    </message>
    <message>
        <source> (or the PC slept)</source>
        <translation>（或电脑曾休眠）</translation>
    </message>
    <message>
        <source> while no console ran</source>
        <translation>（控制台未运行期间）</translation>
    </message>
    <message>
        <source>ahead</source>
        <translation>拨快</translation>
    </message>
    <message>
        <source>back</source>
        <translation>拨慢</translation>
    </message>
    <message>
        <source>, {megabytes} MB free</source>
        <translation>，剩余 {megabytes} MB</translation>
    </message>
    <message>
        <source>, a small write took {seconds} s</source>
        <translation>，写入少量数据用时 {seconds} 秒</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Duty room console</source>
        <translation>应急值勤控制台</translation>
    </message>
</context>
<context>
    <name>MeasureRow</name>
    <message>
        <source>✓ done {date} · {owner}</source>
        <translation>✓ {date} 完成 · {owner}</translation>
    </message>
    <message>
        <source>▲ was due {date} · {owner}</source>
        <translation>▲ 应于 {date} 完成 · {owner}</translation>
    </message>
    <message>
        <source>due {date} · {owner}</source>
        <translation>{date} 前完成 · {owner}</translation>
    </message>
    <message>
        <source>Done …</source>
        <translation>已完成…</translation>
    </message>
    <message>
        <source>Done: {measure}</source>
        <translation>已完成：{measure}</translation>
    </message>
    <message>
        <source>What came of it? (may be empty)</source>
        <translation>结果如何？（可不填）</translation>
    </message>
    <message>
        <source>Done  Enter</source>
        <translation>已完成（回车）</translation>
    </message>
</context>
<context>
    <name>MessageEntryWords</name>
    <message>
        <source>, {why}</source>
        <translation>，{why}</translation>
    </message>
    <message>
        <source>Message to {name} sent ({channel})</source>
        <translation>发给 {name} 的消息已发送（{channel}）</translation>
    </message>
    <message>
        <source>Message to {name} arrived ({channel})</source>
        <translation>发给{name}的消息已送达（{channel}）</translation>
    </message>
    <message>
        <source>Message to {name} failed ({channel}{unsent}): dial by hand</source>
        <translation>发给 {name} 的消息失败（{channel}{unsent}），请人工拨打</translation>
    </message>
    <message>
        <source>Message to {name} does not get through ({channel}{unsent}): dial by hand</source>
        <translation>发给 {name} 的消息一直发不出（{channel}{unsent}），请人工拨打</translation>
    </message>
    <message>
        <source>Message to {name} not sent ({channel}): told in another way</source>
        <translation>发给{name}的消息未发出（{channel}）：已用其他方式通知</translation>
    </message>
    <message>
        <source>Message to {name} not sent ({channel}), {why}</source>
        <translation>发给{name}的消息未发送（{channel}），{why}</translation>
    </message>
    <message>
        <source>Short message from {sender}: {text}</source>
        <translation>收到{sender}的短信：{text}</translation>
    </message>
    <message>
        <source>Modem {port} cannot be used: {why}</source>
        <translation>调制解调器 {port} 不可用：{why}</translation>
    </message>
    <message>
        <source>Modem {port} can be used again</source>
        <translation>调制解调器 {port} 恢复可用</translation>
    </message>
    <message>
        <source>Daily test: {channel} works</source>
        <translation>每日测试：{channel}可用</translation>
    </message>
    <message>
        <source>Daily test: {channel} does NOT work: {why}</source>
        <translation>每日测试：{channel}不可用：{why}</translation>
    </message>
    <message>
        <source>Test of {channel} sent by hand</source>
        <translation>人工发出 {channel} 的测试</translation>
    </message>
    <message>
        <source>Reachability: checks a week: {per_week}, time to answer: {within_min} min{changes}</source>
        <translation>通讯畅通：每周抽查 {per_week} 次，限时 {within_min} 分钟{changes}</translation>
    </message>
    <message>
        <source>Reachability: {name} ({role}) asked, time to answer: {within_min} min</source>
        <translation>通讯畅通：抽查{name}（{role}），限时 {within_min} 分钟</translation>
    </message>
    <message>
        <source>Reachability: {name} answered after {lasted}</source>
        <translation>通讯畅通：{name}用时 {lasted} 回复</translation>
    </message>
    <message>
        <source>Reachability: {name} ({role}) did NOT answer</source>
        <translation>通讯畅通：{name}（{role}）未回复</translation>
    </message>
    <message>
        <source>Reachability: nobody on duty can be asked</source>
        <translation>通讯畅通：当班人员均无法抽查</translation>
    </message>
    <message>
        <source>{name} dialled by hand ({phone}): reached</source>
        <translation>人工拨打{name}（{phone}）：已接通</translation>
    </message>
    <message>
        <source>{name} dialled by hand ({phone}): not reached</source>
        <translation>人工拨打{name}（{phone}）：未接通</translation>
    </message>
    <message>
        <source>Message to {name} may not have gone out ({channel}{unsent}): dial by hand</source>
        <translation>发给 {name} 的消息是否发出不明（{channel}{unsent}），请人工拨打</translation>
    </message>
    <message>
        <source>Message to {name} not sent yet ({channel}{unsent}), try {attempts} failed</source>
        <translation>发给 {name} 的消息尚未发出（{channel}{unsent}），第 {attempts} 次失败</translation>
    </message>
    <message>
        <source>Message to {name} was interrupted ({channel}), is sent again</source>
        <translation>发给 {name} 的消息中断（{channel}），正在重发</translation>
    </message>
    <message>
        <source>Message to {name} is sent again ({channel})</source>
        <translation>发给 {name} 的消息正在重发（{channel}）</translation>
    </message>
</context>
<context>
    <name>MessageList</name>
    <message>
        <source>No messages: those called have no channel. Dial them by hand.</source>
        <translation>没有消息：被呼叫的人没有消息通道。请人工拨打电话。</translation>
    </message>
    <message>
        <source>simulated: it never left this computer</source>
        <translation>模拟发送，未离开本机</translation>
    </message>
    <message>
        <source>waiting to be sent</source>
        <translation>排队等待发送</translation>
    </message>
    <message>
        <source>being sent, not out yet</source>
        <translation>正在发送，尚未发出</translation>
    </message>
    <message>
        <source>handed to the service; whether it was read is not known</source>
        <translation>已交给消息服务；对方是否看到尚不知道</translation>
    </message>
    <message>
        <source>arrived; whether it was read is not known</source>
        <translation>已送达，是否已读未知</translation>
    </message>
    <message>
        <source>confirmed by the person</source>
        <translation>本人已确认</translation>
    </message>
    <message>
        <source>NOT sent: dial by hand</source>
        <translation>没有发出：请人工拨打电话</translation>
    </message>
    <message>
        <source>may not have gone out: dial by hand</source>
        <translation>可能没有发出：请人工拨打电话</translation>
    </message>
    <message>
        <source>not sent this way: told in another way</source>
        <translation>此渠道未发出：已用其他方式通知</translation>
    </message>
    <message>
        <source>not sent: no longer needed</source>
        <translation>未发送：已无需发送</translation>
    </message>
    <message>
        <source>NOT sent, is tried on: dial by hand</source>
        <translation>未发出，继续重试：请人工拨打</translation>
    </message>
    <message>
        <source>{state} ({why})</source>
        <translation>{state}（{why}）</translation>
    </message>
    <message>
        <source>dialled, not reached</source>
        <translation>已拨打，未接通</translation>
    </message>
    <message>
        <source>marked as reached by mistake</source>
        <translation>误标为已拨通</translation>
    </message>
    <message>
        <source>dialled, reached</source>
        <translation>已拨打，已接通</translation>
    </message>
    <message>
        <source>dialled, confirmed</source>
        <translation>已拨打，已确认</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>人工拨打</translation>
    </message>
    <message>
        <source>no channel</source>
        <translation>无渠道</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>重新发送</translation>
    </message>
    <message>
        <source>Send again to {name}</source>
        <translation>向{name}重新发送</translation>
    </message>
</context>
<context>
    <name>MomentPanel</name>
    <message>
        <source>{date}  +{time}</source>
        <translation>{date}  +{time}</translation>
    </message>
    <message>
        <source>Incidents then</source>
        <translation>当时的事件</translation>
    </message>
    <message>
        <source>On duty then</source>
        <translation>当时在岗</translation>
    </message>
    <message>
        <source>none was running</source>
        <translation>没有正在处置的事件</translation>
    </message>
    <message>
        <source>{place}, {state}</source>
        <translation>{place}，{state}</translation>
    </message>
    <message>
        <source>{role}: {people}</source>
        <translation>{role}：{people}</translation>
    </message>
    <message>
        <source>This moment has not come yet.</source>
        <translation>这一时刻还没有到。</translation>
    </message>
    <message>
        <source>nobody was planned, nobody clocked on</source>
        <translation>无人排班，也无人签到</translation>
    </message>
</context>
<context>
    <name>MonthPage</name>
    <message>
        <source>Duty roster by people and days</source>
        <translation>按人员和日期排列的值班表</translation>
    </message>
</context>
<context>
    <name>MonthPicture</name>
    <message numerus="yes">
        <source>%n missing</source>
        <translation>
            <numerusform>缺 %n 人</numerusform>
        </translation>
    </message>
    <message>
        <source>Keys: {kinds} · Delete · − + wishes · drag, or Enter and Enter, swaps · Ctrl+Z</source>
        <translation>按键：{kinds} · Delete · − + 意愿 · 拖动或两次回车互换 · Ctrl+Z</translation>
    </message>
    <message>
        <source>Drag a duty, or Enter on it and Enter where it goes: onto another they swap, onto an empty place a stand-in · {kinds}</source>
        <translation>拖动班次，或在班次上回车、再到目标处回车：到别人的班次上为换班，到当天空格为替班 · {kinds}</translation>
    </message>
</context>
<context>
    <name>MonthToolbar</name>
    <message>
        <source>The month before</source>
        <translation>上个月</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>To this month</source>
        <translation>回到本月</translation>
    </message>
    <message>
        <source>The month after</source>
        <translation>下个月</translation>
    </message>
    <message>
        <source>New draft</source>
        <translation>新建草稿</translation>
    </message>
    <message>
        <source>A draft of the month shown; it begins with what stands</source>
        <translation>为所示月份新建草稿，以现行值班表为起点</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>发布</translation>
    </message>
    <message>
        <source>From then on it stands; the log keeps what it changes</source>
        <translation>发布后生效，日志记录所有改动</translation>
    </message>
    <message>
        <source>Delete draft</source>
        <translation>删除草稿</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>It becomes a draft again; rotations count once more</source>
        <translation>变回草稿，轮班重新生效</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>The sheet that hangs on the wall, or a person&apos;s own</source>
        <translation>上墙的值班表，或个人值班表</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>As an Excel or CSV file, or a person&apos;s calendar</source>
        <translation>导出为 Excel、CSV 文件或个人日历</translation>
    </message>
    <message>
        <source>Import …</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>From an Excel or CSV file, into the draft or a new one of this month</source>
        <translation>从 Excel 或 CSV 文件导入草稿；没有打开草稿时自动新建本月草稿</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Ctrl+L: what is locked stays when the program drafts anew</source>
        <translation>Ctrl+L：锁定的班次在自动排班时保持不变</translation>
    </message>
    <message>
        <source>Draft by program</source>
        <translation>自动排班</translation>
    </message>
    <message>
        <source>Fills the draft: limits kept, nights and weekends fair</source>
        <translation>自动填充草稿：遵守限制，夜班和周末均衡</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>显示内容</translation>
    </message>
    <message>
        <source>Post to plan</source>
        <translation>要排的岗位</translation>
    </message>
    <message>
        <source>How the program divides a day</source>
        <translation>一天如何分班</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>shifts as now</source>
        <translation>按现有班次</translation>
    </message>
    <message>
        <source>two of 12 h</source>
        <translation>两班各 12 小时</translation>
    </message>
    <message>
        <source>three of 8 h</source>
        <translation>三班各 8 小时</translation>
    </message>
    <message>
        <source>one of 24 h</source>
        <translation>一班 24 小时</translation>
    </message>
    <message>
        <source>{month} {year}</source>
        <translation>{year}年{month}</translation>
    </message>
    <message>
        <source>Draft: {name}</source>
        <translation>草稿：{name}</translation>
    </message>
    <message>
        <source>Published: {name}</source>
        <translation>已发布：{name}</translation>
    </message>
    <message>
        <source>What stands</source>
        <translation>现行值班表</translation>
    </message>
    <message>
        <source>compare with …</source>
        <translation>对比…</translation>
    </message>
    <message>
        <source>what stands</source>
        <translation>现行值班表</translation>
    </message>
</context>
<context>
    <name>MoreHands</name>
    <message>
        <source>Call somebody else …</source>
        <translation>增加呼叫对象…</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>呼叫</translation>
    </message>
    <message>
        <source>Hand the incident to …</source>
        <translation>事件移交给…</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>移交</translation>
    </message>
</context>
<context>
    <name>NamedTextsField</name>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英文</translation>
    </message>
    <message>
        <source>Take the line out</source>
        <translation>删除此行</translation>
    </message>
</context>
<context>
    <name>Naming</name>
    <message>
        <source>Name of this search</source>
        <translation>查找名称</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>NavigationRail</name>
    <message>
        <source>Wall</source>
        <translation>监控</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Roster</source>
        <translation>排班</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Handover</source>
        <translation>交接班</translation>
    </message>
    <message>
        <source>Playback</source>
        <translation>回放</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>回看</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>NearestWords</name>
    <message>
        <source>Nearest: {posts}</source>
        <translation>就近：{posts}</translation>
    </message>
    <message>
        <source>{post} ({people})</source>
        <translation>{post}（{people}）</translation>
    </message>
</context>
<context>
    <name>NewMeasure</name>
    <message>
        <source>A measure: what is to be done</source>
        <translation>措施：要做什么</translation>
    </message>
    <message>
        <source>Who sees to it</source>
        <translation>责任人</translation>
    </message>
    <message>
        <source>Until when</source>
        <translation>完成期限</translation>
    </message>
    <message>
        <source>Add the measure</source>
        <translation>添加措施</translation>
    </message>
    <message>
        <source>Who?</source>
        <translation>责任人？</translation>
    </message>
</context>
<context>
    <name>NextTier</name>
    <message>
        <source>Call tier {tier} now</source>
        <translation>立即呼叫第 {tier} 层</translation>
    </message>
    <message>
        <source>Hold back …</source>
        <translation>暂缓…</translation>
    </message>
    <message>
        <source>Hold tier {tier} back</source>
        <translation>暂缓第 {tier} 层</translation>
    </message>
    <message>
        <source>Let go on</source>
        <translation>解除暂缓</translation>
    </message>
    <message>
        <source>Let tier {tier} go on</source>
        <translation>解除第 {tier} 层的暂缓</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Hold back</source>
        <translation>暂缓</translation>
    </message>
</context>
<context>
    <name>NoteWords</name>
    <message>
        <source> ({more})</source>
        <translation>（{more}）</translation>
    </message>
    <message>
        <source>Correction of no. {number}</source>
        <translation>更正第 {number} 条</translation>
    </message>
    <message>
        <source>reason: {reason}</source>
        <translation>原因：{reason}</translation>
    </message>
    <message>
        <source>[TAKEN BACK {time} by {who}, no. {number}{because}] {old}</source>
        <translation>［{time} 由{who}撤回，见第 {number} 条{because}］{old}</translation>
    </message>
    <message>
        <source>[CORRECTED {time} by {who}, no. {number}: {text} (reason: {reason})] {old}</source>
        <translation>［{time} 由{who}更正，见第 {number} 条：{text}（原因：{reason}）］{old}</translation>
    </message>
    <message>
        <source>Correction of no. {number}: {text} (reason: {reason})</source>
        <translation>更正第 {number} 条：{text}（原因：{reason}）</translation>
    </message>
    <message>
        <source>happened {time}</source>
        <translation>{time} 发生</translation>
    </message>
    <message>
        <source>happened {time}, entered {later} later</source>
        <translation>{time} 发生，{later}后补录</translation>
    </message>
    <message>
        <source>{n} pictures</source>
        <translation>{n} 张图片</translation>
    </message>
    <message>
        <source>1 picture</source>
        <translation>1 张图片</translation>
    </message>
    <message>
        <source>{n} voice notes</source>
        <translation>{n} 段语音</translation>
    </message>
    <message>
        <source>1 voice note</source>
        <translation>1 段语音</translation>
    </message>
    <message>
        <source>{n} files</source>
        <translation>{n} 个文件</translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>1 个文件</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between what hangs on an entry</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>{kind}: {text}</source>
        <translation>{kind}：{text}</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} 分钟</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分钟</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>&quot;{said}&quot; names nothing known: choose from the list, or press Enter again to keep it as words.</source>
        <translation>没有“{said}”：请从列表中选，或再按一次回车按原文记入。</translation>
    </message>
    <message>
        <source>&quot;{said}&quot; may be several: choose from the list, or press Enter again to keep it as words.</source>
        <translation>“{said}”不止一个：请从列表中选，或再按一次回车按原文记入。</translation>
    </message>
    <message>
        <source>An entry has one kind: take &quot;{said}&quot; out, or press Enter again to keep it as words.</source>
        <translation>一条日志只有一个类别：请删去“{said}”，或再按一次回车按原文记入。</translation>
    </message>
    <message>
        <source>An entry belongs to one incident: take &quot;{said}&quot; out, or press Enter again to keep it as words.</source>
        <translation>一条日志只属于一个事件：请删去“{said}”，或再按一次回车按原文记入。</translation>
    </message>
    <message>
        <source>An entry has one time: take &quot;{said}&quot; out, or press Enter again to keep it as words.</source>
        <translation>一条日志只有一个发生时间：请删去“{said}”，或再按一次回车按原文记入。</translation>
    </message>
    <message>
        <source>&quot;{said}&quot; has not come yet, it is {time}. Write another day before the time (@11-25 23:50), or take the @ away.</source>
        <translation>“{said}”还没到，现在是 {time}。若是前一天，请写上日期（@11-25 23:50）；若只是文字，请去掉 @。</translation>
    </message>
    <message>
        <source>&quot;{said}&quot; is no time. Write it like @03:12, or take the @ away.</source>
        <translation>“{said}”不是时间。请写成 @03:12；若只是文字，请去掉 @。</translation>
    </message>
    <message>
        <source>Open: {said}. Tab goes there; Enter again stores &quot;—&quot; in its place.</source>
        <translation>还没填：{said}。按 Tab 去填；再按一次回车则记为“—”。</translation>
    </message>
    <message>
        <source> ({others} more)</source>
        <translation>（另有 {others} 处）</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分钟</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} 分钟</translation>
    </message>
    <message>
        <source>Happened {time}, {ago} ago</source>
        <translation>发生于 {time}，距现在 {ago}</translation>
    </message>
    <message>
        <source>Unfinished line of {time} is back. Enter stores it.</source>
        <translation>{time} 没写完的一条已找回，按回车记入。</translation>
    </message>
    <message>
        <source>● Recording {seconds} s {bars}  Alt+V ends it</source>
        <translation>● 正在录音 {seconds} 秒 {bars}&#x3000;按 Alt+V 结束</translation>
    </message>
    <message>
        <source>Copying …</source>
        <translation>正在复制…</translation>
    </message>
</context>
<context>
    <name>NumberKeys</name>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Delete the last figure</source>
        <translation>删除最后一位</translation>
    </message>
</context>
<context>
    <name>OfferWords</name>
    <message>
        <source>Made</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Log with it</source>
        <translation>恢复后的日志</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Lies in</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>this disk (safety copy)</source>
        <translation>本机硬盘（应急副本）</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(s) lost</source>
        <translation>
            <numerusform>丢失 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing lost</source>
        <translation>无丢失</translation>
    </message>
    <message>
        <source>to no. {number}</source>
        <translation>至第 {number} 条</translation>
    </message>
    <message>
        <source>This is the backup of another log: all that is stored here now is set aside, and that log takes its place.</source>
        <translation>这是另一份日志的备份：本机现有数据将移到一旁保存，由那份日志取代。</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(s) of the log, the last ones, are lost: neither the backup nor anything beside it has them.</source>
        <translation>
            <numerusform>日志最后 %n 条将丢失：备份和其他地方都没有。</numerusform>
        </translation>
    </message>
    <message>
        <source>The log loses nothing.</source>
        <translation>日志不丢失任何记录。</translation>
    </message>
    <message>
        <source>Roster, settings, messages and reports go back to {moment}; what the log tells of incidents since then is taken over. The database that is here now is set aside, never deleted.</source>
        <translation>值班表、设置、消息和报告回到 {moment} 的状态；此后事件的情况按日志补上。现有数据库移到一旁保存，不会删除。</translation>
    </message>
    <message>
        <source>spoilt: {why}</source>
        <translation>已损坏：{why}</translation>
    </message>
    <message>
        <source>good</source>
        <translation>完好</translation>
    </message>
    <message>
        <source>of another log</source>
        <translation>属于另一份日志</translation>
    </message>
</context>
<context>
    <name>OnDutyPage</name>
    <message>
        <source>Nobody is on duty in the next 24 hours. Enter shifts on the page &quot;Shifts&quot;.</source>
        <translation>今后 24 小时无人值班。请在“班次”页安排班次。</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>职责</translation>
    </message>
    <message>
        <source>Post</source>
        <translation>岗位</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>The next 24 hours</source>
        <translation>今后 24 小时</translation>
    </message>
    <message>
        <source>What is wrong in the coming 31 days</source>
        <translation>今后 31 天的问题</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) wrong in the coming 31 days</source>
        <translation>
            <numerusform>今后 31 天有 %n 个问题</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is wrong in the coming 31 days.</source>
        <translation>今后 31 天没有问题。</translation>
    </message>
    <message>
        <source>{name} ({reason})</source>
        <translation>{name}（{reason}）</translation>
    </message>
    <message>
        <source>{name} ({reason} for {other})</source>
        <translation>{name}（{reason}，代 {other}）</translation>
    </message>
    <message>
        <source>● now, until {end}</source>
        <translation>● 在岗，至 {end}</translation>
    </message>
    <message>
        <source>● now, until {end} tomorrow</source>
        <translation>● 在岗，至明天 {end}</translation>
    </message>
    <message>
        <source>tomorrow {start} – {end}</source>
        <translation>明天 {start} – {end}</translation>
    </message>
    <message>
        <source>tomorrow {start} – {end} the day after</source>
        <translation>明天 {start} – 后天 {end}</translation>
    </message>
    <message>
        <source>{start} – {end}</source>
        <translation>{start} – {end}</translation>
    </message>
    <message>
        <source>{start} – {end} next day</source>
        <translation>{start} – 次日 {end}</translation>
    </message>
</context>
<context>
    <name>OpenMeasures</name>
    <message>
        <source>Open measures</source>
        <translation>未完成的措施</translation>
    </message>
    <message>
        <source>Back to the incidents</source>
        <translation>返回事件</translation>
    </message>
</context>
<context>
    <name>OptionsField</name>
    <message>
        <source>Zones and recording …</source>
        <translation>区域与录像…</translation>
    </message>
    <message numerus="yes">
        <source>%n zone(s)</source>
        <translation>
            <numerusform>%n 个区域</numerusform>
        </translation>
    </message>
    <message>
        <source>whole picture</source>
        <translation>整幅画面</translation>
    </message>
    <message>
        <source>not watched</source>
        <translation>不监测画面</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>不录像</translation>
    </message>
    <message>
        <source>recorded on motion</source>
        <translation>有动静时录像</translation>
    </message>
    <message>
        <source>recorded all the time</source>
        <translation>全天录像</translation>
    </message>
</context>
<context>
    <name>OptionsPanel</name>
    <message>
        <source>Click corners on the picture, the first one again to finish; drag a corner to move it. Keys: arrows, Space sets a corner, Backspace takes it back, Del removes the zone.</source>
        <translation>在画面上逐点单击画出区域，再次单击第一个点完成；拖动角点可移动。键盘：方向键移动，空格设点，退格撤销，Del 删除区域。</translation>
    </message>
    <message>
        <source>Watched: frozen, covered, moved, motion</source>
        <translation>监测画面：冻结、遮挡、移位、动静</translation>
    </message>
    <message>
        <source>Finish zone</source>
        <translation>完成区域</translation>
    </message>
    <message>
        <source>Remove zone</source>
        <translation>删除区域</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>录像</translation>
    </message>
    <message>
        <source>off</source>
        <translation>不录</translation>
    </message>
    <message>
        <source>on motion</source>
        <translation>有动静时</translation>
    </message>
    <message>
        <source>all the time</source>
        <translation>全天</translation>
    </message>
    <message>
        <source>Recorded from, to</source>
        <translation>录像时段</translation>
    </message>
    <message>
        <source>Recorded from</source>
        <translation>录像开始</translation>
    </message>
    <message>
        <source>Recorded to</source>
        <translation>录像结束</translation>
    </message>
    <message>
        <source>Kept in memory, seconds</source>
        <translation>内存预录（秒）</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Cancel  Esc</source>
        <translation>取消  Esc</translation>
    </message>
    <message>
        <source>Motion counts in</source>
        <translation>动静检测范围</translation>
    </message>
    <message>
        <source>Picture to draw zones on</source>
        <translation>用于画区域的画面</translation>
    </message>
    <message>
        <source>the whole picture</source>
        <translation>整幅画面</translation>
    </message>
    <message>
        <source>all zones</source>
        <translation>全部区域</translation>
    </message>
    <message>
        <source>Sensitivity to motion: {value}</source>
        <translation>动静灵敏度：{value}</translation>
    </message>
    <message>
        <source>Write times like 08:00; 24:00 is the end of the day.</source>
        <translation>时间写成 08:00 的形式；24:00 为当天结束。</translation>
    </message>
    <message>
        <source>Without watching no motion is seen, and nothing would be recorded.</source>
        <translation>不监测画面就发现不了动静，也就不会录像。</translation>
    </message>
</context>
<context>
    <name>OwedIncident</name>
    <message>
        <source>Reports of: {incident}</source>
        <translation>报告：{incident}</translation>
    </message>
    <message>
        <source>Reports  F2</source>
        <translation>报告  F2</translation>
    </message>
</context>
<context>
    <name>PaperViewer</name>
    <message>
        <source>Print …</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Save as PDF …</source>
        <translation>存为 PDF…</translation>
    </message>
    <message>
        <source>Close  Esc</source>
        <translation>关闭  Esc</translation>
    </message>
    <message>
        <source>The paper as it is printed</source>
        <translation>打印效果</translation>
    </message>
    <message>
        <source>Save the paper</source>
        <translation>保存文件</translation>
    </message>
</context>
<context>
    <name>Papers</name>
    <message>
        <source>Written to {path}</source>
        <translation>已写入 {path}</translation>
    </message>
    <message>
        <source>The roster of the month</source>
        <translation>本月值班表</translation>
    </message>
    <message>
        <source>The duties of {name}</source>
        <translation>{name} 的个人值班表</translation>
    </message>
    <message>
        <source>Excel file …</source>
        <translation>Excel 文件…</translation>
    </message>
    <message>
        <source>CSV file …</source>
        <translation>CSV 文件…</translation>
    </message>
    <message>
        <source>Calendar of {name} for a phone (iCalendar) …</source>
        <translation>{name} 的手机日历（iCalendar）…</translation>
    </message>
    <message>
        <source>Export the roster</source>
        <translation>导出值班表</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>职责</translation>
    </message>
    <message>
        <source>Post</source>
        <translation>岗位</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <comment>month of a roster, Qt date format</comment>
        <translation>yyyy年M月</translation>
    </message>
    <message>
        <source>{site} · duty roster {month}</source>
        <translation>{site}{month}值班表</translation>
    </message>
    <message>
        <source>{title} (draft)</source>
        <translation>{title}（草稿）</translation>
    </message>
    <message>
        <source>As of {date} {time}</source>
        <translation>截至 {date} {time}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Duty: {line}</source>
        <translation>值班：{line}</translation>
    </message>
</context>
<context>
    <name>PeoplePage</name>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Phones</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>several with commas, the first is dialled first</source>
        <translation>多个用逗号隔开，先拨第一个</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>职责</translation>
    </message>
    <message>
        <source>Leads</source>
        <translation>任组长</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Messages by, in this order</source>
        <translation>通知渠道（按顺序）</translation>
    </message>
    <message>
        <source>Called</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>may be called and put on duty</source>
        <translation>可以通知、可以排班</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between roles</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>no longer called</source>
        <translation>不再通知</translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation>添加人员</translation>
    </message>
    <message>
        <source>New person</source>
        <translation>新人员</translation>
    </message>
    <message>
        <source>Nobody is known yet. Press &quot;Add a person&quot;, or import a site file in the settings (F9).</source>
        <translation>还没有人员。请按“添加人员”，或在设置（F9）中导入站点文件。</translation>
    </message>
</context>
<context>
    <name>PeoplePanel</name>
    <message>
        <source>Space ticks who is there.</source>
        <translation>空格键勾选到岗人员。</translation>
    </message>
    <message>
        <source>Take over  Enter</source>
        <translation>确定  Enter</translation>
    </message>
    <message>
        <source>Back  Esc</source>
        <translation>返回  Esc</translation>
    </message>
    <message>
        <source>Who goes</source>
        <translation>交班人员</translation>
    </message>
    <message>
        <source>Who comes</source>
        <translation>接班人员</translation>
    </message>
    <message>
        <source>{name} (by the roster)</source>
        <translation>{name}（值班表）</translation>
    </message>
</context>
<context>
    <name>PeriodBar</name>
    <message>
        <source>Day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>周</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年</translation>
    </message>
    <message>
        <source>The period before</source>
        <translation>上一期</translation>
    </message>
    <message>
        <source>The period after</source>
        <translation>下一期</translation>
    </message>
    <message>
        <source>Now</source>
        <comment>to the period of today</comment>
        <translation>本期</translation>
    </message>
    <message>
        <source>Save the chart as a picture</source>
        <translation>将图表保存为图片</translation>
    </message>
    <message>
        <source>Save the table as an Excel file</source>
        <translation>将表格保存为 Excel 文件</translation>
    </message>
    <message>
        <source>Real</source>
        <translation>真实事件</translation>
    </message>
    <message>
        <source>False alarms</source>
        <translation>误报</translation>
    </message>
    <message>
        <source>Drills</source>
        <translation>演练</translation>
    </message>
</context>
<context>
    <name>PeriodReportEntryWords</name>
    <message>
        <source>Information report of {period}</source>
        <translation>{period} 信息月报</translation>
    </message>
    <message>
        <source>Daily report of {period}</source>
        <translation>{period} 特护期日报</translation>
    </message>
    <message>
        <source>, version {number}</source>
        <translation>（第 {number} 版）</translation>
    </message>
    <message>
        <source>not due</source>
        <translation>无需报送</translation>
    </message>
    <message>
        <source>due on day {day}</source>
        <translation>每月 {day} 日前报送</translation>
    </message>
    <message>
        <source>Due now: {written}</source>
        <translation>应编制：{written}</translation>
    </message>
    <message>
        <source>Not made in time: {written}</source>
        <translation>逾期未编制：{written}</translation>
    </message>
    <message>
        <source>{written} made{again}</source>
        <translation>已编制 {written}{again}</translation>
    </message>
    <message>
        <source>Special protection period {begins} to {ends}: {text}</source>
        <translation>特护期 {begins} 至 {ends}：{text}</translation>
    </message>
    <message>
        <source>Special protection period {begins} to {ends} taken away: {text}</source>
        <translation>取消特护期 {begins} 至 {ends}：{text}</translation>
    </message>
    <message>
        <source>Monthly report {monthly}, daily report for 24 hours until {daily_at}</source>
        <translation>月报：{monthly}；日报：统计至 {daily_at} 的 24 小时</translation>
    </message>
</context>
<context>
    <name>PeriodReportForm</name>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Make and sign  Ctrl+Enter</source>
        <translation>编制并署名  Ctrl+Enter</translation>
    </message>
    <message>
        <source>It can be made when its time is over.</source>
        <translation>统计时段结束后方可编制。</translation>
    </message>
    <message>
        <source>Made so far</source>
        <translation>已编制</translation>
    </message>
</context>
<context>
    <name>PeriodReportWords</name>
    <message>
        <source>Information report {month}</source>
        <translation>{month}信息月报</translation>
    </message>
    <message>
        <source>Daily report {day}</source>
        <translation>{day}特护期日报</translation>
    </message>
    <message>
        <source>made {day}</source>
        <translation>{day} 已编制</translation>
    </message>
    <message>
        <source>✓ {made}, late</source>
        <translation>✓ {made}（逾期）</translation>
    </message>
    <message>
        <source>not over yet</source>
        <translation>时段未结束</translation>
    </message>
    <message>
        <source>Month {period}</source>
        <translation>月报 {period}</translation>
    </message>
    <message>
        <source>Day {period}</source>
        <translation>日报 {period}</translation>
    </message>
    <message>
        <source>✓ made late</source>
        <translation>✓ 逾期编制</translation>
    </message>
    <message>
        <source>✓ made</source>
        <translation>✓ 已编制</translation>
    </message>
    <message>
        <source>not made</source>
        <translation>未编制</translation>
    </message>
    <message>
        <source>▲ overdue</source>
        <translation>▲ 已逾期</translation>
    </message>
    <message>
        <source>to be made</source>
        <translation>待编制</translation>
    </message>
    <message>
        <source>▲ overdue since {moment}</source>
        <translation>▲ {moment} 已逾期</translation>
    </message>
    <message>
        <source>due by {moment}</source>
        <translation>截止 {moment}</translation>
    </message>
    <message>
        <source>nobody signed in</source>
        <translation>未登录</translation>
    </message>
    <message>
        <source>Version {number} · {moment} · {name}</source>
        <translation>第{number}版 · {moment} · {name}</translation>
    </message>
    <message>
        <source>Covers {since} to {until}</source>
        <translation>统计时段 {since} 至 {until}</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <comment>month of a report, Qt date format</comment>
        <translation>yyyy年M月</translation>
    </message>
    <message>
        <source>ddd d MMM yyyy</source>
        <comment>day of a report, Qt date format</comment>
        <translation>yyyy年M月d日</translation>
    </message>
</context>
<context>
    <name>PeriodReportsPage</name>
    <message>
        <source>Reports of months and of days in special protection periods</source>
        <translation>信息月报和特护期日报</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>When they are due, and special protection periods, are set under F9, Reports.</source>
        <translation>截止时间和特护期在 F9“报告”页设置。</translation>
    </message>
    <message>
        <source>The first month of the log has its report here.</source>
        <translation>日志开始后，当月的月报即列在这里。</translation>
    </message>
</context>
<context>
    <name>PhoneLine</name>
    <message>
        <source>Who took the call?</source>
        <translation>谁接的电话？</translation>
    </message>
    <message>
        <source>Time of the call</source>
        <translation>通话时间</translation>
    </message>
    <message>
        <source>Reported  Enter</source>
        <translation>已报告（回车）</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>PhoneList</name>
    <message>
        <source>Police 110 · Fire 119
Ambulance 120 · Traffic 122</source>
        <translation>报警 110 · 火警 119
急救 120 · 交通 122</translation>
    </message>
    <message>
        <source>On duty now</source>
        <translation>当前在岗</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>其他人员</translation>
    </message>
    <message>
        <source>The roster cannot be read here: take the telephone list on paper.</source>
        <translation>此处读不到值班表：请用纸质电话表。</translation>
    </message>
</context>
<context>
    <name>PictureGrid</name>
    <message>
        <source>{time}, not live</source>
        <translation>{time}，非实时</translation>
    </message>
</context>
<context>
    <name>PictureViewer</name>
    <message>
        <source>Esc closes the picture</source>
        <translation>按 Esc 关闭画面</translation>
    </message>
    <message>
        <source>▲ not live when it was kept</source>
        <translation>▲ 保存时并非实时画面</translation>
    </message>
    <message>
        <source>kept {date} {time}</source>
        <translation>留存于 {date} {time}</translation>
    </message>
</context>
<context>
    <name>PictureWords</name>
    <message>
        <source>, {age} old</source>
        <translation>，{age}前</translation>
    </message>
    <message>
        <source>, NOT LIVE: {cause}</source>
        <translation>，非实时：{cause}</translation>
    </message>
    <message>
        <source>, NOT LIVE: {age} old, {cause}</source>
        <translation>，非实时：已过 {age}，{cause}</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} 分钟</translation>
    </message>
    <message>
        <source>{hours} h</source>
        <translation>{hours} 小时</translation>
    </message>
</context>
<context>
    <name>PinsPage</name>
    <message>
        <source>New PIN</source>
        <translation>新 PIN 码</translation>
    </message>
    <message>
        <source>4 to 12 figures</source>
        <translation>4 至 12 位数字</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>再输一次</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>职责</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN 码</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between roles</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>has a PIN</source>
        <translation>已设置</translation>
    </message>
    <message>
        <source>no PIN</source>
        <translation>未设置</translation>
    </message>
    <message>
        <source>Nobody is known yet. Add people in the roster (F3).</source>
        <translation>还没有人员。请在排班（F3）中添加。</translation>
    </message>
</context>
<context>
    <name>PlacesPage</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Nearest places</source>
        <translation>相邻地点</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Posts</source>
        <translation>岗位</translation>
    </message>
    <message>
        <source>Add a place</source>
        <translation>添加地点</translation>
    </message>
    <message>
        <source>New place</source>
        <translation>新地点</translation>
    </message>
    <message>
        <source>No places yet. Press &quot;Add a place&quot;: buildings, gates, car parks, the plaza.</source>
        <translation>还没有地点。请按“添加地点”：楼栋、大门、停车场、广场。</translation>
    </message>
</context>
<context>
    <name>PlanFacts</name>
    <message>
        <source>Places: {names}</source>
        <translation>相关地点：{names}</translation>
    </message>
    <message>
        <source>Cameras: {names}</source>
        <translation>相关摄像头：{names}</translation>
    </message>
    <message>
        <source>Response plan, version {number}</source>
        <translation>预案第 {number} 版</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation>打开{name}</translation>
    </message>
</context>
<context>
    <name>PlanPreview</name>
    <message>
        <source>If it began now and nobody answered, these would be called:</source>
        <translation>若此刻启动且始终无人答复，将依次呼叫：</translation>
    </message>
    <message>
        <source>Tier {tier}</source>
        <translation>第 {tier} 层</translation>
    </message>
    <message>
        <source>nobody new to call, the next tier follows at once</source>
        <translation>没有可新呼叫的人，立即转下一层</translation>
    </message>
    <message numerus="yes">
        <source>called again ({number}): %n person(s)</source>
        <translation>
            <numerusform>再次呼叫（第 {number} 次）：%n 人</numerusform>
        </translation>
    </message>
    <message>
        <source>said to be missed; nothing more is called</source>
        <translation>逾时报警，不再呼叫其他人</translation>
    </message>
    <message>
        <source>cannot be messaged, dial {phone}</source>
        <translation>无法收消息，请拨 {phone}</translation>
    </message>
</context>
<context>
    <name>PlanSteps</name>
    <message>
        <source>Steps {done} of {all}</source>
        <translation>处置步骤 {done} / {all}</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>{step}: {said}</source>
        <translation>{step}：{said}</translation>
    </message>
    <message>
        <source>Reason, may stay empty</source>
        <translation>原因，可不填</translation>
    </message>
</context>
<context>
    <name>PlansPage</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>处置步骤</translation>
    </message>
    <message>
        <source>Whom to call</source>
        <translation>出动层次</translation>
    </message>
    <message>
        <source>Add a number</source>
        <translation>添加电话</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Numbers to dial by hand</source>
        <translation>人工拨打的电话</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Add a document</source>
        <translation>添加资料</translation>
    </message>
    <message>
        <source>File, address or shelf</source>
        <translation>文件、网址或存放处</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>资料</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>预案</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Add a plan</source>
        <translation>添加预案</translation>
    </message>
    <message>
        <source>New plan</source>
        <translation>新预案</translation>
    </message>
    <message>
        <source>No plans yet. Press &quot;Add a plan&quot;, or import a site file on the page &quot;Site file&quot;.</source>
        <translation>还没有预案。请按“添加预案”，或在“站点文件”页导入站点文件。</translation>
    </message>
</context>
<context>
    <name>PlaybackPainter</name>
    <message>
        <source>{when}, key frames only</source>
        <translation>{when}，仅关键帧</translation>
    </message>
    <message>
        <source>▼ Key frames only</source>
        <translation>▼ 仅显示关键帧</translation>
    </message>
    <message>
        <source>▼ Key frames</source>
        <translation>▼ 关键帧</translation>
    </message>
    <message>
        <source>Playback</source>
        <translation>回放</translation>
    </message>
    <message>
        <source>Playback {time}</source>
        <translation>回放 {time}</translation>
    </message>
    <message>
        <source>Still being written to disk</source>
        <translation>录像正在写盘</translation>
    </message>
    <message>
        <source>here in a moment</source>
        <translation>片刻后即可查看</translation>
    </message>
    <message>
        <source>Nothing recorded at this time</source>
        <translation>此刻没有录像</translation>
    </message>
    <message>
        <source>the last recording ends at {time}</source>
        <translation>最后一段录像至 {time} 为止</translation>
    </message>
    <message>
        <source>and nothing after it</source>
        <translation>之后也没有</translation>
    </message>
    <message>
        <source>goes on at {time}</source>
        <translation>{time} 起有录像</translation>
    </message>
    <message>
        <source>▲ This recorded file cannot be read</source>
        <translation>▲ 这个录像文件读不出</translation>
    </message>
    <message>
        <source>Others may: go on or back a little</source>
        <translation>前后的文件可能正常：请前进或后退一点</translation>
    </message>
    <message>
        <source>Searching …</source>
        <translation>正在查找…</translation>
    </message>
</context>
<context>
    <name>PlaybackScreen</name>
    <message>
        <source>Fetching the last 30 seconds …</source>
        <translation>正在取最近 30 秒…</translation>
    </message>
    <message>
        <source>The last 30 seconds of {camera} were not recorded.</source>
        <translation>{camera} 最近 30 秒没有录像。</translation>
    </message>
    <message>
        <source>No further entry in the time seen; zoom out to see more.</source>
        <translation>所见时段没有更多日志，缩小时间轴可看更多。</translation>
    </message>
    <message>
        <source>Time line of the recordings</source>
        <translation>录像时间轴</translation>
    </message>
    <message>
        <source>Recorded pictures</source>
        <translation>录像画面</translation>
    </message>
    <message>
        <source>What follows is still being written; it goes on in a moment.</source>
        <translation>后面的录像正在写盘，片刻后自动继续播放。</translation>
    </message>
    <message>
        <source>The recordings end here.</source>
        <translation>录像到此为止。</translation>
    </message>
    <message>
        <source>Key frames only, the picture jumps from one to the next: decoding all at {speed}× is too much for this PC.</source>
        <translation>仅显示关键帧，画面跳跃前进：以 {speed}× 解码全部画面超出本机能力。</translation>
    </message>
    <message>
        <source>Nothing is recorded yet. To record: Settings (F9), Cameras, choose a camera, &quot;Zones and recording …&quot;, Recording: on motion or all the time.</source>
        <translation>还没有录像。要录像：设置（F9）→ 摄像头 → 选一路 →“区域与录像…”→ 录像选“有动静时”或“全天”。</translation>
    </message>
    <message>
        <source>Choose a camera on the right, at most nine at once.</source>
        <translation>请在右侧选择摄像头，同时最多九路。</translation>
    </message>
</context>
<context>
    <name>PositionButtons</name>
    <message>
        <source>Name of this position, for example: east gate</source>
        <translation>给这个预置位起名，例如：东门</translation>
    </message>
    <message>
        <source>Name of this position</source>
        <translation>预置位名称</translation>
    </message>
    <message>
        <source>Keep  Enter</source>
        <translation>保存（回车）</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>删除此预置位</translation>
    </message>
    <message>
        <source>Cancel  Esc</source>
        <translation>取消  Esc</translation>
    </message>
    <message>
        <source>Asking the camera for its positions …</source>
        <translation>正在向摄像头询问预置位 …</translation>
    </message>
    <message>
        <source>No positions yet: steer to one, then keep it.</source>
        <translation>还没有预置位：先转到位置，再保存。</translation>
    </message>
    <message>
        <source>Go to {name}, key {key}</source>
        <translation>转到 {name}，按键 {key}</translation>
    </message>
</context>
<context>
    <name>PostsPage</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>no place</source>
        <translation>无地点</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Post</source>
        <translation>岗位</translation>
    </message>
    <message>
        <source>Add a post</source>
        <translation>添加岗位</translation>
    </message>
    <message>
        <source>New post</source>
        <translation>新岗位</translation>
    </message>
    <message>
        <source>No posts yet. Press &quot;Add a post&quot;: gates, car parks, the gas station, the plaza.</source>
        <translation>还没有岗位。请按“添加岗位”：大门、停车场、液化气站、广场。</translation>
    </message>
</context>
<context>
    <name>ProblemWords</name>
    <message>
        <source>This value cannot be stored.</source>
        <translation>此内容无法保存。</translation>
    </message>
    <message>
        <source>{sentence} ({value})</source>
        <translation>{sentence}（{value}）</translation>
    </message>
    <message>
        <source>A name is missing, in one language at least.</source>
        <translation>缺少名称，至少填一种语言。</translation>
    </message>
    <message>
        <source>A bracket of a field is not closed: write its name between curly brackets.</source>
        <translation>字段的花括号没有配对：请把字段名写在一对花括号内。</translation>
    </message>
    <message>
        <source>This must not be empty.</source>
        <translation>不能为空。</translation>
    </message>
    <message>
        <source>Step {value} has no text: write it or take the step out.</source>
        <translation>第 {value} 步没有内容：请填写或删去这一步。</translation>
    </message>
    <message>
        <source>Too long: {value} characters at most.</source>
        <translation>过长：最多 {value} 个字符。</translation>
    </message>
    <message>
        <source>Only one line, without special characters.</source>
        <translation>只能一行，不能有特殊字符。</translation>
    </message>
    <message>
        <source>Write the date like 2026-11-23.</source>
        <translation>日期请写成 2026-11-23。</translation>
    </message>
    <message>
        <source>Write the time like 08:00.</source>
        <translation>时间请写成 08:00。</translation>
    </message>
    <message>
        <source>The last day lies before the first.</source>
        <translation>结束日期早于开始日期。</translation>
    </message>
    <message>
        <source>{value} days at most.</source>
        <translation>最长{value}天。</translation>
    </message>
    <message>
        <source>A phone number has figures.</source>
        <translation>电话号码里要有数字。</translation>
    </message>
    <message>
        <source>A digit of this code is wrong or missing: ask for it again.</source>
        <translation>确认码有误或缺位：请对方再报一次。</translation>
    </message>
    <message>
        <source>Nobody called in this incident has this code.</source>
        <translation>本事件的被叫人员中无此确认码。</translation>
    </message>
    <message>
        <source>A PIN is 4 to 12 digits.</source>
        <translation>PIN 码为 4 至 12 位数字。</translation>
    </message>
    <message>
        <source>The two PINs differ: type both again.</source>
        <translation>两次输入的 PIN 码不同，请重新输入。</translation>
    </message>
    <message>
        <source>An area needs three corners or more, each number from 0 to 1.</source>
        <translation>区域至少需要三个角点，每个数在 0 到 1 之间。</translation>
    </message>
    <message>
        <source>Write it like http://192.168.1.64/onvif/device_service, without a login.</source>
        <translation>请写成 http://192.168.1.64/onvif/device_service 的形式，不含用户名和密码。</translation>
    </message>
    <message>
        <source>10 to 120 seconds.</source>
        <translation>10 到 120 秒。</translation>
    </message>
    <message>
        <source>1 to 100.</source>
        <translation>1 到 100。</translation>
    </message>
    <message>
        <source>A position has a name of 40 characters at most.</source>
        <translation>预置位要有名称，最多 40 个字。</translation>
    </message>
    <message>
        <source>A patrol needs two positions at least.</source>
        <translation>巡航至少需要两个预置位。</translation>
    </message>
    <message>
        <source>5 to 3600 seconds at each position.</source>
        <translation>每个预置位停留 5 到 3600 秒。</translation>
    </message>
    <message>
        <source>Write how many there are: 0 to 9999.</source>
        <translation>请填写数量：0 至 9999。</translation>
    </message>
    <message>
        <source>A number alone explains nothing: write why in words.</source>
        <translation>只写数字说明不了原因，请用文字说明。</translation>
    </message>
    <message>
        <source>Write a number within {value}.</source>
        <translation>请填 {value} 之间的数字。</translation>
    </message>
    <message>
        <source>Add a step: a camera or a view to look at.</source>
        <translation>请添加一步：要查看的摄像头或视图。</translation>
    </message>
    <message>
        <source>Step {value}: choose a camera or a view.</source>
        <translation>第 {value} 步：请选择摄像头或视图。</translation>
    </message>
    <message>
        <source>Step {value}: 3 to 600 seconds.</source>
        <translation>第 {value} 步：3 到 600 秒。</translation>
    </message>
    <message>
        <source>There is a view of this name already.</source>
        <translation>已有同名视图。</translation>
    </message>
    <message>
        <source>Choose at least one camera.</source>
        <translation>请至少选择一个摄像头。</translation>
    </message>
    <message>
        <source>Choose whom this goes to.</source>
        <translation>请选择报告对象。</translation>
    </message>
    <message>
        <source>Choose at least one person it goes to.</source>
        <translation>请至少选择一个报送对象。</translation>
    </message>
    <message>
        <source>This is required.</source>
        <translation>此项必填。</translation>
    </message>
    <message>
        <source>Write it like 2026-11-23 14:02.</source>
        <translation>请写成 2026-11-23 14:02 的形式。</translation>
    </message>
    <message>
        <source>A reason is missing.</source>
        <translation>缺少原因。</translation>
    </message>
    <message>
        <source>Say who took the call.</source>
        <translation>请写明接听人。</translation>
    </message>
    <message>
        <source>That time has not come yet.</source>
        <translation>该时间还没到。</translation>
    </message>
    <message>
        <source>The end comes after the beginning.</source>
        <translation>结束时间须晚于开始时间。</translation>
    </message>
    <message>
        <source>Seven days at most.</source>
        <translation>最长 7 天。</translation>
    </message>
    <message>
        <source>That was before the incident began.</source>
        <translation>该时间早于事件开始。</translation>
    </message>
    <message>
        <source>Another line names the same recipient and level.</source>
        <translation>另一行已写了相同的对象和级别。</translation>
    </message>
    <message>
        <source>Name a role or a person, one of them.</source>
        <translation>角色和人员写其中一个。</translation>
    </message>
    <message>
        <source>Choose at least one day.</source>
        <translation>请至少选择一天。</translation>
    </message>
    <message>
        <source>Either weekdays or one date, not both.</source>
        <translation>星期和日期只能填一种。</translation>
    </message>
    <message>
        <source>There is no such role.</source>
        <translation>没有这个职责。</translation>
    </message>
    <message>
        <source>There is no such weekday: mon to sun.</source>
        <translation>没有这个星期：应为 mon 至 sun。</translation>
    </message>
    <message>
        <source>There is no such kind of camera.</source>
        <translation>没有这种摄像头类型。</translation>
    </message>
    <message>
        <source>Recording is off, motion or always.</source>
        <translation>录像方式为 off（不录）、motion（有动静时）或 always（全天）。</translation>
    </message>
    <message>
        <source>The language is zh or en.</source>
        <translation>语言应为 zh 或 en。</translation>
    </message>
    <message>
        <source>There is no such time zone. Write it like Asia/Shanghai.</source>
        <translation>没有这个时区，请写成 Asia/Shanghai。</translation>
    </message>
    <message>
        <source>The level is 1 to 4.</source>
        <translation>级别为 1 至 4。</translation>
    </message>
    <message>
        <source>This tier is there twice.</source>
        <translation>这个出动层次重复。</translation>
    </message>
    <message>
        <source>A higher tier must not begin before the one below it.</source>
        <translation>上一层次不能早于下一层次启动。</translation>
    </message>
    <message>
        <source>Write limit_s alone: after_s belongs to older files.</source>
        <translation>只写 limit_s：after_s 是旧版文件的写法。</translation>
    </message>
    <message>
        <source>Write one of role, post, group, person.</source>
        <translation>role、post、group、person 只写其中一个。</translation>
    </message>
    <message>
        <source>A tier calls nobody twice: take one of them out.</source>
        <translation>同一层次不重复呼叫：请删去一个。</translation>
    </message>
    <message>
        <source>There is no such working group.</source>
        <translation>没有这个工作小组。</translation>
    </message>
    <message>
        <source>Choose a pattern with at least one shift.</source>
        <translation>请选择至少有一个班次的轮班方式。</translation>
    </message>
    <message>
        <source>Put at least one person into a crew.</source>
        <translation>每个轮班至少要有一人。</translation>
    </message>
    <message>
        <source>Turns are days, workdays or rest_days.</source>
        <translation>轮转方式为 days、workdays 或 rest_days。</translation>
    </message>
    <message>
        <source>Crews that this pattern needs: {value}.</source>
        <translation>此轮班方式需要 {value} 个班组。</translation>
    </message>
    <message>
        <source>The end must come after the beginning.</source>
        <translation>结束必须晚于开始。</translation>
    </message>
    <message>
        <source>Choose at least one role or post to plan.</source>
        <translation>请至少选择一个岗位。</translation>
    </message>
    <message>
        <source>A roster has {value} days at most.</source>
        <translation>值班表最多 {value} 天。</translation>
    </message>
    <message>
        <source>This roster is published: begin a new draft to change it.</source>
        <translation>此值班表已发布：如需修改，请新建草稿。</translation>
    </message>
    <message>
        <source>Nobody is called {value}: write the name as it stands under People.</source>
        <translation>没有名为 {value} 的人：请按“人员”页中的姓名填写。</translation>
    </message>
    <message>
        <source>It runs already: say from which later day on the change counts.</source>
        <translation>此轮班已在执行：请填写修改从哪一天（更晚）起生效。</translation>
    </message>
    <message>
        <source>There is no such kind of shift.</source>
        <translation>没有这种班次。</translation>
    </message>
    <message>
        <source>No post, role or shift is called this.</source>
        <translation>没有叫此名称的岗位、职责或班次。</translation>
    </message>
    <message>
        <source>No date is understood here, but people or shifts stand beside it.</source>
        <translation>此处不是可识别的日期，但旁边排有人员或班次。</translation>
    </message>
    <message>
        <source>Shifts stand here, but nobody&apos;s name.</source>
        <translation>此行有班次，但没有姓名。</translation>
    </message>
    <message>
        <source>Two people are called so: say which is meant.</source>
        <translation>有两人同名，请指明是哪一位。</translation>
    </message>
    <message>
        <source>The file is of another month than the draft: begin a draft of that month.</source>
        <translation>文件的月份与草稿不同：请新建该月的草稿再导入。</translation>
    </message>
    <message>
        <source>This day does not belong to the draft.</source>
        <translation>此日期不在草稿范围内。</translation>
    </message>
    <message>
        <source>No dates were found: they stand in one row or in one column.</source>
        <translation>没有找到日期：日期应在同一行或同一列。</translation>
    </message>
    <message>
        <source>No duties were found.</source>
        <translation>没有找到班次。</translation>
    </message>
    <message>
        <source>This is no Excel or CSV file.</source>
        <translation>这不是 Excel 或 CSV 文件。</translation>
    </message>
    <message>
        <source>An old Excel file (.xls), one with a password, or a web page: open it and save it as .xlsx.</source>
        <translation>这是旧版 Excel（.xls）、加密文件或网页：请打开后另存为 .xlsx 再导入。</translation>
    </message>
    <message>
        <source>The table is too large: {value}</source>
        <translation>表格过大：{value}</translation>
    </message>
    <message>
        <source>Write the times like 08:00-20:00, or rest.</source>
        <translation>时间写成 08:00-20:00，休息写 rest。</translation>
    </message>
    <message>
        <source>Choose a duty.</source>
        <translation>请选择一个班次。</translation>
    </message>
    <message>
        <source>Choose two different people.</source>
        <translation>请选择两个不同的人。</translation>
    </message>
    <message>
        <source>A day at most: enter the next day by itself.</source>
        <translation>最长一天：次日请另行填写。</translation>
    </message>
    <message>
        <source>A swap is between two duties of two people.</source>
        <translation>换班须为两人各一个班次。</translation>
    </message>
    <message>
        <source>There is no such kind of leave.</source>
        <translation>没有这种请假类型。</translation>
    </message>
    <message>
        <source>Days are weekdays, workdays or rest_days.</source>
        <translation>日期类型为 weekdays、workdays 或 rest_days。</translation>
    </message>
    <message>
        <source>There is no such certificate.</source>
        <translation>没有这种证书。</translation>
    </message>
    <message>
        <source>Choose a person.</source>
        <translation>请选择人员。</translation>
    </message>
    <message>
        <source>Choose the leader who has approved.</source>
        <translation>请选择同意交接的带班领导。</translation>
    </message>
    <message>
        <source>This person is no longer called: choose another.</source>
        <translation>此人已不再通知，请另选人员。</translation>
    </message>
    <message>
        <source>There is no such person.</source>
        <translation>没有这个人员。</translation>
    </message>
    <message>
        <source>There is no such post.</source>
        <translation>没有这个岗位。</translation>
    </message>
    <message>
        <source>There is no such place.</source>
        <translation>没有这个地点。</translation>
    </message>
    <message>
        <source>There is no such channel.</source>
        <translation>没有这个通知渠道。</translation>
    </message>
    <message>
        <source>There is no such camera.</source>
        <translation>没有这个摄像头。</translation>
    </message>
    <message>
        <source>A camera or post is still at this place: move it first.</source>
        <translation>该地点还有摄像头或岗位，请先移走。</translation>
    </message>
    <message>
        <source>This id is used twice.</source>
        <translation>这个 id 重复。</translation>
    </message>
    <message>
        <source>An id has small letters, figures, - and _ only.</source>
        <translation>id 只能用小写字母、数字、- 和 _。</translation>
    </message>
    <message>
        <source>The address is missing.</source>
        <translation>缺少地址。</translation>
    </message>
    <message>
        <source>The address must not have spaces.</source>
        <translation>地址里不能有空格。</translation>
    </message>
    <message>
        <source>The address begins with rtsp://</source>
        <translation>地址应以 rtsp:// 开头</translation>
    </message>
    <message>
        <source>The address has no host. Write it like rtsp://192.168.1.64/stream</source>
        <translation>地址缺少主机，请写成 rtsp://192.168.1.64/stream</translation>
    </message>
    <message>
        <source>The port is a number from 1 to 65535.</source>
        <translation>端口为 1 至 65535 的数字。</translation>
    </message>
    <message>
        <source>Choose at which address of this computer the page is offered.</source>
        <translation>请选择在本机的哪个地址开放。</translation>
    </message>
    <message>
        <source>Only an address of a private network, like 192.168.1.10.</source>
        <translation>只能用内网地址，例如 192.168.1.10。</translation>
    </message>
    <message>
        <source>A USB camera is given by its number; the first is 0.</source>
        <translation>USB 摄像头填编号，第一个是 0。</translation>
    </message>
    <message>
        <source>There is no such scene. Write for example lobby.</source>
        <translation>没有这个场景，例如可填 lobby。</translation>
    </message>
    <message>
        <source>Two different logins: leave one, both streams use it.</source>
        <translation>有两个不同的登录信息：只留一个，主、子码流共用。</translation>
    </message>
    <message>
        <source>Nothing is kept on this computer: write the secret itself.</source>
        <translation>本机没有保存过，请填写密码或网址本身。</translation>
    </message>
    <message>
        <source>The service URL is missing.</source>
        <translation>缺少服务网址。</translation>
    </message>
    <message>
        <source>A service URL looks like mailto://user:password@host</source>
        <translation>服务网址的写法如 mailto://用户:密码@主机</translation>
    </message>
    <message>
        <source>Write a modem like gsm-sms://ttyUSB0?pin=1234 or gsm-call://COM3</source>
        <translation>调制解调器的写法如 gsm-sms://ttyUSB0?pin=1234 或 gsm-call://COM3</translation>
    </message>
    <message>
        <source>After the port only pin, baud, centre and ring are known.</source>
        <translation>端口之后只能写 pin、baud、centre、ring。</translation>
    </message>
    <message>
        <source>The PIN of a SIM card is 4 to 8 digits.</source>
        <translation>SIM 卡 PIN 为 4 至 8 位数字。</translation>
    </message>
    <message>
        <source>Write the short message centre like %2B8613800731500.</source>
        <translation>短信中心写法如 %2B8613800731500。</translation>
    </message>
    <message>
        <source>The speed is a number like 115200.</source>
        <translation>速率为数字，如 115200。</translation>
    </message>
    <message>
        <source>A call rings 10 to 120 seconds.</source>
        <translation>振铃时间为 10 至 120 秒。</translation>
    </message>
    <message>
        <source>Write it like http://192.168.1.70/relay/0?turn=on or modbus://192.168.1.70/3</source>
        <translation>写法如 http://192.168.1.70/relay/0?turn=on 或 modbus://192.168.1.70/3</translation>
    </message>
    <message>
        <source>Write a coil like modbus://192.168.1.70:502/3?unit=1, counted from 0.</source>
        <translation>线圈写法如 modbus://192.168.1.70:502/3?unit=1，从 0 计。</translation>
    </message>
    <message>
        <source>The address that switches it off is missing.</source>
        <translation>缺少断开用的地址。</translation>
    </message>
    <message>
        <source>The method is GET or POST.</source>
        <translation>方法为 GET 或 POST。</translation>
    </message>
    <message>
        <source>Too long: 2000 characters at most.</source>
        <translation>过长：最多 2000 字。</translation>
    </message>
    <message>
        <source>This service is not known: {value}</source>
        <translation>不认识这个服务：{value}</translation>
    </message>
    <message>
        <source>The URL belongs to another service: {value}</source>
        <translation>网址属于另一服务：{value}</translation>
    </message>
    <message>
        <source>Choose a folder on another disk or a stick.</source>
        <translation>请选择另一块硬盘或 U 盘上的文件夹。</translation>
    </message>
    <message>
        <source>Write the whole path of the folder.</source>
        <translation>请写出文件夹的完整路径。</translation>
    </message>
    <message>
        <source>There is no such folder. Is the disk plugged in?</source>
        <translation>没有这个文件夹。盘插好了吗？</translation>
    </message>
    <message>
        <source>This lies in the data folder: choose another disk.</source>
        <translation>此处在数据目录内，请选择另一块盘。</translation>
    </message>
    <message>
        <source>Backups go there already.</source>
        <translation>已经在备份到此处。</translation>
    </message>
    <message>
        <source>Backups of another log lie here: choose another folder.</source>
        <translation>这里存放着另一份日志的备份，请换一个文件夹。</translation>
    </message>
    <message>
        <source>This user may not write there, or the disk is full.</source>
        <translation>本用户无法写入该处，或盘已满。</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>没有这个文件。</translation>
    </message>
    <message>
        <source>This is a folder. Choose a file.</source>
        <translation>这是文件夹，请选择文件。</translation>
    </message>
    <message>
        <source>This user may not read the file.</source>
        <translation>当前用户无权读取该文件。</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>文件无法读取。</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>文件是空的。</translation>
    </message>
    <message>
        <source>The file is larger than {value} MB: this is no site file.</source>
        <translation>文件大于 {value} MB，不是站点文件。</translation>
    </message>
    <message>
        <source>Save the file as UTF-8.</source>
        <translation>请把文件另存为 UTF-8 编码。</translation>
    </message>
    <message>
        <source>This line is not TOML: look for a missing quote, bracket or comma.</source>
        <translation>这一行不符合 TOML 格式：请检查是否缺少引号、括号或逗号。</translation>
    </message>
    <message>
        <source>This is missing: add it.</source>
        <translation>缺少此项，请补上。</translation>
    </message>
    <message>
        <source>This is not known here: correct the word or take it out.</source>
        <translation>这里没有此项：请改正或删去。</translation>
    </message>
    <message>
        <source>There is no such section: correct the word or take it out.</source>
        <translation>没有这个小节：请改正或删去。</translation>
    </message>
    <message>
        <source>Another kind of value belongs here.</source>
        <translation>这里的值类型不对。</translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message numerus="yes">
        <source>%n camera(s) not live</source>
        <translation>
            <numerusform>%n 路画面非实时</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n camera(s) covered or moved</source>
        <translation>
            <numerusform>%n 路画面遮挡或移位</numerusform>
        </translation>
    </message>
    <message>
        <source>decoder is being restarted</source>
        <translation>解码进程正在重启</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) failed</source>
        <translation>
            <numerusform>%n 条消息失败</numerusform>
        </translation>
    </message>
    <message>
        <source>handover of {time} did not take place (F5)</source>
        <translation>{time} 未交接班（F5）</translation>
    </message>
    <message>
        <source>handover of {time} is late (F5)</source>
        <translation>{time} 交接班逾时（F5）</translation>
    </message>
    <message>
        <source>handover at {time} (F5)</source>
        <translation>{time} 交接班（F5）</translation>
    </message>
    <message>
        <source>nothing is backed up (F9)</source>
        <translation>没有备份（F9）</translation>
    </message>
    <message>
        <source>backed up on this disk alone (F9)</source>
        <translation>仅本机硬盘上有备份（F9）</translation>
    </message>
    <message>
        <source>no backup: {why}</source>
        <translation>备份失败：{why}</translation>
    </message>
    <message>
        <source>the log was CHANGED at no. {number}</source>
        <translation>日志第 {number} 条被改动</translation>
    </message>
    <message>
        <source>monthly report due</source>
        <translation>月报待编制</translation>
    </message>
    <message>
        <source>daily report due</source>
        <translation>日报待编制</translation>
    </message>
    <message numerus="yes">
        <source>%n post(s) short of people now</source>
        <translation>
            <numerusform>%n 个岗位现在缺人</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n gap(s) in the roster</source>
        <translation>
            <numerusform>值班表有 %n 处缺岗</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s) in the roster</source>
        <translation>
            <numerusform>值班表有 %n 处冲突</numerusform>
        </translation>
    </message>
    <message>
        <source>modem: {why}</source>
        <translation>短信/电话：{why}</translation>
    </message>
    <message>
        <source>relay: {name}</source>
        <translation>继电器：{name}</translation>
    </message>
    <message numerus="yes">
        <source>%n channel(s) not proven</source>
        <translation>
            <numerusform>%n 个渠道未验证</numerusform>
        </translation>
    </message>
    <message>
        <source>panic button cut off</source>
        <translation>外接报警按钮连不上</translation>
    </message>
    <message>
        <source>phone page closed: {why}</source>
        <translation>手机页面未能开放：{why}</translation>
    </message>
    <message>
        <source>recording stopped: {why}</source>
        <translation>录像中断：{why}</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) waiting</source>
        <translation>
            <numerusform>%n 条消息待发</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Proof</name>
    <message>
        <source>Check the log</source>
        <translation>校验日志</translation>
    </message>
    <message>
        <source>Every entry&apos;s hash and link, and every picture&apos;s</source>
        <translation>检查每条记录的校验值、前后衔接和每张画面</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>{count} entries so far …</source>
        <translation>已处理 {count} 条…</translation>
    </message>
    <message>
        <source>Stopped before the end.</source>
        <translation>未完成就停止了。</translation>
    </message>
    <message>
        <source>Export …  Ctrl+E</source>
        <translation>导出…  Ctrl+E</translation>
    </message>
    <message>
        <source>✓ Unchanged up to no. {number}, checked at {time}; all entries and files on {day} at {whole}</source>
        <translation>✓ 至第 {number} 条未被改动，{time} 核对；全部记录和附件于 {day} {whole} 核对</translation>
    </message>
    <message numerus="yes">
        <source>All %n entry(s) unchanged. Head hash {head} …</source>
        <translation>
            <numerusform>全部 %n 条记录均未改动。末条校验值 {head}…</numerusform>
        </translation>
    </message>
    <message>
        <source>The log is NOT intact. First bad entry: no. {number}, {why}.</source>
        <translation>日志不完整！第一条有问题的是第 {number} 条：{why}。</translation>
    </message>
</context>
<context>
    <name>Proposal</name>
    <message>
        <source>drafting …</source>
        <translation>正在排班…</translation>
    </message>
    <message>
        <source>nobody may: no role, no certificate, longer than the limit, or all away</source>
        <translation>无人可排：职责或证书不符、班次超过连续值班上限，或均不在岗</translation>
    </message>
    <message>
        <source>locked, but not one of the shifts drafted</source>
        <translation>已锁定，但不在所排班次中</translation>
    </message>
    <message>
        <source>a wish that could not be met</source>
        <translation>未能满足的意愿</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s) open</source>
        <translation>
            <numerusform>还缺 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>all manned, making it fair</source>
        <translation>已排满，正在均衡</translation>
    </message>
    <message numerus="yes">
        <source>Drafted; %n rule(s) not kept, listed below. Undo brings the former draft back.</source>
        <translation>
            <numerusform>已排好；有 %n 条规则未满足，列于下方。按“撤销”恢复原草稿。</numerusform>
        </translation>
    </message>
    <message>
        <source>Drafted, every rule kept. Undo brings the former draft back.</source>
        <translation>已排好，规则全部满足。按“撤销”恢复原草稿。</translation>
    </message>
    <message>
        <source>Stopped; the draft is as it was.</source>
        <translation>已停止；草稿未改动。</translation>
    </message>
</context>
<context>
    <name>RailPicture</name>
    <message>
        <source> and {count} more</source>
        <translation> 等，另有 {count} 个</translation>
    </message>
</context>
<context>
    <name>ReachPage</name>
    <message>
        <source>Month before</source>
        <translation>上个月</translation>
    </message>
    <message>
        <source>Month after</source>
        <translation>下个月</translation>
    </message>
    <message>
        <source>Ask somebody now</source>
        <translation>立即抽查</translation>
    </message>
    <message>
        <source>One of those on duty, at random, gets a message marked as a check.</source>
        <translation>随机向一名当班人员发出标明抽查的消息。</translation>
    </message>
    <message>
        <source>Has answered</source>
        <translation>已回复</translation>
    </message>
    <message>
        <source>The person of the marked line has called back.</source>
        <translation>选中的人员已回电。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Checks a week</source>
        <translation>每周抽查</translation>
    </message>
    <message>
        <source>to answer within</source>
        <translation>次，限时</translation>
    </message>
    <message>
        <source>none</source>
        <translation>不抽查</translation>
    </message>
    <message>
        <source>Minutes to answer</source>
        <translation>限时（分钟）</translation>
    </message>
    <message>
        <source> min</source>
        <comment>minutes, after a number</comment>
        <translation> 分钟</translation>
    </message>
    <message>
        <source>No checks in this month. Say how many a week there shall be: at random times somebody on duty is asked.</source>
        <translation>本月没有抽查。设定每周次数后，将在随机时间抽查当班人员。</translation>
    </message>
    <message>
        <source>Checks of the month</source>
        <translation>本月抽查</translation>
    </message>
    <message>
        <source>People of the month</source>
        <translation>本月人员</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回复</translation>
    </message>
    <message>
        <source>In time</source>
        <translation>按时</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>中位</translation>
    </message>
    <message>
        <source>Slowest</source>
        <translation>最慢</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>未回复</translation>
    </message>
    <message>
        <source>asked, still has time</source>
        <translation>已发出，限时未到</translation>
    </message>
    <message>
        <source>by short message</source>
        <translation>短信回复</translation>
    </message>
    <message>
        <source>by the link</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>took the call</source>
        <translation>接听电话</translation>
    </message>
    <message>
        <source>called back</source>
        <translation>回电告知</translation>
    </message>
    <message>
        <source>{time}, {path}</source>
        <translation>{time}，{path}</translation>
    </message>
    <message>
        <source>▲ late: {words}</source>
        <translation>▲ 迟复：{words}</translation>
    </message>
    <message>
        <source>{in_time} of {checks}</source>
        <translation>{in_time} / {checks}</translation>
    </message>
</context>
<context>
    <name>ReasonLine</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>ReceiptLine</name>
    <message>
        <source>Who has confirmed it?</source>
        <translation>谁确认收到？</translation>
    </message>
    <message>
        <source>By what path</source>
        <translation>确认方式</translation>
    </message>
    <message>
        <source>Confirmed  Enter</source>
        <translation>已确认（回车）</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>RecordList</name>
    <message>
        <source>Removed: {name}</source>
        <translation>已删除：{name}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>RecordPage</name>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>Changed elsewhere meanwhile: Save keeps this, Cancel shows the other.</source>
        <translation>此项已在别处修改：保存以此处为准，取消则显示别处的修改。</translation>
    </message>
    <message>
        <source>Not saved yet.</source>
        <translation>尚未保存。</translation>
    </message>
</context>
<context>
    <name>RecordingPage</name>
    <message>
        <source>Record on the disk that is there now</source>
        <translation>改用现在这块磁盘录像</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>当前状态</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>已用</translation>
    </message>
    <message>
        <source>Free on the disk</source>
        <translation>磁盘剩余</translation>
    </message>
    <message>
        <source>Room left</source>
        <translation>还能存</translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>最早</translation>
    </message>
    <message>
        <source>▲ recording stopped: {why}</source>
        <translation>▲ 录像中断：{why}</translation>
    </message>
    <message>
        <source>nothing is recorded; each camera&apos;s form says when it is</source>
        <translation>没有在录像；每路摄像头何时录像，在该摄像头的设置里定</translation>
    </message>
    <message numerus="yes">
        <source>%n camera(s) are being recorded</source>
        <translation>
            <numerusform>%n 路摄像头正在录像</numerusform>
        </translation>
    </message>
    <message>
        <source>{used} of {budget}</source>
        <translation>{used}，共可用 {budget}</translation>
    </message>
    <message>
        <source>{size} of it evidence, which stays</source>
        <translation>其中证据 {size}，不会删除</translation>
    </message>
    <message>
        <source>▲ {why}: release evidence below, or allow or make more room</source>
        <translation>▲ {why}：请在下方解除证据保护，或提高上限、腾出空间</translation>
    </message>
    <message>
        <source>not known before the first recordings are finished</source>
        <translation>第一批录像写完后才知道</translation>
    </message>
    <message>
        <source>nothing was recorded in the last day</source>
        <translation>最近一天没有录像</translation>
    </message>
    <message>
        <source>less than a day at the present rate, then the oldest go</source>
        <translation>按目前用量不到一天，之后先删最早的</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) at the present rate, then the oldest go</source>
        <translation>
            <numerusform>按目前用量约 %n 天，之后先删最早的</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) have gone from the disk</source>
        <translation>
            <numerusform>磁盘上少了 %n 个文件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RefusalWindow</name>
    <message>
        <source>Duty room console</source>
        <translation>应急值勤控制台</translation>
    </message>
    <message>
        <source>Dial by hand</source>
        <translation>人工拨打</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>RefusedAlarm</name>
    <message>
        <source>Mute the siren  F8</source>
        <translation>警报静音  F8</translation>
    </message>
    <message>
        <source>The console that is open is asked; nobody is called yet …</source>
        <translation>正在通知已打开的控制台，尚未呼叫任何人…</translation>
    </message>
    <message>
        <source>since the emergency began; people should be there by {target}</source>
        <translation>紧急启动以来；人员应在 {target} 前到场</translation>
    </message>
    <message>
        <source>The emergency was started in the console that is open: go on there.</source>
        <translation>已在打开的控制台中启动，请到那个窗口继续处置。</translation>
    </message>
    <message>
        <source>The emergency is NOT recorded and nobody is called: dial by hand now, and write down the time {time}.</source>
        <translation>紧急事件没有记录，也没有呼叫任何人：请立即人工拨打，并记下时间 {time}。</translation>
    </message>
    <message>
        <source>This computer has no loudspeaker: the siren is silent.</source>
        <translation>本机没有扬声器，警报不会响。</translation>
    </message>
</context>
<context>
    <name>RelayRow</name>
    <message>
        <source>Switch off</source>
        <translation>断开</translation>
    </message>
    <message>
        <source>Switch {relay} off</source>
        <translation>断开 {relay}</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>接通</translation>
    </message>
    <message>
        <source>Switch {relay} on</source>
        <translation>接通 {relay}</translation>
    </message>
</context>
<context>
    <name>RelayWords</name>
    <message>
        <source>NOT on</source>
        <translation>未能接通</translation>
    </message>
    <message>
        <source>NOT off</source>
        <translation>未能断开</translation>
    </message>
    <message>
        <source>NOT on: {why}</source>
        <translation>未能接通：{why}</translation>
    </message>
    <message>
        <source>NOT off: {why}</source>
        <translation>未能断开：{why}</translation>
    </message>
    <message>
        <source>being switched</source>
        <translation>正在动作</translation>
    </message>
    <message>
        <source>not switched yet</source>
        <translation>尚未动作</translation>
    </message>
    <message>
        <source>on</source>
        <translation>已接通</translation>
    </message>
    <message>
        <source>off</source>
        <translation>已断开</translation>
    </message>
    <message>
        <source>{words}, by hand</source>
        <translation>{words}（人工）</translation>
    </message>
</context>
<context>
    <name>RelaysPage</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>HTTP request</source>
        <translation>HTTP 请求</translation>
    </message>
    <message>
        <source>Modbus TCP coil</source>
        <translation>Modbus TCP 线圈</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>断开</translation>
    </message>
    <message>
        <source>On, content</source>
        <translation>接通内容</translation>
    </message>
    <message>
        <source>Off, content</source>
        <translation>断开内容</translation>
    </message>
    <message>
        <source>Kinds (none: every incident)</source>
        <translation>事件类型（不勾选表示所有事件）</translation>
    </message>
    <message>
        <source>For</source>
        <translation>持续</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds, after a number</comment>
        <translation> 秒</translation>
    </message>
    <message>
        <source>as long as the incident runs</source>
        <translation>整个事件期间</translation>
    </message>
    <message>
        <source>Stand-down</source>
        <translation>解除时</translation>
    </message>
    <message>
        <source>switches it off</source>
        <translation>断开</translation>
    </message>
    <message>
        <source>Drills</source>
        <translation>演练</translation>
    </message>
    <message>
        <source>switch it too</source>
        <translation>也接通</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试一试</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>接通</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>断开</translation>
    </message>
    <message>
        <source>is kept; type to replace it</source>
        <translation>已保存；输入即替换</translation>
    </message>
    <message>
        <source>Relay</source>
        <translation>继电器</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>Add a relay</source>
        <translation>添加继电器</translation>
    </message>
    <message>
        <source>New relay</source>
        <translation>新继电器</translation>
    </message>
    <message>
        <source>No relays yet. Press &quot;Add a relay&quot;: a siren on the roof, a gate.</source>
        <translation>还没有继电器。点“添加继电器”：楼顶警笛、大门道闸等。</translation>
    </message>
    <message>
        <source>On</source>
        <translation>接通</translation>
    </message>
    <message>
        <source>Coil</source>
        <translation>线圈</translation>
    </message>
</context>
<context>
    <name>RemarkLine</name>
    <message>
        <source>no incident</source>
        <translation>不属于事件</translation>
    </message>
    <message>
        <source>no camera</source>
        <translation>不涉及摄像头</translation>
    </message>
    <message>
        <source>Remark on {time}</source>
        <translation>点评 {time}</translation>
    </message>
    <message>
        <source>What is to be said of this moment: Enter stores, Esc leaves</source>
        <translation>写下对这一时刻的点评：回车保存，Esc 退出</translation>
    </message>
    <message>
        <source>Remark on the moment looked at</source>
        <translation>对所看时刻的点评</translation>
    </message>
    <message>
        <source>Incident it belongs to</source>
        <translation>所属事件</translation>
    </message>
    <message>
        <source>Camera it belongs to</source>
        <translation>涉及的摄像头</translation>
    </message>
</context>
<context>
    <name>Remarking</name>
    <message>
        <source>The remark is entry no. {number} of the log.</source>
        <translation>点评已记入日志，第 {number} 条。</translation>
    </message>
</context>
<context>
    <name>Reopening</name>
    <message>
        <source>It is not over: open again …</source>
        <translation>事件未结束：重新启动…</translation>
    </message>
    <message>
        <source>Why? Everybody called is told to turn out again</source>
        <translation>原因？将通知所有被呼叫人员再次出动</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>重新启动</translation>
    </message>
</context>
<context>
    <name>ReportBlock</name>
    <message>
        <source>nobody signed in</source>
        <translation>无人登录</translation>
    </message>
    <message>
        <source>sent {date} {time} · {by}</source>
        <translation>{date} {time} 发出 · {by}</translation>
    </message>
    <message>
        <source>replaced: version {version}, {date} {time}</source>
        <translation>已被替代：第{version}版，{date} {time}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Correct …</source>
        <translation>更正…</translation>
    </message>
    <message>
        <source>Open: {title}</source>
        <translation>打开：{title}</translation>
    </message>
    <message>
        <source>Correct: {title}</source>
        <translation>更正：{title}</translation>
    </message>
    <message>
        <source>sent late</source>
        <translation>迟报</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names of fields</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>corrected: {changed} ({reason})</source>
        <translation>已更正：{changed}（{reason}）</translation>
    </message>
</context>
<context>
    <name>ReportDeadlinesPage</name>
    <message>
        <source>To</source>
        <translation>报告对象</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>not at all</source>
        <translation>不要求</translation>
    </message>
    <message>
        <source>By phone within</source>
        <translation>电话首报</translation>
    </message>
    <message>
        <source> min</source>
        <comment>minutes, after a number</comment>
        <translation> 分钟</translation>
    </message>
    <message>
        <source>In writing within</source>
        <translation>书面首报</translation>
    </message>
    <message>
        <source>Again every</source>
        <translation>续报间隔</translation>
    </message>
    <message>
        <source> h</source>
        <comment>hours, after a number</comment>
        <translation> 小时</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>书面</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>续报</translation>
    </message>
    <message>
        <source>{number} min</source>
        <translation>{number} 分钟</translation>
    </message>
    <message>
        <source>{number} h</source>
        <translation>{number} 小时</translation>
    </message>
    <message>
        <source>Add a line</source>
        <translation>添加一行</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>新的一行</translation>
    </message>
    <message>
        <source>Nobody above is told of incidents. Press &quot;Add a line&quot; and say whom, and how soon.</source>
        <translation>目前没有规定向谁报告。按“添加一行”，写明向谁、多久之内报告。</translation>
    </message>
    <message>
        <source>every level</source>
        <translation>各级</translation>
    </message>
</context>
<context>
    <name>ReportEntryWords</name>
    <message>
        <source>: {text}</source>
        <translation>：{text}</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Time is over: {owed}</source>
        <translation>超过时限：{owed}</translation>
    </message>
    <message>
        <source>Not owed: {owed}{because}</source>
        <translation>无需报告：{owed}{because}</translation>
    </message>
    <message>
        <source>{report} sent to: {people}</source>
        <translation>{report}已发出：{people}</translation>
    </message>
    <message>
        <source>{report} corrected, version {version}: {items}{because}</source>
        <translation>{report}已更正，第 {version} 版：{items}{because}</translation>
    </message>
    <message>
        <source>{report} confirmed by {whom} ({name}), {path}</source>
        <translation>{report}已由{whom}确认收到（{name}，{path}）</translation>
    </message>
    <message>
        <source>{name} opened the link of: {report}, from {address}</source>
        <translation>{name}打开{report}的链接，来自 {address}</translation>
    </message>
    <message>
        <source>Link of {name} withdrawn: {report}</source>
        <translation>收回{name}的链接：{report}</translation>
    </message>
    <message>
        <source>Another phone may open the link of {name}: {report}</source>
        <translation>{name}的链接可由另一部手机打开：{report}</translation>
    </message>
    <message>
        <source>Conclusions: {text}</source>
        <translation>总结：{text}</translation>
    </message>
    <message>
        <source>Measure decided: {text} ({owner}, until {due})</source>
        <translation>确定措施：{text}（{owner}，{due} 前）</translation>
    </message>
    <message>
        <source>Measure done: {text} ({owner}){outcome}</source>
        <translation>措施已完成：{text}（{owner}）{outcome}</translation>
    </message>
    <message>
        <source>Told by phone at {moment}: {told}, {whom}{said}</source>
        <translation>{moment} 已电话报告：{told}，{whom}接听{said}</translation>
    </message>
</context>
<context>
    <name>ReportForm</name>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英文</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>报送对象</translation>
    </message>
    <message>
        <source>Why corrected</source>
        <translation>更正原因</translation>
    </message>
    <message>
        <source>Send  Ctrl+Enter</source>
        <translation>发出  Ctrl+Enter</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Fill in anew</source>
        <translation>重新提取</translation>
    </message>
    <message>
        <source>Writes what has happened since into the fields nobody has changed</source>
        <translation>把此后的情况写入未改动的栏目</translation>
    </message>
    <message>
        <source>Back  Esc</source>
        <translation>返回  Esc</translation>
    </message>
    <message>
        <source>The form stays as it is</source>
        <translation>已填内容保留</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names of fields</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Still missing: {names}</source>
        <translation>还缺：{names}</translation>
    </message>
    <message>
        <source>Sending …</source>
        <translation>正在发出…</translation>
    </message>
    <message>
        <source>{name} ({body})</source>
        <translation>{name}（{body}）</translation>
    </message>
</context>
<context>
    <name>ReportTimesPage</name>
    <message>
        <source>Month: due on day</source>
        <translation>月报截止日</translation>
    </message>
    <message>
        <source>not at all</source>
        <translation>不要求</translation>
    </message>
    <message>
        <source> of the month after</source>
        <comment>after the number of a day</comment>
        <translation> 日（次月）</translation>
    </message>
    <message>
        <source>Day: 24 hours until</source>
        <translation>日报统计截至</translation>
    </message>
    <message>
        <source>In a special protection period; due an hour later. Before noon: of the next morning.</source>
        <translation>特护期内统计至该时刻的24小时，一小时后截止；中午以前的时刻指次日早晨。</translation>
    </message>
    <message>
        <source>When reports are due</source>
        <translation>报告截止时间</translation>
    </message>
</context>
<context>
    <name>ReportWords</name>
    <message>
        <source>First confirmation</source>
        <translation>首次确认</translation>
    </message>
    <message>
        <source>Turn-out</source>
        <translation>出动到场</translation>
    </message>
    <message>
        <source>Report by phone</source>
        <translation>电话首报</translation>
    </message>
    <message>
        <source>Initial report</source>
        <translation>书面首报</translation>
    </message>
    <message>
        <source>Final report</source>
        <translation>终报</translation>
    </message>
    <message>
        <source>Follow-up report {number}</source>
        <translation>续报{number}</translation>
    </message>
    <message>
        <source>Final report ({number})</source>
        <translation>终报（第{number}次）</translation>
    </message>
    <message>
        <source>version {version}</source>
        <translation>第{version}版</translation>
    </message>
    <message>
        <source>by phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>by message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>on paper</source>
        <translation>纸质</translation>
    </message>
    <message>
        <source>by the link</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>Call sheet</source>
        <translation>呼叫单</translation>
    </message>
    <message>
        <source>Plan card</source>
        <translation>预案卡</translation>
    </message>
</context>
<context>
    <name>ReportsTab</name>
    <message>
        <source>Incidents</source>
        <translation>事件报告</translation>
    </message>
    <message>
        <source>Special periods</source>
        <translation>特护期</translation>
    </message>
    <message>
        <source>Monthly and daily</source>
        <translation>月报与日报</translation>
    </message>
</context>
<context>
    <name>RescuePanel</name>
    <message>
        <source>Backup to go back to</source>
        <translation>用于恢复的备份</translation>
    </message>
    <message>
        <source>Restore and start the console  {key}</source>
        <translation>恢复并启动控制台  {key}</translation>
    </message>
    <message>
        <source>Backups lie in …</source>
        <translation>备份位于……</translation>
    </message>
    <message>
        <source>Yes: set the damaged database aside and begin anew</source>
        <translation>确定：把损坏的数据库移到一旁，重新开始</translation>
    </message>
    <message>
        <source>Go on without a backup …</source>
        <translation>没有备份，继续……</translation>
    </message>
    <message>
        <source>The backup is restored …</source>
        <translation>正在恢复备份……</translation>
    </message>
    <message>
        <source>There is a backup of {moment}.</source>
        <translation>找到 {moment} 的备份。</translation>
    </message>
    <message>
        <source>Without a backup roster, cameras, plans and settings are gone; of the log what can still be read is taken over. Better: find the disk or stick with the backups.</source>
        <translation>没有备份，值班表、摄像头、预案和设置将全部丢失；日志中尚可读出的部分会保留。最好先找到存放备份的硬盘或 U 盘。</translation>
    </message>
    <message>
        <source>No backup is found yet. Plug in the disk or stick with the backups: it is found by itself.</source>
        <translation>尚未找到备份。请插上存放备份的硬盘或 U 盘，会自动识别。</translation>
    </message>
    <message>
        <source>Folder with backups</source>
        <translation>备份所在文件夹</translation>
    </message>
    <message>
        <source>The backup is restored: {read} MB read …</source>
        <translation>正在恢复备份：已读 {read} MB……</translation>
    </message>
</context>
<context>
    <name>RestorePanel</name>
    <message>
        <source>Backups there are, the best first</source>
        <translation>现有备份，最佳的在前</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Read all again</source>
        <translation>全部重新校验</translation>
    </message>
    <message>
        <source>Reads every byte of every backup and picture and compares.</source>
        <translation>逐字节读出全部备份和图片并核对。</translation>
    </message>
    <message>
        <source>Go back to the marked one …</source>
        <translation>恢复到选中的备份……</translation>
    </message>
    <message>
        <source>Restore, and restart the console</source>
        <translation>恢复并重启控制台</translation>
    </message>
    <message>
        <source>Leave all as it is  Esc</source>
        <translation>保持现状  Esc</translation>
    </message>
    <message>
        <source>The backup is copied: {copied} MB read …</source>
        <translation>正在复制备份：已读 {copied} MB……</translation>
    </message>
    <message>
        <source>Backups and pictures are read …</source>
        <translation>正在读取备份和图片……</translation>
    </message>
    <message>
        <source>There is none yet, or no disk with backups is plugged in.</source>
        <translation>还没有备份，或未插上存放备份的盘。</translation>
    </message>
    <message>
        <source>Go back to the backup of {moment}?</source>
        <translation>恢复到 {moment} 的备份吗？</translation>
    </message>
    <message>
        <source>The console closes and is there again within a minute. Until then the emergency button does not work.</source>
        <translation>控制台将关闭，一分钟内重新打开。其间紧急按钮不可用。</translation>
    </message>
</context>
<context>
    <name>RetentionPage</name>
    <message>
        <source>Kept for</source>
        <translation>保存</translation>
    </message>
    <message>
        <source> days</source>
        <comment>after a number</comment>
        <translation> 天</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>最多占用</translation>
    </message>
    <message>
        <source>all the disk has</source>
        <translation>磁盘有多少用多少</translation>
    </message>
    <message>
        <source>How long recordings stay</source>
        <translation>录像保存多久</translation>
    </message>
</context>
<context>
    <name>RetryButton</name>
    <message>
        <source>Retrying …</source>
        <translation>正在重新连接…</translation>
    </message>
    <message>
        <source>Retry  T</source>
        <translation>重试  T</translation>
    </message>
    <message>
        <source>Connect to the chosen camera again at once. Key T</source>
        <translation>立即重新连接所选摄像头，按键 T</translation>
    </message>
</context>
<context>
    <name>ReviewPaper</name>
    <message>
        <source>Review: {title}</source>
        <translation>复盘报告：{title}</translation>
    </message>
    <message>
        <source>Kind and level</source>
        <translation>类型和级别</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Began</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Lasted</source>
        <translation>历时</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Within</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>late</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>in time</source>
        <translation>按时</translation>
    </message>
    <message>
        <source>Against the targets</source>
        <translation>对照目标</translation>
    </message>
    <message>
        <source>Nothing was late, and nothing was left undone.</source>
        <translation>没有超时，也没有遗漏。</translation>
    </message>
    <message>
        <source>What was late or not done</source>
        <translation>超时和未完成</translation>
    </message>
    <message>
        <source>None were written down yet.</source>
        <translation>尚未填写。</translation>
    </message>
    <message>
        <source>Conclusions</source>
        <translation>总结</translation>
    </message>
    <message>
        <source>Measures</source>
        <translation>整改措施</translation>
    </message>
    <message>
        <source>None were decided.</source>
        <translation>未确定措施。</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>责任人</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>open</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>done {date}</source>
        <translation>{date} 完成</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>After</source>
        <translation>经过</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>情况</translation>
    </message>
    <message>
        <source>Time line</source>
        <translation>时间线</translation>
    </message>
</context>
<context>
    <name>ReviewWords</name>
    <message>
        <source>{what}: {over} late</source>
        <translation>{what}：超时 {over}</translation>
    </message>
    <message>
        <source>{what}: never done</source>
        <translation>{what}：始终未完成</translation>
    </message>
    <message>
        <source>Step {number}, {over} late: {text}</source>
        <translation>步骤 {number}，超时 {over}：{text}</translation>
    </message>
    <message>
        <source>Step {number} not done: {text}</source>
        <translation>步骤 {number} 未完成：{text}</translation>
    </message>
    <message>
        <source>{name} never confirmed</source>
        <translation>{name}始终未确认</translation>
    </message>
    <message>
        <source>A message to {name} did not get through</source>
        <translation>发给{name}的消息未送达</translation>
    </message>
    <message>
        <source>First confirmation</source>
        <translation>首次确认</translation>
    </message>
    <message>
        <source>Turn-out</source>
        <translation>出动到场</translation>
    </message>
    <message>
        <source>Report by phone</source>
        <translation>电话首报</translation>
    </message>
    <message>
        <source>Initial report</source>
        <translation>书面首报</translation>
    </message>
    <message>
        <source>never done</source>
        <translation>始终未完成</translation>
    </message>
    <message>
        <source>+{days} d</source>
        <translation>+{days}天</translation>
    </message>
    <message>
        <source>Message to {name} ({channel}): {state}</source>
        <translation>发给{name}的消息（{channel}）：{state}</translation>
    </message>
    <message>
        <source>Recording of {camera} until {until}</source>
        <translation>{camera}录像至 {until}</translation>
    </message>
    <message numerus="yes">
        <source>Picture(s) of %n camera(s) kept</source>
        <translation>
            <numerusform>留存 %n 路画面</numerusform>
        </translation>
    </message>
    <message>
        <source>sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>已送达</translation>
    </message>
    <message>
        <source>{sentence} · {who}</source>
        <translation>{sentence} · {who}</translation>
    </message>
</context>
<context>
    <name>RosterEntryWords</name>
    <message>
        <source>Roster published: {title}, {from} to {to}, shifts: {shifts} ({added} new, {gone} gone)</source>
        <translation>值班表已发布：{title}，{from} 至 {to}，共 {shifts} 个班次（新增 {added}，取消 {gone}）</translation>
    </message>
    <message>
        <source>Roster taken back: {title}, {from} to {to}</source>
        <translation>值班表已撤回：{title}，{from} 至 {to}</translation>
    </message>
    <message>
        <source>{name} has clocked on{where}{apart}</source>
        <translation>{name} 上岗签到{where}{apart}</translation>
    </message>
    <message>
        <source>{name} has clocked off{where}{apart}</source>
        <translation>{name} 离岗签退{where}{apart}</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} 至 {last}</translation>
    </message>
    <message>
        <source>nobody</source>
        <comment>instead of a person in an exchange</comment>
        <translation>无人</translation>
    </message>
    <message>
        <source> ▲ before the next shift has signed for the handover</source>
        <translation>&#x3000;▲ 接班人尚未签名</translation>
    </message>
    <message numerus="yes">
        <source>, %n minute(s) late</source>
        <translation>
            <numerusform>，迟到 %n 分钟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n minute(s) early</source>
        <translation>
            <numerusform>，早退 %n 分钟</numerusform>
        </translation>
    </message>
    <message>
        <source>, not planned</source>
        <translation>，未排班</translation>
    </message>
    <message>
        <source>, by phone from {address}</source>
        <translation>，手机签到（{address}）</translation>
    </message>
    <message>
        <source> ({reason})</source>
        <translation>（{reason}）</translation>
    </message>
    <message>
        <source>{kind}, {state}: {legs}</source>
        <translation>{kind}，{state}：{legs}</translation>
    </message>
</context>
<context>
    <name>RosterScreen</name>
    <message>
        <source>On duty</source>
        <translation>在岗</translation>
    </message>
    <message>
        <source>Exchanges</source>
        <translation>调换</translation>
    </message>
    <message>
        <source>Attendance</source>
        <translation>考勤</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>请假</translation>
    </message>
    <message>
        <source>Reachable</source>
        <translation>通讯畅通</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>人数要求</translation>
    </message>
    <message>
        <source>Rotations</source>
        <translation>轮班</translation>
    </message>
    <message>
        <source>Shifts</source>
        <translation>班次</translation>
    </message>
    <message>
        <source>Kinds</source>
        <translation>班次类型</translation>
    </message>
    <message>
        <source>Holidays</source>
        <translation>节假日</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>限制</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Posts</source>
        <translation>岗位</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月表</translation>
    </message>
</context>
<context>
    <name>RosterWords</name>
    <message>
        <source>fire control room certificate</source>
        <translation>消防控制室操作证</translation>
    </message>
    <message>
        <source>first aid</source>
        <translation>急救员证</translation>
    </message>
    <message>
        <source>security guard certificate</source>
        <translation>保安员证</translation>
    </message>
    <message>
        <source>liquefied gas certificate</source>
        <translation>液化气操作证</translation>
    </message>
    <message>
        <source>electrician</source>
        <translation>电工证</translation>
    </message>
    <message>
        <source>lift rescue</source>
        <translation>电梯救援</translation>
    </message>
    <message>
        <source>annual leave</source>
        <translation>年假</translation>
    </message>
    <message>
        <source>sick leave</source>
        <translation>病假</translation>
    </message>
    <message>
        <source>personal leave</source>
        <translation>事假</translation>
    </message>
    <message>
        <source>training</source>
        <translation>培训</translation>
    </message>
    <message>
        <source>other leave</source>
        <translation>其他假</translation>
    </message>
    <message>
        <source>order</source>
        <translation>调班</translation>
    </message>
    <message>
        <source>swap</source>
        <translation>换班</translation>
    </message>
    <message>
        <source>stand-in</source>
        <translation>替班</translation>
    </message>
    <message>
        <source>asked, not agreed yet</source>
        <translation>已申请，待对方同意</translation>
    </message>
    <message>
        <source>agreed, not approved yet</source>
        <translation>对方已同意，待批准</translation>
    </message>
    <message>
        <source>approved</source>
        <translation>已批准</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>未批准</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>part of a newer roster</source>
        <translation>已并入新值班表</translation>
    </message>
    <message>
        <source>weekly shift</source>
        <translation>每周班次</translation>
    </message>
    <message>
        <source>single shift</source>
        <translation>单次班次</translation>
    </message>
    <message>
        <source>rotation</source>
        <translation>轮班</translation>
    </message>
    <message>
        <source>published roster</source>
        <translation>已发布的值班表</translation>
    </message>
    <message>
        <source>clocked on, not planned</source>
        <translation>已签到，未排班</translation>
    </message>
    <message>
        <source>every day</source>
        <translation>每天</translation>
    </message>
    <message>
        <source>weekdays chosen below</source>
        <translation>按下方所选星期</translation>
    </message>
    <message>
        <source>working days (holidays left out)</source>
        <translation>工作日（不含节假日）</translation>
    </message>
    <message>
        <source>rest days and holidays</source>
        <translation>休息日和节假日</translation>
    </message>
    <message>
        <source>two crews, day and night by the week</source>
        <translation>两班倒（每周白夜轮换）</translation>
    </message>
    <message>
        <source>three crews: day, night, rest</source>
        <translation>三班两运转（白、夜、休）</translation>
    </message>
    <message>
        <source>four crews, three shifts of 8 h</source>
        <translation>四班三运转（每班 8 小时）</translation>
    </message>
    <message>
        <source>four crews, 12 h: day, night, two free</source>
        <translation>四班两运转（12 小时：白、夜、休、休）</translation>
    </message>
    <message>
        <source>a week on, a week off</source>
        <translation>上一周休一周</translation>
    </message>
    <message>
        <source>one a day, in turn</source>
        <translation>每天一人轮流带班</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>expected</source>
        <translation>待到岗</translation>
    </message>
    <message>
        <source>present</source>
        <translation>在岗</translation>
    </message>
    <message>
        <source>came late</source>
        <translation>迟到</translation>
    </message>
    <message>
        <source>absent</source>
        <translation>缺勤</translation>
    </message>
    <message>
        <source>left early</source>
        <translation>早退</translation>
    </message>
    <message>
        <source>was there</source>
        <translation>已到岗</translation>
    </message>
    <message>
        <source>in two places at once</source>
        <translation>同一时间在两处</translation>
    </message>
    <message>
        <source>rest too short</source>
        <translation>休息时间不足</translation>
    </message>
    <message>
        <source>too long without a break</source>
        <translation>连续值班过长</translation>
    </message>
    <message>
        <source>too many hours in the week</source>
        <translation>每周工时超限</translation>
    </message>
    <message>
        <source>certificate missing</source>
        <translation>缺少证书</translation>
    </message>
    <message>
        <source>certificate expired</source>
        <translation>证书已过期</translation>
    </message>
    <message>
        <source>on leave, yet planned</source>
        <translation>请假期间仍被排班</translation>
    </message>
    <message>
        <source>no phone number</source>
        <translation>没有电话号码</translation>
    </message>
    <message>
        <source>an exchange without its duty</source>
        <translation>调换对应的班次已不存在</translation>
    </message>
</context>
<context>
    <name>RotationsPage</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>职责</translation>
    </message>
    <message>
        <source>Post</source>
        <translation>岗位</translation>
    </message>
    <message>
        <source>no post</source>
        <translation>无岗位</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>轮班方式</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>保持现状</translation>
    </message>
    <message>
        <source>First shift of the day begins</source>
        <translation>每天首班开始时间</translation>
    </message>
    <message>
        <source>Crews, one a line</source>
        <translation>班组，每行一组</translation>
    </message>
    <message>
        <source>one crew a line, names with commas</source>
        <translation>每行一个班组，姓名用逗号分隔</translation>
    </message>
    <message>
        <source>Turns count on</source>
        <translation>轮转计入</translation>
    </message>
    <message>
        <source>From this day on</source>
        <translation>自此日起</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>岗位</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>{first} to before {last}</source>
        <translation>{first} 至 {last} 前</translation>
    </message>
    <message>
        <source>from {first}</source>
        <translation>自 {first} 起</translation>
    </message>
    <message>
        <source>of its own</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>Add a rotation</source>
        <translation>添加轮班</translation>
    </message>
    <message>
        <source>New rotation</source>
        <translation>新轮班</translation>
    </message>
    <message>
        <source>No rotations yet. Press Add a rotation: pattern, crews and first day are enough.</source>
        <translation>还没有轮班。按“添加轮班”：填写方式、班组和起始日即可。</translation>
    </message>
</context>
<context>
    <name>RowPainter</name>
    <message>
        <source>corrected {time} by {who}</source>
        <translation>{time} 由{who}更正</translation>
    </message>
    <message>
        <source>corrected {count} times, last {time} by {who}</source>
        <translation>已更正 {count} 次，最近 {time} 由{who}更正</translation>
    </message>
</context>
<context>
    <name>RowWords</name>
    <message>
        <source>Outgoing: {text}</source>
        <translation>交班说明：{text}</translation>
    </message>
    <message>
        <source>Difference: {text}</source>
        <translation>差异说明：{text}</translation>
    </message>
    <message>
        <source>× not confirmed: {remark}</source>
        <translation>× 不予确认：{remark}</translation>
    </message>
    <message>
        <source>✓ remark: {remark}</source>
        <translation>✓ 已核对，备注：{remark}</translation>
    </message>
    <message>
        <source>✓ checked</source>
        <translation>✓ 已核对</translation>
    </message>
    <message>
        <source>to be checked</source>
        <translation>待核对</translation>
    </message>
    <message>
        <source>should be {number}</source>
        <translation>应有 {number}</translation>
    </message>
    <message>
        <source>{expected} · to be counted</source>
        <translation>{expected} · 待清点</translation>
    </message>
    <message>
        <source>{expected} · counted {number}</source>
        <translation>{expected} · 实有 {number}</translation>
    </message>
    <message>
        <source>{expected} · outgoing {outgoing}, incoming {incoming}</source>
        <translation>{expected} · 交班 {outgoing}，接班 {incoming}</translation>
    </message>
</context>
<context>
    <name>RulePage</name>
    <message>
        <source>Made every</source>
        <translation>备份间隔</translation>
    </message>
    <message>
        <source> h</source>
        <comment>after a number</comment>
        <translation> 小时</translation>
    </message>
    <message>
        <source>Kept: hourly</source>
        <translation>保留：每小时</translation>
    </message>
    <message>
        <source>daily</source>
        <translation>每天</translation>
    </message>
    <message>
        <source>monthly</source>
        <translation>每月</translation>
    </message>
    <message>
        <source>When, and how many stay</source>
        <translation>何时备份，保留多少</translation>
    </message>
</context>
<context>
    <name>SavedMenu</name>
    <message>
        <source>Saved searches</source>
        <translation>常用查找</translation>
    </message>
    <message>
        <source>Save what is looked for under a name, and look for it again  Ctrl+S</source>
        <translation>把当前查找条件命名保存，随时再查  Ctrl+S</translation>
    </message>
    <message>
        <source>Nothing saved yet</source>
        <translation>尚无常用查找</translation>
    </message>
    <message>
        <source>&amp;Save this search …</source>
        <translation>保存当前查找(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>删除(&amp;R)</translation>
    </message>
    <message>
        <source>Saved as {name}</source>
        <translation>已保存为“{name}”</translation>
    </message>
    <message>
        <source>{name} removed</source>
        <translation>已删除“{name}”</translation>
    </message>
</context>
<context>
    <name>Saying</name>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
</context>
<context>
    <name>Scope</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Every entry; automatic ones fold into one line</source>
        <translation>全部记录；连续的自动记录折叠成一行</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员记录</translation>
    </message>
    <message>
        <source>Only what people wrote</source>
        <translation>只看人员填写的记录</translation>
    </message>
    <message>
        <source>Important</source>
        <translation>要事</translation>
    </message>
    <message>
        <source>Emergencies, escalation, failures and faults</source>
        <translation>突发事件、应急升级、故障和失败</translation>
    </message>
</context>
<context>
    <name>SecondScreen</name>
    <message>
        <source>Wall</source>
        <translation>监控墙</translation>
    </message>
</context>
<context>
    <name>SectionEditor</name>
    <message>
        <source>Your own words; they stay when the draft is made anew</source>
        <translation>补充文字；重新生成草稿时保留</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>Incident {id} is open; people called: {count}.</source>
        <translation>事件 {id} 已启动，已呼叫 {count} 人。</translation>
    </message>
    <message>
        <source>Incident {id} is stored; people called when the console starts: {count}.</source>
        <translation>事件 {id} 已存入；控制台启动后将呼叫 {count} 人。</translation>
    </message>
    <message>
        <source>No console is running: nobody is called and no siren sounds yet. Start the console, or call by telephone.</source>
        <translation>控制台没有运行：尚未呼叫任何人，警报未响。请启动控制台，或电话通知。</translation>
    </message>
    <message>
        <source>The console is starting or closing; trying again for {seconds} s …</source>
        <translation>控制台正在启动或关闭，将在 {seconds} 秒内重试……</translation>
    </message>
    <message>
        <source>Entry no. {number} is stored.</source>
        <translation>第 {number} 条日志已保存。</translation>
    </message>
    <message>
        <source>Nothing is called so, kept as words: {words}</source>
        <translation>没有叫这个名字的，已按原文记入：{words}</translation>
    </message>
    <message>
        <source>Entries written to {file}: {count}.</source>
        <translation>已将 {count} 条日志写入 {file}。</translation>
    </message>
    <message>
        <source>The log could not be told of this export: {why}</source>
        <translation>本次导出未能记入日志：{why}</translation>
    </message>
    <message>
        <source>Entries exported to {folder}: {count}.
Fingerprint of the key, for whoever receives it: {fingerprint}</source>
        <translation>已导出 {count} 条记录至 {folder}。
公钥指纹，请告知接收人：{fingerprint}</translation>
    </message>
    <message>
        <source>This is what was exported, as the log of {site} held it on {time}; entries: {count}.
Exported by {name}: {reason}
Head of the log at that time: no. {head}, {hash}
Fingerprint of the key, to be compared with what the site says: {fingerprint}</source>
        <translation>与导出时一致：{count} 条记录与 {site} 值班日志在 {time} 的内容相同。
导出人 {name}，事由：{reason}
当时的末条：第 {head} 条，校验值 {hash}
公钥指纹，请与导出单位核对：{fingerprint}</translation>
    </message>
    <message>
        <source>the keeper of this computer</source>
        <translation>本机管理员</translation>
    </message>
    <message>
        <source>{file} is as it was exported on {time} by {name} (entry no. {number}).</source>
        <translation>{file} 与 {time} 由{name}导出时一致（第 {number} 条）。</translation>
    </message>
    <message>
        <source>{file} is not what was exported under that name on {time} by {name} (entry no. {number}): its content was changed.</source>
        <translation>{file} 不是 {time} 由{name}以该名称导出的文件（第 {number} 条）：内容已被改动。</translation>
    </message>
    <message>
        <source>The log knows of no export with the name or the content of {file}.</source>
        <translation>日志中没有与 {file} 名称或内容相符的导出记录。</translation>
    </message>
    <message>
        <source>Entry no. {number} is no longer as it was.</source>
        <translation>第 {number} 条记录已被改动。</translation>
    </message>
    <message>
        <source>Byte {place} (counted from 0) was {was} and is {now}.</source>
        <translation>第 {place} 字节（从 0 数起）原为 {was}，现为 {now}。</translation>
    </message>
    <message>
        <source>The first change is in bytes {since} to {until} (counted from 0).</source>
        <translation>最先改动的位置在第 {since} 至 {until} 字节（从 0 数起）。</translation>
    </message>
    <message>
        <source>Sheets written to {folder}: {count}.</source>
        <translation>已将 {count} 份写入 {folder}。</translation>
    </message>
    <message>
        <source>The site is written to {file}; passwords and tokens are not in it.</source>
        <translation>站点已写入 {file}；其中不含密码和令牌。</translation>
    </message>
    <message>
        <source>Site taken over: {added} added, {changed} changed, {removed} removed.</source>
        <translation>站点已导入：新增 {added} 项，更改 {changed} 项，移除 {removed} 项。</translation>
    </message>
    <message>
        <source>All entries are as they were written: {count}. Last hash: {head}</source>
        <translation>全部 {count} 条日志与写入时一致。最后的哈希值：{head}</translation>
    </message>
    <message>
        <source>its content is not what was written</source>
        <translation>其内容与写入时不符</translation>
    </message>
    <message>
        <source>it does not follow the entry before it</source>
        <translation>它与前一条不衔接</translation>
    </message>
    <message>
        <source>from there on entries are missing or were replaced</source>
        <translation>从这一条起，记录缺失或被替换</translation>
    </message>
    <message>
        <source>an entry before it is missing</source>
        <translation>它前面缺少一条</translation>
    </message>
    <message>
        <source>a picture of it is missing</source>
        <translation>所附图片缺失</translation>
    </message>
    <message>
        <source>a picture of it was changed</source>
        <translation>所附图片被更改</translation>
    </message>
    <message>
        <source>The log was changed: entry no. {number} is the first bad one; {reason}.</source>
        <translation>日志被更改过：第 {number} 条是首个异常条目；{reason}。</translation>
    </message>
    <message>
        <source>The bundle is whole, all as it was signed; files: {count}.
{site}, exported {time} by {name}: {reason}
Fingerprint of the key, to be compared with what the site says: {fingerprint}</source>
        <translation>证据包完整：{count} 个文件与签名时一致。
{site}，{name} 于 {time} 导出，事由：{reason}
密钥指纹，请与导出单位核对：{fingerprint}</translation>
    </message>
    <message>
        <source>nobody signed in</source>
        <translation>无人登录</translation>
    </message>
    <message>
        <source>an entry does not fit the chain of the log</source>
        <translation>有记录与校验链不符</translation>
    </message>
    <message>
        <source>no entry of the log names it by this content</source>
        <translation>没有记录认得这一内容的附件</translation>
    </message>
    <message>
        <source>there is no list of files, so this is no evidence bundle</source>
        <translation>没有文件清单，这不是证据包</translation>
    </message>
    <message>
        <source>it is no list of files that a console writes</source>
        <translation>不是值班台写的文件清单</translation>
    </message>
    <message>
        <source>the signature is missing</source>
        <translation>缺少签名</translation>
    </message>
    <message>
        <source>it was changed after it was signed, or somebody else has signed it</source>
        <translation>签名之后被改动，或由他人签名</translation>
    </message>
    <message>
        <source>it was signed with another key than the one named</source>
        <translation>签名密钥与所给指纹不符</translation>
    </message>
    <message>
        <source>it lies outside the bundle</source>
        <translation>指向证据包之外</translation>
    </message>
    <message>
        <source>the file is missing</source>
        <translation>文件缺失</translation>
    </message>
    <message>
        <source>the file was changed</source>
        <translation>文件被改动</translation>
    </message>
    <message>
        <source>the file does not belong to the bundle</source>
        <translation>文件不属于这个证据包</translation>
    </message>
    <message>
        <source>the file cannot be read</source>
        <translation>文件读不出</translation>
    </message>
    <message>
        <source>the log entry that should know it does not</source>
        <translation>应当记有它的日志条目中没有它</translation>
    </message>
    <message>
        <source>the chain of the log has a gap or does not fit the entries</source>
        <translation>日志的散列链有缺口，或与日志条目不符</translation>
    </message>
    <message>
        <source>the log entries in it are not those of the log</source>
        <translation>其中的日志不是原来的日志</translation>
    </message>
    <message>
        <source>This is not what was exported. {file}: {reason}.</source>
        <translation>这不是当初导出的内容。{file}：{reason}。</translation>
    </message>
    <message>
        <source>Cameras live: {live} of {cameras}. Running incidents: {running}. Messages waiting: {waiting}, failed: {failed}.</source>
        <translation>摄像头实时：{live}/{cameras}。进行中的事件：{running}。待发消息：{waiting}，失败：{failed}。</translation>
    </message>
</context>
<context>
    <name>SettingsEntryWords</name>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>login changed</source>
        <translation>登录信息已更改</translation>
    </message>
    <message>
        <source>secret address changed</source>
        <translation>保密地址已更改</translation>
    </message>
    <message>
        <source>PIN of the SIM card changed</source>
        <translation>SIM 卡 PIN 已更改</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>time zone</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>seconds to confirm</source>
        <translation>确认时限（秒）</translation>
    </message>
    <message>
        <source>reminded after s</source>
        <translation>催促时间（秒）</translation>
    </message>
    <message>
        <source>expires after s</source>
        <translation>失效时间（秒）</translation>
    </message>
    <message>
        <source>neighbours</source>
        <translation>相邻地点</translation>
    </message>
    <message>
        <source>recipient</source>
        <translation>接收人</translation>
    </message>
    <message>
        <source>role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>minutes by phone</source>
        <translation>电话报告（分钟）</translation>
    </message>
    <message>
        <source>minutes in writing</source>
        <translation>书面报告（分钟）</translation>
    </message>
    <message>
        <source>hours of follow-ups</source>
        <translation>续报间隔（小时）</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>address of the sub stream</source>
        <translation>子码流地址</translation>
    </message>
    <message>
        <source>place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>order</source>
        <translation>顺序</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>watched</source>
        <translation>画面检测</translation>
    </message>
    <message>
        <source>sensitivity</source>
        <translation>灵敏度</translation>
    </message>
    <message>
        <source>zones</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>recording</source>
        <translation>录像</translation>
    </message>
    <message>
        <source>recorded from</source>
        <translation>录像开始</translation>
    </message>
    <message>
        <source>recorded to</source>
        <translation>录像结束</translation>
    </message>
    <message>
        <source>seconds before</source>
        <translation>预录秒数</translation>
    </message>
    <message>
        <source>graphics card</source>
        <translation>显卡解码</translation>
    </message>
    <message>
        <source>ONVIF address</source>
        <translation>ONVIF 地址</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天数</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>GB</translation>
    </message>
    <message>
        <source>way</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>time of the test</source>
        <translation>测试时间</translation>
    </message>
    <message>
        <source>test goes to</source>
        <translation>测试接收人</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>处置步骤</translation>
    </message>
    <message>
        <source>tiers</source>
        <translation>出动层次</translation>
    </message>
    <message>
        <source>telephones</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>cameras</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>places</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>documents</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>kinds of incident</source>
        <translation>事件类型</translation>
    </message>
    <message>
        <source>also in drills</source>
        <translation>演练时也动作</translation>
    </message>
    <message>
        <source>off at the end</source>
        <translation>结束时断开</translation>
    </message>
    <message>
        <source>pulse in s</source>
        <translation>脉冲（秒）</translation>
    </message>
    <message>
        <source>checks a week</source>
        <translation>每周抽查次数</translation>
    </message>
    <message>
        <source>minutes to answer</source>
        <translation>应答时限（分钟）</translation>
    </message>
    <message>
        <source>port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>offered</source>
        <translation>开启</translation>
    </message>
</context>
<context>
    <name>SettingsScreen</name>
    <message>
        <source>Cameras</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>通知渠道</translation>
    </message>
    <message>
        <source>Plans</source>
        <translation>预案</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>站点</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>录像</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>健康</translation>
    </message>
    <message>
        <source>Phones</source>
        <translation>手机页面</translation>
    </message>
    <message>
        <source>Tours</source>
        <translation>视频巡查</translation>
    </message>
    <message>
        <source>Relays</source>
        <translation>继电器</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>PINs</source>
        <translation>PIN 码</translation>
    </message>
    <message>
        <source>Site file</source>
        <translation>站点文件</translation>
    </message>
    <message>
        <source>This PC</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>备份</translation>
    </message>
</context>
<context>
    <name>ShiftChooser</name>
    <message>
        <source>Shift before</source>
        <translation>上一班</translation>
    </message>
    <message>
        <source>Shift after</source>
        <translation>下一班</translation>
    </message>
    <message>
        <source>to</source>
        <translation>至</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Shift to look at</source>
        <translation>要回看的班次</translation>
    </message>
    <message>
        <source>From, date and time</source>
        <translation>开始日期和时间</translation>
    </message>
    <message>
        <source>To, date and time</source>
        <translation>结束日期和时间</translation>
    </message>
    <message>
        <source>Another time …</source>
        <translation>其他时段…</translation>
    </message>
</context>
<context>
    <name>ShiftControls</name>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Speed {speed}</source>
        <translation>速度 {speed}</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Incident</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>报警</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>1 小时</translation>
    </message>
    <message>
        <source>10 min</source>
        <translation>10 分钟</translation>
    </message>
    <message>
        <source>Remark  R</source>
        <translation>点评  R</translation>
    </message>
    <message>
        <source>Print …</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>减速</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>加速</translation>
    </message>
    <message>
        <source>Previous entry</source>
        <translation>上一条日志</translation>
    </message>
    <message>
        <source>Next entry</source>
        <translation>下一条日志</translation>
    </message>
    <message>
        <source>Previous incident</source>
        <translation>上一起事件</translation>
    </message>
    <message>
        <source>Next incident</source>
        <translation>下一起事件</translation>
    </message>
    <message>
        <source>Previous alarm</source>
        <translation>上一次报警</translation>
    </message>
    <message>
        <source>Next alarm</source>
        <translation>下一次报警</translation>
    </message>
    <message>
        <source>See the whole time</source>
        <translation>显示整个时段</translation>
    </message>
    <message>
        <source>See an hour</source>
        <translation>显示 1 小时</translation>
    </message>
    <message>
        <source>See ten minutes</source>
        <translation>显示 10 分钟</translation>
    </message>
    <message>
        <source>Write a remark on this moment into the log</source>
        <translation>对这一时刻写点评，记入日志</translation>
    </message>
    <message>
        <source>Print the review of this time</source>
        <translation>打印本时段的回看</translation>
    </message>
</context>
<context>
    <name>ShiftPaper</name>
    <message>
        <source>Shift review {date}</source>
        <translation>值班回看 {date}</translation>
    </message>
    <message>
        <source>Shift review: {shift}</source>
        <translation>值班回看：{shift}</translation>
    </message>
    <message>
        <source>▼ called   ✓ confirmed   ● on scene   ▲ missed or alarm   ◆ entry   ■ flag: remark   hatched: fewer there than planned, or a drill</source>
        <translation>▼ 已呼叫&#x3000;✓ 已确认&#x3000;● 到场&#x3000;▲ 超时未办或报警&#x3000;◆ 日志&#x3000;■ 旗形：点评&#x3000;斜纹：缺岗或演练</translation>
    </message>
    <message>
        <source>On duty</source>
        <translation>当班人员</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>{count} (drills: {drills})</source>
        <translation>{count} 起（其中演练 {drills} 起）</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>{people} by people, {automatic} by the program, {alarms} of these alarms</source>
        <translation>人工 {people} 条，自动 {automatic} 条，其中报警 {alarms} 条</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>{late} not kept</source>
        <translation>未达标 {late} 项</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志链</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>打印时间</translation>
    </message>
    <message>
        <source>Time line</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>up to no. {number}, hash {hash}</source>
        <translation>截至第 {number} 条，哈希 {hash}</translation>
    </message>
    <message>
        <source>; besides: {names}</source>
        <translation>；另有：{names}</translation>
    </message>
    <message>
        <source>; never there: {names}</source>
        <translation>；始终未到：{names}</translation>
    </message>
    <message>
        <source>{role}: {people}</source>
        <translation>{role}：{people}</translation>
    </message>
    <message>
        <source>Began</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>On scene after</source>
        <translation>到场用时</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>{end}: {reason}</source>
        <translation>{end}：{reason}</translation>
    </message>
    <message>
        <source>Against the targets</source>
        <translation>对照时限</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>点评</translation>
    </message>
    <message>
        <source>None was written.</source>
        <translation>没有点评。</translation>
    </message>
    <message>
        <source>On</source>
        <translation>时刻</translation>
    </message>
    <message>
        <source>By</source>
        <translation>点评人</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>点评</translation>
    </message>
</context>
<context>
    <name>ShiftReviewEntryWords</name>
    <message>
        <source>Remark on {about}: {text}</source>
        <translation>对 {about} 的点评：{text}</translation>
    </message>
    <message>
        <source>▲ This entry was damaged and cannot be read: {text}</source>
        <translation>▲ 此条已损坏，无法读取：{text}</translation>
    </message>
</context>
<context>
    <name>ShiftReviewScreen</name>
    <message>
        <source>Reading …</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Moment</source>
        <translation>时刻</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>T: to the next one</source>
        <translation>T：切换到下一页</translation>
    </message>
    <message>
        <source>Time line of the shift</source>
        <translation>本班时间线</translation>
    </message>
    <message>
        <source>Pictures of this moment</source>
        <translation>这一时刻的画面</translation>
    </message>
    <message>
        <source>No camera has a recording or a kept picture of this time. C shows all cameras.</source>
        <translation>这一时段没有任何录像或留存的画面。按 C 显示全部摄像头。</translation>
    </message>
    <message>
        <source>The shift against its targets; Enter goes to the moment</source>
        <translation>本班对照时限；按回车跳到该时刻</translation>
    </message>
    <message>
        <source>Nothing further in this time.</source>
        <translation>这一时段内没有更多了。</translation>
    </message>
    <message>
        <source>Printing …</source>
        <translation>正在生成…</translation>
    </message>
    <message>
        <source>Only the newest entries are shown: choose a shorter time.</source>
        <translation>条目过多，只显示最近的部分：请选较短的时段。</translation>
    </message>
    <message>
        <source>This is the end.</source>
        <translation>已到末尾。</translation>
    </message>
    <message>
        <source>{lane}: N and P go to the next and the previous one</source>
        <translation>{lane}：按 N、P 到下一个、上一个</translation>
    </message>
    <message>
        <source>All lanes</source>
        <translation>全部泳道</translation>
    </message>
</context>
<context>
    <name>ShiftReviewWords</name>
    <message>
        <source>People</source>
        <translation>人工</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Escalation</source>
        <translation>升级</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>在岗</translation>
    </message>
    <message>
        <source>Tours</source>
        <translation>视频巡查</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>录像</translation>
    </message>
    <message>
        <source>{count} at once, {span}: zoom in</source>
        <translation>{span} 同时有 {count} 项：请放大</translation>
    </message>
    <message>
        <source>{begin}–{end}  {title}, {place}</source>
        <translation>{begin}–{end}  {title}，{place}</translation>
    </message>
    <message>
        <source>, {count} times</source>
        <translation>，共 {count} 次</translation>
    </message>
    <message>
        <source>{span}  {camera}: {what}{times}</source>
        <translation>{span}  {camera}：{what}{times}</translation>
    </message>
    <message>
        <source>{span}  {role}: {people}</source>
        <translation>{span}  {role}：{people}</translation>
    </message>
    <message>
        <source>{span}  Recorded: {count} of {of} cameras</source>
        <translation>{span}  有录像：{count}/{of} 路</translation>
    </message>
    <message>
        <source>no live picture</source>
        <translation>无实时画面</translation>
    </message>
    <message>
        <source>{tour}: did not take place</source>
        <translation>{tour}：没有进行</translation>
    </message>
    <message>
        <source>{tour}: {seen} of {of} seen</source>
        <translation>{tour}：已看 {seen}/{of}</translation>
    </message>
    <message>
        <source>, {count} missed</source>
        <translation>，漏看 {count}</translation>
    </message>
    <message>
        <source>, {count} not well</source>
        <translation>，异常 {count}</translation>
    </message>
    <message>
        <source>, not finished</source>
        <translation>，没有走完</translation>
    </message>
    <message>
        <source>planned: {names} (nobody clocks on here)</source>
        <translation>排班：{names}（本处不签到）</translation>
    </message>
    <message>
        <source>▲ not there: {names}</source>
        <translation>▲ 未到岗：{names}</translation>
    </message>
    <message>
        <source>besides: {names}</source>
        <translation>另有：{names}</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>Emergency, kind not yet known</source>
        <translation>突发事件（类型待定）</translation>
    </message>
    <message>
        <source>DRILL · {name}</source>
        <translation>演练 · {name}</translation>
    </message>
    <message>
        <source>place not yet known</source>
        <translation>地点待定</translation>
    </message>
    <message>
        <source>running for {time}</source>
        <translation>已处置 {time}</translation>
    </message>
    <message>
        <source>false alarm</source>
        <translation>误报</translation>
    </message>
    <message>
        <source>stood down</source>
        <translation>解除</translation>
    </message>
    <message>
        <source>{ended} after {time}</source>
        <translation>{time} 后{ended}</translation>
    </message>
    <message>
        <source>{count} called, {confirmed} confirmed</source>
        <translation>呼叫 {count} 人，确认 {confirmed} 人</translation>
    </message>
    <message>
        <source>; on scene: {names}</source>
        <translation>；到场：{names}</translation>
    </message>
    <message>
        <source>called</source>
        <translation>已呼叫</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>▲ not confirmed in time</source>
        <translation>▲ 超时未确认</translation>
    </message>
    <message>
        <source>▲ nobody to call</source>
        <translation>▲ 无人可呼</translation>
    </message>
    <message>
        <source>▲ confirmed, nobody came</source>
        <translation>▲ 已确认但无人到场</translation>
    </message>
    <message>
        <source>tier {number} {state}</source>
        <translation>第 {number} 层{state}</translation>
    </message>
    <message>
        <source>steps {done} of {of}</source>
        <translation>步骤 {done}/{of}</translation>
    </message>
    <message>
        <source>▲ late: {what}</source>
        <translation>▲ 超时：{what}</translation>
    </message>
    <message>
        <source>corrected {time}: {text}</source>
        <translation>{time} 更正：{text}</translation>
    </message>
    <message>
        <source>Picture {time}</source>
        <translation>画面 {time}</translation>
    </message>
    <message>
        <source>Picture {time}, {age} later</source>
        <translation>画面 {time}，晚 {age}</translation>
    </message>
    <message>
        <source>Picture {time}, {age} before</source>
        <translation>画面 {time}，早 {age}</translation>
    </message>
    <message>
        <source>+{age}</source>
        <translation>晚 {age}</translation>
    </message>
    <message>
        <source>−{age}</source>
        <translation>早 {age}</translation>
    </message>
</context>
<context>
    <name>ShiftsPage</name>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>职责</translation>
    </message>
    <message>
        <source>Post</source>
        <translation>岗位</translation>
    </message>
    <message>
        <source>no post</source>
        <translation>无岗位</translation>
    </message>
    <message>
        <source>Repeats</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>every week</source>
        <translation>每周</translation>
    </message>
    <message>
        <source>on one date only</source>
        <translation>仅某一天</translation>
    </message>
    <message>
        <source>Weekdays</source>
        <translation>星期</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>From</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>To</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Role, post</source>
        <translation>职责、岗位</translation>
    </message>
    <message>
        <source>no longer called</source>
        <translation>不再通知</translation>
    </message>
    <message>
        <source>Add a shift</source>
        <translation>添加班次</translation>
    </message>
    <message>
        <source>New shift</source>
        <translation>新班次</translation>
    </message>
    <message>
        <source>No shifts yet: nobody is on duty. Press &quot;Add a shift&quot; and say who, when and where.</source>
        <translation>还没有班次，无人值班。请按“添加班次”，填写人员、时间和岗位。</translation>
    </message>
    <message>
        <source>every day</source>
        <translation>每天</translation>
    </message>
    <message>
        <source>Monday to Friday</source>
        <translation>周一至周五</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between weekdays</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>{start} – {end} next day</source>
        <translation>{start} – 次日 {end}</translation>
    </message>
    <message>
        <source>{start} – {end}</source>
        <translation>{start} – {end}</translation>
    </message>
</context>
<context>
    <name>SignInPanel</name>
    <message>
        <source>Who is at the console?</source>
        <translation>谁在操作台？</translation>
    </message>
    <message>
        <source>Up and Down choose a name, then the PIN and Enter. F12 works without it.</source>
        <translation>用上下键选择姓名，输入 PIN 码后按回车。不登录也能按 F12 报警。</translation>
    </message>
    <message>
        <source>Nobody has a PIN yet. Give one to a person in the settings (F9), then sign in here.</source>
        <translation>还没有人设置 PIN 码。请先在设置（F9）里给人员设置 PIN 码，再到这里登录。</translation>
    </message>
    <message>
        <source>People who may sign in</source>
        <translation>可以登录的人员</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN 码</translation>
    </message>
    <message>
        <source>Sign in  Enter</source>
        <translation>登录（回车）</translation>
    </message>
    <message>
        <source>Back  Esc</source>
        <translation>返回  Esc</translation>
    </message>
    <message>
        <source>● on duty now: {role}</source>
        <translation>● 正在值班：{role}</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between roles</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>PIN of {name}</source>
        <translation>{name}的 PIN 码</translation>
    </message>
</context>
<context>
    <name>SignPanel</name>
    <message>
        <source>Who signs</source>
        <translation>签名人</translation>
    </message>
    <message>
        <source>Own PIN</source>
        <translation>本人 PIN 码</translation>
    </message>
    <message>
        <source>Approved by</source>
        <translation>同意的领导</translation>
    </message>
    <message>
        <source>Sign  Enter</source>
        <translation>签名  Enter</translation>
    </message>
    <message>
        <source>Back  Esc</source>
        <translation>返回  Esc</translation>
    </message>
</context>
<context>
    <name>Signatures</name>
    <message>
        <source>The outgoing shift signs</source>
        <translation>交班人签名</translation>
    </message>
    <message>
        <source>The incoming shift signs</source>
        <translation>接班人签名</translation>
    </message>
    <message>
        <source>You stay responsible until the incoming shift has signed, too.</source>
        <translation>接班人签名之前，仍由交班人负责。</translation>
    </message>
    <message>
        <source>From your signature on you are responsible and signed in at the console.</source>
        <translation>签名后即由接班人负责，并由接班人登录本机。</translation>
    </message>
    <message>
        <source>Nobody of this shift has a PIN yet: give one in the settings (F9), or choose somebody else above.</source>
        <translation>本班人员都没有 PIN 码：请在设置（F9）中设置，或在上方另选人员。</translation>
    </message>
    <message>
        <source>▲ An incident is running. It is handed over only for a reason, and when a leader has approved.</source>
        <translation>▲ 突发事件正在处置。确需交接的，须写明原因并经带班领导同意。</translation>
    </message>
    <message>
        <source>Why now</source>
        <translation>交接原因</translation>
    </message>
    <message>
        <source>The outgoing shift takes it back</source>
        <translation>交班人撤回重填</translation>
    </message>
    <message>
        <source>It is a draft again and is to be signed anew; the log keeps both signatures.</source>
        <translation>撤回后须重新签名，日志保留两次签名。</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>The incoming shift refuses it</source>
        <translation>接班人退回</translation>
    </message>
    <message>
        <source>It goes back to the outgoing shift, who stays responsible. The reason stands on the sheet.</source>
        <translation>退回后仍由交班人负责并补充，退回原因记入记录单。</translation>
    </message>
    <message>
        <source>What is unclear</source>
        <translation>不清楚之处</translation>
    </message>
    <message>
        <source>A leader countersigns {serial}</source>
        <translation>带班领导签名（第 {serial} 号）</translation>
    </message>
    <message>
        <source>Later  Esc</source>
        <translation>稍后再签  Esc</translation>
    </message>
    <message>
        <source>{name} ({shift})</source>
        <translation>{name}（{shift}）</translation>
    </message>
    <message>
        <source>outgoing</source>
        <translation>交班</translation>
    </message>
    <message>
        <source>incoming</source>
        <translation>接班</translation>
    </message>
    <message>
        <source>Whoever stood the shift with the signer signs, too</source>
        <translation>同班人员加签</translation>
    </message>
    <message>
        <source>It stands on the sheet beside the signature that counts.</source>
        <translation>加签列在记录表上签名人之下。</translation>
    </message>
</context>
<context>
    <name>SiteFilePage</name>
    <message>
        <source>Import: the site becomes what the file says. A file with mistakes changes nothing.</source>
        <translation>导入：站点将与文件内容一致。文件有错误时不作任何修改。</translation>
    </message>
    <message>
        <source>Export: everything but passwords, service URLs and PINs, which stay on this computer.</source>
        <translation>导出：除密码、服务网址和 PIN 码外的全部内容；这些只留在本机。</translation>
    </message>
    <message>
        <source>path of a site file, for example site.toml</source>
        <translation>站点文件的路径，例如 site.toml</translation>
    </message>
    <message>
        <source>Path of the site file</source>
        <translation>站点文件的路径</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Copy the list</source>
        <translation>复制列表</translation>
    </message>
    <message>
        <source>Mistakes of the file</source>
        <translation>文件中的错误</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>如何改正</translation>
    </message>
    <message>
        <source>Working on the file …</source>
        <translation>正在处理文件…</translation>
    </message>
    <message>
        <source>Written to {path}</source>
        <translation>已写入 {path}</translation>
    </message>
    <message>
        <source>added: {records}</source>
        <translation>新增：{records}</translation>
    </message>
    <message>
        <source>changed: {records}</source>
        <translation>修改：{records}</translation>
    </message>
    <message>
        <source>removed: {records}</source>
        <translation>删除：{records}</translation>
    </message>
    <message>
        <source>The site is already as the file says.</source>
        <translation>站点已与文件内容一致。</translation>
    </message>
    <message>
        <source>Imported. {parts}</source>
        <translation>已导入。{parts}</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between counts</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Choose a site file</source>
        <translation>选择站点文件</translation>
    </message>
    <message>
        <source>Site files (*.toml)</source>
        <translation>站点文件 (*.toml)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Export the site</source>
        <translation>导出站点</translation>
    </message>
</context>
<context>
    <name>SiteFileWords</name>
    <message>
        <source>{where}: {what}</source>
        <translation>{where}：{what}</translation>
    </message>
    <message>
        <source>line {line}</source>
        <translation>第 {line} 行</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between line and field</comment>
        <translation>，</translation>
    </message>
    <message>
        <source>{what} At character {column}.</source>
        <translation>{what}位于第 {column} 个字符。</translation>
    </message>
    <message>
        <source>{what} Probably meant: {value}</source>
        <translation>{what}是否应为：{value}</translation>
    </message>
    <message>
        <source>A text in quotes belongs here.</source>
        <translation>此处应为引号内的文字。</translation>
    </message>
    <message>
        <source>A list of texts belongs here: [&quot;a&quot;, &quot;b&quot;]</source>
        <translation>此处应为文字列表：[&quot;a&quot;, &quot;b&quot;]</translation>
    </message>
    <message>
        <source>A whole number without quotes belongs here.</source>
        <translation>此处应为整数，不加引号。</translation>
    </message>
    <message>
        <source>true or false belongs here, without quotes.</source>
        <translation>此处应为 true 或 false，不加引号。</translation>
    </message>
    <message>
        <source>A name belongs here: { zh = &quot;…&quot;, en = &quot;…&quot; }</source>
        <translation>此处应为名称：{ zh = &quot;…&quot;, en = &quot;…&quot; }</translation>
    </message>
    <message>
        <source>A list of corners belongs here: [[0.1, 0.2], [0.9, 0.2], [0.5, 0.8]]</source>
        <translation>此处应为角点列表：[[0.1, 0.2], [0.9, 0.2], [0.5, 0.8]]</translation>
    </message>
    <message>
        <source>This is a section with one pair of brackets: [site]</source>
        <translation>此处应为单层方括号的段落：[site]</translation>
    </message>
    <message>
        <source>Every item is a section with two pairs of brackets: [[camera]]</source>
        <translation>每一项应为双层方括号的段落：[[camera]]</translation>
    </message>
</context>
<context>
    <name>SitePage</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>Messages in</source>
        <translation>消息语言</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英文</translation>
    </message>
    <message>
        <source>First confirmation within</source>
        <translation>首次确认时限</translation>
    </message>
    <message>
        <source>Nobody there: remind after</source>
        <translation>无人到场多久催促</translation>
    </message>
    <message>
        <source>Nobody there: escalate after</source>
        <translation>无人到场多久升级</translation>
    </message>
    <message>
        <source>never</source>
        <translation>不</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds, after a number</comment>
        <translation> 秒</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>站点</translation>
    </message>
    <message>
        <source>The site has no name yet</source>
        <translation>站点尚未命名</translation>
    </message>
</context>
<context>
    <name>SmallPicture</name>
    <message>
        <source>{name}, to the wall</source>
        <translation>{name}，转到监控墙</translation>
    </message>
</context>
<context>
    <name>SnapshotButton</name>
    <message>
        <source>✓ Kept</source>
        <translation>✓ 已保存</translation>
    </message>
    <message>
        <source>Photo  S</source>
        <translation>抓拍  S</translation>
    </message>
    <message>
        <source>Keep the chosen camera&apos;s picture of this moment in the log. Key S</source>
        <translation>把所选摄像头此刻的画面存入日志，按键 S</translation>
    </message>
</context>
<context>
    <name>Snapshots</name>
    <message>
        <source>There is no picture to keep here.</source>
        <translation>这里没有可保存的画面。</translation>
    </message>
    <message>
        <source>Picture of {time} kept in the log.</source>
        <translation>{time} 的画面已存入日志。</translation>
    </message>
</context>
<context>
    <name>SpecialPeriodsPage</name>
    <message>
        <source>First day</source>
        <translation>开始日期</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>结束日期</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>事由</translation>
    </message>
    <message>
        <source>From</source>
        <translation>自</translation>
    </message>
    <message>
        <source>To</source>
        <translation>至</translation>
    </message>
    <message>
        <source>Add a period</source>
        <translation>新增特护期</translation>
    </message>
    <message>
        <source>New period</source>
        <translation>新特护期</translation>
    </message>
    <message>
        <source>No special protection period. Press &quot;Add a period&quot; and say from when to when, and why: a report is then due every day.</source>
        <translation>尚无特护期。点“新增特护期”，填写起止日期和事由：期间每天须报日报。</translation>
    </message>
</context>
<context>
    <name>StartPanel</name>
    <message>
        <source>Begin the handover  Enter</source>
        <translation>开始交接班  Enter</translation>
    </message>
    <message>
        <source>The program drafts it from the shift: incidents, instructions, hazards, cameras, channels, tours, roster, keys. The outgoing completes and signs, the incoming checks point by point and signs.</source>
        <translation>程序按本班情况自动拟稿：突发事件、上级指示、隐患、摄像头、通知渠道、视频巡查、值班表、钥匙与器材。交班人补充并签名，接班人逐项核对并签名。</translation>
    </message>
    <message>
        <source>Paper in Chinese</source>
        <translation>中文记录单</translation>
    </message>
    <message>
        <source>Paper in English</source>
        <translation>英文记录单</translation>
    </message>
    <message>
        <source>Leader countersigns  L</source>
        <translation>带班领导签名  L</translation>
    </message>
    <message>
        <source>Sign as well  S</source>
        <translation>加签  S</translation>
    </message>
    <message>
        <source>No handover yet. The first one tells of the last twelve hours.</source>
        <translation>还没有交接班记录。首次交接包含最近 12 小时的情况。</translation>
    </message>
    <message>
        <source>Last handover {serial}, {time}: {outgoing} → {incoming}</source>
        <translation>上次交接班：第 {serial} 号，{time}，{outgoing} → {incoming}</translation>
    </message>
    <message>
        <source>Countersigned by {name}, {time}</source>
        <translation>带班领导{name}已签名，{time}</translation>
    </message>
    <message>
        <source>Not yet countersigned by a leader</source>
        <translation>带班领导未签名</translation>
    </message>
    <message>
        <source>The handover of {time} did not take place: begin one now.</source>
        <translation>{time}的交接班没有办理，请马上开始交接班。</translation>
    </message>
    <message>
        <source>The roster has no change of shift in the coming day: choose who takes over by hand.</source>
        <translation>值班表在今后一天内没有换班，请手动选择接班人员。</translation>
    </message>
    <message>
        <source>Late, due {time}: {outgoing} → {incoming}</source>
        <translation>已逾时，应于{time}交接：{outgoing} → {incoming}</translation>
    </message>
    <message>
        <source>Next: {time}, {outgoing} → {incoming}</source>
        <translation>下次交接班：{time}，{outgoing} → {incoming}</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>cameras {page} of {pages}  PgUp PgDn</source>
        <translation>画面第 {page}/{pages} 页  PgUp PgDn</translation>
    </message>
</context>
<context>
    <name>SteeringBar</name>
    <message>
        <source>Steer the camera</source>
        <translation>操控摄像头</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>stay </source>
        <translation>停留 </translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>Seconds at each position</source>
        <translation>每个预置位停留秒数</translation>
    </message>
    <message>
        <source>Keep position …</source>
        <translation>保存预置位 …</translation>
    </message>
    <message>
        <source>Turn left, Ctrl ←</source>
        <translation>左转，Ctrl ←</translation>
    </message>
    <message>
        <source>Turn right, Ctrl →</source>
        <translation>右转，Ctrl →</translation>
    </message>
    <message>
        <source>Turn up, Ctrl ↑</source>
        <translation>上转，Ctrl ↑</translation>
    </message>
    <message>
        <source>Turn down, Ctrl ↓</source>
        <translation>下转，Ctrl ↓</translation>
    </message>
    <message>
        <source>Nearer, key +</source>
        <translation>拉近，按键 +</translation>
    </message>
    <message>
        <source>Farther, key −</source>
        <translation>拉远，按键 −</translation>
    </message>
    <message>
        <source>End patrol</source>
        <translation>结束巡航</translation>
    </message>
    <message>
        <source>Patrol</source>
        <translation>巡航</translation>
    </message>
    <message>
        <source>The camera goes from position to position by itself</source>
        <translation>摄像头自动在各预置位之间转动</translation>
    </message>
    <message>
        <source>The patrol cannot reach the camera; it goes on trying.</source>
        <translation>巡航联系不上摄像头，仍在重试。</translation>
    </message>
    <message>
        <source>Patrol, next: {name}</source>
        <translation>巡航中，下一个：{name}</translation>
    </message>
    <message>
        <source>Drag or Ctrl + arrows turn, wheel or +/− zoom; Ctrl + wheel magnifies the picture</source>
        <translation>拖动或 Ctrl + 方向键转动，滚轮或 +/− 变焦；Ctrl + 滚轮放大画面</translation>
    </message>
    <message>
        <source>Drag turns, wheel zooms, Ctrl + wheel magnifies</source>
        <translation>拖动转向，滚轮变焦，Ctrl + 滚轮放大</translation>
    </message>
</context>
<context>
    <name>StepRow</name>
    <message>
        <source>anybody</source>
        <translation>任何人</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>谁来做</translation>
    </message>
    <message>
        <source>Within</source>
        <translation>时限</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds, after a number</comment>
        <translation> 秒</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英文</translation>
    </message>
    <message>
        <source>Step in Chinese</source>
        <translation>步骤（中文）</translation>
    </message>
    <message>
        <source>Step in English</source>
        <translation>步骤（英文）</translation>
    </message>
    <message>
        <source>Move the step up</source>
        <translation>上移一步</translation>
    </message>
    <message>
        <source>Take the step out</source>
        <translation>删去这一步</translation>
    </message>
</context>
<context>
    <name>StepWords</name>
    <message>
        <source>{text} ({who}, within {time})</source>
        <translation>{text}（{who}，{time}&#xa0;内）</translation>
    </message>
    <message>
        <source>{text} ({who})</source>
        <translation>{text}（{who}）</translation>
    </message>
    <message>
        <source>{text} (within {time})</source>
        <translation>{text}（{time}&#xa0;内）</translation>
    </message>
</context>
<context>
    <name>StepsField</name>
    <message>
        <source>Add a step</source>
        <translation>添加步骤</translation>
    </message>
</context>
<context>
    <name>StillOwed</name>
    <message numerus="yes">
        <source>and %n more incident(s): F2</source>
        <translation>
            <numerusform>另有 %n 起事件：F2</numerusform>
        </translation>
    </message>
    <message>
        <source>Still owed</source>
        <translation>待报事项</translation>
    </message>
</context>
<context>
    <name>StopRow</name>
    <message>
        <source>Camera or view</source>
        <translation>摄像头或视图</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds, after a number</comment>
        <translation> 秒</translation>
    </message>
    <message>
        <source>Seconds to look</source>
        <translation>查看秒数</translation>
    </message>
    <message>
        <source>Move the stop up</source>
        <translation>上移这一步</translation>
    </message>
    <message>
        <source>Take the stop out</source>
        <translation>移除这一步</translation>
    </message>
</context>
<context>
    <name>StopsField</name>
    <message>
        <source>View: {name}</source>
        <translation>视图：{name}</translation>
    </message>
    <message>
        <source>Add a stop</source>
        <translation>添加一步</translation>
    </message>
    <message>
        <source>Add all cameras</source>
        <translation>添加全部摄像头</translation>
    </message>
</context>
<context>
    <name>StrengthPage</name>
    <message>
        <source>Role</source>
        <translation>职责</translation>
    </message>
    <message>
        <source>Post</source>
        <translation>岗位</translation>
    </message>
    <message>
        <source>any or none</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人数</translation>
    </message>
    <message>
        <source>On</source>
        <translation>日期类型</translation>
    </message>
    <message>
        <source>Weekdays</source>
        <translation>星期</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>至</translation>
    </message>
    <message>
        <source>Certificates each must have</source>
        <translation>每人须持有的证书</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>岗位</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between weekdays</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>every day</source>
        <translation>每天</translation>
    </message>
    <message>
        <source>Add a line</source>
        <translation>添加要求</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>新要求</translation>
    </message>
    <message>
        <source>Nothing is said to be needed: no gap can be found. Press Add a line.</source>
        <translation>尚未填写人数要求，无法发现缺岗。请按“添加要求”。</translation>
    </message>
</context>
<context>
    <name>Suggesting</name>
    <message>
        <source>{minutes} min ago</source>
        <translation>{minutes} 分钟前</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min ago</source>
        <translation>{hours} 小时 {minutes} 分钟前</translation>
    </message>
    <message>
        <source>When it happened</source>
        <translation>发生时间</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Incident</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
</context>
<context>
    <name>TakeBackKey</name>
    <message>
        <source>Reason, may stay empty</source>
        <translation>原因，可不填</translation>
    </message>
</context>
<context>
    <name>TakenBackWords</name>
    <message>
        <source>nobody signed in</source>
        <translation>无人登录</translation>
    </message>
    <message>
        <source>taken back {time}, {who}</source>
        <translation>{time} 撤回（{who}）</translation>
    </message>
</context>
<context>
    <name>TargetRow</name>
    <message>
        <source>{channel} first</source>
        <translation>先用 {channel}</translation>
    </message>
    <message>
        <source>their own channels</source>
        <translation>按各人的渠道顺序</translation>
    </message>
    <message>
        <source>, then </source>
        <comment>between channels</comment>
        <translation>，再用</translation>
    </message>
    <message>
        <source>Channel tried first for {who}</source>
        <translation>{who}：优先渠道</translation>
    </message>
    <message>
        <source>Do not call: {who}</source>
        <translation>不呼叫：{who}</translation>
    </message>
    <message>
        <source>At the post: </source>
        <translation>在岗：</translation>
    </message>
    <message>
        <source>Leader of: </source>
        <translation>组长：</translation>
    </message>
</context>
<context>
    <name>TargetWords</name>
    <message>
        <source>Result</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>要求</translation>
    </message>
    <message>
        <source>Was</source>
        <translation>实际</translation>
    </message>
    <message>
        <source>in time</source>
        <translation>按时</translation>
    </message>
    <message>
        <source>▲ late</source>
        <translation>▲ 超时</translation>
    </message>
    <message>
        <source>▲ not done</source>
        <translation>▲ 未办</translation>
    </message>
    <message>
        <source>not due yet</source>
        <translation>未到期</translation>
    </message>
    <message>
        <source>no target</source>
        <translation>未设要求</translation>
    </message>
    <message>
        <source>whole</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>▲ gaps</source>
        <translation>▲ 有漏</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>all in time</source>
        <translation>全部按时</translation>
    </message>
    <message>
        <source>▲ not all</source>
        <translation>▲ 有迟到</translation>
    </message>
    <message>
        <source>▲ early</source>
        <translation>▲ 早退</translation>
    </message>
    <message>
        <source>On duty in time</source>
        <translation>按时到岗</translation>
    </message>
    <message>
        <source>{name} clocked on</source>
        <translation>{name}签到</translation>
    </message>
    <message>
        <source>{name} clocked off</source>
        <translation>{name}签退</translation>
    </message>
    <message>
        <source>Guard tour {tour}</source>
        <translation>视频巡查：{tour}</translation>
    </message>
    <message>
        <source>Cameras without a good picture</source>
        <translation>摄像头画面异常</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>报警</translation>
    </message>
    <message>
        <source>Corrected entries</source>
        <translation>更正的日志</translation>
    </message>
    <message>
        <source>Guard tours</source>
        <translation>视频巡查</translation>
    </message>
    <message>
        <source>Handovers</source>
        <translation>交接班</translation>
    </message>
    <message>
        <source>Handover of {time}</source>
        <translation>{time} 交接班</translation>
    </message>
    <message>
        <source>all {count}</source>
        <translation>全部 {count}</translation>
    </message>
    <message>
        <source>every step</source>
        <translation>每一步</translation>
    </message>
    <message>
        <source>{seen} of {of}</source>
        <translation>{seen}/{of}</translation>
    </message>
    <message>
        <source>{count}×, {time}</source>
        <translation>{count} 次，共 {time}</translation>
    </message>
</context>
<context>
    <name>TargetsPage</name>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>选择……</translation>
    </message>
    <message>
        <source>on another disk or a stick</source>
        <translation>在另一块硬盘或 U 盘上</translation>
    </message>
    <message>
        <source>May be away</source>
        <translation>可取走</translation>
    </message>
    <message>
        <source> days</source>
        <comment>after a number</comment>
        <translation> 天</translation>
    </message>
    <message>
        <source>never</source>
        <comment>taken away</comment>
        <translation>从不</translation>
    </message>
    <message>
        <source>Backups go to</source>
        <translation>备份位置</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Another target</source>
        <translation>添加备份位置</translation>
    </message>
    <message>
        <source>New target</source>
        <translation>新备份位置</translation>
    </message>
    <message>
        <source>Nothing is backed up yet. Plug in a second disk or a USB stick, add it as a target and choose its folder: the first backup is made at once.</source>
        <translation>还没有备份。请插上第二块硬盘或 U 盘，添加为备份位置并选择其文件夹，随即进行首次备份。</translation>
    </message>
    <message>
        <source>failing</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>away</source>
        <translation>已取走</translation>
    </message>
    <message>
        <source>being made …</source>
        <translation>正在备份……</translation>
    </message>
    <message>
        <source>up to date</source>
        <translation>正常</translation>
    </message>
</context>
<context>
    <name>TemplatesPage</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Chinese text</source>
        <translation>中文内容</translation>
    </message>
    <message>
        <source>English text</source>
        <translation>英文内容</translation>
    </message>
    <message>
        <source>{…} is a field to fill, @{…} one in which a place, camera or person is named.</source>
        <translation>{…} 是待填的空，@{…} 处填地点、摄像头或人员。</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>顺序</translation>
    </message>
    <message>
        <source>↑ Up</source>
        <translation>↑ 上移</translation>
    </message>
    <message>
        <source>↓ Down</source>
        <translation>↓ 下移</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>写成</translation>
    </message>
    <message>
        <source>Add a template</source>
        <translation>添加模板</translation>
    </message>
    <message>
        <source>New template</source>
        <translation>新模板</translation>
    </message>
    <message>
        <source>No templates. Press &quot;Add a template&quot;: what is written every day, with fields to fill.</source>
        <translation>还没有模板。按“添加模板”，把每天要写的内容做成带空的模板。</translation>
    </message>
</context>
<context>
    <name>TermsPage</name>
    <message>
        <source>Certificates, with their last day</source>
        <translation>证书及有效期</translation>
    </message>
    <message>
        <source>last day</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>Hours in a week at most</source>
        <translation>每周最多小时数</translation>
    </message>
    <message>
        <source>Hours of rest at least</source>
        <translation>至少休息小时数</translation>
    </message>
    <message>
        <source>Hours without a break at most</source>
        <translation>连续最多小时数</translation>
    </message>
    <message>
        <source>empty: as the site says; 0: no limit</source>
        <translation>空白按统一设置；0 为不限</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between certificates</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Nobody is known yet. Add people first.</source>
        <translation>还没有人员，请先添加。</translation>
    </message>
</context>
<context>
    <name>TierBox</name>
    <message>
        <source>Tier {number}</source>
        <translation>第 {number} 层</translation>
    </message>
    <message>
        <source>Who has not answered is called again</source>
        <translation>未答复者再次呼叫</translation>
    </message>
    <message>
        <source>times, every</source>
        <translation>次，间隔</translation>
    </message>
    <message>
        <source>Enough confirmations:</source>
        <translation>需要确认人数：</translation>
    </message>
    <message>
        <source>everybody</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>never</source>
        <translation>不</translation>
    </message>
    <message>
        <source>Seconds between two calls</source>
        <translation>两次呼叫间隔秒数</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds, after a number</comment>
        <translation> 秒</translation>
    </message>
    <message>
        <source>Said to be missed after</source>
        <translation>多久无人确认即报警</translation>
    </message>
    <message>
        <source>Else tier {next} is called after</source>
        <translation>确认不足，多久后呼叫第 {next} 层</translation>
    </message>
    <message>
        <source>by hand only</source>
        <translation>仅人工升级</translation>
    </message>
    <message>
        <source>Call somebody else …</source>
        <translation>增加呼叫对象…</translation>
    </message>
    <message>
        <source>Tier {number}: call somebody else</source>
        <translation>第 {number} 层：增加呼叫对象</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between roles</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>{some} +{more}</source>
        <translation>{some} +{more}</translation>
    </message>
    <message>
        <source>of those this tier calls</source>
        <translation>本层被呼叫的人</translation>
    </message>
    <message>
        <source>Tier {number}: whose confirmation counts</source>
        <translation>第 {number} 层：谁的确认有效</translation>
    </message>
</context>
<context>
    <name>TierPeople</name>
    <message>
        <source>no telephone known</source>
        <translation>没有电话号码</translation>
    </message>
    <message>
        <source>called {time}</source>
        <translation>呼叫 {time}</translation>
    </message>
    <message>
        <source>confirmed {time}</source>
        <translation>确认 {time}</translation>
    </message>
    <message>
        <source>own answer {time}</source>
        <translation>本人答复 {time}</translation>
    </message>
    <message>
        <source>on scene {time}</source>
        <translation>到场 {time}</translation>
    </message>
    <message>
        <source>mark by mistake: {said}</source>
        <translation>误标：{said}</translation>
    </message>
</context>
<context>
    <name>TierWords</name>
    <message>
        <source>Tier {tier}</source>
        <translation>第 {tier} 层</translation>
    </message>
    <message>
        <source>never confirmed</source>
        <translation>未确认</translation>
    </message>
    <message>
        <source>, {count} confirmations missing</source>
        <translation>，还差 {count} 人确认</translation>
    </message>
    <message>
        <source>calling</source>
        <translation>呼叫中</translation>
    </message>
    <message>
        <source>not confirmed in time</source>
        <translation>逾时未确认</translation>
    </message>
    <message>
        <source>nobody on duty</source>
        <translation>无人当班</translation>
    </message>
    <message>
        <source>confirmed, nobody came</source>
        <translation>确认后无人到场</translation>
    </message>
    <message>
        <source>All tiers have been called.</source>
        <translation>各层次均已呼叫。</translation>
    </message>
    <message>
        <source>Tier {tier} held back</source>
        <translation>第 {tier} 层暂缓呼叫</translation>
    </message>
    <message>
        <source>Tier {tier} is being called …</source>
        <translation>正在呼叫第 {tier} 层…</translation>
    </message>
    <message>
        <source>Tier {tier} in {left}</source>
        <translation>{left} 后呼叫第 {tier} 层</translation>
    </message>
    <message>
        <source>Nobody on scene: tier {tier} in {left}</source>
        <translation>无人到场，{left} 后呼叫第 {tier} 层</translation>
    </message>
    <message>
        <source>Tier {tier} by hand only</source>
        <translation>第 {tier} 层仅人工呼叫</translation>
    </message>
    <message>
        <source>Tier {tier} is not needed</source>
        <translation>第 {tier} 层无需呼叫</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>confirmed {time} {name}</source>
        <translation>{time} {name}已确认</translation>
    </message>
    <message>
        <source>{words}, {path}</source>
        <translation>{words}，{path}</translation>
    </message>
</context>
<context>
    <name>TileWords</name>
    <message>
        <source>{seconds} s late</source>
        <translation>延迟 {seconds} 秒</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>连接中</translation>
    </message>
    <message>
        <source>Connecting …</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>Picture frozen</source>
        <translation>画面冻结</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>画面冻结</translation>
    </message>
    <message>
        <source>not live</source>
        <translation>非实时</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>未录上</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>保存中</translation>
    </message>
    <message>
        <source>recording</source>
        <translation>录像中</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>&lt;1 s</source>
        <translation>&lt;1 秒</translation>
    </message>
    <message>
        <source>video file, not live · {fps} fps</source>
        <translation>视频文件，非实时 · {fps} fps</translation>
    </message>
    <message>
        <source>▼ PC busy: key frames only · {age}</source>
        <translation>▼ 电脑繁忙：仅关键帧 · {age}</translation>
    </message>
    <message>
        <source>▼ key frames</source>
        <translation>▼ 仅关键帧</translation>
    </message>
    <message>
        <source>▼ PC busy: {fps} fps · {age}</source>
        <translation>▼ 电脑繁忙：{fps} 帧/秒 · {age}</translation>
    </message>
    <message>
        <source>▼ {fps} fps</source>
        <translation>▼ {fps} 帧/秒</translation>
    </message>
    <message>
        <source>live · {fps} fps · {age}</source>
        <translation>实时 · {fps} fps · {age}</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>没有画面</translation>
    </message>
    <message>
        <source>Picture of {time} · {age} old</source>
        <translation>画面停在 {time} · {age}前</translation>
    </message>
    <message>
        <source>{age} old</source>
        <translation>{age}前</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} 分钟</translation>
    </message>
    <message>
        <source>{hours} h</source>
        <translation>{hours} 小时</translation>
    </message>
    <message>
        <source>reconnecting</source>
        <translation>正在重连</translation>
    </message>
    <message>
        <source>asked again in a minute, then twice an hour; at once after a change in settings (F9)</source>
        <translation>一分钟后再试一次，之后每半小时一次；在设置（F9）中修改后立即重试</translation>
    </message>
</context>
<context>
    <name>TimeSheets</name>
    <message>
        <source>{good} of {count}</source>
        <translation>{count}起中{good}起按时</translation>
    </message>
    <message>
        <source>● in time   ▲ late   ✕ never done</source>
        <translation>● 按时   ▲ 逾时   ✕ 未完成</translation>
    </message>
    <message>
        <source>Began</source>
        <translation>发生时间</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>{good} of {count} in time</source>
        <translation>{count}起中{good}起按时</translation>
    </message>
    <message>
        <source>median {time}</source>
        <translation>中位数 {time}</translation>
    </message>
    <message>
        <source>p90 {time}</source>
        <translation>九成在 {time} 内</translation>
    </message>
    <message>
        <source>{count} never</source>
        <translation>{count}起未完成</translation>
    </message>
    <message>
        <source> (before {time})</source>
        <translation>（上期 {time}）</translation>
    </message>
    <message>
        <source>Too few for a median (from {number} on) and a p90: each incident stands for itself.</source>
        <translation>样本过少，不计中位数（{number}起以上才计）和九成用时，请逐起查看。</translation>
    </message>
    <message>
        <source>Too few for a p90 (from {number} on).</source>
        <translation>样本过少，不计九成用时（{number}起以上才计）。</translation>
    </message>
    <message>
        <source>never done</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>late</source>
        <translation>逾时</translation>
    </message>
    <message>
        <source>in time</source>
        <translation>按时</translation>
    </message>
    <message>
        <source>target {time}</source>
        <translation>时限 {time}</translation>
    </message>
    <message>
        <source>p90</source>
        <translation>九成</translation>
    </message>
    <message>
        <source>median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>分钟</translation>
    </message>
</context>
<context>
    <name>TimesPage</name>
    <message>
        <source>Minutes before the change of shift for the reminder</source>
        <translation>交班前多少分钟提醒</translation>
    </message>
    <message>
        <source>Minutes after it for the alarm</source>
        <translation>逾时多少分钟告警</translation>
    </message>
    <message>
        <source>Days after which an open hazard is overdue</source>
        <translation>隐患多少天未消除为逾期</translation>
    </message>
    <message>
        <source>Handovers</source>
        <translation>交接班</translation>
    </message>
</context>
<context>
    <name>TopStrip</name>
    <message>
        <source>中文</source>
        <comment>the language to switch to</comment>
        <translation>English</translation>
    </message>
    <message>
        <source>Switch to Chinese</source>
        <translation>切换到英文</translation>
    </message>
    <message>
        <source>ddd d MMM</source>
        <comment>date on the strip, Qt date format</comment>
        <translation>M月d日 dddd</translation>
    </message>
    <message>
        <source>On duty: {people}</source>
        <translation>在岗：{people}</translation>
    </message>
    <message>
        <source>Nobody on duty in the roster (F3)</source>
        <translation>值班表上无人在岗（F3）</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>{time} next: {people}</source>
        <translation>{time} 接班：{people}</translation>
    </message>
    <message>
        <source>{name} (not clocked on)</source>
        <translation>{name}（未签到）</translation>
    </message>
    <message>
        <source>{name} · sign out</source>
        <translation>{name} · 退出</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
</context>
<context>
    <name>TourCard</name>
    <message>
        <source>Guard tour {name} · step {step} of {all}</source>
        <translation>视频巡查“{name}” · 第 {step}/{all} 步</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格键</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续巡查</translation>
    </message>
    <message>
        <source>Seen, all well</source>
        <translation>已查看，一切正常</translation>
    </message>
    <message>
        <source>Something is wrong</source>
        <translation>有异常</translation>
    </message>
    <message>
        <source>Break the tour off</source>
        <translation>中止巡查</translation>
    </message>
    <message>
        <source>Write below what is wrong; the tour waits.</source>
        <translation>请在下方写明异常，巡查暂停等待。</translation>
    </message>
    <message>
        <source>No live picture: this is something wrong.</source>
        <translation>无实时画面：请按有异常处理。</translation>
    </message>
    <message>
        <source>Look now, or the step is missed.</source>
        <translation>请立即查看，否则记为漏查。</translation>
    </message>
</context>
<context>
    <name>TourEntryWords</name>
    <message>
        <source> broken off</source>
        <translation>中止，</translation>
    </message>
    <message>
        <source>Guard tour saved: {words}</source>
        <translation>已保存视频巡查：{words}</translation>
    </message>
    <message>
        <source>Guard tour removed: {words}</source>
        <translation>已删除视频巡查：{words}</translation>
    </message>
    <message>
        <source>Guard tour begun: {words}, steps: {count}</source>
        <translation>视频巡查开始：{words}，共 {count} 步</translation>
    </message>
    <message>
        <source>Guard tour did not take place: {words}, {due}</source>
        <translation>视频巡查未进行：{words}，{due}</translation>
    </message>
    <message>
        <source>Seen: {stop}, {result} (guard tour {words}, step {step} of {of})</source>
        <translation>已查看 {stop}，{result}（视频巡查“{words}”第 {step}/{of} 步）</translation>
    </message>
    <message>
        <source>Nobody looked at {stop} (guard tour {words}, step {step} of {of}{whose})</source>
        <translation>无人查看 {stop}（视频巡查“{words}”第 {step}/{of} 步{whose}）</translation>
    </message>
    <message>
        <source>▲ Guard tour {words}{broken_off}, nobody looked at {missed} of {of}: {unseen}{whose}</source>
        <translation>▲ 视频巡查“{words}”{broken_off}漏查 {missed}/{of} 处：{unseen}{whose}</translation>
    </message>
    <message>
        <source>Guard tour waits while an incident runs: {words}</source>
        <translation>有突发事件，视频巡查暂停：{words}</translation>
    </message>
    <message>
        <source>Guard tour goes on: {words}</source>
        <translation>视频巡查继续：{words}</translation>
    </message>
    <message>
        <source>Guard tour done: {words}, {seen} of {of} seen, {wrong} of these not well, {missed} missed</source>
        <translation>视频巡查完成：{words}，共 {of} 步，已查看 {seen} 步，其中异常 {wrong} 步，漏查 {missed} 步</translation>
    </message>
    <message>
        <source>Guard tour broken off: {words}, {seen} of {of} seen, {wrong} of these not well, {missed} missed</source>
        <translation>视频巡查中止：{words}，共 {of} 步，已查看 {seen} 步，其中异常 {wrong} 步，漏查 {missed} 步</translation>
    </message>
    <message>
        <source>view {view}</source>
        <translation>视图“{view}”</translation>
    </message>
    <message>
        <source>something is wrong</source>
        <translation>有异常</translation>
    </message>
    <message>
        <source>something is wrong (no live picture)</source>
        <translation>有异常（无实时画面）</translation>
    </message>
    <message>
        <source>all well</source>
        <translation>一切正常</translation>
    </message>
    <message>
        <source>; signed in: {names}</source>
        <translation>；当时登录：{names}</translation>
    </message>
    <message>
        <source>; nobody signed in</source>
        <translation>；当时无人登录</translation>
    </message>
    <message>
        <source>; nobody signed in, on duty: {names}</source>
        <translation>；当时无人登录，当班：{names}</translation>
    </message>
    <message>
        <source>{stop} {time}</source>
        <translation>{stop}（{time}）</translation>
    </message>
</context>
<context>
    <name>TourStart</name>
    <message>
        <source>No tour yet: make one (F9)</source>
        <translation>还没有巡查：到设置添加（F9）</translation>
    </message>
    <message>
        <source>Tour  Ctrl+T</source>
        <translation>视频巡查  Ctrl+T</translation>
    </message>
    <message>
        <source>Begin a guard tour</source>
        <translation>开始视频巡查</translation>
    </message>
</context>
<context>
    <name>ToursPage</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Begins at</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>for example 22:00, 02:00; empty: by hand only</source>
        <translation>例如 22:00，02:00；留空则只能手动开始</translation>
    </message>
    <message>
        <source>On</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Missed after</source>
        <translation>漏查宽限</translation>
    </message>
    <message>
        <source> s more</source>
        <comment>seconds, after a number</comment>
        <translation> 秒</translation>
    </message>
    <message>
        <source>Stops: camera or view, and how long each is looked at</source>
        <translation>巡查步骤：摄像头或视图，以及查看时长</translation>
    </message>
    <message>
        <source>Guard tour</source>
        <translation>视频巡查</translation>
    </message>
    <message>
        <source>Stops</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>手动</translation>
    </message>
    <message>
        <source>Add a tour</source>
        <translation>添加巡查</translation>
    </message>
    <message>
        <source>New tour</source>
        <translation>新巡查</translation>
    </message>
    <message>
        <source>No guard tours yet. Press &quot;Add a tour&quot; and choose the cameras to look at.</source>
        <translation>还没有视频巡查。请按“添加巡查”，选择要查看的摄像头。</translation>
    </message>
</context>
<context>
    <name>ViewPanel</name>
    <message>
        <source>Tick the cameras. Drag tiles, or Shift+arrows on the wall, for their order.</source>
        <translation>勾选摄像头。拖动画面，或在监控墙上按 Shift+方向键调整顺序。</translation>
    </message>
    <message>
        <source>Name of the view</source>
        <translation>视图名称</translation>
    </message>
    <message>
        <source>Cameras of the view</source>
        <translation>视图中的摄像头</translation>
    </message>
    <message>
        <source>Save  Enter</source>
        <translation>保存（回车）</translation>
    </message>
    <message>
        <source>Save as another</source>
        <translation>另存为新视图</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Close  Esc</source>
        <translation>关闭  Esc</translation>
    </message>
    <message>
        <source>New view</source>
        <translation>新视图</translation>
    </message>
    <message>
        <source>Bring back: {name}</source>
        <translation>恢复：{name}</translation>
    </message>
</context>
<context>
    <name>WallBar</name>
    <message>
        <source>All cameras  Ctrl+0</source>
        <translation>全部摄像头  Ctrl+0</translation>
    </message>
    <message>
        <source>  Ctrl+{number}</source>
        <translation>  Ctrl+{number}</translation>
    </message>
    <message>
        <source>All cameras</source>
        <translation>全部摄像头</translation>
    </message>
    <message>
        <source>● stands otherwise than it was saved</source>
        <translation>● 与保存时不同</translation>
    </message>
    <message>
        <source>Enter enlarges · Shift+arrows move · A to the log</source>
        <translation>回车键放大 · Shift+方向键移动 · A 附到日志</translation>
    </message>
    <message>
        <source>Edit  E</source>
        <translation>编辑  E</translation>
    </message>
    <message>
        <source>Screen 2  Ctrl+F1</source>
        <translation>副屏  Ctrl+F1</translation>
    </message>
    <message>
        <source>Edit the view: cameras, order, name. Key E</source>
        <translation>编辑视图：摄像头、顺序、名称，按键 E</translation>
    </message>
    <message>
        <source>The last 30 seconds of the chosen camera, key R</source>
        <translation>所选摄像头的最近 30 秒，按键 R</translation>
    </message>
    <message>
        <source>Previous page, key Page up</source>
        <translation>上一页，按键 Page Up</translation>
    </message>
    <message>
        <source>Next page, key Page down</source>
        <translation>下一页，按键 Page Down</translation>
    </message>
    <message>
        <source>↺ 30 s  R</source>
        <translation>↺ 30 秒  R</translation>
    </message>
    <message>
        <source>The wall on the second screen, Ctrl+F1</source>
        <translation>副屏显示监控墙，Ctrl+F1</translation>
    </message>
    <message>
        <source>View of the wall</source>
        <translation>监控墙视图</translation>
    </message>
</context>
<context>
    <name>WallView</name>
    <message>
        <source>No cameras yet. Add one in the settings (F9) or import a site file.</source>
        <translation>还没有摄像头。请在设置（F9）中添加，或导入站点文件。</translation>
    </message>
    <message>
        <source>Wall of camera pictures</source>
        <translation>监控画面墙</translation>
    </message>
</context>
<context>
    <name>Ways</name>
    <message>
        <source>by hand</source>
        <translation>人工拨打</translation>
    </message>
    <message>
        <source>no channel</source>
        <translation>无渠道</translation>
    </message>
    <message>
        <source>{channel} (simulated)</source>
        <translation>{channel}（模拟）</translation>
    </message>
    <message>
        <source>{channel} {state} {time}</source>
        <translation>{channel} {time} {state}</translation>
    </message>
    <message>
        <source>{words} ({why})</source>
        <translation>{words}（{why}）</translation>
    </message>
    <message>
        <source>to be called</source>
        <translation>等待拨打</translation>
    </message>
    <message>
        <source>ringing</source>
        <translation>正在拨打</translation>
    </message>
    <message>
        <source>call taken</source>
        <translation>已接听</translation>
    </message>
    <message>
        <source>reached</source>
        <translation>已接通</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>未接通</translation>
    </message>
    <message>
        <source>marked as reached by mistake</source>
        <translation>误标为已拨通</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>待发送</translation>
    </message>
    <message>
        <source>being sent</source>
        <translation>正在发送</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>已送达</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>not this way</source>
        <translation>未用此方式</translation>
    </message>
    <message>
        <source>no longer sent</source>
        <translation>不再发送</translation>
    </message>
</context>
<context>
    <name>When</name>
    <message>
        <source>Entries of one time</source>
        <translation>某一时段的记录</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To, this minute included</source>
        <translation>到（含该分钟）</translation>
    </message>
    <message>
        <source>to</source>
        <translation>至</translation>
    </message>
    <message>
        <source>Any day</source>
        <translation>全部日期</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>上月</translation>
    </message>
    <message>
        <source>One day …</source>
        <translation>指定日期…</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>起止时间…</translation>
    </message>
</context>
<context>
    <name>WordsField</name>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英文</translation>
    </message>
</context>
<context>
    <name>ZoneCanvas</name>
    <message>
        <source>Zone {number}</source>
        <translation>区域 {number}</translation>
    </message>
</context>
<context>
    <name>ZoomMark</name>
    <message>
        <source>Magnified {factor}× · 0: whole picture</source>
        <translation>已放大 {factor}× · 按 0 看全图</translation>
    </message>
</context>
<context>
    <name>_Receiver</name>
    <message>
        <source>✓ {name}: confirmed by {whom} at {time}, {path}</source>
        <translation>✓ {name}：{whom} {time} 确认收到（{path}）</translation>
    </message>
    <message>
        <source>▲ {name}: no channel, carry it there, or dial {phone} and read it out</source>
        <translation>▲ {name}：没有消息渠道，请送达，或拨 {phone} 宣读</translation>
    </message>
    <message>
        <source>{name}: {state}</source>
        <translation>{name}：{state}</translation>
    </message>
    <message>
        <source>{name}: {state}, dial {phone}</source>
        <translation>{name}：{state}，请拨 {phone}</translation>
    </message>
    <message>
        <source>Confirmed …</source>
        <translation>确认收到…</translation>
    </message>
    <message>
        <source>{name} has confirmed the report</source>
        <translation>{name}已确认收到报告</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>未接通</translation>
    </message>
    <message>
        <source>{name} was dialled and not reached</source>
        <translation>已拨打{name}，未接通</translation>
    </message>
    <message>
        <source> · not reached {time} ({count}×)</source>
        <translation> · {time} 未接通（{count} 次）</translation>
    </message>
</context>
</TS>
