# SPDX-License-Identifier: Apache-2.0
"""Runs the recipe of docs/scale.md over Spark in local mode, and compares its rows with those made without Spark.

    pip install -e '.[parquet]' pyspark pandas     # and a Java of version 17 or later on the PATH
    python benchmarks/spark.py [--size 3000] [--cores 2]

The segments are those of `cluster.py`. Leaves with 1 where a row is lost, doubled or unequal.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator

os.environ |= {"OPENBLAS_NUM_THREADS": "1", "PYSPARK_PYTHON": sys.executable}  # before numpy and Spark load

import pyarrow
import pyspark
from cluster import rows
from pyspark.sql import SparkSession

from auditor.cluster import seed_of, table_inspected
from auditor.inspection import Auditor
from auditor.policy import Policy

_TEXTS = ("id", "document", "source", "translation", "source_language", "target_language")
_MADE = ("id", "document", "findings", "scores", "faults")


def main() -> None:
    """Make the rows, inspect them twice, compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=3000)
    parser.add_argument("--cores", type=int, default=2)
    options = parser.parse_args()
    seed = seed_of(Auditor.of(Policy()))

    def audited(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            yield from table_inspected(pyarrow.Table.from_batches([batch]), seed).to_batches()

    session = (
        SparkSession.builder.master(f"local[{options.cores}]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", str(options.size))
        .getOrCreate()
    )
    given = list(rows(options.size))
    frame = session.createDataFrame(given, schema=", ".join(f"{name} string" for name in _TEXTS))
    together = frame.repartition(2 * options.cores, "document")
    collected = together.mapInArrow(audited, ", ".join(f"{name} string" for name in _MADE)).collect()
    got = Counter(tuple(row[name] for name in _MADE) for row in collected)
    alone = table_inspected(pyarrow.Table.from_pylist(given), seed).to_pylist()
    wanted = Counter(tuple(row[name] for name in _MADE) for row in alone)
    unequal = (wanted - got).total() + (got - wanted).total()
    print(f"Spark {pyspark.__version__}: {got.total()} rows of {options.size}, {unequal} unequal")
    session.stop()
    sys.exit(unequal > 0)


if __name__ == "__main__":
    main()
