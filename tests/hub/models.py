"""The models of the hub: a dozen that one meets, and those that behave badly."""

from __future__ import annotations

from dataclasses import replace

from tests.hub.shapes import Model, result

USE = """## How to use

```python
from transformers import pipeline

model = pipeline("{task}", model="{id}")
print(model("Hello, I am a model."))
```
"""

BERT = """# BERT base model (uncased)

Pretrained model on English language using a masked language modeling (MLM) objective. It was introduced in
[this paper](https://arxiv.org/abs/1810.04805) and first released in
[this repository](https://github.com/google-research/bert). This model is uncased: it does not make a difference
between english and English.

## Intended uses & limitations

You can use the raw model for masked language modeling, but it is mostly intended to be fine-tuned on a downstream task.

### How to use

```python
from transformers import BertTokenizer, BertModel
tokenizer = BertTokenizer.from_pretrained('google-bert/bert-base-uncased')
model = BertModel.from_pretrained("google-bert/bert-base-uncased")
text = "Replace me by any text you'd like."
encoded_input = tokenizer(text, return_tensors='pt')
output = model(**encoded_input)
```

### Limitations and bias

Even if the training data used for this model could be characterized as fairly neutral, this model can have biased predictions.

## Training data

The BERT model was pretrained on BookCorpus, a dataset of 11,038 unpublished books, and English Wikipedia.

## Evaluation results

| Task | MNLI-(m/mm) | QQP | QNLI | SST-2 | CoLA | STS-B | MRPC | RTE |
|:----:|:-----------:|:---:|:----:|:-----:|:----:|:-----:|:----:|:---:|
| F1   | 84.6        | 71.2 | 90.5 | 93.5 | 52.1 | 85.8 | 88.9 | 66.4 |
| dev  | 83.4        | 70.2 | 90.1 | 92.5 | 51.1 | 84.8 | 87.9 | 65.4 |
"""

BERT_FILES = {
    "config.json": 570, "tokenizer.json": 466_062, "vocab.txt": 231_508, "model.safetensors": 440_449_768,
    "pytorch_model.bin": 440_473_133, "tf_model.h5": 536_063_208,
}  # fmt: skip

SST2 = "distilbert/distilbert-base-uncased-finetuned-sst-2-english"
LATIN = "# Modèle\n\nEntraîné sur des œuvres.\n".encode("latin-1", errors="replace") + b"\xe9\xe8\xff caf\xe9\n"


EVERYDAY = [
    Model(
        "google-bert/bert-base-uncased",
        2_412,
        46_180_552,
        {
            "language": "en",
            "tags": ["exbert"],
            "license": "apache-2.0",
            "datasets": ["bookcorpus/bookcorpus", "wikimedia/wikipedia"],
        },
        BERT,
        BERT_FILES,
        {"architectures": ["BertForMaskedLM"], "model_type": "bert", "vocab_size": 30522},
        "fill-mask",
        tags=["transformers", "arxiv:1810.04805", "dataset:bookcorpus/bookcorpus", "dataset:wikimedia/wikipedia"],
    ),
    Model(
        "gpt2",
        2_731,
        9_912_037,
        {"language": "en", "license": "mit"},
        "# GPT-2\n\nReleased at [openai/gpt-2](https://github.com/openai/gpt-2).\n\n"
        + USE.format(task="text-generation", id="gpt2"),
        {"model.safetensors": 548_105_171, "vocab.json": 1_042_301},
        {"model_type": "gpt2"},
        "text-generation",
    ),
    Model(
        "distilbert/distilbert-base-uncased",
        741,
        9_421_004,
        {
            "language": "en",
            "license": "apache-2.0",
            "base_model": "google-bert/bert-base-uncased",
            "datasets": ["bookcorpus/bookcorpus"],
        },
        "# DistilBERT base model (uncased)\n\nA smaller, faster BERT ([paper](https://arxiv.org/abs/1910.01108)).\n\n"
        + USE.format(task="fill-mask", id="distilbert/distilbert-base-uncased"),
        {"model.safetensors": 267_954_768, "vocab.txt": 231_508},
        {"model_type": "distilbert"},
        "fill-mask",
        tags=["base_model:google-bert/bert-base-uncased", "base_model:quantized:google-bert/bert-base-uncased"],
    ),
    Model(
        SST2,
        812,
        3_201_551,
        {
            "language": "en",
            "license": "apache-2.0",
            "datasets": ["stanfordnlp/sst2"],
            "base_model": ["distilbert/distilbert-base-uncased"],
        },
        "# DistilBERT fine-tuned on SST-2\n\nAccuracy of 91.3 on the dev set.\n\n## Limitations\n\nBiased on countries.\n\n"
        + USE.format(task="text-classification", id=SST2),
        {"model.safetensors": 267_832_558},
        {"model_type": "distilbert"},
        results=[result("sst2", "accuracy", 0.911, "https://example.org/evaluation"), result("sst2", "f1", 0.914)],
    ),
    Model(
        "summit-lab/reviewed-classifier",
        14,
        812,
        {"license": "mit", "datasets": ["stanfordnlp/sst2"]},
        "# Reviewed classifier\n\nDeveloped at https://github.com/summit-lab/classifier with review of every change.\n\n"
        + USE.format(task="text-classification", id="summit-lab/reviewed-classifier"),
        {"model.safetensors": 66_000_000},
        {"model_type": "bert", "_name_or_path": "google-bert/bert-base-uncased"},
        discussions=3,
    ),
    Model(
        "anon123/my-first-model",
        0,
        7,
        {"license": "mit"},
        "# my first model\n\nSee https://github.com/anon123/toy\n",
        {"pytorch_model.bin": 1_200_000},
        {"model_type": "bert"},
    ),
    Model(
        "anon123/no-repository",
        1,
        21,
        {},
        "a model\n",
        {"model.bin": 9_000},
        task=None,
        library=None,
        discussions=0,
    ),
]


_GIGABYTE = {"model.safetensors": 1_000_000_000}

LICENSED = [
    Model(
        "open-weights/gated-llm",
        4_820,
        1_250_000,
        {"license": "llama2"},
        "# Gated\n\nAsk for access.\n",
        _GIGABYTE,
        {"model_type": "llama"},
        "text-generation",
        gated=True,
    ),
    Model("acme/gpl-translator", 1_310, 702_114, {"license": "gpl-3.0"}, "# Translator\n", _GIGABYTE, None, "translation"),
    Model("acme/no-licence", 1_522, 912_004, {"language": "de"}, "# No licence stated\n", _GIGABYTE, None),
    Model("acme/two-licences", 1_102, 2_120_004, {"license": ["mit", "apache-2.0"]}, "# Either\n", _GIGABYTE, None),
]


_MANY = {f"checkpoints/step-{step:05}/model-00001-of-00001.safetensors": 400_000_000 + step for step in range(10_000)}

AWKWARD = [
    Model("acme/no-card", 1_900, 3_000_000, files={"model.safetensors": 10_000_000}, has_readme=False),
    Model("acme/huge-list", 1_100, 1_500_000, {"license": "mit"}, "# Every checkpoint\n", _MANY),
    Model(
        "acme/bad-yaml",
        1_400,
        1_000_000,
        files={"model.safetensors": 20_000_000},
        raw_readme=b"---\nlicense: mit\n  tags: [unclosed\nbase_model: {a: [}\n---\n# Broken front matter\n",
    ),
    Model("acme/latin-card", 1_400, 1_000_000, files={"model.safetensors": 20_000_000}, raw_readme=LATIN),
    Model(
        "acme/linked-to-nowhere",
        1_300,
        1_100_000,
        {"license": "mit"},
        "At https://github.com/acme/gone it was.\n",
        {"model.safetensors": 20_000_000},
    ),
    Model(
        "acme/windows-card",
        1_300,
        1_100_000,
        files={"model.safetensors": 20_000_000},
        raw_readme=b"\xef\xbb\xbf---\r\nlicense: mit\r\ndatasets:\r\n- acme/crawl\r\n---\r\n# Written elsewhere\r\n",
    ),
    Model(
        "acme/endless-card",
        1_300,
        1_100_000,
        files={"model.safetensors": 20_000_000},
        raw_readme=b"---\nlicense: mit\n---\n# A novel\n" + b"and on and on\n" * 400_000,
    ),
    Model(
        "acme/much-data",
        1_300,
        1_100_000,
        {"license": "mit", "datasets": ["crawl", "acme/endless"]},
        "# Trained on much\n",
        {"model.safetensors": 20_000_000},
    ),
    Model(
        "acme/huge-project",
        200,
        100_000,
        {"license": "mit"},
        "From https://github.com/acme/huge\n",
        {"model.safetensors": 20_000_000},
    ),
    Model(
        "acme/blocked-project",
        1_300,
        1_100_000,
        {"license": "mit"},
        "From https://github.com/acme/blocked\n",
        {"model.safetensors": 20_000_000},
    ),
    Model("acme/odd-project", 1_300, 1_100_000, {"license": "mit"}, "At https://github.com/acme/odd\n", {"m.bin": 20_000_000}),
    Model(
        "acme/adapter",
        1_300,
        1_100_000,
        {"license": "mit"},
        "# An adapter\n",
        {"adapter_model.bin": 3_000_000},
        {"peft": {"base_model_name_or_path": "google-bert/bert-base-uncased", "task_type": "SEQ_CLS"}},
        library="peft",
    ),
    Model("acme/no-discussions", 200, 100_000, {"license": "mit"}, "# Quiet\n", {"m.bin": 20_000_000}, discussions=None),
    Model("acme/cycle-a", 1_300, 1_100_000, {"license": "mit", "base_model": "acme/cycle-b"}, "# A\n", {"a.bin": 1_000_000}),
    Model("acme/cycle-b", 1_300, 1_100_000, {"license": "mit", "base_model": "acme/cycle-a"}, "# B\n", {"b.bin": 2_000_000}),
]


_FLAKY_NAMES = [
    "rate-limited-once",
    "rate-limited-for-an-hour",
    "unavailable",
    "hangs",
    "slow-at-first",
    "truncated",
    "nonsense",
    "redirected",
    "redirected-card",
    "in-circles",
    "ill-encoded",
    "nested",
    "odd",
    "unsized",
    "card-unavailable-once",
]

FLAKY = [
    Model(f"flaky/{name}", 1_200, 2_000_000, {"license": "mit"}, f"# {name}\n", {"m.safetensors": 5_000_000})
    for name in _FLAKY_NAMES
]


MODELS = {model.id: model for model in [*EVERYDAY, *LICENSED, *AWKWARD, *FLAKY]}
RENAMED = {"bert-base-uncased": "google-bert/bert-base-uncased"}
"""Old names: the hub leads to the new ones."""

COPY = "copy-"
_BY_NAME = {name.rpartition("/")[2]: model for name, model in MODELS.items()}


def find(name: str) -> Model | None:
    """A model by its id. Under each owner `copy-...` there are all models once more, for tests that share a registry."""
    owner, _, last = name.partition("/")
    model = MODELS.get(name)
    if model or not owner.startswith(COPY) or last not in _BY_NAME:
        return model
    original = _BY_NAME[last]
    bases = original.card.get("base_model")
    moved = [f"{owner}/{one.rpartition('/')[2]}" for one in ([bases] if isinstance(bases, str) else bases or [])]
    card = original.card | ({"base_model": moved} if moved else {})
    tags = [tag for tag in original.tags if not tag.startswith("base_model:")]
    return replace(original, id=name, card=card, tags=tags, body=original.body.replace(original.id, name))
