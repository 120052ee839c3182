"""The page for whoever receives a bundle, in both languages."""

_TEXT = """\
证据包 / Evidence bundle
========================

本文件夹由社区应急指挥中心的值班台导出，请整体保存，不要改动、改名或增删其中任何文件。
This folder was exported by the duty-room console of a community's command centre. Keep it whole: do not change,
rename, add or remove any file in it.

里面有什么 / What is in it
  clips/          摄像头录像，未重新编码，任何播放器都能播放
                  recorded pictures as the camera sent them, not encoded again; any player shows them
  pictures/       截图 / single pictures
  attachments/    附在日志上的文件和语音 / files and voice notes that hang on entries of the log
  reports/        事件的书面报告和复盘报告（仅事件证据包） / written reports and the review (bundles of an incident)
  incident.json   事件记录：人员、步骤、时限、报告、回执、措施（仅事件证据包）
                  the record: people, steps, deadlines, reports, receipts, measures (bundles of an incident)
  messages.jsonl  全部消息及结果（仅事件证据包） / every message and what became of it (bundles of an incident)
  chain.txt       从第一条到导出时最新一条日志的编号和散列，证明没有遗漏（仅事件证据包）
                  number and hash of each log entry up to the newest one: nothing was left out (bundles of an incident)
  journal.jsonl   该时段的值班日志，每行一条，带哈希链
                  the duty log of that time, one entry a line, with its chain of hashes
  manifest.json   清单：每个文件的 SHA-256、摄像头、时间（UTC 与当地）、导出人、原因、没有录像的时段
                  the list: SHA-256 of every file, cameras, times (UTC and local), who exported it and why,
                  and for which time there are no pictures
  manifest.sig    清单的 Ed25519 签名 / the Ed25519 signature of the list

怎样核对 / How to check it
  1. dutyroom evidence verify 本文件夹 / THIS-FOLDER
     （不需要数据库和网络 / needs neither database nor network）
  2. 打电话给导出单位，逐字核对公钥指纹 / ring whoever exported it and compare the key's fingerprint, letter by letter:
     {fingerprint}
     也可以让程序核对 / or let the program compare it:
     dutyroom evidence verify THIS-FOLDER --key "{fingerprint}"
  没有本程序时：用 manifest.json 中的 public_key（base64，32 字节）以 Ed25519 验证 manifest.sig（base64，64 字节）
  对 manifest.json 全部字节的签名，再逐个比较 SHA-256。
  Without this program: check with any Ed25519 tool that manifest.sig (base64, 64 bytes) signs all bytes of
  manifest.json under its public_key (base64, 32 bytes), then compare each SHA-256.
"""


def letter(fingerprint: str) -> str:
    return _TEXT.format(fingerprint=fingerprint)
