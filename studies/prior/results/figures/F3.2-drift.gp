# F3.2 Where one batch of random rewards drifts
# Draws F3.2-drift.svg from F3.2-drift.tsv: gnuplot F3.2-drift.gp
reset
if (!exists("output")) output = 'F3.2-drift.svg'
data = 'F3.2-drift.tsv'
set encoding utf8
set terminal svg size 960,403 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F3_2_drift'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Where one batch of random rewards drifts' at screen 0.01458, screen 0.94541 left font 'sans-serif Bold,16' tc rgb '#111111' front
set arrow from screen 0.31512, screen 0.06452 to screen 0.31512, screen 0.02481 nohead front lw 1.5 lc rgb '#333333'
set label '' at screen 0.31512, screen 0.04467 point pt 7 ps 0.8 lc rgb '#333333' front
set label 'M, mostly terse answers' at screen 0.34012, screen 0.04467 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.52708, screen 0.06452 to screen 0.52708, screen 0.02481 nohead front lw 1.5 lc rgb '#0072B2'
set label '' at screen 0.52708, screen 0.04467 point pt 7 ps 0.8 lc rgb '#0072B2' front
set label 'M′, mostly traces' at screen 0.55208, screen 0.04467 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: Choice
set lmargin at screen 0.06913; set rmargin at screen 0.48333
set tmargin at screen 0.83375; set bmargin at screen 0.20844
unset logscale x; set xrange [-0.5:1.5]
unset logscale y; set yrange [-0.041869518043700656:0.0861295050583557]
set xtics norotate offset 0,0.35 ('on' 0.0, 'off' 1.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.05' 0.05) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'Choice' at screen 0.06913, screen 0.86352 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'clipping' at screen 0.27623, screen 0.12655 center font 'sans-serif,13' tc rgb '#222222' front
set label 'drift, log-odds of a terse answer (nats)' at screen 0.01875, screen 0.52109 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
set arrow from graph 0, first 0.0 to graph 1, first 0.0 nohead front lw 1 lc rgb '#777777' dt (5,4)
plot data skip 1 every ::0::1 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::2::3 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::0::1 using 4:5:(sprintf('M, mostly terse answers: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::2::3 using 4:5:(sprintf('M′, mostly traces: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 2: Entropy at the midpoint
set lmargin at screen 0.58337; set rmargin at screen 0.98333
set tmargin at screen 0.83375; set bmargin at screen 0.20844
unset logscale x; set xrange [-0.5:1.5]
unset logscale y; set yrange [-0.004469223503770639:0.00605684869209536]
set xtics norotate offset 0,0.35 ('on' 0.0, 'off' 1.0) font ',12' tc rgb '#333333'
set ytics ('−0.004' -0.004, '−0.002' -0.002, '0' 0.0, '0.002' 0.002, '0.004' 0.004, '0.006' 0.006) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'Entropy at the midpoint' at screen 0.58337, screen 0.86352 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'clipping' at screen 0.78335, screen 0.12655 center font 'sans-serif,13' tc rgb '#222222' front
set label 'drift, entropy of the choice at the midpoint (nats)' at screen 0.51875, screen 0.52109 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
set arrow from graph 0, first 0.0 to graph 1, first 0.0 nohead front lw 1 lc rgb '#777777' dt (5,4)
plot data skip 1 every ::4::5 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::6::7 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::4::5 using 4:5:(sprintf('M, mostly terse answers: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::6::7 using 4:5:(sprintf('M′, mostly traces: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
