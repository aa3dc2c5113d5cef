"""The terms of the field that a sentence is about, besides whom and what it names."""

from __future__ import annotations

import re
from itertools import islice

from digests.model import Language

_ENGLISH = re.compile(
    r"\b(?:export (?:controls?|licen[cs]es?|rules)|open[- ](?:source|weights?)(?: models?)?|training data|copyright|licen[cs]ing|safety testing|"
    r"compute(?: power)?|data cent(?:er|re)s?|power (?:supply|grid)|inference|pre-?training|fine-?tuning|reinforcement learning|distillation|quantization|"
    r"long-term memory|self-learning|continual learning|reasoning models?|multimodal(?: ai)?(?: systems?| models?)?|world models?|(?:ai |real-world ai |coding )?agents|context (?:window|length)|benchmarks?|hallucinations?|alignment|"
    r"artificial general intelligence|agi|superintelligence|robotaxis?|humanoids?|autonomous driving|embodied ai|"
    r"advanced chips|accelerators?|gpus?|high-bandwidth memory|advanced packaging|lithography(?: equipment)?|foundry|semiconductors?|"
    r"ipo|initial public offering|valuation|gross margin|capital (?:spending|expenditure)|antitrust|tariffs?|sanctions|regulation|lawsuits?|layoffs?)\b"
)
_CHINESE = re.compile(
    "出口管制|出口许可|开源(?:模型)?|闭源(?:模型)?|训练数据|版权|算力|数据中心|智能体|多模态|具身智能|人形机器人|自动驾驶|大模型|推理模型|世界模型|长期记忆|自主学习|强化学习|微调|蒸馏|上下文(?:窗口|长度)?|基准测试|幻觉|通用人工智能|"
    "先进封装|光刻机?|芯片|高带宽内存|显卡|半导体|融资|估值|毛利率|资本开支|上市|反垄断|关税|制裁|监管|裁员|价格战"
)
_MOST = 4


def terms(text: str, language: Language) -> tuple[str, ...]:
    """The terms in `text`, lower-cased, each once, in its order; at most four."""
    pattern = _CHINESE if language == "zh" else _ENGLISH
    found = (match[0] for match in pattern.finditer(text.lower()))
    return tuple(islice(dict.fromkeys(found), _MOST))
