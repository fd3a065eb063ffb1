# F5.4 Half-normal plot of the effects
# Draws F5.4-half-normal.svg from F5.4-half-normal.tsv: gnuplot F5.4-half-normal.gp
reset
if (!exists("output")) output = 'F5.4-half-normal.svg'
data = 'F5.4-half-normal.tsv'
set encoding utf8
set terminal svg size 460,529 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F5_4_half_normal'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Half-normal plot of the effects' at screen 0.03043, screen 0.95841 left font 'sans-serif Bold,16' tc rgb '#111111' front
set label '' at screen 0.20165, screen 0.27221 point pt 7 ps 0.8 lc rgb '#333333' front
set label 'the others' at screen 0.25383, screen 0.27221 left font 'sans-serif,12' tc rgb '#222222' front
set label '' at screen 0.20165, screen 0.23251 point pt 7 ps 0.8 lc rgb '#0072B2' front
set label 'group std × token-level loss × learning rate ×3' at screen 0.25383, screen 0.23251 left font 'sans-serif,12' tc rgb '#222222' front
set label '' at screen 0.20165, screen 0.19282 point pt 5 ps 0.8 lc rgb '#D55E00' front
set label 'group std' at screen 0.25383, screen 0.19282 left font 'sans-serif,12' tc rgb '#222222' front
set label '' at screen 0.20165, screen 0.15312 point pt 9 ps 0.8 lc rgb '#009E73' front
set label 'group std × token-level loss' at screen 0.25383, screen 0.15312 left font 'sans-serif,12' tc rgb '#222222' front
set label '' at screen 0.20165, screen 0.11342 point pt 11 ps 0.8 lc rgb '#CC79A7' front
set label 'token-level loss' at screen 0.25383, screen 0.11342 left font 'sans-serif,12' tc rgb '#222222' front
set label '' at screen 0.20165, screen 0.07372 point pt 13 ps 0.8 lc rgb '#E69F00' front
set label 'token-level loss × learning rate ×3' at screen 0.25383, screen 0.07372 left font 'sans-serif,12' tc rgb '#222222' front
set label '' at screen 0.20165, screen 0.03403 point pt 6 ps 0.8 lc rgb '#56B4E9' front
set label 'learning rate ×3' at screen 0.25383, screen 0.03403 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: 
set lmargin at screen 0.15913; set rmargin at screen 0.96522
set tmargin at screen 0.90737; set bmargin at screen 0.39698
unset logscale x; set xrange [0.003987314092591107:1.888398127722362]
unset logscale y; set yrange [0.0:0.018803057345507856]
set xtics norotate offset 0,0.35 ('0.5' 0.5, '1.0' 1.0, '1.5' 1.5) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.005' 0.005, '0.010' 0.01, '0.015' 0.015) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'half-normal quantile' at screen 0.56217, screen 0.33459 center font 'sans-serif,13' tc rgb '#222222' front
set label '|effect| (probability)' at screen 0.03913, screen 0.65217 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
set arrow from graph 0, first 0.003114635627070705 to graph 1, first 0.003114635627070705 nohead front lw 1 lc rgb '#777777' dt (5,4)
set label 'Lenth' at graph 0.99, first 0.003114635627070705 right offset 0,0.5 font ',11' tc rgb '#666666' front
plot data skip 1 every ::0::0 using 4:5 with points pt 7 ps 0.6 lc rgb '#40333333' notitle, \
     data skip 1 every ::1::1 using 4:5 with points pt 7 ps 0.6 lc rgb '#400072B2' notitle, \
     data skip 1 every ::2::2 using 4:5 with points pt 5 ps 0.6 lc rgb '#40D55E00' notitle, \
     data skip 1 every ::3::3 using 4:5 with points pt 9 ps 0.6 lc rgb '#40009E73' notitle, \
     data skip 1 every ::4::4 using 4:5 with points pt 11 ps 0.6 lc rgb '#40CC79A7' notitle, \
     data skip 1 every ::5::5 using 4:5 with points pt 13 ps 0.6 lc rgb '#40E69F00' notitle, \
     data skip 1 every ::6::6 using 4:5 with points pt 6 ps 0.6 lc rgb '#4056B4E9' notitle, \
     data skip 1 every ::0::0 using 4:5:(sprintf('the others: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1::1 using 4:5:(sprintf('group std × token-level loss × learning rate ×3: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::2::2 using 4:5:(sprintf('group std: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::3::3 using 4:5:(sprintf('group std × token-level loss: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::4::4 using 4:5:(sprintf('token-level loss: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::5::5 using 4:5:(sprintf('token-level loss × learning rate ×3: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::6::6 using 4:5:(sprintf('learning rate ×3: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
