"""Which files that are met in a folder or archive are reports, which are not, and which are but cannot be read."""

from sayso.ingest.sniff import BY_EXTENSION, CONTAINER_EXTENSIONS, extension_of

_NO_REPORTS = """
.png .jpg .jpeg .jpe .gif .webp .svg .ico .bmp .tif .tiff .heic .avif .psd .raw .eps .ai
.mp3 .mp4 .m4a .m4v .mov .avi .mkv .webm .wav .ogg .oga .ogv .flac .aac .wma .wmv .3gp .srt .vtt
.css .scss .less .js .mjs .cjs .jsx .ts .tsx .map .wasm .woff .woff2 .ttf .otf .eot
.py .pyi .pyc .pyo .ipynb .r .rmd .rdata .rds .sh .bash .zsh .bat .cmd .ps1 .exe .dll .so .dylib .o .a .lib .c .h .cc
.cpp .hpp .cs .java .class .jar .war .apk .go .rs .rb .pl .pm .lua .sql .scala .kt .swift .m .jl
.whl .deb .rpm .msi .iso
.db .sqlite .sqlite3 .db-wal .db-shm .parquet .feather .arrow .npy .npz .pkl .pickle .pt .pth .onnx .h5 .hdf5 .dta .sav
.ann .conll .conllu .bib .sty .cls .aux .tex .dtd .xsd .xsl .xslt .json .geojson .toml .yaml .yml .ini .cfg .conf .lock
.log .tmp .bak .swp .part .crdownload .torrent .url .webloc .lnk .md5 .sha1 .sha256 .sig .asc .pem .key .crt
.cdx .cdxj .gpx .kml .kmz .shp .dbf .shx .prj .ics .vcf
"""
NO_REPORTS = frozenset(_NO_REPORTS.split())
"""Extensions of files that are clearly no reports. In a folder or archive they are passed over and counted; named on
their own they are refused."""
_UNREAD = """
.doc .dot .rtf .odt .ods .odp .epub .mobi .xls .xlsx .xlsm .ppt .pptx .msg .pst .mbox .ps .pages .docm
.7z .rar .zst .lz4 .lzma .z .xml
"""
UNREAD_DOCUMENTS = frozenset(_UNREAD.split())
"""Extensions of files that may well be or hold reports. What of them cannot be read is a failure, never passed over."""
_HIDDEN_NAMES = frozenset({"__macosx", "thumbs.db", "desktop.ini", "__pycache__", "node_modules"})


def is_hidden(name: str) -> bool:
    """Whether a file or folder of that name is one that people do not see: `.git`, `.DS_Store`, `__MACOSX`.

    >>> is_hidden(".DS_Store"), is_hidden("report.txt")
    (True, False)
    """
    return (name.startswith(".") and name not in (".", "..")) or name.casefold() in _HIDDEN_NAMES


def is_hidden_member(name: str) -> bool:
    """Whether a member of an archive, or a folder it is in, is hidden."""
    return any(is_hidden(part) for part in name.replace("\\", "/").split("/"))


def is_expected(name: str) -> bool:
    """Whether the extension is one of reports, so that a file that cannot be read is a failure and not passed over.

    A file without an extension is not: it is read if it turns out to be a report.
    """
    extension = extension_of(name)
    return extension in BY_EXTENSION or extension in CONTAINER_EXTENSIONS or extension in UNREAD_DOCUMENTS
