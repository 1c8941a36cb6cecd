"""The kinds of problem that the guard reports."""

from __future__ import annotations

from lunzheng.source.problem import Kind

SECRET_MARK = Kind(
    "E045",
    "没有国家秘密标志",
    "国家秘密不得在非涉密信息系统中存储、处理和传输；Git 会保留提交过的一切，包括后来删掉的内容。",
    "立即停止提交，材料改走纸质渠道；已经提交过的，删掉文件也还留在历史里，要马上报告本单位保密机构，由管理员处理",
    bad="<!-- （密级）★（年限） -->",
    good="（涉密内容不录入，材料走纸质渠道）",
)
HELD_MARK = Kind(
    "W045",
    "没有“内部资料”一类的标志",
    "带有这类标志的材料能不能放进项目库，要由人来定。",
    "请经办人和保密员确认：可以公开的，去掉标志；不能的，取出来，走纸质渠道",
    bad="【内部资料】",
    good="（经确认可以公开，标志已去掉）",
)
PERSONAL_DATA = Kind(
    "E046",
    "正文和公开栏目里没有个人信息",
    "正文和公开的栏目会发布出去，手机号、身份证号、银行卡号不能公开。",
    "删掉号码；联系人的电话写在 project.yml 的“联系方式”里，那里不公开",
    bad="联系人手机：（11 位手机号）",
    good="联系人见项目申报表。",
)
HELD_PERSONAL_DATA = Kind(
    "W046",
    "附件里没有身份证号和银行卡号",
    "附件不公开，但审阅的人都看得到，Git 也会一直保留。",
    "确认是否必要；不必要的，涂去号码后换一份",
)
UNKNOWN_TYPE = Kind(
    "E055",
    "附件是程序能查看的格式",
    "别的格式查不了里面有没有涉密内容和病毒，审阅的人也不一定打得开。",
    "转成 DOCX、XLSX、PPTX、PDF、OFD、TXT、CSV、PNG 或 JPEG 再放进来",
    bad="attachments/setup.exe",
    good="attachments/manual.pdf",
)
WRONG_CONTENT = Kind(
    "E056",
    "文件的内容和扩展名一致",
    "改扩展名不会改变文件的格式；名实不符的文件打不开，也可能藏着别的东西。",
    "用原来的软件打开，另存为扩展名所说的格式",
)
ACTIVE_CONTENT = Kind(
    "E057",
    "附件里没有宏、脚本和嵌入的程序",
    "打开文件时宏和脚本会自动运行，是病毒传播的主要途径。",
    "另存为不含宏的格式（如 .docx、.xlsx），删掉嵌入的对象，或者转成 PDF",
    bad="attachments/budget.xlsm",
    good="attachments/budget.xlsx",
)
OUTSIDE_REFERENCE = Kind(
    "E058",
    "附件不引用文件以外的内容",
    "引用的内容不随附件提交，别人打开时看不到，还会暴露本机路径或自动连到别处。",
    "断开链接：图片改为插入，外部工作簿改为数值，套用的模板改为 Normal",
)
CANNOT_LOOK = Kind(
    "E059",
    "附件能够打开查看",
    "加密或损坏的文件查不了里面有没有涉密内容。",
    "去掉密码和编辑限制，或者重新导出一份",
)
OLD_FORMAT = Kind(
    "E060",
    "附件不用旧格式",
    "旧的二进制格式可以藏宏，程序也看不到里面的内容。",
    "用 Word 或 WPS 打开，另存为 DOCX、XLSX、PPTX 或 PDF",
    bad="attachments/minutes.doc",
    good="attachments/minutes.docx",
)
TOO_MUCH = Kind(
    "E061",
    "附件的大小、页数和层数在限度以内",
    "极大的文件，或者展开后极大的压缩包，会拖垮检查它的电脑。",
    "只留需要的内容，分成几份，或者直接放压缩包里的文件",
)
UNSAFE_PACKAGE = Kind(
    "E062",
    "附件里的文件名安全、不重复",
    "含有“..”、绝对路径或重名文件的压缩包，解开时会写到别处，或者各人看到的内容不同。",
    "用 Word、WPS 或系统自带的压缩功能重新做一份",
)
ENTITIES = Kind(
    "E063",
    "附件里没有实体定义",
    "XML 的实体定义能读出本机文件，或者展开成极大的内容；正常的文档里没有它。",
    "用原来的软件重新导出；是 SVG 的，转成 PNG",
    bad='<!DOCTYPE svg [<!ENTITY a "…">]>',
    good='<svg xmlns="http://www.w3.org/2000/svg">',
)

GUARD_KINDS: tuple[Kind, ...] = (
    SECRET_MARK,
    HELD_MARK,
    PERSONAL_DATA,
    HELD_PERSONAL_DATA,
    UNKNOWN_TYPE,
    WRONG_CONTENT,
    ACTIVE_CONTENT,
    OUTSIDE_REFERENCE,
    CANNOT_LOOK,
    OLD_FORMAT,
    TOO_MUCH,
    UNSAFE_PACKAGE,
    ENTITIES,
)

REFUSED = frozenset(kind.code for kind in GUARD_KINDS if kind.code.startswith("E")) - {PERSONAL_DATA.code}
"""With one of these nothing is made of a project: no document, no page, no bundle."""
