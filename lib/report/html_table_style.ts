/** How tables, charts and paper look. */
export const TABLE_STYLE: string = `
.scroll{overflow-x:auto;border:1px solid var(--rule);border-radius:10px;background:var(--card)}
.scroll table{min-width:700px}
.scroll .small{min-width:0}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
caption{text-align:left;padding:.5rem .8rem;color:var(--soft)}
th,td{text-align:left;vertical-align:top;padding:.42rem .8rem;border-bottom:1px solid var(--rule)}
tbody tr:last-child>*{border-bottom:0}
thead th{font-size:.82rem;color:var(--soft);background:var(--quiet-bg);white-space:nowrap}
td.num,th.num{text-align:right;white-space:nowrap}
td{overflow-wrap:anywhere}
td.whole{white-space:nowrap}
td .chip{white-space:nowrap}
.tests{table-layout:fixed;min-width:760px}
.tests .c-outcome{width:9.5rem}.tests .c-duration{width:7rem;text-align:right}.tests .c-suite{width:8rem}.tests .c-file{width:26%}
.tests thead button{all:unset;cursor:pointer;font-weight:650}
.tests thead button:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.tests th[aria-sort=ascending] button::after{content:" \\2191"}
.tests th[aria-sort=descending] button::after{content:" \\2193"}
.tests tbody th{font-weight:400}.tests tbody th bdi{font-weight:600}
.tests td{unicode-bidi:isolate}
.tests .in{display:block;color:var(--soft);font-size:.86em}
.tests .says{display:block;color:var(--bad);font-size:.9em}
.filters{display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:end}
.filters label{display:grid;gap:.15rem;font-size:.85rem;color:var(--soft)}
.filters input,.filters select{background:var(--card);color:var(--text);border:1px solid var(--soft);border-radius:6px;padding:.32rem .55rem;font-size:.95rem}
.filters input{width:min(22rem,80vw)}
.filters select{max-width:14rem}
kbd{border:1px solid var(--rule);border-radius:4px;padding:.1rem .45rem;color:var(--soft)}
#t-status{color:var(--soft);margin:.6rem 0 .4rem}
.pager{display:flex;gap:.4rem;margin:.6rem 0}
mark{background:var(--warn-bg);color:inherit;border-radius:2px;padding:0}
.figure{overflow-x:auto;margin:0 0 .6rem}
.chart{display:block;width:100%;min-width:660px;height:auto;font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
.chart text{fill:var(--text)}
.chart .tick{fill:var(--soft);font-size:11px}
.chart .label{font-size:12.5px}
.chart .label,.chart .limit-label,.chart .mark text{paint-order:stroke;stroke:var(--card);stroke-width:4px;stroke-linejoin:round}
.chart .grid{stroke:var(--rule);stroke-width:1}
.chart .faint{stroke-dasharray:2 4}
.chart .bar{fill:var(--quiet)}
.chart .bar.good{fill:var(--good)}.chart .bar.bad{fill:var(--bad)}.chart .bar.warn{fill:var(--warn)}
.chart .onbar{fill:var(--card);font-weight:700;font-size:13px}
.chart .this{fill:var(--text)}
.chart .area{fill:var(--area)}.chart .line{fill:none;stroke:var(--line);stroke-width:1.8;stroke-linejoin:round}
.chart .fill{fill:var(--line)}
.chart .limit{stroke:var(--bad);stroke-width:1.6;stroke-dasharray:7 4}
.chart .limit-label{fill:var(--bad);font-size:11px}
.chart .mark line{stroke:var(--soft);stroke-width:1.4}
.chart .mark text{font-size:11px;font-weight:600;fill:var(--text)}
.chart .mark.oom line,.chart .mark.kill line{stroke:var(--bad);stroke-width:2}
.chart .mark.oom text,.chart .mark.kill text{fill:var(--bad)}
.chart .stair{fill:none;stroke:var(--soft);stroke-width:2}
@media (max-width:640px){
body{font-size:14px}main,footer{padding:0 .8rem}.bar-top{padding:.35rem .8rem}
.hero{padding:.9rem 1rem}.card{padding:.8rem .9rem}h1{font-size:1.25rem}
.facts{grid-template-columns:1fr;gap:0}.facts dd{margin-bottom:.5rem}
.cmd{flex-direction:column}.cmd code{width:100%}
.stats>div{min-width:calc(33% - .6rem)}.hint{display:none}}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@media print{
:root,:root[data-theme]{color-scheme:light}
body{background:#fff;font-size:10.5pt}
.bar-top,.filters,.pager,.copy,.skip{display:none!important}
main,footer{max-width:none;padding:0}
.card,.hero,.group{break-inside:avoid-page}
.scroll,.figure{overflow:visible;border:0}
pre{max-height:none}.cmd code{max-height:none}
.chart{min-width:0}.tests{min-width:0}
h2,h3{break-after:avoid}
details::details-content{content-visibility:visible;display:block;height:auto}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}`;
