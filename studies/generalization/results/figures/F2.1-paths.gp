# F2.1 On the way of each training
# Draws F2.1-paths.svg from F2.1-paths.tsv: gnuplot F2.1-paths.gp
reset
if (!exists("output")) output = 'F2.1-paths.svg'
data = 'F2.1-paths.tsv'
set encoding utf8
set terminal svg size 960,445 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F2_1_paths'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'On the way of each training' at screen 0.01458, screen 0.95056 left font 'sans-serif Bold,16' tc rgb '#111111' front
set label '' at screen 0.17312, screen 0.13483 point pt 7 ps 0.8 lc rgb '#333333' front
set label 'base' at screen 0.19812, screen 0.13483 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.29804, screen 0.13483 to screen 0.33137, screen 0.13483 nohead front lw 2 lc rgb '#0072B2'
set label '' at screen 0.31471, screen 0.13483 point pt 7 ps 0.6 lc rgb '#0072B2' front
set label 'grpo' at screen 0.33971, screen 0.13483 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.43962, screen 0.13483 to screen 0.47296, screen 0.13483 nohead front lw 2 lc rgb '#D55E00'
set label '' at screen 0.45629, screen 0.13483 point pt 5 ps 0.6 lc rgb '#D55E00' front
set label 'sft' at screen 0.48129, screen 0.13483 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.58121, screen 0.13483 to screen 0.61454, screen 0.13483 nohead front lw 2 lc rgb '#009E73'
set label '' at screen 0.59788, screen 0.13483 point pt 9 ps 0.6 lc rgb '#009E73' front
set label 'sft_slow' at screen 0.62288, screen 0.13483 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.72279, screen 0.13483 to screen 0.75613, screen 0.13483 nohead front lw 2 lc rgb '#CC79A7'
set label '' at screen 0.73946, screen 0.13483 point pt 11 ps 0.6 lc rgb '#CC79A7' front
set label 'sft_div' at screen 0.76446, screen 0.13483 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.15646, screen 0.08764 to screen 0.18979, screen 0.08764 nohead front lw 2 lc rgb '#E69F00'
set label '' at screen 0.17312, screen 0.08764 point pt 13 ps 0.6 lc rgb '#E69F00' front
set label 'sft_div_fixed' at screen 0.19812, screen 0.08764 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.29804, screen 0.08764 to screen 0.33137, screen 0.08764 nohead front lw 2 lc rgb '#56B4E9'
set label '' at screen 0.31471, screen 0.08764 point pt 6 ps 0.6 lc rgb '#56B4E9' front
set label 'switch3' at screen 0.33971, screen 0.08764 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.43962, screen 0.08764 to screen 0.47296, screen 0.08764 nohead front lw 2 lc rgb '#882255'
set label '' at screen 0.45629, screen 0.08764 point pt 4 ps 0.6 lc rgb '#882255' front
set label 'iterrft' at screen 0.48129, screen 0.08764 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.58121, screen 0.08764 to screen 0.61454, screen 0.08764 nohead front lw 2 lc rgb '#999933'
set label '' at screen 0.59788, screen 0.08764 point pt 8 ps 0.6 lc rgb '#999933' front
set label 'grpo_8' at screen 0.62288, screen 0.08764 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.72279, screen 0.08764 to screen 0.75613, screen 0.08764 nohead front lw 2 lc rgb '#0072B2' dt (9,3)
set label '' at screen 0.73946, screen 0.08764 point pt 5 ps 0.6 lc rgb '#0072B2' front
set label 'sft_8' at screen 0.76446, screen 0.08764 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.15646, screen 0.04045 to screen 0.18979, screen 0.04045 nohead front lw 2 lc rgb '#D55E00' dt (9,3)
set label '' at screen 0.17312, screen 0.04045 point pt 9 ps 0.6 lc rgb '#D55E00' front
set label 'grpo_512' at screen 0.19812, screen 0.04045 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.29804, screen 0.04045 to screen 0.33137, screen 0.04045 nohead front lw 2 lc rgb '#009E73' dt (9,3)
set label '' at screen 0.31471, screen 0.04045 point pt 11 ps 0.6 lc rgb '#009E73' front
set label 'sft_512' at screen 0.33971, screen 0.04045 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.43962, screen 0.04045 to screen 0.47296, screen 0.04045 nohead front lw 2 lc rgb '#CC79A7' dt (9,3)
set label '' at screen 0.45629, screen 0.04045 point pt 13 ps 0.6 lc rgb '#CC79A7' front
set label 'grpo_fresh' at screen 0.48129, screen 0.04045 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.58121, screen 0.04045 to screen 0.61454, screen 0.04045 nohead front lw 2 lc rgb '#E69F00' dt (9,3)
set label '' at screen 0.59788, screen 0.04045 point pt 6 ps 0.6 lc rgb '#E69F00' front
set label 'sft_fresh' at screen 0.62288, screen 0.04045 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: new rule
set lmargin at screen 0.06200; set rmargin at screen 0.48333
set tmargin at screen 0.84944; set bmargin at screen 0.28315
unset logscale x; set xrange [0.0:1.0]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'new rule' at screen 0.06200, screen 0.87640 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'pass@1 on id (probability)' at screen 0.27267, screen 0.20899 center font 'sans-serif,13' tc rgb '#222222' front
set label 'pass@1 (probability)' at screen 0.01875, screen 0.56629 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::0::0 using 4:5 with points pt 7 ps 0.6 lc rgb '#40333333' notitle, \
     data skip 1 every ::1::7 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::8::14 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::15::21 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::22::28 using 4:5 with linespoints pt 11 ps 0.6 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::29::30 using 4:5 with linespoints pt 13 ps 0.6 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::31::33 using 4:5 with linespoints pt 6 ps 0.6 lw 2 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::34::35 using 4:5 with linespoints pt 4 ps 0.6 lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::36::37 using 4:5 with linespoints pt 8 ps 0.6 lw 2 lc rgb '#999933' notitle, \
     data skip 1 every ::38::39 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#0072B2' dt (9,3) notitle, \
     data skip 1 every ::40::41 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#D55E00' dt (9,3) notitle, \
     data skip 1 every ::42::43 using 4:5 with linespoints pt 11 ps 0.6 lw 2 lc rgb '#009E73' dt (9,3) notitle, \
     data skip 1 every ::44::50 using 4:5 with linespoints pt 13 ps 0.6 lw 2 lc rgb '#CC79A7' dt (9,3) notitle, \
     data skip 1 every ::51::57 using 4:5 with linespoints pt 6 ps 0.6 lw 2 lc rgb '#E69F00' dt (9,3) notitle, \
     data skip 1 every ::0::0 using 4:5:(sprintf('base: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1::7 using 4:5:(sprintf('grpo: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::8::14 using 4:5:(sprintf('sft: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::15::21 using 4:5:(sprintf('sft_slow: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::22::28 using 4:5:(sprintf('sft_div: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::29::30 using 4:5:(sprintf('sft_div_fixed: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::31::33 using 4:5:(sprintf('switch3: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::34::35 using 4:5:(sprintf('iterrft: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::36::37 using 4:5:(sprintf('grpo_8: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::38::39 using 4:5:(sprintf('sft_8: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::40::41 using 4:5:(sprintf('grpo_512: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::42::43 using 4:5:(sprintf('sft_512: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::44::50 using 4:5:(sprintf('grpo_fresh: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::51::57 using 4:5:(sprintf('sft_fresh: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 2: plain chains, a skill of the base
set lmargin at screen 0.54325; set rmargin at screen 0.98333
set tmargin at screen 0.84944; set bmargin at screen 0.28315
unset logscale x; set xrange [0.0:1.0]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'plain chains, a skill of the base' at screen 0.54325, screen 0.87640 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'pass@1 on id (probability)' at screen 0.76329, screen 0.20899 center font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::58::58 using 4:5 with points pt 7 ps 0.6 lc rgb '#40333333' notitle, \
     data skip 1 every ::59::65 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::66::72 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::73::79 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::80::86 using 4:5 with linespoints pt 11 ps 0.6 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::87::88 using 4:5 with linespoints pt 13 ps 0.6 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::89::91 using 4:5 with linespoints pt 6 ps 0.6 lw 2 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::92::93 using 4:5 with linespoints pt 4 ps 0.6 lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::94::95 using 4:5 with linespoints pt 8 ps 0.6 lw 2 lc rgb '#999933' notitle, \
     data skip 1 every ::96::97 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#0072B2' dt (9,3) notitle, \
     data skip 1 every ::98::99 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#D55E00' dt (9,3) notitle, \
     data skip 1 every ::100::101 using 4:5 with linespoints pt 11 ps 0.6 lw 2 lc rgb '#009E73' dt (9,3) notitle, \
     data skip 1 every ::102::108 using 4:5 with linespoints pt 13 ps 0.6 lw 2 lc rgb '#CC79A7' dt (9,3) notitle, \
     data skip 1 every ::109::115 using 4:5 with linespoints pt 6 ps 0.6 lw 2 lc rgb '#E69F00' dt (9,3) notitle, \
     data skip 1 every ::58::58 using 4:5:(sprintf('base: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::59::65 using 4:5:(sprintf('grpo: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::66::72 using 4:5:(sprintf('sft: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::73::79 using 4:5:(sprintf('sft_slow: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::80::86 using 4:5:(sprintf('sft_div: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::87::88 using 4:5:(sprintf('sft_div_fixed: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::89::91 using 4:5:(sprintf('switch3: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::92::93 using 4:5:(sprintf('iterrft: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::94::95 using 4:5:(sprintf('grpo_8: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::96::97 using 4:5:(sprintf('sft_8: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::98::99 using 4:5:(sprintf('grpo_512: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::100::101 using 4:5:(sprintf('sft_512: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::102::108 using 4:5:(sprintf('grpo_fresh: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::109::115 using 4:5:(sprintf('sft_fresh: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
