"""The page for whoever receives a part of the log, in both languages."""

PROVES = {
    "zh": (
        "能证明：每条记录的内容、时间和填写人与导出时值班日志中的完全一致，并且就在所写编号的位置（校验值由本条内容和前一条的校验值算出）；"
        "哪几段没有导出、各有多少条，其校验值均已固定；本文件夹由持有该站点密钥者签名，此后改动任何一个字节都能查出并指明位置。",
        "不能证明：记录所写之事属实；未导出的记录写了什么；导出人没有把整条链重新编造后再签名。要排除最后一点，请将末条校验值与"
        "当天交接班单上打印的校验值，或其他导出件、备份中同一编号的校验值相核对。表格和纸质件中的文字由程序按 entries.jsonl 写成，以后者为准。",
    ),
    "en": (
        "It proves: content, time and author of each entry are exactly those of the duty log at the time of the export, at the number "
        "given (each hash is computed from the content and the hash before); how many entries were left out, and where, their hashes "
        "being fixed; the folder was signed with this site's key, and a change of any byte since is found and named.",
        "It does not prove: that what an entry says is true; what entries that were left out say; that whoever exported it has not made "
        "the whole chain anew and signed that. Against the last, compare the head hash with the one printed on that day's handover "
        "sheet, or the hash of the same number in another export or a copy. The words of tables and papers are made by the program from "
        "entries.jsonl, which counts.",
    ),
}  # fmt: skip
"""Said in every export."""

_TEXT = """\
值班日志导出件 / Part of the duty log
=====================================

本文件夹请整体保存，不要改动、改名或增删其中任何文件。
Keep this folder whole: do not change, rename, add or remove any file in it.

里面有什么 / What is in it
  {main}
                  供阅读的文件 / the file to read
  entries.jsonl   每行一条记录：计算校验值所用的全部字段、previous_hash、hash
                  one entry a line: all fields that its hash covers, previous_hash and hash
  chain.txt       从第一条导出记录到导出时末条的校验链 / the chain from the first entry exported to the newest at that moment:
                    = 编号 校验值 行            已导出 / NUMBER HASH ROW, exported
                    . 首号 末号 摘要 校验值  未导出的一段 / FIRST LAST DIGEST HASH, left out: SHA-256 over the lines
                                         "NUMBER HASH\\n" of these entries, and the hash of the last one
  attachments/    记录所附的图片和文件（如有），文件名即其 SHA-256 / pictures and files of the entries, named by their SHA-256
  blocks.json     每个文件每 512 字节的摘要，用于指出改动的位置 / a digest of each 512 bytes of each file: says where a change is
  manifest.json   清单：每个文件的 SHA-256、选取范围、导出人、原因、末条校验值 / the list: SHA-256 of each file, what was chosen,
                  by whom, why, the head of the log
  manifest.sig    清单的 Ed25519 签名 / the Ed25519 signature of the list

怎样核对 / How to check it
  1. dutyroom journal check-export 本文件夹 / THIS-FOLDER
     （不需要数据库和网络 / needs neither database nor network）
  2. 打电话给导出单位，逐字核对公钥指纹 / ring whoever exported it and compare the key's fingerprint, letter by letter:
     {fingerprint}
  没有本程序时 / without this program:
     manifest.sig（base64）是对 manifest.json 全部字节的 Ed25519 签名，公钥为其中的 public_key；再比较各文件的 SHA-256。
     manifest.sig (base64) is an Ed25519 signature of all bytes of manifest.json under its public_key; then compare each SHA-256.
     每条记录 / each entry of entries.jsonl:
       hash = SHA-256( previous_hash + "\\n" + JSON )
     JSON：去掉 previous_hash 和 hash 两个字段，键按字母排序，无空格，UTF-8，非 ASCII 字符不转义
     JSON: without the fields previous_hash and hash, keys sorted, no spaces, UTF-8, letters beyond ASCII as they are
     编号相连的两条，后一条的 previous_hash 等于前一条的 hash；跨过一段时，等于该段所写的散列。
     Of two that follow each other the previous_hash of the second is the hash of the first; after a stretch left out, the hash
     given for that stretch.

它证明什么 / What it proves
{proves}
"""


def letter(main: str, fingerprint: str) -> str:
    proves = "\n".join(f"  {line}" for language in ("zh", "en") for line in PROVES[language])
    return _TEXT.format(main=main, fingerprint=fingerprint, proves=proves)
