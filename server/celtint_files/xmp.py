"""What a written picture says of itself (XMP, ISO 16684-1): who decided its colours, by which program and network.

No times and no names of files: the same picture has the same bytes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

OWN = "urn:celtint:xmp:1:"
"""The namespace of celtint's own properties."""
TRAINED = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
"""IPTC's word for a picture in which a network has decided something."""
_SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "celtint": OWN,
}
_BEGIN, _END = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>', '<?xpacket end="r"?>'


@dataclass(frozen=True)
class Account:
    """version: of celtint. mode: "line", "grey" or "stage". decided: by who decided, regions and their pixels. model:
    the network that proposed some of them; None for none. recoloured: entries of the palette that were given another
    colour later, with it, #rrggbb."""

    version: str
    mode: str
    decided: Sequence[tuple[str, int, int]]
    model: str | None = None
    recoloured: Mapping[str, str] = field(default_factory=dict)


def packet(account: Account) -> bytes:
    """UTF-8, the same for the same account."""
    plain = {"xmp:CreatorTool": f"celtint {account.version}", "celtint:mode": account.mode}
    if account.model is not None:
        plain |= {"celtint:model": account.model, "Iptc4xmpExt:DigitalSourceType": TRAINED}
    spaces = "".join(f' xmlns:{name}="{of}"' for name, of in _SPACES.items())
    rows = [f"<{name}>{_text(value)}</{name}>" for name, value in plain.items()]
    rows += _bag("decided", [{"by": by, "regions": regions, "pixels": area} for by, regions, area in account.decided])
    rows += _bag("recoloured", [{"entry": entry, "colour": to} for entry, to in account.recoloured.items()])
    return "\n".join(
        [
            _BEGIN,
            f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF{spaces}><rdf:Description rdf:about="">',
            *rows,
            "</rdf:Description></rdf:RDF></x:xmpmeta>",
            _END,
        ]
    ).encode()


def _bag(name: str, rows: Sequence[Mapping[str, str | int]]) -> list[str]:
    if not rows:
        return []
    items = (
        "".join(f"<celtint:{key}>{_text(str(value))}</celtint:{key}>" for key, value in row.items()) for row in rows
    )
    listed = "".join(f'<rdf:li rdf:parseType="Resource">{item}</rdf:li>' for item in items)
    return [f"<celtint:{name}><rdf:Bag>{listed}</rdf:Bag></celtint:{name}>"]


def _text(value: str) -> str:
    return escape("".join(sign for sign in value if sign.isprintable()))
