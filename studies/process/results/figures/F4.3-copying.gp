# F4.3 Right answers without right steps
# Draws F4.3-copying.svg from F4.3-copying.tsv: gnuplot F4.3-copying.gp
reset
if (!exists("output")) output = 'F4.3-copying.svg'
data = 'F4.3-copying.tsv'
set encoding utf8
set terminal svg size 960,733 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F4_3_copying'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Right answers without right steps' at screen 0.01458, screen 0.96999 left font 'sans-serif Bold,16' tc rgb '#111111' front
set arrow from screen 0.24990, screen 0.02456 to screen 0.28323, screen 0.02456 nohead front lw 2 lc rgb '#0072B2'
set label '' at screen 0.26656, screen 0.02456 point pt 7 ps 0.6 lc rgb '#0072B2' front
set label 'seed 0' at screen 0.29156, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.35410, screen 0.02456 to screen 0.38744, screen 0.02456 nohead front lw 2 lc rgb '#D55E00'
set label '' at screen 0.37077, screen 0.02456 point pt 5 ps 0.6 lc rgb '#D55E00' front
set label 'seed 1' at screen 0.39577, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.45831, screen 0.02456 to screen 0.49165, screen 0.02456 nohead front lw 2 lc rgb '#009E73'
set label '' at screen 0.47498, screen 0.02456 point pt 9 ps 0.6 lc rgb '#009E73' front
set label 'seed 2' at screen 0.49998, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.56252, screen 0.02456 to screen 0.59585, screen 0.02456 nohead front lw 2 lc rgb '#CC79A7'
set label '' at screen 0.57919, screen 0.02456 point pt 11 ps 0.6 lc rgb '#CC79A7' front
set label 'seed 3' at screen 0.60419, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.66673, screen 0.02456 to screen 0.70006, screen 0.02456 nohead front lw 2 lc rgb '#E69F00'
set label '' at screen 0.68340, screen 0.02456 point pt 13 ps 0.6 lc rgb '#E69F00' front
set label 'seed 4' at screen 0.70840, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: out_near, ρ = 0.600
set lmargin at screen 0.06200; set rmargin at screen 0.48333
set tmargin at screen 0.90859; set bmargin at screen 0.56480
unset logscale x; set xrange [0.0:71.25]
unset logscale y; set yrange [-0.05:1.05]
set xtics norotate offset 0,0.35 ('0' -0.0, '20' 20.0, '40' 40.0, '60' 60.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'out_near, ρ = 0.600' at screen 0.06200, screen 0.92497 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.27267, screen 0.51978 center font 'sans-serif,13' tc rgb '#222222' front
set label 'loose less strict accuracy' at screen 0.01875, screen 0.73670 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
set arrow from graph 0, first 0.2 to graph 1, first 0.2 nohead front lw 1 lc rgb '#777777' dt (5,4)
set label 'taken' at graph 0.99, first 0.2 right offset 0,0.5 font ',11' tc rgb '#666666' front
plot data skip 1 every ::0::13 using 4:5 with linespoints pt 7 ps 0.6 pi 2 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::14::27 using 4:5 with linespoints pt 5 ps 0.6 pi 2 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::28::41 using 4:5 with linespoints pt 9 ps 0.6 pi 2 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::42::55 using 4:5 with linespoints pt 11 ps 0.6 pi 2 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::56::69 using 4:5 with linespoints pt 13 ps 0.6 pi 2 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::0::13 using 4:5:(sprintf('seed 0: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::14::27 using 4:5:(sprintf('seed 1: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::28::41 using 4:5:(sprintf('seed 2: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::42::55 using 4:5:(sprintf('seed 3: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::56::69 using 4:5:(sprintf('seed 4: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 2: out_near_30, ρ = 0.300
set lmargin at screen 0.54325; set rmargin at screen 0.98333
set tmargin at screen 0.90859; set bmargin at screen 0.56480
unset logscale x; set xrange [0.0:71.25]
unset logscale y; set yrange [-0.05:1.05]
set xtics norotate offset 0,0.35 ('0' -0.0, '20' 20.0, '40' 40.0, '60' 60.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'out_near_30, ρ = 0.300' at screen 0.54325, screen 0.92497 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.76329, screen 0.51978 center font 'sans-serif,13' tc rgb '#222222' front
set arrow from graph 0, first 0.2 to graph 1, first 0.2 nohead front lw 1 lc rgb '#777777' dt (5,4)
set label 'taken' at graph 0.99, first 0.2 right offset 0,0.5 font ',11' tc rgb '#666666' front
plot data skip 1 every ::70::83 using 4:5 with linespoints pt 7 ps 0.6 pi 2 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::84::97 using 4:5 with linespoints pt 5 ps 0.6 pi 2 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::98::111 using 4:5 with linespoints pt 9 ps 0.6 pi 2 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::112::125 using 4:5 with linespoints pt 11 ps 0.6 pi 2 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::126::139 using 4:5 with linespoints pt 13 ps 0.6 pi 2 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::70::83 using 4:5:(sprintf('seed 0: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::84::97 using 4:5:(sprintf('seed 1: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::98::111 using 4:5:(sprintf('seed 2: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::112::125 using 4:5:(sprintf('seed 3: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::126::139 using 4:5:(sprintf('seed 4: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 3: out_near_90, ρ = 0.900
set lmargin at screen 0.06200; set rmargin at screen 0.48333
set tmargin at screen 0.45839; set bmargin at screen 0.11460
unset logscale x; set xrange [0.0:71.25]
unset logscale y; set yrange [-0.05:1.05]
set xtics norotate offset 0,0.35 ('0' -0.0, '20' 20.0, '40' 40.0, '60' 60.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'out_near_90, ρ = 0.900' at screen 0.06200, screen 0.47476 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.27267, screen 0.06958 center font 'sans-serif,13' tc rgb '#222222' front
set label 'loose less strict accuracy' at screen 0.01875, screen 0.28649 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
set arrow from graph 0, first 0.2 to graph 1, first 0.2 nohead front lw 1 lc rgb '#777777' dt (5,4)
set label 'taken' at graph 0.99, first 0.2 right offset 0,0.5 font ',11' tc rgb '#666666' front
plot data skip 1 every ::140::153 using 4:5 with linespoints pt 7 ps 0.6 pi 2 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::154::167 using 4:5 with linespoints pt 5 ps 0.6 pi 2 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::168::181 using 4:5 with linespoints pt 9 ps 0.6 pi 2 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::182::195 using 4:5 with linespoints pt 11 ps 0.6 pi 2 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::196::209 using 4:5 with linespoints pt 13 ps 0.6 pi 2 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::140::153 using 4:5:(sprintf('seed 0: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::154::167 using 4:5:(sprintf('seed 1: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::168::181 using 4:5:(sprintf('seed 2: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::182::195 using 4:5:(sprintf('seed 3: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::196::209 using 4:5:(sprintf('seed 4: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 4: out_far, ρ = 0.600
set lmargin at screen 0.54325; set rmargin at screen 0.98333
set tmargin at screen 0.45839; set bmargin at screen 0.11460
unset logscale x; set xrange [0.0:71.25]
unset logscale y; set yrange [-0.05:1.05]
set xtics norotate offset 0,0.35 ('0' -0.0, '20' 20.0, '40' 40.0, '60' 60.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'out_far, ρ = 0.600' at screen 0.54325, screen 0.47476 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.76329, screen 0.06958 center font 'sans-serif,13' tc rgb '#222222' front
set arrow from graph 0, first 0.2 to graph 1, first 0.2 nohead front lw 1 lc rgb '#777777' dt (5,4)
set label 'taken' at graph 0.99, first 0.2 right offset 0,0.5 font ',11' tc rgb '#666666' front
plot data skip 1 every ::210::223 using 4:5 with linespoints pt 7 ps 0.6 pi 2 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::224::237 using 4:5 with linespoints pt 5 ps 0.6 pi 2 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::238::251 using 4:5 with linespoints pt 9 ps 0.6 pi 2 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::252::265 using 4:5 with linespoints pt 11 ps 0.6 pi 2 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::266::279 using 4:5 with linespoints pt 13 ps 0.6 pi 2 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::210::223 using 4:5:(sprintf('seed 0: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::224::237 using 4:5:(sprintf('seed 1: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::238::251 using 4:5:(sprintf('seed 2: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::252::265 using 4:5:(sprintf('seed 3: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::266::279 using 4:5:(sprintf('seed 4: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
