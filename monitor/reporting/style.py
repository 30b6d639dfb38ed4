"""One style sheet for all pages: light, dark, paper; from a phone's width on. Colours keep 4.5:1 (WCAG 2.2, 1.4.3)."""

LIGHT = {
    "back": "#fbfaf7",
    "card": "#ffffff",
    "ink": "#1d2126",
    "soft": "#59616b",
    "line": "#dcd8ce",
    "link": "#0b5394",
    "good": "#1b6e3c",
    "bad": "#a3271f",
    "warn": "#7f5200",
    "shade": "#e9eef5",
}
DARK = {
    "back": "#14171b",
    "card": "#1c2126",
    "ink": "#e7e9ec",
    "soft": "#a6aeb8",
    "line": "#353c45",
    "link": "#8cbdf2",
    "good": "#7ccf98",
    "bad": "#f29a90",
    "warn": "#e6b866",
    "shade": "#263140",
}


def _variables(colours: dict[str, str]) -> str:
    return "".join(f"--{name}:{value};" for name, value in colours.items())


_RULES = """
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--back);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",
"Liberation Sans","DejaVu Sans",sans-serif;overflow-wrap:anywhere}
.wrap{max-width:62rem;margin:0 auto;padding:0 1.25rem}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:.5rem;background:var(--card);padding:.5rem 1rem}
header.top{border-bottom:1px solid var(--line);background:var(--card)}
header.top .wrap{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;align-items:baseline;padding-top:.8rem;padding-bottom:.8rem}
.brand{font-weight:700;margin-right:auto}
nav ul{display:flex;flex-wrap:wrap;gap:0 1.25rem;list-style:none;margin:0;padding:0}
nav a{display:inline-block;padding:.25rem 0}
nav a[aria-current]{color:var(--ink);font-weight:600;text-decoration:none;border-bottom:2px solid var(--ink)}
a{color:var(--link);text-underline-offset:.15em}
a:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:2px}
main{padding:1.75rem 0 2.5rem}
h1{font-size:clamp(1.45rem,1.1rem + 1.7vw,2.05rem);line-height:1.25;margin:0 0 .5rem;text-wrap:balance}
h2{font-size:1.2rem;line-height:1.3;margin:2.4rem 0 .7rem}
p{margin:.5rem 0}
.soft,.host,time{color:var(--soft)}
.host{font-size:.85em}
.lead{font-size:1.05rem;color:var(--soft);margin:.2rem 0 1.2rem}
blockquote{margin:1rem 0;padding:.1rem 0 .1rem 1rem;border-left:3px solid var(--line);font-style:italic}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.75rem;margin:1.25rem 0;padding:0}
.figures div{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.7rem .9rem;
display:flex;flex-direction:column-reverse}
.figures dt{color:var(--soft);font-size:.875rem;line-height:1.35}
.figures dd{margin:0;font-size:1.6rem;font-weight:650;line-height:1.25;font-variant-numeric:tabular-nums}
ol.claims,ol.record{list-style:none;margin:0;padding:0}
ol.claims>li{background:var(--card);border:1px solid var(--line);border-left-width:.3rem;border-radius:.5rem;
padding:.8rem 1rem;margin:.7rem 0}
ol.claims>li.good{border-left-color:var(--good)}
ol.claims>li.bad{border-left-color:var(--bad)}
ol.claims>li.warn{border-left-color:var(--warn)}
ol.claims h3{font-size:1.05rem;line-height:1.4;margin:0 0 .3rem;font-weight:600}
ol.claims p{margin:.15rem 0;font-size:.925rem}
ol.claims>li>svg{margin-top:.6rem}
.badge{display:inline-block;border:1px solid currentColor;border-radius:1rem;padding:0 .6rem;font-size:.8rem;
line-height:1.55;font-weight:600;white-space:nowrap;color:var(--soft);margin:0 .3rem .15rem 0}
.good,.badge.good{color:var(--good)}
.bad,.badge.bad{color:var(--bad)}
.warn,.badge.warn{color:var(--warn)}
ol.claims>li{color:var(--ink)}
dl.facts{display:grid;grid-template-columns:minmax(6.5rem,max-content) 1fr;gap:.3rem 1.25rem;margin:1rem 0}
dl.facts dt{color:var(--soft)}
dl.facts dd{margin:0}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:.5rem;background:var(--card)}
table{border-collapse:collapse;width:100%;font-size:.925rem;overflow-wrap:normal}
caption{text-align:left;padding:.7rem .9rem;color:var(--soft);font-size:.875rem}
th,td{text-align:left;vertical-align:top;padding:.5rem .9rem;border-top:1px solid var(--line)}
thead th{font-weight:600;white-space:nowrap;color:var(--soft);font-size:.85rem}
tbody th{font-weight:600}
td.num,th.num{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
td.nowrap{white-space:nowrap}
td .host{display:inline-block}
.long{min-width:14rem;overflow-wrap:anywhere}
.wide{min-width:9.5rem}
caption span{display:inline-block;position:sticky;left:.9rem;max-width:calc(100vw - 4rem)}
th .host{font-weight:400}
.plot{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.75rem}
svg{display:block;width:100%;overflow:visible;font:inherit}
svg text{fill:var(--soft);font-size:12px}
svg .ink{fill:var(--ink)}
svg .axis{stroke:var(--line);stroke-width:1}
svg .window{fill:var(--shade)}
svg .edge{stroke:var(--link);stroke-width:1.5;stroke-dasharray:4 3}
svg .now{stroke:var(--soft);stroke-width:1.5}
svg .good{fill:var(--good);stroke:var(--card);stroke-width:1}
svg .bad{fill:var(--bad);stroke:var(--card);stroke-width:1}
svg .warn{fill:var(--warn);stroke:var(--card);stroke-width:1}
svg .none{fill:var(--soft);stroke:var(--card);stroke-width:1}
svg .open{fill:var(--line)}
svg .ideal{stroke:var(--soft);stroke-dasharray:4 4}
.plot.square{max-width:24rem}
ul.key{display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;list-style:none;padding:0;margin:.6rem 0 0;font-size:.85rem;
color:var(--soft)}
ul.key li{display:flex;align-items:center;gap:.4rem}
ul.key svg{width:14px;height:14px;flex:none}
ol.record>li{border-left:2px solid var(--line);padding:0 0 .9rem 1rem;margin-left:.2rem}
ol.record time{font-size:.85rem;display:block}
footer{border-top:1px solid var(--line);color:var(--soft);font-size:.875rem;padding:1rem 0 2rem}
@media (max-width:30rem){
.wrap{padding:0 .9rem}
dl.facts{grid-template-columns:1fr;gap:0}
dl.facts dd{margin-bottom:.5rem}
.figures{grid-template-columns:1fr 1fr}
}
@media screen and (max-width:44rem){
table.stacks,.stacks caption,.stacks tbody,.stacks tr,.stacks th,.stacks td{display:block;min-width:0}
.stacks thead{position:absolute;left:-99rem}
.stacks tr{border-top:1px solid var(--line);padding:.6rem .9rem}
.stacks th,.stacks td{border:0;padding:.1rem 0;text-align:left;white-space:normal}
.stacks td:empty{display:none}
.stacks td:not(.bare)::before{content:attr(data-label) ": ";color:var(--soft)}
}
@media print{
body{font-size:10.5pt;background:#fff}
header.top nav,.skip{display:none}
.scroll{overflow:visible}
.wrap{max-width:none;padding:0}
ol.claims>li,.figures div,.plot,tr,ol.record>li{break-inside:avoid}
h2{break-after:avoid}
a{color:inherit}
}
"""

STYLE = (
    f":root{{color-scheme:light dark;{_variables(LIGHT)}}}\n"
    f"@media screen and (prefers-color-scheme:dark){{:root{{{_variables(DARK)}}}}}{_RULES}"
)
"""The whole sheet; it holds no character that would end a style element."""
