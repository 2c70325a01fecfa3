"""Reads metrics as Prometheus' own library for Python does.

usage: read_metrics.py FILE

Each sample is a line: name, labels and value, separated by tabs. Families without a type or without words, and samples that stand twice
are named on standard error; the exit status is 1 then, and where the text is not of the format.
"""

import sys

from prometheus_client.parser import text_string_to_metric_families

with open(sys.argv[1], encoding="utf-8") as file:
    families = list(text_string_to_metric_families(file.read()))
wrong = [f"{family.name}: {family.type}, {family.documentation!r}" for family in families
         if family.type in ("unknown", "untyped") or not family.documentation]
told = [(sample.name, ",".join(f"{name}={value}" for name, value in sorted(sample.labels.items())), sample.value)
        for family in families for sample in family.samples]
wrong += [f"{name}{{{labels}}} stands twice" for name, labels, _ in told
          if sum(other[:2] == (name, labels) for other in told) > 1]
wrong += [f"{family.name} stands twice" for family in families if sum(other.name == family.name for other in families) > 1]
for sample in told:
    print(*sample, sep="\t")
if wrong:
    sys.exit("\n".join(wrong))
