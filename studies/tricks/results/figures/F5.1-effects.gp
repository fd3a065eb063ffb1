# F5.1 Effects on exact pass@1
# Draws F5.1-effects.svg from F5.1-effects.tsv: gnuplot F5.1-effects.gp
reset
if (!exists("output")) output = 'F5.1-effects.svg'
data = 'F5.1-effects.tsv'
set encoding utf8
set terminal svg size 680,313 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F5_1_effects'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Effects on exact pass@1' at screen 0.02059, screen 0.92971 left font 'sans-serif Bold,16' tc rgb '#111111' front
set arrow from screen 0.35968, screen 0.05751 to screen 0.39497, screen 0.05751 nohead front lw 1.5 lc rgb '#0072B2'
set label '' at screen 0.37732, screen 0.05751 point pt 7 ps 0.8 lc rgb '#0072B2' front
set label 'estimate with 95 % interval' at screen 0.41262, screen 0.05751 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: 
set lmargin at screen 0.31676; set rmargin at screen 0.97647
set tmargin at screen 0.84345; set bmargin at screen 0.26837
unset logscale x; set xrange [-0.053092838007847344:0.03395680180989749]
unset logscale y; set yrange [-0.6:4.9]
set xtics norotate offset 0,0.35 ('−0.04' -0.04, '−0.02' -0.02, '0' 0.0, '0.02' 0.02) font ',12' tc rgb '#333333'
set ytics ('learning rate ×3 (n = 5)' 4.0, 'group std (n = 5)' 3.0, 'token-level loss (n = 5)' 2.0, 'group std, best rate (n = 5)' 1.0, 'token-level loss, best rate (n = 5)' 0.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'difference in pass@1 (probability)' at screen 0.64662, screen 0.16294 center font 'sans-serif,13' tc rgb '#222222' front
set arrow from first 0.0, graph 0 to first 0.0, graph 1 nohead front lw 1 lc rgb '#777777' dt (5,4)
set arrow from first -0.03, graph 0 to first -0.03, graph 1 nohead front lw 1 lc rgb '#777777' dt (5,4)
set arrow from first 0.03, graph 0 to first 0.03, graph 1 nohead front lw 1 lc rgb '#777777' dt (5,4)
set label '±margin' at first 0.03, graph 0.97 left offset 0.5,0 font ',11' tc rgb '#666666' front
plot data skip 1 every ::0::4 using 4:5:6:7 with xerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::0::4 using 4:5:(sprintf('estimate with 95 %% interval: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
