"""Pictures and drawings."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator

from PIL import Image

from hostile.cases import OUT, Case, Content, Link, Pipe, text_case


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, *more: bytes) -> bytes:
    """Return a PNG that says it is so large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    end = chunk(b"IDAT", zlib.compress(b"\0" * 10)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(more) + end


GIF = (
    b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff"
    + b"!\xf9\4\0\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0" * 10_000
    + b";"
)


def svg(inside: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90">{inside}</svg>'


def nested(element: str, attribute: str) -> str:
    """Return elements that each refer twice to the one before."""
    return "".join(
        f'<{element} id="x{n}"><rect width="9" height="9" {attribute}="url(#x{n - 1})"/>'
        f'<rect width="9" height="9" {attribute}="url(#x{n - 1})"/></{element}>'
        for n in range(30)
    )


def _used(number: int) -> str:
    return f'<use href="#a{number}"/>' * 10


ENTITIES = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)
)
BAD_PICTURES: dict[str, tuple[str, str | bytes, str]] = {
    "10⁹ pixels": ("x.png", png(40_000, 25_000), "pixel"),
    "10¹⁸ pixels": ("x.png", png(2**31 - 1, 2**31 - 1), "pixel"),
    "text that unfolds": (
        "x.png",
        png(1, 1, chunk(b"zTXt", b"a\0\0" + zlib.compress(b"x" * 10**7))),
        "too large",
    ),
    "no picture": ("x.png", "hello", "it is none of PNG"),
    "nothing": ("x.png", b"", "it is none of PNG"),
    "a program for printers": ("x.jpg", "%!PS-Adobe-3.0 EPSF-3.0\n", "it is none of PNG"),
    "a web page": ("x.jpg", "<html><script>alert(1)</script></html>", "it is none of PNG"),
    "a drawing by another name": ("x.png", svg("<rect width='9' height='9'/>"), "it is none of PNG"),
    "entities": ("x.svg", f"{ENTITIES}]>{svg('<text>&m;</text>')}", "amplification"),
    "entities in an attribute": ("x.svg", f"{ENTITIES}]>" + svg("<g class='&m;'/>"), "amplification"),
    "depth": ("x.svg", svg("<g>" * 10_000 + "</g>" * 10_000), "depth"),
    "uses of uses": (
        "x.svg",
        svg(
            '<rect id="a0" width="9" height="9"/>'
            + "".join(f'<g id="a{n}">{_used(n - 1)}</g>' for n in range(1, 10))
        ),
        "more than 100,000 shapes",
    ),
    "a use of itself": ("x.svg", svg('<g id="a"><use href="#a"/></g>'), "draws itself"),
    "clips in clips": (
        "x.svg",
        svg(nested("clipPath", "clip-path") + '<path d="M0 0" clip-path="url(#x29)"/>'),
        "shapes",
    ),
    "masks in masks": (
        "x.svg",
        svg(nested("mask", "mask") + '<path d="M0 0" style="mask:url(#x29)"/>'),
        "shapes",
    ),
    "masks by a style sheet": (
        "x.svg",
        svg(f'{nested("mask", "mask")}<style>.m{{mask:url(#x29)}}</style><g class="m"/>'),
        "shapes",
    ),
    "markers on markers": (
        "x.svg",
        svg(
            "".join(
                f'<marker id="m{n}"><path d="M0 0{"L9 9" * 9}" marker-mid="url(#m{n - 1})"/></marker>'
                for n in range(9)
            )
            + '<path d="M0 0L1 1" marker-end="url(#m8)"/>'
        ),
        "shapes",
    ),
    "100,001 elements": ("x.svg", svg("<g/>" * 100_001), "shapes"),
    "a gradient without end": (
        "x.svg",
        svg(
            '<linearGradient id="g" x2="0.0000001" spreadMethod="repeat"><stop/><stop offset="1"/>'
            '</linearGradient><rect width="1e-9" height="1e-9" fill="url(#g)"/>'
        ),
        "shows nothing",
    ),
}
ELSEWHERE = [
    "../../outside/x.png",
    "@/x.png",
    "..%2f..%2foutside/x.png",
    "file:///etc/hostname",
    "file:x.png",
    "http://example.org/x.png",
    "//example.org/x.png",
    "\\\\\\\\host\\share\\x.png",
    "%5c%5chost/share/x.png",
    "data:image/png;base64,AAAA",
]


def _small(form: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(out, form)
    return out.getvalue()


JPEG = _small("JPEG")
PNG = _small("PNG")


def _film(form: str, frames: int = 30) -> bytes:
    out = io.BytesIO()
    first, *others = (Image.new("RGB", (20, 20), (9 * n, 0, 0)) for n in range(frames))
    first.save(out, form, save_all=True, append_images=others)
    return out.getvalue()


def _exif() -> bytes:
    """Return a JPEG whose metadata points behind its end and turns it about."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 99
    Image.new("RGB", (9, 9)).save(out, "JPEG", exif=exif)
    return out.getvalue().replace(b"MM\x00*\x00\x00\x00\x08", b"MM\x00*\xff\xff\xff\xff")


PICTURES: dict[str, tuple[str, Content]] = {
    **{name: (file, content) for name, (file, content, _) in BAD_PICTURES.items()},
    **{f"PNG cut at {cut}": ("x.png", PNG[:cut]) for cut in (4, 8, 20, 33, 45, 80, len(PNG) - 12)},
    **{f"JPEG cut at {cut}": ("x.jpg", JPEG[:cut]) for cut in (2, 10, 20, 170, 400, len(JPEG) - 2)},
    "a PNG of no width": ("x.png", png(0, 9)),
    "a PNG with more behind it": ("x.png", PNG + b"<script>alert(1)</script>" * 99),
    "a PNG with a wrong sum": ("x.png", PNG[:30] + b"????" + PNG[34:]),
    "a PNG whose profile unfolds": (
        "x.png",
        png(1, 1, chunk(b"iCCP", b"a\0\0" + zlib.compress(b"x" * 10**7))),
    ),
    "a PNG whose picture unfolds": (
        "x.png",
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 9, 9, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(b"\0" * 10**8))
        + chunk(b"IEND", b""),
    ),
    "as many pixels as are let in": (
        "x.png",
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 10_000, 10_000, 1, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(b"\0" * (10_000 * 1251)))
        + chunk(b"IEND", b""),
    ),
    "a line of pixels": (
        "x.png",
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 50_000, 1, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(b"\0" * 50_001))
        + chunk(b"IEND", b""),
    ),
    "a GIF that moves": ("x.gif", GIF),
    "a GIF of a large screen": ("x.gif", b"GIF89a\xff\xff\xff\xff" + GIF[10:]),
    "a GIF of no frame": ("x.gif", GIF[:19] + b";"),
    "a PNG that moves": ("x.png", _film("PNG")),
    "a WebP that moves": ("x.webp", _film("WEBP")),
    "a TIFF of thirty pages": ("x.tif", _film("TIFF")),
    "a TIFF that points at itself": ("x.tif", b"II*\0\x08\0\0\0\0\0\x08\0\0\0"),
    "a bitmap": ("x.bmp", b"BM" + b"\xff" * 60),
    "an icon": ("x.ico", b"\0\0\1\0\xff\xff"),
    "metadata that points away": ("x.jpg", _exif()),
    "a PDF": (
        "x.pdf",
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n",
    ),
    "a Windows metafile": ("x.emf", b"\1\0\0\0" + b"\0" * 36 + b" EMF"),
    "a film of Apple": ("x.heic", b"\0\0\0\x18ftypheic"),
    "itself": ("x.png", Link("x.png")),
    "a folder": ("x.png", Link(".")),
    "a pipe": ("x.png", Pipe()),
    "the machine's": ("x.png", Link("/dev/zero")),
    "outside": ("x.png", Link(f"{OUT}/x.png")),
}
SQUARE = "<rect width='9' height='9'/>"
DRAWINGS = {
    "a script": "<script>alert(1)</script>",
    "what happens": "<rect width='9' height='9' onload='alert(1)' onclick='alert(1)'/>",
    "a page": "<foreignObject width='9' height='9'><body xmlns='http://www.w3.org/1999/xhtml'>"
    "<script>alert(1)</script></body></foreignObject>",
    "a picture of the disk": "<image href='file:///etc/passwd' width='9' height='9'/>",
    "a picture of the net": "<image href='http://example.org/x.png' width='9' height='9'/>",
    "a use of the net": "<use href='http://example.org/x.svg#a'/>",
    "a style of the net": "<style>@import url(http://example.org/x.css);"
    "rect{fill:url(http://example.org/x)}</style>",
    "a link": "<a href='javascript:alert(1)'><rect width='9' height='9'/></a>",
    "movement": "<rect width='9' height='9'><set attributeName='href' to='javascript:alert(1)'/></rect>",
    "numbers that are none": "<rect width='nan' height='1e999' x='-inf'/>",
    **{
        f"{name} of {number}": f"<rect width='9' height='9' stroke='red' {name}='{number}'/>"
        for name in ("stroke-width", "stroke-dasharray", "transform='translate(9)' rx", "opacity")
        for number in ("1e400", "nan", "1e300")
    },
    "a move beyond measure": f"<g transform='translate(1e400)'>{SQUARE}</g>",
    "points beyond measure": "<path d='M0 0L1e400 9' stroke='red'/><polyline points='0 0 inf 9'/>",
    "a style beyond measure": "<style>rect{stroke:red;stroke-width:1e400}</style>",
    "scales on scales": "<g transform='scale(9e7)'>" * 40 + SQUARE + "</g>" * 40,
    "numbers without end": f"<path d='M{'9' * 50_000} 0L9 9'/>",
    "a path without end": f"<path d='M0 0{'L9 9' * 50_000}'/>",
    "a curve without end": f"<path d='M0 0{'a1 1 0 0 0 9 9' * 20_000}' stroke='red'/>",
    "dashes without end": "<path d='M0 0L1e9 0' stroke='red' stroke-dasharray='1e-9'/>",
    "a viewBox of nothing": "<svg viewBox='0 0 0 0'><rect width='9' height='9'/></svg>",
    "a pattern of itself": "<pattern id='p' width='1' height='1'><rect width='9' fill='url(#p)'/></pattern>"
    "<rect width='9' height='9' fill='url(#p)'/>",
    "a pattern without end": "<pattern id='p' width='1e-9' height='1e-9' patternUnits='userSpaceOnUse'>"
    f"{SQUARE}</pattern><rect width='90' height='90' fill='url(#p)'/>",
    "a gradient too fine to see": "<radialGradient id='g' r='0.0001' spreadMethod='repeat'>"
    "<stop stop-color='red'/><stop offset='1'/></radialGradient>"
    "<rect width='90' height='90' fill='url(#g)'/>",
    "clips without end": "".join(
        f"<clipPath id='c{n}'>{SQUARE}</clipPath><rect clip-path='url(#c{n})' width='9' height='9'/>"
        for n in range(8000)
    ),
    "masks without end": "".join(
        f"<mask id='m{n}'>{SQUARE}</mask><rect mask='url(#m{n})' width='9' height='9'/>" for n in range(8000)
    ),
    "uses of what is not there": "".join(f"<use href='#a{n}'/>" for n in range(30_000)),
    "a filter": "<filter id='f'><feGaussianBlur stdDeviation='1e9'/></filter>"
    "<rect width='9' height='9' filter='url(#f)'/>",
    "text without end": f"<text>{'x' * 100_000}</text>",
    "text of others": "<text font-family='url(http://example.org/x)'>x</text>",
    "turned to nothing": "<g transform='scale(0) rotate(nan) matrix(1e308 1e308 1e308 1e308 0 0)'>"
    f"{SQUARE}</g>",
    "selectors without end": f"<style>{'rect ' * 5000}{{fill:red}}</style>",
    "selectors of forty groups": f"<style>q {'g ' * 8}rect{{fill:red}}{'g ' * 40}rect{{fill:red}}</style>"
    f"{'<g>' * 90}{SQUARE * 200}{'</g>' * 90}",
    "selectors of four groups": f"<style>{'g g g g rect{fill:red}' * 9}</style>"
    f"{'<g>' * 200}{SQUARE * 200}{'</g>' * 200}",
    "selectors of siblings": f"<style>g~g~g,g:has(a),g:last-of-type{{fill:red}}</style>{'<g/>' * 20_000}",
    "selectors in selectors": f"<style>{':is(' * 400}g{')' * 400}{{fill:red}}</style>",
    "rules for all": f"<style>{'rect{fill:red}' * 20_000}</style>{SQUARE * 20_000}",
    "rules for nothing": f"<style>{'a{b:c}' * 90_000}</style>",
    "a rule of one word": f"<style>@x {'a' * 900_000};</style>",
    "attributes for all": "<g" + "".join(f" a{n}=''" for n in range(38)) + f">{'<g/>' * 99_000}</g>",
    "nothing": "",
}
DOCUMENTS = {
    "a file of the disk": "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>{}",
    "a file of the net": "<!DOCTYPE svg SYSTEM 'http://example.org/x.dtd'>{}",
    "parameters": "<!DOCTYPE svg [<!ENTITY % x SYSTEM 'http://example.org/x'> %x;]>{}",
    "a style sheet": "<?xml-stylesheet href='http://example.org/x.xsl' type='text/xsl'?>{}",
    "another charset": "<?xml version='1.0' encoding='UTF-7'?>{}",
    "two roots": "{0}{0}",
    "no namespace": "<svg><rect width='9' height='9'/></svg>",
    "a web page": "<html xmlns='http://www.w3.org/1999/xhtml'>{}</html>",
}


def cases() -> Iterator[tuple[str, Case]]:
    """Give them by name."""
    for name, (file, picture) in PICTURES.items():
        yield f"picture: {name}", Case({"source/a.md": f"# T\n\n![x]({file})\n", f"source/{file}": picture})
    for name, drawing in DRAWINGS.items():
        yield (
            f"drawing: {name}",
            Case({"source/a.md": "# T\n\n![x](x.svg)\n", "source/x.svg": svg(drawing + SQUARE)}),
        )
    for name, document in DOCUMENTS.items():
        content = document.format(svg("<rect width='9' height='9'/>"))
        yield f"drawing: {name}", Case({"source/a.md": "# T\n\n![x](x.svg)\n", "source/x.svg": content})
    for src in ELSEWHERE:
        yield f"picture at {src}", text_case(f"# T\n\n![x]({src.replace('@', OUT)})\n")
