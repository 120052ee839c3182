<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_GB">
<context>
    <name>Banner</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
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
        <source>on scene {time}</source>
        <translation>已到场 {time}</translation>
    </message>
    <message>
        <source>confirmed {time}</source>
        <translation>已确认 {time}</translation>
    </message>
    <message>
        <source>sent, no answer {time}</source>
        <translation>已发送，未确认 {time}</translation>
    </message>
    <message>
        <source>dial {phone}</source>
        <translation>请拨 {phone}</translation>
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
        <source>Reason (may be empty), Enter ends the incident</source>
        <translation>原因（可不填），按回车结束事件</translation>
    </message>
    <message>
        <source>Reason for ending the incident</source>
        <translation>结束事件的原因</translation>
    </message>
    <message>
        <source>End as false alarm</source>
        <translation>按误报结束</translation>
    </message>
    <message>
        <source>End: stand down</source>
        <translation>确认解除</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续处置</translation>
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
        <source>message failed</source>
        <translation>发送失败</translation>
    </message>
    <message>
        <source>message unsure</source>
        <translation>是否发出不明</translation>
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
        <source>stream ended</source>
        <translation>视频流已结束</translation>
    </message>
    <message>
        <source>pictures stopped coming</source>
        <translation>画面停止更新</translation>
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
        <source>site</source>
        <translation>站点</translation>
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
    <name>EntryLine</name>
    <message>
        <source>Write an entry: press /   (#place names a place)</source>
        <translation>记一条：按 / 开始，#地点 可注明地点</translation>
    </message>
    <message>
        <source>New entry of the duty log</source>
        <translation>新的值班日志</translation>
    </message>
    <message>
        <source>Kind of entry</source>
        <translation>日志类别</translation>
    </message>
</context>
<context>
    <name>EntryWords</name>
    <message>
        <source>system</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>{kind}: {text}</source>
        <translation>{kind}：{text}</translation>
    </message>
    <message>
        <source>Correction of no. {number}: {text} (reason: {reason})</source>
        <translation>更正第 {number} 条：{text}（原因：{reason}）</translation>
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
        <source>kind not yet known</source>
        <translation>类型待定</translation>
    </message>
    <message>
        <source>{drill}Emergency started, {kind}</source>
        <translation>{drill}一键启动，{kind}</translation>
    </message>
    <message>
        <source>Kind of incident: {kind}</source>
        <translation>事件类型：{kind}</translation>
    </message>
    <message>
        <source>Place of incident: {place}</source>
        <translation>事件地点：{place}</translation>
    </message>
    <message>
        <source>Step {step} done: {words}</source>
        <translation>处置步骤 {step} 已完成：{words}</translation>
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
        <source>{name} has acknowledged</source>
        <translation>{name} 确认收到</translation>
    </message>
    <message>
        <source>{name} is on scene</source>
        <translation>{name} 已到场</translation>
    </message>
    <message>
        <source>Nobody on duty as {role}</source>
        <translation>无人在岗：{role}</translation>
    </message>
    <message>
        <source>Tier {tier} has nobody to call: dial by hand</source>
        <translation>第 {tier} 层无人可通知，请人工拨打</translation>
    </message>
    <message>
        <source>Tier {tier}, {count} called: {names}</source>
        <translation>第 {tier} 层已通知 {count} 人：{names}</translation>
    </message>
    <message>
        <source>{name} cannot be messaged: dial {phone}</source>
        <translation>{name} 无法收消息，请拨 {phone}</translation>
    </message>
    <message>
        <source>Message to {name} sent ({channel})</source>
        <translation>发给 {name} 的消息已发送（{channel}）</translation>
    </message>
    <message>
        <source>Message to {name} failed ({channel}): dial by hand</source>
        <translation>发给 {name} 的消息失败（{channel}），请人工拨打</translation>
    </message>
    <message>
        <source>Message to {name} may not have gone out ({channel}): dial by hand</source>
        <translation>发给 {name} 的消息是否发出不明（{channel}），请人工拨打</translation>
    </message>
    <message>
        <source>Message to {name} not sent yet ({channel}), try {attempts} failed</source>
        <translation>发给 {name} 的消息尚未发出（{channel}），第 {attempts} 次失败</translation>
    </message>
    <message>
        <source>Message to {name} was interrupted ({channel}), is sent again</source>
        <translation>发给 {name} 的消息中断（{channel}），正在重发</translation>
    </message>
    <message>
        <source>Message to {name} is sent again ({channel})</source>
        <translation>发给 {name} 的消息正在重发（{channel}）</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>登录</translation>
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
        <source>Changed: {what} {id}</source>
        <translation>已修改：{what} {id}</translation>
    </message>
    <message>
        <source>Site file imported</source>
        <translation>已导入站点文件</translation>
    </message>
    <message>
        <source>Part of the program failed: {error}</source>
        <translation>程序部分功能出错：{error}</translation>
    </message>
    <message>
        <source>Console started</source>
        <translation>控制台启动</translation>
    </message>
    <message>
        <source>Console closed</source>
        <translation>控制台关闭</translation>
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
        <source>This is not allowed.</source>
        <translation>不允许此操作。</translation>
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
        <source>The console is already running on these data.</source>
        <translation>控制台已在使用这份数据运行。</translation>
    </message>
    <message>
        <source>Use the window that is open.</source>
        <translation>请使用已打开的窗口。</translation>
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
        <source>There is no such place.</source>
        <translation>没有这个地点。</translation>
    </message>
    <message>
        <source>The plan has no such step.</source>
        <translation>预案没有这一步。</translation>
    </message>
    <message>
        <source>A PIN is 4 to 12 digits.</source>
        <translation>PIN 码为 4 至 12 位数字。</translation>
    </message>
    <message>
        <source>Something in the form cannot be stored.</source>
        <translation>表单中有内容无法保存。</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>未作任何修改。</translation>
    </message>
    <message>
        <source>The site file has {count} mistakes.</source>
        <translation>站点文件有 {count} 处错误。</translation>
    </message>
    <message>
        <source>Mend the lines named, then import again.</source>
        <translation>请改正所列各行后重新导入。</translation>
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
    <name>IncidentCard</name>
    <message>
        <source>Turn-out {over} over {target}</source>
        <translation>出动超时 {over}（目标 {target}）</translation>
    </message>
    <message>
        <source>Turn-out · target {target}</source>
        <translation>出动 · 目标 {target}</translation>
    </message>
    <message>
        <source>Nobody was called: the roster has nobody on duty. Dial by hand.</source>
        <translation>没有通知任何人：值班表上无人在岗，请人工拨打。</translation>
    </message>
    <message>
        <source>Kind of incident</source>
        <translation>事件类型</translation>
    </message>
    <message>
        <source>Place of incident</source>
        <translation>事件地点</translation>
    </message>
    <message>
        <source>What is it?</source>
        <translation>是什么事件？</translation>
    </message>
    <message>
        <source>Where is it?</source>
        <translation>在什么地点？</translation>
    </message>
    <message>
        <source>Emergency, kind not yet known</source>
        <translation>突发事件，类型待定</translation>
    </message>
    <message>
        <source>DRILL</source>
        <translation>演练</translation>
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
        <source>on scene {there} of {called}</source>
        <translation>已到场 {there} / {called}</translation>
    </message>
</context>
<context>
    <name>IncidentPanel</name>
    <message>
        <source>Mute the siren  F8</source>
        <translation>警报静音  F8</translation>
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
    <name>MainWindow</name>
    <message>
        <source>Duty room console</source>
        <translation>应急值勤控制台</translation>
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
        <source>Settings</source>
        <translation>设置</translation>
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
    <name>PlanSteps</name>
    <message>
        <source>{text} ({who})</source>
        <translation>{text}（{who}）</translation>
    </message>
    <message>
        <source>Steps {done} of {all}</source>
        <translation>处置步骤 {done} / {all}</translation>
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
    <message numerus="yes">
        <source>%n message(s) waiting</source>
        <translation>
            <numerusform>%n 条消息待发</numerusform>
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
        <source>In an emergency call 110, 119 or 120 by telephone.</source>
        <translation>遇紧急情况请电话拨打 110、119 或 120。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
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
        <source>not live</source>
        <translation>非实时</translation>
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
        <source>tried again in a minute, or after a change in settings (F9)</source>
        <translation>一分钟后重试，或在设置（F9）中修改后重试</translation>
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
        <source>{name} · sign out</source>
        <translation>{name} · 退出</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
</context>
<context>
    <name>WallScreen</name>
    <message>
        <source>Arrows choose, Enter enlarges, Page keys turn pages</source>
        <translation>方向键选择，回车放大，翻页键翻页</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>{count} pictures, key {key}</source>
        <translation>{count} 画面，按键 {key}</translation>
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
</TS>
