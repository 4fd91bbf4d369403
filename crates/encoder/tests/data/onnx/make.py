"""Makes the small networks beside this file, and what onnxruntime says of them.

    pip install onnx onnxruntime tokenizers numpy
    python make.py
"""

import json
import os

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer

HERE = os.path.dirname(os.path.abspath(__file__))
WIDE, HEADS, INNER, LAYERS, PLACES = 24, 2, 48, 2, 64
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁the", "▁of", "▁rare", "▁earth", "▁magnet", "s", "▁grain", "▁boundary",
          "▁diffusion", "▁query", "▁passage", ":", "稀土", "磁体", "晶界", "扩散", "烧结", "钕", "铁", "硼", "的", "▁N", "d", "F",
          "e", "B", "a", "i", "n", "o", "r", "t"]
WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "the", "of", "rare", "earth", "magnet", "##s", "grain", "boundary",
         "diffusion", ":", "稀", "土", "磁", "体", "晶", "界", "扩", "散", "烧", "结", "钕", "铁", "硼", "的", "n", "##d",
         "##fe", "##b"]
TEXTS = ["烧结钕铁硼磁体的晶界扩散", "Grain boundary diffusion of the rare earth magnets", "ＮｄＦｅＢ 磁体", "", "稀土 😀"]


class Graph:
    """A graph of operators that is written down one after the other."""

    def __init__(self, seed):
        self.draw = np.random.default_rng(seed)
        self.nodes, self.weights = [], []

    def fixed(self, value):
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.array(value, order="C"), name))
        return name

    def drawn(self, *shape):
        return self.fixed(self.draw.normal(0, 0.4, shape).astype("f4"))

    def op(self, kind, *inputs, out=None, **attributes):
        out = out or f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [out], **attributes))
        return out

    def linear(self, x, of, to):
        return self.op("Add", self.op("MatMul", x, self.drawn(of, to)), self.drawn(to))

    def norm(self, x, out=None):
        stretch = self.fixed((1 + self.draw.normal(0, 0.1, WIDE)).astype("f4"))
        return self.op("LayerNormalization", x, stretch, self.drawn(WIDE), axis=-1, epsilon=1e-12, out=out)

    def save(self, path, inputs, output):
        ports = [helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "pieces"]) for name in inputs]
        gives = helper.make_tensor_value_info(output, TensorProto.FLOAT, None)
        graph = helper.make_graph(self.nodes, "didymium", ports, [gives], self.weights)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        onnx.save(model, path)


def encoder(graph, pieces, parts, out):
    """The layers of BERT: Devlin et al., NAACL 2019."""
    whole = lambda *numbers: graph.fixed(np.array(numbers, "<i8"))
    one, scale = graph.fixed(np.float32(1)), graph.fixed(np.float32((WIDE // HEADS) ** -0.5))
    x = graph.op("Gather", graph.drawn(pieces, WIDE), "input_ids")
    length = graph.op("Gather", graph.op("Shape", "input_ids"), graph.fixed(np.array(1, "<i8")))
    places = graph.op("Range", graph.fixed(np.array(0, "<i8")), length, graph.fixed(np.array(1, "<i8")))
    x = graph.op("Add", x, graph.op("Gather", graph.drawn(PLACES, WIDE), places))
    if parts:
        x = graph.op("Add", x, graph.op("Gather", graph.drawn(2, WIDE), "token_type_ids"))
    x = graph.norm(x)
    shown = graph.op("Cast", "attention_mask", to=TensorProto.FLOAT)
    hidden = graph.op("Mul", graph.op("Sub", one, shown), graph.fixed(np.float32(-1e4)))
    hidden = graph.op("Unsqueeze", hidden, whole(1, 2))
    for layer in range(LAYERS):
        last = out if layer == LAYERS - 1 else None
        heads = []
        for order in ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3]):
            y = graph.op("Reshape", graph.linear(x, WIDE, WIDE), whole(0, 0, HEADS, WIDE // HEADS))
            heads.append(graph.op("Transpose", y, perm=order))
        y = graph.op("Mul", graph.op("MatMul", heads[0], heads[1]), scale)
        y = graph.op("Softmax", graph.op("Add", y, hidden), axis=-1)
        y = graph.op("Transpose", graph.op("MatMul", y, heads[2]), perm=[0, 2, 1, 3])
        y = graph.linear(graph.op("Reshape", y, whole(0, 0, WIDE)), WIDE, WIDE)
        x = graph.norm(graph.op("Add", x, y))
        y = graph.linear(x, WIDE, INNER)
        bent = graph.op("Erf", graph.op("Div", y, graph.fixed(np.float32(2**0.5))))
        bent = graph.op("Mul", graph.op("Mul", y, graph.op("Add", bent, one)), graph.fixed(np.float32(0.5)))
        x = graph.norm(graph.op("Add", x, graph.linear(bent, INNER, WIDE)), out=last)


def written(path, what):
    with open(os.path.join(HERE, path), "w", encoding="utf-8") as file:
        json.dump(what, file, ensure_ascii=False, indent=1)
        file.write("\n")


def special(pieces, names):
    each = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    return [{"id": pieces.index(name), "content": name, **each} for name in names]


def template(pieces, begin, end):
    mark = lambda name: {"SpecialToken": {"id": name, "type_id": 0}}
    text = {"Sequence": {"id": "A", "type_id": 0}}
    marks = {name: {"id": name, "ids": [pieces.index(name)], "tokens": [name]} for name in (begin, end)}
    single = [mark(begin), text, mark(end)]
    return {"type": "TemplateProcessing", "single": single, "pair": single + [{"Sequence": {"id": "B", "type_id": 1}}], "special_tokens": marks}


def unigram():
    vocabulary = [[piece, 0.0 if at < 4 else -1.0 - 0.05 * at] for at, piece in enumerate(PIECES)]
    return {
        "version": "1.0", "truncation": None, "padding": None,
        "added_tokens": special(PIECES, ["<s>", "<pad>", "</s>", "<unk>"]),
        "normalizer": {"type": "NFKC"},
        "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
        "post_processor": template(PIECES, "<s>", "</s>"), "decoder": None,
        "model": {"type": "Unigram", "unk_id": 3, "vocab": vocabulary, "byte_fallback": False},
    }


def wordpiece():
    return {
        "version": "1.0", "truncation": {"max_length": 16, "strategy": "LongestFirst", "stride": 0, "direction": "Right"},
        "padding": {"strategy": {"Fixed": 16}, "direction": "Right", "pad_to_multiple_of": None, "pad_id": 0, "pad_type_id": 0, "pad_token": "[PAD]"},
        "added_tokens": special(WORDS, ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]),
        "normalizer": {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "strip_accents": None, "lowercase": True},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": template(WORDS, "[CLS]", "[SEP]"), "decoder": None,
        "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100,
                  "vocab": {word: at for at, word in enumerate(WORDS)}},
    }


def vectors(folder, prompt, first):
    tokenizer = Tokenizer.from_file(os.path.join(HERE, folder, "tokenizer.json"))
    tokenizer.no_padding()
    session = onnxruntime.InferenceSession(os.path.join(HERE, folder, "model.onnx"))
    found = []
    for text in TEXTS:
        pieces = np.array([tokenizer.encode(prompt + text).ids])
        given = {"input_ids": pieces, "attention_mask": np.ones_like(pieces), "token_type_ids": np.zeros_like(pieces)}
        given = {port.name: given[port.name] for port in session.get_inputs()}
        rows = session.run(None, given)[0][0].astype("f8")
        vector = rows if rows.ndim == 1 else rows[0] if first else rows.mean(0)
        found.append([round(float(part), 7) for part in vector / np.linalg.norm(vector)])
    return found


graph = Graph(1)
encoder(graph, len(PIECES), False, "last_hidden_state")
graph.save(f"{HERE}/mean/model.onnx", ["input_ids", "attention_mask"], "last_hidden_state")
written("mean/tokenizer.json", unigram())
written("mean/config_sentence_transformers.json", {"prompts": {"query": "query: ", "passage": "passage: "}})
written("mean/sentence_bert_config.json", {"max_seq_length": 32, "do_lower_case": False})
written("sentence/sentence_bert_config.json", {"max_seq_length": PLACES, "do_lower_case": False})

graph = Graph(2)
encoder(graph, len(WORDS), True, "last_hidden_state")
graph.save(f"{HERE}/first/model.onnx", ["input_ids", "attention_mask", "token_type_ids"], "last_hidden_state")
written("first/tokenizer.json", wordpiece())
os.makedirs(f"{HERE}/first/1_Pooling", exist_ok=True)
written("first/1_Pooling/config.json", {"word_embedding_dimension": WIDE, "pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False})
written("first/modules.json", [{"idx": at, "name": str(at), "path": path, "type": f"sentence_transformers.models.{kind}"}
                               for at, (path, kind) in enumerate([("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")])])

graph = Graph(3)
encoder(graph, len(PIECES), False, "rows")
graph.op("ReduceMean", "rows", axes=[1], keepdims=0, out="sentence_embedding")
graph.save(f"{HERE}/sentence/model.onnx", ["input_ids", "attention_mask"], "sentence_embedding")
written("sentence/tokenizer.json", unigram())

# Networks that give no vector: of one row too few, of no numbers, of nothing, and one that asks for something else.
for name, asks, steps in [
    ("flat", "input_ids", [("Cast", {"to": TensorProto.FLOAT})]),
    ("words", "input_ids", [("Cast", {"to": TensorProto.INT32}), ("Unsqueeze", {})]),
    ("nan", "input_ids", [("Cast", {"to": TensorProto.FLOAT}), ("Neg", {}), ("Sub", {}), ("Sqrt", {})]),
    ("pictures", "pixel_values", [("Cast", {"to": TensorProto.FLOAT})]),
]:
    graph, at = Graph(4), asks
    for kind, attributes in steps:
        more = {"Unsqueeze": [np.array([2], "<i8")], "Sub": [np.float32(1)]}.get(kind, [])
        at = graph.op(kind, at, *[graph.fixed(value) for value in more], **attributes)
    if name == "nan":
        at = graph.op("Unsqueeze", at, graph.fixed(np.array([2], "<i8")))
    graph.nodes[-1].output[0] = "rows"
    graph.save(f"{HERE}/{name}.onnx", [asks], "rows")

written("expected.json", {
    "texts": TEXTS,
    "mean, passage": vectors("mean", "passage: ", False),
    "mean, query": vectors("mean", "query: ", False),
    "first": vectors("first", "", True),
    "sentence": vectors("sentence", "", False),
})
