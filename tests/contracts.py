"""Check by import-linter besides its own contracts (`pyproject.toml`)."""

from __future__ import annotations

import sys

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class StandardLibraryAlone(Contract):
    """A package that imports only itself and the standard library."""

    # A field becomes its value once the contract is read.
    package: str = fields.StringField()  # type: ignore[assignment]
    #: The modules of the package that may import anything, with all below them; nothing else imports these.
    excepted: set[str] = fields.SetField(subfield=fields.StringField())  # type: ignore[assignment]

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002 - as import-linter asks
        """Every other import; the contract is kept if there is none."""
        free = {m for root in self.excepted for m in {root, *graph.find_descendants(root)}}
        core = {self.package, *graph.find_descendants(self.package)} - free
        wrong = sorted(
            f"{module} imports {found}"
            for module in core
            for found in graph.find_modules_directly_imported_by(module)
            if found not in core and found.split(".")[0] not in sys.stdlib_module_names
        )
        return ContractCheck(kept=not wrong, metadata={"wrong": wrong})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """A line for each such import."""
        for line in check.metadata["wrong"]:
            output.print_error(line)
