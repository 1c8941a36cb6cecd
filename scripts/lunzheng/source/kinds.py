"""The kinds of problem that reading can meet (E1xx)."""

from __future__ import annotations

from lunzheng.source.problem import Kind

UNREADABLE = Kind(
    "E101",
    "文件能够读取",
    "程序打不开这个文件，里面的内容无从检查。",
    "确认文件存在、没有被别的程序占用，并且当前用户有权读取",
)
NOT_A_PLAIN_FILE = Kind(
    "E102",
    "项目文件夹里只放普通文件",
    "快捷方式（符号链接）、设备文件等会指向文件夹以外的内容，不能随项目提交。",
    "删掉它，把真正的文件复制进来",
)
TOO_LARGE = Kind(
    "E103",
    "文件不超过大小限制",
    "过大的文本文件多半是误放的数据，会拖慢所有人的检查和审阅。",
    "把大段数据移到附件，正文只留结论",
)
WRONG_ENCODING = Kind(
    "E104",
    "文件使用 UTF-8 编码",
    "其他编码（如 GBK）在别的电脑上会显示成乱码。",
    "用记事本打开，选“另存为”，编码选“UTF-8”，再保存",
)
CONTROL_CHARACTER = Kind(
    "E105",
    "文件里没有看不见的控制字符",
    "控制字符多半是复制粘贴带进来的，Word 打不开含有它们的文档。",
    "删掉这个字符，重新输入这几个字",
)
BAD_FILE_NAME = Kind(
    "E106",
    "文件名能在任何电脑上显示",
    "名字里有换行、控制字符或乱码的文件，在别的电脑上打不开，也无法在报告里写清楚。",
    "改名：只用英文字母、数字、点和短横线",
)
YAML_SYNTAX = Kind(
    "E110",
    "YAML 写法正确",
    "写法有误时，程序无法知道后面各行的意思。",
    "对照上下行检查缩进、冒号后的空格和成对的引号",
    bad='名称: "防汛会商系统',
    good='名称: "防汛会商系统"',
)
TAB = Kind(
    "E111",
    "缩进用空格，不用制表符",
    "制表符在不同电脑上宽窄不一，YAML 不允许用它缩进。",
    "删掉行首的制表符（Tab），改用两个空格",
    bad="建设单位:\n\t名称: 宁波市水利局",
    good="建设单位:\n  名称: 宁波市水利局",
)
FULLWIDTH_COLON = Kind(
    "E112",
    "栏目名后面用半角冒号加空格",
    "中文输入法打出的全角冒号“：”不被当作分隔符，整行会被当成一段文字。",
    "把全角冒号“：”改成半角冒号加一个空格“: ”",
    bad="项目名称：防汛会商系统",
    good="项目名称: 防汛会商系统",
)
DUPLICATE_KEY = Kind(
    "E113",
    "同一栏目只写一次",
    "写了两次时，不知道以哪一次为准。",
    "留下正确的一处，删掉另一处",
    bad="年度: 2027\n年度: 2028",
    good="年度: 2028",
)
ALIAS = Kind(
    "E114",
    "不使用锚点（&）和引用（*）",
    "引用会让审阅的人看不到真正的内容，也可能使文件展开后极大。",
    "把被引用的内容直接写在这里；如果是文字，用引号括起来",
    bad="负责人: &甲 处长\n职务: *甲",
    good="负责人: 处长\n职务: 处长",
)
TAG = Kind(
    "E115",
    "不使用类型标记（!）",
    "项目文件只放数据，不放会被程序执行或转换的内容。",
    "删掉感叹号和它后面的类型名；如果是文字，用引号括起来",
    bad="年度: !!str 2027",
    good="年度: 2027",
)
TOO_DEEP = Kind(
    "E116",
    "层次不过深",
    "表格里没有这么多层；多半是缩进或括号写错了。",
    "检查这一行前面的缩进和括号",
)
NOT_A_MAPPING = Kind(
    "E117",
    "文件由“栏目: 内容”组成",
    "程序按栏目名读取；整个文件是列表或一段文字时，不知道各是什么。",
    "每行写成“栏目名: 内容”，文件开头不要加“- ”",
    bad="- 项目名称: 防汛会商系统",
    good="项目名称: 防汛会商系统",
)
EMPTY_FILE = Kind(
    "E118",
    "文件有内容",
    "空文件多半是忘了填写或没有保存。",
    "填写内容；暂时用不到的文件可以删掉",
)
SEVERAL_DOCUMENTS = Kind(
    "E119",
    "一个文件只写一份内容",
    "单独一行的“---”会把文件分成几份，后面的内容会被漏掉。",
    "删掉这一行“---”",
)
BAD_KEY = Kind(
    "E120",
    "栏目名是一个词",
    "栏目名必须是简单的文字，不能是列表、空白或“<<”。",
    "改成规定的栏目名",
)
RAW_HTML = Kind(
    "E130",
    "正文里没有 HTML 代码",
    "提交的内容只能是文字，不能是代码；HTML 在 Word 文档里也没有意义。",
    "删掉尖括号里的代码；表格用竖线（|）画，图片用 ![图题](figures/文件名)",
    bad="<b>重点</b>",
    good="**重点**",
)
BAD_LINK = Kind(
    "E131",
    "链接只指向网页、邮箱或本文档",
    "指向本机文件或脚本的链接在别人的电脑上打不开，也不安全。",
    "改成以 http://、https:// 或 mailto: 开头的地址，或者删掉链接只留文字",
    bad="[说明](file:///C:/a.doc)",
    good="说明见附件 1",
)
BAD_PICTURE = Kind(
    "E132",
    "图片放在本项目的 figures 文件夹里",
    "图片要随项目一起提交，文档才能在任何电脑上印出来。",
    "把图片放进 figures 文件夹，写成 ![图题](figures/文件名.png)",
    bad="![总体框架](C:/图/框架.png)",
    good="![总体框架](figures/framework.png)",
)
UNREADABLE_MARKDOWN = Kind(
    "E133",
    "正文能够解析",
    "正文的层次过深或结构异常，无法转换成文档。",
    "检查是否有连续很多个引用符号（>）或列表符号",
)

READING_KINDS: tuple[Kind, ...] = (
    UNREADABLE,
    NOT_A_PLAIN_FILE,
    TOO_LARGE,
    WRONG_ENCODING,
    CONTROL_CHARACTER,
    BAD_FILE_NAME,
    YAML_SYNTAX,
    TAB,
    FULLWIDTH_COLON,
    DUPLICATE_KEY,
    ALIAS,
    TAG,
    TOO_DEEP,
    NOT_A_MAPPING,
    EMPTY_FILE,
    SEVERAL_DOCUMENTS,
    BAD_KEY,
    RAW_HTML,
    BAD_LINK,
    BAD_PICTURE,
    UNREADABLE_MARKDOWN,
)
