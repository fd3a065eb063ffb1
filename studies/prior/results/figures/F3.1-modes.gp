# F3.1 Style and skill, by reward and family
# Draws F3.1-modes.svg from F3.1-modes.tsv: gnuplot F3.1-modes.gp
reset
if (!exists("output")) output = 'F3.1-modes.svg'
data = 'F3.1-modes.tsv'
set encoding utf8
set terminal svg size 960,403 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F3_1_modes'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Style and skill, by reward and family' at screen 0.01458, screen 0.94541 left font 'sans-serif Bold,16' tc rgb '#111111' front
set arrow from screen 0.31512, screen 0.06452 to screen 0.31512, screen 0.02481 nohead front lw 1.5 lc rgb '#333333'
set label '' at screen 0.31512, screen 0.04467 point pt 7 ps 0.8 lc rgb '#333333' front
set label 'M, mostly terse answers' at screen 0.34012, screen 0.04467 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.52708, screen 0.06452 to screen 0.52708, screen 0.02481 nohead front lw 1.5 lc rgb '#0072B2'
set label '' at screen 0.52708, screen 0.04467 point pt 7 ps 0.8 lc rgb '#0072B2' front
set label 'M′, mostly traces' at screen 0.55208, screen 0.04467 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: How often a trace is begun
set lmargin at screen 0.06200; set rmargin at screen 0.48333
set tmargin at screen 0.83375; set bmargin at screen 0.20844
unset logscale x; set xrange [-0.5:3.5]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('base' 0.0, 'true' 1.0, 'random' 2.0, 'random_noclip' 3.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'How often a trace is begun' at screen 0.06200, screen 0.86352 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'reward' at screen 0.27267, screen 0.12655 center font 'sans-serif,13' tc rgb '#222222' front
set label 'share of traces' at screen 0.01875, screen 0.52109 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::0::3 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::4::7 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::0::3 using 4:5:(sprintf('M, mostly terse answers: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::4::7 using 4:5:(sprintf('M′, mostly traces: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 2: How often it is right
set lmargin at screen 0.56200; set rmargin at screen 0.98333
set tmargin at screen 0.83375; set bmargin at screen 0.20844
unset logscale x; set xrange [-0.5:3.5]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('base' 0.0, 'true' 1.0, 'random' 2.0, 'random_noclip' 3.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'How often it is right' at screen 0.56200, screen 0.86352 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'reward' at screen 0.77267, screen 0.12655 center font 'sans-serif,13' tc rgb '#222222' front
set label 'accuracy given a trace' at screen 0.51875, screen 0.52109 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::8::11 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::12::15 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::8::11 using 4:5:(sprintf('M, mostly terse answers: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::12::15 using 4:5:(sprintf('M′, mostly traces: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
