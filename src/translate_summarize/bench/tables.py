"""Figures of a measurement as tables for people."""

from __future__ import annotations

from typing import Any

REPEATS = 3
"""Each process times its work this often, and the best counts: noise only ever adds."""


def folder_table(figures: dict[str, Any]) -> str:
    """The figures of `measure_folder` as a table for people."""
    ceiling = figures["bare"]["words_per_second"]
    lines = [f"{'':<34}{'words/s':>9}{'of bare':>9}{'CPU/500':>10}{'of bare':>9}{'peak':>9}{'second run':>12}"]
    lines += [
        f"{'tsum batch, ' + str(row['files']) + ' files':<34}{row['words_per_second']:>9.0f}"
        f"{row['of_ceiling']:>9.2f}{_cpu(row)}{row['cpu_of_ceiling']:>9.2f}{row['peak_mb']:>6.0f} MB{row['again'] / row['translate']:>11.1%}"
        for row in figures["batch"]
    ]
    names = {
        "bare": "CTranslate2 bare, int8 (ceiling)",
        "trimmed": "the same, model converted by tsum",
        "each": "tsum translate, one process a file",
        "transformers": "engine transformers, float32",
    }
    rates = {name: figures[kind]["words_per_second"] for kind, name in names.items() if kind in figures}
    lines += [f"{name:<34}{rate:>9.0f}{rate / ceiling:>9.2f}" for name, rate in rates.items()]
    lines[1 + len(figures["batch"])] += _cpu(figures["bare"])
    if len(figures.get("ray", ())) > 1:
        first, second = figures["ray"]
        rate = (second["words"] - first["words"]) / (second["translate"] - first["translate"])
        lines.append(f"{'tsum batch --ray, once it runs':<34}{rate:>9.0f}{rate / ceiling:>9.2f}")
        lines.append(f"Ray takes {first['translate'] - first['words'] / rate:.1f} s to start and stop here.")
    lines.append(
        "CPU/500: processor time for 500 segments, which what else the machine does alters less. The bare call"
    )
    lines.append("runs just before and after each folder run; its row is the mean of these calls.")
    return "\n".join(lines)


def _cpu(row: dict[str, Any]) -> str:
    return f"{500 * row['cpu'] / row['segments']:>8.2f} s"


def table(figures: dict[str, Any]) -> str:
    """The figures as a table for people."""
    startup = figures["startup"]
    lines = [
        f"{figures['segments']} segments, {figures['words']} words; best of {REPEATS} in each process",
        "",
        f"tsum --help        {startup['help']:6.2f} s",
        f"import the package {startup['import']:6.2f} s",
        "",
        f"{'':<34}{'load':>8}{'translate':>11}{'words/s':>9}{'peak':>9}{'of bare':>9}",
    ]
    names = {
        "bare": "CTranslate2 bare, int8 (ceiling)",
        "pipeline": "tsum, segments to bitext",
        "ctranslate2": "engine ctranslate2, int8",
        "transformers": "engine transformers, float32",
    }
    for kind, row in figures["engines"].items():
        lines.append(
            f"{names[kind]:<34}{row['load']:>6.2f} s{row['translate']:>9.2f} s{row['words_per_second']:>9.0f}"
            f"{row['peak_mb']:>6.0f} MB{row['of_ceiling']:>9.2f}"
        )
    engines = figures["engines"]
    if "transformers" in engines:
        ratio = engines["ctranslate2"]["words_per_second"] / engines["transformers"]["words_per_second"]
        lines += ["", f"ctranslate2 is {ratio:.1f} times as fast as transformers."]
    lines += ["", f"{'':<34}{'choose':>10}{'then translate':>16}{'whole article':>15}{'brief costs':>13}"]
    lines += [
        f"{'brief of ' + str(row['segments']) + ' segments':<34}{1000 * row['choose']:>7.0f} ms"
        f"{1000 * (row['brief'] - row['choose']):>13.0f} ms{1000 * row['translate']:>12.0f} ms"
        f"{row['brief'] / row['translate']:>13.2f}"
        for row in figures["briefs"]
    ]
    return "\n".join(lines)
