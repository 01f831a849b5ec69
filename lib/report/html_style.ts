import { TABLE_STYLE } from "./html_table_style.ts";

/** How every page looks: light, dark, on paper, and on a narrow screen. */
export const STYLE: string = `
:root{color-scheme:light dark;
--bg:light-dark(#f6f7f9,#14171c);--card:light-dark(#fff,#1c2027);--text:light-dark(#1b1f26,#e6e9ee);
--soft:light-dark(#57606d,#a3adba);--rule:light-dark(#dde1e7,#323945);--link:light-dark(#0b57b5,#82b8ff);
--code:light-dark(#eef1f5,#11141a);
--good:light-dark(#12703a,#5bd08a);--bad:light-dark(#b3201d,#ff8a80);--warn:light-dark(#8a5300,#f2b84b);--quiet:light-dark(#57606d,#a3adba);
--good-bg:light-dark(#e3f5ea,#14301f);--bad-bg:light-dark(#fdeaea,#3a1a1a);--warn-bg:light-dark(#fdf1dc,#35270d);--quiet-bg:light-dark(#eceff3,#272d36);
--line:light-dark(#2a6fd6,#78b0ff);--area:light-dark(#2a6fd626,#78b0ff2e)}
:root[data-theme=light]{color-scheme:light}
:root[data-theme=dark]{color-scheme:dark}
*{box-sizing:border-box}
html{scroll-padding-top:3.6rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--bg);color:var(--text);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
main,footer{max-width:1180px;margin:0 auto;padding:0 1.25rem}
main:focus,section:focus{outline:none}
a{color:var(--link);text-underline-offset:2px}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:3px}
.skip{position:absolute;left:-999px;top:.4rem;padding:.5rem 1rem;background:var(--card);z-index:9;border-radius:6px}
.skip:focus{left:1rem}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
html:not(.js) .needs-script{display:none}
html.js .no-script{display:none}
.bar-top{position:sticky;top:0;z-index:5;display:flex;gap:.75rem;align-items:center;background:var(--card);border-bottom:1px solid var(--rule);padding:.35rem 1.25rem}
.bar-top nav{flex:1;overflow-x:auto;scrollbar-width:none}
.bar-top ul{display:flex;gap:.2rem;list-style:none;margin:0;padding:0;white-space:nowrap}
.bar-top a{display:block;padding:.3rem .6rem;border-radius:6px;color:var(--text);text-decoration:none}
.bar-top a:hover{background:var(--quiet-bg)}
.bar-top b{font-weight:600;font-size:.8em;color:var(--soft)}
button,select,input{font:inherit;color:inherit}
button{background:var(--quiet-bg);border:1px solid var(--rule);border-radius:6px;padding:.25rem .7rem;cursor:pointer}
button:hover:not(:disabled){border-color:var(--soft)}
button:disabled{opacity:.5;cursor:default}
h1{font-size:1.55rem;line-height:1.3;margin:.35rem 0 .5rem;overflow-wrap:anywhere}
h2{font-size:1.2rem;margin:2.4rem 0 .8rem}
h3{font-size:1.05rem;margin:0 0 .4rem;overflow-wrap:anywhere}
h4{font-size:.95rem;margin:1rem 0 .35rem}
.card>h4:first-child{margin-top:0}
p{margin:.35rem 0}
.quiet,.eyebrow{color:var(--soft)}
.hero{margin-top:1.25rem;padding:1.1rem 1.4rem 1.2rem;background:var(--card);border:1px solid var(--rule);border-left:6px solid var(--quiet);border-radius:10px}
.hero.good{border-left-color:var(--good)}.hero.bad{border-left-color:var(--bad)}.hero.warn{border-left-color:var(--warn)}
.card{background:var(--card);border:1px solid var(--rule);border-radius:10px;padding:1rem 1.25rem;margin:0 0 1rem}
.chip{display:inline-block;font-weight:650;font-size:.82em;line-height:1.5;padding:.06em .6em;border-radius:999px;white-space:nowrap;background:var(--quiet-bg);color:var(--quiet)}
.chip.good{background:var(--good-bg);color:var(--good)}.chip.bad{background:var(--bad-bg);color:var(--bad)}.chip.warn{background:var(--warn-bg);color:var(--warn)}
h1 .chip{font-size:.75em;vertical-align:.08em;margin-right:.4rem}
.stats{display:flex;flex-wrap:wrap;gap:.6rem;margin:.9rem 0 0}
.stats>div{min-width:6.2rem;padding:.45rem .8rem;border-radius:8px;background:var(--quiet-bg)}
.stats>.good{background:var(--good-bg)}.stats>.bad{background:var(--bad-bg)}.stats>.warn{background:var(--warn-bg)}
.stats dt{font-size:.8rem;color:var(--soft)}
.stats dd{margin:0;font-size:1.25rem;font-weight:650;font-variant-numeric:tabular-nums}
.stats dd a{color:inherit;text-decoration-color:var(--rule)}
code,pre,kbd{font:.88em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
pre,.cmd code,.quote{background:var(--code);border-radius:6px}
pre{margin:.4rem 0;padding:.7rem .9rem;overflow:auto;max-height:28rem;white-space:pre-wrap;overflow-wrap:anywhere}
.quote{display:block;padding:.25rem .6rem;white-space:pre-wrap;overflow-wrap:anywhere}
.cmd{display:flex;gap:.5rem;align-items:flex-start;margin:.35rem 0}
.cmd code{flex:1;min-width:0;padding:.35rem .6rem;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere;max-height:9rem}
.copy{flex:none;min-width:5.2rem}
html:not(.js) .copy{display:none}
details{margin:.4rem 0}
summary{cursor:pointer}
.group{border:1px solid var(--rule);border-radius:8px;padding:.5rem .9rem;margin:.6rem 0}
.group>summary{font-weight:600;overflow-wrap:anywhere}
.group>summary .at{font-weight:400;color:var(--soft)}
.group ul,.list{margin:.3rem 0;padding-left:1.2rem;overflow-wrap:anywhere}
.steps{margin:.2rem 0;padding-left:1.4rem}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.2rem;margin:0;overflow-wrap:anywhere}
.facts dt{color:var(--soft)}.facts dd{margin:0;min-width:0}
bdi{unicode-bidi:isolate}
.ladder{list-style:none;margin:0;padding:0}
.ladder>li{position:relative;padding:0 0 1rem 2rem;border-left:2px solid var(--rule);margin-left:.7rem}
.ladder>li:last-child{border-left-color:transparent}
.ladder .n{position:absolute;left:-.85rem;top:0;width:1.6rem;height:1.6rem;border-radius:50%;text-align:center;line-height:1.6rem;font-weight:650;background:var(--quiet-bg)}
.ladder .n.good{background:var(--good-bg);color:var(--good)}.ladder .n.bad{background:var(--bad-bg);color:var(--bad)}.ladder .n.warn{background:var(--warn-bg);color:var(--warn)}
footer{padding-top:1.5rem;padding-bottom:3rem;color:var(--soft);font-size:.9rem}
${TABLE_STYLE}`;
