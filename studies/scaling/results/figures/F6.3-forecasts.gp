# F6.3 Half a run forecasts the other half
# Draws F6.3-forecasts.svg from F6.3-forecasts.tsv: gnuplot F6.3-forecasts.gp
reset
if (!exists("output")) output = 'F6.3-forecasts.svg'
data = 'F6.3-forecasts.tsv'
set encoding utf8
set terminal svg size 960,754 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F6_3_forecasts'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Half a run forecasts the other half' at screen 0.01458, screen 0.97082 left font 'sans-serif Bold,16' tc rgb '#111111' front
set label '' at screen 0.20342, screen 0.05172 point pt 7 ps 0.8 lc rgb '#333333' front
set label 'reward' at screen 0.22842, screen 0.05172 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.34858, screen 0.05172 to screen 0.38192, screen 0.05172 nohead front lw 2 lc rgb '#0072B2'
set label 'persistence' at screen 0.39025, screen 0.05172 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.51042, screen 0.05172 to screen 0.54375, screen 0.05172 nohead front lw 2 lc rgb '#D55E00'
set label 'persistence-15' at screen 0.55208, screen 0.05172 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.67225, screen 0.05172 to screen 0.70558, screen 0.05172 nohead front lw 2 lc rgb '#009E73'
set label 'log-linear' at screen 0.71392, screen 0.05172 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.18675, screen 0.02387 to screen 0.22008, screen 0.02387 nohead front lw 2 lc rgb '#CC79A7'
set label 'power' at screen 0.22842, screen 0.02387 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.34858, screen 0.02387 to screen 0.38192, screen 0.02387 nohead front lw 2 lc rgb '#E69F00'
set label 'exponential' at screen 0.39025, screen 0.02387 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.51042, screen 0.02387 to screen 0.54375, screen 0.02387 nohead front lw 2 lc rgb '#56B4E9'
set label 'sigmoid' at screen 0.55208, screen 0.02387 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.67225, screen 0.02387 to screen 0.70558, screen 0.02387 nohead front lw 2 lc rgb '#882255'
set label 'one-mechanism' at screen 0.71392, screen 0.02387 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: rl_id, seed 0
set lmargin at screen 0.06200; set rmargin at screen 0.48333
set tmargin at screen 0.91114; set bmargin at screen 0.57692
unset logscale x; set xrange [0.0:156.45]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0, '150' 150.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'rl_id, seed 0' at screen 0.06200, screen 0.92706 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'updates' at screen 0.27267, screen 0.53316 center font 'sans-serif,13' tc rgb '#222222' front
set label 'mean reward' at screen 0.01875, screen 0.74403 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
set arrow from first 75.0, graph 0 to first 75.0, graph 1 nohead front lw 1 lc rgb '#777777' dt (5,4)
set label 'seen | forecast' at first 75.0, graph 0.97 left offset 0.5,0 font ',11' tc rgb '#666666' front
plot data skip 1 every ::0::149 using 4:5 with points pt 7 ps 0.6 lc rgb '#40333333' notitle, \
     data skip 1 every ::150::224 using 4:5 with lines lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::225::299 using 4:5 with lines lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::300::374 using 4:5 with lines lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::375::449 using 4:5 with lines lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::450::524 using 4:5 with lines lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::525::599 using 4:5 with lines lw 2 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::600::674 using 4:5 with lines lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::150::224 using 4:5:(sprintf('persistence: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::225::299 using 4:5:(sprintf('persistence-15: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::300::374 using 4:5:(sprintf('log-linear: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::375::449 using 4:5:(sprintf('power: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::450::524 using 4:5:(sprintf('exponential: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::525::599 using 4:5:(sprintf('sigmoid: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::600::674 using 4:5:(sprintf('one-mechanism: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 2: rl_id, seed 1
set lmargin at screen 0.54325; set rmargin at screen 0.98333
set tmargin at screen 0.91114; set bmargin at screen 0.57692
unset logscale x; set xrange [0.0:156.45]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0, '150' 150.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'rl_id, seed 1' at screen 0.54325, screen 0.92706 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'updates' at screen 0.76329, screen 0.53316 center font 'sans-serif,13' tc rgb '#222222' front
set arrow from first 75.0, graph 0 to first 75.0, graph 1 nohead front lw 1 lc rgb '#777777' dt (5,4)
set label 'seen | forecast' at first 75.0, graph 0.97 left offset 0.5,0 font ',11' tc rgb '#666666' front
plot data skip 1 every ::675::824 using 4:5 with points pt 7 ps 0.6 lc rgb '#40333333' notitle, \
     data skip 1 every ::825::899 using 4:5 with lines lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::900::974 using 4:5 with lines lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::975::1049 using 4:5 with lines lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::1050::1124 using 4:5 with lines lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::1125::1199 using 4:5 with lines lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::1200::1274 using 4:5 with lines lw 2 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::1275::1349 using 4:5 with lines lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::825::899 using 4:5:(sprintf('persistence: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::900::974 using 4:5:(sprintf('persistence-15: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::975::1049 using 4:5:(sprintf('log-linear: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1050::1124 using 4:5:(sprintf('power: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1125::1199 using 4:5:(sprintf('exponential: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1200::1274 using 4:5:(sprintf('sigmoid: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1275::1349 using 4:5:(sprintf('one-mechanism: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 3: rl_edge, seed 0
set lmargin at screen 0.06200; set rmargin at screen 0.48333
set tmargin at screen 0.47347; set bmargin at screen 0.13926
unset logscale x; set xrange [0.0:156.45]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0, '150' 150.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'rl_edge, seed 0' at screen 0.06200, screen 0.48939 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'updates' at screen 0.27267, screen 0.09549 center font 'sans-serif,13' tc rgb '#222222' front
set label 'mean reward' at screen 0.01875, screen 0.30637 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
set arrow from first 75.0, graph 0 to first 75.0, graph 1 nohead front lw 1 lc rgb '#777777' dt (5,4)
set label 'seen | forecast' at first 75.0, graph 0.97 left offset 0.5,0 font ',11' tc rgb '#666666' front
plot data skip 1 every ::1350::1499 using 4:5 with points pt 7 ps 0.6 lc rgb '#40333333' notitle, \
     data skip 1 every ::1500::1574 using 4:5 with lines lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::1575::1649 using 4:5 with lines lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::1650::1724 using 4:5 with lines lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::1725::1799 using 4:5 with lines lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::1800::1874 using 4:5 with lines lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::1875::1949 using 4:5 with lines lw 2 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::1950::2024 using 4:5 with lines lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::1500::1574 using 4:5:(sprintf('persistence: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1575::1649 using 4:5:(sprintf('persistence-15: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1650::1724 using 4:5:(sprintf('log-linear: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1725::1799 using 4:5:(sprintf('power: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1800::1874 using 4:5:(sprintf('exponential: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1875::1949 using 4:5:(sprintf('sigmoid: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1950::2024 using 4:5:(sprintf('one-mechanism: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 4: rl_edge, seed 1
set lmargin at screen 0.54325; set rmargin at screen 0.98333
set tmargin at screen 0.47347; set bmargin at screen 0.13926
unset logscale x; set xrange [0.0:156.45]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0, '150' 150.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'rl_edge, seed 1' at screen 0.54325, screen 0.48939 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'updates' at screen 0.76329, screen 0.09549 center font 'sans-serif,13' tc rgb '#222222' front
set arrow from first 75.0, graph 0 to first 75.0, graph 1 nohead front lw 1 lc rgb '#777777' dt (5,4)
set label 'seen | forecast' at first 75.0, graph 0.97 left offset 0.5,0 font ',11' tc rgb '#666666' front
plot data skip 1 every ::2025::2174 using 4:5 with points pt 7 ps 0.6 lc rgb '#40333333' notitle, \
     data skip 1 every ::2175::2249 using 4:5 with lines lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::2250::2324 using 4:5 with lines lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::2325::2399 using 4:5 with lines lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::2400::2474 using 4:5 with lines lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::2475::2549 using 4:5 with lines lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::2550::2624 using 4:5 with lines lw 2 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::2625::2699 using 4:5 with lines lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::2175::2249 using 4:5:(sprintf('persistence: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::2250::2324 using 4:5:(sprintf('persistence-15: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::2325::2399 using 4:5:(sprintf('log-linear: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::2400::2474 using 4:5:(sprintf('power: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::2475::2549 using 4:5:(sprintf('exponential: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::2550::2624 using 4:5:(sprintf('sigmoid: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::2625::2699 using 4:5:(sprintf('one-mechanism: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
