/** The look of the page for people, on screen and on paper: black on white, as offices print. */
export const PAGE_CSS = `
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:#f4f2ee;color:#1c1c1a;font:16px/1.75 "Noto Serif CJK SC","Source Han Serif SC","Songti SC",SimSun,serif;overflow-wrap:anywhere}
main{max-width:52rem;margin:2rem auto;padding:3rem 3.5rem;background:#fff;border:1px solid #dcd8d0}
header{text-align:center;border-bottom:2px solid #1f4e79;padding-bottom:1.5rem}
.over{margin:0;color:#1f4e79;letter-spacing:.1em}
h1{margin:.5rem 0 0;font-size:1.75rem;line-height:1.4}
h2{margin:2.5rem 0 1rem;padding-left:.75rem;border-left:.3rem solid #1f4e79;font-size:1.3rem}
h3{margin:1.75rem 0 .5rem;font-size:1.1rem}
h4{margin:0;font-size:1rem;font-weight:400;color:#555}
nav ol{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;margin:1rem 0 0;padding:0;list-style:none}
a{color:#1f4e79}
p{margin:.25rem 0}
dl{margin:0}
dl div{display:grid;grid-template-columns:8.5rem 1fr;gap:1rem;padding:.3rem 0;border-bottom:1px solid #ebe8e2}
dt{color:#555}
dd{margin:0}
.text p{text-indent:2em}
.list{padding-left:2.2em}
article{margin:.75rem 0;padding:.25rem 0 .25rem 1rem;border-left:2px solid #dcd8d0}
.quiet,.note{color:#595959}
.note{font-size:.93rem}
.wide{overflow-x:auto}
table{width:100%;border-collapse:collapse;font-size:.93rem}
th,td{padding:.35rem .5rem;border:1px solid #cfcac1;text-align:left;vertical-align:top}
th{background:#f0eee9;white-space:nowrap}
td:first-child{min-width:3rem}
footer{margin-top:2.5rem;padding-top:1rem;border-top:1px solid #dcd8d0;color:#595959;font-size:.9rem}
@media (max-width:40rem){main{margin:0;padding:1.25rem;border:0}dl div{grid-template-columns:1fr;gap:0}}
@page{size:A4;margin:20mm 18mm}
@media print{body{background:#fff;font-size:11pt}main{max-width:none;margin:0;padding:0;border:0}nav{display:none}h2,h3,h4{break-after:avoid}article,tr,dl div{break-inside:avoid}thead{display:table-header-group}a{color:inherit;text-decoration:none}}
`.trim()
