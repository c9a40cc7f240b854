"""Pages of the site that live elsewhere in the tree: README, the guides at the root, the models' cards.

Each is shown under the name in `PAGES`; links between them, and from docs/ to them, are written for the tree and are
turned here into links of the site. A link that leads nowhere is a warning, and a warning ends the build.
"""

import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[2]
CARDS = ("models/celtint_models", "models/celtint_models/seeds")
PAGES = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "ATTRIBUTION.md": "attribution.md",
    "SECURITY.md": "security.md",
}
_LINK = re.compile(r"(\]\()(?!https?:|#|mailto:)([^)#\s]+)")


def _sources() -> dict[str, str]:
    """Where in the tree each page that is not in docs/ lies: path from the root -> path on the site."""
    found = [path for end in ("md", "png") for place in CARDS for path in sorted((ROOT / place).glob(f"*.{end}"))]
    return PAGES | {path.relative_to(ROOT).as_posix(): f"cards/{path.name}" for path in found}


def _listed(folder: str) -> list[str]:
    """The Markdown pages of a folder of the site, in order."""
    if folder == "cards":
        return [site for site in _sources().values() if site.startswith("cards/") and site.endswith(".md")]
    return [f"{folder}/{page.name}" for page in sorted((ROOT / "docs" / folder).glob("*.md"))]


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Write out the folders in the navigation (`adr/`, `cards/`), so that none of their pages is forgotten."""

    def filled(entry: Any) -> Any:
        if isinstance(entry, list):
            return [filled(e) for e in entry]
        if isinstance(entry, dict):
            return {title: filled(value) for title, value in entry.items()}
        return _listed(entry.rstrip("/")) if entry.endswith("/") else entry

    config.nav = filled(config.nav)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages and pictures from outside docs/."""
    for tree, site in _sources().items():
        files.append(File.generated(config, site, abs_src_path=str(ROOT / tree)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Turn links of the tree into links of the site."""
    site_of = _sources()
    here = page.file.src_uri
    in_tree = next((tree for tree, site in site_of.items() if site == here), f"docs/{here}")

    def turned(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(in_tree), match[2]))
        if target == "docs/adr":
            target = f"docs/{_listed('adr')[0]}"
        site = site_of.get(target) or (target.removeprefix("docs/") if target.startswith("docs/") else None)
        if site is None:
            return match[0]
        return match[1] + posixpath.relpath(site, posixpath.dirname(here) or ".")

    return _LINK.sub(turned, markdown)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Raise for a page that the navigation forgets: mkdocs itself only says so."""
    lost = {page.src_uri for page in files.documentation_pages()} - {page.file.src_uri for page in nav.pages}
    if lost:
        raise PluginError(f"mkdocs.yml's nav lacks {', '.join(sorted(lost))}")
    return nav
