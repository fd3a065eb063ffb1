# F1.8.2 Registered contrasts
# Draws F1.8-effects-2.svg from F1.8-effects-2.tsv: gnuplot F1.8-effects-2.gp
reset
if (!exists("output")) output = 'F1.8-effects-2.svg'
data = 'F1.8-effects-2.tsv'
set encoding utf8
set terminal svg size 806,253 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F1_8_effects_2'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Registered contrasts' at screen 0.01737, screen 0.91304 left font 'sans-serif Bold,16' tc rgb '#111111' front
set arrow from screen 0.38161, screen 0.07115 to screen 0.41139, screen 0.07115 nohead front lw 1.5 lc rgb '#0072B2'
set label '' at screen 0.39650, screen 0.07115 point pt 7 ps 0.8 lc rgb '#0072B2' front
set label 'estimate with 95 % interval' at screen 0.42628, screen 0.07115 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: 
set lmargin at screen 0.53375; set rmargin at screen 0.98015
set tmargin at screen 0.80632; set bmargin at screen 0.33202
unset logscale x; set xrange [-4.951214731023121:4.108114314362813]
unset logscale y; set yrange [-0.6:0.9]
set xtics norotate offset 0,0.35 ('−4' -4.0, '−2' -2.0, '0' 0.0, '2' 2.0, '4' 4.0) font ',12' tc rgb '#333333'
set ytics ('log p on the hardest quarter at matched entropy, rl_edge − base… (n = 5)' 0.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'effect (nats)' at screen 0.75695, screen 0.20158 center font 'sans-serif,13' tc rgb '#222222' front
set arrow from first 0.0, graph 0 to first 0.0, graph 1 nohead front lw 1 lc rgb '#777777' dt (5,4)
set arrow from first -0.5, graph 0 to first -0.5, graph 1 nohead front lw 1 lc rgb '#777777' dt (5,4)
set arrow from first 0.5, graph 0 to first 0.5, graph 1 nohead front lw 1 lc rgb '#777777' dt (5,4)
set label '±margin' at first 0.5, graph 0.97 left offset 0.5,0 font ',11' tc rgb '#666666' front
plot data skip 1 every ::0::0 using 4:5:6:7 with xerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::0::0 using 4:5:(sprintf('estimate with 95 %% interval: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
