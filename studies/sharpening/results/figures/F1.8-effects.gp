# F1.8 Registered contrasts
# Draws F1.8-effects.svg from F1.8-effects.tsv: gnuplot F1.8-effects.gp
reset
if (!exists("output")) output = 'F1.8-effects.svg'
data = 'F1.8-effects.tsv'
set encoding utf8
set terminal svg size 783,373 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F1_8_effects'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Registered contrasts' at screen 0.01788, screen 0.94102 left font 'sans-serif Bold,16' tc rgb '#111111' front
set arrow from screen 0.37814, screen 0.04826 to screen 0.40879, screen 0.04826 nohead front lw 1.5 lc rgb '#0072B2'
set label '' at screen 0.39346, screen 0.04826 point pt 7 ps 0.8 lc rgb '#0072B2' front
set label 'estimate with 95 % interval' at screen 0.42411, screen 0.04826 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: 
set lmargin at screen 0.52092; set rmargin at screen 0.97957
set tmargin at screen 0.86863; set bmargin at screen 0.22520
unset logscale x; set xrange [-0.07315905774403614:0.43634021262475897]
unset logscale y; set yrange [-0.6:6.9]
set xtics norotate offset 0,0.35 ('0' -0.0, '0.1' 0.1, '0.2' 0.2, '0.3' 0.30000000000000004, '0.4' 0.4) font ',12' tc rgb '#333333'
set ytics ('pass@1, rl_id − base, on id (n = 5)' 6.0, 'pass@1 at the best temperature, rl_id − base, on id (n = 5)' 5.0, 'pass@1, rl_edge − base, on edge (n = 5)' 4.0, 'pass@1 at the best temperature, rl_edge − base, on edge (n = 5)' 3.0, 'pass@64 at the best temperature, rl_edge − base, on edge (n = 5)' 2.0, 'pass@2^12 at the best temperature, rl_edge − base, on edge (n = 5)' 1.0, 'sampled pass@1, base_resample − base, on id (n = 5)' 0.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'effect (dimensionless)' at screen 0.75024, screen 0.13673 center font 'sans-serif,13' tc rgb '#222222' front
set arrow from first 0.0, graph 0 to first 0.0, graph 1 nohead front lw 1 lc rgb '#777777' dt (5,4)
set arrow from first -0.05, graph 0 to first -0.05, graph 1 nohead front lw 1 lc rgb '#777777' dt (5,4)
set arrow from first 0.05, graph 0 to first 0.05, graph 1 nohead front lw 1 lc rgb '#777777' dt (5,4)
set label '±margin' at first 0.05, graph 0.97 left offset 0.5,0 font ',11' tc rgb '#666666' front
plot data skip 1 every ::0::6 using 4:5:6:7 with xerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::0::6 using 4:5:(sprintf('estimate with 95 %% interval: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
