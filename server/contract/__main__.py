"""``make contract``: writes what the contract declares into code and docs, and names the files that changed.

The tree that this file lies in is written; with ``--check`` nothing is, and the exit status says whether all is as the
contract has it.
"""

import sys
from pathlib import Path

from contract import records, schemas, scripts, tables, words
from contract.declared import ContractError, read

ROOT = Path(__file__).parents[2]


def generated(root: Path) -> dict[Path, str]:
    """Every file that the contract writes, or writes into, by path. Raises ContractError."""
    client = root / "server" / "celtint_client"
    web = root / "server" / "celtint_web" / "client" / "src"
    contract = read(client / "contract.json")
    found = {
        client / "choices.py": words.client_choices(contract),
        root / "core" / "celtint" / "types" / "choices.py": words.core_choices(contract),
        root / "core" / "celtint" / "types" / "settings.py": words.core_settings(contract),
        web / "contract.js": scripts.script(contract),
        web / "contract.d.ts": scripts.types(contract),
        root / "docs" / "asyncapi.yaml": schemas.asyncapi(contract),
    }
    for module in records.MODULES:
        found[client / f"{module}.py"] = records.client_records(contract, module)
    for page in sorted((root / "docs").glob("*.md")):
        text = page.read_text(encoding="utf-8")
        if "<!-- contract: " in text:
            found[page] = tables.filled(contract, text)
    return found


def main(arguments: list[str]) -> int:
    """Write everything, or look."""
    try:
        found = generated(ROOT)
    except (ContractError, KeyError) as error:
        print(f"contract.json can't be used: {error}", file=sys.stderr)
        return 2
    changed = [path for path, text in found.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in changed:
        print(path.relative_to(ROOT))
        if "--check" not in arguments:
            path.write_text(found[path], encoding="utf-8")
    return int("--check" in arguments and bool(changed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
