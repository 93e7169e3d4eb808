"""Texts that break programs, one of each kind: whatever takes them in or shows them (C-13)."""

HOSTILE = {
    # what a page, a message, a table, a terminal or a log would obey
    "element": "<script>alert(1)</script><b onclick=x()>moi",
    "out of an attribute": "\"'><img src=x onerror=alert(1)> moi",
    "out of a text field": "</textarea></form></main><h1>moi",
    "comment": "moi <!-- --> ]]> &lt;b&gt; &amp;",
    "template": "moi {{7*7}} {% raw %} {name} %s %(x)s ${x}",
    "Markdown": "*moi* _moi_ `moi` ~moi~ ||moi|| [moi](tg://user?id=1) \\_",
    "SQL": "moi'; DROP TABLE box; -- \" /*",
    "formula": "=HYPERLINK(moi)",
    "formula behind a space": " +moi",
    "formula in full width": "＝moi",
    "separators": 'moi;moi,moi\tmoi"moi""\r\nmoi',
    "terminal": "moi \x1b[31mmoi\x1b[0m \x1b]0;moi\x07 \x9b2J \b\b",
    "line of a log": "moi\r\n2026-11-16 12:00:00 ERROR moi\u2028moi\x85moi",
    "command": "moi /stop; & | $(moi)",
    "path": "../../etc/moi%00 \\\\moi\\moi",
    # what shows something else than it is
    "override": "moi \u202eiom\u202c \u2067moi\u2069",
    "zero width": "m\u200bo\u200bi \u2060\ufeff\u00ad\u200e",
    "joiners": "m\u200do\u200ci \U0001f468\u200d\U0001f469\u200d\U0001f467 نمی\u200cخواهم",
    "look-alikes": "ｍｏｉ 𝐦𝐨𝐢 ⓜⓞⓘ мoі ΜΟΙ",
    "blank": "moi\u3164\u2800\u00a0\u3000\u202fmoi",
    "composed of parts": "a\u0308iti\u0308 ja i\u0307sa\u0308",
    "stacked": "m" + "\u0301\u0327\u0336" * 60 + "oi",
    "other direction": "مرحبا moi שלום",
    "cases": "İıſßŉǰΐK moi",
    "flags": "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f 🇫🇮 1\ufe0f\u20e3 moi",
    # what no text holds
    "halves of pairs": "moi \ud800 \udfff\ud83d moi",
    "no characters": "moi\x00\x01\x7f\uffff\ufffe\ufffd moi",
    # what is long
    "long word": "ä" * 1900,
    "many words": "moi " * 480,
    "two units each": "\U0001f9d1" * 990,
    "open brackets": "(" * 900 + "[" * 900,
    "nearly an address": "a." * 950 + "@",
}
