# F4.4 Right answers by right steps
# Draws F4.4-honest.svg from F4.4-honest.tsv: gnuplot F4.4-honest.gp
reset
if (!exists("output")) output = 'F4.4-honest.svg'
data = 'F4.4-honest.tsv'
set encoding utf8
set terminal svg size 960,403 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F4_4_honest'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Right answers by right steps' at screen 0.01458, screen 0.94541 left font 'sans-serif Bold,16' tc rgb '#111111' front
set arrow from screen 0.30200, screen 0.04467 to screen 0.33533, screen 0.04467 nohead front lw 2 lc rgb '#0072B2'
set label '' at screen 0.31867, screen 0.04467 point pt 7 ps 0.6 lc rgb '#0072B2' front
set label 'seed 0' at screen 0.34367, screen 0.04467 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.40621, screen 0.04467 to screen 0.43954, screen 0.04467 nohead front lw 2 lc rgb '#D55E00'
set label '' at screen 0.42288, screen 0.04467 point pt 5 ps 0.6 lc rgb '#D55E00' front
set label 'seed 1' at screen 0.44788, screen 0.04467 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.51042, screen 0.04467 to screen 0.54375, screen 0.04467 nohead front lw 2 lc rgb '#009E73'
set label '' at screen 0.52708, screen 0.04467 point pt 9 ps 0.6 lc rgb '#009E73' front
set label 'seed 2' at screen 0.55208, screen 0.04467 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.61462, screen 0.04467 to screen 0.64796, screen 0.04467 nohead front lw 2 lc rgb '#CC79A7'
set label '' at screen 0.63129, screen 0.04467 point pt 11 ps 0.6 lc rgb '#CC79A7' front
set label 'seed 3' at screen 0.65629, screen 0.04467 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: out_near, ρ = 0.600
set lmargin at screen 0.06200; set rmargin at screen 0.48333
set tmargin at screen 0.83375; set bmargin at screen 0.20844
unset logscale x; set xrange [1.0:45.0]
unset logscale y; set yrange [-0.05:1.05]
set xtics norotate offset 0,0.35 ('10' 10.0, '20' 20.0, '30' 30.0, '40' 40.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'out_near, ρ = 0.600' at screen 0.06200, screen 0.86352 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.27267, screen 0.12655 center font 'sans-serif,13' tc rgb '#222222' front
set label 'strict accuracy' at screen 0.01875, screen 0.52109 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::0::8 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::9::17 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::18::26 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::27::35 using 4:5 with linespoints pt 11 ps 0.6 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::0::8 using 4:5:(sprintf('seed 0: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::9::17 using 4:5:(sprintf('seed 1: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::18::26 using 4:5:(sprintf('seed 2: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::27::35 using 4:5:(sprintf('seed 3: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 2: out_far, ρ = 0.600
set lmargin at screen 0.54325; set rmargin at screen 0.98333
set tmargin at screen 0.83375; set bmargin at screen 0.20844
unset logscale x; set xrange [1.0:45.0]
unset logscale y; set yrange [-0.05:1.05]
set xtics norotate offset 0,0.35 ('10' 10.0, '20' 20.0, '30' 30.0, '40' 40.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'out_far, ρ = 0.600' at screen 0.54325, screen 0.86352 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.76329, screen 0.12655 center font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::36::44 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::45::53 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::54::62 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::63::71 using 4:5 with linespoints pt 11 ps 0.6 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::36::44 using 4:5:(sprintf('seed 0: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::45::53 using 4:5:(sprintf('seed 1: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::54::62 using 4:5:(sprintf('seed 2: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::63::71 using 4:5:(sprintf('seed 3: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
