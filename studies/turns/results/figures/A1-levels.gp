# A1 Pass@1 by arm
# Draws A1-levels.svg from A1-levels.tsv: gnuplot A1-levels.gp
reset
if (!exists("output")) output = 'A1-levels.svg'
data = 'A1-levels.tsv'
set encoding utf8
set terminal svg size 960,403 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_A1_levels'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Pass@1 by arm' at screen 0.01458, screen 0.94541 left font 'sans-serif Bold,16' tc rgb '#111111' front
set arrow from screen 0.11471, screen 0.06452 to screen 0.11471, screen 0.02481 nohead front lw 1.5 lc rgb '#333333'
set label '' at screen 0.11471, screen 0.04467 point pt 7 ps 0.8 lc rgb '#333333' front
set label 'nav' at screen 0.13971, screen 0.04467 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.25217, screen 0.06452 to screen 0.25217, screen 0.02481 nohead front lw 1.5 lc rgb '#0072B2'
set label '' at screen 0.25217, screen 0.04467 point pt 7 ps 0.8 lc rgb '#0072B2' front
set label 'nav_rl' at screen 0.27717, screen 0.04467 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.38962, screen 0.06452 to screen 0.38962, screen 0.02481 nohead front lw 1.5 lc rgb '#D55E00'
set label '' at screen 0.38962, screen 0.04467 point pt 5 ps 0.8 lc rgb '#D55E00' front
set label 'nav_random' at screen 0.41463, screen 0.04467 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.52708, screen 0.06452 to screen 0.52708, screen 0.02481 nohead front lw 1.5 lc rgb '#009E73'
set label '' at screen 0.52708, screen 0.04467 point pt 9 ps 0.8 lc rgb '#009E73' front
set label 'tool' at screen 0.55208, screen 0.04467 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.66454, screen 0.06452 to screen 0.66454, screen 0.02481 nohead front lw 1.5 lc rgb '#CC79A7'
set label '' at screen 0.66454, screen 0.04467 point pt 11 ps 0.8 lc rgb '#CC79A7' front
set label 'tool_rl' at screen 0.68954, screen 0.04467 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.80200, screen 0.06452 to screen 0.80200, screen 0.02481 nohead front lw 1.5 lc rgb '#E69F00'
set label '' at screen 0.80200, screen 0.04467 point pt 13 ps 0.8 lc rgb '#E69F00' front
set label 'tool_random' at screen 0.82700, screen 0.04467 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: routes
set lmargin at screen 0.06200; set rmargin at screen 0.48333
set tmargin at screen 0.83375; set bmargin at screen 0.29424
unset logscale x; set xrange [0.5:6.5]
unset logscale y; set yrange [0.0:1.0]
set xtics rotate by 35 right ('nav' 1.0, 'nav_rl' 2.0, 'nav_random' 3.0, 'tool' 4.0, 'tool_rl' 5.0, 'tool_random' 6.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'routes' at screen 0.06200, screen 0.86352 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'arm' at screen 0.27267, screen 0.12655 center font 'sans-serif,13' tc rgb '#222222' front
set label 'pass@1' at screen 0.01875, screen 0.56399 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::0::0 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::1::1 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::2::2 using 4:5:6:7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::0::0 using 4:5:(sprintf('nav: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1::1 using 4:5:(sprintf('nav_rl: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::2::2 using 4:5:(sprintf('nav_random: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 2: products
set lmargin at screen 0.54325; set rmargin at screen 0.98333
set tmargin at screen 0.83375; set bmargin at screen 0.29424
unset logscale x; set xrange [0.5:6.5]
unset logscale y; set yrange [0.0:1.0]
set xtics rotate by 35 right ('nav' 1.0, 'nav_rl' 2.0, 'nav_random' 3.0, 'tool' 4.0, 'tool_rl' 5.0, 'tool_random' 6.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'products' at screen 0.54325, screen 0.86352 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'arm' at screen 0.76329, screen 0.12655 center font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::3::3 using 4:5:6:7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::4::4 using 4:5:6:7 with yerrorbars pt 11 ps 0.8 lw 1.5 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::5::5 using 4:5:6:7 with yerrorbars pt 13 ps 0.8 lw 1.5 lc rgb '#E69F00' notitle, \
     data skip 1 every ::3::3 using 4:5:(sprintf('tool: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::4::4 using 4:5:(sprintf('tool_rl: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::5::5 using 4:5:(sprintf('tool_random: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
