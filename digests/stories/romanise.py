"""Names across scripts: how a Chinese name sounds, and how an English one does.

A transliteration keeps the consonants and loses the rest (马什 "Marsh", 凯斯特尔 "Kestrel"), so two
names are compared by a skeleton of consonant classes. A name that was Chinese first is its pinyin
(天衡 "Tianheng"). A name made of words may be translated word by word (银松 "Silverpine").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product

# The characters that write foreign names, after the Xinhua tables of transliteration.
_SOUNDS = frozenset(
    "阿艾安昂奥巴白拜班邦包保鲍贝本比彼别宾波伯博布查昌达戴丹当道德登邓迪蒂丁东杜多顿厄恩尔法凡范方费芬"
    "丰佛弗福夫盖甘冈高哥格戈葛根贡古瓜哈海汉豪赫黑亨洪侯胡华怀惠霍基吉加贾简杰捷金京居卡凯坎康考科克肯孔"
    "库夸昆拉莱兰郎朗劳勒雷蕾黎里理利丽莉连林琳龙隆卢鲁路吕伦罗洛马玛迈麦曼芒毛梅门蒙孟米密敏明缪摩莫默"
    "姆穆拿娜纳乃奈南内尼倪年宁纽农努诺欧帕派潘庞佩彭蓬皮匹平珀普奇齐契恰乔切钦琼丘屈热仁日荣茹儒瑞若"
    "撒萨塞赛桑瑟森沙莎山珊绍舍申圣施什史士舒朔思斯丝松苏素索塔台泰坦汤唐陶特腾提田廷通图托瓦万旺威韦维"
    "卫温文翁沃乌吾武伍西希锡夏香向肖谢辛欣休许旭雅亚扬耶叶伊易因英永尤于约扎泽曾詹珍芝茨兹宗祖佐奎图塞"
    "卓珂妮蒂芙薇黛露茜萝萨娅嘉丽坡堡顿森斐菲喀拷柯寇裴琴琪缇"
)
_RUN = re.compile(rf"[{''.join(sorted(_SOUNDS))}]{{2,8}}")
# Where a name is read otherwise than the commonest reading.
_READINGS = {"什": "shi", "佛": "fo", "瑟": "se", "塞": "sai", "乐": "le", "俞": "yu"}
_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ", "aaaaeeeeiiiioooouuuuvvvvvnnnm")
# Sounds that Chinese can't tell apart in a foreign name share a class.
_INITIALS = (
    ("zh", "Z"), ("ch", "Z"), ("sh", "Z"), ("b", "p"), ("p", "p"), ("m", "m"), ("f", "f"),
    ("d", "t"), ("t", "t"), ("n", "n"), ("l", "l"), ("g", "k"), ("k", "k"), ("h", "h"),
    ("j", "Z"), ("q", "Z"), ("x", "Z"), ("r", "l"), ("z", "Z"), ("c", "Z"), ("s", "Z"),
    ("w", "f"), ("y", ""),
)  # fmt: skip
_ENGLISH = (
    ("tch", "Z"), ("sch", "Z"), ("sh", "Z"), ("ch", "Z"), ("th", "Z"), ("ph", "f"), ("gh", "k"),
    ("ck", "k"), ("wh", "f"), ("wr", "l"), ("kn", "n"), ("x", "kZ"), ("b", "p"),
    ("p", "p"), ("m", "m"), ("f", "f"), ("v", "f"), ("w", "f"), ("d", "t"), ("t", "t"), ("n", "n"),
    ("l", "l"), ("r", "l"), ("g", "k"), ("k", "k"), ("q", "k"), ("h", "h"), ("j", "Z"),
    ("z", "Z"), ("s", "Z"),
)  # fmt: skip
# Letters that are not heard, and those that are heard as others.
_SPELLING = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"(?<=[aeiou])gh(?![aeiouy])", ""),
        (r"(?<=[aeiou])w(?![aeiouy])", ""),
        (r"ch", "C"), (r"c(?=[eiy])", "s"), (r"c", "k"), (r"C", "ch"), (r"qu", "k"),
    )
)  # fmt: skip
_CODA_R = re.compile(r"r(?![aeiouyr])")
_CODA = re.compile(r"[rl](?![aeiouyrl])")
_SYLLABLES = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ong|ing|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|"
    r"ve|a|o|e|i|u|v|er))+"
)
_WORDS = (
    "star 星,ridge 岭,silver 银,pine 松,north 北,south 南,east 东,west 西,gate 门,bright 明亮,cloud 云,"
    "river 河江,mountain 山,mount 山,stone 石,moon 月,light 光,sky 天空,deep 深,blue 蓝,red 红赤,green 绿青,"
    "gold 金,golden 金,sea 海,ocean 洋,bridge 桥,dragon 龙,tiger 虎,wind 风,fire 火,water 水,lake 湖,"
    "forest 林,wood 木林,tree 树,leaf 叶,flower 花,snow 雪,ice 冰,sun 日阳,dawn 晨曦,morning 晨,night 夜,"
    "black 黑,white 白,iron 铁,steel 钢,copper 铜,glass 玻,crystal 晶,wolf 狼,bear 熊,eagle 鹰,hawk 鹰,"
    "falcon 隼鹰,fox 狐,lion 狮,horse 马,bird 鸟,fish 鱼,whale 鲸,swan 天鹅,crane 鹤,phoenix 凤凰,"
    "valley 谷,field 田野,hill 山丘,rock 岩石,island 岛,bay 湾,harbor 港,harbour 港,port 港,city 城,"
    "town 镇,castle 堡,tower 塔,house 屋,road 路,way 路道,path 径,peak 峰,summit 峰,cliff 崖,"
    "spring 春泉,summer 夏,autumn 秋,winter 冬,rain 雨,thunder 雷,storm 暴,lightning 电,wave 波浪,"
    "tide 潮,shore 岸,coast 岸,point 点,bell 铃,crown 冠,king 王,queen 后,knight 骑,shield 盾,sword 剑,"
    "arrow 箭,bow 弓,key 钥,door 门,window 窗,mirror 镜,lamp 灯,candle 烛,beacon 灯塔,lantern 灯,"
    "heart 心,hand 手,eye 眼,mind 智心,brain 脑,dream 梦,spirit 灵,soul 魂,truth 真,wise 智,open 开,"
    "clear 清,pure 纯,new 新,high 高,swift 迅,quick 快,"
    "first 首,two 双,three 三,seven 七,hundred 百,thousand 千,salt 盐,marsh 沼,silk 丝,jade 玉,"
    "pearl 珠,amber 珀,cedar 杉,oak 橡,willow 柳,bamboo 竹,plum 梅,orchid 兰,lotus 莲,maple 枫,"
    "origin 源,source 源,core 芯核,chip 芯,link 链,net 网,code 码,data 数,wing 翼,flight 飞,sail 帆,"
    "anchor 锚,ship 船,orbit 轨,comet 彗,nova 新星,polar 极,aurora 极光,horizon 地平,zenith 巅"
)
_CHARS: dict[str, str] = dict(pair.split(" ") for pair in _WORDS.split(","))
_NAME_CHARS = frozenset("".join(_CHARS.values()))


def transliterations(text: str) -> Iterator[str]:
    """The skeletons of what may be foreign names in a Chinese text, shorter parts included."""
    for run in _RUN.findall(text):
        size = len(run)
        for start in range(size - 1):
            for end in range(start + 2, min(size, start + 5) + 1):
                skeleton = _chinese_skeleton(run[start:end])
                if len(skeleton) >= 3 or (len(skeleton) == 2 and end - start == size):
                    yield skeleton


def written_by_sound(text: str) -> Iterator[str]:
    """The runs of three or more characters that foreign names are written with."""
    yield from (match[0] for match in _RUN.finditer(text) if len(match[0]) > 2)


def sounds(name: str) -> frozenset[str]:
    """The skeletons that an English name may have in Chinese."""
    return _english_skeletons(name.lower())


def is_pinyin(name: str) -> bool:
    """Whether a Latin name can be read as two or more pinyin syllables."""
    return len(name) >= 4 and _SYLLABLES.fullmatch(name.lower()) is not None


def pinyin(han: str) -> str:
    """The pinyin of Chinese characters without tones, each by its commonest reading."""
    return "".join(_syllable(char) for char in han)


def translations(name: str) -> Iterator[str]:
    """What a name made of two English words may be in Chinese, two characters."""
    lower = name.lower().replace(" ", "").replace("-", "")
    for cut in range(3, len(lower) - 2):
        first, second = _CHARS.get(lower[:cut]), _CHARS.get(lower[cut:])
        if first and second:
            yield from ("".join(pair) for pair in product(first, second))


def may_be_translated(han: str) -> bool:
    """Whether two Chinese characters are both words that names are made of."""
    return all(char in _NAME_CHARS for char in han)


@lru_cache(maxsize=16384)
def _syllable(char: str) -> str:
    if char in _READINGS:
        return _READINGS[char]
    return _readings().get(ord(char), "").split(",")[0].translate(_TONES)


@lru_cache(maxsize=1)
def _readings() -> Mapping[int, str]:
    """The readings of every character. Loaded when the first is asked for: it takes a while."""
    from pypinyin.pinyin_dict import pinyin_dict

    return pinyin_dict


@lru_cache(maxsize=65536)
def _chinese_skeleton(han: str) -> str:
    out = ""
    for char in han:
        syllable = _syllable(char)
        if char == "尔" or syllable == "er":
            out += "l"
            continue
        for initial, kind in _INITIALS:
            if syllable.startswith(initial):
                out += kind
                syllable = syllable[len(initial) :]
                break
        else:
            out += "" if out else "a"
        if syllable.endswith(("n", "ng")):
            out += "n"
    return _squeeze(out)


@lru_cache(maxsize=65536)
def _english_skeletons(name: str) -> frozenset[str]:
    for pattern, instead in _SPELLING:
        name = pattern.sub(instead, name)
    # An r or l that closes a syllable may or may not be heard: "Marsh" 马什, "Halden" 霍尔登.
    variants = (name, _CODA_R.sub("", name), _CODA.sub("", name))
    return frozenset(s for s in map(_consonants, variants) if len(s) >= 2)


def _consonants(name: str) -> str:
    out, at = "", 0
    while at < len(name):
        for letters, kind in _ENGLISH:
            if name.startswith(letters, at):
                out += kind
                at += len(letters)
                break
        else:
            out += "" if out else "a"
            at += 1
    return _squeeze(out)


def _squeeze(skeleton: str) -> str:
    return re.sub(r"(.)\1+", r"\1", skeleton)
