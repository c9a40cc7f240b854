"""`celtint evaluate`: one table of whoever is named, beside those who need no network."""

from collections.abc import Sequence
from pathlib import Path

from celtint import HintProposalDescriptor, Network
from celtint_models import registry

from celtint_train.evaluation.models.contenders import of_network, without_network
from celtint_train.evaluation.models.edges import edges_section
from celtint_train.evaluation.models.lines import lines_section
from celtint_train.evaluation.models.report import curve_table, own_table, report, table_of
from celtint_train.evaluation.models.results import result_of
from celtint_train.evaluation.models.tags import tags_section


def evaluate(names: Sequence[str], limit: int, folder: Path, output: Path | None) -> int:
    """Measure networks by name (none: all that are installed) or by descriptor file; print the table and, with
    ``output``, write the report. What was measured before is read from ``folder``, so this can be done in pieces.
    limit: how many of the scored pictures.

    Returns 0.
    """
    networks = [_opened(name) for name in names or registry.names()]
    contenders = [*(of_network(network) for network in networks), *without_network()]
    results = [result_of(contender, limit, folder) for contender in contenders]
    print(table_of(results))
    print(own_table([result for result in results if result.answer]))
    print(curve_table([result for result in results if result.hints]))
    if output is not None:
        ours = next((each for each in networks if isinstance(each.descriptor, HintProposalDescriptor)), None)
        others = [network for network in networks if network is not ours and network.descriptor.takes_hints]
        more = (
            [lines_section(ours, others, limit), edges_section(ours, limit), tags_section(ours, limit)] if ours else []
        )
        for bar in report(output, results, folder, more):
            print(f"{'met    ' if bar.met else 'NOT MET'}  {bar.what}: {bar.got} ({bar.bar})")
        print(output)
    return 0


def _opened(name: str) -> Network:
    return registry.load_from(Path(name)) if name.endswith(".toml") else registry.load(name)
