# A3 Registered contrasts
# Draws A3-effects.svg from A3-effects.tsv: gnuplot A3-effects.gp
reset
if (!exists("output")) output = 'A3-effects.svg'
data = 'A3-effects.tsv'
set encoding utf8
set terminal svg size 680,283 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_A3_effects'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Registered contrasts' at screen 0.02059, screen 0.92226 left font 'sans-serif Bold,16' tc rgb '#111111' front
set arrow from screen 0.35968, screen 0.06360 to screen 0.39497, screen 0.06360 nohead front lw 1.5 lc rgb '#0072B2'
set label '' at screen 0.37732, screen 0.06360 point pt 7 ps 0.8 lc rgb '#0072B2' front
set label 'estimate with 95 % interval' at screen 0.41262, screen 0.06360 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: 
set lmargin at screen 0.43518; set rmargin at screen 0.97647
set tmargin at screen 0.82686; set bmargin at screen 0.29682
unset logscale x; set xrange [-1.0673554116161705:0.41446364393958135]
unset logscale y; set yrange [-0.6:3.9]
set xtics norotate offset 0,0.35 ('−1.0' -1.0, '−0.8' -0.8, '−0.6' -0.6000000000000001, '−0.4' -0.4, '−0.2' -0.2, '0' 0.0, '0.2' 0.2, '0.4' 0.4) font ',12' tc rgb '#333333'
set ytics ('pass@1, nav_rl − nav, on routes (n = 4)' 3.0, 'pass@1, nav_random − nav, on routes (n = 4)' 2.0, 'pass@1, tool_rl − tool, on products (n = 4)' 1.0, 'pass@1, tool_random − tool, on products (n = 4)' 0.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'effect (dimensionless)' at screen 0.70582, screen 0.18021 center font 'sans-serif,13' tc rgb '#222222' front
set arrow from first 0.0, graph 0 to first 0.0, graph 1 nohead front lw 1 lc rgb '#777777' dt (5,4)
set arrow from first -0.05, graph 0 to first -0.05, graph 1 nohead front lw 1 lc rgb '#777777' dt (5,4)
set arrow from first 0.05, graph 0 to first 0.05, graph 1 nohead front lw 1 lc rgb '#777777' dt (5,4)
set label '±margin' at first 0.05, graph 0.97 left offset 0.5,0 font ',11' tc rgb '#666666' front
plot data skip 1 every ::0::3 using 4:5:6:7 with xerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::0::3 using 4:5:(sprintf('estimate with 95 %% interval: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
